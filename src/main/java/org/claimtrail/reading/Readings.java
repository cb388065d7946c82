package org.claimtrail.reading;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.claimtrail.platform.Deleted;
import org.claimtrail.platform.Fields;
import org.claimtrail.platform.NotRecorded;
import org.claimtrail.reading.attribution.Sentence;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import tools.jackson.databind.node.ObjectNode;

/** Reads texts, and articles that are recorded. It writes nothing. */
@Service
public class Readings {

    /** How many characters are read. */
    public static final int LONGEST = 200_000;

    private final TextReader reader = new TextReader();
    private final ArticleTexts texts;

    Readings(ArticleTexts texts) {
        this.texts = texts;
    }

    /** What the text of a body says, or that of the article that it names. */
    public Reading read(ObjectNode body) {
        Fields fields = Fields.of(body);
        String text = fields.raw("text");
        String language = fields.language("language");
        LocalDate publishedOn = fields.day("publishedOn");
        UUID id = fields.id("article");
        fields.done();
        ArticleText article = id == null ? null : article(id, fields);
        String read = text == null && article != null ? article.text() : text;
        if (read == null && !fields.faults().any()) {
            fields.fault("text", "is required, unless an article is named whose text is recorded.");
        }
        if (read != null && read.length() > LONGEST) {
            fields.fault(text == null ? "article" : "text", "must have at most " + LONGEST + " characters.");
        }
        fields.faults().throwIfAny();
        return read(
                Fields.given(read),
                language == null && article != null ? article.language() : language,
                publishedOn == null && article != null ? article.publishedOn() : publishedOn);
    }

    /** @param language English unless it is said */
    public Reading read(String text, @Nullable String language, @Nullable LocalDate publishedOn) {
        return reader.read(text, language, publishedOn);
    }

    /** The sentences of a text, in any language that parts them by full stops; English unless it is said. */
    public List<Sentence> sentences(String text, @Nullable String language) {
        return reader.sentences(text, language);
    }

    private @Nullable ArticleText article(UUID id, Fields fields) {
        try {
            return texts.newest(id);
        } catch (NotRecorded | Deleted e) {
            fields.fault("article", "is not recorded.");
            return null;
        }
    }
}
