package org.claimtrail.follow;

import java.io.IOException;
import java.time.Duration;

/** A followed installation did not answer what was asked. */
final class Unread extends IOException {

    private static final long serialVersionUID = 1;

    /** 0 where it answered nothing that can be read. */
    private final int status;

    private final Duration after;

    Unread(int status, Duration after) {
        super("It answered " + status + ".");
        this.status = status;
        this.after = after;
    }

    Unread(String why) {
        super(why);
        this.status = 0;
        this.after = Duration.ZERO;
    }

    /** Whether the place from which to go on is none there, so that only the whole record can be read. */
    boolean isOfPlace() {
        return status == 410 || status == 400;
    }

    /** How long it wants to be left alone. */
    Duration after() {
        return after;
    }
}
