package org.claimtrail.proposal;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.claimtrail.claim.Mode;
import org.claimtrail.proposal.Speakers.Told;
import org.claimtrail.reading.Reading;
import org.claimtrail.reading.attribution.Polarity;
import org.claimtrail.reading.attribution.Span;

/** Puts what somebody says as a claim is put, by the way in which the text tells it. */
final class Phrasing {

    /**
     * A statement that can stand alone.
     *
     * @param sureness by what its reading is surer, or less sure, than that somebody says it
     */
    record Put(String text, double sureness) {}

    private static final int SHORT_QUOTE = 4;
    private static final int LONGEST_WHOM = 8;

    private static final Pattern QUESTION =
            Pattern.compile("^(?:whether|if|how|why|what|who|whom|where|when|which)\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern NO_CLAUSE = Pattern.compile(
            "^(?:of|for|about|against|over|on|at|with|by|to|as|from|into|not to)\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern DOING =
            Pattern.compile("^of\\s+((?:\\p{Ll}+ly\\s+)?)(\\p{Ll}+ing)\\b\\s*(.*)$", Pattern.DOTALL);
    private static final Pattern ACCUSED = Pattern.compile(
            "(?:\\s+(?:is|are|was|were|has|have|had|been|also|being|now|since|then|previously|repeatedly|\\p{Ll}+ly))+$");
    private static final Pattern CALLED = Pattern.compile("^(.+?)\\s+(?:as\\s+)?(an?|the)$", Pattern.CASE_INSENSITIVE);
    private static final Pattern FINITE = Pattern.compile(
            "\\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|should|does|do|did)\\b");

    private final Reading reading;

    Phrasing(Reading reading) {
        this.reading = reading;
    }

    Put put(Said said) {
        String lemma = said.lemma();
        String bare = Wording.bare(said.content());
        if (said.attribution().polarity() == Polarity.DENIES) {
            return denied(said);
        }
        if (said.attribution().polarity() == Polarity.DOUBTS
                || said.attribution().mode() != Mode.DIRECT
                        && QUESTION.matcher(bare).find()
                || bare.endsWith("?")) {
            return asItStands(said, 0.4);
        }
        if (Vocabulary.is("accusing", lemma) && DOING.matcher(bare).matches()) {
            return accused(said, bare);
        }
        if (Vocabulary.is("calling", lemma) && said.attribution().mode() != Mode.INDIRECT) {
            return called(said, bare);
        }
        if (bare.startsWith("to ")
                && Vocabulary.is("promising", lemma)
                && said.told().display() != null) {
            return new Put(Wording.sentence(said.told().display() + " will " + bare.substring(3)), 1.2);
        }
        if (lemma.equals(":")) {
            return new Put(Wording.sentence(bare), 0.8);
        }
        boolean clause = said.hasThat()
                || !NO_CLAUSE.matcher(bare).find()
                        && !Vocabulary.is("objects", lemma)
                        && (said.attribution().mode() != Mode.DIRECT || Wording.words(bare) >= SHORT_QUOTE);
        return clause ? clause(said) : asItStands(said, 0.5);
    }

    private Put clause(Said said) {
        String clause = Wording.withoutLead(Wording.clause(said.content()));
        if (said.attribution().mode() == Mode.DIRECT && Wording.isFirstPerson(clause)) {
            String name = said.told().display();
            return name == null
                    ? new Put(Wording.sentence(clause), 0.4)
                    : new Put(Wording.sentence(name + " said: \u201C" + Wording.sentence(clause) + "\u201D"), 0.75);
        }
        String pronoun = Wording.pronoun(clause);
        if (pronoun != null && said.attribution().mode() != Mode.DIRECT) {
            if (said.told().display() != null && means(pronoun, said.told())) {
                return new Put(
                        Wording.sentence(Wording.named(clause, said.told().display())), 0.95);
            }
            return new Put(Wording.sentence(clause), 0.7);
        }
        boolean isSeen = Vocabulary.is("showing", said.lemma())
                && !said.hasThat()
                && !FINITE.matcher(clause).find();
        return new Put(Wording.sentence(clause), isSeen ? 0.5 : pronoun == null ? 1 : 0.8);
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
    private Put denied(Said said) {
        if (said.hasThat()) {
            String clause = Wording.clause(said.content());
            String pronoun = Wording.pronoun(clause);
            if (pronoun != null && said.told().display() != null && means(pronoun, said.told())) {
                clause = Wording.named(clause, said.told().display());
            }
            String denied = Wording.denied(clause);
            if (denied != null) {
                return new Put(Wording.sentence(denied), 1);
            }
        }
        boolean denies = Vocabulary.is("denying", said.lemma())
                || Arrays.stream(Vocabulary.lower(said.content()).split("[^\\p{L}-]+"))
                        .anyMatch(Vocabulary.under("charges")::contains);
        return asItStands(said, denies ? 1.4 : 0.9);
    }

    /** "Accused Russia of shelling": Russia has been shelling. */
    private Put accused(Said said, String bare) {
        Matcher doing = DOING.matcher(bare);
        String whom = whom(said);
        if (!doing.matches() || whom.isEmpty() || Wording.words(whom) > 8 || Wording.pronoun(whom + " ") != null) {
            return asItStands(said, 1);
        }
        String verb = doing.group(2);
        String rest = doing.group(3);
        String does = switch (verb) {
            case "being" -> Wording.agreeing(whom, " is ", " are ") + doing.group(1);
            case "having" -> Wording.agreeing(whom, " has ", " have ") + doing.group(1);
            default -> Wording.agreeing(whom, " has been ", " have been ") + doing.group(1) + verb + " ";
        };
        return new Put(Wording.sentence(whom + does + rest), 1.7);
    }

    private String whom(Said said) {
        int cueFrom = said.cueFrom();
        int cueTo = said.cueTo();
        int from = said.from();
        String between = cueTo < from ? withoutDates(cueTo, from) : "";
        if (!between.isBlank() || said.attribution().source().span() != null) {
            return Wording.bare(between);
        }
        String before = Wording.withoutLead(Wording.bare(
                reading.text().substring(said.attribution().sentence().from(), cueFrom)));
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
    private Put called(Said said, String bare) {
        int cueTo = said.cueTo();
        int from = said.from();
        Matcher called =
                CALLED.matcher(cueTo < from ? Wording.bare(reading.text().substring(cueTo, from)) : "");
        if (!called.matches() || called.group(1).matches("(?i)it|this|that|them|him|her|himself|herself|itself")) {
            return asItStands(said, 0.5);
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
    private Put asItStands(Said said, double sureness) {
        Span source = said.attribution().source().span();
        int from = said.cueFrom();
        for (Span part : said.parts()) {
            from = Math.min(from, part.from());
        }
        if (source != null && source.from() >= said.attribution().sentence().from()) {
            from = Math.min(from, source.from());
        }
        int to = Math.max(said.to(), said.cueTo());
        String text = Wording.withoutLead(
                Wording.bare(reading.text().substring(from, to).split(":\\s", 2)[0]));
        String pronoun = Wording.pronoun(text);
        if (pronoun != null && said.told().display() != null && source != null && source.from() == from) {
            text = Wording.named(text, said.told().display());
        }
        return new Put(Wording.sentence(text), sureness);
    }
}
