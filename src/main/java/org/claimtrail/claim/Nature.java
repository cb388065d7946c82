package org.claimtrail.claim;

/** What a measure is, in the words of statisticians: what decides which of its figures can contradict each other. */
public enum Nature {
    /** Adds up over its period, and nothing is taken away: shipped, killed, spent. */
    FLOW,
    /** Holds at a time: troops, debt. */
    STOCK,
    /** Of one thing to another: deaths per day, percent. */
    RATE
}
