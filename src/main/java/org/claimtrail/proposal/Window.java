package org.claimtrail.proposal;

import java.util.ArrayList;
import java.util.List;
import org.claimtrail.platform.Fault;
import org.claimtrail.platform.InvalidInput;
import org.claimtrail.reading.attribution.Span;

/**
 * The part of a text that is read for a passage of it.
 *
 * @param from where it begins in the text
 * @param text what stands there
 */
record Window(int from, String text) {

    /** How far before it somebody may be named whom a pronoun means, and who is quoted. */
    private static final int BEFORE = 2000;

    private static final int BEHIND = 600;
    /** What is longer claims more than one thing. */
    private static final int LONGEST_PASSAGE = 4000;

    /**
     * A passage without white space around it, grown to whole words.
     *
     * @throws InvalidInput if there is no such passage, or nothing stands there
     */
    static Span words(String text, int from, int to) {
        List<Fault> faults = new ArrayList<>();
        if (from < 0 || from >= text.length()) {
            faults.add(new Fault(
                    "/from", "must be a place in the text, which has " + text.length() + " UTF-16 code units."));
        }
        if (to <= from || to > text.length()) {
            faults.add(new Fault("/to", "must be a place in the text behind the first one."));
        }
        if (!faults.isEmpty()) {
            throw new InvalidInput(faults);
        }
        int start = from;
        int end = to;
        while (start < end && Character.isWhitespace(text.charAt(start))) {
            start++;
        }
        while (end > start && Character.isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        if (start == end) {
            throw new InvalidInput(List.of(new Fault("/from", "is no passage: there is nothing but white space.")));
        }
        while (start > 0 && isInWord(text, start)) {
            start--;
        }
        while (end < text.length() && isInWord(text, end)) {
            end++;
        }
        return new Span(start, end);
    }

    /** Whether a place is between two characters of one word. */
    private static boolean isInWord(String text, int at) {
        return isOfWord(text.charAt(at - 1)) && isOfWord(text.charAt(at));
    }

    private static boolean isOfWord(char c) {
        return Character.isLetterOrDigit(c) || Character.isSurrogate(c);
    }

    /** The paragraphs of a passage, with what stands before them. */
    static Window around(String text, Span passage) {
        int last = Math.min(passage.to(), passage.from() + LONGEST_PASSAGE);
        int from = text.lastIndexOf('\n', Math.max(0, passage.from() - BEFORE)) + 1;
        if (passage.from() - from > 2 * BEFORE) {
            from = sentence(text, passage.from() - BEFORE);
        }
        int to = text.indexOf('\n', last);
        if (to < 0 || to - last > BEHIND) {
            to = text.indexOf(". ", Math.min(text.length(), last + BEHIND / 2));
            to = to < 0 || to - last > 2 * BEHIND ? Math.min(text.length(), last + 2 * BEHIND) : to + 1;
        }
        return new Window(from, text.substring(from, Math.max(to, last)));
    }

    /** Where the first sentence behind a place begins. */
    private static int sentence(String text, int at) {
        int stop = text.indexOf(". ", at);
        return stop < 0 || stop - at > BEFORE / 2 ? at : stop + 2;
    }

    /** A place of the text, as one of the window. */
    Span inside(Span span) {
        return new Span(span.from() - from, Math.min(text.length(), span.to() - from));
    }
}
