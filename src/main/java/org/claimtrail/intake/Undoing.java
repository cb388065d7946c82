package org.claimtrail.intake;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.claimtrail.claim.ClaimKey;
import org.claimtrail.claim.ClaimParts;
import org.claimtrail.claim.Claims;
import org.claimtrail.database.Selection;
import org.claimtrail.database.Sql;
import org.claimtrail.note.Notes;
import org.claimtrail.platform.IfMatch;
import org.claimtrail.platform.Refusal;
import org.claimtrail.thing.Resource;
import org.claimtrail.thing.Things;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes back what an import recorded: all that was new with it and that nobody has changed or referred to since is deleted, as
 * anybody may delete it, and forgets what it was called elsewhere, so that it may come in again. The rest stays, and it is told why.
 */
@Component
class Undoing {

    /** What is referred to goes after what refers to it. */
    private static final List<Resource> ORDER = List.of(
            Resource.NOTE,
            Resource.ASSESSMENT,
            Resource.EVIDENCE,
            Resource.RELATION,
            Resource.CLAIM,
            Resource.EXCHANGE_RATE,
            Resource.MEASURE,
            Resource.TOPIC,
            Resource.ARTICLE,
            Resource.SOURCE);

    private static final int AT_ONCE = 500;

    /** Of tables that hold what a claim says: whoever wrote one of their rows changed the claim. */
    private static final String CHANGED_CLAIM = Stream.of("figure", "appearance", "claim_topic", "claim_about")
            .map(table -> Sql.of(
                    "union all select v.claim_id, v.began from history.{table} v where v.claim_id = any(cast(:ids as uuid[]))",
                    Map.of("table", table)))
            .collect(Collectors.joining("\n"));

    private final ImportStore store;
    private final Claims claims;
    private final Map<Resource, Things<?>> things;
    private final Map<Resource, ClaimParts<?>> parts;
    private final Notes notes;
    private final JdbcClient db;
    private final TransactionTemplate transaction;

    Undoing(
            ImportStore store,
            Claims claims,
            List<Things<?>> things,
            List<ClaimParts<?>> parts,
            Notes notes,
            JdbcClient db,
            PlatformTransactionManager transactions) {
        this.store = store;
        this.claims = claims;
        this.things = things.stream().collect(Collectors.toMap(Things::resource, Function.identity()));
        this.parts = parts.stream().collect(Collectors.toMap(ClaimParts::resource, Function.identity()));
        this.notes = notes;
        this.db = db;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Goes on until all is looked at, or somebody stops it. */
    void undo(Import run, BooleanSupplier goesOn) {
        for (Resource kind : ORDER) {
            UUID after = new UUID(0, 0);
            while (true) {
                List<UUID> some = recorded(run, kind, after);
                if (some.isEmpty()) {
                    break;
                }
                if (!goesOn.getAsBoolean()) {
                    return;
                }
                int gone = kind == Resource.CLAIM ? withdraw(run, some) : delete(run, kind, some);
                store.undone(run.id(), gone);
                after = some.get(some.size() - 1);
            }
        }
        store.drop(run.id());
        store.end(run.id(), State.UNDONE, null);
    }

    /** What was new with it and stands, in the order of ids. */
    private List<UUID> recorded(Import run, Resource kind, UUID after) {
        return db.sql(Sql.of("""
                        select distinct t.id
                        from history.change_set s
                        join history.change h on h.change_set_id = s.id and h.resource = :kind
                        join {table} t on t.id = h.resource_id and t.deleted_at is null
                        where s.through = :channel and s.through like 'import %' and t.id > :after and not exists (
                            select from history.change e
                            where e.resource = h.resource and e.resource_id = h.resource_id
                              and e.change_set_id < h.change_set_id)
                        order by t.id
                        limit {limit}""", Map.of("table", kind.table(), "limit", Integer.toString(AT_ONCE))))
                .param("kind", kind.toString())
                .param("channel", run.channel())
                .param("after", after)
                .query(UUID.class)
                .list();
    }

    private int withdraw(Import run, List<UUID> ids) {
        return Objects.requireNonNull(transaction.execute(status -> {
            Map<UUID, String> staying = new HashMap<>();
            db.sql(Sql.of("""
                            with version (id, began) as (
                                select v.id, v.began from history.claim v where v.id = any(cast(:ids as uuid[]))
                                {parts}
                            )
                            select v.id, 1 as nth, 'It was changed since.' as why
                            from version v join history.change_set s on s.id = v.began
                            where s.through <> :channel
                            union
                            select claim_id, 2, 'It has evidence.' from evidence
                            where claim_id = any(cast(:ids as uuid[])) and deleted_at is null
                            union
                            select claim_id, 3, 'It is assessed.' from assessment
                            where claim_id = any(cast(:ids as uuid[])) and deleted_at is null
                            union
                            select claim_id, 4, 'It has notes.' from note
                            where claim_id = any(cast(:ids as uuid[])) and deleted_at is null
                            union
                            select from_claim_id, 5, 'It is related to other claims.' from relation
                            where from_claim_id = any(cast(:ids as uuid[])) and deleted_at is null
                            order by nth""", Map.of("parts", CHANGED_CLAIM)))
                    .param("ids", Selection.texts(ids))
                    .param("channel", run.channel())
                    .query((RowCallbackHandler)
                            row -> staying.putIfAbsent(row.getObject("id", UUID.class), row.getString("why")));
            staying.forEach((id, why) -> store.stays(run.id(), Resource.CLAIM, id, why));
            return claims.withdraw(
                            ids.stream().filter(id -> !staying.containsKey(id)).toList())
                    .size();
        }));
    }

    private int delete(Import run, Resource kind, List<UUID> ids) {
        int gone = 0;
        for (UUID id : ids) {
            try {
                gone += Objects.requireNonNull(transaction.execute(status -> delete(run, kind, id)));
            } catch (Refusal e) {
                store.stays(run.id(), kind, id, String.valueOf(e.getMessage()));
            }
        }
        return gone;
    }

    private boolean hasNotes(UUID id) {
        return db.sql("select exists (select from note where on_id = :id and deleted_at is null)")
                .param("id", id)
                .query(Boolean.class)
                .single();
    }

    private int delete(Import run, Resource kind, UUID id) {
        String claim = kind.isPart() ? "t." + kind.claims().get(0) : "null::uuid";
        Optional<UUID[]> unchanged = db.sql(Sql.of("""
                        select t.id, {claim} as claim_id from {table} t
                        where t.id = :id and not exists (
                            select from history.{table} v join history.change_set s on s.id = v.began
                            where v.id = t.id and s.through <> :channel)""", Map.of("table", kind.table(), "claim", claim)))
                .param("id", id)
                .param("channel", run.channel())
                .query((row, n) -> new UUID[] {row.getObject("id", UUID.class), row.getObject("claim_id", UUID.class)})
                .optional();
        if (unchanged.isEmpty()) {
            store.stays(run.id(), kind, id, "It was changed since.");
            return 0;
        }
        if (hasNotes(id)) {
            store.stays(run.id(), kind, id, "It has notes.");
            return 0;
        }
        db.sql(Sql.of(
                        "update {table} set external_ids = null where id = :id and external_ids is not null",
                        Map.of("table", kind.table())))
                .param("id", id)
                .update();
        if (kind == Resource.NOTE) {
            notes.delete(notes.placeOf(id), id, IfMatch.ANY);
        } else if (kind.isPart()) {
            Objects.requireNonNull(parts.get(kind)).delete(ClaimKey.of(unchanged.get()[1]), id, IfMatch.ANY);
        } else {
            Objects.requireNonNull(things.get(kind)).delete(id, IfMatch.ANY);
        }
        return 1;
    }
}
