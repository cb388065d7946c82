package org.claimtrail.standing;

import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.claimtrail.database.Rows;
import org.claimtrail.origin.ClaimGroup;
import org.claimtrail.origin.ClaimGroup.Appearance;
import org.claimtrail.origin.Order;
import org.claimtrail.origin.Origin;
import org.claimtrail.origin.Provenance;
import org.claimtrail.origin.Speaker;

/**
 * What is kept of how claims stand: for lists, and for reports where they come from.
 *
 * @param claims rows of claim_standing
 * @param origins rows of claim_origin, once for claims that share them
 */
record KeptStandings(Rows claims, Rows origins) {

    KeptStandings() {
        this(new Rows(), new Rows());
    }

    /** @param group the claim after which the group is called */
    void add(ComputedStandings.Row row, UUID group, Provenance.Summary summary) {
        claims.add()
                .put("claim_id", row.claim())
                .put("origins", row.origins())
                .put("denied", row.denied())
                .put("contradicted", row.contradicted())
                .put("suggested_status", row.suggested())
                .put("group_id", group.equals(row.claim()) ? null : group)
                .put("circular", summary.circular())
                .put("false_confirmations", summary.falseConfirmations());
    }

    void add(UUID group, ClaimGroup material, Provenance.Summary summary) {
        Map<UUID, UUID> articles = new HashMap<>();
        for (Appearance appearance : material.appearances()) {
            articles.put(appearance.id(), appearance.article().id());
        }
        for (Origin origin : summary.origins().origins()) {
            // Whom no source stands for is alone, and nobody names him: all that leads to him are articles of his own.
            boolean isSource = origin.namedAfter() != null;
            UUID article = isSource ? null : articles.get(origin.appearances().get(0));
            List<UUID> sources =
                    isSource ? origin.sources().stream().map(Speaker::id).toList() : List.of();
            origins.add()
                    .put("group_id", group)
                    .put("origin_id", isSource ? lowest(sources) : article)
                    .put("sources", sources.stream().map(UUID::toString).collect(Collectors.joining(",", "{", "}")))
                    .put("named_after_id", origin.namedAfter())
                    .put("article_id", article)
                    .put("named", origin.named())
                    .put("known", origin.known())
                    .put("inferred", origin.inferred())
                    .put("appearances", origin.appearances().size())
                    .put("first_said_on", origin.firstSaidOn())
                    .put("latest_said_on", origin.latestSaidOn());
        }
    }

    /** Of each group the claim with the lowest id, after which it is called. */
    static Map<ClaimGroup, UUID> names(Map<UUID, ClaimGroup> groups) {
        Map<ClaimGroup, UUID> names = new IdentityHashMap<>();
        groups.forEach((claim, group) -> names.merge(group, claim, (one, other) -> lowest(List.of(one, other))));
        return names;
    }

    private static UUID lowest(Collection<UUID> ids) {
        return ids.stream().min(Order.BY_ID).orElseThrow();
    }
}
