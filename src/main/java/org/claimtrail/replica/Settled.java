package org.claimtrail.replica;

import java.time.Instant;

/**
 * What the database had at an instant: all that its history will ever have of that time.
 *
 * @param position whoever has its log up to there has all of it
 * @param taken when that was asked, by this machine's {@link System#nanoTime}
 */
record Settled(Instant at, Position position, long taken) {}
