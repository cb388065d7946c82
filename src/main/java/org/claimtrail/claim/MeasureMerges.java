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
import org.jspecify.annotations.Nullable;
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

    /** What two measures are, where it is said, and whether figures without a unit would get one. */
    private record Both(
            @Nullable Nature duplicate, @Nullable Nature survivor, boolean wouldGetUnit) {}

    MeasureMerges(PatientLocks locks, JdbcClient db, Actor actor, Clock clock) {
        super(Measures.KIND, "t.name", "'name', t.name, 'unit', t.unit", locks, db, actor, clock);
    }

    @Override
    protected void lockToMerge(UUID duplicate, UUID survivor) {
        lockWithClaims(REFERRING_CLAIMS, duplicate, survivor);
    }

    @Override
    protected void lockToUndo(Merge merge) {
        lockWithClaims(MOVED_CLAIMS, merge);
    }

    @Override
    protected void refuse(UUID duplicate, UUID survivor, Faults faults) {
        Both both = db.sql("""
                        select d.nature as duplicate, s.nature as survivor,
                            d.unit is null and s.unit is not null as would_get_unit
                        from measure d, measure s
                        where d.id = :duplicate and s.id = :survivor""")
                .params(Map.of("duplicate", duplicate, "survivor", survivor))
                .query(Both.class)
                .single();
        if (both.duplicate() != null && both.survivor() != null && both.duplicate() != both.survivor()) {
            faults.add(
                    "/into/id",
                    "is a " + both.survivor() + " and what is to be merged into it a " + both.duplicate()
                            + ": they cannot be one.");
        }
        if (both.wouldGetUnit()) {
            faults.add("/into/id", "has a unit, and what is to be merged into it has none: give it one first.");
        }
    }

    @Override
    protected void move(Merge merge, String reason, Timestamp now) {
        change(merge, """
                        insert into measure_merge_reference (merge_id, kind, holder_id, before)
                        select :merge, 'FIGURE', f.id, jsonb_build_object(
                            'unit', f.unit,
                            'given', case when d.unit_key is distinct from s.unit_key then coalesce(f.unit, d.unit) else f.unit end)
                        from figure f, measure d, measure s
                        where f.measure_id = :duplicate and d.id = :duplicate and s.id = :survivor""");
        change(merge, """
                        update figure f set measure_id = :survivor, unit = r.before ->> 'given'
                        from measure_merge_reference r
                        where r.merge_id = :merge and f.id = r.holder_id""");
        touch("claim", MOVED_CLAIMS, merge, now);
    }

    /** What somebody gave another measure or unit since stays as it is. */
    @Override
    protected void putBack(Merge merge, Timestamp now) {
        change(merge, """
                        update figure f
                        set measure_id = :duplicate,
                            unit = case when f.unit is not distinct from r.before ->> 'given' then r.before ->> 'unit' else f.unit end
                        from measure_merge_reference r
                        where r.merge_id = :merge and f.id = r.holder_id and f.measure_id is not distinct from :survivor""");
        // Nothing referred to a measure that was merged, so whatever does came back just now.
        touch("claim", REFERRING_CLAIMS, merge, now);
    }
}
