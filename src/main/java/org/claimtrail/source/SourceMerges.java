package org.claimtrail.source;

import static org.claimtrail.platform.Fields.given;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.claimtrail.database.Listing;
import org.claimtrail.database.Selection;
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
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.node.ObjectNode;

/** Merges sources that turn out to be one, and takes them apart again where that was a mistake. */
@Service
public class SourceMerges {

    private static final Listing HISTORY = new Listing("""
            source_merge m
            join source d on d.id = m.source_id
            join source s on s.id = m.into_id
            left join source_merge_undo u on u.merge_id = m.id""", "m", """
            json_strip_nulls(json_build_object(
                'id', m.id,
                'source', json_build_object('id', d.id, 'name', d.name),
                'into', json_build_object('id', s.id, 'name', s.name),
                'reason', m.reason,
                'by', m.by,
                'through', m.through,
                'at', rfc3339(m.at),
                'undone', case when u.merge_id is not null then
                    json_build_object('by', u.by, 'through', u.through, 'at', rfc3339(u.at)) end))""", "-at").sortedBy("at", "m.at", "timestamptz");

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

    private final SourceQueries queries;
    private final MergeLocks locks;
    private final MergedReferences references;
    private final JdbcClient db;
    private final Actor actor;
    private final Clock clock;

    SourceMerges(
            SourceQueries queries,
            MergeLocks locks,
            MergedReferences references,
            JdbcClient db,
            Actor actor,
            Clock clock) {
        this.queries = queries;
        this.locks = locks;
        this.references = references;
        this.db = db;
        this.actor = actor;
        this.clock = clock;
    }

    /** Every merge that the source had a part in, whether it is deleted or not. */
    public Page list(UUID id, Query query) {
        if (!queries.isRecorded(id)) {
            throw new NotRecorded("source", id);
        }
        Selection selection =
                new Selection().where("(m.source_id = :source or m.into_id = :source)", "source", Optional.of(id));
        return HISTORY.page(db, query, selection);
    }

    /** @return the survivor */
    @Transactional
    public Representation merge(UUID duplicate, ObjectNode body) {
        queries.read(duplicate);
        Fields fields = Fields.of(body);
        Input input = Input.read(fields);
        refuseUnlessLive(duplicate, input.into(), fields.faults());
        fields.faults().throwIfAny();

        UUID survivor = given(input.into());
        locks.forMerging(duplicate, survivor);
        // Somebody may have been faster.
        queries.read(duplicate);
        refuseUnlessLive(duplicate, survivor, fields.faults());
        fields.faults().throwIfAny();
        refuseCycle(duplicate, survivor);

        Merge merge = new Merge(Ids.next(), duplicate, survivor);
        Timestamp now = now();
        record(merge, given(input.reason()), now);
        references.move(merge, now);
        markMerged(merge, now);
        return queries.read(merge.survivor());
    }

    @Transactional(propagation = Propagation.MANDATORY)
    boolean isMerged(UUID id) {
        return mergeOf(id).isPresent();
    }

    /** @return what was the duplicate */
    @Transactional(propagation = Propagation.MANDATORY)
    Representation undo(UUID id) {
        actor.require(Role.ADMIN, "undo a merge");
        Optional<Merge> merge = mergeOf(id);
        merge.ifPresent(locks::forUndoing);
        // Somebody may have been faster.
        if (merge.isPresent() && mergeOf(id).equals(merge)) {
            undo(merge.get());
        }
        return queries.read(id);
    }

    private void undo(Merge merge) {
        Conflict.ifAny(
                deletedSurvivor(merge),
                Conflict.Reason.REFERS_TO_DELETED,
                "What it was merged into is deleted, or merged itself: restore that first.");
        Timestamp now = now();
        db.sql("""
                        update source
                        set merged_into_id = null, deleted_at = null, revision = revision + 1, updated_at = :now
                        where id = :duplicate""").param("now", now).param("duplicate", merge.duplicate()).update();
        references.putBack(merge, now);
        db.sql("insert into source_merge_undo (merge_id, by, through, at) values (:merge, :by, :through, :now)")
                .param("merge", merge.id())
                .param("by", actor.name())
                .param("through", actor.through())
                .param("now", now)
                .update();
    }

    /** The merge that still holds, of a source that was merged. */
    private Optional<Merge> mergeOf(UUID id) {
        return db.sql("""
                        select m.id, m.source_id as duplicate, m.into_id as survivor
                        from source_merge m join source d on d.id = m.source_id
                        where m.source_id = :id and d.merged_into_id is not null
                        order by m.at desc, m.id desc limit 1""").param("id", id).query(Merge.class).optional();
    }

    private void refuseUnlessLive(UUID duplicate, @Nullable UUID into, Faults faults) {
        if (duplicate.equals(into)) {
            faults.add("/into/id", "must be another source: it cannot be merged into itself.");
        } else if (into != null && !queries.isLive(into)) {
            Deleted.Survivor survivor = queries.survivors(List.of(into)).get(into);
            faults.add("/into/id", SourceFinder.absence(survivor));
        }
    }

    private List<Conflict.Other> deletedSurvivor(Merge merge) {
        return StoredJson.others(
                db,
                "select 'source' as type, id, name from source where id = :id and deleted_at is not null",
                Map.of("id", merge.survivor()));
    }

    /** That one is part of the other goes with the merge; that it is so by way of others cannot. */
    private void refuseCycle(UUID duplicate, UUID survivor) {
        List<Conflict.Other> between = StoredJson.others(db, """
                with recursive path (start, finish, id) as (
                    select p.start, p.finish, m.part_of_id
                    from (values (:duplicate, :survivor), (:survivor, :duplicate)) p (start, finish)
                    join membership m on m.source_id = p.start and m.part_of_id <> p.finish
                    union
                    select p.start, p.finish, m.part_of_id from path p join membership m on m.source_id = p.id
                )
                select distinct 'source' as type, s.id, s.name
                from path p
                join membership m on m.source_id = p.id and m.part_of_id = p.finish
                join source s on s.id = p.id
                limit 10""", Map.of("duplicate", duplicate, "survivor", survivor));
        if (!between.isEmpty()) {
            throw new Conflict(
                    Conflict.Reason.CYCLE,
                    "One is part of the other by way of others: merged, the source would be part of itself.",
                    "/into",
                    between);
        }
    }

    /**
     * The names are those that the survivor has not of its own. One that it has by another merge is noted too, so that
     * each of the two can be undone alone. What an article calls somebody whom it does not name is no name.
     */
    private void record(Merge merge, String reason, Timestamp now) {
        db.sql("""
                        insert into source_merge (id, source_id, into_id, aliases, reason, by, through, at)
                        select :merge, d.id, s.id, array(
                            select n.name
                            from (
                                select distinct on (name_key(given.name)) given.name, given.place
                                from (
                                    select d.name, -1 as place
                                    union all
                                    select a.alias, a.position from source_alias a where a.source_id = d.id) given
                                order by name_key(given.name), given.place) n
                            where name_key(n.name) <> s.name_key
                              and (d.kind <> 'UNNAMED' or s.kind = 'UNNAMED')
                              and not exists (
                                select from source_alias a
                                where a.source_id = s.id and a.alias_key = name_key(n.name)
                                  and not exists (
                                    select from source_merge o, unnest(o.aliases) brought
                                    where o.into_id = s.id and name_key(brought) = a.alias_key
                                      and not exists (select from source_merge_undo u where u.merge_id = o.id)))
                            order by n.place),
                            :reason, :by, :through, :now
                        from source d, source s
                        where d.id = :duplicate and s.id = :survivor""")
                .param("merge", merge.id())
                .param("duplicate", merge.duplicate())
                .param("survivor", merge.survivor())
                .param("reason", reason)
                .param("by", actor.name())
                .param("through", actor.through())
                .param("now", now)
                .update();
    }

    private void markMerged(Merge merge, Timestamp now) {
        db.sql("""
                        update source
                        set merged_into_id = :survivor, deleted_at = :now, revision = revision + 1, updated_at = :now
                        where id = :duplicate""")
                .param("survivor", merge.survivor())
                .param("duplicate", merge.duplicate())
                .param("now", now)
                .update();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }
}
