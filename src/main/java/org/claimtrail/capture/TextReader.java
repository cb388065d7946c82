package org.claimtrail.capture;

import java.util.regex.Pattern;

/** Plain text: as it is, but for superfluous white space. */
final class TextReader {

    private static final Pattern PARAGRAPHS = Pattern.compile("\\n[ \\t]*\\n\\s*");
    private static final int LONGEST_TITLE = 200;

    private TextReader() {}

    static Captured read(Document document) {
        return read(Encoding.decode(document.content(), document.mediaType(), false));
    }

    static Captured read(String text) {
        Findings found = new Findings();
        Paragraphs paragraphs = paragraphs(text);
        found.text(paragraphs.toString(), "the text");
        title(paragraphs, found);
        return found.as(Kind.TEXT);
    }

    static Paragraphs paragraphs(String text) {
        Paragraphs paragraphs = new Paragraphs();
        PARAGRAPHS
                .splitAsStream(text.replace("\r\n", "\n").replace('\r', '\n').strip())
                .forEach(paragraphs::add);
        return paragraphs;
    }

    /** A first line that is short, is no sentence, and has more below it. */
    static void title(Paragraphs paragraphs, Findings found) {
        String text = paragraphs.toString();
        int end = text.indexOf('\n');
        String line = end < 0 ? "" : text.substring(0, end);
        if (line.length() <= LONGEST_TITLE && !line.endsWith(".") && !line.endsWith(",")) {
            found.title(line, "first line");
        }
    }
}
