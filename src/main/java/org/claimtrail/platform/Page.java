package org.claimtrail.platform;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param items the JSON of each item
 * @param next the cursor of the next page; absent on the last
 * @param total how many there are on all pages, where it was asked for
 */
public record Page(
        List<String> items, @Nullable String next, @Nullable Long total) {

    public byte[] json() {
        StringBuilder json = new StringBuilder("{\"items\":[");
        json.append(String.join(",", items)).append("],\"next\":");
        json.append(next == null ? "null" : '"' + next + '"');
        if (total != null) {
            json.append(",\"total\":").append(total.longValue());
        }
        return json.append('}').toString().getBytes(StandardCharsets.UTF_8);
    }
}
