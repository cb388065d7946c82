package org.claimtrail.history;

import com.flipkart.zjsonpatch.DiffFlags;
import com.flipkart.zjsonpatch.Jackson3JsonDiff;
import java.util.EnumSet;
import org.claimtrail.note.Noted;
import org.claimtrail.platform.Json;
import org.claimtrail.thing.Resource;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An event with what it changed.
 *
 * @param before the thing as it was answered until then; absent where it was not there, or deleted
 * @param after the thing as it was answered from then on
 */
record Change(
        Event event, @Nullable ObjectNode before, @Nullable ObjectNode after) {

    /** Add, remove and replace say it all, and old values can be told with them. */
    private static final EnumSet<DiffFlags> PLAIN = EnumSet.of(
            DiffFlags.OMIT_MOVE_OPERATION, DiffFlags.OMIT_COPY_OPERATION, DiffFlags.ADD_ORIGINAL_VALUE_ON_REPLACE);

    ChangeKind kind() {
        if (event.purge() == Event.Purge.THIS) {
            return ChangeKind.PURGED;
        }
        if (before == null && after != null) {
            return event.revision() == 1 ? ChangeKind.CREATED : ChangeKind.RESTORED;
        }
        return before != null && after == null ? ChangeKind.DELETED : ChangeKind.UPDATED;
    }

    /** Whether a purge has left nothing of it to tell. */
    boolean isPurged() {
        return event.purge() == Event.Purge.LATER && before == null && after == null;
    }

    ChangeKind.Type type() {
        return new ChangeKind.Type(event.resource(), kind());
    }

    /** The address of the thing, below that of the API; of what is not known any more where it belonged, the end of that. */
    String subject() {
        return things() + "/" + event.id();
    }

    private String things() {
        Resource resource = event.resource();
        if (!resource.isPart()) {
            return resource.address();
        }
        String claim = event.claim() != null ? event.claim().toString() : claimOfState();
        Noted.Thing on = event.on();
        if (on != null && on.isOther()) {
            String whole =
                    claim == null ? on.kind().address() : on.kind().address().replace("*", claim);
            return whole + "/" + on.id() + "/" + resource.plural();
        }
        return claim == null ? resource.plural() : resource.address().replace("*", claim);
    }

    /** The claim that a relation goes out from. */
    private @Nullable String claimOfState() {
        ObjectNode state = before != null ? before : after;
        return state == null ? null : state.at("/from/id").asString(null);
    }

    /** As the feed tells it. */
    ObjectNode told() {
        ObjectNode told = Json.object();
        told.put("cursor", event.place().cursor());
        told.put("type", type().toString());
        tellWho(told);
        told.put("at", event.at()).put("by", event.by()).put("through", event.through());
        told.set("patch", patch(before, after));
        told.set("reverse", patch(after, before));
        return told;
    }

    /** As the history of a thing tells it. */
    ObjectNode item() {
        ObjectNode item = Json.object();
        item.put("at", event.at()).put("by", event.by()).put("through", event.through());
        if (event.request() != null) {
            item.put("request", event.request());
        }
        if (event.reason() != null) {
            item.put("reason", event.reason());
        }
        item.put("type", kind().toString());
        tellWho(item);
        item.set("changes", changes(before, after));
        return item;
    }

    /** What is different, as histories tell it: where, and what was and is there. */
    static ArrayNode changes(@Nullable ObjectNode before, @Nullable ObjectNode after) {
        ArrayNode changes = Json.mapper().createArrayNode();
        for (JsonNode step : difference(before, after)) {
            ObjectNode change =
                    changes.addObject().put("pointer", step.get("path").stringValue());
            switch (step.get("op").stringValue()) {
                case "add" -> change.set("new", step.get("value"));
                case "remove" -> change.set("old", step.get("value"));
                default -> change.set("old", step.get("fromValue")).set("new", step.get("value"));
            }
        }
        return changes;
    }

    private void tellWho(ObjectNode told) {
        told.put("resource", event.resource().toString()).put("id", event.id().toString());
        if (event.claim() != null) {
            told.put("claim", event.claim().toString());
        }
        if (event.on() != null) {
            told.putObject("on")
                    .put("resource", event.on().kind().toString())
                    .put("id", event.on().id());
        }
        told.put("revision", event.revision());
    }

    private static ArrayNode patch(@Nullable ObjectNode from, @Nullable ObjectNode to) {
        ArrayNode patch = difference(from, to);
        for (JsonNode step : patch) {
            ObjectNode operation = (ObjectNode) step;
            operation.remove("fromValue");
            if (operation.get("op").stringValue().equals("remove")) {
                operation.remove("value");
            }
        }
        return patch;
    }

    /** A JSON Patch whose steps tell the old values, too. */
    static ArrayNode difference(@Nullable ObjectNode from, @Nullable ObjectNode to) {
        if (from != null && to != null) {
            return (ArrayNode) Jackson3JsonDiff.asJson(from, to, PLAIN);
        }
        ArrayNode whole = Json.mapper().createArrayNode();
        if (from != null) {
            whole.addObject().put("op", "remove").put("path", "").set("value", from);
        } else if (to != null) {
            whole.addObject().put("op", "add").put("path", "").set("value", to);
        }
        return whole;
    }
}
