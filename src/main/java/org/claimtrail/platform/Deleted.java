package org.claimtrail.platform;

import java.time.Instant;

/** The thing was deleted. It can be restored. */
public class Deleted extends RuntimeException {

    public Deleted(String thing, Object id, Instant at) {
        super("The " + thing + " " + id + " was deleted at " + at + ". It can be restored.");
    }
}
