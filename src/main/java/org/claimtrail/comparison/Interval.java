package org.claimtrail.comparison;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The numbers that a figure can mean: at least one, exact to the digit.
 *
 * @param from the lower end; null where there is none. Nothing says that what is counted cannot be negative.
 * @param to the upper end; null where there is none
 * @param fromOpen whether the lower end itself is left out
 * @param toOpen whether the upper end itself is left out
 */
record Interval(@Nullable BigDecimal from, @Nullable BigDecimal to, boolean fromOpen, boolean toOpen) {

    private static final Comparator<Interval> BY_START = Comparator.comparing(
                    Interval::from, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(Interval::fromOpen);

    private static final Comparator<Interval> BY_END = Comparator.comparing(
                    Interval::to, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(Interval::toOpen, Comparator.reverseOrder());

    /** @throws IllegalArgumentException if no number is left */
    Interval {
        if (from == null && fromOpen || to == null && toOpen) {
            throw new IllegalArgumentException("An end that is absent is neither in nor out.");
        }
        if (isEmpty(from, to, fromOpen || toOpen)) {
            throw new IllegalArgumentException("No number is between " + from + " and " + to + ".");
        }
        // Equal numbers are written alike, so that equal intervals are equal.
        from = from == null ? null : from.stripTrailingZeros();
        to = to == null ? null : to.stripTrailingZeros();
    }

    static Interval point(BigDecimal number) {
        return closed(number, number);
    }

    static Interval closed(BigDecimal from, BigDecimal to) {
        return new Interval(from, to, false, false);
    }

    boolean overlaps(Interval other) {
        Interval start = laterStart(other);
        Interval end = earlierEnd(other);
        return !isEmpty(start.from, end.to, start.fromOpen || end.toOpen);
    }

    /** The numbers that are in both. */
    Optional<Interval> intersection(Interval other) {
        Interval start = laterStart(other);
        Interval end = earlierEnd(other);
        return overlaps(other)
                ? Optional.of(new Interval(start.from, end.to, start.fromOpen, end.toOpen))
                : Optional.empty();
    }

    /** Whether all its numbers are higher than those of the other one. */
    boolean isAbove(Interval other) {
        return !overlaps(other) && other.to != null && from != null && from.compareTo(other.to) >= 0;
    }

    /** How far apart they are: 0 where they overlap, and where only an end that is left out parts them. */
    BigDecimal gap(Interval other) {
        BigDecimal start = laterStart(other).from;
        BigDecimal end = earlierEnd(other).to;
        return start == null || end == null || start.compareTo(end) <= 0
                ? BigDecimal.ZERO
                : start.subtract(end).stripTrailingZeros();
    }

    /** Negative where this one starts lower: at a smaller number, or at the same one that the other leaves out. */
    int compareStart(Interval other) {
        return BY_START.compare(this, other);
    }

    /** Negative where this one ends lower. */
    int compareEnd(Interval other) {
        return BY_END.compare(this, other);
    }

    /** The same numbers in another unit. The conversion has to grow with the number, as those of physical units do. */
    Interval map(UnaryOperator<BigDecimal> conversion) {
        return new Interval(
                from == null ? null : conversion.apply(from),
                to == null ? null : conversion.apply(to),
                fromOpen,
                toOpen);
    }

    private Interval laterStart(Interval other) {
        return compareStart(other) >= 0 ? this : other;
    }

    private Interval earlierEnd(Interval other) {
        return compareEnd(other) <= 0 ? this : other;
    }

    private static boolean isEmpty(@Nullable BigDecimal from, @Nullable BigDecimal to, boolean anEndLeftOut) {
        if (from == null || to == null) {
            return false;
        }
        int order = from.compareTo(to);
        return order > 0 || order == 0 && anEndLeftOut;
    }
}
