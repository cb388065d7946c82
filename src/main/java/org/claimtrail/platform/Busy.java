package org.claimtrail.platform;

/** The service cannot do it just now, and may in a while. */
public final class Busy extends Refusal {

    private final long seconds;

    /** @param seconds until it is worth another try */
    public Busy(String detail, long seconds) {
        super(detail);
        this.seconds = seconds;
    }

    public long seconds() {
        return seconds;
    }
}
