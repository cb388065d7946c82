package org.claimtrail.proposal;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.claimtrail.platform.Deleted;
import org.claimtrail.platform.Fault;
import org.claimtrail.platform.InvalidInput;
import org.claimtrail.platform.NotRecorded;
import org.claimtrail.reading.Reading;
import org.claimtrail.reading.Readings;
import org.claimtrail.reading.attribution.Span;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import tools.jackson.databind.node.ObjectNode;

/** Proposes claims: what a passage, or a text, most likely claims. It writes nothing. */
@Service
public class Proposals {

    /** An article as it stands now. */
    private record Present(
            int version,
            @Nullable String body,
            @Nullable String language,
            @Nullable LocalDate publishedOn,
            @Nullable OffsetDateTime deletedAt) {}

    /** What was read in a version of an article. */
    record OfArticle(int version, List<Candidate> candidates) {}

    private final Readings readings;
    private final ClaimBodies bodies;
    private final JdbcClient db;

    Proposals(Readings readings, ClaimBodies bodies, JdbcClient db) {
        this.readings = readings;
        this.bodies = bodies;
        this.db = db;
    }

    /**
     * What a passage of a recorded article most likely claims. Only the paragraphs around it are read, and names in full are looked
     * for in all of the text.
     *
     * @param from where the passage begins in the article's current text, in UTF-16 code units
     * @param to the place behind it
     * @throws InvalidInput if there is no such passage
     */
    public Candidate ofPassage(UUID article, int from, int to) {
        Present present = present(article);
        String text = textOf(present);
        Span passage = Window.words(text, from, to);
        Window window = Window.around(text, passage);
        Reading reading = readings.read(window.text(), present.language(), present.publishedOn());
        Statement statement =
                new StatementReader(reading, text).of(window.inside(passage)).at(passage);
        ObjectNode body = bodies.of(List.of(statement), reading.language(), new Place(article, present.version(), text))
                .get(0);
        return new Candidate(body, passage.from(), passage.to(), statement.confidence());
    }

    /** The candidates of a whole text, in its order; they appear nowhere, since nobody knows where it stands. */
    public List<Candidate> of(Reading reading) {
        return candidates(reading, null);
    }

    /** The candidates of a text, as they appear in a recorded article, where it is the article's current one. */
    public List<Candidate> of(Reading reading, UUID article) {
        Present present = present(article);
        return candidates(
                reading,
                reading.text().equals(present.body()) ? new Place(article, present.version(), reading.text()) : null);
    }

    /**
     * The candidates of an article's current text.
     *
     * @throws InvalidInput if there is none, or it is longer than what is read
     */
    OfArticle ofArticle(UUID article) {
        Present present = present(article);
        String text = textOf(present);
        if (text.length() > Readings.LONGEST) {
            throw new InvalidInput(
                    List.of(new Fault("/article", "must have a text of at most " + Readings.LONGEST + " characters.")));
        }
        Reading reading = readings.read(text, present.language(), present.publishedOn());
        return new OfArticle(present.version(), candidates(reading, new Place(article, present.version(), text)));
    }

    private static String textOf(Present present) {
        if (present.body() == null) {
            throw new InvalidInput(List.of(new Fault("/article", "has no text that is recorded.")));
        }
        return present.body();
    }

    private List<Candidate> candidates(Reading reading, @Nullable Place place) {
        List<Statement> statements = new StatementReader(reading, reading.text()).all();
        List<ObjectNode> made = bodies.of(statements, reading.language(), place);
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < made.size(); i++) {
            Statement statement = statements.get(i);
            candidates.add(new Candidate(
                    made.get(i), statement.passage().from(), statement.passage().to(), statement.confidence()));
        }
        return List.copyOf(candidates);
    }

    private Present present(UUID article) {
        Present present = db.sql("""
                        select v.version, v.body, a.language,
                            case when a.published_on_earliest = a.published_on_latest then a.published_on_earliest end as day,
                            a.deleted_at
                        from article a join article_version v on v.article_id = a.id and v.version = a.current_version
                        where a.id = :id""")
                .param("id", article)
                .query((row, number) -> new Present(
                        row.getInt("version"),
                        row.getString("body"),
                        row.getString("language"),
                        row.getObject("day", LocalDate.class),
                        row.getObject("deleted_at", OffsetDateTime.class)))
                .optional()
                .orElseThrow(() -> new NotRecorded("article", article));
        if (present.deletedAt() != null) {
            throw new Deleted("article", article, present.deletedAt().toInstant());
        }
        return present;
    }
}
