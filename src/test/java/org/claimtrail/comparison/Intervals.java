package org.claimtrail.comparison;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Intervals as tests write them, and what they mean number by number. */
final class Intervals {

    private Intervals() {}

    /** Reads {@code [1, 2)}; two dots stand for an end that is not there. */
    static Interval interval(String text) {
        String[] ends = text.substring(1, text.length() - 1).split(", ");
        BigDecimal from = end(ends[0]);
        BigDecimal to = end(ends[1]);
        return new Interval(from, to, from != null && text.startsWith("("), to != null && text.endsWith(")"));
    }

    private static @Nullable BigDecimal end(String text) {
        return text.equals("..") ? null : new BigDecimal(text);
    }

    static boolean contains(Interval interval, BigDecimal number) {
        return (interval.from() == null
                        || number.compareTo(interval.from()) > 0
                        || number.compareTo(interval.from()) == 0 && !interval.fromOpen())
                && (interval.to() == null
                        || number.compareTo(interval.to()) < 0
                        || number.compareTo(interval.to()) == 0 && !interval.toOpen());
    }

    /** Every end, a number between any two neighbours, and one beyond each side: enough to tell the intervals apart. */
    static List<BigDecimal> samples(List<Interval> intervals) {
        List<BigDecimal> ends = intervals.stream()
                .flatMap(interval -> Stream.of(interval.from(), interval.to()))
                .filter(Objects::nonNull)
                .distinct()
                .sorted()
                .toList();
        if (ends.isEmpty()) {
            return List.of(BigDecimal.ZERO);
        }
        Stream<BigDecimal> between = Stream.iterate(1, i -> i < ends.size(), i -> i + 1)
                .map(i -> ends.get(i - 1).add(ends.get(i)).divide(BigDecimal.valueOf(2)));
        Stream<BigDecimal> beyond = Stream.of(
                ends.get(0).subtract(BigDecimal.ONE), ends.get(ends.size() - 1).add(BigDecimal.ONE));
        return Stream.of(ends.stream(), between, beyond).flatMap(all -> all).toList();
    }
}
