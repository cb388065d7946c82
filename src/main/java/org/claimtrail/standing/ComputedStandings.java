package org.claimtrail.standing;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.claimtrail.claim.Status;
import org.claimtrail.origin.ClaimGroup;
import org.claimtrail.origin.Origins;
import org.claimtrail.origin.Provenance;
import org.claimtrail.platform.Json;
import org.springframework.stereotype.Component;

/** Computes what lists know of how claims stand, for many at a time. */
@Component
class ComputedStandings {

    /** How many claims are looked at together. */
    private static final int BATCH = 1000;

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
    private final StandingSettings settings;
    private final Clock clock;

    ComputedStandings(StandingQueries queries, StandingSettings settings, Clock clock) {
        this.queries = queries;
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

    /** What is to be stored of claims; of any of them, all that share their origins with it have to be among them. */
    KeptStandings kept(List<UUID> claims) {
        KeptStandings kept = new KeptStandings();
        for (int from = 0; from < claims.size(); from += BATCH) {
            keep(kept, claims.subList(from, Math.min(claims.size(), from + BATCH)));
        }
        return kept;
    }

    static String json(List<Row> rows) {
        return new String(Json.write(rows), StandardCharsets.UTF_8);
    }

    private List<Row> batch(List<UUID> claims) {
        Map<ClaimGroup, Origins> origins = new IdentityHashMap<>();
        return queries.read(claims).values().stream()
                .map(material -> row(material, origins.computeIfAbsent(material.group(), Provenance::origins)))
                .toList();
    }

    private void keep(KeptStandings kept, List<UUID> claims) {
        Map<ClaimGroup, Provenance.Summary> summaries = new IdentityHashMap<>();
        Map<ClaimGroup, UUID> names = new IdentityHashMap<>();
        queries.read(claims).forEach((claim, material) -> {
            ClaimGroup group = material.group();
            if (names.isEmpty()) {
                names.putAll(KeptStandings.names(material.groups()));
            }
            UUID name = requireNonNull(names.get(group));
            Provenance.Summary summary = summaries.computeIfAbsent(group, Provenance::summary);
            kept.add(row(material, summary.origins()), name, summary);
            // Of a group that is in several batches, once.
            if (claim.equals(name)) {
                kept.add(name, group, summary);
            }
        });
    }

    private Row row(Material material, Origins origins) {
        return Row.of(Standing.of(
                material,
                origins,
                settings.originsForCorroborated(),
                LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC)));
    }
}
