package org.claimtrail.claim;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a claim answered once, as a body that makes it so again. */
final class PastClaim {

    private PastClaim() {}

    /** Without what only the service sets, and with things named by their ids alone: they may be called otherwise now. */
    static ObjectNode asBody(ObjectNode past) {
        ObjectNode body = past.deepCopy();
        body.remove(List.of("id", "number", "status", "stage", "assignee", "gaps", "createdAt", "updatedAt"));
        body.path("about").forEach(PastClaim::keepId);
        for (JsonNode figure : body.path("figures")) {
            keepId(figure.path("measure"));
            keepId(figure.at("/derivedFrom/figure"));
            keepId(figure.path("alternativeTo"));
        }
        for (JsonNode appearance : body.path("appearances")) {
            ((ObjectNode) appearance).remove("excerptGone");
            keepId(appearance.path("article"));
            for (JsonNode link : appearance.path("attribution")) {
                link.path("sources").forEach(PastClaim::keepId);
            }
        }
        return body;
    }

    private static void keepId(JsonNode reference) {
        if (reference instanceof ObjectNode object) {
            object.retain("id");
        }
    }
}
