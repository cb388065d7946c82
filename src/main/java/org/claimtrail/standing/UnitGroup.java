package org.claimtrail.standing;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Figures whose units convert into each other, in one unit: the measure's where it is of their kind, else the one that
 * most of them have.
 *
 * @param unit null where none is stated
 * @param figures in the order of {@link StatedFigure#IN_ORDER}
 */
record UnitGroup(@Nullable String unit, List<ComparedFigure> figures) {

    UnitGroup {
        figures = List.copyOf(figures);
    }

    /**
     * All groups: that of the measure's unit first, then the largest.
     *
     * @param figures of one measure
     */
    static List<UnitGroup> of(List<StatedFigure> figures, @Nullable String measureUnit, BigDecimal tolerance) {
        UnitReader units = new UnitReader();
        Map<String, List<StatedFigure>> byKind = figures.stream()
                .sorted(StatedFigure.IN_ORDER)
                .collect(Collectors.groupingBy(
                        figure -> units.read(figure.unit()).kind(), LinkedHashMap::new, Collectors.toList()));
        String measureKind = units.read(measureUnit).kind();
        return byKind.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<String, List<StatedFigure>> group) ->
                                !group.getKey().equals(measureKind))
                        .thenComparing(group -> -group.getValue().size())
                        .thenComparing(Map.Entry::getKey))
                .map(group -> {
                    String unit = group.getKey().equals(measureKind) ? measureUnit : mostFrequentUnit(group.getValue());
                    return new UnitGroup(unit, converted(group.getValue(), unit, units, tolerance));
                })
                .toList();
    }

    private static @Nullable String mostFrequentUnit(List<StatedFigure> figures) {
        return figures.stream()
                .map(StatedFigure::unit)
                .filter(Objects::nonNull)
                .collect(Collectors.groupingBy(unit -> unit, Collectors.counting()))
                .entrySet()
                .stream()
                .min(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .orElse(null);
    }

    private static List<ComparedFigure> converted(
            List<StatedFigure> figures, @Nullable String unit, UnitReader units, BigDecimal tolerance) {
        ReadUnit target = units.read(unit);
        List<ComparedFigure> converted = new ArrayList<>();
        for (StatedFigure figure : figures) {
            Interval interval = figure.number().interval(tolerance).orElse(null);
            ReadUnit own = units.read(figure.unit());
            converted.add(
                    interval == null || own.equals(target)
                            ? new ComparedFigure(figure, unit, interval, null)
                            : new ComparedFigure(
                                    figure, unit, interval.map(number -> own.convert(number, target)), interval));
        }
        return converted;
    }
}
