package org.claimtrail.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.flipkart.zjsonpatch.Jackson3JsonPatch;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

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
        String resource = event.get("resource").stringValue();
        JsonNode after = patched(before, event.get("patch"));
        assertThat(withNames(patched(after, event.get("reverse"))))
                .as("back from %s", event)
                .isEqualTo(withNames(before));
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
            if (resource.equals("topic") && before != null) {
                rename(before.get("name"), after.get("name"));
            }
        }
    }

    /** Claims say what their topics are called: a topic tells alone that it is called otherwise. */
    private void rename(JsonNode topic, JsonNode renamed) {
        things.values().stream()
                .filter(thing -> thing.has("topics"))
                .map(thing -> (ArrayNode) thing.get("topics"))
                .forEach(topics -> {
                    for (int i = 0; i < topics.size(); i++) {
                        if (topics.get(i).equals(topic)) {
                            topics.set(i, renamed);
                        }
                    }
                });
    }

    /** A thing, with what it shows of others as these have told it since. */
    JsonNode shown(String thing) {
        return withNames(things.get(thing)).orElseThrow();
    }

    private Optional<JsonNode> withNames(JsonNode thing) {
        return Optional.ofNullable(thing).map(known -> withNames(known.deepCopy(), true, false));
    }

    private JsonNode withNames(JsonNode node, boolean isThing, boolean isArticle) {
        if (node instanceof ObjectNode object) {
            JsonNode other = isThing ? null : other(object.path("id").asString(""));
            if (other != null) {
                Set<String> shown = new LinkedHashSet<>(object.propertyNames());
                if (isArticle) {
                    shown.addAll(List.of("url", "citation", "title", "publishedOn", "publisher"));
                }
                shown.remove("id");
                shown.forEach(member -> {
                    if (other.has(member)) {
                        object.set(member, other.get(member).deepCopy());
                    } else {
                        object.remove(member);
                    }
                });
            }
            object.properties()
                    .forEach(member ->
                            withNames(member.getValue(), false, member.getKey().equals("article")));
        } else if (node instanceof ArrayNode array) {
            array.forEach(element -> withNames(element, false, false));
        }
        return node;
    }

    private JsonNode other(String id) {
        return Stream.of("source", "article", "measure", "claim", "evidence")
                .map(resource -> things.get(resource + " " + id))
                .filter(Objects::nonNull)
                .findAny()
                .orElse(null);
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
