package org.claimtrail.mcp;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.claimtrail.platform.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Keeps answers to a size that a conversation can hold. Of what is too large, the largest members are shortened: lists to their
 * first elements, objects likewise; texts, and lists of which nothing fits, are left out. {@code omitted} says which.
 */
final class Bounded {

    private static final String OMITTED = "omitted";

    /** Less is not worth keeping a part for. */
    private static final int SMALL = 1024;

    /** What is left for saying what was left out. */
    private static final int TOLD = 256;

    private Bounded() {}

    /** Shortens each item of a page by itself, where the page is too large: who goes on from its end misses none. */
    static ObjectNode page(ObjectNode page, int most) {
        JsonNode items = page.path("items");
        if (items instanceof ArrayNode all && !all.isEmpty() && size(page) > most) {
            for (JsonNode item : all) {
                whole((ObjectNode) item, most / all.size());
            }
        }
        return page;
    }

    static ObjectNode whole(ObjectNode answer, int most) {
        if (size(answer) <= most) {
            return answer;
        }
        Map<String, String> omitted = new LinkedHashMap<>();
        while (size(answer) + TOLD > most) {
            String largest = answer.properties().stream()
                    .max(Comparator.comparingInt(member -> size(member.getValue())))
                    .map(Map.Entry::getKey)
                    .orElseThrow();
            JsonNode value = answer.get(largest);
            int room = most - TOLD - (size(answer) - size(value));
            if (value instanceof ObjectNode object && room >= SMALL && !omitted.containsKey(largest)) {
                whole(object, room);
                omitted.put(largest, "in part");
            } else if (value instanceof ArrayNode array && room >= SMALL && !omitted.containsKey(largest)) {
                int all = array.size();
                shorten(array, room);
                omitted.put(largest, (all - array.size()) + " of " + all);
                if (array.isEmpty()) {
                    answer.remove(largest);
                }
            } else if (size(value) < SMALL / 16) {
                // All that is left are short members.
                break;
            } else {
                answer.remove(largest);
                omitted.put(largest, "all");
            }
        }
        answer.put(
                OMITTED,
                omitted.entrySet().stream()
                        .map(member -> member.getKey() + " (" + member.getValue() + ")")
                        .collect(Collectors.joining(", ")));
        return answer;
    }

    private static void shorten(ArrayNode array, int most) {
        int end = 0;
        int size = 2;
        while (end < array.size() && size + size(array.get(end)) + 1 <= most) {
            size += size(array.get(end)) + 1;
            end++;
        }
        while (array.size() > end) {
            array.remove(array.size() - 1);
        }
    }

    private static int size(JsonNode node) {
        return Json.write(node).length;
    }
}
