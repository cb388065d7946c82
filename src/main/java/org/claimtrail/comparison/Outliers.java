package org.claimtrail.comparison;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the figures that stand alone: those that can mean no number that more than half of the claimants can mean. A
 * claimant with several figures means what any of them does. Fewer than three claimants have no majority against one,
 * and where no number has a majority nobody is an outlier.
 */
final class Outliers {

    private static final int FEWEST_CLAIMANTS = 3;

    private Outliers() {}

    /** @param figures that all compare with each other */
    static List<ComparedFigure> among(List<ComparedFigure> figures) {
        boolean ofSeveralUnits = ComparedFigure.areInSeveralUnits(figures);
        Function<ComparedFigure, Interval> meaning = figure -> figure.amongOthers(ofSeveralUnits);
        Pieces pieces = new Pieces(figures.stream().map(meaning).toList());
        Map<String, BitSet> meant = new HashMap<>();
        for (ComparedFigure figure : figures) {
            meant.computeIfAbsent(figure.figure().claimant().key(), key -> new BitSet())
                    .set(pieces.first(meaning.apply(figure)), pieces.last(meaning.apply(figure)) + 1);
        }
        if (meant.size() < FEWEST_CLAIMANTS) {
            return List.of();
        }
        BitSet majority = new BitSet();
        for (int piece = 0; piece < pieces.count(); piece++) {
            int number = piece;
            if (meant.values().stream().filter(own -> own.get(number)).count() * 2 > meant.size()) {
                majority.set(piece);
            }
        }
        return majority.isEmpty()
                ? List.of()
                : figures.stream()
                        .filter(figure -> {
                            int next = majority.nextSetBit(pieces.first(meaning.apply(figure)));
                            return next < 0 || next > pieces.last(meaning.apply(figure));
                        })
                        .toList();
    }

    /**
     * The numbers cut at every end of an interval: what is below all, the first end, what is between it and the second,
     * and so on. A piece is in an interval or out of it as a whole.
     */
    private static final class Pieces {

        private final Map<BigDecimal, Integer> ends = new TreeMap<>();

        Pieces(List<Interval> intervals) {
            TreeSet<BigDecimal> sorted = new TreeSet<>();
            for (Interval interval : intervals) {
                Stream.of(interval.from(), interval.to())
                        .filter(Objects::nonNull)
                        .forEach(sorted::add);
            }
            sorted.forEach(end -> ends.put(end, 2 * ends.size() + 1));
        }

        int count() {
            return 2 * ends.size() + 1;
        }

        int first(Interval interval) {
            return piece(interval.from(), interval.fromOpen() ? 1 : 0, 0);
        }

        int last(Interval interval) {
            return piece(interval.to(), interval.toOpen() ? -1 : 0, count() - 1);
        }

        private int piece(@Nullable BigDecimal end, int beside, int otherwise) {
            return end == null ? otherwise : requireNonNull(ends.get(end)) + beside;
        }
    }
}
