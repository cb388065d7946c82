package org.claimtrail.reading.attribution;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.claimtrail.claim.Mode;
import org.claimtrail.reading.attribution.Lexicon.Form;
import org.claimtrail.reading.attribution.Lexicon.Reading;
import org.claimtrail.reading.attribution.Lexicon.Takes;
import org.claimtrail.reading.attribution.Lexicon.Verb;
import org.claimtrail.reading.attribution.Phrases.Group;
import org.claimtrail.reading.attribution.Phrases.Phrase;
import org.claimtrail.reading.attribution.Words.Quotation;
import org.jspecify.annotations.Nullable;

/** Finds the cues of one text, and whose they are, and what they are of. */
final class Grammar {

    private static final Set<String> WH =
            Set.of("whether", "how", "why", "what", "when", "where", "who", "which", "if");
    private static final Set<String> LIGHT = Set.of(
            "express",
            "voice",
            "issue",
            "make",
            "have",
            "share",
            "raise",
            "repeat",
            "give",
            "hold",
            "find",
            "see",
            "expressed",
            "voiced",
            "issued",
            "made",
            "had",
            "shared",
            "raised",
            "repeated",
            "gave",
            "held",
            "has",
            "expresses",
            "voices",
            "issues",
            "makes",
            "shares",
            "raises",
            "repeats",
            "gives",
            "holds",
            "expressing",
            "voicing",
            "issuing",
            "making",
            "having",
            "sharing",
            "raising",
            "repeating",
            "giving",
            "holding",
            "found",
            "given",
            "reach",
            "reached",
            "reaches",
            "came",
            "come",
            "send",
            "sent",
            "sends",
            "sending");
    /** How far whom something is said to, where and when may stand between a verb and what is said. */
    private static final int STEPS = 7;

    /** @param from the first word of the source, @param wholeTo the last word with what stands between commas */
    private record Source(
            int from,
            int to,
            int wholeTo,
            int edge,
            @Nullable Found shared) {

        static Source of(Phrase phrase) {
            return new Source(phrase.from(), phrase.to(), phrase.to(), phrase.from(), null);
        }
    }

    private record Part(int from, int to) {}

    private enum Kind {
        QUOTE,
        COLON,
        THAT,
        WH,
        CLAUSE,
        TO,
        OTHER
    }

    private record Opener(int at, Kind kind) {}

    private static final class Found {
        int sentence;
        int cue;
        List<Part> cues = new ArrayList<>();

        @Nullable
        Source source;

        @Nullable
        Source through;

        List<Part> content = new ArrayList<>();
        String lemma = "";
        Polarity polarity = Polarity.ASSERTS;
        boolean negated;
        double confidence;
    }

    private final Words words;
    private final Lexicon lexicon;
    private final Phrases phrases;
    private final String[] lower;
    private final List<Found> found = new ArrayList<>();
    /** Which quotations are somebody's already. */
    private final Set<Integer> taken = new HashSet<>();
    /** Up to where words belong to a cue already: "as saying". */
    private int consumed = -1;
    /** The first of those found in the sentence that is looked at. */
    private int sentenceFound;

    Grammar(Words words, Lexicon lexicon) {
        this.words = words;
        this.lexicon = lexicon;
        this.phrases = new Phrases(words);
        this.lower = words.lower;
    }

    List<Attribution> read() {
        for (int sentence = 0; sentence < words.sentences; sentence++) {
            sentenceFound = found.size();
            int first = words.sentenceFrom[sentence];
            int last = words.sentenceFrom[sentence + 1];
            for (int i = first; i < last; i++) {
                if (words.word[i].equals("\"") || i <= consumed) {
                    continue;
                }
                int quotation = words.quotation[i];
                int lo = first;
                int hi = last;
                if (quotation >= 0) {
                    Quotation in = words.quotations.get(quotation);
                    lo = Math.max(first, in.from() + 1);
                    hi = Math.min(last, in.closed() ? in.to() : in.to() + 1);
                    if (i < lo || i >= hi) {
                        continue;
                    }
                }
                Found one = phrase(i, lo, hi);
                if (one == null) {
                    one = verb(i, lo, hi);
                }
                if (one == null) {
                    one = noun(i, lo, hi);
                }
                if (one == null) {
                    one = adjective(i, lo, hi);
                }
                if (one != null) {
                    keep(one, i, sentence);
                }
            }
            if (found.size() == sentenceFound) {
                Found one = colon(first, last);
                if (one != null) {
                    keep(one, one.cue, sentence);
                }
            }
        }
        goOn();
        return answers();
    }

    private void keep(Found one, int cue, int sentence) {
        if (one.content.isEmpty()) {
            return;
        }
        one.cue = cue;
        one.sentence = sentence;
        if (one.cues.isEmpty()) {
            one.cues.add(new Part(cue, cue));
        }
        for (Part part : one.content) {
            for (int i = part.from; i <= part.to && i < part.from + 2; i++) {
                if (words.opens(i)) {
                    taken.add(words.quotation[i]);
                }
            }
            if (words.closes(part.to)) {
                taken.add(words.quotation[part.to]);
            }
        }
        one.cues.forEach(part -> consumed = Math.max(consumed, part.to));
        found.add(one);
    }

    // "according to"

    private @Nullable Found phrase(int i, int lo, int hi) {
        for (String[] phrase : lexicon.phrases()) {
            if (!at(phrase, i, hi)) {
                continue;
            }
            int end = i + phrase.length;
            Source source = ahead(end, hi);
            if (source == null || source.from == source.to && lexicon.nobody.contains(lower[source.from])) {
                return null;
            }
            Found one = new Found();
            one.lemma = String.join(" ", phrase);
            one.cues.add(new Part(i, end - 1));
            one.source = source;
            one.confidence = 0.9;
            int behind = source.wholeTo + 1;
            // "according to a report by Yonhap, the ministry said": who reports is the one through whom.
            int left = i - 1;
            while (left >= lo && phrases.is(left, "ADV") && left > lo) {
                left--;
            }
            if (left >= lo && phrases.word(left, ",", "(", "–", "—")) {
                left--;
            }
            boolean last = behind >= hi
                    || phrases.word(behind, ".", ";", ")", "?", "!")
                    || !phrases.word(behind, ",", "–", "—");
            if (left >= lo && !(left == lo && phrases.is(left, "CCONJ", "ADV"))) {
                int start = leftStart(left, lo);
                if (start <= left) {
                    one.content.add(quoteWhole(start, left));
                }
            }
            if (!last && behind + 1 < hi) {
                int end2 = sentenceEnd(behind + 1, hi);
                if (end2 >= behind + 1) {
                    one.content.add(quoteWhole(behind + 1, end2));
                }
            } else if (one.content.isEmpty() && behind < hi) {
                one.content.add(quoteWhole(behind, sentenceEnd(behind, hi)));
            }
            return one;
        }
        return null;
    }

    private boolean at(String[] phrase, int i, int hi) {
        if (i + phrase.length > hi) {
            return false;
        }
        for (int k = 0; k < phrase.length; k++) {
            if (!lower[i + k].equals(phrase[k])) {
                return false;
            }
        }
        return true;
    }

    /** Where what is said before a cue begins: the sentence, or behind the last semicolon, or with the quotation. */
    private int leftStart(int end, int lo) {
        for (int i = end; i >= lo; i--) {
            if (phrases.word(i, ";") && words.quotation[i] == words.quotation[end]) {
                return i + 1;
            }
        }
        // "BEIJING (Reuters) - China's economy": where it was written is not said by anybody.
        if (lo + 1 < words.size && words.quotation[lo] < 0 && words.word[lo].length() > 2 && capitals(lo)) {
            for (int i = lo + 1; i < end && i < lo + 9; i++) {
                if (phrases.word(i, "-", "–", "—", "--")) {
                    return i + 1;
                }
                if (!phrases.is(i, "PROPN", "NUM", "PUNCT", "NOUN") || words.opens(i)) {
                    break;
                }
            }
        }
        return lo;
    }

    private boolean capitals(int i) {
        return words.word[i].equals(words.word[i].toUpperCase(Locale.ROOT))
                && Character.isLetter(words.word[i].charAt(0));
    }

    /** A quotation that begins before, or ends behind, is the whole of it. */
    private Part quoteWhole(int from, int to) {
        int first = from;
        int last = to;
        int in = words.quotation[from];
        if (in >= 0
                && words.quotation[to] == in
                && !(words.quotation[Math.max(0, from - 1)] == in
                        && words.quotation[Math.min(words.size - 1, to + 1)] == in
                        && !edges(from, to, in))) {
            return new Part(from, to);
        }
        if (words.closes(last) && words.quotations.get(words.quotation[last]).from() < first) {
            first = words.quotations.get(words.quotation[last]).from();
        }
        if (words.quotation[last] >= 0) {
            Quotation quotation = words.quotations.get(words.quotation[last]);
            if (quotation.from() >= first && quotation.to() > last) {
                last = quotation.to();
            }
        }
        return new Part(first, last);
    }

    private boolean edges(int from, int to, int in) {
        Quotation quotation = words.quotations.get(in);
        return quotation.from() == from || quotation.to() == to;
    }

    // Verbs

    private @Nullable Found verb(int i, int lo, int hi) {
        for (Reading reading : lexicon.verbs(lower[i])) {
            Verb verb = reading.verb();
            int end = i;
            List<Part> cues = new ArrayList<>();
            cues.add(new Part(i, i));
            if (!verb.particle().isEmpty()) {
                int particle = i + 1;
                if (particle < hi
                        && phrases.word(particle, "it")
                        && verb.lemma().startsWith("make ")) {
                    particle++;
                    cues.clear();
                    cues.add(new Part(i, i));
                    if (!at(verb.particle().toArray(String[]::new), particle, hi)) {
                        continue;
                    }
                    cues.add(new Part(particle, particle + verb.particle().size() - 1));
                } else if (at(verb.particle().toArray(String[]::new), particle, hi)) {
                    cues.clear();
                    cues.add(new Part(i, particle + verb.particle().size() - 1));
                } else {
                    continue;
                }
                end = particle + verb.particle().size() - 1;
            }
            if (!verbal(i, reading, lo, hi)) {
                continue;
            }
            Found one = verb(i, end, reading, lo, hi);
            if (one != null) {
                if (one.cues.isEmpty()) {
                    one.cues.addAll(cues);
                }
                one.lemma = one.lemma.isEmpty() ? verb.lemma() : one.lemma;
                return one;
            }
        }
        return null;
    }

    private boolean verbal(int i, Reading reading, int lo, int hi) {
        if (i > lo
                && (phrases.is(i - 1, "DET") && !phrases.word(i - 1, "this", "that", "all", "both", "these", "those")
                        || phrases.possessive(i - 1) && !phrases.word(i - 1, "her"))) {
            return false;
        }
        if (i > lo && words.word[i - 1].equals("-")) {
            return false;
        }
        if (phrases.is(i, "VERB", "AUX") || phrases.word(i, "said", "says", "told", "tells")) {
            return true;
        }
        if (reading.form() == Form.PAST || reading.form() == Form.PARTICIPLE || reading.form() == Form.ING) {
            return phrases.is(i, "ADJ", "X", "ADP", "PROPN", "NOUN")
                    && !(reading.form() == Form.ING && phrases.is(i, "NOUN"))
                    && (i == lo || !phrases.is(i - 1, "DET", "ADJ"))
                    && (i + 1 >= hi || !phrases.is(i + 1, "NOUN"));
        }
        if (phrases.is(i, "NOUN", "ADJ", "X", "ADV") && i > lo) {
            // Headlines: "Greek court rules worship is legal".
            boolean subject = phrases.is(i - 1, "NOUN", "PROPN", "PRON");
            boolean that = i + 2 < hi
                    && phrases.word(i + 1, "that")
                    && (lexicon.noun(lower[i]) == null
                            || reading.form() == Form.BASE && lower[i - 1].endsWith("s") && phrases.is(i - 1, "NOUN"));
            boolean what = i + 1 < hi
                    && (words.opens(i + 1) || phrases.clause(i + 1, hi) || that && phrases.clause(i + 2, hi));
            for (int k = lo; k < i && what; k++) {
                what = !phrases.finite(k);
            }
            return subject && what && reading.verb().takes(Takes.CLAUSE)
                    || words.closes(i - 1) && i + 1 < hi && phrases.is(i + 1, "PROPN", "NOUN", "DET", "PRON");
        }
        return false;
    }

    private @Nullable Found verb(int i, int end, Reading reading, int lo, int hi) {
        Verb verb = reading.verb();
        Group group = phrases.group(i, lo);
        boolean participle = reading.form() == Form.PAST || reading.form() == Form.PARTICIPLE;
        if (group.passive() && participle) {
            return passive(i, end, verb, group, lo, hi);
        }
        int left = group.from() - 1;
        Found one = new Found();
        one.polarity = verb.polarity();
        one.negated = group.negated();
        boolean ing = reading.form() == Form.ING && !group.auxiliary();
        boolean base = reading.form() == Form.BASE;

        boolean comma = left >= lo && phrases.word(left, ",", "-", "–", "—", "--");
        int close = comma ? left - 1 : left;
        boolean quoted = close >= 0
                && words.closes(close)
                && words.quotation[i] != words.quotation[close]
                && (close >= lo || close == lo - 1 && close >= 0 && left < lo);
        boolean behind = verb.takes(Takes.QUOTE) || verb.takes(Takes.AFTER);

        Opener opener = opener(end + 1, verb, i, hi);
        // "…," said X
        if (behind
                && (quoted || !verb.takes(Takes.WHOM))
                && !ing
                && !group.infinitive()
                && (quoted || comma || left < lo && quotedBefore(lo))
                && end + 1 < hi) {
            Source source = quoted || left < lo || opener == null || opener.kind == Kind.OTHER
                    ? inverted(end + 1, hi, quoted || left < lo)
                    : null;
            if (source != null) {
                one.source = source;
                left(one, quoted ? close : left < lo ? lo - 1 : left, lo, hi, source.wholeTo + 1, quoted || left < lo);
                if (!one.content.isEmpty()) {
                    one.confidence = quoted ? 0.95 : 0.85;
                    return one;
                }
            }
        }
        Source source = null;
        if (ing || group.infinitive()) {
            Source near =
                    left >= lo && !group.infinitive() && phrases.startsNoun(left) && !phrases.is(left, "ADP", "ADV")
                            ? subject(left, lo)
                            : null;
            // "issued a statement saying": who issued it.
            source = near == null || lexicon.noun(lower[left]) != null ? shared(group.from(), lo) : near;
            source = source == null ? near : source;
        } else if (left >= lo) {
            boolean joined = phrases.is(left, "CCONJ", "ADV", "SCONJ") && !phrases.word(left, "that");
            source = joined ? shared(group.from(), lo) : subject(left, lo);
            if (source == null && comma) {
                source = shared(group.from(), lo);
            }
        }
        if (source == null && !ing && !group.infinitive()) {
            // "Remember that" asks; "Said Smith: ..."
            if (!base && left < lo && behind && end + 1 < hi) {
                Phrase phrase = phrases.ahead(end + 1, hi, true);
                if (phrase != null && phrase.to() + 1 < hi && phrases.word(phrase.to() + 1, ":")) {
                    one.source = Source.of(phrase);
                    right(one, new Opener(phrase.to() + 2, Kind.COLON), hi);
                    one.confidence = 0.9;
                    return one;
                }
            }
            // "Asked whether it was true, he said" asks as little.
            if (base || left < lo) {
                return null;
            }
        }
        one.source = source;
        one.negated |= source != null && phrases.word(source.from, "nobody", "none", "neither", "no");
        int edge = source == null ? i : source.edge;
        if (source != null && source.shared != null) {
            edge = group.from();
        }
        boolean own = source != null && source.shared == null && !ing && !group.infinitive();

        // "…," X said
        if (own && behind && edge - 1 >= 0) {
            int before = edge - 1;
            boolean dash = before >= lo && phrases.word(before, ",", "-", "–", "—", "--");
            int mark = dash ? before - 1 : before;
            boolean quote = mark >= 0
                    && words.closes(mark)
                    && words.quotation[mark] != words.quotation[i]
                    && (mark >= lo || edge == lo && quotedBefore(lo));
            boolean statement = opener != null && opener.kind != Kind.OTHER && !(quote && opener.kind == Kind.TO);
            if (quote
                    && !taken.contains(words.quotation[mark])
                    && (opener == null
                            || opener.kind != Kind.THAT
                                    && opener.kind != Kind.COLON
                                    && (opener.kind != Kind.QUOTE || true))) {
                left(one, mark, lo, hi, end + 1, true);
                if (!one.content.isEmpty()) {
                    one.confidence = 0.95;
                    return one;
                }
            }
            boolean as = before >= lo && phrases.word(before, "as", "like");
            if (as
                    && (opener == null || !statement || true)
                    && (end + 1 >= hi || phrases.word(end + 1, ",", ".", ";", ":") || opener == null)) {
                int start = before - 1;
                if (start >= lo && phrases.word(start, ",")) {
                    start--;
                }
                if (start >= lo) {
                    one.content.add(quoteWhole(leftStart(start, lo), start));
                }
                int next = end + 1;
                if (next < hi && phrases.word(next, ",", ":") && next + 1 < hi) {
                    one.content.add(quoteWhole(next + 1, sentenceEnd(next + 1, hi)));
                }
                one.confidence = 0.7;
                return one.content.isEmpty() ? null : one;
            }
            if (dash && !statement && mark >= lo) {
                left(one, mark, lo, hi, end + 1, false);
                if (!one.content.isEmpty()) {
                    one.confidence = verb.takes(Takes.QUOTE) ? 0.85 : 0.7;
                    return one;
                }
            }
        }
        if (opener == null || group.infinitive() && opener.kind == Kind.OTHER) {
            return null;
        }
        if (source == null && !ing && !group.infinitive() && left >= lo && !comma) {
            return null;
        }
        right(one, opener, hi);
        one.confidence = switch (opener.kind) {
            case QUOTE, COLON -> 0.95;
            case THAT -> 0.9;
            case CLAUSE -> 0.85;
            case WH -> 0.75;
            case TO -> 0.6;
            case OTHER -> 0.5;
        };
        if (group.infinitive() || ing) {
            one.confidence -= 0.1;
        }
        if (!verb.takes(Takes.QUOTE)) {
            one.confidence -= 0.1;
        }
        return one;
    }

    private boolean quotedBefore(int lo) {
        return lo > 0
                && words.closes(lo - 1)
                && words.paragraph[lo - 1] == words.paragraph[lo]
                && lo > 1
                && phrases.word(lo - 2, "?", "!", ",", "-", "–", "—", "...", "…");
    }

    private @Nullable Found passive(int i, int end, Verb verb, Group group, int lo, int hi) {
        Found one = new Found();
        one.polarity = verb.polarity();
        one.negated = group.negated();
        int left = group.from() - 1;
        int next = end + 1;
        // "is quoted as saying"
        if (phrases.word(i, "quoted", "cited", "reported", "recorded", "heard") && next + 1 < hi) {
            Source by = null;
            int at = next;
            if (phrases.word(at, "by")) {
                by = ahead(at + 1, hi);
                at = by == null ? at : by.to + 1;
            }
            while (at < hi && phrases.is(at, "ADP", "NOUN", "PROPN", "DET", "ADJ", "NUM") && !phrases.word(at, "as")) {
                at++;
            }
            if (at + 1 < hi && phrases.word(at, "as") && phrases.word(at + 1, "saying", "telling", "having")) {
                Opener opener = opener(at + 2, anything(verb), i, hi);
                if (opener != null) {
                    one.source = left >= lo ? subject(left, lo) : null;
                    one.through = by;
                    one.cues.add(new Part(i, i));
                    one.cues.add(new Part(at, at + 1));
                    if (at == i + 1) {
                        one.cues.clear();
                        one.cues.add(new Part(i, at + 1));
                    }
                    one.lemma = "be quoted as saying";
                    right(one, opener, hi);
                    one.confidence = 0.9;
                    return one;
                }
            }
        }
        Source by = null;
        int at = next;
        if (at < hi && phrases.word(at, "by")) {
            by = ahead(at + 1, hi);
            if (by != null) {
                at = by.to + 1;
            }
        }
        boolean it = left >= lo && phrases.word(left, "it", "there");
        Opener opener = opener(at, verb, i, hi);
        if (it || by != null) {
            if (opener != null && opener.kind != Kind.OTHER && opener.kind != Kind.TO) {
                one.source = by;
                right(one, opener, hi);
                one.confidence = by == null ? 0.75 : 0.85;
                return one;
            }
        }
        // "the news was confirmed by the palace"
        if (by != null && opener == null && verb.takes(Takes.OBJECT) && left >= lo) {
            Source subject = subject(left, lo);
            if (subject != null && subject.shared == null && subject.to < group.from()) {
                one.source = by;
                one.content.add(new Part(subject.from, subject.to));
                one.confidence = 0.5;
                return one;
            }
        }
        // "is believed to have left"
        if (verb.takes(Takes.BELIEVED_TO)
                || phrases.word(
                        i,
                        "reported",
                        "alleged",
                        "claimed",
                        "rumoured",
                        "rumored",
                        "known",
                        "expected",
                        "estimated",
                        "found",
                        "feared",
                        "suspected",
                        "understood",
                        "considered",
                        "presumed",
                        "thought")) {
            int to = at;
            if (to + 1 < hi && phrases.word(to, "to") && phrases.is(to + 1, "VERB", "AUX", "ADV")) {
                one.source = by;
                Source subject = left >= lo ? subject(left, lo) : null;
                if (subject != null && subject.shared == null) {
                    one.content.add(new Part(subject.from, Math.min(subject.to, group.from() - 1)));
                }
                one.content.add(new Part(to, clauseEnd(to, hi)));
                one.confidence = 0.6;
                return one;
            }
        }
        if (opener == null && at < hi && verb.takes(Takes.OF) && phrases.word(at, "of", "for")) {
            opener = new Opener(at, Kind.OTHER);
        }
        if (opener == null) {
            return null;
        }
        if (verb.takes(Takes.PERSON)
                || verb.takes(Takes.WHOM)
                || verb.takes(Takes.PERSON_TO) && opener.kind == Kind.TO) {
            one.source = by;
            right(one, opener, hi);
            one.confidence = 0.65;
            return one;
        }
        // "was accused of lying", "was described as \"a disgrace\""
        if (at < hi && (verb.takes(Takes.OF) && phrases.word(at, "of", "for") || opener.kind == Kind.QUOTE)) {
            one.source = by;
            right(one, opener.kind == Kind.QUOTE ? opener : new Opener(at, Kind.OTHER), hi);
            one.confidence = 0.55;
            return one;
        }
        return null;
    }

    private static Verb anything(Verb verb) {
        return new Verb(
                verb.lemma(),
                verb.particle(),
                verb.polarity(),
                Set.of(Takes.THAT, Takes.CLAUSE, Takes.QUOTE, Takes.WH));
    }

    /** Where what is said begins, behind a verb; null where nothing is. */
    private @Nullable Opener opener(int start, Verb verb, int cue, int hi) {
        boolean passive = cue > 0 && phrases.group(cue, Math.max(0, cue - 5)).passive();
        int r = start;
        int object = -1;
        boolean says = verb.takes(Takes.QUOTE) || verb.takes(Takes.CLAUSE);
        boolean anyone = verb.takes(Takes.PERSON) || verb.takes(Takes.WHOM);
        boolean whom = verb.takes(Takes.WHOM);
        for (int step = 0; step < STEPS && r < hi; step++) {
            if (words.opens(r)) {
                if (says || phrases.word(Math.max(0, r - 1), "that")) {
                    return new Opener(r, Kind.QUOTE);
                }
                break;
            }
            if (words.closes(r)) {
                break;
            }
            String word = lower[r];
            if (word.equals(":") || word.equals(";") && r + 1 < hi && words.opens(r + 1)) {
                return says && r + 1 < hi ? new Opener(r + 1, Kind.COLON) : null;
            }
            if (word.equals(",")) {
                if (r + 1 < hi && words.opens(r + 1)) {
                    return says ? new Opener(r + 1, Kind.QUOTE) : null;
                }
                if (r + 2 < hi && phrases.word(r + 1, "that") && verb.takes(Takes.THAT)) {
                    return new Opener(r + 1, Kind.THAT);
                }
                // "said, after the vote, that"; "said, citing the report, \"..."
                for (int i = r + 1; i + 1 < hi && i < r + 14; i++) {
                    if (phrases.word(i, ",")
                            && (phrases.word(i + 1, "that") && verb.takes(Takes.THAT) || words.opens(i + 1) && says)) {
                        return new Opener(i + 1, words.opens(i + 1) ? Kind.QUOTE : Kind.THAT);
                    }
                    if (words.opens(i) || phrases.finite(i)) {
                        break;
                    }
                }
                break;
            }
            if (word.equals("that") && verb.takes(Takes.THAT) && r + 1 < hi && hasVerb(r + 1, hi)) {
                // "a show that can be seen"; but "she said that was wrong"
                if (!phrases.finite(r + 1)) {
                    return new Opener(r, Kind.THAT);
                }
                return verb.takes(Takes.AFTER) ? new Opener(r, Kind.CLAUSE) : null;
            }
            if (WH.contains(word)
                    && verb.takes(Takes.WH)
                    && (r == start || anyone || phrases.word(r, "whether", "how", "why"))
                    && (hasVerb(r + 1, hi) || word.equals("why") || word.equals("how"))) {
                return new Opener(r, Kind.WH);
            }
            if (word.equals("to")
                    && r + 1 < hi
                    && (verb.takes(Takes.TO) || verb.takes(Takes.PERSON_TO) && (r > start || passive))
                    && infinitive(r, hi)) {
                if (r + 2 < hi && phrases.word(r + 1, "be") && phrases.word(r + 2, "named", "identified", "quoted")) {
                    return null;
                }
                // "urged residents to stay": who is urged belongs to it.
                if (!whom && !passive && object >= 0 && r > start) {
                    return new Opener(object, Kind.TO);
                }
                return new Opener(r, Kind.TO);
            }
            if (verb.takes(Takes.OF) && r > start && phrases.word(r, "of", "for") && r + 1 < hi) {
                return new Opener(r, Kind.OTHER);
            }
            if (verb.takes(Takes.ING) && phrases.is(r, "VERB", "AUX") && word.endsWith("ing")) {
                return new Opener(r, Kind.OTHER);
            }
            if (verb.takes(Takes.CLAUSE)
                    && (step > 0 || !whom || phrases.pronoun(r))
                    && phrases.clause(r, hi)
                    && !(whom && step == 0 && r + 1 < hi && phrases.pronoun(r + 1))) {
                return new Opener(r, Kind.CLAUSE);
            }
            if (object < 0 && phrases.startsNoun(r) && !phrases.time(r)) {
                object = r;
            }
            if (phrases.time(r) || phrases.is(r, "NUM") && r > start && phrases.time(r - 1)) {
                r++;
            } else if ((phrases.is(r, "ADP")
                            || word.equals("to")
                                    && r + 1 < hi
                                    && (phrases.startsNoun(r + 1) || r + 2 < hi && phrases.word(r + 2, "that")))
                    && r + 1 < hi
                    && !phrases.word(r, "that")) {
                Phrase phrase = phrases.ahead(r + 1, hi, true);
                if (phrase == null) {
                    if (phrases.is(r + 1, "ADP")
                            || phrases.is(r + 1, "VERB")
                                    && !(r + 2 < hi && phrases.word(r, "to") && phrases.word(r + 2, "that"))) {
                        break;
                    }
                    r += phrases.is(r + 1, "VERB") ? 1 : 0;
                    r++;
                } else {
                    r = phrase.to() + 1;
                    if (phrases.time(phrase.from())) {
                        r = phrase.from();
                    }
                }
            } else if (phrases.is(r, "ADV", "PART") && !word.equals("to")) {
                r++;
            } else if ((anyone || verb.takes(Takes.PERSON_TO) || verb.takes(Takes.OF) || verb.takes(Takes.AS))
                    && (phrases.startsNoun(r)
                            || phrases.possessive(r)
                            || phrases.word(r, "him", "her", "them", "us", "me"))) {
                Phrase phrase = phrases.word(r, "him", "them", "us", "me", "you")
                                || phrases.word(r, "her") && r + 1 < hi && !phrases.is(r + 1, "NOUN", "ADJ")
                        ? new Phrase(r, r)
                        : phrases.ahead(r, hi, false);
                if (phrase == null) {
                    break;
                }
                r = phrase.to() + 1;
                // "told Reuters taxes will rise"
                if (anyone && phrases.is(phrase.from(), "PROPN") && phrases.is(phrase.to(), "NOUN")) {
                    int i = phrase.from();
                    while (phrases.is(i, "PROPN")) {
                        i++;
                    }
                    if (phrases.clause(i, hi)) {
                        r = i;
                    }
                }
            } else {
                break;
            }
        }
        if (verb.takes(Takes.AS)) {
            for (int i = start; i < hi && i < start + 14; i++) {
                if (words.opens(i)) {
                    return new Opener(i, Kind.QUOTE);
                }
                if (phrases.word(i, ",", ";", ":") || phrases.finite(i)) {
                    break;
                }
            }
        }
        if (verb.takes(Takes.AS) && object == start) {
            // "called him a liar", "described it as a success"
            Phrase called = phrases.word(start, "him", "her", "them", "it", "us", "me")
                    ? new Phrase(start, start)
                    : phrases.ahead(start, hi, false);
            int next = called == null ? hi : called.to() + 1;
            if (next + 1 < hi
                    && (phrases.word(next, "as")
                            || phrases.word(cue, "call", "calls", "called", "calling")
                                    && phrases.is(next, "DET", "ADJ"))) {
                return new Opener(object, Kind.OTHER);
            }
        }
        // Whatever the words behind were taken for: one says hardly anything but sentences.
        if (verb.lemma().equals("say")
                && object == start
                && hi - start > 4
                && phrases.is(start, "DET", "PRON", "NOUN")
                && !words.closes(hi - 1)) {
            return new Opener(object, Kind.CLAUSE);
        }
        if (verb.takes(Takes.OBJECT) && object >= 0 && !(LIGHT.contains(lower[cue]) && opensNoun(object, hi))) {
            return new Opener(object, Kind.OTHER);
        }
        return null;
    }

    /** "expressed hope that": the noun is the cue. */
    private boolean opensNoun(int start, int hi) {
        for (int i = start; i + 1 < hi && i < start + 6; i++) {
            if (phrases.word(i + 1, "that") && lexicon.noun(lower[i]) != null) {
                return true;
            }
        }
        return false;
    }

    private boolean infinitive(int to, int hi) {
        // "to appeal", which looks like a noun.
        if (to + 1 < hi
                && phrases.is(to + 1, "NOUN")
                && !lower[to + 1].endsWith("s")
                && (to + 2 >= hi || !phrases.is(to + 2, "NOUN"))) {
            return true;
        }
        for (int i = to + 1; i < hi && i < to + 4; i++) {
            if (phrases.is(i, "VERB", "AUX")) {
                return true;
            }
            if (!phrases.is(i, "ADV")) {
                return false;
            }
        }
        return false;
    }

    private boolean hasVerb(int start, int hi) {
        for (int i = start; i < hi; i++) {
            if (phrases.is(i, "VERB", "AUX") || phrases.word(i, "'s", "'re", "'ll", "'d")) {
                return true;
            }
        }
        return false;
    }

    private void right(Found one, Opener opener, int hi) {
        int at = opener.at;
        if (at >= hi) {
            return;
        }
        if (words.opens(at)) {
            quotes(one, at, hi, opener.kind);
        } else if (opener.kind == Kind.COLON) {
            one.content.add(quoteWhole(at, hi - 1));
        } else {
            one.content.add(quoteWhole(at, clauseEnd(at, hi)));
        }
    }

    /** From where a quotation opens: it, what joins it to the next, and those that go on in the next paragraphs. */
    private void quotes(Found one, int at, int hi, Kind kind) {
        Quotation quotation = words.quotations.get(words.quotation[at]);
        int end = quotation.to();
        // "a disgrace" that must end: the words behind belong to what is said, too.
        if (quotation.closed()
                && end + 1 < hi
                && end > at + 1
                && !phrases.word(end - 1, ".", ",", "!", "?")
                && !phrases.word(end + 1, ".", ";", "!", "?", ",", ")")) {
            int last = clauseEnd(end + 1, hi);
            if (kind == Kind.COLON
                    || !(phrases.is(end + 1, "SCONJ", "CCONJ", "ADP")
                            || phrases.word(end + 1, "when", "after", "as"))) {
                one.content.add(quoteWhole(at, Math.max(end, last)));
                return;
            }
        }
        one.content.add(new Part(at, end));
        continued(one, words.quotation[at]);
    }

    private void continued(Found one, int number) {
        for (int next = number + 1;
                next < words.quotations.size() && words.quotations.get(next).continued();
                next++) {
            Quotation quotation = words.quotations.get(next);
            one.content.add(new Part(quotation.from(), quotation.to()));
            taken.add(next);
        }
    }

    /** What is said before the cue, up to {@code end}; and behind it, where it goes on. */
    private void left(Found one, int end, int lo, int hi, int behind, boolean quoted) {
        if (quoted && end >= 0 && words.closes(end)) {
            int number = words.quotation[end];
            Quotation quotation = words.quotations.get(number);
            int first = number;
            while (first > 0 && words.quotations.get(first).continued()) {
                first--;
            }
            for (int i = first; i < number; i++) {
                Quotation before = words.quotations.get(i);
                one.content.add(new Part(before.from(), before.to()));
                taken.add(i);
            }
            int start = quotation.from();
            if (first == number
                    && start > lo
                    && phrases.is(start - 1, "VERB", "AUX", "ADP", "DET", "ADJ", "NOUN", "PROPN", "PART", "ADV")) {
                // "the tax is \"a disgrace\"," he said
                start = afterCue(lo, start);
            }
            one.content.add(new Part(start, end));
        } else {
            int last = end;
            while (last >= lo && phrases.word(last, ",", "-", "–", "—", "--")) {
                last--;
            }
            int start = afterCue(leftStart(Math.max(last, lo), lo), last);
            while (start < last && (phrases.word(start, ",") || start == lo && phrases.is(start, "CCONJ"))) {
                start++;
            }
            if (last < start || !hasVerb(start, last + 1) && last - start < 1) {
                return;
            }
            // "On Tuesday, he said" says nothing.
            boolean open = phrases.is(start, "ADP", "SCONJ", "ADV");
            boolean finite = false;
            for (int k = start; k <= last && !finite; k++) {
                finite = phrases.finite(k);
            }
            boolean goes = behind + 1 < hi && phrases.word(behind, ",", "—", "–", "--");
            if (!goes && (last - start < 2 || open && !finite)) {
                return;
            }
            one.content.add(quoteWhole(start, last));
        }
        int next = behind;
        // Where and when it was said.
        for (int step = 0; step < 4 && next < hi; step++) {
            if (phrases.time(next) || phrases.is(next, "ADV")) {
                next++;
            } else if (phrases.is(next, "ADP") && next + 1 < hi) {
                Phrase phrase = phrases.ahead(next + 1, hi, true);
                if (phrase == null) {
                    break;
                }
                next = phrase.to() + 1;
            } else if (!phrases.word(next, ",", ".", ":") && phrases.startsNoun(next)) {
                Phrase phrase = phrases.ahead(next, hi, false);
                next = phrase == null ? next : phrase.to() + 1;
                step = 4;
            } else {
                break;
            }
        }
        // "she continued, her voice breaking, \"was a lie\""
        for (int k = next + 1; quoted && next < hi && phrases.word(next, ",") && k + 1 < hi && k < next + 12; k++) {
            if (words.opens(k)) {
                break;
            }
            if (phrases.word(k, ",") && words.opens(k + 1)) {
                next = k;
            }
        }
        if (next + 1 < hi && phrases.word(next, ",", "–", "—", "--", "-", ":") || next < hi && words.opens(next)) {
            int start = words.opens(next) ? next : next + 1;
            if (words.opens(start)) {
                Quotation quotation = words.quotations.get(words.quotation[start]);
                one.content.add(new Part(start, quotation.to()));
                continued(one, words.quotation[start]);
            } else if (!quoted
                    && !(phrases.is(start, "VERB") && lower[start].endsWith("ing"))
                    && !phrases.is(start, "SCONJ")
                    && !phrases.relative(start)
                    && !phrases.word(
                            start,
                            "while",
                            "but",
                            "and",
                            "though",
                            "although",
                            "as",
                            "according",
                            "when",
                            "after",
                            "before",
                            "with",
                            "if",
                            "who",
                            "which")) {
                int last = clauseEnd(start, hi);
                if (last >= start) {
                    one.content.add(quoteWhole(start, last));
                }
            }
        }
    }

    /** Behind what another one of the same sentence is said to say. */
    private int afterCue(int from, int to) {
        int start = from;
        for (int k = sentenceFound; k < found.size(); k++) {
            Found other = found.get(k);
            for (Part part : other.content) {
                // Those that are part of what is said now leave it whole.
                if (other.cue >= from
                        && other.cue <= to
                        && part.to < to
                        && part.to >= start
                        && part.to + 1 <= to
                        && phrases.word(part.to + 1, ",", ";", "and", "but")
                        && hasVerb(part.to + 1, to + 1)) {
                    start = part.to + 1;
                }
            }
        }
        return start;
    }

    /** The last word of the clause that begins here. */
    private int clauseEnd(int start, int hi) {
        int i = start;
        while (i < hi) {
            if (words.opens(i) && words.quotation[i] >= 0) {
                Quotation quotation = words.quotations.get(words.quotation[i]);
                i = Math.max(i + 1, quotation.to() + 1);
                // The comma of "love wins," while others say ... is in the marks.
                if (quotation.closed() && i + 1 < hi && phrases.word(i - 2, ",") && ends(i, true, hi)) {
                    return i - 1;
                }
                continue;
            }
            if (i > start && phrases.word(i, ";")) {
                return i - 1;
            }
            if (i > start + 1 && i + 1 < hi && phrases.word(i, ",", "–", "—", "--") && ends(i + 1, true, hi)) {
                return i - 1;
            }
            if (i > start + 1 && i + 1 < hi && phrases.is(i, "CCONJ") && ends(i, false, hi)) {
                return i - 1;
            }
            i++;
        }
        return hi - 1;
    }

    /** Whether something else begins here, behind a comma or with an "and". */
    private boolean ends(int start, boolean comma, int hi) {
        int next = start;
        boolean joined = false;
        if (phrases.is(next, "CCONJ") || comma && phrases.word(next, "while", "although", "though", "whereas")) {
            next++;
            joined = true;
        }
        if (next >= hi) {
            return false;
        }
        if (joined) {
            return newCue(next, hi, comma) || phrases.unwilling(next) || accuses(next, hi);
        }
        return phrases.word(next, "according")
                || phrases.is(next, "VERB") && lower[next].endsWith("ing") && speaks(next)
                || saysBehind(next, hi);
    }

    /** "and accused rivals of lying": who says is who accuses. */
    private boolean accuses(int i, int hi) {
        for (Reading reading : lexicon.verbs(lower[i])) {
            Opener opener = reading.form() != Form.BASE
                            && phrases.is(i, "VERB")
                            && reading.verb().takes(Takes.OF)
                    ? opener(i + 1, reading.verb(), i, hi)
                    : null;
            if (opener != null && phrases.word(opener.at, "of", "for")) {
                return true;
            }
        }
        return false;
    }

    private int sentenceEnd(int start, int hi) {
        for (int i = start; i < hi; i++) {
            if (phrases.word(i, ";") && words.quotation[i] < 0) {
                return i - 1;
            }
        }
        return hi - 1;
    }

    private boolean speaks(int i) {
        for (Reading reading : lexicon.verbs(lower[i])) {
            if (reading.verb().takes(Takes.QUOTE) || reading.verb().takes(Takes.AFTER)) {
                return true;
            }
        }
        return false;
    }

    /** "…, X said" and then the end, or a comma. */
    private boolean saysBehind(int start, int hi) {
        Phrase phrase = phrases.ahead(start, hi, true);
        if (phrase == null) {
            return speaks(start)
                    && !lower[start].endsWith("ing")
                    && phrases.is(start, "VERB")
                    && start + 1 < hi
                    && inverted(start + 1, hi, false) != null;
        }
        int at = phrase.to() + 1;
        return at < hi && speaks(at) && phrases.is(at, "VERB") && (at + 1 >= hi || phrases.word(at + 1, ".", ",", ";"));
    }

    /** Whether somebody else, or the same once more, says something here. */
    private boolean newCue(int start, int hi, boolean comma) {
        int at = start;
        while (at < hi && at < start + 4 && phrases.is(at, "ADV", "AUX")) {
            at++;
        }
        if (at < hi && phrases.is(at, "VERB", "AUX") && speaks(at) && opens(at, hi, at > start && comma)) {
            return true;
        }
        if (!comma) {
            return false;
        }
        Phrase phrase = phrases.ahead(start, hi, true);
        if (phrase == null) {
            return false;
        }
        at = phrase.to() + 1;
        while (at < hi && at < phrase.to() + 5 && phrases.is(at, "ADV", "AUX", "PART")) {
            at++;
        }
        return at < hi && phrases.is(at, "VERB") && speaks(at) && opens(at, hi, true);
    }

    private boolean opens(int verb, int hi, boolean base) {
        for (Reading reading : lexicon.verbs(lower[verb])) {
            if ((base || reading.form() != Form.BASE)
                    && opener(verb + 1 + reading.verb().particle().size(), reading.verb(), verb, hi) != null) {
                return true;
            }
        }
        return false;
    }

    // Sources

    private @Nullable Source ahead(int start, int hi) {
        Phrase phrase = phrases.ahead(start, hi, true);
        if (phrase == null) {
            return null;
        }
        return new Source(phrase.from(), phrase.to(), phrases.apposition(phrase.to(), hi), phrase.from(), null);
    }

    /** Who stands behind a verb that what is said stands before; null where a clause begins there. */
    private @Nullable Source inverted(int start, int hi, boolean quoted) {
        if (words.opens(start)
                || phrases.word(start, "that", "to")
                || !phrases.startsNoun(start)
                || phrases.time(start)) {
            return null;
        }
        if (phrases.word(start, "it", "there", "him", "them", "us", "me")) {
            return null;
        }
        Phrase phrase = phrases.ahead(start, hi, true);
        if (phrase == null) {
            return null;
        }
        int next = phrase.to() + 1;
        if (!quoted && (next < hi && phrases.word(next, "that") || phrases.clause(start, hi))) {
            return null;
        }
        if (next < hi && phrases.finite(next) && !phrases.relative(next)) {
            return null;
        }
        return new Source(phrase.from(), phrase.to(), phrases.apposition(phrase.to(), hi), phrase.from(), null);
    }

    /** Who does what a verb tells that stands behind {@code left}. */
    private @Nullable Source subject(int left, int lo) {
        if (left < lo) {
            return null;
        }
        int before = phrases.beforeTime(left, lo);
        if (before != left) {
            Source source = subject(before, lo);
            if (source != null) {
                return source;
            }
        }
        if (phrases.word(left, "who", "which", "that") && left > lo) {
            int at = phrases.word(left - 1, ",") ? left - 2 : left - 1;
            Phrase phrase = phrases.back(at, lo);
            if (phrase != null && !(phrases.word(left, "that") && at != left - 1)) {
                return new Source(phrase.from(), phrase.to(), phrase.to(), phrase.from(), null);
            }
            return phrases.word(left, "that") ? new Source(left, left, left, left, null) : null;
        }
        if (phrases.word(left, ",", "–", "—", ")", "--")) {
            return between(left, lo);
        }
        if (phrases.word(left, "himself", "herself", "themselves", "itself") && left > lo) {
            return subject(left - 1, lo);
        }
        Phrase phrase = phrases.back(left, lo);
        if (phrase == null) {
            return null;
        }
        Phrase whole = reduced(phrase, lo);
        return new Source(whole.from(), whole == phrase ? phrase.to() : whole.to(), phrase.to(), whole.from(), null);
    }

    /** "A letter seen by Sky News says", "figures to be published today show": what the words with the participle are about. */
    private Phrase reduced(Phrase phrase, int lo) {
        boolean link = phrases.time(phrase.from());
        for (int i = phrase.from() - 1; i > lo && i > phrase.from() - 7; i--) {
            if (phrases.is(i, "ADP")) {
                link = true;
            } else if (phrases.is(i, "VERB") && link) {
                int before = i - 1;
                while (before > lo && (phrases.word(before, "be", "to") || phrases.is(before, "ADV"))) {
                    before--;
                }
                Phrase head = phrases.is(before, "NOUN", "PROPN")
                                && lexicon.verbs(lower[i]).stream()
                                        .noneMatch(reading -> reading.verb().takes(Takes.CLAUSE)
                                                && !reading.verb().takes(Takes.WHOM))
                        ? phrases.back(before, lo)
                        : null;
                return head == null ? phrase : head;
            } else if (!phrases.startsNoun(i) && !phrases.is(i, "ADV")) {
                return phrase;
            }
        }
        return phrase;
    }

    /** "X, the spokesman, said": whom the words between commas are about. */
    private @Nullable Source between(int left, int lo) {
        boolean bracket = phrases.word(left, ")");
        boolean verb = false;
        for (int i = left - 1; i > lo && i > left - 45; i--) {
            if (words.closes(i) && words.quotations.get(words.quotation[i]).from() > lo) {
                i = words.quotations.get(words.quotation[i]).from();
                continue;
            }
            boolean open = bracket ? phrases.word(i, "(") : phrases.word(i, ",", "–", "—", "--");
            if (open) {
                int start = i + 1;
                boolean who = start < left
                        && (phrases.relative(start)
                                || phrases.is(start, "ADP") && phrases.relative(start + 1)
                                || phrases.is(start, "VERB"));
                Phrase phrase = phrases.back(i - 1, lo);
                boolean about = who || !verb;
                if (phrase != null && about && start < left && !(phrases.is(start, "CCONJ", "SCONJ", "PRON") && !who)) {
                    int before = phrase.from() - 1;
                    boolean starts = before < lo
                            || phrases.word(
                                    before, ",", ";", ":", "that", "and", "but", "as", "while", "with", "–", "—", "--")
                            || words.closes(before)
                            || phrases.is(before, "SCONJ", "CCONJ", "PUNCT", "ADV");
                    if (starts) {
                        // "Jones, curator at the museum, Paris, said"
                        while (before - 1 >= lo && phrases.word(before, ",") && !phrases.is(phrase.from(), "PROPN")) {
                            Phrase outer = phrases.back(before - 1, lo);
                            if (outer == null || !phrases.is(outer.to(), "PROPN") || phrases.time(outer.to())) {
                                break;
                            }
                            phrase = outer;
                            before = phrase.from() - 1;
                        }
                        return new Source(phrase.from(), phrase.to(), left - 1, phrase.from(), null);
                    }
                }
                if (bracket) {
                    return subject(i - 1, lo);
                }
            } else if (phrases.finite(i) && !lower[i].endsWith("ed")) {
                verb = true;
            } else if (phrases.word(i, ";", ":")) {
                return null;
            }
        }
        return null;
    }

    /** Who did what was told before in the sentence: "and said", "saying". */
    private @Nullable Source shared(int before, int lo) {
        for (int k = found.size() - 1; k >= sentenceFound; k--) {
            Found other = found.get(k);
            if (other.cue < before
                    && other.cue >= lo
                    && other.source != null
                    && words.quotation[other.cue] == words.quotation[Math.max(0, before)]) {
                return new Source(other.source.from, other.source.to, other.source.wholeTo, before, other);
            }
        }
        for (int i = before - 1; i > lo; i--) {
            if (words.closes(i)) {
                i = Math.max(lo, words.quotations.get(words.quotation[i]).from());
                continue;
            }
            if (phrases.finite(i)) {
                Group group = phrases.group(i, lo);
                Source source = group.from() - 1 >= lo ? subject(group.from() - 1, lo) : null;
                if (source != null && source.from < i) {
                    return new Source(source.from, source.to, Math.min(source.wholeTo, before - 1), before, null);
                }
                i = Math.min(i, group.from());
            }
        }
        return null;
    }

    // "the minister's claim that"

    private @Nullable Found noun(int i, int lo, int hi) {
        Polarity polarity = lexicon.noun(lower[i]);
        if (polarity == null || !phrases.is(i, "NOUN", "PROPN", "VERB") || i + 2 >= hi) {
            return null;
        }
        int at = i + 1;
        Source source = null;
        if (phrases.word(at, "by", "from", "of", "among") && at + 1 < hi) {
            Phrase by = phrases.ahead(at + 1, hi, false);
            if (by == null) {
                return null;
            }
            source = phrases.word(at, "of") ? null : Source.of(by);
            at = by.to() + 1;
        }
        while (at < hi && phrases.time(at)) {
            at++;
        }
        if (at + 1 >= hi || !phrases.word(at, "that") || !phrases.clause(at + 1, hi)) {
            return null;
        }
        for (int k = sentenceFound; k < found.size(); k++) {
            for (Part part : found.get(k).content) {
                if (part.from == at) {
                    return null;
                }
            }
        }
        // "a claim that analysts doubt"
        Phrase who = phrases.ahead(at + 1, hi, true);
        if (who != null
                && who.to() + 1 < hi
                && (who.to() + 2 >= hi || phrases.is(who.to() + 2, "PUNCT"))
                && (!lexicon.verbs(lower[who.to() + 1]).isEmpty()
                        || phrases.word(who.to() + 1, "made", "make", "makes"))) {
            return null;
        }
        Found one = new Found();
        one.lemma = lexicon.nounLemma(lower[i]);
        one.polarity = polarity;
        one.confidence = 0.6;
        one.cues.add(new Part(i, i));
        int first = i;
        while (first - 1 >= lo
                && phrases.is(first - 1, "ADJ", "NOUN", "NUM", "DET", "ADV")
                && !phrases.possessive(first - 1)) {
            first--;
        }
        if (source == null && first - 1 >= lo && phrases.word(first - 1, "'s", "'")) {
            Phrase owner = phrases.back(first - 2, lo);
            source = owner == null ? null : Source.of(owner);
        } else if (source == null && first - 1 >= lo && phrases.possessive(first - 1)) {
            source = new Source(first - 1, first - 1, first - 1, first - 1, null);
        } else if (source == null && first - 1 >= lo && LIGHT.contains(lower[first - 1])) {
            Group group = phrases.group(first - 1, lo);
            source = group.from() - 1 >= lo && !lower[first - 1].endsWith("ing") && !group.infinitive()
                    ? subject(group.from() - 1, lo)
                    : null;
            if (source == null) {
                source = shared(group.from(), lo);
            }
            one.negated = group.negated();
            one.cues.add(0, new Part(first - 1, first - 1));
        } else if (source == null) {
            one.confidence = 0.45;
        }
        one.source = source;
        int end = clauseEnd(at, hi);
        if (first == lo || source != null && source.from == lo || source != null && source.from > i) {
            // "the claim that taxes had fallen was wrong": the claim was.
            for (int k = at + 4; k < end; k++) {
                if (phrases.is(k, "AUX") && phrases.is(k - 1, "VERB", "ADJ") && hasVerb(at + 1, k)) {
                    end = k - 1;
                }
            }
        }
        one.content.add(quoteWhole(at, end));
        return one;
    }

    // "is confident that"

    private @Nullable Found adjective(int i, int lo, int hi) {
        Polarity polarity = lexicon.adjective(lower[i]);
        if (polarity == null || i + 2 >= hi || i - 1 < lo || !phrases.is(i, "ADJ", "VERB", "ADV", "NOUN")) {
            return null;
        }
        if (!(phrases.word(i + 1, "that") && hasVerb(i + 2, hi))
                && !phrases.word(i + 1, "whether")
                && !phrases.clause(i + 1, hi)) {
            return null;
        }
        Group group = phrases.group(i, lo);
        int left = group.from() - 1;
        boolean linked = group.passive()
                || left >= lo
                        && phrases.word(
                                left,
                                "remain",
                                "remains",
                                "remained",
                                "feel",
                                "feels",
                                "felt",
                                "seem",
                                "seems",
                                "seemed",
                                "became",
                                "grew",
                                "appears",
                                "appeared");
        if (!linked) {
            return null;
        }
        if (!group.passive()) {
            Group verb = phrases.group(left, lo);
            left = verb.from() - 1;
        }
        Source source = left >= lo ? subject(left, lo) : null;
        if (source == null || phrases.word(source.from, "it", "that", "this", "what")) {
            return null;
        }
        Found one = new Found();
        one.lemma = lower[i];
        one.polarity = polarity;
        one.negated = group.negated();
        one.source = source;
        one.confidence = 0.6;
        one.content.add(quoteWhole(i + 1, clauseEnd(i + 1, hi)));
        return one;
    }

    // "Minister: taxes will rise"

    private @Nullable Found colon(int first, int last) {
        for (int i = first + 1; i + 1 < last; i++) {
            if (words.quotation[i] >= 0) {
                return null;
            }
            if (!phrases.word(i, ":")) {
                continue;
            }
            boolean quote = words.opens(i + 1);
            Phrase phrase = phrases.ahead(first, i, true);
            Found one = new Found();
            one.cue = i;
            one.lemma = ":";
            if (phrase != null
                    && phrase.to() == i - 1
                    && i - first < 10
                    && !phrases.is(first, "NUM")
                    && words.word[first].length() > 1) {
                boolean somebody = who(phrase);
                boolean heading = !phrases.word(last - 1, ".", ";");
                if (!somebody || !quote && !(heading && hasVerb(i + 1, last))) {
                    return null;
                }
                one.source = Source.of(phrase);
                one.confidence = quote ? 0.85 : 0.6;
            } else if (quote) {
                Source source = shared(i, first);
                if (source == null) {
                    return null;
                }
                one.source = source;
                one.confidence = 0.55;
            } else {
                return null;
            }
            one.cues.add(new Part(i, i));
            right(one, new Opener(i + 1, Kind.COLON), last);
            return one;
        }
        return null;
    }

    private boolean who(Phrase phrase) {
        for (int i = phrase.from(); i <= phrase.to(); i++) {
            if (phrases.is(i, "PROPN")
                    || lexicon.roles.contains(lower[i])
                    || lexicon.unnamed.contains(lower[i])
                    || lexicon.organisations.contains(lower[i])
                    || lexicon.noun(lower[i]) != null) {
                return true;
            }
        }
        return false;
    }

    // What goes on

    /** Sentences that are quotations, and nobody's yet, belong to whom was quoted before. */
    private void goOn() {
        for (Found one : found) {
            if (one.content.isEmpty() || words.quotation[one.cue] >= 0) {
                continue;
            }
            boolean direct = false;
            int last = one.cue;
            for (Part part : one.content) {
                direct |= words.opens(part.from) || words.closes(part.to);
                last = Math.max(last, part.to);
            }
            if (!direct) {
                continue;
            }
            int sentence = words.sentence[last] + 1;
            int from = words.paragraph[last];
            while (sentence < words.sentences) {
                int start = words.sentenceFrom[sentence];
                if (!words.opens(start) || taken.contains(words.quotation[start])) {
                    break;
                }
                Quotation quotation = words.quotations.get(words.quotation[start]);
                int behind = quotation.to() + 1;
                boolean alone = behind >= words.size
                        || words.sentenceFrom[words.sentence[quotation.to()] + 1] == behind
                                && words.sentence[behind] != words.sentence[quotation.to()];
                boolean near = words.paragraph[start] == from
                        || words.paragraph[start] == from + 1
                                && (behind >= words.size || words.paragraph[behind] != words.paragraph[start]);
                // A word or two, or a name, is a title or a mockery.
                boolean speech = quotation.to() - quotation.from() > 3;
                if (!alone || !near || !speech || quotation.continued()) {
                    break;
                }
                one.content.add(new Part(quotation.from(), quotation.to()));
                taken.add(words.quotation[start]);
                continued(one, words.quotation[start]);
                from = words.paragraph[start];
                sentence = words.sentence[quotation.to()] + 1;
            }
        }
    }

    // Answers

    private List<Attribution> answers() {
        Names names = new Names(words, lexicon, phrases);
        List<Attribution> answers = new ArrayList<>();
        Map<Integer, List<Found>> bySentence = found.stream().collect(Collectors.groupingBy(one -> one.sentence));
        for (Found one : found) {
            one.content.sort(Comparator.comparingInt(Part::from));
            List<Part> content = without(one);
            if (content.isEmpty()) {
                continue;
            }
            Speaker source = one.source == null
                    ? Speaker.NOBODY
                    : names.speaker(one.source.from, one.source.to, one.source.wholeTo, one.cue);
            Speaker through = one.through == null
                    ? null
                    : names.speaker(one.through.from, one.through.to, one.through.to, one.cue);
            if (through == null) {
                through = relay(one, bySentence, names);
            }
            double confidence = one.confidence;
            if (source.kind() == Speaker.Kind.PRONOUN && source.refersTo() == null) {
                confidence -= 0.1;
            }
            if (one.source == null) {
                confidence -= 0.1;
            }
            answers.add(new Attribution(
                    words.sentenceSpan(one.sentence),
                    source,
                    one.cues.stream()
                            .map(part -> words.span(part.from, part.to))
                            .toList(),
                    one.lemma,
                    content.stream().map(part -> words.span(part.from, part.to)).toList(),
                    one.polarity,
                    mode(content),
                    through,
                    one.negated,
                    Math.round(confidence * 100) / 100.0));
        }
        return List.copyOf(answers);
    }

    /** The content without the words of the source and the cue, and without what nothing is left of. */
    private List<Part> without(Found one) {
        List<Part> parts = new ArrayList<>(one.content);
        List<Part> others = new ArrayList<>(one.cues);
        if (one.source != null) {
            others.add(new Part(one.source.from, one.source.to));
        }
        for (Part other : others) {
            List<Part> next = new ArrayList<>();
            for (Part part : parts) {
                if (other.to < part.from || other.from > part.to) {
                    next.add(part);
                    continue;
                }
                if (part.from < other.from) {
                    next.add(new Part(part.from, other.from - 1));
                }
                if (part.to > other.to) {
                    next.add(new Part(other.to + 1, part.to));
                }
            }
            parts = next;
        }
        List<Part> left = new ArrayList<>();
        int reached = -1;
        for (Part part : parts) {
            int from = Math.max(part.from, reached + 1);
            int to = part.to;
            while (from <= to && words.word[from].equals(",")) {
                from++;
            }
            boolean letters = false;
            for (int i = from; i <= to && !letters; i++) {
                letters = Character.isLetterOrDigit(words.word[i].codePointAt(0));
            }
            if (letters) {
                left.add(new Part(from, to));
                reached = to;
            }
        }
        return left;
    }

    private Mode mode(List<Part> content) {
        int inside = 0;
        int outside = 0;
        int base = -1;
        for (Part part : content) {
            for (int i = part.from; i <= part.to; i++) {
                if (!Character.isLetterOrDigit(words.word[i].codePointAt(0))) {
                    continue;
                }
                if (words.quotation[i] >= 0) {
                    Quotation quotation = words.quotations.get(words.quotation[i]);
                    // What somebody is quoted to say of another is not the other's own words.
                    if (quotation.from() >= part.from || !content.equals(List.of(part)) && i > base) {
                        inside++;
                        continue;
                    }
                }
                outside++;
            }
        }
        return inside == 0 ? Mode.INDIRECT : outside == 0 ? Mode.DIRECT : Mode.MIXED;
    }

    /** "according to Yonhap, the ministry said": whoever tells that it was said. */
    private @Nullable Speaker relay(Found one, Map<Integer, List<Found>> bySentence, Names names) {
        for (Found other : bySentence.getOrDefault(one.sentence, List.of())) {
            if (other == one || other.source == null || one.source == null) {
                continue;
            }
            if (words.quotation[other.cue] != words.quotation[one.cue] || other.source.from == one.source.from) {
                continue;
            }
            if (contains(one, other.cue)) {
                continue;
            }
            for (Part part : other.content) {
                if (part.from <= one.cue && one.cue <= part.to) {
                    return names.speaker(other.source.from, other.source.to, other.source.wholeTo, other.cue);
                }
            }
        }
        return null;
    }

    private static boolean contains(Found one, int cue) {
        return one.content.stream().anyMatch(part -> part.from <= cue && cue <= part.to);
    }
}
