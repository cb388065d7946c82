package org.claimtrail.thing;

import static org.claimtrail.platform.Fields.given;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.claimtrail.database.Listing;
import org.claimtrail.database.PatientLocks;
import org.claimtrail.database.Selection;
import org.claimtrail.database.Sql;
import org.claimtrail.database.StoredJson;
import org.claimtrail.platform.Actor;
import org.claimtrail.platform.Conflict;
import org.claimtrail.platform.Deleted;
import org.claimtrail.platform.Faults;
import org.claimtrail.platform.Fields;
import org.claimtrail.platform.Ids;
import org.claimtrail.platform.NotRecorded;
import org.claimtrail.platform.Page;
import org.claimtrail.platform.Query;
import org.claimtrail.platform.Representation;
import org.claimtrail.platform.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.node.ObjectNode;

/**
 * Merges things of a kind that turn out to be one, and takes them apart again where that was a mistake. What follows says
 * what a kind has of its own: what refers to its things, and what stands in the way.
 *
 * <p>A merge is a row of {@code KIND_merge}, what it moved are rows of {@code KIND_merge_reference}, and that it was undone is
 * one of {@code KIND_merge_undo}. The duplicate is deleted, and says what it was merged into.
 */
public abstract class Merges {

    /** What a body asks for. */
    private record Input(@Nullable UUID into, @Nullable String reason) {

        static Input read(Fields body) {
            Input input =
                    new Input(body.required("into", body.object("into", Input::readInto)), body.requiredText("reason"));
            body.done();
            return input;
        }

        private static @Nullable UUID readInto(Fields body) {
            UUID id = body.required("id", body.id("id"));
            body.done();
            return id;
        }
    }

    protected final JdbcClient db;
    private final PatientLocks locks;
    private final Kind<?> kind;
    private final String name;
    private final Listing listing;
    private final Actor actor;
    private final Clock clock;

    /**
     * @param name SQL of what a row {@code t} of the table is called
     * @param brief SQL of members of JSON that tell rows {@code t} apart, after their id
     */
    protected Merges(
            Kind<?> kind, String name, String brief, PatientLocks locks, JdbcClient db, Actor actor, Clock clock) {
        this.kind = kind;
        this.name = name;
        this.locks = locks;
        this.db = db;
        this.actor = actor;
        this.clock = clock;
        this.listing = new Listing(
                        of("""
                        {table}_merge m
                        join {table} d on d.id = m.{table}_id
                        join {table} s on s.id = m.into_id
                        left join {table}_merge_undo u on u.merge_id = m.id"""),
                        "m",
                        Sql.of(
                                """
                        json_strip_nulls(json_build_object(
                            'id', m.id,
                            '{table}', json_build_object('id', d.id, {duplicate}),
                            'into', json_build_object('id', s.id, {survivor}),
                            'reason', m.reason,
                            'by', m.by,
                            'through', m.through,
                            'at', rfc3339(m.at),
                            'undone', case when u.merge_id is not null then
                                json_build_object('by', u.by, 'through', u.through, 'at', rfc3339(u.at)) end))""",
                                Map.of(
                                        "table",
                                        table(),
                                        "duplicate",
                                        brief.replace("t.", "d."),
                                        "survivor",
                                        brief.replace("t.", "s."))),
                        "-at")
                .sortedBy("at", "m.at", "timestamptz");
    }

    /** Locks the two, and before them all that refers to the duplicate; nothing more comes to refer to it. */
    protected abstract void lockToMerge(UUID duplicate, UUID survivor);

    /** Locks the two, and what the merge moved from one to the other. */
    protected abstract void lockToUndo(Merge merge);

    /**
     * Tells why the two, which stand still, cannot be one.
     *
     * @throws Conflict if the record does not allow it
     */
    protected void refuse(UUID duplicate, UUID survivor, Faults faults) {}

    /** To be called when the merge is recorded. */
    protected abstract void move(Merge merge, String reason, Timestamp now);

    /** To be called when the duplicate stands again, and before the undoing is recorded. */
    protected abstract void putBack(Merge merge, Timestamp now);

    /** Every merge that the thing had a part in, whether it is deleted or not. */
    public Page list(UUID id, Query query) {
        if (!exists("select from {table} where id = :id", id)) {
            throw new NotRecorded(kind.resource().thing(), id);
        }
        return listing.page(
                db,
                query,
                new Selection()
                        .where(of("(m.{table}_id = :merged or m.into_id = :merged)"), "merged", Optional.of(id)));
    }

    /**
     * The thing, as answers show it.
     *
     * @throws Deleted if it is deleted or merged, and tells into what
     */
    public Representation read(UUID id) {
        try {
            return StoredJson.one(db, kind.resource().thing(), kind.one(), id);
        } catch (Deleted e) {
            Deleted.Survivor survivor = survivors(List.of(id)).get(id);
            throw survivor == null ? e : new Deleted(kind.resource().thing(), id, survivor);
        }
    }

    /** @return the survivor */
    @Transactional
    public Representation merge(UUID duplicate, ObjectNode body) {
        read(duplicate);
        Fields fields = Fields.of(body);
        Input input = Input.read(fields);
        refuseUnlessLive(duplicate, input.into(), fields.faults());
        fields.faults().throwIfAny();
        UUID survivor = given(input.into());
        merge(duplicate, survivor, given(input.reason()), fields.faults());
        return read(survivor);
    }

    /** @return the merge */
    @Transactional(propagation = Propagation.MANDATORY)
    public UUID merge(UUID duplicate, UUID survivor, String reason, Faults faults) {
        locks.untilFree(() -> {
            kind.holdReviewed(db, duplicate, survivor);
            lockToMerge(duplicate, survivor);
        });
        // Somebody may have been faster.
        read(duplicate);
        refuseUnlessLive(duplicate, survivor, faults);
        faults.throwIfAny();
        refuse(duplicate, survivor, faults);
        faults.throwIfAny();
        Merge merge = new Merge(Ids.next(), duplicate, survivor);
        Timestamp now = now();
        record(merge, reason, now);
        move(merge, reason, now);
        if (kind.resource().isNoted()) {
            moveNotes(merge, now);
        }
        markMerged(merge, now);
        return merge.id();
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public boolean isMerged(UUID id) {
        return mergeOf(id).isPresent();
    }

    /** Takes apart what was merged, if it still is. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void undo(UUID id) {
        actor.require(Role.ADMIN, "undo a merge");
        Optional<Merge> merge = mergeOf(id);
        merge.ifPresent(one -> locks.untilFree(() -> {
            kind.holdReviewed(db, one.duplicate(), one.survivor());
            lockToUndo(one);
        }));
        // Somebody may have been faster.
        if (merge.isPresent() && mergeOf(id).equals(merge)) {
            undo(merge.get());
        }
    }

    /** Why bodies cannot name things by these ids: none is recorded, it is deleted, or it was merged into another. */
    public Map<UUID, String> absences(Collection<UUID> ids) {
        String thing = kind.resource().thing();
        String one = ("aeiou".indexOf(thing.charAt(0)) < 0 ? "a " : "an ") + thing;
        Map<UUID, Deleted.Survivor> survivors = survivors(ids);
        Map<UUID, String> absences = new HashMap<>();
        for (UUID id : ids) {
            Deleted.Survivor survivor = survivors.get(id);
            absences.put(
                    id,
                    survivor == null
                            ? "is not the id of " + one + " that is recorded here."
                            : "is the id of " + one + " that was merged into " + survivor.name() + ": name "
                                    + survivor.id() + ".");
        }
        return absences;
    }

    /** Locks for a merge, where only claims refer to things of the kind: they are locked first, by whoever writes, too. */
    protected final void lockWithClaims(String referring, UUID duplicate, UUID survivor) {
        Map<String, UUID> values = Map.of("duplicate", duplicate);
        locks.lock("claim", referring, values, "");
        locks.lockBoth(table(), duplicate, survivor);
        // What came to refer to it just before: its writer may be waiting for the two.
        locks.lock("claim", referring, values, "nowait");
    }

    /** Likewise, for taking a merge apart. */
    protected final void lockWithClaims(String moved, Merge merge) {
        locks.lock("claim", moved, Map.of("merge", merge.id()), "");
        locks.lockBoth(table(), merge.duplicate(), merge.survivor());
    }

    /** Runs a statement about a merge. */
    protected final void change(Merge merge, String sql) {
        db.sql(sql).params(values(merge)).update();
    }

    /** Has the merge written down. */
    protected void record(Merge merge, String reason, Timestamp now) {
        db.sql(of("""
                        insert into {table}_merge (id, {table}_id, into_id, reason, by, through, at)
                        values (:merge, :duplicate, :survivor, :reason, :by, :through, :now)"""))
                .params(values(merge))
                .params(attributed(now))
                .param("reason", reason)
                .update();
    }

    /** Says that things changed. */
    protected final void touch(String table, String ids, Merge merge, Timestamp now) {
        db.sql(Sql.of(
                        "update {table} set revision = revision + 1, updated_at = :now where id in ({ids})",
                        Map.of("table", table, "ids", ids)))
                .params(values(merge))
                .param("now", now)
                .update();
    }

    protected static Map<String, Object> values(Merge merge) {
        return Map.of("merge", merge.id(), "duplicate", merge.duplicate(), "survivor", merge.survivor());
    }

    /** Who does it, and when. */
    protected final Map<String, @Nullable Object> attributed(Timestamp now) {
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("by", actor.name());
        values.put("through", actor.through());
        values.put("now", now);
        return values;
    }

    private void undo(Merge merge) {
        Conflict.ifAny(
                StoredJson.others(
                        db,
                        Sql.of(
                                "select '{table}' as type, t.id, {name} as name from {table} t where t.id = :id and t.deleted_at is not null",
                                Map.of("table", table(), "name", name)),
                        Map.of("id", merge.survivor())),
                Conflict.Reason.REFERS_TO_DELETED,
                "What it was merged into is deleted, or merged itself: restore that first.");
        Timestamp now = now();
        db.sql(of("""
                        update {table}
                        set merged_into_id = null, deleted_at = null, revision = revision + 1, updated_at = :now
                        where id = :duplicate""")).param("now", now).param("duplicate", merge.duplicate()).update();
        putBack(merge, now);
        if (kind.resource().isNoted()) {
            putBackNotes(merge, now);
        }
        db.sql(of("insert into {table}_merge_undo (merge_id, by, through, at) values (:merge, :by, :through, :now)"))
                .param("merge", merge.id())
                .params(attributed(now))
                .update();
    }

    /** Deleted ones, too, as they may come back. */
    private void moveNotes(Merge merge, Timestamp now) {
        change(merge, of("""
                insert into {table}_merge_reference (merge_id, kind, holder_id)
                select :merge, 'NOTE', n.id from note n where n.{table}_id = :duplicate"""));
        db.sql(of("""
                        update note set {table}_id = :survivor, revision = revision + 1, updated_at = :now
                        where {table}_id = :duplicate""")).params(values(merge)).param("now", now).update();
    }

    /** What answers one since goes with it. */
    private void putBackNotes(Merge merge, Timestamp now) {
        db.sql(of("""
                        with recursive thread (id) as (
                            select r.holder_id from {table}_merge_reference r where r.merge_id = :merge and r.kind = 'NOTE'
                            union
                            select n.id from thread t join note n on n.in_reply_to_id = t.id and n.{table}_id = :survivor
                        )
                        update note n set {table}_id = :duplicate, revision = n.revision + 1, updated_at = :now
                        from thread t where n.id = t.id and n.{table}_id = :survivor""")).params(values(merge)).param("now", now).update();
    }

    /** What merged things were merged into in the end; those that were not merged are left out. */
    private Map<UUID, Deleted.Survivor> survivors(Collection<UUID> ids) {
        Map<UUID, Deleted.Survivor> survivors = new HashMap<>();
        if (ids.isEmpty()) {
            return survivors;
        }
        db.sql(Sql.of("""
                with recursive chain (merged, id, name, merged_into_id) as (
                    select t.id, t.id, {name}, t.merged_into_id from {table} t where t.id = any(cast(:ids as uuid[]))
                    union all
                    select c.merged, t.id, {name}, t.merged_into_id
                    from chain c join {table} t on t.id = c.merged_into_id
                )
                select merged, id, name from chain where merged_into_id is null and id <> merged""", Map.of("table", table(), "name", name)))
                .param("ids", Selection.texts(List.copyOf(ids)))
                .query(row -> {
                    survivors.put(
                            row.getObject("merged", UUID.class),
                            new Deleted.Survivor(row.getObject("id", UUID.class), row.getString("name")));
                });
        return survivors;
    }

    /** The merge that still holds, of a thing that was merged. */
    private Optional<Merge> mergeOf(UUID id) {
        return db.sql(of("""
                        select m.id, m.{table}_id as duplicate, m.into_id as survivor
                        from {table}_merge m join {table} d on d.id = m.{table}_id
                        where m.{table}_id = :id and d.merged_into_id is not null
                        order by m.at desc, m.id desc limit 1""")).param("id", id).query(Merge.class).optional();
    }

    private void refuseUnlessLive(UUID duplicate, @Nullable UUID into, Faults faults) {
        if (duplicate.equals(into)) {
            faults.add("/into/id", "must be another " + kind.resource().thing() + ": it cannot be merged into itself.");
        } else if (into != null && !exists("select from {table} where id = :id and deleted_at is null", into)) {
            faults.add("/into/id", given(absences(List.of(into)).get(into)));
        }
    }

    private void markMerged(Merge merge, Timestamp now) {
        db.sql(of("""
                        update {table}
                        set merged_into_id = :survivor, deleted_at = :now, revision = revision + 1, updated_at = :now
                        where id = :duplicate"""))
                .param("survivor", merge.survivor())
                .param("duplicate", merge.duplicate())
                .param("now", now)
                .update();
    }

    private boolean exists(String select, UUID id) {
        return db.sql(of("select exists (" + select + ")"))
                .param("id", id)
                .query(Boolean.class)
                .single();
    }

    private String of(String sql) {
        return Sql.of(sql, Map.of("table", table()));
    }

    private String table() {
        return kind.resource().table();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }
}
