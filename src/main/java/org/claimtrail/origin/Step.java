package org.claimtrail.origin;

import java.util.UUID;
import org.claimtrail.origin.ClaimGroup.Appearance;
import org.jspecify.annotations.Nullable;

/**
 * That somebody has it from somebody else.
 *
 * @param appearance where this shows
 * @param article the article of that appearance
 */
public record Step(
        Speaker who,
        Speaker from,
        UUID appearance,
        UUID article,
        @Nullable String title) {

    static Step in(Appearance appearance, Speaker who, Speaker from) {
        return new Step(
                who,
                from,
                appearance.id(),
                appearance.article().id(),
                appearance.article().title());
    }
}
