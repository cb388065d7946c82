package org.claimtrail.bulk;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.claimtrail.platform.Fields;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A change of many claims as it is asked for.
 *
 * @param claims by what they are called; empty where those are meant that match
 * @param matching the filters of a list, each with its values; null where the claims are named
 * @param after the number of the claim behind which those that match begin
 * @param unchangedSince whoever changed one of them later is not overruled
 * @param preview whether it is only to be told what would become of them
 */
record BulkChange(
        List<String> claims,
        @Nullable Map<String, List<String>> matching,
        long after,
        @Nullable Instant unchangedSince,
        @Nullable Wanted wanted,
        @Nullable String reason,
        boolean preview) {

    private static final int LONGEST_FILTERS = 10_000;

    static BulkChange read(ObjectNode body, BiFunction<Fields, String, @Nullable String> account) {
        Fields fields = Fields.of(body);
        List<String> claims = fields.names("claims");
        if (claims.size() > BulkChanges.MOST) {
            fields.fault("claims", "must have at most " + BulkChanges.MOST + " elements.");
        }
        Map<String, List<String>> matching = matching(fields);
        Long after = fields.integer("after", 1, Long.MAX_VALUE);
        BulkChange change = new BulkChange(
                claims,
                matching,
                after == null ? 0 : after,
                fields.instant("unchangedSince"),
                fields.required("change", fields.object("change", nested -> {
                    Wanted wanted = Wanted.read(nested, account);
                    nested.done();
                    return wanted;
                })),
                fields.text("reason"),
                fields.flag("preview"));
        if (claims.isEmpty() == (matching == null) && !fields.faults().any()) {
            fields.fault("claims", "either these or \"matching\" must say which claims are meant.");
        }
        if (after != null && matching == null) {
            fields.fault("after", "goes on with those that match: it goes with \"matching\".");
        }
        if (change.wanted != null && change.wanted.status() != null && change.reason == null) {
            fields.fault("reason", "is required where the status changes.");
        }
        fields.done();
        fields.faults().throwIfAny();
        return change;
    }

    private static @Nullable Map<String, List<String>> matching(Fields fields) {
        Map<String, List<String>> given = fields.filters("matching", LONGEST_FILTERS);
        if (given == null) {
            if (fields.has("matching") && !fields.faults().anyAt(fields.pointer("matching"))) {
                fields.fault("matching", "must have a filter: all claims there are cannot be meant.");
            }
            return null;
        }
        return given;
    }
}
