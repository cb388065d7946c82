package org.claimtrail.comparison;

import java.util.UUID;

/** A claim that another thing names. */
public record NumberedClaim(UUID id, long number, String text) {

    /** What people call it. */
    public String name() {
        return "C-" + number;
    }
}
