package org.claimtrail.claim;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.claimtrail.platform.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a claim was once.
 *
 * @param answer what it answered
 * @param topics those that it was filed under, by what they were called
 */
public record PastClaim(ObjectNode answer, Map<String, UUID> topics) {

    /**
     * As a body that makes it so again: without what only the service sets, and with things named by their ids alone, as
     * they may be called otherwise now; topics by what they are called now.
     */
    ObjectNode asBody(Map<UUID, String> called) {
        ObjectNode body = answer.deepCopy();
        body.remove(List.of("id", "number", "status", "stage", "assignee", "gaps", "createdAt", "updatedAt"));
        body.set("topics", renamed(body.path("topics"), called));
        body.path("about").forEach(PastClaim::keepId);
        for (JsonNode figure : body.path("figures")) {
            keepId(figure.path("measure"));
            keepId(figure.at("/derivedFrom/figure"));
            keepId(figure.path("alternativeTo"));
        }
        for (JsonNode appearance : body.path("appearances")) {
            ((ObjectNode) appearance).remove(List.of("excerptGone", "excerptState", "excerptGoneSince"));
            keepId(appearance.path("article"));
            for (JsonNode link : appearance.path("attribution")) {
                link.path("sources").forEach(PastClaim::keepId);
            }
        }
        return body;
    }

    /** One that is deleted keeps its name, which finds another one or creates it. */
    private ArrayNode renamed(JsonNode names, Map<UUID, String> called) {
        ArrayNode renamed = Json.mapper().createArrayNode();
        for (JsonNode name : names) {
            UUID topic = topics.get(name.stringValue());
            renamed.add(topic == null ? name.stringValue() : called.getOrDefault(topic, name.stringValue()));
        }
        return renamed;
    }

    private static void keepId(JsonNode reference) {
        if (reference instanceof ObjectNode object) {
            object.retain("id");
        }
    }
}
