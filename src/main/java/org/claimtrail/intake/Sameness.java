package org.claimtrail.intake;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Compares a body with what is recorded: whether it says anything else, and which parts of the one are which of the other, so
 * that these stay what they are where a claim is changed.
 */
final class Sameness {

    /** What the service sets. */
    private static final Set<String> SET = Set.of(
            "id",
            "number",
            "from",
            "direction",
            "status",
            "stage",
            "assignee",
            "gaps",
            "createdAt",
            "updatedAt",
            "excerptGone",
            "excerptState",
            "excerptGoneSince",
            "key");

    /** What is named by some of what it is: a reference says the same as the thing it leads to. */
    private static final Set<String> REFERENCES = Set.of(
            "about",
            "sources",
            "article",
            "measure",
            "figure",
            "alternativeTo",
            "reviewer",
            "evidence",
            "publisher",
            "to",
            "source",
            "partOf");

    /** Parts with an id of their own. */
    private static final List<String> PARTS = List.of("figures", "appearances");

    private Sameness() {}

    /** Whether a body would change nothing. What it does not say has to be absent, as a body says all there is. */
    static boolean isSaidBy(ObjectNode body, ObjectNode recorded) {
        return isSame(body, recorded, false);
    }

    /** Whether a change has changed anything that is answered. */
    static boolean isSameButForTime(ObjectNode before, ObjectNode after) {
        ObjectNode now = after.deepCopy();
        now.set("updatedAt", before.get("updatedAt"));
        return now.equals(before);
    }

    private static boolean isSame(@Nullable JsonNode said, @Nullable JsonNode recorded, boolean reference) {
        if (said == null || recorded == null || isNothing(said) || isNothing(recorded)) {
            return isNothing(said) && (reference || isNothing(recorded));
        }
        if (said instanceof ObjectNode body && recorded instanceof ObjectNode thing) {
            for (Map.Entry<String, JsonNode> member : body.properties()) {
                String name = member.getKey();
                if (!(SET.contains(name) && !thing.has(name))
                        && !isSame(member.getValue(), thing.get(name), REFERENCES.contains(name))) {
                    return false;
                }
            }
            return reference
                    || thing.properties().stream()
                            .allMatch(member -> body.has(member.getKey())
                                    || SET.contains(member.getKey())
                                    || isNothing(member.getValue()));
        }
        if (said instanceof ArrayNode list && recorded instanceof ArrayNode there) {
            if (list.size() != there.size()) {
                return false;
            }
            for (int i = 0; i < list.size(); i++) {
                if (!isSame(list.get(i), there.get(i), reference)) {
                    return false;
                }
            }
            return true;
        }
        if (said.isNumber() && recorded.isNumber()) {
            BigDecimal number = said.decimalValue();
            return number.compareTo(recorded.decimalValue()) == 0;
        }
        return said.equals(recorded);
    }

    private static boolean isNothing(@Nullable JsonNode node) {
        return node == null || node.isNull() || node.isMissingNode() || node.isArray() && node.isEmpty();
    }

    /** The body, with the ids of those parts of a recorded claim that its own parts stand for. */
    static ObjectNode withIds(ObjectNode body, ObjectNode recorded) {
        ObjectNode wanted = body.deepCopy();
        for (String parts : PARTS) {
            if (wanted.get(parts) instanceof ArrayNode list && recorded.get(parts) instanceof ArrayNode there) {
                identify(list, there);
            }
        }
        return wanted;
    }

    /** First those that say the same, then the others in their order. */
    private static void identify(ArrayNode list, ArrayNode there) {
        List<JsonNode> free = new ArrayList<>(there.valueStream().toList());
        List<ObjectNode> without = new ArrayList<>();
        for (JsonNode element : list) {
            if (!(element instanceof ObjectNode part) || part.hasNonNull("id")) {
                continue;
            }
            free.stream()
                    .filter(other -> other instanceof ObjectNode thing && isSaidBy(part, thing))
                    .findFirst()
                    .ifPresentOrElse(
                            same -> {
                                free.remove(same);
                                part.set("id", same.get("id"));
                            },
                            () -> without.add(part));
        }
        for (ObjectNode part : without) {
            for (JsonNode other : free) {
                // An appearance in another article is another one.
                if (mayBeSame(part.path("article"), other.path("article"))) {
                    free.remove(other);
                    part.set("id", other.get("id"));
                    break;
                }
            }
        }
    }

    /** Whether nothing that both say tells that these are two. */
    private static boolean mayBeSame(JsonNode said, JsonNode recorded) {
        return said.isObject() && recorded.isObject()
                ? said.properties().stream()
                        .allMatch(member -> !recorded.has(member.getKey())
                                || mayBeSame(member.getValue(), recorded.get(member.getKey())))
                : said.equals(recorded);
    }
}
