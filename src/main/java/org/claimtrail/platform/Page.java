package org.claimtrail.platform;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * One page of a list.
 *
 * @param items the JSON of each item
 * @param next the cursor of the next page; absent on the last
 * @param total how many there are on all pages, where it was asked for
 * @param totalIsEstimate whether that number is the planner's guess
 * @param ranked of how many matches the best are shown, where they are in order of relevance
 * @param undated how many more there would be if it were known when they were published, where that matters
 */
public record Page(
        List<String> items,
        @Nullable String next,
        @Nullable Long total,
        boolean totalIsEstimate,
        @Nullable Ranking ranked,
        @Nullable Long undated) {

    public static final int DEFAULT_LIMIT = 20;
    public static final int MOST = 200;

    /**
     * @param exact whether these are all matches
     * @param of how many were ranked
     */
    public record Ranking(boolean exact, long of) {}

    public Page(List<String> items, @Nullable String next, @Nullable Long total) {
        this(items, next, total, false, null, null);
    }

    public Page withItems(List<String> others) {
        return new Page(others, next, total, totalIsEstimate, ranked, undated);
    }

    public Page withUndated(long undated) {
        return new Page(items, next, total, totalIsEstimate, ranked, undated);
    }

    public Page withTotal(long exact) {
        return new Page(items, next, exact, false, ranked, undated);
    }

    public Page withEstimate(long estimate) {
        return new Page(items, next, estimate, true, ranked, undated);
    }

    public Page withRanked(Ranking all) {
        return new Page(items, next, total, totalIsEstimate, all, undated);
    }

    /**
     * A page of what is at hand whole, the parts of one thing.
     *
     * @param ascending the parts in their order
     * @param key the member that identifies one
     * @param order what the order is called; a request may turn it round with a leading minus, and back without one
     * @param defaultSort the order, with or without a leading minus
     */
    public static Page of(ArrayNode ascending, String key, String order, String defaultSort, Query query) {
        String sort = query.value("sort", text -> {
                    if (!text.equals(order) && !text.equals("-" + order)) {
                        throw new IllegalArgumentException("must be " + order + " or -" + order + ".");
                    }
                    return text;
                })
                .orElse(defaultSort);
        List<JsonNode> elements = new ArrayList<>(ascending.values());
        if (sort.startsWith("-")) {
            Collections.reverse(elements);
        }
        int limit = query.number("limit", 1, MOST, DEFAULT_LIMIT);
        int start = query.value("cursor", cursor -> placeAfter(cursor, elements, key))
                .orElse(0);
        boolean count = query.flag("count");
        query.done();
        int end = Math.min(start + limit, elements.size());
        List<String> items = new ArrayList<>();
        for (int i = start; i < end; i++) {
            items.add(new String(Json.write(elements.get(i)), StandardCharsets.UTF_8));
        }
        return new Page(
                items,
                end < elements.size() ? elements.get(end - 1).get(key).asString() : null,
                count ? (long) elements.size() : null);
    }

    private static int placeAfter(String cursor, List<JsonNode> elements, String key) {
        for (int i = 0; i < elements.size(); i++) {
            if (elements.get(i).get(key).asString().equals(cursor)) {
                return i + 1;
            }
        }
        throw new IllegalArgumentException("must be the \"next\" of a page of this very list.");
    }

    public byte[] json() {
        StringBuilder json = new StringBuilder("{\"items\":[");
        json.append(String.join(",", items)).append("],\"next\":");
        json.append(next == null ? "null" : '"' + next + '"');
        if (total != null) {
            json.append(",\"total\":").append(total.longValue());
        }
        if (totalIsEstimate) {
            json.append(",\"totalIsEstimate\":true");
        }
        if (ranked != null) {
            json.append(",\"ranked\":{\"exact\":")
                    .append(ranked.exact())
                    .append(",\"of\":")
                    .append(ranked.of())
                    .append('}');
        }
        if (undated != null) {
            json.append(",\"undated\":").append(undated.longValue());
        }
        return json.append('}').toString().getBytes(StandardCharsets.UTF_8);
    }
}
