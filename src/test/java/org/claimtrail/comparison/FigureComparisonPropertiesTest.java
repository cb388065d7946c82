package org.claimtrail.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.claimtrail.claim.Nature;
import org.claimtrail.claim.Qualifier;
import org.claimtrail.date.Edtf;

class FigureComparisonPropertiesTest {

    @Property(tries = 500)
    void theOrderOfTheFiguresDoesNotMatter(@ForAll("figures") List<StatedFigure> figures, @ForAll Random random) {
        List<StatedFigure> shuffled = new ArrayList<>(figures);
        Collections.shuffle(shuffled, random);

        assertThat(compare(shuffled)).isEqualTo(compare(figures));
    }

    @Property(tries = 500)
    void aConflictIsTwoFiguresOfOneTimeThatNoNumberCanBoth(@ForAll("figures") List<StatedFigure> figures) {
        FigureComparison comparison = compare(figures);
        int conflicts = 0;
        int overlaps = 0;
        int apart = 0;
        for (UnitGroup group : comparison.groups()) {
            List<ComparedFigure> all =
                    group.figures().stream().filter(ComparedFigure::compares).toList();
            List<BigDecimal> samples = samples(all);
            for (ComparedFigure one : all) {
                for (ComparedFigure other : all.subList(0, all.indexOf(one))) {
                    if (!together(one, other) && !exceeds(one, other) && !exceeds(other, one)) {
                        apart++;
                    } else if (together(one, other)
                            && samples.stream()
                                    .anyMatch(number -> Intervals.contains(one.against(other), number)
                                            && Intervals.contains(other.against(one), number))) {
                        overlaps++;
                    } else if (!one.figure().claimant().equals(other.figure().claimant())
                            || !one.figure().isSaidAtAnotherTimeThan(other.figure())) {
                        conflicts++;
                    }
                }
            }
        }

        assertThat(comparison.pairs().conflicts().count()).isEqualTo(conflicts);
        assertThat(comparison.pairs().overlaps()).isEqualTo(overlaps);
        assertThat(comparison.pairs().apart().count()).isEqualTo(apart);
    }

    @Property(tries = 500)
    void theConflictsOfAClaimAreThoseOfTheComparisonThatItIsIn(@ForAll("figures") List<StatedFigure> figures) {
        FigurePairs all = FigurePairs.within(UnitGroup.of(figures, "t", Figures.TENTH, Rates.NONE));
        for (StatedFigure figure : figures) {
            assertThat(FigurePairs.ofClaim(figure.claim().id(), figures, Figures.TENTH, Rates.NONE, true)
                            .first())
                    .allMatch(pair -> pair.one().figure().equals(figure))
                    .extracting(pair -> pair.other().figure().id())
                    .containsExactlyInAnyOrderElementsOf(all.conflicts().first().stream()
                            .map(pair ->
                                    List.of(pair.one().figure(), pair.other().figure()))
                            .filter(pair -> pair.contains(figure))
                            .map(pair ->
                                    pair.get(pair.indexOf(figure) == 0 ? 1 : 0).id())
                            .toList());
        }
    }

    @Property(tries = 500)
    void aRangeIsWhatAllOfItsFiguresCanMean(@ForAll("figures") List<StatedFigure> figures) {
        for (SharedRange range : compare(figures).ranges()) {
            // To the digit where that leaves any.
            boolean rounded = ComparedFigure.areInSeveralUnits(range.figures())
                    && samples(range.figures()).stream()
                            .noneMatch(number -> range.figures().stream()
                                    .allMatch(figure -> Intervals.contains(figure.interval(), number)));
            for (BigDecimal number : samples(range.figures())) {
                assertThat(range.interval() != null && Intervals.contains(range.interval(), number))
                        .isEqualTo(range.figures().stream()
                                .allMatch(figure -> Intervals.contains(figure.amongOthers(rounded), number)));
            }
        }
    }

    @Property(tries = 500)
    void anOutlierMeansNothingThatMoreThanHalfOfTheClaimantsMean(@ForAll("figures") List<StatedFigure> figures) {
        for (SharedRange range : compare(figures).ranges()) {
            boolean ofSeveralUnits = ComparedFigure.areInSeveralUnits(range.figures());
            Set<Claimant> claimants = claimants(range.figures());
            List<BigDecimal> majority = samples(range.figures()).stream()
                    .filter(number -> claimants(range.figures().stream()
                                                    .filter(figure -> Intervals.contains(
                                                            figure.amongOthers(ofSeveralUnits), number))
                                                    .toList())
                                            .size()
                                    * 2
                            > claimants.size())
                    .toList();

            assertThat(range.outliers())
                    .isEqualTo(
                            claimants.size() < 3 || majority.isEmpty()
                                    ? List.of()
                                    : range.figures().stream()
                                            .filter(figure -> majority.stream()
                                                    .noneMatch(number -> Intervals.contains(
                                                            figure.amongOthers(ofSeveralUnits), number)))
                                            .toList());
        }
    }

    @Property(tries = 500)
    void setsAreAllLargestOnesOfFiguresThatCompare(@ForAll("figures") List<StatedFigure> figures) {
        for (UnitGroup group : compare(figures).groups()) {
            List<ComparedFigure> all =
                    group.figures().stream().filter(ComparedFigure::compares).toList();
            Set<Set<ComparedFigure>> expected = new HashSet<>();
            for (int bits = 1; bits < 1 << all.size(); bits++) {
                Set<ComparedFigure> set = new HashSet<>();
                for (int i = 0; i < all.size(); i++) {
                    if ((bits & 1 << i) != 0) {
                        set.add(all.get(i));
                    }
                }
                boolean compare = set.stream().allMatch(one -> set.stream().allMatch(other -> together(one, other)));
                boolean largest = all.stream()
                        .filter(more -> !set.contains(more))
                        .noneMatch(more -> set.stream().allMatch(one -> together(one, more)));
                if (compare && largest) {
                    expected.add(set);
                }
            }

            assertThat(CommonPeriods.of(group))
                    .doesNotHaveDuplicates()
                    .extracting(set -> (Set<ComparedFigure>) new HashSet<>(set))
                    .containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    @Provide
    Arbitrary<List<StatedFigure>> figures() {
        Arbitrary<Integer> numbers = Arbitraries.integers().between(-3, 12);
        Arbitrary<Figures> figures = Combinators.combine(
                        Arbitraries.of(Qualifier.class),
                        numbers,
                        numbers,
                        Arbitraries.of("t", "kg", "ships"),
                        Arbitraries.of("a", "b", "c", "d"),
                        Arbitraries.of(
                                "none",
                                "2024-05",
                                "2024-06",
                                "2024-07",
                                "2024-05/2024-06",
                                "2024",
                                "2024-07/..",
                                "2024-05/",
                                "/2024-06",
                                "/2024-04",
                                "2024-XX",
                                "[2024-05,2024-07]"),
                        Arbitraries.of("none", "2024-07", "2024-08", "2024-09"))
                .as((qualifier, one, other, unit, claimant, period, saidOn) -> {
                    Figures figure = Figures.of(qualifier, one, Math.min(one, other), Math.max(one, other))
                            .by(claimant)
                            .in(unit);
                    figure = period.equals("none") ? figure : figure.over(period);
                    return saidOn.equals("none") ? figure : figure.saidOn(saidOn);
                });
        return Combinators.combine(
                        figures.list().ofMaxSize(7),
                        Arbitraries.of(Nature.class).injectNull(0.25))
                .as((list, nature) ->
                        Figures.list(list.stream().map(one -> one.ofA(nature)).toArray(Figures[]::new)));
    }

    private static FigureComparison compare(List<StatedFigure> figures) {
        return FigureComparison.of(figures, "kg", Figures.TENTH, Rates.NONE);
    }

    private static boolean together(ComparedFigure one, ComparedFigure other) {
        return Periods.compare(one.figure(), other.figure());
    }

    /** Whether a part of a flow is more than the whole, day by day. */
    private static boolean exceeds(ComparedFigure part, ComparedFigure whole) {
        Edtf inner = part.figure().period();
        Edtf outer = whole.figure().period();
        if (part.figure().measure().nature() != Nature.FLOW
                || inner == null
                || outer == null
                || together(part, whole)) {
            return false;
        }
        LocalDate said = whole.figure().day();
        LocalDate end = LocalDate.MAX.equals(outer.latest()) ? said : outer.latest();
        return end != null
                && inner.earliest() != null
                && inner.latest() != null
                && outer.earliest() != null
                && Periods.isDefinite(outer)
                && !inner.earliest().isBefore(outer.earliest())
                && !inner.latest().isAfter(end)
                && whole.interval().to() != null
                && whole.interval().to().signum() >= 0
                && samples(List.of(part, whole)).stream()
                        .noneMatch(number -> Intervals.contains(part.against(whole), number)
                                && (Intervals.contains(whole.against(part), number)
                                        || number.compareTo(whole.against(part).to()) < 0));
    }

    private static Set<Claimant> claimants(List<ComparedFigure> figures) {
        return figures.stream().map(figure -> figure.figure().claimant()).collect(Collectors.toSet());
    }

    private static List<BigDecimal> samples(List<ComparedFigure> figures) {
        return Intervals.samples(figures.stream()
                .flatMap(figure -> Stream.of(figure.interval(), figure.rounded()))
                .toList());
    }
}
