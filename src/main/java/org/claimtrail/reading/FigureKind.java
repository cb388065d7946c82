package org.claimtrail.reading;

/** What a figure is of. */
public enum FigureKind {
    /** A bare number. */
    NUMBER,
    /** So many things: 6,700 containers. */
    COUNT,
    /** So much by a unit of measurement, durations among them. */
    MEASURE,
    MONEY,
    /** Percent, percentage points or basis points, as the unit tells. */
    PERCENT,
    /** How old somebody or something is. */
    AGE,
    /** Which of a row: the third. */
    ORDINAL
}
