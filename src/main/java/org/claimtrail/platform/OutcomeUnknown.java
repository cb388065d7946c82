package org.claimtrail.platform;

/** The connection broke while the database was committing: whether it did, nobody could tell. */
public class OutcomeUnknown extends RuntimeException {

    public OutcomeUnknown(Throwable cause) {
        super("The connection to the database broke while it was asked to commit.", cause);
    }
}
