package org.claimtrail.comparison;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The figures of one claimant over time.
 *
 * @param steps in the order of {@link StatedFigure#IN_ORDER}
 */
record Course(Claimant claimant, List<Step> steps) {

    Course {
        steps = List.copyOf(steps);
    }

    /**
     * One figure of a claimant.
     *
     * @param movement null where there is nothing before that it compares with
     * @param before the claimant's latest figure before that, in the same kind of unit and of a period that compares;
     *     null where there is none
     */
    record Step(
            ComparedFigure figure,
            @Nullable Movement movement,
            @Nullable ComparedFigure before) {}

    /** The courses of all claimants, in the order of their first figures. */
    static List<Course> of(List<UnitGroup> groups) {
        Map<String, List<ComparedFigure>> byClaimant = new LinkedHashMap<>();
        groups.stream()
                .flatMap(group -> group.figures().stream())
                .sorted((one, other) -> StatedFigure.IN_ORDER.compare(one.figure(), other.figure()))
                .forEach(figure -> byClaimant
                        .computeIfAbsent(figure.figure().claimant().key(), key -> new ArrayList<>())
                        .add(figure));
        return byClaimant.values().stream()
                .map(figures -> new Course(figures.get(0).figure().claimant(), steps(figures)))
                .toList();
    }

    private static List<Step> steps(List<ComparedFigure> figures) {
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < figures.size(); i++) {
            ComparedFigure figure = figures.get(i);
            ComparedFigure before = lastBefore(figure, figures.subList(0, i));
            steps.add(new Step(figure, movement(before, figure), before));
        }
        return steps;
    }

    private static @Nullable ComparedFigure lastBefore(ComparedFigure figure, List<ComparedFigure> earlier) {
        for (int i = earlier.size() - 1; i >= 0; i--) {
            if (follows(figure, earlier.get(i))) {
                return earlier.get(i);
            }
        }
        return null;
    }

    private static boolean follows(ComparedFigure figure, ComparedFigure before) {
        return figure.interval() != null
                && before.interval() != null
                && Objects.equals(figure.unit(), before.unit())
                && figure.figure().isSaidAtAnotherTimeThan(before.figure())
                && Periods.compare(before.figure(), figure.figure());
    }

    private static @Nullable Movement movement(@Nullable ComparedFigure before, ComparedFigure figure) {
        if (figure.figure().withdrawn()) {
            return Movement.WITHDRAWN;
        }
        if (before == null) {
            return null;
        }
        // Two exact numbers of different units that may be one are one.
        return !before.own().equals(figure.own())
                        && before.isExact()
                        && figure.isExact()
                        && before.against(figure).overlaps(figure.against(before))
                ? Movement.UNCHANGED
                : Movement.between(before.beside(figure), figure.beside(before));
    }
}
