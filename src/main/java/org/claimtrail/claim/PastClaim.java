package org.claimtrail.claim;

import java.util.ArrayList;
import java.util.HashMap;
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

    /** What only the service sets. */
    private static final List<String> OF_SERVICE =
            List.of("id", "number", "status", "stage", "assignee", "gaps", "createdAt", "updatedAt");

    /**
     * As a body that makes it so again: without what only the service sets, and with things named by their ids alone, as
     * they may be called otherwise now; topics by what they are called now.
     */
    ObjectNode asBody(Map<UUID, String> called) {
        ObjectNode body = answer.deepCopy();
        body.remove(OF_SERVICE);
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

    /**
     * As an answer, for people to compare with the present one: with what only the service sets, and with what things are called
     * that it still names, as there.
     */
    ObjectNode asAnswer(ObjectNode present, Map<UUID, String> called) {
        ObjectNode shown = answer.deepCopy();
        shown.remove(OF_SERVICE);
        Map<String, ObjectNode> named = new HashMap<>();
        references(present).forEach(reference -> named.put(reference.path("id").asString(""), reference));
        for (ObjectNode reference : references(shown)) {
            ObjectNode now = named.get(reference.path("id").asString(""));
            if (now != null) {
                reference.removeAll().setAll(now);
            }
        }
        shown.set("topics", renamed(shown.path("topics"), called));
        OF_SERVICE.stream().filter(present::has).forEach(member -> shown.set(member, present.get(member)));
        return shown;
    }

    /** The things that an answer of a claim names, by id and by what they are called. */
    private static List<ObjectNode> references(ObjectNode answer) {
        List<JsonNode> found = new ArrayList<>();
        answer.path("about").forEach(found::add);
        answer.path("figures").forEach(figure -> found.add(figure.path("measure")));
        for (JsonNode appearance : answer.path("appearances")) {
            found.add(appearance.path("article"));
            appearance.path("attribution").forEach(link -> link.path("sources").forEach(found::add));
        }
        return found.stream()
                .filter(ObjectNode.class::isInstance)
                .map(ObjectNode.class::cast)
                .toList();
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
