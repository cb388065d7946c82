package org.claimtrail.reading;

import java.text.BreakIterator;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.claimtrail.platform.Folded;

/**
 * A text in which words are found however they are typed, as those of an appearance are found again in a later version: typography,
 * white space and case aside, and as whole words.
 */
public final class FoldedText {

    private static final int ASCII = 128;

    private final StringBuilder folded = new StringBuilder();
    /** Where in the text each character begins that was folded, and where it ends. */
    private int[] from;

    private int[] to;

    public FoldedText(String text) {
        this.from = new int[text.length() + 1];
        this.to = new int[text.length() + 1];
        Map<String, String> seen = new HashMap<>();
        BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
        characters.setText(text);
        int begin = characters.first();
        for (int end = characters.next(); end != BreakIterator.DONE; begin = end, end = characters.next()) {
            char first = text.charAt(begin);
            if (end == begin + 1 && first < ASCII && Character.isLetterOrDigit(first)) {
                add(Character.toLowerCase(first), begin, end);
            } else {
                String character = text.substring(begin, end);
                String form = seen.computeIfAbsent(character, FoldedText::fold);
                for (int i = 0; i < form.length(); i++) {
                    add(form.charAt(i), begin, end);
                }
            }
        }
    }

    private static String fold(String character) {
        String folded = Folded.of(character);
        boolean white = folded.isEmpty() && character.codePoints().anyMatch(one -> !Folded.isNotToBeSeen(one));
        return white ? " " : folded;
    }

    /** Several spaces, and several dashes, are one. */
    private void add(char c, int begin, int end) {
        int last = folded.length() - 1;
        if ((c == ' ' || c == '-') && last >= 0 && folded.charAt(last) == c) {
            to[last] = end;
            return;
        }
        if (last + 1 == from.length) {
            from = Arrays.copyOf(from, 2 * from.length);
            to = Arrays.copyOf(to, from.length);
        }
        from[last + 1] = begin;
        to[last + 1] = end;
        folded.append(c);
    }

    public boolean has(String words) {
        return find(words, 0, Integer.MAX_VALUE).isPresent();
    }

    /**
     * Where the words stand first.
     *
     * @param least where they begin at the earliest, in UTF-16 code units of the text
     * @param most where they end at the latest
     */
    public Optional<Passage> find(String words, int least, int most) {
        String sought = Folded.of(words);
        if (sought.isEmpty()) {
            return Optional.empty();
        }
        for (int at = folded.indexOf(sought); at >= 0; at = folded.indexOf(sought, at + 1)) {
            int last = at + sought.length() - 1;
            if (from[at] >= least && to[last] <= most && !goesOn(at - 1) && !goesOn(last)) {
                return Optional.of(new Passage(from[at], to[last]));
            }
        }
        return Optional.empty();
    }

    /** Whether a word, or a number, goes on from a place to the next. */
    private boolean goesOn(int at) {
        if (at < 0 || at + 1 >= folded.length()) {
            return false;
        }
        char one = folded.charAt(at);
        char next = folded.charAt(at + 1);
        return isOfWord(one) && isOfWord(next) && !isWithoutSpaces(one) && !isWithoutSpaces(next)
                || isDigit(at - 1) && isMark(one) && isDigit(at + 1)
                || isDigit(at) && isMark(next) && isDigit(at + 2);
    }

    private boolean isDigit(int at) {
        return at >= 0 && at < folded.length() && Character.isDigit(folded.charAt(at));
    }

    /** As stands within a number. */
    private static boolean isMark(char c) {
        return c == '.' || c == ',' || c == '\'';
    }

    private static boolean isOfWord(char c) {
        return Character.isLetterOrDigit(c) || Character.isSurrogate(c);
    }

    /** What is written without spaces between words: Chinese, Japanese, Thai. */
    private static boolean isWithoutSpaces(char c) {
        Character.UnicodeScript script = Character.UnicodeScript.of(c);
        return switch (script) {
            case HAN, HIRAGANA, KATAKANA, THAI, LAO, KHMER, MYANMAR -> true;
            default -> false;
        };
    }
}
