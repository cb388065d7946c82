package org.claimtrail.claim;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.claimtrail.database.Entities;
import org.claimtrail.database.Selection;
import org.claimtrail.database.Sql;
import org.claimtrail.platform.Edit;
import org.claimtrail.platform.Fields;
import org.claimtrail.platform.IfMatch;
import org.claimtrail.platform.Page;
import org.claimtrail.platform.Query;
import org.claimtrail.platform.Representation;
import org.claimtrail.thing.Kind;
import org.claimtrail.thing.Life;
import org.claimtrail.thing.Owner;
import org.claimtrail.thing.Thing;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.node.ObjectNode;

/** Records, reads and corrects things that belong to a claim, as long as it is not deleted. */
public abstract class ClaimParts<T extends Thing> extends Life<T> implements Inclusion {

    /** So many of a claim an answer includes; the others are on the pages of their list. */
    private static final int MOST_INCLUDED = 100;

    private final Kind<T> kind;
    private final Claims claims;
    private final JdbcClient db;

    protected ClaimParts(Kind<T> kind, Claims claims, Entities entities, JdbcClient db, Clock clock) {
        super(kind, entities, db, clock);
        this.kind = kind;
        this.claims = claims;
        this.db = db;
    }

    /** Those of a live claim. */
    protected abstract Page list(UUID claim, Query query);

    /** Makes a new part of a body, or revises the one that is there. */
    protected abstract T write(Owner owner, @Nullable T present, Fields body, Instant now);

    @Override
    protected final UUID create(@Nullable Owner owner, Fields body, Instant now) {
        return insert(write(requireNonNull(owner), null, body, now), body);
    }

    @Override
    protected final void revise(@Nullable Owner owner, T present, Fields body, Instant now) {
        write(requireNonNull(owner), present, body, now);
    }

    @Override
    protected abstract boolean isOf(UUID owner, T thing);

    /** The claim that something is about to be changed of, which may take it to a review again. */
    protected UUID held(ClaimKey key) {
        return claims.lockLive(key);
    }

    /** Which are those of the claim {@code w}, in SQL. */
    protected String ofClaim() {
        return kind.alias() + ".claim_id = w.id";
    }

    /** How one is answered to whoever asks for those of the claim {@code w}, in SQL. */
    protected String asOneOfClaim() {
        return kind.json();
    }

    @Override
    public String name() {
        return resource().plural();
    }

    @Override
    public boolean isPublic() {
        return resource().isPublic();
    }

    /** The first of each claim, as its list has them, and whether there are more. */
    @Override
    public Map<UUID, String> of(List<UUID> ids) {
        return of(ids, MOST_INCLUDED);
    }

    /** Like the other, so many of each claim. */
    public Map<UUID, String> of(List<UUID> ids, int most) {
        Map<UUID, String> found = new HashMap<>();
        db.sql(Sql.of(
                        """
                        select w.id, json_build_object(
                            'items', coalesce(json_agg(p.json order by p.nth) filter (where p.nth <= {most}), '[]'),
                            'more', coalesce(bool_or(p.nth > {most}), false)) as json
                        from unnest(cast(:claims as uuid[])) w (id)
                        left join lateral (
                            select {json} as json, row_number() over (order by {alias}.created_at, {alias}.id) as nth
                            from {from}
                            where {ofClaim} and {alias}.deleted_at is null
                            order by {alias}.created_at, {alias}.id
                            limit {most} + 1) p on true
                        group by w.id""",
                        Map.of(
                                "most",
                                most,
                                "json",
                                asOneOfClaim(),
                                "alias",
                                kind.alias(),
                                "from",
                                kind.from(),
                                "ofClaim",
                                ofClaim())))
                .param("claims", Selection.texts(ids))
                .query(row -> {
                    found.put(row.getObject("id", UUID.class), row.getString("json"));
                });
        return found;
    }

    public Page list(ClaimKey key, Query query) {
        return list(claims.liveId(key), query);
    }

    public Representation read(ClaimKey key, UUID id) {
        return answer(Owner.ofClaim(claims.liveId(key)), id);
    }

    @Transactional
    public Representation record(ClaimKey key, ObjectNode body) {
        return recorded(Owner.ofClaim(held(key)), body);
    }

    @Transactional
    public Representation change(ClaimKey key, UUID id, IfMatch ifMatch, Edit edit) {
        return changed(Owner.ofClaim(held(key)), id, ifMatch, edit);
    }

    @Transactional
    public void delete(ClaimKey key, UUID id, IfMatch ifMatch) {
        deleted(Owner.ofClaim(held(key)), id, ifMatch);
    }

    @Transactional
    public Representation restore(ClaimKey key, UUID id) {
        return restored(Owner.ofClaim(held(key)), id);
    }
}
