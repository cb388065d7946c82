package org.claimtrail.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.flipkart.zjsonpatch.Jackson3JsonPatch;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** A copy of the record that is made of nothing but the changes of the feed. */
final class Replay {

    private final Map<String, JsonNode> things = new LinkedHashMap<>();
    private final Map<String, Long> revisions = new LinkedHashMap<>();

    /** Applies a change, and holds it against what is known: the revision, the type, the way back. */
    void apply(JsonNode event) {
        String thing =
                event.get("resource").stringValue() + " " + event.get("id").stringValue();
        long revision = event.get("revision").asLong();
        assertThat(revision).as(thing).isEqualTo(revisions.getOrDefault(thing, 0L) + 1);
        revisions.put(thing, revision);

        JsonNode before = things.get(thing);
        JsonNode after = patched(before, event.get("patch"));
        assertThat(Optional.ofNullable(patched(after, event.get("reverse"))))
                .as("back from %s", event)
                .isEqualTo(Optional.ofNullable(before));
        // What is deleted changes, too: a source that it names is merged.
        String kind = before == null && after == null
                ? "updated"
                : before == null ? revision == 1 ? "created" : "restored" : after == null ? "deleted" : "updated";
        assertThat(event.get("type").stringValue())
                .as(event.toString())
                .isEqualTo(event.get("resource").stringValue() + "." + kind);
        if (after == null) {
            things.remove(thing);
        } else {
            assertThat(after.get("id")).isEqualTo(event.get("id"));
            things.put(thing, after);
        }
    }

    /** What there is now, by resource and id. */
    Map<String, JsonNode> things() {
        return things;
    }

    static JsonNode patched(JsonNode thing, JsonNode patch) {
        if (patch.size() == 1 && patch.get(0).get("path").stringValue().isEmpty()) {
            boolean add = patch.get(0).get("op").stringValue().equals("add");
            assertThat(thing == null).isEqualTo(add);
            return add ? patch.get(0).get("value") : null;
        }
        assertThat(thing != null || patch.isEmpty()).isTrue();
        return thing == null ? null : Jackson3JsonPatch.apply((ArrayNode) patch, thing.deepCopy());
    }
}
