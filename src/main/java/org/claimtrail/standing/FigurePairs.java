package org.claimtrail.standing;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.claimtrail.standing.FigurePair.Bearing;

/**
 * What the pairs of figures come to. All are counted, and the first {@value #MOST} of each list are named.
 *
 * @param overlaps how many pairs overlap
 * @param conflicts pairs of which not both can be right
 * @param apart pairs that do not compare, since they count over different times
 */
record FigurePairs(int overlaps, Listed conflicts, Listed apart) {

    /** Nobody reads more, and the answer stays small: 500 figures have 124,750 pairs. */
    static final int MOST = 200;

    /** @param count how many there are, of which {@code first} are the first */
    record Listed(int count, List<FigurePair> first) {

        Listed {
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
     * The pairs of a claim's figures with those that other claims put on the same measures. The claim's own figure is
     * {@link FigurePair#one}.
     *
     * @param figures of any measures, the claim's own among them
     * @param tolerance see {@link StatedNumber#interval}
     * @param rates see {@link UnitGroup#wantedRates}
     */
    static FigurePairs ofClaim(UUID claim, List<StatedFigure> figures, BigDecimal tolerance, Rates rates) {
        Tally tally = new Tally();
        Map<UUID, List<StatedFigure>> byMeasure = figures.stream()
                .sorted(StatedFigure.IN_ORDER)
                .collect(Collectors.groupingBy(figure -> figure.measure().id()));
        figures.stream()
                .filter(figure -> figure.claim().id().equals(claim))
                .sorted(StatedFigure.IN_ORDER)
                .map(StatedFigure::measure)
                .distinct()
                .flatMap(
                        measure -> UnitGroup.of(byMeasure.get(measure.id()), measure.unit(), tolerance, rates).stream())
                .forEach(group -> {
                    Map<Boolean, List<ComparedFigure>> own = comparing(group).stream()
                            .collect(Collectors.partitioningBy(
                                    figure -> figure.figure().claim().id().equals(claim)));
                    own.get(true).forEach(one -> own.get(false).forEach(other -> tally.add(FigurePair.of(one, other))));
                });
        return tally.result();
    }

    /**
     * The claims of which a figure conflicts with one that another claim put on the same measure.
     *
     * @param figures of one measure
     * @param others of the same measure, which they are held against
     */
    static Set<UUID> claimsInConflict(
            List<StatedFigure> figures, List<StatedFigure> others, BigDecimal tolerance, Rates rates) {
        Map<UUID, StatedFigure> all = new HashMap<>();
        others.forEach(figure -> all.put(figure.id(), figure));
        Set<UUID> heldAgainst = Set.copyOf(all.keySet());
        figures.forEach(figure -> all.put(figure.id(), figure));
        Set<UUID> held = figures.stream().map(StatedFigure::id).collect(Collectors.toSet());
        Set<UUID> claims = new HashSet<>();
        for (UnitGroup group : groups(List.copyOf(all.values()), tolerance, rates)) {
            List<ComparedFigure> comparing = comparing(group);
            List<ComparedFigure> against = comparing.stream()
                    .filter(figure -> heldAgainst.contains(figure.figure().id()))
                    .toList();
            for (ComparedFigure one : comparing) {
                UUID claim = one.figure().claim().id();
                if (held.contains(one.figure().id()) && !claims.contains(claim) && conflicts(one, against)) {
                    claims.add(claim);
                }
            }
        }
        return claims;
    }

    private static List<UnitGroup> groups(List<StatedFigure> figures, BigDecimal tolerance, Rates rates) {
        return figures.isEmpty()
                ? List.of()
                : UnitGroup.of(figures, figures.get(0).measure().unit(), tolerance, rates);
    }

    private static boolean conflicts(ComparedFigure one, List<ComparedFigure> others) {
        return others.stream()
                .anyMatch(other ->
                        !other.figure().claim().id().equals(one.figure().claim().id())
                                && FigurePair.of(one, other).bearing() == Bearing.CONFLICT);
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
                    new Listed(counts[Bearing.CONFLICT.ordinal()], conflicts),
                    new Listed(counts[Bearing.PERIOD.ordinal()], apart));
        }
    }
}
