package org.claimtrail.claim;

import java.util.Locale;

/** The parts that a claim is recorded with, and that can also be reached one by one. */
public enum PartKind {
    FIGURE,
    APPEARANCE;

    /** The member of a claim's JSON that holds them. */
    public String member() {
        return table() + "s";
    }

    String table() {
        return name().toLowerCase(Locale.ROOT);
    }
}
