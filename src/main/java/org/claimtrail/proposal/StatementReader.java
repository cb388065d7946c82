package org.claimtrail.proposal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.claimtrail.claim.Basis;
import org.claimtrail.claim.ClaimKind;
import org.claimtrail.claim.Mode;
import org.claimtrail.proposal.Speakers.Told;
import org.claimtrail.proposal.Statement.Counted;
import org.claimtrail.proposal.Statement.Link;
import org.claimtrail.reading.Reading;
import org.claimtrail.reading.attribution.Attribution;
import org.claimtrail.reading.attribution.Polarity;
import org.claimtrail.reading.attribution.Sentence;
import org.claimtrail.reading.attribution.Span;
import org.claimtrail.reading.attribution.Speaker;
import org.claimtrail.source.SourceKind;
import org.jspecify.annotations.Nullable;

/** Makes statements of what a text says: of one passage, or all that it safely makes. It looks nothing up. */
final class StatementReader {

    /** A statement that can stand alone, and how sure it is to say what the text does. */
    private record Put(String text, double sureness) {}

    private static final int SHORT_QUOTE = 4;
    private static final double LEAST_SURE = 0.55;
    private static final int LEAST_WORDS = 4;
    private static final int MOST_WORDS = 70;

    private static final Pattern FUTURE = Pattern.compile(
            "\\b(?:will|won't|shall|is to|are to|(?:is|are) going to|(?:is|are) (?:scheduled|expected|due|set|likely) to|plans? to|would(?! (?:have|like)\\b))\\b",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern QUOTED =
            Pattern.compile("[\u201C\u201E\u00AB\"]([^\u201C\u201D\u201E\u00AB\u00BB\"]+)[\u201D\u201C\u00BB\"]?");
    private static final Pattern QUESTION =
            Pattern.compile("^(?:whether|if|how|why|what|who|whom|where|when|which)\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern NO_CLAUSE = Pattern.compile(
            "^(?:of|for|about|against|over|on|at|with|by|to|as|from|into|not to)\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern DOING =
            Pattern.compile("^of\\s+((?:\\p{Ll}+ly\\s+)?)(\\p{Ll}+ing)\\b\\s*(.*)$", Pattern.DOTALL);
    private static final Pattern ACCUSED = Pattern.compile(
            "(?:\\s+(?:is|are|was|were|has|have|had|been|also|being|now|since|then|previously|repeatedly|\\p{Ll}+ly))+$");
    private static final Pattern CALLED = Pattern.compile("^(.+?)\\s+(?:as\\s+)?(an?|the)$", Pattern.CASE_INSENSITIVE);
    private static final Pattern CUT = Pattern.compile("[,;]\\s|\\s[\u2013\u2014-]\\s");

    private final Reading reading;
    private final Speakers speakers;
    private final Figures figures;
    private final Days days;

    /** @param context the text in which longer forms of names are looked for */
    StatementReader(Reading reading, String context) {
        this.reading = reading;
        this.speakers = new Speakers(context);
        this.figures = new Figures(reading);
        this.days = new Days(reading);
    }

    /** The statements of the text in its order: those that are not said to be said only where they count something. */
    List<Statement> all() {
        List<Statement> statements = new ArrayList<>();
        for (Attribution attribution : reading.attributions()) {
            if (isWorthTelling(attribution)) {
                attributed(attribution, null)
                        .filter(one -> one.told() && isWhole(one))
                        .ifPresent(statements::add);
            }
        }
        for (Sentence sentence : reading.sentences()) {
            if (reading.attributions().stream().noneMatch(one -> bears(one, sentence.span()))) {
                plain(sentence.span(), sentence.span())
                        .filter(one -> !one.figures().isEmpty() && isWhole(one))
                        .ifPresent(statements::add);
            }
        }
        statements.sort(Comparator.comparingInt((Statement one) -> one.passage().from())
                .thenComparingInt(one -> one.passage().to()));
        return List.copyOf(statements);
    }

    private static boolean isWhole(Statement statement) {
        int words = Wording.words(statement.text());
        return statement.confidence() >= LEAST_SURE && words >= LEAST_WORDS && words <= MOST_WORDS;
    }

    /** What a passage states: what is attributed there, else its sentence. */
    Statement of(Span passage) {
        Optional<Attribution> best = reading.attributions().stream()
                .filter(one -> overlap(hull(one), passage) > 0 && inner(one).isEmpty())
                .max(Comparator.comparingDouble(one -> likeness(one, passage)));
        return best.filter(one -> !one.negated() && covers(one, passage))
                .flatMap(one -> attributed(one, passage))
                .or(() -> plain(sentences(passage), passage))
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
                .mapToInt(span -> overlap(span, passage))
                .sum();
        int all = attribution.content().stream()
                .mapToInt(span -> span.to() - span.from())
                .sum();
        return 2.0 * content / (all + passage.to() - passage.from()) + 0.01 * attribution.confidence();
    }

    private static boolean covers(Attribution attribution, Span passage) {
        return attribution.content().stream().anyMatch(span -> overlap(span, passage) > 0)
                || attribution.cue().stream().anyMatch(span -> overlap(span, passage) > 0);
    }

    private boolean isWorthTelling(Attribution attribution) {
        Speaker source = attribution.source();
        return !attribution.negated()
                && attribution.polarity() != Polarity.DOUBTS
                && source.span() != null
                && (source.kind() != Speaker.Kind.PRONOUN
                        || !Wording.isFirstPerson(source.span().in(reading.text())))
                && inner(attribution).isEmpty();
    }

    /** What somebody else is said to say, where that is nearly all of it: "According to Yonhap, Kim said that". */
    private Optional<Attribution> inner(Attribution outer) {
        Span source = outer.source().span();
        List<Span> parts = content(outer);
        int all = parts.stream().mapToInt(span -> span.to() - span.from()).sum();
        return reading.attributions().stream()
                .filter(inner -> inner != outer
                        && inner.intermediary() != null
                        && Objects.equals(inner.intermediary().span(), source)
                        && parts.stream()
                                        .mapToInt(span -> overlap(span, hull(inner)))
                                        .sum()
                                > all * 0.7)
                .findFirst();
    }

    // ------------------------------------------------------------------------------------------ what is attributed

    private Optional<Statement> attributed(Attribution attribution, @Nullable Span asked) {
        List<Span> parts = content(attribution);
        String content = joined(parts);
        if (content.isBlank()) {
            return Optional.empty();
        }
        Told told = told(attribution);
        boolean quoted = attribution.mode() == Mode.DIRECT;
        Put put = put(attribution, parts, content, told);
        Span passage = asked == null ? place(attribution, parts) : asked;
        List<Counted> counted = figures.in(parts);
        ClaimKind kind = kind(attribution, content, counted);
        boolean predicts = kind == ClaimKind.PREDICTION;
        String resolvesBy = predicts ? days.resolvesBy(parts) : null;
        List<Link> chain = chain(attribution, told, content);
        return Optional.of(new Statement(
                passage,
                put.text(),
                kind,
                chain,
                told.isSomebody(),
                counted,
                resolvesBy == null && !quoted ? days.occurred(parts, predicts) : null,
                resolvesBy,
                rounded(attribution.confidence() * put.sureness() * (told.isSomebody() ? 1 : 0.4))));
    }

    private Put put(Attribution attribution, List<Span> parts, String content, Told told) {
        String lemma = attribution.lemma();
        String bare = Wording.bare(content);
        if (attribution.polarity() == Polarity.DENIES) {
            return denied(attribution, parts, content, told);
        }
        if (attribution.polarity() == Polarity.DOUBTS || QUESTION.matcher(bare).find() || bare.endsWith("?")) {
            return asItStands(attribution, parts, told, 0.4);
        }
        if (Vocabulary.is("accusing", lemma) && DOING.matcher(bare).matches()) {
            return accused(attribution, parts, bare, told);
        }
        if (Vocabulary.is("calling", lemma) && attribution.mode() != Mode.INDIRECT) {
            return called(attribution, parts, bare, told);
        }
        if (bare.startsWith("to ") && Vocabulary.is("promising", lemma) && told.display() != null) {
            return new Put(Wording.sentence(told.display() + " will " + bare.substring(3)), 1.2);
        }
        if (lemma.equals(":")) {
            return new Put(Wording.sentence(bare), 0.8);
        }
        boolean clause = content.stripLeading().toLowerCase(Locale.ROOT).startsWith("that ")
                || !NO_CLAUSE.matcher(bare).find()
                        && !Vocabulary.is("objects", lemma)
                        && (attribution.mode() != Mode.DIRECT || Wording.words(bare) >= SHORT_QUOTE);
        return clause ? clause(attribution, content, told) : asItStands(attribution, parts, told, 0.5);
    }

    private Put clause(Attribution attribution, String content, Told told) {
        String clause = Wording.withoutLead(Wording.clause(content));
        if (attribution.mode() == Mode.DIRECT && Wording.isFirstPerson(clause)) {
            String name = told.display();
            return name == null
                    ? new Put(Wording.sentence(clause), 0.4)
                    : new Put(Wording.sentence(name + " said: \u201C" + Wording.sentence(clause) + "\u201D"), 0.75);
        }
        String pronoun = Wording.pronoun(clause);
        if (pronoun != null) {
            if (told.display() != null && means(pronoun, told)) {
                return new Put(Wording.sentence(Wording.named(clause, told.display())), 0.95);
            }
            return new Put(Wording.sentence(clause), 0.7);
        }
        return new Put(Wording.sentence(clause), 1);
    }

    /** Whether a pronoun at the head of what somebody says is most likely himself. */
    private static boolean means(String pronoun, Told told) {
        if (told.parties().size() > 1) {
            return pronoun.equals("they") || pronoun.equals("their");
        }
        return switch (told.parties().get(0).kind()) {
            case PERSON -> List.of("he", "she", "his", "her").contains(pronoun);
            case ORGANIZATION, GOVERNMENT, PUBLICATION -> List.of("it", "its").contains(pronoun);
            default -> false;
        };
    }

    /** The denial of a clause says the contrary; that of a thing is told as it stands. */
    private Put denied(Attribution attribution, List<Span> parts, String content, Told told) {
        if (content.stripLeading().toLowerCase(Locale.ROOT).startsWith("that ")) {
            String clause = Wording.clause(content);
            String pronoun = Wording.pronoun(clause);
            if (pronoun != null && told.display() != null && means(pronoun, told)) {
                clause = Wording.named(clause, told.display());
            }
            String denied = Wording.denied(clause);
            if (denied != null) {
                return new Put(Wording.sentence(denied), 1);
            }
        }
        boolean denies = Vocabulary.is("denying", attribution.lemma())
                || Arrays.stream(Vocabulary.lower(content).split("[^\\p{L}-]+"))
                        .anyMatch(Vocabulary.under("charges")::contains);
        return asItStands(attribution, parts, told, denies ? 1.4 : 0.9);
    }

    /** "Accused Russia of shelling": Russia has been shelling. */
    private Put accused(Attribution attribution, List<Span> parts, String bare, Told told) {
        Matcher doing = DOING.matcher(bare);
        String whom = whom(attribution, parts);
        if (!doing.matches() || whom.isEmpty() || Wording.words(whom) > 8 || Wording.pronoun(whom + " ") != null) {
            return asItStands(attribution, parts, told, 1);
        }
        String verb = doing.group(2);
        String rest = doing.group(3);
        String told3 = switch (verb) {
            case "being" -> Wording.agreeing(whom, " is ", " are ") + doing.group(1);
            case "having" -> Wording.agreeing(whom, " has ", " have ") + doing.group(1);
            default -> Wording.agreeing(whom, " has been ", " have been ") + doing.group(1) + verb + " ";
        };
        return new Put(Wording.sentence(whom + told3 + rest), 1.7);
    }

    private String whom(Attribution attribution, List<Span> parts) {
        int cueFrom = attribution.cue().get(0).from();
        int cueTo = attribution.cue().get(attribution.cue().size() - 1).to();
        int from = parts.get(0).from();
        String between = cueTo < from ? withoutDates(cueTo, from) : "";
        if (!between.isBlank() || attribution.source().span() != null) {
            return Wording.bare(between);
        }
        String before = Wording.withoutLead(
                Wording.bare(reading.text().substring(attribution.sentence().from(), cueFrom)));
        Matcher passive = ACCUSED.matcher(before);
        return passive.find() && before.indexOf(',') < 0 ? before.substring(0, passive.start()) : "";
    }

    private String withoutDates(int from, int to) {
        StringBuilder text = new StringBuilder(reading.text().substring(from, to));
        reading.dates().stream()
                .filter(date -> date.start() >= from && date.end() <= to)
                .sorted(Comparator.comparingInt(date -> -date.start()))
                .forEach(date -> text.delete(date.start() - from, date.end() - from));
        return text.toString().replaceFirst("\\s+(?:on|in)\\s*$", " ");
    }

    /** "Calling such allegations an absurd paradox": such allegations are an absurd paradox. */
    private Put called(Attribution attribution, List<Span> parts, String bare, Told told) {
        int cueTo = attribution.cue().get(attribution.cue().size() - 1).to();
        int from = parts.get(0).from();
        Matcher called =
                CALLED.matcher(cueTo < from ? Wording.bare(reading.text().substring(cueTo, from)) : "");
        if (!called.matches() || called.group(1).matches("(?i)it|this|that|them|him|her|himself|herself|itself")) {
            return asItStands(attribution, parts, told, 0.6);
        }
        return new Put(
                Wording.sentence(called.group(1)
                        + Wording.agreeing(called.group(1), " is ", " are ")
                        + called.group(2)
                        + " "
                        + bare),
                1);
    }

    /** From who says so to what he says, in the words of the text. */
    private Put asItStands(Attribution attribution, List<Span> parts, Told told, double sureness) {
        Span source = attribution.source().span();
        int from = attribution.cue().get(0).from();
        for (Span part : parts) {
            from = Math.min(from, part.from());
        }
        if (source != null && source.from() >= attribution.sentence().from()) {
            from = Math.min(from, source.from());
        }
        int to = Math.max(
                parts.get(parts.size() - 1).to(),
                attribution.cue().get(attribution.cue().size() - 1).to());
        String text = Wording.withoutLead(Wording.bare(reading.text().substring(from, to)));
        String pronoun = Wording.pronoun(text);
        if (pronoun != null && told.display() != null && source != null && source.from() == from) {
            text = Wording.named(text, told.display());
        }
        return new Put(Wording.sentence(text), sureness);
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
        if (attribution.mode() == Mode.DIRECT || quote(attribution, content) != null) {
            return ClaimKind.QUOTE;
        }
        return ClaimKind.FACT;
    }

    /** The first words of a clause, where its verb is. */
    private static String first(String clause) {
        String[] words = clause.split("\\s+", 15);
        return String.join(" ", List.of(words).subList(0, Math.min(14, words.length)));
    }

    // ------------------------------------------------------------------------------------------------ who says it

    private List<Link> chain(Attribution attribution, Told told, String content) {
        if (!told.isSomebody()) {
            return List.of();
        }
        List<Link> chain = new ArrayList<>();
        String quote = quote(attribution, content);
        Mode mode = quote == null && attribution.mode() != Mode.INDIRECT ? Mode.INDIRECT : attribution.mode();
        chain.add(new Link(
                told.parties(), told.role(), cue(attribution), mode, told.basis(), quote, days.saidOn(attribution)));
        Speaker through = attribution.intermediary();
        if (through != null) {
            Optional<Attribution> outer = reading.attributions().stream()
                    .filter(one -> one != attribution
                            && Objects.equals(one.source().span(), through.span())
                            && one.sentence().equals(attribution.sentence()))
                    .findFirst();
            boolean relays = outer.isEmpty()
                    || content(outer.get()).stream()
                            .anyMatch(span -> overlap(span, attribution.cue().get(0)) > 0);
            Told relay = speakers.told(through, reading.text());
            if (relays && relay.isSomebody()) {
                chain.add(new Link(
                        relay.parties(),
                        relay.role(),
                        outer.map(this::cue).orElse("according to"),
                        Mode.INDIRECT,
                        relay.basis(),
                        null,
                        outer.map(days::saidOn).orElse(null)));
            }
        }
        return chain;
    }

    /** Who speaks: a pronoun means whoever spoke in the sentence before, else whom the reader takes it for. */
    private Told told(Attribution attribution) {
        Speaker source = attribution.source();
        if (source.kind() == Speaker.Kind.PRONOUN && source.span() != null) {
            String pronoun = Vocabulary.lower(source.span().in(reading.text()));
            if (List.of("he", "she").contains(pronoun)) {
                Optional<Told> before = spokeBefore(attribution, source.span());
                if (before.isPresent()) {
                    return before.get();
                }
            }
        }
        return speakers.told(source, reading.text());
    }

    private Optional<Told> spokeBefore(Attribution attribution, Span pronoun) {
        int sentence = sentence(attribution.sentence().from()) - 1;
        while (sentence > 0
                && Wording.bare(reading.sentences().get(sentence).span().in(reading.text()))
                        .isEmpty()) {
            sentence--;
        }
        if (sentence < 0) {
            return Optional.empty();
        }
        Span before = reading.sentences().get(sentence).span();
        return reading.attributions().stream()
                .filter(one -> one != attribution
                        && one.sentence().from() >= before.from()
                        && (one.sentence().to() <= before.to() || one.sentence().equals(attribution.sentence()))
                        && one.cue().get(0).to() <= pronoun.from()
                        && one.source().kind() != Speaker.Kind.UNNAMED)
                .reduce((one, later) -> later)
                .map(one -> one.source().kind() == Speaker.Kind.PRONOUN
                        ? told(one)
                        : speakers.told(one.source(), reading.text()))
                .filter(told ->
                        told.parties().size() == 1 && told.parties().get(0).kind() == SourceKind.PERSON)
                .map(told -> new Told(
                        told.parties(), null, told.basis() == null ? Basis.ON_RECORD : told.basis(), told.display()));
    }

    private String cue(Attribution attribution) {
        return attribution.cue().stream()
                .map(span -> Wording.bare(span.in(reading.text())))
                .reduce((one, other) -> one + " " + other)
                .filter(cue -> !cue.isBlank())
                .orElse(attribution.lemma());
    }

    /** The words within quotation marks: the longest of several. */
    private @Nullable String quote(Attribution attribution, String content) {
        if (attribution.mode() == Mode.INDIRECT) {
            return null;
        }
        String longest = "";
        Matcher quoted = QUOTED.matcher(content);
        while (quoted.find()) {
            String one = quoted.group(1).strip().replaceFirst(",$", "");
            one = Character.isLowerCase(one.codePointAt(0)) ? one.replaceFirst("\\.$", "") : one;
            longest = one.length() > longest.length() ? one : longest;
        }
        return longest.isEmpty() ? null : longest.replaceAll("\\s+", " ");
    }

    // ----------------------------------------------------------------------------------------------- plain sentences

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

    // -------------------------------------------------------------------------------------------------------- places

    /** What is said, as far as nobody else begins to speak in it: "…, while some observers say". */
    private List<Span> content(Attribution attribution) {
        List<Span> parts = new ArrayList<>();
        for (Span span : attribution.content()) {
            int to = span.to();
            for (Attribution other : reading.attributions()) {
                Span source = other.source().span();
                if (other == attribution
                        || source == null
                        || Objects.equals(source, attribution.source().span())) {
                    continue;
                }
                if (source.from() > span.from()
                        && source.from() < to
                        && other.sentence().equals(attribution.sentence())) {
                    int cut = cut(span.from(), source.from());
                    to = cut > span.from() ? cut : to;
                }
            }
            parts.add(new Span(span.from(), to));
        }
        return parts;
    }

    /** The last comma before a place, outside of quotation marks; -1 where there is none. */
    private int cut(int from, int to) {
        Matcher comma = CUT.matcher(reading.text()).region(from, to);
        int cut = -1;
        while (comma.find()) {
            cut = comma.start();
        }
        return cut >= 0 && to - cut <= 30 ? cut : -1;
    }

    private String joined(List<Span> parts) {
        return parts.stream()
                .map(span -> span.in(reading.text()))
                .reduce((one, other) -> one + " " + other)
                .orElse("");
    }

    private Span place(Attribution attribution, List<Span> parts) {
        int from = attribution.cue().get(0).from();
        int to = attribution.cue().get(attribution.cue().size() - 1).to();
        for (Span part : parts) {
            from = Math.min(from, part.from());
            to = Math.max(to, part.to());
        }
        Span source = attribution.source().span();
        int head = from;
        boolean shared = source != null
                && reading.attributions().stream()
                        .anyMatch(other -> other != attribution
                                && other.cue().get(0).from() > source.from()
                                && other.cue().get(0).from() < head);
        if (source != null && !shared) {
            from = Math.min(from, source.from());
            to = Math.max(to, source.to());
        }
        return new Span(from, to);
    }

    private static Span hull(Attribution attribution) {
        int from = attribution.cue().get(0).from();
        int to = attribution.cue().get(attribution.cue().size() - 1).to();
        for (Span part : attribution.content()) {
            from = Math.min(from, part.from());
            to = Math.max(to, part.to());
        }
        Span source = attribution.source().span();
        return source == null ? new Span(from, to) : new Span(Math.min(from, source.from()), Math.max(to, source.to()));
    }

    /** The sentences that a passage touches, from the first to the last. */
    private Span sentences(Span passage) {
        int from = passage.from();
        int to = passage.to();
        for (Sentence sentence : reading.sentences()) {
            if (sentence.span().overlaps(passage)) {
                from = Math.min(from, sentence.span().from());
                to = Math.max(to, sentence.span().to());
            }
        }
        return new Span(from, to);
    }

    private int sentence(int at) {
        for (int i = 0; i < reading.sentences().size(); i++) {
            Span span = reading.sentences().get(i).span();
            if (span.from() <= at && at < span.to()) {
                return i;
            }
        }
        return -1;
    }

    private static int overlap(Span one, Span other) {
        return Math.max(0, Math.min(one.to(), other.to()) - Math.max(one.from(), other.from()));
    }

    private static double rounded(double value) {
        return Math.round(Math.min(1, value) * 100) / 100.0;
    }
}
