package org.claimtrail.article;

/** What an article was published in. */
public enum Medium {
    WEB,
    PRINT,
    BROADCAST,
    SOCIAL,
    /** A primary document: a report, a court filing, a transcript. */
    DOCUMENT,
    AUDIO,
    VIDEO,
    OTHER
}
