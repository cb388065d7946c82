package org.claimtrail.platform;

import java.time.Instant;

/** A claim that strangers could read, and will again when the review that it is under is closed. */
public class UnderReview extends Refusal {

    private final Instant since;

    UnderReview(String key, Instant since) {
        super("The claim " + key + " is under review since " + since
                + ". It is shown again when the review is closed.");
        this.since = since;
    }

    public Instant since() {
        return since;
    }
}
