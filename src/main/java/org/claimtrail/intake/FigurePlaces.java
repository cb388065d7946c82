package org.claimtrail.intake;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.claimtrail.thing.ExternalIds;
import org.claimtrail.thing.Resource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Finds the figures that lines name by where they stand: an export names one of the same claim by its key, and one of another
 * claim, which no key reaches, by that claim and its place among the claim's figures.
 */
@Component
class FigurePlaces {

    private static final String PLACE = "place";
    private static final String CLAIM = "claim";

    private final ExternalIds externalIds;
    private final JdbcClient db;

    FigurePlaces(ExternalIds externalIds, JdbcClient db) {
        this.externalIds = externalIds;
        this.db = db;
    }

    /** Whether a row names figures of another claim, which has to be there before. */
    static boolean areNamed(Draft draft) {
        return named(draft.resource(), draft.body()).stream()
                .anyMatch(figure -> draft.resource() == Resource.RELATION || figure.has(CLAIM));
    }

    /** The body with ids for figures of other claims; what is not there stays as it is named, for the fault to tell. */
    ObjectNode found(Draft draft) {
        if (named(draft.resource(), draft.body()).isEmpty()) {
            return draft.body();
        }
        ObjectNode body = draft.body().deepCopy();
        for (ObjectNode figure : named(draft.resource(), body)) {
            JsonNode claim = draft.resource() == Resource.RELATION ? body.path("to") : figure.path(CLAIM);
            int place = figure.get(PLACE).intValue();
            if (claim.isMissingNode()) {
                // Its key is one of this body.
                figure.remove(PLACE);
            } else {
                id(claim, place).ifPresent(id -> {
                    figure.removeAll();
                    figure.put("id", id.toString());
                });
            }
        }
        return body;
    }

    /** The references by places. */
    private static List<ObjectNode> named(Resource resource, ObjectNode body) {
        return (resource == Resource.RELATION
                        ? Stream.of(body.path("figure"))
                        : body.path("figures")
                                .valueStream()
                                .flatMap(figure -> Stream.of(
                                        figure.path("derivedFrom").path("figure"), figure.path("alternativeTo"))))
                .filter(figure -> figure.path(PLACE).isIntegralNumber())
                .map(ObjectNode.class::cast)
                .toList();
    }

    private Optional<UUID> id(JsonNode claim, int place) {
        return externalIds.find(Resource.CLAIM, Key.names(claim.path("externalIds"))).values().stream()
                .findFirst()
                .flatMap(found -> db.sql("""
                                select f.id from figure f where f.claim_id = :claim and f.deleted_at is null
                                order by f.position offset :place limit 1""")
                        .param("claim", found.id())
                        .param(PLACE, place)
                        .query(UUID.class)
                        .optional());
    }
}
