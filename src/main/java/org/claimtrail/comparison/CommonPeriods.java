package org.claimtrail.comparison;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finds the largest sets of figures that all compare with each other. Comparing two by two is not enough: May and July
 * both overlap with the summer, and not with each other. But periods that overlap two by two have a day that is in all of
 * them, so that every set is what counts over some day.
 */
final class CommonPeriods {

    private CommonPeriods() {}

    /** The sets, each in the order of the group, by the days on which they begin to overlap. A figure can be in several. */
    static List<List<ComparedFigure>> of(UnitGroup group) {
        List<ComparedFigure> figures =
                group.figures().stream().filter(ComparedFigure::compares).toList();
        List<List<ComparedFigure>> sets = new ArrayList<>();
        List<ComparedFigure> running = new ArrayList<>();
        List<ComparedFigure> byStart = figures.stream()
                .sorted(Comparator.comparing(CommonPeriods::first))
                .toList();
        for (ComparedFigure figure : byStart) {
            LocalDate start = first(figure);
            if (running.stream().anyMatch(other -> last(other).isBefore(start))) {
                // What runs now is as much as runs together, before some of it ends.
                sets.add(inOrder(running));
                running.removeIf(other -> last(other).isBefore(start));
            }
            running.add(figure);
        }
        if (!running.isEmpty()) {
            sets.add(inOrder(running));
        }
        return sets;
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
