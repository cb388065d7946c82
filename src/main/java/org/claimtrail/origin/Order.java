package org.claimtrail.origin;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.UUID;
import org.claimtrail.date.Edtf;
import org.claimtrail.origin.ClaimGroup.Appearance;
import org.jspecify.annotations.Nullable;

/** The orders that make the same record give the same answer, whatever order it was read in. */
public final class Order {

    /** As PostgreSQL orders them; {@link UUID#compareTo} takes the halves for signed numbers. */
    public static final Comparator<UUID> BY_ID = (one, other) -> {
        int high = Long.compareUnsigned(one.getMostSignificantBits(), other.getMostSignificantBits());
        return high != 0 ? high : Long.compareUnsigned(one.getLeastSignificantBits(), other.getLeastSignificantBits());
    };

    static final Comparator<Appearance> OF_PUBLICATION = Comparator.comparing(
                    (Appearance appearance) -> firstDay(appearance.article().publishedOn()))
            .thenComparing(Appearance::id, BY_ID);

    private Order() {}

    /** An unknown day comes after all others. */
    private static LocalDate firstDay(@Nullable Edtf date) {
        return date == null || date.earliest() == null ? LocalDate.MAX : date.earliest();
    }
}
