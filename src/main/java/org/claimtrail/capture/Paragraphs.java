package org.claimtrail.capture;

import java.util.regex.Pattern;

/** Text in paragraphs, with an empty line between them, and no more of it than anybody reads. */
final class Paragraphs {

    /** In characters. */
    static final int MOST = 200_000;

    private static final Pattern GAP = Pattern.compile("[\\p{Zs}\\t\\f\\x0b]+");
    private static final Pattern ENDS_OF_LINES = Pattern.compile(" ?\\n ?");

    private final StringBuilder text = new StringBuilder();

    /** White space within it is one space; ends of lines stay. */
    void add(String paragraph) {
        String lines = ENDS_OF_LINES
                .matcher(GAP.matcher(paragraph).replaceAll(" "))
                .replaceAll("\n")
                .strip();
        if (lines.isEmpty()) {
            return;
        }
        if (!text.isEmpty()) {
            text.append("\n\n");
        }
        text.append(lines);
        if (text.length() > MOST) {
            throw tooLong();
        }
    }

    static Unreadable tooLong() {
        return new Unreadable("must have at most 200,000 characters of text.");
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
