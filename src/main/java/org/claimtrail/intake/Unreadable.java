package org.claimtrail.intake;

import org.claimtrail.platform.Refusal;

/** A file is not what it is said to be, from some place on. The message says so in a sentence. */
class Unreadable extends Refusal {

    Unreadable(String message) {
        super(message);
    }
}
