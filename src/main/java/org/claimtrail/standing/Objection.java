package org.claimtrail.standing;

import java.util.List;
import org.claimtrail.date.Edtf;
import org.claimtrail.origin.Origin;
import org.jspecify.annotations.Nullable;

/**
 * That another claim denies or contradicts the claim.
 *
 * @param by the origins of the other claim; empty where it leads back to none
 * @param concerned how many of these origins are what the claim is about, or part of that
 * @param saidOn when it was first said, as written; null where that is not known
 * @param timing whether it was said before or after the claim was first said; null where the dates do not tell
 */
record Objection(
        Material.Relation relation,
        List<Origin> by,
        int concerned,
        @Nullable Edtf saidOn,
        @Nullable Timing timing) {

    enum Timing {
        BEFORE,
        AFTER
    }

    Objection {
        by = List.copyOf(by);
    }

    /** Whether everybody who says it is concerned, and somebody does. */
    boolean byThoseConcerned() {
        return !by.isEmpty() && concerned == by.size();
    }
}
