package org.claimtrail.comparison;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.claimtrail.claim.FigureSettings;
import org.springframework.stereotype.Component;

/**
 * Compares figures of a measure one by one, by exchange rates where they are amounts of money: at a cost that grows with
 * how many there are, and with the {@value MeasureFigures#MOST} that were said last at most.
 */
@Component
public class ComparedFigures {

    private static final UUID BEFORE_ALL = new UUID(0, 0);

    private final MeasureFigures figures;
    private final RateReader rates;
    private final FigureSettings settings;

    ComparedFigures(MeasureFigures figures, RateReader rates, FigureSettings settings) {
        this.figures = figures;
        this.rates = rates;
        this.settings = settings;
    }

    /** The claims of which a figure conflicts with one that another claim puts on this measure. */
    public Set<UUID> inConflict(UUID measure) {
        return found(measure).keySet().stream()
                .map(figure -> figure.claim().id())
                .collect(Collectors.toSet());
    }

    private Map<StatedFigure, UUID> found(UUID measure) {
        List<StatedFigure> saidLast = figures.saidLast(measure);
        Map<StatedFigure, UUID> found = new HashMap<>(found(saidLast, saidLast));
        if (saidLast.size() == MeasureFigures.MOST) {
            Set<UUID> compared = saidLast.stream().map(StatedFigure::id).collect(Collectors.toCollection(HashSet::new));
            List<UUID> further = figures.claimsOf(measure, BEFORE_ALL);
            while (!further.isEmpty()) {
                // Each by itself, as the unit that amounts are compared in goes by those that are compared.
                figures.ofClaims(further, Set.of(measure)).stream()
                        .filter(figure -> !compared.contains(figure.id()))
                        .collect(Collectors.groupingBy(figure -> figure.claim().id()))
                        .values()
                        .forEach(own -> found.putAll(found(own, saidLast)));
                further = figures.claimsOf(measure, further.get(further.size() - 1));
            }
        }
        return found;
    }

    private Map<StatedFigure, UUID> found(List<StatedFigure> own, List<StatedFigure> others) {
        List<StatedFigure> all =
                Stream.concat(own.stream(), others.stream()).distinct().toList();
        return FigurePairs.conflicts(own, others, settings.aboutTolerance(), rates.of(all));
    }
}
