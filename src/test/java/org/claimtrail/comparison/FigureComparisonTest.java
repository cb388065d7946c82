package org.claimtrail.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.claimtrail.claim.Nature.FLOW;
import static org.claimtrail.claim.Nature.RATE;
import static org.claimtrail.claim.Nature.STOCK;
import static org.claimtrail.comparison.Figures.about;
import static org.claimtrail.comparison.Figures.between;
import static org.claimtrail.comparison.Figures.compare;
import static org.claimtrail.comparison.Figures.exactly;
import static org.claimtrail.comparison.Figures.list;
import static org.claimtrail.comparison.Figures.moreThan;
import static org.claimtrail.comparison.Figures.unstated;
import static org.claimtrail.comparison.Intervals.interval;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import org.claimtrail.claim.Nature;
import org.claimtrail.claim.Qualifier;
import org.claimtrail.comparison.Course.Step;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FigureComparisonTest {

    // Conflicts

    @Test
    void aboutSixThousandAndMoreThanTenThousandConflict() {
        FigurePairs pairs = compare(about(6000), moreThan(10_000)).pairs();

        assertThat(pairs.conflicts().first()).singleElement().satisfies(conflict -> {
            assertThat(numbers(conflict)).containsExactly(1L, 2L);
            assertThat(conflict.gap()).isEqualByComparingTo("3400");
            assertThat(conflict.periods()).isEqualTo(Periods.EQUAL);
        });
        assertThat(pairs.conflicts().count()).isEqualTo(1);
        assertThat(pairs.overlaps()).isZero();
    }

    @Test
    void aboutSevenThousandAndMoreThanSevenThousandDoNotConflict() {
        FigureComparison comparison = compare(about(7000), moreThan(7000));

        assertThat(comparison.pairs().conflicts().count()).isZero();
        assertThat(comparison.pairs().overlaps()).isEqualTo(1);
        assertThat(comparison.ranges()).singleElement().satisfies(range -> {
            assertThat(range.interval()).isEqualTo(interval("(7000, 7700]"));
            assertThat(range.lowest()).isEqualByComparingTo("6300");
            assertThat(range.highest()).isEqualByComparingTo("7700");
        });
    }

    @Test
    void atMostAndMoreThanTheSameNumberConflictWithoutAGap() {
        FigurePairs pairs =
                compare(Figures.of(Qualifier.AT_MOST, 0, 0, 100), moreThan(100)).pairs();

        assertThat(pairs.conflicts().first())
                .singleElement()
                .satisfies(conflict -> assertThat(conflict.gap()).isEqualByComparingTo(BigDecimal.ZERO));
    }

    @Test
    void whatWasNotStatedIsListedAndNeverCompared() {
        FigureComparison comparison = compare(unstated(), exactly(1));

        assertThat(comparison.figures()).hasSize(2);
        assertThat(comparison.figures().get(0).interval()).isNull();
        assertThat(comparison.pairs().overlaps()).isZero();
        assertThat(comparison.ranges())
                .singleElement()
                .satisfies(range -> assertThat(range.figures()).hasSize(1));
    }

    @Test
    void oneFigureOrTheOtherIsNoConflict() {
        FigurePairs pairs =
                compare(exactly(1).by("a"), exactly(2).by("a").orRather(1)).pairs();

        assertThat(pairs.conflicts().count()).isZero();
    }

    @Test
    void oneClaimantWhoSaysTwoThingsAtOneTimeIsInConflictWithItself() {
        assertThat(compare(
                                exactly(1).by("a").saidOn("2024-06-18"),
                                exactly(2).by("a").saidOn("2024-06-18"))
                        .pairs()
                        .conflicts()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void onlyTheFirstConflictsAreListedAndAllAreCounted() {
        Figures[] figures = new Figures[FigurePairs.MOST];
        for (int i = 0; i < figures.length; i++) {
            figures[i] = exactly(i);
        }

        FigurePairs pairs = compare(figures).pairs();

        assertThat(pairs.conflicts().count()).isEqualTo(FigurePairs.MOST * (FigurePairs.MOST - 1) / 2);
        assertThat(pairs.conflicts().first()).hasSize(FigurePairs.MOST);
    }

    // Units

    @Test
    void figuresInTonnesAndInKilogramsAreComparedInTheUnitOfTheMeasure() {
        FigureComparison comparison = FigureComparison.of(
                list(exactly(2).in("tonnes"), exactly(2000).in("kg"), exactly(1).in("t")),
                "kg",
                Figures.TENTH,
                Rates.NONE);

        assertThat(comparison.groups()).singleElement().satisfies(group -> {
            assertThat(group.unit()).isEqualTo("kg");
            assertThat(group.figures())
                    .extracting(ComparedFigure::interval)
                    .containsExactly(interval("[2000, 2000]"), interval("[2000, 2000]"), interval("[1000, 1000]"));
            assertThat(group.figures())
                    .extracting(ComparedFigure::unconverted)
                    .containsExactly(interval("[2, 2]"), null, interval("[1, 1]"));
        });
        assertThat(comparison.pairs().overlaps()).isEqualTo(1);
        assertThat(comparison.pairs().conflicts().count()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        // in kilograms, elsewhere, whether not both can be right
        "1000, 2204.62, lb, false",
        "1000, 2204, lb, false",
        "1000, 2205, lb, false",
        "1000, 2200, lb, false",
        "1000, 2300, lb, true",
        "1000, 2100, lb, true",
        "1000.00, 2204.62, lb, false",
        "1000.00, 2204.00, lb, true",
        "1000, 1, t, false",
        "1400, 1, t, false",
        "1600, 1, t, true",
        "1400, 1.0, t, true",
        "1000, 1.5, thousand t, true",
        "0, 0, lb, false",
        "1000, 1000, kilograms, false",
        // In the same unit every digit counts.
        "1000, 1001, kilograms, true"
    })
    void exactFiguresInDifferentUnitsCompareAsPreciselyAsTheyAreStated(
            BigDecimal kilograms, BigDecimal number, String unit, boolean conflict) {
        List<StatedFigure> figures =
                list(exactly(kilograms).in("kg"), exactly(number).in(unit));

        FigureComparison comparison = FigureComparison.of(figures, "kg", Figures.TENTH, Rates.NONE);

        assertThat(comparison.pairs().conflicts().count()).isEqualTo(conflict ? 1 : 0);
        assertThat(comparison.ranges().get(0).interval() == null).isEqualTo(conflict);
    }

    @Test
    void whoPutsItsFigureInAnotherUnitDoesNotMoveIt() {
        assertThat(FigureComparison.of(
                                list(
                                        exactly(1000).in("kg").by("a").saidOn("2024-01"),
                                        exactly(2205).in("lb").by("a").saidOn("2024-02"),
                                        exactly(2300).in("lb").by("a").saidOn("2024-03")),
                                "kg",
                                Figures.TENTH,
                                Rates.NONE)
                        .courses()
                        .get(0)
                        .steps())
                .extracting(Step::movement)
                .containsExactly(null, Movement.UNCHANGED, Movement.RAISED);
    }

    @Test
    void whatDoesNotConvertIsGroupedAndNotComparedAcross() {
        FigureComparison comparison = FigureComparison.of(
                list(
                        exactly(1).in("EUR"),
                        exactly(50).in("USD"),
                        exactly(60).in("USD"),
                        exactly(9).in("t")),
                "t",
                Figures.TENTH,
                Rates.NONE);

        assertThat(comparison.groups()).extracting(UnitGroup::unit).containsExactly("t", "USD", "EUR");
        assertThat(comparison.pairs().conflicts().first())
                .singleElement()
                .satisfies(conflict -> assertThat(numbers(conflict)).containsExactly(2L, 3L));
    }

    @Test
    void withoutAUnitOfTheMeasureMostFiguresDecide() {
        FigureComparison comparison = FigureComparison.of(
                list(
                        exactly(1).in("t"),
                        exactly(2).in("kg"),
                        exactly(3).in("kg"),
                        exactly(4).in(null)),
                null,
                Figures.TENTH,
                Rates.NONE);

        assertThat(comparison.groups()).extracting(UnitGroup::unit).containsExactly(null, "kg");
    }

    // Periods

    @Test
    void figuresOfPeriodsThatDoNotOverlapAreNotCompared() {
        FigurePairs pairs = compare(
                        exactly(1).over("2023-08/2023-09"), exactly(2).over("2023-10"))
                .pairs();

        assertThat(pairs.conflicts().count()).isZero();
        assertThat(pairs.apart().count()).isEqualTo(1);
        assertThat(pairs.apart().first())
                .singleElement()
                .satisfies(pair -> assertThat(numbers(pair)).containsExactly(1L, 2L));
    }

    @Test
    void aFigureWithoutAPeriodIsTakenToCountOverAnyPeriod() {
        assertThat(compare(exactly(1), exactly(2).over("2023-10"))
                        .pairs()
                        .conflicts()
                        .first())
                .extracting(FigurePair::periods)
                .containsExactly(Periods.ASSUMED);
    }

    @Test
    void ofAStockEachLargestSetOfPeriodsThatMeetHasARangeOfItsOwn() {
        FigureComparison comparison = compare(
                between(0, 10).over("2024-05").ofA(STOCK),
                between(20, 30).over("2024-07").ofA(STOCK),
                between(5, 25).over("2024-05/2024-07").ofA(STOCK),
                between(8, 22).ofA(STOCK));

        assertThat(comparison.sets()).isEqualTo(2);
        assertThat(comparison.ranges())
                .extracting(SharedRange::interval)
                .containsExactly(interval("[8, 10]"), interval("[20, 22]"));
    }

    @Test
    void othersHaveARangeForEachPeriod() {
        FigureComparison comparison = compare(
                between(0, 10).over("2024-05"),
                between(20, 30).over("2024-07"),
                between(5, 25).over("2024-05/2024-07"),
                between(8, 22));

        assertThat(comparison.ranges())
                .extracting(SharedRange::interval)
                .containsExactlyInAnyOrder(interval("[8, 10]"), interval("[20, 22]"), interval("[8, 22]"));
    }

    /** About 6,700 from August to February, and what others said: whether not both can be right. */
    @ParameterizedTest
    @CsvSource({
        // period, number, of what is not known, of a flow, of a stock, of a rate
        "2023-08/2024-02,       1000, true,  true,  true,  true",
        "2023-08-01/2024-02-29, 1000, true,  true,  true,  true",
        "2023-08/2024-02~,      1000, true,  true,  true,  true",
        "2023-08/2024-02,       6700, false, false, false, false",
        ",                      1000, true,  true,  true,  true",
        ",                      6700, false, false, false, false",
        "2023-08/,              1000, true,  true,  true,  true",
        "/2024-02,              1000, true,  true,  true,  true",
        "2023-09/,              1000, false, false, true,  false",
        "/2023-07,              9000, false, false, false, false",
        "2023-09/2023-10,       1000, false, false, true,  false",
        "2023-09/2023-10,       6700, false, false, false, false",
        "2023-09/2023-10,       7370, false, false, false, false",
        "2023-09/2023-10,       7371, false, true,  true,  false",
        "2023-09-01,            9000, false, true,  true,  false",
        "2023-08,               9000, false, true,  true,  false",
        "2024-02-29,            9000, false, true,  true,  false",
        "2024-03-01,            9000, false, false, false, false",
        "2023,                  9000, false, false, true,  false",
        "2023/2024,             1000, false, true,  true,  false",
        "2023/2024,             9000, false, false, true,  false",
        "../2024-02,            1000, false, true,  true,  false",
        "2023-08/..,            1000, false, true,  true,  false",
        "2023-09/..,            9000, false, false, true,  false",
        "2024-01/2024-03,       9000, false, false, true,  false",
        "2022,                  9000, false, false, false, false",
        "2023-1X,               9000, false, true,  false, false",
        "'[2023-09,2023-12]',   9000, false, true,  false, false",
        "'{2023-09,2023-12}',   9000, false, true,  false, false",
        "2023-XX,               9000, false, false, false, false",
        "'[2023,2024]',         1000, false, false, false, false"
    })
    void whatAMeasureIsDecidesWhichPeriodsCompare(
            @Nullable String period, int number, boolean unknown, boolean flow, boolean stock, boolean rate) {
        Map<@Nullable Nature, Boolean> conflicts = new HashMap<>();
        for (Nature nature : new Nature[] {null, FLOW, STOCK, RATE}) {
            Figures seoul =
                    about(6700).over("2023-08/2024-02").saidOn("2024-06-18").ofA(nature);
            Figures other = exactly(number).saidOn("2024-06-19").ofA(nature);
            other = period == null ? other : other.over(period);
            FigurePairs pairs = compare(seoul, other).pairs();
            assertThat(pairs.conflicts().count())
                    .isEqualTo(compare(other, seoul).pairs().conflicts().count());
            conflicts.put(nature, pairs.conflicts().count() == 1);
        }

        assertThat(conflicts)
                .containsEntry(null, unknown)
                .containsEntry(FLOW, flow)
                .containsEntry(STOCK, stock)
                .containsEntry(RATE, rate);
    }

    @ParameterizedTest
    @CsvSource({
        "2024-06-18, true",
        "2024-06-17, false",
        // Nobody knows up to when it counts.
        ", false"
    })
    void whatCountsUpToNowCountsUpToTheDayOnWhichItWasSaid(@Nullable String saidOn, boolean conflicts) {
        Figures sinceAugust = exactly(100).over("2023-08/..").ofA(FLOW);
        assertThat(compare(
                                saidOn == null ? sinceAugust : sinceAugust.saidOn(saidOn),
                                exactly(200).over("2024-06-18").ofA(FLOW))
                        .pairs()
                        .conflicts()
                        .count())
                .isEqualTo(conflicts ? 1 : 0);
    }

    /** What may be taken away again does not only add up. */
    @Test
    void aPartMayBeMoreThanAWholeOfLessThanNothing() {
        assertThat(compare(
                                exactly(-5).over("2024").ofA(FLOW),
                                exactly(3).over("2024-01").ofA(FLOW))
                        .pairs()
                        .conflicts()
                        .count())
                .isZero();
    }

    @Test
    void aPartThatTheWholeHasRoomForDoesNotCompareAndItIsSaidSo() {
        FigurePairs pairs = compare(
                        exactly(100).over("2024").ofA(FLOW),
                        exactly(30).over("2024-01").ofA(FLOW))
                .pairs();

        assertThat(pairs.apart().first()).singleElement().matches(FigurePair::isPartOfAWhole);
        assertThat(pairs.overlaps()).isZero();
    }

    @Test
    void whoSaysLaterThatAPartWasMoreThanTheWholeChangedItsFigure() {
        assertThat(compare(
                                exactly(100).over("2024").ofA(FLOW).by("a").saidOn("2025-01"),
                                exactly(300).over("2024-01").ofA(FLOW).by("a").saidOn("2025-02"))
                        .pairs()
                        .conflicts()
                        .count())
                .isZero();
    }

    // Outliers

    @Test
    void whoIsAwayFromWhatMostClaimantsSayIsAnOutlier() {
        assertThat(compare(about(6700), moreThan(6000), between(6500, 7000), exactly(10))
                        .ranges()
                        .get(0)
                        .outliers())
                .extracting(figure -> figure.figure().claim().number())
                .containsExactly(4L);
    }

    @Test
    void repeatingAFigureMakesNoMajority() {
        assertThat(compare(
                                exactly(1).by("a"),
                                exactly(1).by("a"),
                                exactly(1).by("a"),
                                exactly(5).by("b"))
                        .ranges()
                        .get(0)
                        .outliers())
                .isEmpty();
        assertThat(compare(exactly(1), exactly(2), exactly(3)).ranges().get(0).outliers())
                .isEmpty();
    }

    // Claimants over time

    @Test
    void theSameClaimantRaisingItsFigureIsAMovementAndNotAConflict() {
        FigureComparison comparison = compare(
                about(10_000).by("Seoul").saidOn("2024-06-18"),
                about(6700).by("Seoul").saidOn("2024-03"));

        assertThat(comparison.pairs().conflicts().count()).isZero();
        assertThat(comparison.courses()).singleElement().satisfies(course -> {
            assertThat(course.steps()).extracting(Step::movement).containsExactly(null, Movement.RAISED);
            assertThat(course.steps().get(1).before())
                    .isEqualTo(course.steps().get(0).figure());
        });
    }

    @Test
    void aFigureIsLoweredRepeatedNarrowedAndWithdrawn() {
        FigureComparison comparison = compare(
                about(100).saidOn("2024-01").by("a"),
                about(50).saidOn("2024-02").by("a"),
                about(50).saidOn("2024-03").by("a"),
                exactly(50).saidOn("2024-04").by("a"),
                about(50).saidOn("2024-05").by("a"),
                exactly(70).saidOn("2024-06").by("a").withdrawn());

        assertThat(comparison.courses())
                .singleElement()
                .satisfies(course -> assertThat(course.steps())
                        .extracting(Step::movement)
                        .containsExactly(
                                null,
                                Movement.LOWERED,
                                Movement.UNCHANGED,
                                Movement.NARROWED,
                                Movement.WIDENED,
                                Movement.WITHDRAWN));
    }

    @Test
    void figuresOfOtherPeriodsAndOtherUnitsAreNoMovement() {
        assertThat(compare(
                                exactly(1).by("a").saidOn("2024-01").over("2023-01"),
                                exactly(2).by("a").saidOn("2024-02").over("2023-02"),
                                exactly(3).by("a").saidOn("2024-03").in("ships"))
                        .courses()
                        .get(0)
                        .steps())
                .extracting(Step::movement)
                .containsOnlyNulls();
    }

    @Test
    void aWithdrawnFigureIsInConflictWithNobody() {
        FigureComparison comparison = compare(exactly(1).withdrawn(), exactly(2));

        assertThat(comparison.pairs().conflicts().count()).isZero();
        assertThat(comparison.figures()).hasSize(2);
    }

    // One claim

    @Test
    void theConflictsOfAClaimAreThoseOfItsFiguresWithOtherClaims() {
        List<StatedFigure> figures = list(exactly(1), exactly(2), exactly(3), exactly(2));

        FigurePairs.Listed conflicts = FigurePairs.ofClaim(new UUID(1, 2), figures, Figures.TENTH, Rates.NONE, true);

        assertThat(conflicts.first())
                .extracting(FigureComparisonTest::numbers)
                .containsExactly(List.of(2L, 1L), List.of(2L, 3L));
        assertThat(FigurePairs.ofClaim(new UUID(1, 99), figures, Figures.TENTH, Rates.NONE, true)
                        .count())
                .isZero();
    }

    @Test
    void ofManyConflictsTheNearestOfEachOfItsFiguresAreTold() {
        List<Figures> figures = new ArrayList<>();
        for (int i = 1; i <= 30; i++) {
            figures.add(exactly(i * i));
        }

        FigurePairs.Listed conflicts = FigurePairs.ofClaim(
                new UUID(1, 1), list(figures.toArray(Figures[]::new)), Figures.TENTH, Rates.NONE, true);

        assertThat(conflicts.count()).isEqualTo(29);
        assertThat(conflicts.first())
                .extracting(FigureComparisonTest::numbers)
                .containsExactlyElementsOf(LongStream.rangeClosed(2, 21)
                        .mapToObj(other -> List.of(1L, other))
                        .toList());
    }

    private static List<Long> numbers(FigurePair pair) {
        return List.of(
                pair.one().figure().claim().number(),
                pair.other().figure().claim().number());
    }
}
