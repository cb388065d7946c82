package org.claimtrail.claim;

import org.claimtrail.platform.Refusal;

/** A list asks how claims stood, of so many that an answer would take too long; the message says what to do. */
public final class TooManyToCompute extends Refusal {

    public TooManyToCompute(String message) {
        super(message);
    }
}
