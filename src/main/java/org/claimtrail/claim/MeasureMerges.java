package org.claimtrail.claim;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.claimtrail.database.PatientLocks;
import org.claimtrail.platform.Actor;
import org.claimtrail.platform.Faults;
import org.claimtrail.thing.Merge;
import org.claimtrail.thing.Merges;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Merges measures that turn out to be one, and takes them apart again. A figure that was given in the unit of its measure is
 * given in that unit afterwards, too.
 */
@Service
class MeasureMerges extends Merges {

    private static final String REFERRING_CLAIMS = "select claim_id from figure where measure_id = :duplicate";

    private static final String MOVED_CLAIMS =
            "select f.claim_id from measure_merge_reference r join figure f on f.id = r.holder_id where r.merge_id = :merge";

    /** Of which the two must be the same where both say it. */
    private record Counted(String duplicate, String survivor) {}

    MeasureMerges(PatientLocks locks, JdbcClient db, Actor actor, Clock clock) {
        super(Measures.KIND, "t.name", "'name', t.name, 'unit', t.unit", locks, db, actor, clock);
    }

    @Override
    protected void lockToMerge(UUID duplicate, UUID survivor) {
        Map<String, UUID> values = Map.of("duplicate", duplicate);
        locks.lock("claim", REFERRING_CLAIMS, values, "");
        lockMeasures(duplicate, survivor);
        locks.lock("claim", REFERRING_CLAIMS, values, "nowait");
    }

    @Override
    protected void lockToUndo(Merge merge) {
        locks.lock("claim", MOVED_CLAIMS, Map.of("merge", merge.id()), "");
        lockMeasures(merge.duplicate(), merge.survivor());
    }

    private void lockMeasures(UUID one, UUID other) {
        db.sql("select id from measure where id in (:one, :other) order by id for update")
                .param("one", one)
                .param("other", other)
                .query(UUID.class)
                .list();
    }

    @Override
    protected void refuse(UUID duplicate, UUID survivor, Faults faults) {
        db.sql("""
                        select d.nature as duplicate, s.nature as survivor from measure d, measure s
                        where d.id = :duplicate and s.id = :survivor and d.nature <> s.nature""")
                .params(Map.of("duplicate", duplicate, "survivor", survivor))
                .query(Counted.class)
                .optional()
                .ifPresent(natures -> faults.add(
                        "/into/id",
                        "is a " + natures.survivor() + " and what is to be merged into it a " + natures.duplicate()
                                + ": they cannot be one."));
        boolean withoutUnit = db.sql(
                        "select d.unit is null and s.unit is not null from measure d, measure s where d.id = :duplicate and s.id = :survivor")
                .params(Map.of("duplicate", duplicate, "survivor", survivor))
                .query(Boolean.class)
                .single();
        if (withoutUnit) {
            faults.add("/into/id", "has a unit, and what is to be merged into it has none: give it one first.");
        }
    }

    @Override
    protected void move(Merge merge, String reason, Timestamp now) {
        db.sql("""
                        insert into measure_merge_reference (merge_id, kind, holder_id, before)
                        select :merge, 'FIGURE', f.id, jsonb_build_object(
                            'unit', f.unit,
                            'given', case when d.unit_key is distinct from s.unit_key then coalesce(f.unit, d.unit) else f.unit end)
                        from figure f, measure d, measure s
                        where f.measure_id = :duplicate and d.id = :duplicate and s.id = :survivor""").params(values(merge)).update();
        db.sql("""
                        update figure f set measure_id = :survivor, unit = r.before ->> 'given'
                        from measure_merge_reference r
                        where r.merge_id = :merge and f.id = r.holder_id""").params(values(merge)).update();
        touch("claim", MOVED_CLAIMS, merge, now);
    }

    /** What somebody gave another measure or unit since stays as it is. */
    @Override
    protected void putBack(Merge merge, Timestamp now) {
        db.sql("""
                        update figure f
                        set measure_id = :duplicate,
                            unit = case when f.unit is not distinct from r.before ->> 'given' then r.before ->> 'unit' else f.unit end
                        from measure_merge_reference r
                        where r.merge_id = :merge and f.id = r.holder_id and f.measure_id is not distinct from :survivor""").params(values(merge)).update();
        // Nothing referred to a measure that was merged, so whatever does came back just now.
        touch("claim", REFERRING_CLAIMS, merge, now);
    }
}
