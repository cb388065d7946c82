package org.claimtrail.bulk;

import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.claimtrail.claim.Stage;
import org.claimtrail.claim.Status;
import org.claimtrail.platform.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What of a claim is changed with that of others.
 *
 * @param topics by their ids: what they are called is another's to change, and to purge
 */
record State(Stage stage, @Nullable String assignee, Status status, Set<UUID> topics, boolean deleted) {

    static State read(JsonNode json) {
        Set<UUID> topics = new TreeSet<>();
        json.path("topics").forEach(id -> topics.add(UUID.fromString(id.stringValue())));
        return new State(
                Stage.valueOf(json.get("stage").stringValue()),
                json.path("assignee").stringValue(null),
                Status.valueOf(json.get("status").stringValue()),
                topics,
                json.get("deleted").booleanValue());
    }

    ObjectNode json() {
        ObjectNode json = Json.object();
        json.put("stage", stage.name());
        if (assignee != null) {
            json.put("assignee", assignee);
        }
        json.put("status", status.name());
        ArrayNode ids = json.putArray("topics");
        topics.forEach(id -> ids.add(id.toString()));
        json.put("deleted", deleted);
        return json;
    }
}
