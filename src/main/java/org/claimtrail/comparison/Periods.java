package org.claimtrail.comparison;

import java.time.LocalDate;
import org.claimtrail.date.Edtf;
import org.jspecify.annotations.Nullable;

/** How the periods of two figures go together. Days that nobody knows, or that are open, are every day. */
enum Periods {
    /** The same days, or none stated for either. */
    EQUAL,
    /** Some days are in both. */
    OVERLAPPING,
    /** One has no period: it is taken to count over the other's. */
    ASSUMED,
    /** No day is in both: the figures do not compare. */
    APART;

    static Periods of(@Nullable Edtf one, @Nullable Edtf other) {
        if (one == null || other == null) {
            return one == other ? EQUAL : ASSUMED;
        }
        if (first(one).equals(first(other)) && last(one).equals(last(other))) {
            return EQUAL;
        }
        return first(one).isAfter(last(other)) || first(other).isAfter(last(one)) ? APART : OVERLAPPING;
    }

    static LocalDate first(@Nullable Edtf period) {
        return period == null || period.earliest() == null ? LocalDate.MIN : period.earliest();
    }

    static LocalDate last(@Nullable Edtf period) {
        return period == null || period.latest() == null ? LocalDate.MAX : period.latest();
    }
}
