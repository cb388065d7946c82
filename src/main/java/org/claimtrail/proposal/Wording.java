package org.claimtrail.proposal;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Puts parts of sentences as claims are put: one sentence, in neutral words. */
final class Wording {

    private static final Pattern QUOTATION_MARKS = Pattern.compile("[\u201C\u201D\u201E\u201F\u00AB\u00BB\"]|``|''");
    private static final Pattern SPACE_BEFORE_MARK = Pattern.compile(" +(?=[,.;:!?)\u2019](?!\\p{L}))");
    private static final Pattern SPLIT_HYPHEN = Pattern.compile("(?<=\\p{L}) - (?=\\p{Ll})");
    private static final Pattern MARKS_AT_HEAD = Pattern.compile("^[\\s,;:.\u2013\u2014-]+");
    private static final Pattern MARKS_AT_END = Pattern.compile("[\\s,;:\u2013\u2014-]+$");
    private static final Pattern THAT = Pattern.compile("^(?:that,?\\s+)+", Pattern.CASE_INSENSITIVE);
    private static final Pattern SUBJECT =
            Pattern.compile("^(he|she|it|they)(?=\\s)|^(his|her|its|their)(?=\\s)", Pattern.CASE_INSENSITIVE);
    private static final Pattern AUXILIARY = Pattern.compile(
            "^((?:[^\\s,;:]+\\s+){1,8}?(?:is|are|was|were|has|have|had|will|would|could|should|might|must|did|does|do|can|may))\\s+(?!not\\b|never\\b|no\\b)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern SUBORDINATE =
            Pattern.compile("\\b(?:that|who|whom|which|where|if|when|while)\\b", Pattern.CASE_INSENSITIVE);

    private Wording() {}

    /** Without quotation marks, line breaks, and what stands around words. */
    static String bare(String text) {
        String bare = QUOTATION_MARKS.matcher(text).replaceAll(" ");
        bare = bare.replaceAll("\\s+", " ");
        bare = SPACE_BEFORE_MARK.matcher(bare).replaceAll("");
        bare = SPLIT_HYPHEN.matcher(bare).replaceAll("-");
        bare = MARKS_AT_HEAD.matcher(bare.strip()).replaceFirst("");
        if (bare.length() > 2 && "'\u2018".indexOf(bare.charAt(0)) >= 0 && bare.matches(".*['\u2019][.,]?")) {
            bare = bare.substring(1).replaceFirst("['\u2019]([.,]?)$", "$1");
        }
        return MARKS_AT_END.matcher(bare).replaceFirst("");
    }

    /** Without "that" in front. */
    static String clause(String text) {
        return THAT.matcher(bare(text)).replaceFirst("");
    }

    /** Without "But", "Meanwhile," and their like in front. */
    static String withoutLead(String sentence) {
        String rest = sentence;
        for (boolean found = true; found; ) {
            found = false;
            String lower = Vocabulary.lower(rest);
            for (String lead : Vocabulary.under("leading")) {
                boolean comma = lower.startsWith(lead + ", ");
                if (comma
                        || lower.startsWith(lead + " ")
                                && Set.of("but", "and", "or", "yet").contains(lead)) {
                    rest = rest.substring(lead.length() + (comma ? 2 : 1));
                    found = true;
                    break;
                }
            }
        }
        return rest;
    }

    /** The pronoun at the head of a clause, in lower case; null where there is none. */
    static @Nullable String pronoun(String clause) {
        Matcher matcher = SUBJECT.matcher(clause);
        return matcher.find() ? matcher.group().toLowerCase(Locale.ROOT) : null;
    }

    /** The clause with a name for the pronoun at its head. */
    static String named(String clause, String name) {
        Matcher matcher = SUBJECT.matcher(clause);
        if (!matcher.find()) {
            return clause;
        }
        String put = matcher.group(2) == null ? name : possessive(name);
        return put + clause.substring(matcher.end());
    }

    private static String possessive(String name) {
        return name + "'s";
    }

    /** A clause turned round, where its verb has an auxiliary that surely is the first one. */
    static @Nullable String denied(String clause) {
        Matcher matcher = AUXILIARY.matcher(clause);
        if (!matcher.find() || SUBORDINATE.matcher(matcher.group(1)).find()) {
            return null;
        }
        String head = matcher.group(1);
        String rest = clause.substring(matcher.end());
        return head.toLowerCase(Locale.ROOT).endsWith("can") ? head + "not " + rest : head + " not " + rest;
    }

    /** "has" or "have", "is" or "are". */
    static String agreeing(String subject, String one, String many) {
        String lower = Vocabulary.lower(subject);
        boolean plural = lower.contains(" and ")
                || lower.endsWith("s")
                        && !lower.endsWith("ss")
                        && !lower.endsWith("'s")
                        && !Vocabulary.isState(subject.replaceFirst("(?i)^the ", ""))
                        && Character.isLowerCase(subject.codePointAt(subject.lastIndexOf(' ') + 1));
        return plural ? many : one;
    }

    /** With a capital letter and a full stop. */
    static String sentence(String clause) {
        String text = MARKS_AT_END.matcher(clause.strip()).replaceFirst("");
        if (text.isEmpty()) {
            return text;
        }
        int first = text.offsetByCodePoints(0, 1);
        text = text.substring(0, first).toUpperCase(Locale.ROOT) + text.substring(first);
        return text.matches("(?s).*[.!?\u2026][)\u201D\"]?") ? text : text + ".";
    }

    static int words(String text) {
        return text.isBlank() ? 0 : text.strip().split("\\s+").length;
    }

    /** Whether somebody speaks of himself, or to somebody. */
    static boolean isFirstPerson(String text) {
        Set<String> words = Vocabulary.under("first person");
        for (String word : Vocabulary.lower(text).split("[^\\p{L}'-]+")) {
            if (words.contains(word)) {
                return true;
            }
        }
        return false;
    }
}
