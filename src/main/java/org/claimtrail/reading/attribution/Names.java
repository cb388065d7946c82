package org.claimtrail.reading.attribution;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who is named where, and whom pronouns and short descriptions safely mean. */
final class Names {

    /** How many sentences back a pronoun may mean somebody. */
    private static final int NEAR = 3;

    private static final String[] PARTICLES = {
        "-", "al", "el", "bin", "ibn", "abu", "van", "von", "de", "der", "den", "da", "di", "du", "del", "la", "le",
        "dos"
    };
    private static final int MOST_ALIKE = 50;

    private static final int HE = 1;
    private static final int SHE = 2;

    /** @param sex HE, SHE or both; @param lead whether it stands at the head of a sentence or speaks */
    private record Person(int from, int to, int sex, String last) {}

    private final Words words;
    private final Lexicon lexicon;
    private final Phrases phrases;
    private final List<Person> persons = new ArrayList<>();
    /** The sex of a surname, from wherever more was told of it. */
    private final Map<String, Integer> sexes = new HashMap<>();
    /** The named things by the last word of their names, in order. */
    private final Map<String, List<int[]>> things = new HashMap<>();

    Names(Words words, Lexicon lexicon, Phrases phrases) {
        this.words = words;
        this.lexicon = lexicon;
        this.phrases = phrases;
        int i = 0;
        while (i < words.size) {
            if (!phrases.is(i, "PROPN")) {
                i++;
                continue;
            }
            int end = i;
            while (end + 1 < words.size
                    && words.sentence[end + 1] == words.sentence[i]
                    && (phrases.is(end + 1, "PROPN")
                            || phrases.word(end + 1, PARTICLES)
                                    && end + 2 < words.size
                                    && phrases.is(end + 2, "PROPN")
                                    && words.sentence[end + 2] == words.sentence[i])) {
                end++;
            }
            named(i, end);
            i = end + 1;
        }
    }

    private void named(int from, int to) {
        String last = words.lower[to];
        List<int[]> alike = things.computeIfAbsent(last, any -> new ArrayList<>());
        // More than these are not told apart anyway.
        if (alike.size() < MOST_ALIKE) {
            alike.add(new int[] {from, to});
        }
        int start = from;
        int sex = 0;
        boolean title = false;
        while (start <= to && role(start)) {
            sex |= sex(start);
            title = true;
            start++;
        }
        for (int i = from - 1; i >= 0 && i >= from - 4 && words.sentence[i] == words.sentence[from]; i--) {
            if (!phrases.is(i, "NOUN", "ADJ", "PART", "PROPN")) {
                break;
            }
            if (role(i)) {
                title = true;
                sex |= sex(i);
            }
        }
        if (start > to) {
            return;
        }
        for (int i = start; i <= to; i++) {
            if (lexicon.organisations.contains(words.lower[i]) || phrases.time(i)) {
                return;
            }
        }
        int given = (lexicon.he.contains(words.lower[start]) ? HE : 0)
                | (lexicon.she.contains(words.lower[start]) ? SHE : 0);
        int apposition = title ? 0 : apposition(to);
        boolean known = sexes.containsKey(last) && start == to;
        // A lone name that nothing is known of may be a place.
        if (!title && given == 0 && !known && apposition == 0 && !(to > start && speaks(to))) {
            return;
        }
        if (sex == 0) {
            sex = given != 0 && to > start ? given : 0;
        }
        if (sex == 0 && apposition > 0 && apposition < 4) {
            sex = apposition;
        }
        int before = sexes.getOrDefault(last, 0);
        if (sex == 0) {
            sex = before;
        }
        if (sex == (HE | SHE)) {
            sex = 0;
        }
        sexes.put(last, sex);
        persons.add(new Person(start, to, sex, last));
    }

    private boolean role(int i) {
        String word = words.lower[i];
        return lexicon.roles.contains(word)
                || word.endsWith(".") && lexicon.roles.contains(word.substring(0, word.length() - 1));
    }

    private int sex(int i) {
        String word = words.lower[i].endsWith(".")
                ? words.lower[i].substring(0, words.lower[i].length() - 1)
                : words.lower[i];
        return (lexicon.he.contains(word) ? HE : 0) | (lexicon.she.contains(word) ? SHE : 0);
    }

    /** Whether words between commas behind a name tell that it is a person's: 4, or with HE or SHE what he or she is. */
    private int apposition(int to) {
        if (to + 2 >= words.size || !phrases.word(to + 1, ",")) {
            return 0;
        }
        for (int i = to + 2; i < words.size && i < to + 12 && words.sentence[i] == words.sentence[to]; i++) {
            if (phrases.word(i, "who") || phrases.is(i, "NUM") && i == to + 2) {
                return 4;
            }
            if (role(i)) {
                int sex = sex(i);
                return sex == HE || sex == SHE ? sex : 4;
            }
            if (phrases.word(i, ",", ".", ";")) {
                break;
            }
        }
        return 0;
    }

    private boolean speaks(int to) {
        return to + 1 < words.size && !lexicon.verbs(words.lower[to + 1]).isEmpty() && phrases.is(to + 1, "VERB");
    }

    Speaker speaker(int from, int to, int wholeTo, int cue) {
        Span span = words.span(from, to);
        Span whole = words.span(from, Math.max(to, wholeTo));
        if (from == to
                && (phrases.is(from, "PRON") || phrases.possessive(from) || phrases.pronoun(from))
                && !lexicon.unnamed.contains(words.lower[from])) {
            return new Speaker(span, whole, Speaker.Kind.PRONOUN, null, null, pronoun(from, cue));
        }
        int first = -1;
        int last = -1;
        int head = to;
        for (int i = to; i > from; i--) {
            // "Lena Vogt of the University of Bonn", but "the Bank of England"
            if (phrases.is(i, "ADP") && !(phrases.word(i, "of") && organisation(from, i))) {
                head = i - 1;
            }
        }
        for (int i = head; i >= from; i--) {
            if (last < 0
                    && phrases.is(i, "PROPN")
                    && !role(i)
                    && !(lexicon.unnamed.contains(words.lower[i]) && i == from)) {
                last = i;
                first = i;
            } else if (last >= 0
                    && first == i + 1
                    && !role(i)
                    && (phrases.is(i, "PROPN") || named(i) || joins(i, from))) {
                first = i;
            }
        }
        if (last >= 0 && head == to && capitals(from, to)) {
            first = from;
            last = to;
        }
        // "the head of the Bank of France" is not called so; "a spokesman for Reuters" neither.
        boolean inside = last >= 0 && describes(from, first, last, head);
        boolean some = last >= 0
                && from < first
                && lexicon.unnamed.contains(words.lower[from])
                && first == from + 1
                && words.lower[last].endsWith("s");
        if (some) {
            return new Speaker(span, whole, Speaker.Kind.UNNAMED, null, null, null);
        }
        if (last < 0 || inside) {
            boolean unnamed = !phrases.word(from, "the", "his", "her", "its", "their", "this", "that", "my", "our")
                    && unnamed(from, to, first < 0 ? to : first);
            Span role = null;
            Span name = null;
            Speaker.Kind kind = unnamed ? Speaker.Kind.UNNAMED : Speaker.Kind.DESCRIPTION;
            // "Malaysia's prime minister, Najib Razak, said"
            if (wholeTo > to + 1 && phrases.word(to + 1, ",") && phrases.is(to + 2, "PROPN")) {
                int end = to + 2;
                while (end + 1 <= wholeTo && phrases.is(end + 1, "PROPN")) {
                    end++;
                }
                if (end == wholeTo || phrases.word(end + 1, ",")) {
                    name = words.span(to + 2, end);
                    role = span;
                    kind = Speaker.Kind.NAME;
                }
            }
            return new Speaker(
                    span, whole, kind, name, role, kind == Speaker.Kind.DESCRIPTION ? described(from, to) : null);
        }
        Span role = null;
        int end = first - 1;
        while (end >= from && !Character.isLetterOrDigit(words.word[end].codePointAt(0))) {
            end--;
        }
        if (end >= from && tells(from, end)) {
            role = words.span(from, end);
        } else if (wholeTo > to + 1 && phrases.word(to + 1, ",", "(")) {
            int start = to + 2;
            if (start <= wholeTo && !phrases.relative(start) && !phrases.is(start, "NUM", "VERB", "ADV", "ADP")) {
                role = words.span(start, wholeTo);
            }
        }
        return new Speaker(span, whole, Speaker.Kind.NAME, words.span(first, last), role, null);
    }

    /** "Human Rights Watch": a name of several words, none of which is what somebody is. */
    private boolean capitals(int from, int to) {
        for (int i = from; i <= to; i++) {
            if (!Character.isUpperCase(words.word[i].charAt(0))
                    || role(i)
                    || phrases.is(i, "DET")
                    || lexicon.unnamed.contains(words.lower[i])) {
                return false;
            }
        }
        return to - from > 1;
    }

    private boolean joins(int i, int from) {
        if (i == from) {
            return false;
        }
        if (phrases.word(i, PARTICLES)) {
            return phrases.is(i - 1, "PROPN") || phrases.word(i - 1, PARTICLES);
        }
        return phrases.word(i, "of", "and", "&", "the", "for") && organisation(from, i);
    }

    /** Whether what stands before an "of" is an organisation's, as in "Bank of England". */
    private boolean organisation(int from, int of) {
        for (int i = from; i < of; i++) {
            if (Character.isUpperCase(words.word[i].charAt(0)) && lexicon.organisations.contains(words.lower[i])) {
                return true;
            }
        }
        return false;
    }

    /** A word that only looks like something else: "Shin Won-sik". */
    private boolean named(int i) {
        return Character.isUpperCase(words.word[i].charAt(0))
                && phrases.is(i, "NOUN", "ADJ", "X", "VERB")
                && !lexicon.organisations.contains(words.lower[i])
                && !lexicon.unnamed.contains(words.lower[i])
                && !words.lower[i].matches(".*(an|ish|ese|ic|ch|ek|eli|qi|ni|s)");
    }

    /** Whether a name only tells more of another word: "France's president", "a spokesman for X", "Sky officials". */
    private boolean describes(int from, int first, int last, int to) {
        if (last < to) {
            for (int i = last + 1; i <= to; i++) {
                if (phrases.is(i, "NOUN") || phrases.word(i, "'s") || phrases.is(i, "PROPN") && role(i)) {
                    return true;
                }
            }
        }
        for (int i = first - 1; i > from; i--) {
            if (phrases.is(i, "ADP")) {
                return true;
            }
            if (phrases.is(i, "NOUN")) {
                return false;
            }
        }
        return false;
    }

    private boolean unnamed(int from, int to, int nameFrom) {
        for (int i = from; i <= to; i++) {
            if (phrases.is(i, "ADP") && i > from) {
                return false;
            }
            if (lexicon.unnamed.contains(words.lower[i])) {
                return true;
            }
        }
        return false;
    }

    /** The one whom "he" or "she" means, where nobody else can be meant. */
    private @Nullable Span pronoun(int at, int cue) {
        String word = words.lower[at];
        int sex = Set.of("he", "his", "him").contains(word)
                ? HE
                : Set.of("she", "her").contains(word) ? SHE : 0;
        if (sex == 0) {
            return null;
        }
        int sentence = words.sentence[at];
        Person meant = null;
        // Of each sentence, from the nearest: one that fits is meant, two are not told apart.
        for (int k = before(at) - 1; k >= 0; k--) {
            Person person = persons.get(k);
            int distance = sentence - words.sentence[person.from];
            if (distance > NEAR) {
                break;
            }
            if (words.quotation[person.from] >= 0 && words.quotation[person.from] != words.quotation[at]) {
                continue;
            }
            int its = person.sex == 0 ? sexes.getOrDefault(person.last, 0) : person.sex;
            if (its != 0 && its != sex) {
                continue;
            }
            if (meant == null) {
                meant = person;
            } else if (!meant.last.equals(person.last)) {
                if (words.sentence[person.from] >= words.sentence[meant.from] - 1) {
                    return null;
                }
                break;
            } else if (person.to - person.from > meant.to - meant.from) {
                meant = person;
            }
        }
        return meant == null ? null : words.span(meant.from, meant.to);
    }

    private int before(int at) {
        int low = 0;
        int high = persons.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (persons.get(middle).from < at) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** "The ministry": the one thing named before whose name ends so. */
    private @Nullable Span described(int from, int to) {
        if (!phrases.word(from, "the") || to != from + 1) {
            return null;
        }
        Span found = null;
        String name = "";
        for (int[] thing : things.getOrDefault(words.lower[to], List.of())) {
            if (thing[0] >= from) {
                break;
            }
            if (thing[0] == thing[1]) {
                continue;
            }
            String its = words.span(thing[0], thing[1]).in(words.text);
            if (found != null && !its.equals(name)) {
                return null;
            }
            found = words.span(thing[0], thing[1]);
            name = its;
        }
        return found;
    }

    /** "The nonpartisan" is nothing that somebody is. */
    private boolean tells(int from, int to) {
        for (int i = from; i <= to; i++) {
            if (role(i) || phrases.is(i, "NOUN", "PROPN")) {
                return true;
            }
        }
        return false;
    }
}
