package org.claimtrail.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.claimtrail.claim.Qualifier;
import org.claimtrail.rate.RecordedRate;
import org.jspecify.annotations.Nullable;

/** Amounts that are compared by rates, against the same amounts converted one by one. */
class MoneyPropertiesTest {

    @Property(tries = 1000)
    void comparingByRatesIsComparingWhatWasConvertedByHand(
            @ForAll("figures") List<StatedFigure> figures, @ForAll("rates") List<RecordedRate> rates) {
        int conflicts = 0;
        int overlaps = 0;
        for (int i = 0; i < figures.size(); i++) {
            for (int j = 0; j < i; j++) {
                StatedFigure one = figures.get(i);
                StatedFigure other = figures.get(j);
                boolean same = currency(one).equals(currency(other));
                boolean toTheDigit = one.unit().equals(other.unit());
                Interval left = same ? amount(one, toTheDigit) : inEuros(one, rates, toTheDigit);
                Interval right = same ? amount(other, toTheDigit) : inEuros(other, rates, toTheDigit);
                if (left == null || right == null || !Periods.compare(one, other)) {
                    continue;
                }
                boolean meet = Intervals.samples(List.of(left, right)).stream()
                        .anyMatch(number -> Intervals.contains(left, number) && Intervals.contains(right, number));
                overlaps += meet ? 1 : 0;
                conflicts += meet ? 0 : 1;
            }
        }

        FigurePairs pairs = compare(figures, rates).pairs();

        assertThat(pairs.overlaps()).isEqualTo(overlaps);
        assertThat(pairs.conflicts().count()).isEqualTo(conflicts);
    }

    @Property(tries = 500)
    void everyAmountIsShownAsItIsConvertedByHand(
            @ForAll("figures") List<StatedFigure> figures, @ForAll("rates") List<RecordedRate> rates) {
        for (ComparedFigure compared : compare(figures, rates).figures()) {
            Interval inEuros = inEuros(compared.figure(), rates, true);
            if (inEuros == null) {
                assertThat(compared.unit()).isNotEqualTo("EUR");
                assertThat(compared.exchange()).isNull();
            } else {
                assertThat(compared.unit()).isEqualTo("EUR");
                assertThat(compared.interval()).isEqualTo(inEuros);
                assertThat(compared.exchange() == null)
                        .isEqualTo(currency(compared.figure()).equals("EUR"));
            }
        }
    }

    @Property(tries = 300)
    void theOrderOfFiguresAndRatesDoesNotMatter(
            @ForAll("figures") List<StatedFigure> figures,
            @ForAll("rates") List<RecordedRate> rates,
            @ForAll Random random) {
        List<StatedFigure> shuffled = new ArrayList<>(figures);
        List<RecordedRate> shuffledRates = new ArrayList<>(rates);
        Collections.shuffle(shuffled, random);
        Collections.shuffle(shuffledRates, random);

        assertThat(compare(shuffled, shuffledRates)).isEqualTo(compare(figures, rates));
    }

    @Provide
    Arbitrary<List<StatedFigure>> figures() {
        Arbitrary<Figures> figures = Combinators.combine(
                        Arbitraries.of(Qualifier.EXACT, Qualifier.ABOUT, Qualifier.MORE_THAN, Qualifier.BETWEEN),
                        Arbitraries.integers().between(-3, 20),
                        Arbitraries.of("EUR", "USD", "GBP", "thousand USD"),
                        Arbitraries.of("none", "2024-05-10", "2024-06", "2024-07/.."),
                        Arbitraries.of("none", "2024-05-09", "2024-06-20", "2024-07-02"))
                .as((qualifier, number, unit, period, saidOn) -> {
                    int amount = unit.startsWith("thousand") ? number : number * 100;
                    Figures figure =
                            Figures.of(qualifier, amount, amount, amount + 2).in(unit);
                    figure = period.equals("none") ? figure : figure.over(period);
                    return saidOn.equals("none") ? figure : figure.saidOn(saidOn);
                });
        return figures.list().ofMaxSize(6).map(list -> Figures.list(list.toArray(Figures[]::new)));
    }

    @Provide
    Arbitrary<List<RecordedRate>> rates() {
        return Combinators.combine(
                        Arbitraries.longs(),
                        Arbitraries.of("EUR USD", "USD EUR", "GBP EUR", "USD GBP"),
                        Arbitraries.of("0.5", "0.9312", "1.07", "3"),
                        Arbitraries.of("2024-05-10", "2024-06-19", "2024-07-01"))
                .as((id, pair, rate, on) -> new RecordedRate(
                        new UUID(id, 0),
                        pair.substring(0, 3),
                        pair.substring(4),
                        new BigDecimal(rate),
                        LocalDate.parse(on),
                        new RecordedRate.Source(new UUID(4, 1), "Example Central Bank")))
                .list()
                .uniqueElements(RecordedRate::id)
                .ofMaxSize(6);
    }

    private static FigureComparison compare(List<StatedFigure> figures, List<RecordedRate> rates) {
        return FigureComparison.of(figures, "EUR", Figures.TENTH, new Rates(rates));
    }

    private static String currency(StatedFigure figure) {
        return figure.unit().substring(figure.unit().length() - 3);
    }

    private static Interval amount(StatedFigure figure, boolean toTheDigit) {
        BigDecimal multiple = new BigDecimal(figure.unit().startsWith("thousand") ? 1000 : 1);
        return (toTheDigit
                        ? figure.number().interval(Figures.TENTH)
                        : figure.number().rounded(Figures.TENTH))
                .orElseThrow()
                .map(multiple::multiply);
    }

    /** Null where no rate is recorded. */
    private static @Nullable Interval inEuros(StatedFigure figure, List<RecordedRate> rates, boolean toTheDigit) {
        String currency = currency(figure);
        if (currency.equals("EUR")) {
            return amount(figure, toTheDigit);
        }
        RecordedRate rate = null;
        for (RecordedRate next : rates) {
            boolean fits = List.of(next.from(), next.to()).containsAll(List.of(currency, "EUR"));
            if (fits && (rate == null || isBetter(next, rate, day(figure)))) {
                rate = next;
            }
        }
        if (rate == null) {
            return null;
        }
        BigDecimal factor = rate.rate();
        return amount(figure, toTheDigit)
                .map(
                        rate.to().equals("EUR")
                                ? factor::multiply
                                : number -> number.divide(factor, MathContext.DECIMAL128));
    }

    private static boolean isBetter(RecordedRate next, RecordedRate best, @Nullable LocalDate day) {
        if (next.on().equals(best.on())) {
            return Long.compareUnsigned(
                            next.id().getMostSignificantBits(), best.id().getMostSignificantBits())
                    < 0;
        }
        boolean later = next.on().isAfter(best.on());
        if (day == null) {
            return later;
        }
        boolean nextInTime = !next.on().isAfter(day);
        boolean bestInTime = !best.on().isAfter(day);
        return nextInTime == bestInTime ? later == nextInTime : nextInTime;
    }

    private static @Nullable LocalDate day(StatedFigure figure) {
        if (figure.period() != null && !figure.period().text().endsWith("..")) {
            return figure.period().latest();
        }
        return figure.saidOn() == null ? null : figure.saidOn().earliest();
    }
}
