package org.claimtrail.claim;

/** Where the work on a claim is. */
public enum Stage {
    INBOX,
    IN_PROGRESS,
    IN_REVIEW,
    DONE,
    DROPPED
}
