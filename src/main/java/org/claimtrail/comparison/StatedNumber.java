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

    /**
     * What an exact number in another unit compares as: what rounds to it. It is as precise as its last digit; a whole number
     * that ends in noughts as the last of its digits before these, but at least as its third: 2,200 lb is from 2,195 to
     * 2,205, 1,000 kg from 995 to 1,005, 16 t from 15.5 to 16.5. Others are what they are.
     */
    Optional<Interval> rounded(BigDecimal tolerance) {
        if (qualifier != Qualifier.EXACT || amount == null) {
            return interval(tolerance);
        }
        BigDecimal half = BigDecimal.ONE.scaleByPowerOfTen(lastDigit(amount)).divide(BigDecimal.valueOf(2));
        return Optional.of(Interval.closed(amount.subtract(half), amount.add(half)));
    }

    /** The power of ten that the last digit counts which is meant. */
    private static int lastDigit(BigDecimal number) {
        if (number.scale() > 0 || number.signum() == 0) {
            return -Math.max(number.scale(), 0);
        }
        BigDecimal stripped = number.stripTrailingZeros();
        int third = stripped.precision() - stripped.scale() - 3;
        return Math.min(-stripped.scale(), Math.max(third, 0));
    }

    /** Whether the interval depends on the tolerance. */
    boolean isTolerant() {
        return qualifier == Qualifier.ABOUT || qualifier == Qualifier.NEARLY;
    }
}
