package org.claimtrail.intake;

/** What becomes of a row. */
public enum Outcome {
    RECORDED,
    /** It is recorded as it is. */
    UNCHANGED,
    CHANGED,
    /** The same is recorded already, or stands in the file before. */
    DUPLICATE,
    /** It was refused. */
    FAULTY
}
