package org.claimtrail.standing;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.claimtrail.claim.ListedStandings.Known;
import org.claimtrail.claim.Status;
import org.claimtrail.platform.Json;
import org.springframework.stereotype.Component;

/** Computes what lists know of how claims stand, for many at a time. */
@Component
class ComputedStandings {

    /** How many claims are looked at together. */
    private static final int BATCH = 1000;

    private static final UUID BEFORE_ALL = new UUID(0, 0);

    /** A row of claim_standing. */
    record Row(
            @JsonProperty("claim_id") UUID claim,
            int origins,
            boolean denied,
            boolean contradicted,
            @JsonProperty("suggested_status") Status suggested) {

        static Row of(Standing standing) {
            return new Row(
                    standing.facts().claim(),
                    standing.origins().independent(),
                    !standing.objections().denials().isEmpty(),
                    !standing.objections().contradictions().isEmpty(),
                    standing.suggested());
        }
    }

    private final StandingQueries queries;
    private final MeasureFigures figures;
    private final RateReader rates;
    private final StandingSettings settings;
    private final Clock clock;

    ComputedStandings(
            StandingQueries queries, MeasureFigures figures, RateReader rates, StandingSettings settings, Clock clock) {
        this.queries = queries;
        this.figures = figures;
        this.rates = rates;
        this.settings = settings;
        this.clock = clock;
    }

    List<Row> of(List<UUID> claims) {
        List<Row> rows = new ArrayList<>();
        for (int from = 0; from < claims.size(); from += BATCH) {
            rows.addAll(batch(claims.subList(from, Math.min(claims.size(), from + BATCH))));
        }
        return rows;
    }

    /** What lists read how claims stand from, where these claims and measures have changed since it was stored. */
    Known known(Collection<UUID> claims, Collection<UUID> measures) {
        if (claims.isEmpty() && measures.isEmpty()) {
            return Known.STORED;
        }
        return new Known(
                claims,
                json(of(List.copyOf(claims))),
                measures,
                Set.of(),
                measures.stream()
                        .flatMap(measure -> inConflict(measure).stream())
                        .collect(Collectors.toSet()));
    }

    static String json(List<Row> rows) {
        return new String(Json.write(rows), StandardCharsets.UTF_8);
    }

    private List<Row> batch(List<UUID> claims) {
        Map<ClaimGroup, Origins> origins = new IdentityHashMap<>();
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        return queries.read(claims).values().stream()
                .map(material -> Row.of(Standing.of(
                        material,
                        origins.computeIfAbsent(material.group(), Provenance::origins),
                        settings.originsForCorroborated(),
                        today)))
                .toList();
    }

    /** The claims of which a figure conflicts with one that another claim puts on this measure. */
    Set<UUID> inConflict(UUID measure) {
        List<StatedFigure> saidLast = figures.saidLast(measure);
        Set<UUID> claims = new HashSet<>(inConflict(saidLast, saidLast));
        if (saidLast.size() == MeasureFigures.MOST) {
            List<UUID> further = figures.claimsOf(measure, BEFORE_ALL);
            while (!further.isEmpty()) {
                // Each by itself, as the unit that amounts are compared in goes by those that are compared.
                figures.ofClaims(measure, further).stream()
                        .collect(Collectors.groupingBy(figure -> figure.claim().id()))
                        .values()
                        .forEach(own -> claims.addAll(inConflict(own, saidLast)));
                further = figures.claimsOf(measure, further.get(further.size() - 1));
            }
        }
        return claims;
    }

    private Set<UUID> inConflict(List<StatedFigure> own, List<StatedFigure> others) {
        List<StatedFigure> all =
                Stream.concat(own.stream(), others.stream()).distinct().toList();
        return FigurePairs.claimsInConflict(own, others, settings.aboutTolerance(), rates.of(all));
    }
}
