package org.claimtrail.platform;

import java.time.Instant;

/** The changes that follow what somebody knows cannot be told as if he had missed none; there is another place to go on from. */
public abstract class Unfollowable extends Refusal {

    private final Instant asOf;
    private final String after;

    Unfollowable(String what, Instant asOf, String after) {
        super(what + " Read the record as of then, and follow the changes after " + after + ".");
        this.asOf = asOf;
        this.after = after;
    }

    /** The instant as of which the record is to be read. */
    public Instant asOf() {
        return asOf;
    }

    /** The cursor after which the changes since then are. */
    public String after() {
        return after;
    }
}
