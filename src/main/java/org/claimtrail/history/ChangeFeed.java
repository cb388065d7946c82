package org.claimtrail.history;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.claimtrail.platform.Json;
import org.claimtrail.platform.Page;
import org.claimtrail.platform.Query;
import org.claimtrail.platform.Settled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Reads all changes in the order in which they took effect. Nothing is ever put in before what was read: a page ends where
 * the history is settled.
 */
@Service
public class ChangeFeed {

    private static final String NOW = "now";
    private static final int DEFAULT_LIMIT = 100;
    private static final int MOST = 500;

    private final EventQueries queries;
    private final States states;
    private final Settled settled;

    ChangeFeed(EventQueries queries, States states, Settled settled) {
        this.queries = queries;
        this.states = states;
        this.settled = settled;
    }

    /** A page whose {@code next} is always there: where to go on, now or when there is more. */
    @Transactional(readOnly = true)
    public Page read(Query query) {
        Instant horizon = settled.now();
        Place after = query.value("after", text -> place(text, horizon)).orElse(null);
        int limit = query.number("limit", 1, MOST, DEFAULT_LIMIT);
        List<Resource> resources = query.values("resource", Resource::parse);
        Set<Kind.Type> types = Set.copyOf(query.values("type", Kind.Type::parse));
        query.done();
        Place from = after != null ? after : queries.place(Place.START.cursor()).orElseThrow();

        Set<Resource> wanted = resources.isEmpty() ? EnumSet.allOf(Resource.class) : EnumSet.copyOf(resources);
        if (!types.isEmpty()) {
            wanted.removeIf(resource -> types.stream().noneMatch(type -> type.resource() == resource));
        }
        EventQueries.Scan scan = queries.after(from, horizon, wanted, limit);
        List<String> events = states.changes(scan.events()).stream()
                .filter(change -> !change.isPurged())
                .filter(change -> types.isEmpty() || types.contains(change.type()))
                .map(change -> new String(Json.write(change.told()), StandardCharsets.UTF_8))
                .toList();
        return new Page(events, scan.end().cursor(), null);
    }

    private Place place(String text, Instant horizon) {
        return text.equals(NOW)
                ? queries.end(horizon)
                : queries.place(text)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "must be \"now\", the \"next\" of a page or the \"cursor\" of a change."));
    }
}
