package org.claimtrail.comparison;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The figures of one measure side by side. It depends on nothing but the figures, in whatever order they come.
 *
 * @param groups by kind of unit: figures of different groups are not compared
 * @param sets how many largest sets of figures there are that all compare with each other
 * @param ranges what the figures of such a set have in common: the sets with most figures, {@value #MOST_RANGES} at most
 * @param courses each claimant's figures over time
 */
record FigureComparison(
        List<UnitGroup> groups, FigurePairs pairs, int sets, List<SharedRange> ranges, List<Course> courses) {

    static final int MOST_RANGES = 10;

    private record Set(@Nullable String unit, List<ComparedFigure> figures) {}

    FigureComparison {
        groups = List.copyOf(groups);
        ranges = List.copyOf(ranges);
        courses = List.copyOf(courses);
    }

    /**
     * @param figures of one measure, each once
     * @param tolerance see {@link StatedNumber#interval}
     * @param rates see {@link UnitGroup#wantedRates}
     */
    static FigureComparison of(
            List<StatedFigure> figures, @Nullable String measureUnit, BigDecimal tolerance, Rates rates) {
        List<UnitGroup> groups = UnitGroup.of(figures, measureUnit, tolerance, rates);
        List<Set> sets = groups.stream()
                .flatMap(group -> CommonPeriods.of(group).stream().map(set -> new Set(group.unit(), set)))
                .toList();
        return new FigureComparison(
                groups,
                FigurePairs.within(groups),
                sets.size(),
                sets.stream()
                        .sorted(Comparator.comparing(set -> -set.figures().size()))
                        .limit(MOST_RANGES)
                        .map(set -> SharedRange.of(set.unit(), set.figures()))
                        .toList(),
                Course.of(groups));
    }

    /** All figures in the order of {@link StatedFigure#IN_ORDER}. */
    List<ComparedFigure> figures() {
        return groups.stream()
                .flatMap(group -> group.figures().stream())
                .sorted(Comparator.comparing(ComparedFigure::figure, StatedFigure.IN_ORDER))
                .toList();
    }
}
