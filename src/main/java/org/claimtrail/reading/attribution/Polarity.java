package org.claimtrail.reading.attribution;

/** What a source does with what is attributed to it. */
public enum Polarity {
    ASSERTS,
    DENIES,
    DOUBTS
}
