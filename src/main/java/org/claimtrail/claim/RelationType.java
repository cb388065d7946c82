package org.claimtrail.claim;

/** How one claim bears on another. */
public enum RelationType {
    DENIES,
    CONTRADICTS,
    CORROBORATES,
    /** Joins claims into one group that shares its origins. */
    REPEATS,
    QUALIFIES,
    UPDATES,
    CORRECTS,
    RETRACTS,
    RESPONDS_TO,
    DERIVED_FROM,
    ALTERNATIVE_TO
}
