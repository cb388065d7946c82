package org.claimtrail.comparison;

import java.util.List;
import java.util.UUID;

/**
 * Who puts a figure on something.
 *
 * @param key equal for figures of the same claimant, and for no others
 * @param name for people
 * @param sourceIds the sources that speak, several when they speak jointly; none where nobody recorded who speaks
 */
record Claimant(String key, String name, List<UUID> sourceIds) {

    Claimant {
        sourceIds = List.copyOf(sourceIds);
    }

    /** Nobody knows whether whoever makes two such claims is the same. */
    static Claimant unknown(UUID claim) {
        return new Claimant("claim " + claim, "unknown", List.of());
    }
}
