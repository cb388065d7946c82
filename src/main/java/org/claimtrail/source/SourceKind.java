package org.claimtrail.source;

/** What a source is. */
public enum SourceKind {
    PERSON,
    ORGANIZATION,
    GOVERNMENT,
    PUBLICATION,
    ACCOUNT,
    DATASET,
    /** Somebody whom an article does not name: "a senior official". The same words elsewhere are somebody else. */
    UNNAMED
}
