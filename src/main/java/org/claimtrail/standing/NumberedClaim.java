package org.claimtrail.standing;

import java.util.UUID;

/** A claim that another thing names. */
record NumberedClaim(UUID id, long number, String text) {

    /** What people call it. */
    String name() {
        return "C-" + number;
    }
}
