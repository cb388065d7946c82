package org.claimtrail.platform;

/** There is no such thing, and never was. */
public class NotRecorded extends RuntimeException {

    public NotRecorded(String thing, Object id) {
        super("There is no " + thing + " " + id + ".");
    }
}
