package org.claimtrail.exchange;

import java.util.UUID;
import org.claimtrail.note.Noted;
import org.jspecify.annotations.Nullable;

/**
 * Where something is in an export.
 *
 * @param key behind which the next ones are: the number of a claim, the id of anything else
 * @param claim that it belongs to, if it does
 * @param on what a note is on, other than a claim
 * @param weight about how many bytes it has besides those that all have
 */
record Place(UUID id, String key, @Nullable UUID claim, Noted.@Nullable Thing on, long weight) {}
