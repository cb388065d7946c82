package org.claimtrail.comparison;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.claimtrail.comparison.FigurePair.Bearing;
import org.claimtrail.unit.UnitReader;

/**
 * What the pairs of figures come to. All are counted, and the first {@value #MOST} of each list are named.
 *
 * @param overlaps how many pairs overlap
 * @param conflicts pairs of which not both can be right
 * @param apart pairs that do not compare, since they count over different times
 */
public record FigurePairs(int overlaps, Listed conflicts, Listed apart) {

    /** Nobody reads more, and the answer stays small: 500 figures have 124,750 pairs. */
    static final int MOST = 200;

    /**
     * @param count how many there are, of which {@code first} are the first
     * @param complete whether there are no more than that
     */
    public record Listed(int count, List<FigurePair> first, boolean complete) {

        public static final Listed NONE = new Listed(0, List.of(), true);

        public Listed {
            first = List.copyOf(first);
        }
    }

    /** The pairs within each group. */
    static FigurePairs within(List<UnitGroup> groups) {
        Tally tally = new Tally();
        for (UnitGroup group : groups) {
            List<ComparedFigure> figures = comparing(group);
            for (int i = 0; i < figures.size(); i++) {
                for (int j = i + 1; j < figures.size(); j++) {
                    tally.add(FigurePair.of(figures.get(i), figures.get(j)));
                }
            }
        }
        return tally.result();
    }

    /**
     * The conflicts of a claim's figures with those that other claims put on the same measures. The claim's own figure is
     * {@link FigurePair#one}.
     *
     * @param figures of any measures, the claim's own among them
     * @param tolerance see {@link StatedNumber#interval}
     * @param rates see {@link UnitGroup#wantedRates}
     * @param complete whether these are all figures that may conflict
     */
    static Listed ofClaim(UUID claim, List<StatedFigure> figures, BigDecimal tolerance, Rates rates, boolean complete) {
        List<FigurePair> conflicts = new ArrayList<>();
        UnitReader units = new UnitReader();
        Map<UUID, List<StatedFigure>> byMeasure = figures.stream()
                .sorted(StatedFigure.IN_ORDER)
                .collect(Collectors.groupingBy(figure -> figure.measure().id()));
        figures.stream()
                .filter(figure -> figure.claim().id().equals(claim))
                .sorted(StatedFigure.IN_ORDER)
                .map(StatedFigure::measure)
                .distinct()
                .forEach(measure -> {
                    List<StatedFigure> compared = requireNonNull(byMeasure.get(measure.id()));
                    String currency = UnitGroup.commonCurrency(
                            compared, units.read(measure.unit()).kind(), units);
                    Exchanges exchanges =
                            new Exchanges(currency == null ? Map.of() : Map.of(measure.id(), currency), rates);
                    for (UnitGroup group : UnitGroup.of(compared, measure.unit(), tolerance, rates)) {
                        Predicate<ComparedFigure> own =
                                figure -> figure.figure().claim().id().equals(claim);
                        List<ComparedFigure> others =
                                comparing(group).stream().filter(own.negate()).toList();
                        comparing(group).stream()
                                .filter(own)
                                .forEach(one -> others.stream()
                                        .filter(other ->
                                                FigurePair.of(one, other).bearing() == Bearing.CONFLICT)
                                        // What most figures are in, which decides for a whole comparison, does not
                                        // matter here.
                                        .map(other -> UnitGroup.pair(
                                                one.figure(), other.figure(), tolerance, units, exchanges))
                                        .forEach(conflicts::add));
                    }
                });
        return nearest(conflicts, conflicts.size(), complete);
    }

    /**
     * The nearest conflicts of a claim's figures: of each figure the nearest, then of each the second nearest, and so on, up
     * to {@value FigureConflicts#TOLD}.
     *
     * @param pairs at least the nearest so many of each figure
     */
    static Listed nearest(List<FigurePair> pairs, int count, boolean complete) {
        record Ranked(int rank, FigurePair pair) {}
        Comparator<FigurePair> byFigure =
                Comparator.comparing(pair -> pair.one().figure(), StatedFigure.IN_ORDER);
        Comparator<FigurePair> byGap = Comparator.comparing(FigurePair::gap)
                .thenComparing(pair -> pair.other().figure(), StatedFigure.IN_ORDER);
        Map<UUID, Integer> ranks = new HashMap<>();
        return new Listed(
                count,
                pairs.stream()
                        .sorted(byGap)
                        .map(pair -> new Ranked(ranks.merge(pair.one().figure().id(), 1, Integer::sum), pair))
                        .sorted(Comparator.comparingInt(Ranked::rank).thenComparing(Ranked::pair, byFigure))
                        .limit(FigureConflicts.TOLD)
                        .map(Ranked::pair)
                        .sorted(byFigure.thenComparing(byGap))
                        .toList(),
                complete);
    }

    /**
     * The figures that conflict with one that another claim put on the same measure, and such a claim of each.
     *
     * @param figures of one measure
     * @param others of the same measure, which they are held against
     */
    static Map<StatedFigure, UUID> conflicts(
            List<StatedFigure> figures, List<StatedFigure> others, BigDecimal tolerance, Rates rates) {
        Map<UUID, StatedFigure> all = new HashMap<>();
        others.forEach(figure -> all.put(figure.id(), figure));
        Set<UUID> heldAgainst = Set.copyOf(all.keySet());
        figures.forEach(figure -> all.put(figure.id(), figure));
        Set<UUID> held = figures.stream().map(StatedFigure::id).collect(Collectors.toSet());
        Map<StatedFigure, UUID> found = new HashMap<>();
        for (UnitGroup group : groups(List.copyOf(all.values()), tolerance, rates)) {
            List<ComparedFigure> comparing = comparing(group);
            List<ComparedFigure> against = comparing.stream()
                    .filter(figure -> heldAgainst.contains(figure.figure().id()))
                    .toList();
            for (ComparedFigure one : comparing) {
                if (held.contains(one.figure().id())) {
                    conflict(one, against)
                            .ifPresent(other -> found.put(
                                    one.figure(), other.figure().claim().id()));
                }
            }
        }
        return found;
    }

    private static List<UnitGroup> groups(List<StatedFigure> figures, BigDecimal tolerance, Rates rates) {
        return figures.isEmpty()
                ? List.of()
                : UnitGroup.of(figures, figures.get(0).measure().unit(), tolerance, rates);
    }

    private static Optional<ComparedFigure> conflict(ComparedFigure one, List<ComparedFigure> others) {
        return others.stream()
                .filter(other ->
                        !other.figure().claim().id().equals(one.figure().claim().id())
                                && FigurePair.of(one, other).bearing() == Bearing.CONFLICT)
                .findFirst();
    }

    private static List<ComparedFigure> comparing(UnitGroup group) {
        return group.figures().stream().filter(ComparedFigure::compares).toList();
    }

    private static final class Tally {

        private final int[] counts = new int[Bearing.values().length];
        private final List<FigurePair> conflicts = new ArrayList<>();
        private final List<FigurePair> apart = new ArrayList<>();

        void add(FigurePair pair) {
            counts[pair.bearing().ordinal()]++;
            if (pair.bearing() == Bearing.CONFLICT && conflicts.size() < MOST) {
                conflicts.add(pair);
            } else if (pair.bearing() == Bearing.PERIOD && apart.size() < MOST) {
                apart.add(pair);
            }
        }

        FigurePairs result() {
            return new FigurePairs(
                    counts[Bearing.OVERLAP.ordinal()],
                    new Listed(counts[Bearing.CONFLICT.ordinal()], conflicts, true),
                    new Listed(counts[Bearing.PERIOD.ordinal()], apart, true));
        }
    }
}
