package org.claimtrail.platform;

import java.time.Instant;

/** What is asked for was before the history begins, and is no longer kept. */
public class Forgotten extends Unfollowable {

    /**
     * @param asOf the first instant as of which the record can be read
     * @param after where the changes since then begin
     */
    public Forgotten(Instant asOf, String after) {
        super("What was before " + asOf + " is no longer kept.", asOf, after);
    }
}
