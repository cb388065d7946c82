package org.claimtrail.standing;

import org.jspecify.annotations.Nullable;

/**
 * A figure beside others of its kind of unit.
 *
 * @param unit what all of them are converted to
 * @param interval in that unit; null where nothing was stated
 * @param unconverted the interval in the figure's own unit; null where nothing was converted
 */
record ComparedFigure(
        StatedFigure figure,
        @Nullable String unit,
        @Nullable Interval interval,
        @Nullable Interval unconverted) {

    /** What nobody stated, or nobody stands by any more, is shown and not compared. */
    boolean compares() {
        return interval != null && !figure.withdrawn();
    }
}
