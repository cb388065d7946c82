package org.claimtrail.capture;

import java.util.regex.Pattern;

/** Text in paragraphs, with an empty line between them, and no more of it than anybody reads. */
final class Paragraphs {

    /** In characters. */
    static final int MOST = 200_000;

    /** What says nothing, and no text of the record has: PDFs have some of it. */
    private static final Pattern NOTHING = Pattern.compile("[\\p{Cntrl}\\p{Cs}\u00ad&&[^\\t\\n\\f\\r\\x0b]]");

    private static final Pattern GAP = Pattern.compile("[\\p{Zs}\\t\\f\\r\\x0b]+");
    private static final Pattern ENDS_OF_LINES = Pattern.compile(" ?\\n ?");

    private final StringBuilder text = new StringBuilder();

    /** White space within it is one space; ends of lines stay. */
    void add(String paragraph) {
        String lines = ENDS_OF_LINES
                .matcher(GAP.matcher(without(paragraph)).replaceAll(" "))
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

    /** Without what says nothing. */
    static String without(String text) {
        return NOTHING.matcher(text).replaceAll("");
    }

    static Unreadable tooLong() {
        return new Unreadable("must have at most 200,000 characters of text.");
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
