package org.claimtrail.reading.attribution;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Noun phrases, their verbs and the clauses that these make, from parts of speech. Whatever looks along a sentence stays between a
 * first and a last word that it is given.
 */
final class Phrases {

    static final Set<String> PRONOUNS = Set.of("i", "you", "he", "she", "it", "we", "they", "who");
    private static final Set<String> POSSESSIVES = Set.of("my", "your", "his", "her", "its", "our", "their", "whose");
    private static final Set<String> RELATIVES = Set.of("who", "which", "that", "whose", "whom");
    private static final Set<String> LINKS = Set.of(
            "of",
            "for",
            "in",
            "at",
            "from",
            "with",
            "to",
            "on",
            "near",
            "behind",
            "about",
            "against",
            "among",
            "between",
            "within",
            "inside",
            "outside",
            "under",
            "representing",
            "including",
            "by");
    private static final Set<String> BE =
            Set.of("is", "are", "was", "were", "be", "been", "being", "am", "'s", "'re", "'m", "got", "get", "gets");
    private static final Set<String> UNWILLING = Set.of(
            "decline",
            "declines",
            "declined",
            "declining",
            "refuse",
            "refuses",
            "refused",
            "refusing",
            "fail",
            "fails",
            "failed",
            "failing",
            "unable",
            "unwilling",
            "forgot",
            "neglected",
            "stopped");
    private static final Set<String> TIMES = Set.of(
            "monday",
            "tuesday",
            "wednesday",
            "thursday",
            "friday",
            "saturday",
            "sunday",
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
            "yesterday",
            "today",
            "tonight",
            "tomorrow",
            "week",
            "month",
            "year",
            "morning",
            "afternoon",
            "evening",
            "night",
            "day",
            "weekend",
            "hours",
            "minutes",
            "days",
            "weeks",
            "months",
            "years",
            "ago",
            "earlier",
            "later",
            "jan.",
            "feb.",
            "mar.",
            "apr.",
            "aug.",
            "sept.",
            "oct.",
            "nov.",
            "dec.",
            "spring",
            "summer",
            "autumn",
            "winter",
            "noon",
            "midnight",
            "last",
            "this",
            "next",
            "late",
            "early",
            "recently",
            "now");

    /** @param from the first word, @param to the last */
    record Phrase(int from, int to) {}

    /** A verb with what goes before it: from the first auxiliary or adverb. */
    record Group(int from, boolean passive, boolean negated, boolean infinitive, boolean auxiliary) {}

    final Words words;
    private final String[] lower;
    private final String[] tag;

    Phrases(Words words) {
        this.words = words;
        this.lower = words.lower;
        this.tag = words.tag;
    }

    boolean is(int i, String... tags) {
        for (String one : tags) {
            if (tag[i].equals(one)) {
                return true;
            }
        }
        return false;
    }

    boolean word(int i, String... ones) {
        for (String one : ones) {
            if (lower[i].equals(one)) {
                return true;
            }
        }
        return false;
    }

    boolean time(int i) {
        return TIMES.contains(lower[i]);
    }

    boolean relative(int i) {
        return RELATIVES.contains(lower[i]);
    }

    boolean pronoun(int i) {
        return PRONOUNS.contains(lower[i]);
    }

    boolean unwilling(int i) {
        return UNWILLING.contains(lower[i]) && is(i, "VERB");
    }

    boolean possessive(int i) {
        return POSSESSIVES.contains(lower[i]);
    }

    boolean finite(int i) {
        return (is(i, "AUX") && !word(i, "be", "been", "being") || is(i, "VERB") && !lower[i].endsWith("ing"));
    }

    private boolean nominal(int i) {
        return is(i, "NOUN", "PROPN", "NUM", "ADJ", "SYM", "X")
                || word(
                        i,
                        "one",
                        "ones",
                        "others",
                        "nobody",
                        "somebody",
                        "someone",
                        "everyone",
                        "everybody",
                        "anyone",
                        "none",
                        "most",
                        "many");
    }

    boolean startsNoun(int i) {
        return nominal(i)
                || is(i, "DET")
                || is(i, "PRON") && !relative(i)
                || possessive(i)
                || word(
                        i, "there", "neither", "either", "some", "many", "both", "all", "more", "nearly", "about",
                        "around", "almost", "only", "even");
    }

    private boolean modifies(int i, int lo) {
        return is(i, "VERB")
                && (lower[i].endsWith("ing") || lower[i].endsWith("ed") || lower[i].endsWith("en"))
                && (i == lo
                        || is(i - 1, "DET", "ADJ", "ADP", "ADV")
                        || possessive(i - 1)
                        || i > lo && words.word[i - 1].equals("'s"));
    }

    /** The noun phrase that ends here, with what is joined to it by "of", "for" and the like, and by "and". */
    @Nullable
    Phrase back(int end, int lo) {
        if (end < lo || end < 0) {
            return null;
        }
        if (pronoun(end) && !word(end, "who")) {
            return new Phrase(end, end);
        }
        if (is(end, "PRON")) {
            return word(end, "that", "which", "who", "this", "there", "what") && !word(end, "this", "that")
                    ? null
                    : new Phrase(end, end);
        }
        if (words.closes(end)) {
            // A name in quotation marks.
            Words.Quotation quotation = words.quotations.get(words.quotation[end]);
            return quotation.to() - quotation.from() < 7
                            && quotation.from() - 1 >= lo
                            && is(quotation.from() - 1, "DET", "NOUN", "PROPN")
                            && !word(quotation.from() - 1, ",")
                    ? back(quotation.from() - 1, lo)
                    : null;
        }
        if (!nominal(end) && !is(end, "DET") && !word(end, "'", "'s")) {
            return null;
        }
        int i = end;
        int cut = -1;
        boolean noun = false;
        while (i >= lo) {
            if (nominal(i)) {
                noun |= is(i, "NOUN", "PROPN");
                i--;
            } else if (is(i, "DET") || possessive(i)) {
                i--;
                if (i >= lo && is(i, "DET")) {
                    i--;
                }
                if (i - 1 >= lo && is(i, "ADP", "PART") && LINKS.contains(lower[i]) && nominal(i - 1)) {
                    i--;
                } else if (i - 1 >= lo && is(i, "CCONJ") && nominal(i - 1)) {
                    cut = i + 1;
                    i--;
                } else {
                    break;
                }
            } else if (word(i, "'s", "'") && i > lo && nominal(i - 1)) {
                i--;
            } else if (is(i, "ADP")
                    && i < end
                    && i > lo
                    && LINKS.contains(lower[i])
                    && nominal(i - 1)
                    && !time(i + 1)) {
                i--;
            } else if (is(i, "CCONJ") && i < end && i > lo && nominal(i - 1)) {
                cut = i + 1;
                i--;
            } else if (is(i, "PUNCT")
                    && i > lo
                    && i < end
                    && word(i, "-", "/", "–")
                    && nominal(i - 1)
                    && (words.from[i] == words.to[i - 1] || word(i, "-"))) {
                i--;
            } else if (modifies(i, lo) && i < end) {
                i--;
            } else if (is(i, "ADV")
                    && i < end
                    && i >= lo
                    && (is(i + 1, "NUM") || is(i + 1, "ADJ") && i > lo && is(i - 1, "DET"))) {
                i--;
            } else if (word(i, ")") && i > lo) {
                int open = i - 1;
                while (open > lo && i - open < 14 && !word(open, "(")) {
                    open--;
                }
                if (!word(open, "(")) {
                    break;
                }
                i = open - 1;
            } else if (word(i, ",") && i < end && i > lo && is(i - 1, "PROPN") && is(i + 1, "PROPN") && cut > i) {
                // "Smith, Jones and Brown"
                i--;
            } else {
                break;
            }
        }
        int from = i + 1;
        while (from < end && (is(from, "ADP", "CCONJ", "PUNCT", "PART") || word(from, "'s", ","))) {
            from++;
        }
        if (cut > from && from - 1 >= lo && (is(from - 1, "VERB", "ADP") || word(from - 1, "to"))) {
            from = cut;
        }
        // "On Tuesday Smith", "last week officials"
        int start = from;
        while (start < end && (time(start) || start > from && is(start, "NUM")) && !is(start + 1, "PART")) {
            start++;
        }
        if (start > from && start <= end && nominal(start) | is(start, "DET")) {
            from = start;
        }
        return from > end || !noun && !is(end, "NUM", "ADJ", "DET") ? null : new Phrase(from, end);
    }

    /** The last word before "on Tuesday" and the like; the same where nothing of that stands there. */
    int beforeTime(int last, int lo) {
        int i = last;
        while (i > lo && (time(i) && !is(i, "VERB", "AUX") || is(i, "NUM"))) {
            i--;
        }
        if (i == last || !time(last) && !time(i + 1)) {
            return last;
        }
        if (i > lo && is(i, "ADP")) {
            i--;
        }
        return nominal(i) || word(i, ",", ")") || pronoun(i) ? i : last;
    }

    /** The noun phrase that begins here; with {@code links}, of what and whom, too. */
    @Nullable
    Phrase ahead(int start, int hi, boolean links) {
        if (start >= hi) {
            return null;
        }
        if (pronoun(start) || is(start, "PRON") && !possessive(start) && !relative(start)) {
            boolean of = links && start + 2 < hi && word(start + 1, "of");
            if (!of) {
                return new Phrase(start, start);
            }
        }
        int i = start;
        int last = -1;
        boolean noun = false;
        while (i < hi) {
            if (words.opens(i) && i > start) {
                Words.Quotation quotation = words.quotations.get(words.quotation[i]);
                if (quotation.closed() && quotation.to() - quotation.from() < 5 && quotation.to() < hi) {
                    i = quotation.to() + 1;
                    last = i - 1;
                    continue;
                }
                break;
            }
            boolean article = is(i, "DET") || possessive(i) || i == start && word(i, "neither", "either");
            if (article && noun && !(i > start && is(i - 1, "ADP", "CCONJ"))) {
                break;
            }
            if (nominal(i)) {
                noun |= is(i, "NOUN", "PROPN", "NUM") || i > start && is(i, "ADJ");
                last = i;
                i++;
            } else if (article) {
                i++;
            } else if (word(i, "'s", "'") && last == i - 1 && last >= 0) {
                last = i;
                i++;
            } else if (is(i, "PUNCT") && word(i, "-", "/", "–") && last == i - 1 && i + 1 < hi && nominal(i + 1)) {
                i++;
            } else if (is(i, "VERB")
                    && !noun
                    && i + 1 < hi
                    && (nominal(i + 1))
                    && (i == start ? lower[i].endsWith("ing") || lower[i].endsWith("ed") : modifies(i, start))) {
                i++;
            } else if (is(i, "ADV") && !noun && i + 1 < hi && (nominal(i + 1) || is(i + 1, "DET"))) {
                i++;
            } else if (links
                    && noun
                    && last == i - 1
                    && i + 1 < hi
                    && (word(i, "of")
                            || LINKS.contains(lower[i]) && !is(last, "PROPN") && !word(i, "to", "on", "about"))
                    && (startsNoun(i + 1) && !time(i + 1))) {
                i++;
            } else if (noun
                    && last == i - 1
                    && is(i, "CCONJ")
                    && word(i, "and", "or")
                    && i + 1 < hi
                    && (is(last, "PROPN") ? is(i + 1, "PROPN") : is(i + 1, "NOUN", "ADJ"))) {
                i++;
            } else if (noun && word(i, "(") && last == i - 1) {
                int close = i + 1;
                while (close < hi && close - i < 12 && !word(close, ")")) {
                    close++;
                }
                if (close >= hi || !word(close, ")") || close + 1 >= hi || !(is(close + 1, "AUX", "VERB"))) {
                    break;
                }
                last = close;
                i = close + 1;
            } else {
                break;
            }
        }
        return last < 0 || !noun && last == start && !is(last, "ADJ") ? null : new Phrase(start, last);
    }

    /** What stands before the verb and belongs to it. */
    Group group(int verb, int lo) {
        int i = verb - 1;
        boolean negated = false;
        boolean infinitive = false;
        boolean auxiliary = false;
        String nearest = "";
        while (i >= lo) {
            if (word(i, "not", "n't", "never", "no")) {
                negated = true;
            } else if (word(i, "to") && !is(i, "ADP")) {
                infinitive = true;
                i--;
                break;
            } else if (is(i, "AUX")
                    || BE.contains(lower[i]) && !word(i, "'s")
                    || auxiliaryVerb(i)
                    || word(i, "'s", "'d") && i > lo && pronoun(i - 1)) {
                if (nearest.isEmpty()) {
                    nearest = lower[i];
                }
                auxiliary = true;
            } else if (!(is(i, "ADV") && !word(i, "when", "where", "how", "why", "here", "there", "most"))
                    && !(is(i, "ADJ") && word(i, "first", "later", "earlier"))) {
                break;
            }
            i--;
        }
        // "declined to say"
        if (infinitive && i >= lo && UNWILLING.contains(lower[i])) {
            negated = true;
        }
        return new Group(i + 1, BE.contains(nearest), negated, infinitive, auxiliary);
    }

    private boolean auxiliaryVerb(int i) {
        return word(i, "has", "have", "had", "do", "does", "did", "having");
    }

    /** Whether a clause begins here: who does it, and a verb. */
    boolean clause(int start, int hi) {
        if (start >= hi || words.closes(start)) {
            return false;
        }
        int at = start;
        if (word(
                        at,
                        "if",
                        "when",
                        "while",
                        "because",
                        "although",
                        "though",
                        "unless",
                        "once",
                        "since",
                        "as",
                        "after",
                        "before",
                        "under",
                        "in",
                        "for",
                        "on",
                        "at",
                        "by",
                        "with",
                        "without",
                        "despite",
                        "instead",
                        "rather",
                        "to")
                && !startsNoun(at)) {
            // "if it rains, it rains": a comma, or two verbs
            int verbs = 0;
            for (int i = at + 1; i < hi && i < at + 40; i++) {
                if (word(i, ";", ":") || words.opens(i)) {
                    break;
                }
                if (word(i, ",") && i + 1 < hi && clauseHere(i + 1, hi)) {
                    return true;
                }
                if (finite(i)) {
                    verbs++;
                }
            }
            return word(at, "if", "when", "while", "because", "although", "though", "unless", "once") && verbs > 1;
        }
        while (at < hi && is(at, "ADV") && !startsNoun(at)) {
            at++;
        }
        return clauseHere(at, hi);
    }

    private boolean clauseHere(int start, int hi) {
        if (start >= hi || !startsNoun(start) && !is(start, "VERB")) {
            return false;
        }
        if (word(start, "there", "it", "he", "she", "they", "we", "i")) {
            return start + 1 < hi && !words.closes(start + 1) && verbSoon(start + 1, hi, 3);
        }
        Phrase phrase = ahead(start, hi, true);
        if (phrase == null) {
            // "smoking kills"
            return is(start, "VERB") && lower[start].endsWith("ing") && verbSoon(start + 1, hi, 10);
        }
        int at = phrase.to + 1;
        // "the law, which passed, is", "people who drink are", "Smith, 42, was"
        for (int skipped = 0; skipped < 3 && at < hi; skipped++) {
            if (words.opens(at) && at + 1 < hi) {
                at++;
            }
            if (verbSoon(at, hi, 3)) {
                return true;
            }
            // "John Kerry, the Secretary of State, contacted"
            int apposition = word(at, ",") ? apposition(at - 1, hi) : at;
            if (apposition > at) {
                return apposition + 2 < hi && word(apposition + 1, ",") && verbSoon(apposition + 2, hi, 3);
            }
            // "migrants crossing the Channel drove"
            if (is(at, "VERB") && lower[at].endsWith("ing")) {
                for (int i = at + 1; i < hi && i < at + 12 && !word(i, ",", ";") && !words.opens(i); i++) {
                    if (finite(i)) {
                        return true;
                    }
                }
                return false;
            }
            if (is(at, "ADP") && at + 1 < hi) {
                Phrase next = ahead(at + 1, hi, true);
                if (next == null) {
                    return false;
                }
                at = next.to + 1;
            } else if (relative(at)) {
                int verbs = 0;
                for (int i = at + 1; i < hi && i < at + 25; i++) {
                    if (word(i, ",", ";") || words.opens(i)) {
                        break;
                    }
                    if (finite(i) && !(i > 0 && finite(i - 1))) {
                        verbs++;
                    }
                }
                return verbs > 1;
            } else {
                return false;
            }
        }
        return false;
    }

    private boolean verbSoon(int start, int hi, int within) {
        for (int i = start; i < hi && i < start + within; i++) {
            if (finite(i)
                    || word(i, "'s", "'d", "'ll", "'re", "'ve", "'m")
                            && !is(i, "PUNCT")
                            && i == start
                            && pronoun(i - 1)) {
                return true;
            }
            if (!is(i, "ADV", "PART")
                    && !word(i, "'s", "both", "all", "themselves", "himself", "herself", "itself")
                    && within < 5) {
                return false;
            }
        }
        return false;
    }

    /** What stands between commas behind a phrase, and is no clause of its own; the same end where there is nothing. */
    int apposition(int last, int hi) {
        if (last + 2 >= hi || !word(last + 1, ",")) {
            return last;
        }
        int start = last + 2;
        if (words.opens(start)
                || is(start, "CCONJ", "SCONJ", "ADV", "AUX") && !relative(start)
                || is(start, "VERB")
                || pronoun(start) && !relative(start)) {
            return last;
        }
        boolean who =
                relative(start) && !word(start, "that") || is(start, "ADP") && start + 1 < hi && relative(start + 1);
        if (is(start, "ADP") && !who && !word(start, "of")) {
            return last;
        }
        for (int i = start; i < hi && i < start + 35; i++) {
            if (word(i, ",", ".", ";", ":", "—", "–", "--", "?", "!") || words.opens(i) || words.closes(i)) {
                return i - 1;
            }
            if (!who && finite(i) && !relative(i - 1) && !lower[i].endsWith("ed")) {
                return last;
            }
        }
        return last;
    }
}
