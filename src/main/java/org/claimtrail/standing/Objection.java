package org.claimtrail.standing;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.claimtrail.date.Edtf;
import org.claimtrail.origin.Origin;
import org.jspecify.annotations.Nullable;

/**
 * That another claim denies or contradicts the claim.
 *
 * @param by the origins of the other claim; empty where it leads back to none
 * @param concerned those of their sources that the claim is about, or that are part of what it is about
 * @param turned those of their sources that made the claim itself, or belong to somebody who did
 * @param saidOn when it was first said, as written; null where that is not known
 * @param timing whether it was said before or after the claim was first said; null where the dates do not tell
 */
record Objection(
        Material.Relation relation,
        List<Origin> by,
        Set<UUID> concerned,
        Set<UUID> turned,
        @Nullable Edtf saidOn,
        @Nullable Timing timing) {

    Objection {
        by = List.copyOf(by);
    }

    int speakers() {
        return by.stream().mapToInt(origin -> origin.sources().size()).sum();
    }

    /** Whether everybody who says it is concerned, and somebody does. */
    boolean byThoseConcerned() {
        return !by.isEmpty() && concerned.size() == speakers();
    }
}
