package org.claimtrail.history;

import java.util.Optional;
import java.util.UUID;
import org.claimtrail.platform.NotRecorded;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Up to which change each account has seen what others did, as it says itself. */
@Service
public class SeenChanges {

    private final EventQueries queries;
    private final JdbcClient db;

    SeenChanges(EventQueries queries, JdbcClient db) {
        this.queries = queries;
        this.db = db;
    }

    /** Empty where nothing was marked yet. */
    public Optional<Place> of(UUID account) {
        return db.sql("""
                        select at, change_set_id::text as set, resource, resource_id
                        from seen_changes where account_id = :account""")
                .param("account", account)
                .query((row, n) -> EventQueries.place(row))
                .optional();
    }

    /**
     * Marks the changes up to this one, which was shown. Never back: another window may be further.
     *
     * @param cursor of the change
     */
    @Transactional
    public void mark(UUID account, String cursor) {
        Place shown = queries.place(cursor)
                .filter(place -> !place.equals(Place.START))
                .orElseThrow(() -> new NotRecorded("change", cursor));
        db.sql("""
                        insert into seen_changes as c (account_id, at, change_set_id, resource, resource_id)
                        values (:account, :at, cast(:set as xid8), :placeResource, :placeId)
                        on conflict (account_id) do update
                        set at = excluded.at, change_set_id = excluded.change_set_id, resource = excluded.resource,
                            resource_id = excluded.resource_id
                        where (c.at, c.change_set_id, c.resource, c.resource_id)
                            < (excluded.at, excluded.change_set_id, excluded.resource, excluded.resource_id)""").params(Place.values(shown)).param("account", account).update();
    }
}
