package org.claimtrail.proposal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.claimtrail.claim.ClaimKind;
import org.claimtrail.claim.Mode;
import org.claimtrail.proposal.Phrasing.Put;
import org.claimtrail.proposal.Speakers.Told;
import org.claimtrail.proposal.Statement.Counted;
import org.claimtrail.reading.Reading;
import org.claimtrail.reading.attribution.Attribution;
import org.claimtrail.reading.attribution.Polarity;
import org.claimtrail.reading.attribution.Sentence;
import org.claimtrail.reading.attribution.Span;
import org.claimtrail.reading.attribution.Speaker;
import org.jspecify.annotations.Nullable;

/** Makes statements of what a text says: of one passage, or all that it safely makes. It looks nothing up. */
final class StatementReader {

    private static final double LEAST_SURE = 0.55;
    private static final int LEAST_WORDS = 4;
    private static final int MOST_WORDS = 70;

    private static final Pattern FUTURE = Pattern.compile(
            "\\b(?:will|won't|shall|is to|are to|(?:is|are) going to|(?:is|are) (?:scheduled|expected|due|set|likely) to|plans? to|would(?! (?:have|like)\\b))\\b",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern ENDED = Pattern.compile("[.!?\u2026][\"'\u201D\u2019)\\s]*$");

    private final Reading reading;
    private final Places places;
    private final Phrasing phrasing;
    private final Chains chains;
    private final Figures figures;
    private final Days days;

    /** @param context the text in which longer forms of names are looked for */
    StatementReader(Reading reading, String context) {
        this.reading = reading;
        this.places = new Places(reading);
        this.phrasing = new Phrasing(reading);
        this.figures = new Figures(reading);
        this.days = new Days(reading);
        this.chains = new Chains(reading, places, days, context);
    }

    /** The statements of the text in its order: those that are not said to be said only where they count something. */
    List<Statement> all() {
        List<Statement> statements = new ArrayList<>();
        for (Attribution attribution : reading.attributions()) {
            if (isWorthTelling(attribution) && isEnded(attribution.sentence())) {
                attributed(attribution, null)
                        .filter(one -> one.told() && isWhole(one))
                        .ifPresent(statements::add);
            }
        }
        for (Sentence sentence : reading.sentences()) {
            if (isEnded(sentence.span())
                    && reading.attributions().stream().noneMatch(one -> bears(one, sentence.span()))) {
                plain(sentence.span(), sentence.span())
                        .filter(one -> one.figures().stream().anyMatch(Figures::isTold) && isWhole(one))
                        .ifPresent(statements::add);
            }
        }
        statements.sort(Comparator.comparingInt((Statement one) -> one.passage().from())
                .thenComparingInt(one -> one.passage().to()));
        return List.copyOf(statements);
    }

    /** A headline, or what stands below an image, has no full stop; what it says the text says again. */
    private boolean isEnded(Span sentence) {
        return ENDED.matcher(sentence.in(reading.text())).find();
    }

    private static boolean isWhole(Statement statement) {
        int words = Wording.words(statement.text());
        return statement.confidence() >= LEAST_SURE && words >= LEAST_WORDS && words <= MOST_WORDS;
    }

    /** What a passage states: what is attributed there, else its sentence. */
    Statement of(Span passage) {
        Optional<Attribution> best = reading.attributions().stream()
                .filter(one -> Places.overlap(Places.hull(one), passage) > 0
                        && places.inner(one).isEmpty())
                .max(Comparator.comparingDouble(one -> likeness(one, passage)));
        return best.filter(one -> !one.negated() && covers(one, passage))
                .flatMap(one -> attributed(one, passage))
                .or(() -> plain(places.sentences(passage), passage))
                .orElseGet(() -> new Statement(
                        passage,
                        Wording.sentence(Wording.bare(passage.in(reading.text()))),
                        ClaimKind.FACT,
                        List.of(),
                        true,
                        List.of(),
                        null,
                        null,
                        0));
    }

    /** How much of what is said, and of who says it, is meant by a passage. */
    private static double likeness(Attribution attribution, Span passage) {
        int content = attribution.content().stream()
                .mapToInt(span -> Places.overlap(span, passage))
                .sum();
        int all = attribution.content().stream()
                .mapToInt(span -> span.to() - span.from())
                .sum();
        return 2.0 * content / (all + passage.to() - passage.from()) + 0.01 * attribution.confidence();
    }

    private static boolean covers(Attribution attribution, Span passage) {
        return attribution.content().stream().anyMatch(span -> Places.overlap(span, passage) > 0)
                || attribution.cue().stream().anyMatch(span -> Places.overlap(span, passage) > 0);
    }

    private boolean isWorthTelling(Attribution attribution) {
        Speaker source = attribution.source();
        return !attribution.negated()
                && attribution.polarity() != Polarity.DOUBTS
                && source.span() != null
                && (source.kind() != Speaker.Kind.PRONOUN
                        || !Wording.isFirstPerson(source.span().in(reading.text())))
                && places.inner(attribution).isEmpty();
    }

    private Optional<Statement> attributed(Attribution attribution, @Nullable Span asked) {
        List<Span> parts = places.content(attribution);
        String content = places.joined(parts);
        if (content.isBlank()) {
            return Optional.empty();
        }
        Told told = chains.told(attribution);
        Said said = new Said(attribution, parts, content, told);
        boolean quoted = attribution.mode() == Mode.DIRECT;
        Put put = phrasing.put(said);
        Span passage = asked == null ? places.place(attribution, parts) : asked;
        List<Counted> counted = figures.in(parts);
        ClaimKind kind = kind(attribution, content, counted);
        boolean predicts = kind == ClaimKind.PREDICTION;
        String resolvesBy = predicts ? days.resolvesBy(parts) : null;
        return Optional.of(new Statement(
                passage,
                put.text(),
                kind,
                chains.of(said),
                told.isSomebody(),
                counted,
                resolvesBy == null && !quoted ? days.occurred(parts, predicts) : null,
                resolvesBy,
                rounded(attribution.confidence() * put.sureness() * (told.isSomebody() ? 1 : 0.4))));
    }

    private ClaimKind kind(Attribution attribution, String content, List<Counted> counted) {
        if (attribution.polarity() == Polarity.DENIES) {
            return ClaimKind.DENIAL;
        }
        if (Vocabulary.is("accusing", attribution.lemma())) {
            return ClaimKind.ACCUSATION;
        }
        boolean predicts = FUTURE.matcher(first(Wording.clause(content))).find()
                || Vocabulary.is("promising", attribution.lemma())
                        && content.stripLeading().startsWith("to ");
        if (predicts && attribution.mode() == Mode.INDIRECT) {
            return ClaimKind.PREDICTION;
        }
        if (!counted.isEmpty()) {
            return ClaimKind.FIGURE;
        }
        if (attribution.mode() == Mode.DIRECT || Chains.quote(attribution, content) != null) {
            return ClaimKind.QUOTE;
        }
        return ClaimKind.FACT;
    }

    /** The first words of a clause, where its verb is. */
    private static String first(String clause) {
        String[] words = clause.split("\\s+", 15);
        return String.join(" ", List.of(words).subList(0, Math.min(14, words.length)));
    }

    private Optional<Statement> plain(Span sentence, Span passage) {
        String text = Wording.withoutLead(Wording.bare(sentence.in(reading.text())));
        if (text.isBlank()) {
            return Optional.empty();
        }
        List<Span> parts = List.of(sentence);
        List<Counted> counted = figures.in(parts);
        boolean predicts = FUTURE.matcher(first(text)).find();
        String resolvesBy = predicts ? days.resolvesBy(parts) : null;
        double sureness = text.endsWith("?") ? 0.1 : Wording.pronoun(text) != null ? 0.4 : 0.6;
        return Optional.of(new Statement(
                passage,
                Wording.sentence(text),
                predicts ? ClaimKind.PREDICTION : counted.isEmpty() ? ClaimKind.FACT : ClaimKind.FIGURE,
                List.of(),
                true,
                counted,
                resolvesBy == null ? days.occurred(parts, predicts) : null,
                resolvesBy,
                sureness));
    }

    private static boolean bears(Attribution attribution, Span sentence) {
        return attribution.sentence().overlaps(sentence)
                || attribution.content().stream().anyMatch(span -> span.overlaps(sentence));
    }

    private static double rounded(double value) {
        return Math.round(Math.min(1, value) * 100) / 100.0;
    }
}
