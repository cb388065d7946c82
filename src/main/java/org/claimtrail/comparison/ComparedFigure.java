package org.claimtrail.comparison;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * A figure beside others of its kind of unit.
 *
 * @param unit what all of them are converted to
 * @param interval in that unit; null where nothing was stated
 * @param unconverted the interval in the figure's own unit; null where nothing was converted
 * @param exchange how it became an amount of another currency; null where it did not
 */
public record ComparedFigure(
        StatedFigure figure,
        @Nullable String unit,
        @Nullable Interval interval,
        @Nullable Interval unconverted,
        @Nullable Exchange exchange) {

    /** What nobody stated, or nobody stands by any more, is shown and not compared. */
    boolean compares() {
        return interval != null && !figure.withdrawn();
    }

    /** Two amounts of one currency compare in it: what its rate did between their days is no difference of theirs. */
    boolean isOfTheCurrencyOf(ComparedFigure other) {
        return exchange != null && other.exchange != null && exchange.currency().equals(other.exchange.currency());
    }

    /** What it means, of one that compares. */
    Interval meaning() {
        return requireNonNull(interval);
    }

    /** What to compare with another figure, of one that compares. */
    Interval beside(ComparedFigure other) {
        return exchange != null && isOfTheCurrencyOf(other) ? exchange.amount() : meaning();
    }
}
