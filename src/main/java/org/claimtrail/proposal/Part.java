package org.claimtrail.proposal;

import java.util.ArrayList;
import java.util.List;

/**
 * As much of a text as a language model reads at once.
 *
 * @param context where that begins which stands before it, so that it can be understood
 * @param from where it begins
 * @param to the place behind it
 */
record Part(int context, int from, int to) {

    static final int LONGEST = 12_000;
    private static final int CONTEXT = 1_000;

    /** All of a text, cut where a paragraph ends, or else a sentence, or else a word. */
    static List<Part> of(String text) {
        List<Part> parts = new ArrayList<>();
        for (int from = 0; from < text.length(); ) {
            int to = text.length() - from <= LONGEST ? text.length() : end(text, from);
            if (!text.substring(from, to).isBlank()) {
                parts.add(new Part(context(text, from), from, to));
            }
            from = to;
        }
        return List.copyOf(parts);
    }

    private static int end(String text, int from) {
        int most = from + LONGEST;
        int least = from + LONGEST * 2 / 3;
        for (String stop : List.of("\n", ". ", " ")) {
            int at = text.lastIndexOf(stop, most - stop.length());
            if (at >= least) {
                return at + stop.length();
            }
        }
        return Character.isLowSurrogate(text.charAt(most)) ? most - 1 : most;
    }

    private static int context(String text, int from) {
        int least = Math.max(0, from - CONTEXT);
        int word = text.indexOf(' ', least);
        return least == 0 ? 0 : word < 0 || word >= from ? from : word + 1;
    }
}
