package org.claimtrail.standing;

import org.claimtrail.date.Edtf;
import org.jspecify.annotations.Nullable;

/** Whether something was said before or after something else. */
enum Timing {
    BEFORE,
    AFTER;

    /** Null where a day that the one date can mean is a day that the other can mean, or beyond. */
    static @Nullable Timing of(@Nullable Edtf date, @Nullable Edtf other) {
        if (date == null || other == null) {
            return null;
        }
        if (date.earliest() != null && other.latest() != null && date.earliest().isAfter(other.latest())) {
            return AFTER;
        }
        return date.latest() != null
                        && other.earliest() != null
                        && date.latest().isBefore(other.earliest())
                ? BEFORE
                : null;
    }
}
