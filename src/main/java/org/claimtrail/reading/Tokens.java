package org.claimtrail.reading;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text as words, numbers in digits, and single signs. */
final class Tokens {

    enum Kind {
        WORD,
        NUMBER,
        SIGN
    }

    /** @param lower the text in small letters, with a straight apostrophe */
    record Token(int start, int end, String text, String lower, Kind kind) {

        boolean is(String word) {
            return lower.equals(word);
        }
    }

    /** As many words as a name or a phrase of the tables has. */
    static final int LONGEST = 8;

    private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}]+");

    final String text;
    final List<Token> all = new ArrayList<>();

    Tokens(String text, Pattern number) {
        this.text = text;
        Matcher found = number.matcher(text);
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            boolean numeric = c >= '0' && c <= '9'
                    || (c == '.' && at + 1 < text.length() && isDigit(text.charAt(at + 1)) && !follows(at));
            if (numeric && found.region(at, text.length()).lookingAt()) {
                add(at, found.end(), Kind.NUMBER);
                at = found.end();
            } else if (Character.isLetter(text.codePointAt(at))) {
                int end = at;
                if (isElided(at)) {
                    add(at, at + 2, Kind.WORD);
                    at += 2;
                    end = at;
                }
                while (end < text.length() && isOfWord(end)) {
                    end += Character.charCount(text.codePointAt(end));
                }
                add(at, end, Kind.WORD);
                at = end;
            } else {
                int end = at + Character.charCount(text.codePointAt(at));
                if (!Character.isWhitespace(text.codePointAt(at)) && !Character.isSpaceChar(text.codePointAt(at))) {
                    add(at, end, Kind.SIGN);
                }
                at = end;
            }
        }
    }

    /** Whether a dot ends a word or a number rather than beginning one. */
    private boolean follows(int at) {
        return at > 0 && Character.isLetterOrDigit(text.charAt(at - 1));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private boolean isOfWord(int at) {
        int c = text.codePointAt(at);
        if (Character.isLetter(c)
                || Character.getType(c) == Character.NON_SPACING_MARK
                || Character.getType(c) == Character.COMBINING_SPACING_MARK) {
            return true;
        }
        return (c == '\'' || c == '’') && at + 1 < text.length() && Character.isLetter(text.codePointAt(at + 1));
    }

    /** The d' of d'euros. */
    private boolean isElided(int at) {
        return at + 2 < text.length()
                && "dlDL".indexOf(text.charAt(at)) >= 0
                && "'’".indexOf(text.charAt(at + 1)) >= 0
                && Character.isLetter(text.codePointAt(at + 2));
    }

    private void add(int start, int end, Kind kind) {
        String written = text.substring(start, end);
        all.add(new Token(start, end, written, written.toLowerCase(Locale.ROOT).replace('’', '\''), kind));
    }

    int size() {
        return all.size();
    }

    Token at(int index) {
        return all.get(index);
    }

    boolean is(int index, String word) {
        return index >= 0 && index < size() && at(index).is(word);
    }

    boolean isWord(int index) {
        return index >= 0 && index < size() && at(index).kind() == Kind.WORD;
    }

    boolean isNumber(int index) {
        return index >= 0 && index < size() && at(index).kind() == Kind.NUMBER;
    }

    boolean isSign(int index) {
        return index >= 0 && index < size() && at(index).kind() == Kind.SIGN;
    }

    boolean isHyphen(int index) {
        return is(index, "-") || is(index, "‐") || is(index, "‑");
    }

    /** Whether nothing stands between a token and the next one. */
    boolean close(int index) {
        return index >= 0
                && index + 1 < size()
                && at(index).end() == at(index + 1).start();
    }

    String joined(int from, int to) {
        return SPACES.matcher(text.substring(at(from).start(), at(to - 1).end()))
                .replaceAll(" ")
                .replace('’', '\'');
    }

    String lower(int from, int to) {
        return joined(from, to).toLowerCase(Locale.ROOT);
    }
}
