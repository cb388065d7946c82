package org.claimtrail.comparison;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.claimtrail.claim.Qualifier;
import org.claimtrail.unit.ReadUnit;
import org.jspecify.annotations.Nullable;

/**
 * A figure beside others of its kind of unit.
 *
 * @param own the unit that it was stated in
 * @param unit what all of them are converted to
 * @param interval in that unit; null where nothing was stated
 * @param unconverted the interval in the figure's own unit; null where nothing was converted
 * @param rounded the interval to hold against figures in other units: see {@link StatedNumber#rounded}
 * @param roundedAmount the same in the currency that was stated, where it became an amount of another one
 * @param exchange how it became an amount of another currency; null where it did not
 */
public record ComparedFigure(
        StatedFigure figure,
        ReadUnit own,
        @Nullable String unit,
        @Nullable Interval interval,
        @Nullable Interval unconverted,
        @Nullable Interval rounded,
        @Nullable Interval roundedAmount,
        @Nullable Exchange exchange) {

    /** What nobody stated, or nobody stands by any more, is shown and not compared. */
    boolean compares() {
        return interval != null && !figure.withdrawn();
    }

    boolean isExact() {
        return figure.number().qualifier() == Qualifier.EXACT;
    }

    /** Two amounts of one currency compare in it: what its rate did between their days is no difference of theirs. */
    boolean isOfTheCurrencyOf(ComparedFigure other) {
        return exchange != null && other.exchange != null && exchange.currency().equals(other.exchange.currency());
    }

    /** What it means, of one that compares. */
    Interval meaning() {
        return requireNonNull(interval);
    }

    /** What it means in the unit that it compares with another figure in, of one that compares. */
    Interval beside(ComparedFigure other) {
        return exchange != null && isOfTheCurrencyOf(other) ? exchange.amount() : meaning();
    }

    /** What to hold against another figure: to the digit where both were stated in one unit. */
    Interval against(ComparedFigure other) {
        if (own.equals(other.own)) {
            return beside(other);
        }
        return requireNonNull(isOfTheCurrencyOf(other) ? roundedAmount : rounded);
    }

    /** What to hold against others, not all of which were stated in one unit. */
    Interval amongOthers(boolean ofSeveralUnits) {
        return ofSeveralUnits ? requireNonNull(rounded) : meaning();
    }

    static boolean areInSeveralUnits(List<ComparedFigure> figures) {
        return figures.stream().map(ComparedFigure::own).distinct().limit(2).count() > 1;
    }
}
