package org.claimtrail.claim;

/** On what terms a source spoke, in the words of the Associated Press. */
public enum Basis {
    ON_RECORD,
    BACKGROUND,
    DEEP_BACKGROUND,
    UNNAMED
}
