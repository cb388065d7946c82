package org.claimtrail.proposal;

import java.util.UUID;
import org.claimtrail.reading.attribution.Span;
import tools.jackson.databind.node.ObjectNode;

/**
 * The text of a version of an article, in which excerpts are found again.
 *
 * @param text all of it
 */
record Place(UUID article, int version, String text) {

    /** How many characters before and behind an excerpt tell it from others like it. */
    private static final int CONTEXT = 32;

    /** The appearance of a claim there: article, version and locator, whose places count code points. */
    void appear(Span passage, ObjectNode appearance) {
        appearance.putObject("article").put("id", article.toString());
        appearance.put("version", version);
        int from = passage.from();
        int to = passage.to();
        ObjectNode locator = appearance.putObject("locator");
        locator.put("exact", text.substring(from, to));
        String prefix = text.substring(safe(Math.max(0, from - CONTEXT)), from);
        String suffix = text.substring(to, safe(Math.min(text.length(), to + CONTEXT)));
        if (!prefix.isBlank()) {
            locator.put("prefix", prefix);
        }
        if (!suffix.isBlank()) {
            locator.put("suffix", suffix);
        }
        int start = text.codePointCount(0, from);
        locator.put("start", start);
        locator.put("end", start + text.codePointCount(from, to));
    }

    /** Not between the halves of a character. */
    private int safe(int at) {
        return at > 0 && at < text.length() && Character.isLowSurrogate(text.charAt(at)) ? at - 1 : at;
    }
}
