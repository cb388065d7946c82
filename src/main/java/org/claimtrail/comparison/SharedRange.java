package org.claimtrail.comparison;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What figures that all compare with each other have in common.
 *
 * @param figures those compared: see {@link CommonPeriods}
 * @param interval the numbers that all of them can mean; null where there are none
 * @param lowest the lowest end that any of them states; null where none does
 * @param highest the highest end that any of them states; null where none does
 * @param outliers see {@link Outliers}
 */
record SharedRange(
        @Nullable String unit,
        List<ComparedFigure> figures,
        @Nullable Interval interval,
        @Nullable BigDecimal lowest,
        @Nullable BigDecimal highest,
        List<ComparedFigure> outliers) {

    SharedRange {
        figures = List.copyOf(figures);
        outliers = List.copyOf(outliers);
    }

    /** @param figures one at least, in one unit, that all compare with each other */
    static SharedRange of(@Nullable String unit, List<ComparedFigure> figures) {
        List<Interval> intervals = figures.stream().map(ComparedFigure::meaning).toList();
        // To the digit where that leaves any, else as precisely as figures in several units are stated.
        Optional<Interval> shared = shared(figures, false);
        if (shared.isEmpty() && ComparedFigure.areInSeveralUnits(figures)) {
            shared = shared(figures, true);
        }
        return new SharedRange(
                unit,
                figures,
                shared.orElse(null),
                ends(intervals).min(Comparator.naturalOrder()).orElse(null),
                ends(intervals).max(Comparator.naturalOrder()).orElse(null),
                Outliers.among(figures));
    }

    private static Optional<Interval> shared(List<ComparedFigure> figures, boolean rounded) {
        Optional<Interval> shared = Optional.of(figures.get(0).amongOthers(rounded));
        for (ComparedFigure figure : figures) {
            shared = shared.flatMap(figure.amongOthers(rounded)::intersection);
        }
        return shared;
    }

    private static Stream<BigDecimal> ends(List<Interval> intervals) {
        return intervals.stream()
                .flatMap(interval -> Stream.of(interval.from(), interval.to()))
                .filter(Objects::nonNull);
    }
}
