package org.claimtrail.history;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.claimtrail.claim.ClaimKey;
import org.claimtrail.claim.Claims;
import org.claimtrail.past.AsOf;
import org.claimtrail.past.Horizon;
import org.claimtrail.platform.Json;
import org.claimtrail.platform.NotRecorded;
import org.claimtrail.platform.Page;
import org.claimtrail.platform.Purges;
import org.claimtrail.platform.Query;
import org.claimtrail.thing.Resource;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Reads what became of single things, the newest change first. What is deleted has a history still. */
@Service
public class Histories {

    private static final int MOST = 100;

    private final EventQueries queries;
    private final States states;
    private final Horizon horizon;
    private final Claims claims;
    private final Purges purges;

    Histories(EventQueries queries, States states, Horizon horizon, Claims claims, Purges purges) {
        this.queries = queries;
        this.states = states;
        this.horizon = horizon;
        this.claims = claims;
        this.purges = purges;
    }

    /** Of a claim, its relations to either side, its evidence and its assessments. */
    @Transactional(readOnly = true)
    public Page ofClaim(ClaimKey key, Query query) {
        UUID claim = purges.of(Resource.CLAIM.toString(), key)
                .map(Purges.Tombstone::id)
                .orElseGet(() -> claims.everRecorded(key));
        return read(Resource.CLAIM, claim, query);
    }

    @Transactional(readOnly = true)
    public Page ofPart(Resource resource, ClaimKey key, UUID id, Query query) {
        if (!queries.isOf(claims.everRecorded(key), resource, id)) {
            throw new NotRecorded(resource.toString(), id);
        }
        return read(resource, id, query);
    }

    @Transactional(readOnly = true)
    public Page of(Resource resource, UUID id, Query query) {
        return read(resource, id, query);
    }

    private Page read(Resource resource, UUID id, Query query) {
        int limit = query.number("limit", 1, MOST, Page.DEFAULT_LIMIT);
        Place before = query.value(
                        "cursor",
                        cursor -> queries.place(cursor)
                                .filter(place -> !place.equals(Place.START))
                                .orElseThrow(() -> new IllegalArgumentException(
                                        "must be the \"next\" of a page of this very list.")))
                .orElse(null);
        query.done();
        Instant now = AsOf.instant().orElseGet(horizon::now);
        if (!queries.isRecorded(resource, id, now)) {
            throw new NotRecorded(resource.toString(), id);
        }
        List<Event> events = queries.of(resource, id, before, now, limit);
        boolean more = events.size() > limit;
        List<Event> page = more ? events.subList(0, limit) : events;
        return new Page(
                states.changes(page).stream()
                        .filter(change -> !change.isPurged())
                        .map(change -> new String(Json.write(change.item()), StandardCharsets.UTF_8))
                        .toList(),
                more ? page.get(limit - 1).place().cursor() : null,
                null);
    }
}
