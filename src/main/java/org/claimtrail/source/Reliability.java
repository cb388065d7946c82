package org.claimtrail.source;

/** The Admiralty (NATO) system's reliability of a source: A completely reliable … E unreliable, F cannot be judged. */
public enum Reliability {
    A,
    B,
    C,
    D,
    E,
    F
}
