package org.claimtrail.comparison;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.util.Optional;
import org.claimtrail.claim.Qualifier;
import org.jspecify.annotations.Nullable;

/**
 * A number as it was stated, and the interval that this can mean.
 *
 * <ul>
 *   <li>EXACT is the number itself, BETWEEN what is between both, the ends included.
 *   <li>AT_LEAST and AT_MOST include their bound, MORE_THAN and LESS_THAN do not; the other end is open.
 *   <li>ABOUT is as much more or less as the tolerance allows. NEARLY comes as near from below and does not reach its
 *       bound. How near that is nobody stated: the tolerance is a setting, and is shown with every answer.
 *   <li>The words for magnitudes run from twice what they name, since they are plurals, up to where the next word would
 *       be used: dozens from 24 to below 100, hundreds from 200 to below 1,000, thousands (tens and hundreds of thousands
 *       too) from 2,000 to below a million, millions from two million to below a billion. No standard says so: it is how
 *       newspapers use them, told as widely as the words allow.
 *   <li>UNSTATED has none.
 * </ul>
 */
record StatedNumber(
        Qualifier qualifier,
        @Nullable BigDecimal amount,
        @Nullable BigDecimal lowerBound,
        @Nullable BigDecimal upperBound) {

    /** @param tolerance the part of the number that ABOUT and NEARLY may miss it by, from 0 to below 1 */
    Optional<Interval> interval(BigDecimal tolerance) {
        return Optional.ofNullable(
                switch (qualifier) {
                    case EXACT -> Interval.point(requireNonNull(amount));
                    case ABOUT -> {
                        BigDecimal about = requireNonNull(amount);
                        BigDecimal room = about.abs().multiply(tolerance);
                        yield Interval.closed(about.subtract(room), about.add(room));
                    }
                    case AT_LEAST -> new Interval(lowerBound, null, false, false);
                    case MORE_THAN -> new Interval(lowerBound, null, true, false);
                    case AT_MOST -> new Interval(null, upperBound, false, false);
                    case LESS_THAN -> new Interval(null, upperBound, false, true);
                    case NEARLY -> nearly(requireNonNull(upperBound), tolerance);
                    case BETWEEN -> Interval.closed(requireNonNull(lowerBound), requireNonNull(upperBound));
                    case DOZENS -> upTo("24", "100");
                    case HUNDREDS -> upTo("200", "1E3");
                    case THOUSANDS -> upTo("2E3", "1E6");
                    case MILLIONS -> upTo("2E6", "1E9");
                    case UNSTATED -> null;
                });
    }

    /** Whether the interval depends on the tolerance. */
    boolean isTolerant() {
        return qualifier == Qualifier.ABOUT || qualifier == Qualifier.NEARLY;
    }

    /** Without any room, as of nearly 0, only the bound is known. */
    private static Interval nearly(BigDecimal bound, BigDecimal tolerance) {
        BigDecimal room = bound.abs().multiply(tolerance);
        return room.signum() == 0
                ? new Interval(null, bound, false, true)
                : new Interval(bound.subtract(room), bound, true, true);
    }

    private static Interval upTo(String from, String to) {
        return new Interval(new BigDecimal(from), new BigDecimal(to), false, true);
    }
}
