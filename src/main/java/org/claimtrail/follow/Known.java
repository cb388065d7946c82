package org.claimtrail.follow;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a thing of a followed installation is known as here.
 *
 * @param thing which it is here; absent where it could not be recorded
 * @param isOwn whether it came here by this following
 * @param isWithdrawn whether it was deleted or merged here since it was there
 * @param isHere whether it stands here
 * @param digest of what was said of it last; absent where that was not recorded
 * @param since the change set in which it last came in
 */
record Known(
        @Nullable UUID thing,
        boolean isOwn,
        boolean isWithdrawn,
        boolean isHere,
        byte @Nullable [] digest,
        @Nullable String since) {}
