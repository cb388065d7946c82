package org.claimtrail.platform;

/** The caller has used up what he may ask in a while. */
public final class TooManyRequests extends Refusal {

    private final long seconds;

    /** @param seconds until the next request is answered */
    public TooManyRequests(String detail, long seconds) {
        super(detail);
        this.seconds = seconds;
    }

    public long seconds() {
        return seconds;
    }
}
