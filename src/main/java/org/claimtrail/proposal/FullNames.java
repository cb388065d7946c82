package org.claimtrail.proposal;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a text calls in full whom it calls by one word elsewhere. */
final class FullNames {

    private static final int MOST_WORDS = 3;
    private static final Pattern WORD_BEFORE = Pattern.compile("(\\p{Lu}(?:\\.|[\\p{L}\\p{M}'\u2019-]+)) $");
    private static final Pattern WORDS_BEHIND = Pattern.compile("^(?: (?:of |for )?\\p{Lu}[\\p{L}\\p{M}-]*)+");

    private FullNames() {}

    /** All longer names in the text that begin or end with the name, if it is one word; without titles. */
    static Set<String> of(String name, String text) {
        Set<String> names = new LinkedHashSet<>();
        if (name.isBlank() || name.indexOf(' ') >= 0) {
            return names;
        }
        Matcher found = Pattern.compile("(?<![\\p{L}\\p{N}-])" + Pattern.quote(name) + "(?![\\p{L}\\p{N}-])")
                .matcher(text);
        while (found.find()) {
            String before = before(text, found.start());
            String full = before + name;
            if (before.isEmpty()) {
                Matcher behind = WORDS_BEHIND.matcher(text).region(found.end(), text.length());
                full += behind.lookingAt() ? behind.group() : "";
            }
            if (!full.equals(name)) {
                names.add(full);
            }
        }
        return names;
    }

    private static String before(String text, int at) {
        StringBuilder before = new StringBuilder();
        int from = at;
        for (int i = 0; i < MOST_WORDS; i++) {
            Matcher word = WORD_BEFORE.matcher(text).region(Math.max(0, from - 40), from);
            if (!word.find() || isNoName(word.group(1))) {
                break;
            }
            before.insert(0, word.group());
            from = word.start();
        }
        return before.toString();
    }

    private static boolean isNoName(String word) {
        String bare = word.replaceFirst("['\u2019]s$", "").replaceFirst("\\.$", "");
        return !bare.equals(word.replaceFirst("\\.$", ""))
                || Vocabulary.is("titles", bare)
                || Vocabulary.is("openers", bare)
                || Vocabulary.is("organization", bare)
                || Vocabulary.isState(bare)
                || bare.matches(".*(?:ian|ish|ese|ean)");
    }
}
