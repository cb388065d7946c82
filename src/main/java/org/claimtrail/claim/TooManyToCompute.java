package org.claimtrail.claim;

/** A list asks how claims stood, of so many that an answer would take too long; the message says what to do. */
public final class TooManyToCompute extends RuntimeException {

    public TooManyToCompute(String message) {
        super(message);
    }
}
