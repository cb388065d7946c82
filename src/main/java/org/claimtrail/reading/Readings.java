package org.claimtrail.reading;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.claimtrail.platform.Fields;
import org.claimtrail.reading.attribution.Sentence;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import tools.jackson.databind.node.ObjectNode;

/** Reads texts, and articles that are recorded. It writes nothing. */
@Service
public class Readings {

    /** How many characters are read. */
    public static final int LONGEST = 200_000;

    /** What an article states, where it does. */
    private record Stated(
            @Nullable String text,
            @Nullable String language,
            @Nullable LocalDate publishedOn) {

        static final Stated NOTHING = new Stated(null, null, null);
    }

    private final TextReader reader = new TextReader();
    private final JdbcClient db;

    Readings(JdbcClient db) {
        this.db = db;
    }

    /** What the text of a body says, or that of the article that it names. */
    public Reading read(ObjectNode body) {
        Fields fields = Fields.of(body);
        String text = fields.raw("text");
        String language = fields.language("language");
        LocalDate publishedOn = fields.day("publishedOn");
        UUID id = fields.id("article");
        fields.done();
        Stated article = id == null ? Stated.NOTHING : article(id, fields);
        String read = text == null ? article.text() : text;
        if (read == null && !fields.faults().any()) {
            fields.fault("text", "is required, unless an article is named whose text is recorded.");
        }
        if (read != null && read.length() > LONGEST) {
            fields.fault(text == null ? "article" : "text", "must have at most " + LONGEST + " characters.");
        }
        fields.faults().throwIfAny();
        return read(
                Fields.given(read),
                language == null ? article.language() : language,
                publishedOn == null ? article.publishedOn() : publishedOn);
    }

    /** @param language English unless it is said */
    public Reading read(String text, @Nullable String language, @Nullable LocalDate publishedOn) {
        return reader.read(text, language, publishedOn);
    }

    /** The sentences of a text, in any language that parts them by full stops; English unless it is said. */
    public List<Sentence> sentences(String text, @Nullable String language) {
        return reader.sentences(text, language);
    }

    private Stated article(UUID id, Fields fields) {
        Optional<Stated> article = db.sql("""
                        select v.body, a.language,
                            case when a.published_on_earliest = a.published_on_latest then a.published_on_earliest end as day
                        from article a join article_version v on v.article_id = a.id and v.version = a.current_version
                        where a.id = :id and a.deleted_at is null""")
                .param("id", id)
                .query((row, number) -> new Stated(
                        row.getString("body"), row.getString("language"), row.getObject("day", LocalDate.class)))
                .optional();
        if (article.isEmpty()) {
            fields.fault("article", "is not recorded.");
        }
        return article.orElse(Stated.NOTHING);
    }
}
