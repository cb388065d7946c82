package org.claimtrail.claim;

/** How a link gives what its source said; DIRECT, INDIRECT and MIXED as in the PARC 3.0 attribution corpus. */
public enum Mode {
    DIRECT,
    INDIRECT,
    MIXED,
    DOCUMENT,
    IMAGERY
}
