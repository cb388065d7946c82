package org.claimtrail.platform;

/** An answer failed after its beginning was sent: what is left is to break the connection, so that it looks like no whole one. */
public final class BrokenOff extends RuntimeException {

    public BrokenOff(String what, Throwable cause) {
        super(what, cause);
    }
}
