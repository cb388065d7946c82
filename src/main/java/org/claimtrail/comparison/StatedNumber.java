package org.claimtrail.comparison;

import java.math.BigDecimal;
import java.util.Optional;
import org.claimtrail.claim.Qualifier;
import org.jspecify.annotations.Nullable;

/** A number as it was stated, and the interval that this can mean: see {@link Qualifier}. */
record StatedNumber(
        Qualifier qualifier,
        @Nullable BigDecimal amount,
        @Nullable BigDecimal lowerBound,
        @Nullable BigDecimal upperBound) {

    /** @param tolerance the part of the number that ABOUT and NEARLY may miss it by, from 0 to below 1 */
    Optional<Interval> interval(BigDecimal tolerance) {
        if (!qualifier.meansNumbers()) {
            return Optional.empty();
        }
        return Optional.of(new Interval(
                qualifier.lower().of(amount, lowerBound, upperBound, tolerance),
                qualifier.upper().of(amount, lowerBound, upperBound, tolerance),
                qualifier.lower().open(),
                qualifier.upper().open()));
    }

    /** Whether the interval depends on the tolerance. */
    boolean isTolerant() {
        return qualifier == Qualifier.ABOUT || qualifier == Qualifier.NEARLY;
    }
}
