package org.claimtrail.watching;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.claimtrail.claim.ClaimKey;
import org.claimtrail.claim.Claims;
import org.claimtrail.database.Listing;
import org.claimtrail.database.Selection;
import org.claimtrail.database.Sql;
import org.claimtrail.database.StoredJson;
import org.claimtrail.platform.Deleted;
import org.claimtrail.platform.Fault;
import org.claimtrail.platform.Ids;
import org.claimtrail.platform.InvalidInput;
import org.claimtrail.platform.NotRecorded;
import org.claimtrail.platform.Page;
import org.claimtrail.platform.Query;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Keeps what people watch: each his own. */
@Service
public class Watches {

    /** So much may one person watch. */
    public static final int MOST = 1000;

    private static final Listing LISTING = new Listing(
                    "watch w", "w", Sql.of("""
            json_build_object('since', rfc3339(w.since), 'watched', {watched})""", Map.of("watched", Watchable.json("w.kind", "w.thing_id"))), "-since")
            .sortedBy("since", "w.since", "timestamptz");

    private final Claims claims;
    private final JdbcClient db;

    Watches(Claims claims, JdbcClient db) {
        this.claims = claims;
        this.db = db;
    }

    public Page list(UUID account, Query query) {
        Selection selection = new Selection()
                .where("w.account_id = :account", "account", Optional.of(account))
                .whereOneOf("w.kind", "kind", query.values("kind", Watchable::parse));
        return LISTING.page(db, query, selection);
    }

    /**
     * Watches from now on; who watches it already goes on to.
     *
     * @param key the id, or the number of a claim
     * @throws NotRecorded if there is none that he may know
     * @throws Deleted if it is deleted
     * @throws InvalidInput if he watches too much
     */
    @Transactional
    public void watch(UUID account, Watchable kind, String key) {
        UUID id = id(kind, key);
        StoredJson.one(
                db,
                kind.thing(),
                Sql.of("select t.deleted_at, '{}' as json from ({called}) t", Map.of("called", kind.called(":id"))),
                Map.of("id", id, "account", account),
                key);
        // One after the other, so that they are counted right.
        db.sql("select from account where id = :account for no key update")
                .param("account", account)
                .query()
                .listOfRows();
        long others = db.sql(
                        "select count(*) from watch where account_id = :account and (kind, thing_id) <> (:kind, :id)")
                .param("account", account)
                .param("kind", kind.toString())
                .param("id", id)
                .query(Long.class)
                .single();
        if (others >= MOST) {
            throw new InvalidInput(
                    List.of(new Fault("", "One person can watch " + MOST + " things: stop watching another first.")));
        }
        // By the clock that tells when changes take effect.
        db.sql("""
                        insert into watch (id, account_id, kind, thing_id, since)
                        values (:new, :account, :kind, :id, clock_timestamp())
                        on conflict (account_id, kind, thing_id) do nothing""")
                .param("new", Ids.next())
                .param("account", account)
                .param("kind", kind.toString())
                .param("id", id)
                .update();
    }

    /** Also of what is deleted by now, or was never watched. */
    @Transactional
    public void stop(UUID account, Watchable kind, String key) {
        db.sql("delete from watch where account_id = :account and kind = :kind and thing_id = :id")
                .param("account", account)
                .param("kind", kind.toString())
                .param("id", kind == Watchable.CLAIM ? claims.everRecorded(ClaimKey.of(key)) : id(kind, key))
                .update();
    }

    public boolean isWatched(UUID account, Watchable kind, UUID id) {
        return db.sql("""
                        select exists (
                            select from public.watch w where w.account_id = :account and w.kind = :kind and w.thing_id = :id)""")
                .param("account", account)
                .param("kind", kind.toString())
                .param("id", id)
                .query(Boolean.class)
                .single();
    }

    private UUID id(Watchable kind, String key) {
        return kind == Watchable.CLAIM
                ? claims.liveId(ClaimKey.of(key))
                : Ids.parse(key).orElseThrow(() -> new NotRecorded(kind.thing(), key));
    }
}
