package org.claimtrail.comparison;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.claimtrail.claim.Nature;
import org.claimtrail.date.Edtf;
import org.jspecify.annotations.Nullable;

/**
 * Finds the largest sets of figures that all compare with each other, as {@link Periods} tells of two. Comparing two by two is
 * not enough: of a stock, May and July both meet the summer, and not each other. But periods that meet two by two have a day
 * that is in all of them, so that every set is what holds on some day. Other figures are sets where they count over the same
 * days, as far as these are stated.
 */
final class CommonPeriods {

    private CommonPeriods() {}

    /** What is stated of a period: its ends. */
    private record Ends(@Nullable LocalDate start, @Nullable LocalDate end) {

        static Ends of(ComparedFigure figure) {
            Edtf period = figure.figure().period();
            return new Ends(Periods.start(period), Periods.end(period));
        }

        boolean isStated() {
            return start != null && end != null;
        }

        boolean has(Ends others) {
            return (others.start == null || others.start.equals(start))
                    && (others.end == null || others.end.equals(end));
        }
    }

    /** The sets, each in the order of the group, by the days on which they begin to compare. A figure can be in several. */
    static List<List<ComparedFigure>> of(UnitGroup group) {
        List<ComparedFigure> figures = group.figures().stream()
                .filter(ComparedFigure::compares)
                .sorted(Comparator.comparing(CommonPeriods::first)
                        .thenComparing(ComparedFigure::figure, StatedFigure.IN_ORDER))
                .toList();
        if (figures.isEmpty()) {
            return List.of();
        }
        List<ComparedFigure> definite = new ArrayList<>();
        List<ComparedFigure> ofAnyTime = new ArrayList<>();
        Map<String, List<ComparedFigure>> byText = new LinkedHashMap<>();
        for (ComparedFigure figure : figures) {
            Edtf period = figure.figure().period();
            if (period != null && !Periods.isDefinite(period)) {
                byText.computeIfAbsent(period.text(), text -> new ArrayList<>()).add(figure);
            } else {
                definite.add(figure);
                if (Ends.of(figure).equals(new Ends(null, null))) {
                    ofAnyTime.add(figure);
                }
            }
        }
        List<List<ComparedFigure>> sets = new ArrayList<>();
        if (definite.size() > ofAnyTime.size() || byText.isEmpty()) {
            sets.addAll(
                    figures.get(0).figure().measure().nature() == Nature.STOCK ? meeting(definite) : same(definite));
        }
        byText.values()
                .forEach(same -> sets.add(
                        Stream.concat(ofAnyTime.stream(), same.stream()).toList()));
        return sets.stream()
                .sorted(Comparator.comparing(CommonPeriods::start))
                .map(CommonPeriods::inOrder)
                .toList();
    }

    /** @param figures by their first days */
    private static List<List<ComparedFigure>> meeting(List<ComparedFigure> figures) {
        List<List<ComparedFigure>> sets = new ArrayList<>();
        List<ComparedFigure> running = new ArrayList<>();
        for (ComparedFigure figure : figures) {
            LocalDate start = first(figure);
            if (running.stream().anyMatch(other -> last(other).isBefore(start))) {
                // What runs now is as much as runs together, before some of it ends.
                sets.add(List.copyOf(running));
                running.removeIf(other -> last(other).isBefore(start));
            }
            running.add(figure);
        }
        sets.add(running);
        return sets;
    }

    /** What says only where it starts goes with all that end somewhere after that, and the other way round. */
    private static List<List<ComparedFigure>> same(List<ComparedFigure> figures) {
        Set<Ends> stated = new LinkedHashSet<>();
        figures.forEach(figure -> stated.add(Ends.of(figure)));
        Set<Ends> largest = new LinkedHashSet<>();
        stated.stream().filter(Ends::isStated).forEach(largest::add);
        for (Ends one : stated) {
            for (Ends other : stated) {
                if (one.start() != null
                        && one.end() == null
                        && other.start() == null
                        && other.end() != null
                        && !one.start().isAfter(other.end())) {
                    largest.add(new Ends(one.start(), other.end()));
                }
            }
        }
        for (Ends one : stated) {
            if (largest.stream().noneMatch(set -> set.has(one))) {
                largest.add(one);
            }
        }
        if (largest.size() > 1) {
            largest.remove(new Ends(null, null));
        }
        return largest.stream()
                .map(set -> figures.stream()
                        .filter(figure -> set.has(Ends.of(figure)))
                        .toList())
                .toList();
    }

    private static LocalDate start(List<ComparedFigure> set) {
        return set.stream()
                .map(CommonPeriods::first)
                .max(Comparator.naturalOrder())
                .orElse(LocalDate.MIN);
    }

    private static List<ComparedFigure> inOrder(List<ComparedFigure> set) {
        return set.stream()
                .sorted(Comparator.comparing(ComparedFigure::figure, StatedFigure.IN_ORDER))
                .toList();
    }

    private static LocalDate first(ComparedFigure figure) {
        return Periods.first(figure.figure().period());
    }

    private static LocalDate last(ComparedFigure figure) {
        return Periods.last(figure.figure().period());
    }
}
