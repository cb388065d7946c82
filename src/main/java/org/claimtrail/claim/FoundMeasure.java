package org.claimtrail.claim;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A measure that a body names.
 *
 * @param unit which figures are given in that say none, where it is not the measure's: it was named as one that was merged
 *     into it
 */
record FoundMeasure(UUID id, @Nullable String unit) {}
