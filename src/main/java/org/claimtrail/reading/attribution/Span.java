package org.claimtrail.reading.attribution;

/** A part of a text, in UTF-16 units: from the first, to behind the last. */
public record Span(int from, int to) {

    public Span {
        if (from < 0 || to < from) {
            throw new IllegalArgumentException(from + " to " + to + " is no part of a text.");
        }
    }

    public String in(CharSequence text) {
        return text.subSequence(from, to).toString();
    }

    public boolean overlaps(Span other) {
        return from < other.to && other.from < to;
    }
}
