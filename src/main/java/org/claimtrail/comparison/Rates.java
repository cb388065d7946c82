package org.claimtrail.comparison;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import org.claimtrail.rate.RecordedRate;

/**
 * The recorded rates that amounts convert by, and which of them counts. Two currencies convert when a rate of just these
 * two is recorded, in either direction, and never through a third one.
 *
 * <ul>
 *   <li>The day of a figure is the last day of its period; where that is open, unknown or not stated, the first day on
 *       which it can have been said, else published.
 *   <li>Of the rates of the two currencies, the one of the latest day up to then counts; where there is none, the first
 *       one after it. Both directions are alike, and of several rates of one day the one with the lowest id counts.
 *   <li>A figure without any day is converted by the newest rate.
 * </ul>
 */
final class Rates {

    static final Rates NONE = new Rates(List.of());

    /** Every day that a rate can be of lies between these. */
    private static final LocalDate FIRST = LocalDate.of(1, 1, 1);

    static final LocalDate LAST = LocalDate.of(9999, 12, 31);

    /** Ids as PostgreSQL orders them, which is not how Java orders those whose first bit is set. */
    private static final BinaryOperator<RecordedRate> LOWEST_ID =
            BinaryOperator.minBy(Comparator.comparing(rate -> rate.id().toString()));

    private final Map<Set<String>, NavigableMap<LocalDate, RecordedRate>> byPair = new HashMap<>();

    Rates(Collection<RecordedRate> recorded) {
        for (RecordedRate rate : recorded) {
            byPair.computeIfAbsent(Set.of(rate.from(), rate.to()), pair -> new TreeMap<>())
                    .merge(rate.on(), rate, LOWEST_ID);
        }
    }

    /** The day whose rate a figure wants. */
    static LocalDate day(StatedFigure figure) {
        LocalDate end = Periods.last(figure.period());
        LocalDate day = end.equals(LocalDate.MAX) ? figure.day() : end;
        if (day == null || day.isAfter(LAST)) {
            return LAST;
        }
        return day.isBefore(FIRST) ? FIRST : day;
    }

    /** Whether amounts of the one convert into the other, which is another one. */
    boolean convert(String one, String other) {
        return byPair.containsKey(Set.of(one, other));
    }

    /**
     * An amount in another currency.
     *
     * @param amount in the currency {@code from}
     * @throws IllegalArgumentException if the two do not convert
     */
    Exchange exchange(Interval amount, String from, String to, LocalDate day) {
        NavigableMap<LocalDate, RecordedRate> rates = byPair.get(Set.of(from, to));
        if (rates == null) {
            throw new IllegalArgumentException("No rate between " + from + " and " + to + " is recorded.");
        }
        Map.Entry<LocalDate, RecordedRate> latest = rates.floorEntry(day);
        RecordedRate rate = (latest == null ? rates.firstEntry() : latest).getValue();
        return new Exchange(amount, rate, rate.from().equals(to));
    }
}
