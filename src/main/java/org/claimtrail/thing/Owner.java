package org.claimtrail.thing;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a thing belongs to.
 *
 * @param claim that this is, or belongs to, if any
 */
public record Owner(Resource kind, UUID id, @Nullable UUID claim) {

    public static Owner ofClaim(UUID claim) {
        return new Owner(Resource.CLAIM, claim, claim);
    }
}
