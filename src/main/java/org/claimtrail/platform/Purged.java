package org.claimtrail.platform;

/** It was recorded once, and an administrator purged it, or its past. */
public class Purged extends Refusal {

    public Purged(String detail) {
        super(detail);
    }
}
