package org.claimtrail.platform;

import java.time.Instant;

/** A change that somebody knows is not there: a copy of the record, or a standby that took over, went on without it. */
public class Lost extends Unfollowable {

    /**
     * @param asOf the time of the last change before it that is there
     * @param after the cursor of that
     */
    public Lost(Instant asOf, String after) {
        super("The record went on elsewhere after " + asOf + ", and what you know of it since was lost.", asOf, after);
    }
}
