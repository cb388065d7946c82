package org.claimtrail.comparison;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.claimtrail.claim.Qualifier;
import org.claimtrail.platform.Currencies;
import org.claimtrail.rate.WantedRate;
import org.claimtrail.unit.ReadUnit;
import org.claimtrail.unit.UnitReader;
import org.jspecify.annotations.Nullable;

/**
 * Figures whose units convert into each other, in one unit: the measure's where it is of their kind, else the one that
 * most of them have. Amounts convert into the measure's currency, else into the one that most of them are in, where a
 * rate is recorded: see {@link Rates}.
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
    static List<UnitGroup> of(
            List<StatedFigure> figures, @Nullable String measureUnit, BigDecimal tolerance, Rates rates) {
        UnitReader units = new UnitReader();
        String measureKind = units.read(measureUnit).kind();
        String currency = commonCurrency(figures, measureKind, units);
        Map<String, List<StatedFigure>> byKind = figures.stream()
                .sorted(StatedFigure.IN_ORDER)
                .collect(Collectors.groupingBy(
                        figure -> {
                            String kind = units.read(figure.unit()).kind();
                            return currency != null && isOther(currency, kind) && rates.convert(kind, currency)
                                    ? currency
                                    : kind;
                        },
                        LinkedHashMap::new,
                        Collectors.toList()));
        return byKind.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<String, List<StatedFigure>> group) ->
                                !group.getKey().equals(measureKind))
                        .thenComparing(group -> -group.getValue().size())
                        .thenComparing(Map.Entry::getKey))
                .map(group -> {
                    String unit = group.getKey().equals(measureKind)
                            ? measureUnit
                            : mostFrequent(group.getValue().stream()
                                    .map(StatedFigure::unit)
                                    .filter(Objects::nonNull)
                                    .filter(text -> units.read(text).kind().equals(group.getKey())));
                    return new UnitGroup(unit, converted(group.getValue(), unit, units, tolerance, rates));
                })
                .toList();
    }

    /** Whether two figures compare by what they count: as amounts of different currencies where both convert to a common one. */
    static boolean compare(StatedFigure one, StatedFigure other, UnitReader units, Exchanges exchanges) {
        if (!one.measure().id().equals(other.measure().id()) || !compares(one) || !compares(other)) {
            return false;
        }
        String kind = units.read(one.unit()).kind();
        String otherKind = units.read(other.unit()).kind();
        return kind.equals(otherKind)
                || exchanges.convert(one.measure(), kind) && exchanges.convert(one.measure(), otherKind);
    }

    static boolean compares(StatedFigure figure) {
        return !figure.withdrawn() && figure.number().qualifier() != Qualifier.UNSTATED;
    }

    /**
     * Two figures that compare so: in the measure's unit where that is of their kind, else in the unit of the first. Amounts of
     * two currencies are in the unit of the common one that the measure has, or one of them, else in that currency.
     */
    static FigurePair pair(
            StatedFigure one, StatedFigure other, BigDecimal tolerance, UnitReader units, Exchanges exchanges) {
        String kind = units.read(one.unit()).kind();
        String common =
                units.read(other.unit()).kind().equals(kind) ? kind : requireNonNull(exchanges.common(one.measure()));
        String unit = Stream.of(one.measure().unit(), one.unit(), other.unit())
                .filter(text -> text != null && units.read(text).kind().equals(common))
                .findFirst()
                .orElse(Currencies.isCode(common) ? common : null);
        List<ComparedFigure> both = converted(List.of(one, other), unit, units, tolerance, exchanges.rates());
        return FigurePair.of(both.get(0), both.get(1));
    }

    /** What has to be known to convert the amounts of a measure; nothing where all of them are in one currency. */
    static Set<WantedRate> wantedRates(List<StatedFigure> figures, @Nullable String measureUnit) {
        UnitReader units = new UnitReader();
        String currency = commonCurrency(figures, units.read(measureUnit).kind(), units);
        if (currency == null) {
            return Set.of();
        }
        return figures.stream()
                .filter(figure -> isOther(currency, units.read(figure.unit()).kind()))
                .map(figure -> new WantedRate(units.read(figure.unit()).kind(), currency, Rates.day(figure)))
                .collect(Collectors.toSet());
    }

    /**
     * What amounts convert to: the measure's currency, else the one that most of those are in that compare; null where there is
     * no money.
     */
    static @Nullable String commonCurrency(List<StatedFigure> figures, String measureKind, UnitReader units) {
        return Currencies.isCode(measureKind)
                ? measureKind
                : mostFrequent(figures.stream()
                        .filter(UnitGroup::compares)
                        .map(figure -> units.read(figure.unit()).kind())
                        .filter(Currencies::isCode));
    }

    private static boolean isOther(String currency, String kind) {
        return Currencies.isCode(kind) && !kind.equals(currency);
    }

    private static @Nullable String mostFrequent(Stream<String> texts) {
        return most(texts.collect(Collectors.groupingBy(text -> text, Collectors.counting())))
                .orElse(null);
    }

    /** Of several with the highest count the first by its letters. */
    static Optional<String> most(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .min(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey);
    }

    private static List<ComparedFigure> converted(
            List<StatedFigure> figures, @Nullable String unit, UnitReader units, BigDecimal tolerance, Rates rates) {
        ReadUnit target = units.read(unit);
        List<ComparedFigure> converted = new ArrayList<>();
        for (StatedFigure figure : figures) {
            Interval interval = figure.number().interval(tolerance).orElse(null);
            Interval rounded = figure.number().rounded(tolerance).orElse(null);
            ReadUnit own = units.read(figure.unit());
            if (interval == null || rounded == null || own.equals(target)) {
                converted.add(new ComparedFigure(figure, own, unit, interval, null, rounded, null, null));
            } else if (own.kind().equals(target.kind())) {
                converted.add(new ComparedFigure(
                        figure,
                        own,
                        unit,
                        converted(interval, own, target),
                        interval,
                        converted(rounded, own, target),
                        null,
                        null));
            } else {
                Exchange exchange = rates.exchange(
                        converted(interval, own, own.base()), own.kind(), target.kind(), Rates.day(figure));
                Interval roundedAmount = converted(rounded, own, own.base());
                converted.add(new ComparedFigure(
                        figure,
                        own,
                        unit,
                        converted(exchange.exchanged(), target.base(), target),
                        interval,
                        converted(exchange.exchanged(roundedAmount), target.base(), target),
                        roundedAmount,
                        exchange));
            }
        }
        return converted;
    }

    private static Interval converted(Interval interval, ReadUnit from, ReadUnit to) {
        return interval.map(number -> from.convert(number, to));
    }
}
