package org.claimtrail.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.claimtrail.comparison.Figures.about;
import static org.claimtrail.comparison.Figures.exactly;
import static org.claimtrail.comparison.Figures.list;
import static org.claimtrail.comparison.Figures.moreThan;
import static org.claimtrail.comparison.Figures.unstated;
import static org.claimtrail.comparison.Intervals.interval;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.claimtrail.rate.RecordedRate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Amounts of several currencies side by side. */
class MoneyTest {

    private static final RecordedRate JUNE = rate(1, "EUR", "USD", "1.07", "2024-06-19");

    @Test
    void withoutARateNothingConverts() {
        assertThat(compare(
                                "EUR",
                                List.of(),
                                exactly(100).in("EUR"),
                                exactly(107).in("USD"))
                        .groups())
                .extracting(UnitGroup::unit)
                .containsExactly("EUR", "USD");
    }

    @Test
    void aRateMultipliesAndTheOtherWayRoundDivides() {
        FigureComparison inDollars = compare(
                "USD", List.of(JUNE), exactly(100).in("EUR"), exactly(107).in("USD"));
        FigureComparison inEuros = compare(
                "EUR", List.of(JUNE), exactly(100).in("EUR"), exactly(107).in("USD"));

        assertThat(inDollars.figures())
                .extracting(ComparedFigure::interval)
                .containsExactly(interval("[107, 107]"), interval("[107, 107]"));
        assertThat(inDollars.figures().get(0).unconverted()).isEqualTo(interval("[100, 100]"));
        assertThat(inDollars.figures().get(0).exchange()).isEqualTo(new Exchange(interval("[100, 100]"), JUNE, false));
        assertThat(inDollars.figures().get(1).exchange()).isNull();
        assertThat(inEuros.figures().get(1).interval()).isEqualTo(interval("[100, 100]"));
        assertThat(inEuros.figures().get(1).exchange()).isEqualTo(new Exchange(interval("[107, 107]"), JUNE, true));
        assertThat(inEuros.pairs().overlaps()).isEqualTo(1);
    }

    @Test
    void whatDividingNeverEndsIsRoundedTo34Digits() {
        assertThat(compare("EUR", List.of(JUNE), exactly(1).in("USD"))
                        .figures()
                        .get(0)
                        .interval()
                        .from())
                .isEqualTo(new BigDecimal("0.9345794392523364485981308411214953"));
    }

    @Test
    void multiplesConvertIntoTheUnitOfTheMeasure() {
        FigureComparison comparison = compare(
                "million EUR",
                List.of(rate(1, "USD", "EUR", "0.9", "2024-06-19")),
                exactly(2).in("billion US dollars"),
                about(1800),
                exactly(1_800_000).in("thousand euros"));

        assertThat(comparison.groups()).extracting(UnitGroup::unit).containsExactly("million EUR", "containers");
        assertThat(comparison.groups().get(0).figures())
                .extracting(ComparedFigure::interval)
                .containsExactly(interval("[1800, 1800]"), interval("[1800, 1800]"));
    }

    @Test
    void withoutAUnitOfTheMeasureAmountsConvertIntoTheCurrencyOfMostOfThem() {
        FigureComparison comparison = compare(
                null,
                List.of(JUNE),
                exactly(1).in("ships"),
                exactly(100).in("EUR"),
                exactly(1).in("million USD"),
                exactly(2).in("million USD"),
                exactly(3).in("ships"),
                exactly(4).in("ships"),
                exactly(5).in("ships"));

        assertThat(comparison.groups()).extracting(UnitGroup::unit).containsExactly("ships", "million USD");
        assertThat(comparison.groups().get(1).figures())
                .extracting(ComparedFigure::interval)
                .contains(interval("[0.000107, 0.000107]"));
    }

    @Test
    void amountsDoNotConvertThroughAThirdCurrency() {
        List<RecordedRate> rates =
                List.of(rate(1, "EUR", "USD", "1.07", "2024-06-19"), rate(2, "USD", "GBP", "0.79", "2024-06-19"));

        assertThat(compare(
                                "EUR",
                                rates,
                                exactly(1).in("GBP"),
                                exactly(2).in("EUR"),
                                exactly(3).in("USD"))
                        .groups())
                .extracting(UnitGroup::unit)
                .containsExactly("EUR", "GBP");
    }

    @Test
    void whatMayBeSeveralCurrenciesStaysWhatItIs() {
        assertThat(compare(
                                "EUR",
                                List.of(JUNE),
                                exactly(1).in("EUR"),
                                exactly(1).in("dollars"),
                                exactly(1).in("$"))
                        .groups())
                .extracting(UnitGroup::unit)
                .containsExactly("EUR", "$", "dollars");
    }

    @Test
    void whatWasNotStatedIsOfTheGroupAndHasNoRate() {
        FigureComparison comparison =
                compare("EUR", List.of(JUNE), exactly(1).in("EUR"), unstated().in("USD"));

        assertThat(comparison.groups())
                .singleElement()
                .satisfies(group -> assertThat(group.figures())
                        .extracting(ComparedFigure::exchange)
                        .containsOnlyNulls());
    }

    // Which rate

    @ParameterizedTest
    @CsvSource({
        // period, said on, the day whose rate counts
        "2024-05, 2024-07-30, 2024-05-10",
        "2023/2024-06-19, 2024-07-30, 2024-06-19",
        "..2024-06-18, 2024-07-30, 2024-05-10",
        "2024-07-01, , 2024-07-01",
        "2024-07-02, 2024-05-10, 2024-07-01",
        "2020, 2024-06-19, 2024-05-10",
        "2024-07/.., 2024-06-20, 2024-06-19",
        "2024-07/, 2024-06-20, 2024-06-19",
        ", 2024-06-19, 2024-06-19",
        ", 2024-06-18, 2024-05-10",
        ", 2024-07, 2024-07-01",
        ", 1999, 2024-05-10",
        ", , 2024-07-01",
        "2024-06/.., , 2024-07-01",
        "Y12000, , 2024-07-01",
        "-0043, , 2024-05-10"
    })
    void theLatestRateUpToTheDayOfAFigureCountsElseTheFirstAfterIt(
            @Nullable String period, @Nullable String saidOn, LocalDate expected) {
        Figures figure = exactly(1).in("EUR");
        figure = period == null ? figure : figure.over(period);
        figure = saidOn == null ? figure : figure.saidOn(saidOn);
        List<RecordedRate> rates =
                List.of(rate(1, "USD", "EUR", "0.93", "2024-07-01"), JUNE, rate(3, "EUR", "USD", "1.08", "2024-05-10"));

        assertThat(compare("USD", rates, figure)
                        .figures()
                        .get(0)
                        .exchange()
                        .rate()
                        .on())
                .isEqualTo(expected);
    }

    @Test
    void ofSeveralRatesOfOneDayTheLowestIdCountsWhicheverWayRoundItIs() {
        RecordedRate low = rate(3, "USD", "EUR", "0.5", "2024-06-19");
        // Java takes this one for negative, PostgreSQL for the highest.
        RecordedRate high = new RecordedRate(
                UUID.fromString("f0000000-0000-4000-8000-000000000000"),
                "EUR",
                "USD",
                BigDecimal.ONE,
                low.on(),
                low.source());

        for (List<RecordedRate> rates : List.of(List.of(low, high), List.of(high, low))) {
            assertThat(compare("USD", rates, exactly(1).in("EUR"))
                            .figures()
                            .get(0)
                            .exchange()
                            .rate())
                    .isEqualTo(low);
        }
    }

    // What follows

    @Test
    void aConflictRestsOnTheRatesOfBothFigures() {
        RecordedRate later = rate(2, "EUR", "GBP", "0.8", "2024-06-20");
        FigureComparison comparison = compare(
                "EUR",
                List.of(JUNE, later),
                moreThan(107).in("USD"),
                exactly(70).in("GBP"));

        assertThat(comparison.pairs().conflicts().first()).singleElement().satisfies(pair -> {
            assertThat(pair.gap()).isEqualByComparingTo("12.5");
            assertThat(pair.unit()).isEqualTo("EUR");
            assertThat(pair.rates()).extracting(Exchange.UsedRate::id).containsExactly(JUNE.id(), later.id());
        });
    }

    @Test
    void twoAmountsOfOneCurrencyAreNotPartedByWhatItsRateDid() {
        List<RecordedRate> rates = List.of(JUNE, rate(2, "EUR", "USD", "2", "2024-07-01"));
        FigureComparison comparison = compare(
                "EUR",
                rates,
                exactly(5).in("million USD").saidOn("2024-06-19").by("a"),
                exactly(5_000_000).in("USD").saidOn("2024-07-01").by("b"),
                exactly(6).in("million USD").saidOn("2024-07-01").by("c"),
                exactly(5).in("million USD").saidOn("2024-07-01").by("a"));

        assertThat(comparison.pairs().overlaps()).isEqualTo(3);
        assertThat(comparison.pairs().conflicts().first()).hasSize(3).allSatisfy(pair -> {
            assertThat(pair.gap()).isEqualByComparingTo("1000000");
            assertThat(pair.unit()).isEqualTo("USD");
            assertThat(pair.rates()).isEmpty();
        });
        assertThat(comparison.courses().get(0).steps().get(1).movement()).isEqualTo(Movement.UNCHANGED);
    }

    @Test
    void ratesAreWantedOnlyWhereAmountsAreInSeveralCurrencies() {
        assertThat(UnitGroup.wantedRates(list(exactly(1).in("USD"), exactly(2).in("million US dollars")), null))
                .isEmpty();
        assertThat(UnitGroup.wantedRates(list(exactly(1).in("t"), exactly(2).in("containers")), "kg"))
                .isEmpty();
        assertThat(UnitGroup.wantedRates(list(exactly(1).in("EUR"), exactly(2).in("dollars")), null))
                .isEmpty();
        assertThat(UnitGroup.wantedRates(list(exactly(1).in("USD")), "EUR")).hasSize(1);
        // What nobody stated does not say what amounts are in.
        assertThat(UnitGroup.wantedRates(list(unstated().in("USD"), unstated().in("EUR")), null))
                .isEmpty();
    }

    static RecordedRate rate(int id, String from, String to, String rate, String on) {
        return new RecordedRate(
                new UUID(3, id),
                from,
                to,
                new BigDecimal(rate),
                LocalDate.parse(on),
                new RecordedRate.Source(new UUID(4, 1), "Example Central Bank"));
    }

    private static FigureComparison compare(
            @Nullable String measureUnit, List<RecordedRate> rates, Figures... figures) {
        return FigureComparison.of(list(figures), measureUnit, Figures.TENTH, new Rates(rates));
    }
}
