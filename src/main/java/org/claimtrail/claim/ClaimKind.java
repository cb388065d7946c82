package org.claimtrail.claim;

/** The leading kind of a claim. Figures, quotes and relations may stand on any kind. */
public enum ClaimKind {
    FACT,
    FIGURE,
    ACCUSATION,
    /** A claim of its own, tied to what it denies by a relation. */
    DENIAL,
    QUOTE,
    PREDICTION
}
