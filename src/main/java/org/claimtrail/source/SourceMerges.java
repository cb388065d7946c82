package org.claimtrail.source;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.claimtrail.database.PatientLocks;
import org.claimtrail.database.StoredJson;
import org.claimtrail.platform.Actor;
import org.claimtrail.platform.Conflict;
import org.claimtrail.platform.Faults;
import org.claimtrail.thing.Merge;
import org.claimtrail.thing.Merges;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Merges sources that turn out to be one, and takes them apart again where that was a mistake. */
@Service
public class SourceMerges extends Merges {

    private final MergeLocks referring;
    private final MergedReferences references;

    SourceMerges(
            MergeLocks referring,
            MergedReferences references,
            PatientLocks locks,
            JdbcClient db,
            Actor actor,
            Clock clock) {
        super(SourceQueries.KIND, "t.name", "'name', t.name", locks, db, actor, clock);
        this.referring = referring;
        this.references = references;
    }

    @Override
    protected void lockToMerge(UUID duplicate, UUID survivor) {
        referring.forMerging(duplicate, survivor);
    }

    @Override
    protected void lockToUndo(Merge merge) {
        referring.forUndoing(merge);
    }

    @Override
    protected void move(Merge merge, String reason, Timestamp now) {
        references.move(merge, now);
    }

    @Override
    protected void putBack(Merge merge, Timestamp now) {
        references.putBack(merge, now);
    }

    /** That one is part of the other goes with the merge; that it is so by way of others cannot. */
    @Override
    protected void refuse(UUID duplicate, UUID survivor, Faults faults) {
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
    @Override
    protected void record(Merge merge, String reason, Timestamp now) {
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
                .params(values(merge))
                .params(attributed(now))
                .param("reason", reason)
                .update();
    }
}
