package org.claimtrail.proposal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.claimtrail.platform.Fault;
import org.claimtrail.platform.InvalidInput;
import org.claimtrail.proposal.Statement.Party;
import org.claimtrail.reading.ArticleText;
import org.claimtrail.reading.ArticleTexts;
import org.claimtrail.reading.Reading;
import org.claimtrail.reading.Readings;
import org.claimtrail.reading.attribution.Span;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import tools.jackson.databind.node.ObjectNode;

/** Proposes claims: what a passage, or a text, most likely claims. It writes nothing. */
@Service
public class Proposals {

    /** So many characters, which take a fifth of a second. */
    private static final int READ_FOR_SPEAKERS = 20_000;

    /** A version of an article, of which the text stays as it is. */
    private record Version(UUID article, long number) {}

    private final Cache<Version, List<String>> speakers = Caffeine.newBuilder()
            .maximumSize(500)
            .expireAfterWrite(Duration.ofMinutes(10))
            .build();

    private final Readings readings;
    private final ClaimBodies bodies;
    private final ArticleTexts texts;

    Proposals(Readings readings, ClaimBodies bodies, ArticleTexts texts) {
        this.readings = readings;
        this.bodies = bodies;
        this.texts = texts;
    }

    /**
     * What a passage of a recorded article most likely claims. Only the paragraphs around it are read, and names in full are looked
     * for in all of the text.
     *
     * @param from where the passage begins in the article's text, in UTF-16 code units
     * @param to the place behind it
     * @throws InvalidInput if there is no such passage
     */
    public Candidate ofPassage(ArticleText article, int from, int to) {
        String text = textOf(article);
        Span passage = Window.words(text, from, to);
        Window window = Window.around(text, passage);
        Reading reading = readings.read(window.text(), article.language(), article.publishedOn());
        Statement statement =
                new StatementReader(reading, text).of(window.inside(passage)).at(passage);
        ObjectNode body = bodies.of(
                        List.of(statement), reading.language(), new Place(article.article(), article.version(), text))
                .get(0);
        return new Candidate(body, passage.from(), passage.to(), statement.confidence());
    }

    /**
     * The names of those who speak in a text, whoever does so most first. Of a long one its beginning is read.
     *
     * @return nobody where it has no text
     */
    public List<String> speakers(ArticleText article) {
        String text = article.text();
        if (text == null) {
            return List.of();
        }
        return speakers.get(new Version(article.article(), article.version()), version -> {
            String beginning = text.substring(0, Math.min(text.length(), READ_FOR_SPEAKERS));
            Reading reading = readings.read(beginning, article.language(), article.publishedOn());
            return new StatementReader(reading, text)
                    .all().stream()
                            .flatMap(statement -> statement.chain().stream())
                            .flatMap(link -> link.parties().stream())
                            .filter(party -> !party.isUnnamed())
                            .collect(Collectors.groupingBy(Party::name, LinkedHashMap::new, Collectors.counting()))
                            .entrySet()
                            .stream()
                            .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                            .map(Map.Entry::getKey)
                            .toList();
        });
    }

    /** The candidates of a whole text, in its order; they appear nowhere, since nobody knows where it stands. */
    public List<Candidate> of(Reading reading) {
        return candidates(reading, null);
    }

    /** The candidates of a text, as they appear in a recorded article, where it is the article's current one. */
    public List<Candidate> of(Reading reading, UUID article) {
        ArticleText present = texts.newest(article);
        return candidates(
                reading,
                reading.text().equals(present.text()) ? new Place(article, present.version(), reading.text()) : null);
    }

    /** The candidates of all that a recorded article says, in the order of its text. */
    List<Candidate> ofArticle(ArticleText article) {
        String text = textOf(article);
        Reading reading = readings.read(text, article.language(), article.publishedOn());
        return candidates(reading, new Place(article.article(), article.version(), text));
    }

    /**
     * An article's current text.
     *
     * @throws InvalidInput if there is none, or it is longer than what is read
     */
    ArticleText readable(UUID article) {
        ArticleText present = texts.newest(article);
        if (textOf(present).length() > Readings.LONGEST) {
            throw new InvalidInput(
                    List.of(new Fault("/article", "must have a text of at most " + Readings.LONGEST + " characters.")));
        }
        return present;
    }

    private static String textOf(ArticleText article) {
        if (article.text() == null) {
            throw new InvalidInput(List.of(new Fault("/article", "has no text that is recorded.")));
        }
        return article.text();
    }

    private List<Candidate> candidates(Reading reading, @Nullable Place place) {
        List<Statement> statements = new StatementReader(reading, reading.text()).all();
        return Candidate.of(statements, bodies.of(statements, reading.language(), place));
    }
}
