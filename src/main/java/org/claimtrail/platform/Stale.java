package org.claimtrail.platform;

/** Somebody else changed the thing since it was read. */
public class Stale extends Refusal {

    public Stale(String currentEtag) {
        super("It has changed since it was read: its ETag is now " + currentEtag + ".");
    }
}
