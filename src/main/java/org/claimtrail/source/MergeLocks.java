package org.claimtrail.source;

import java.util.Map;
import java.util.UUID;
import org.claimtrail.database.PatientLocks;
import org.claimtrail.thing.Merge;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Holds still what a merge changes.
 *
 * <p>Whoever writes locks what refers first, a claim or an article, and then shares the sources that it names. So does
 * this: what refers to the two sources, then the sources themselves. From there on nobody can name them any more; what
 * came to refer to them just before is locked without waiting, as its writer may be waiting for the sources.
 *
 * <p>Some writers go another way round, for a figure of another claim or for two sources.
 */
@Component
class MergeLocks {

    private static final String REFERRING_CLAIMS = """
            select claim_id from claim_about where source_id = :duplicate
            union all
            select p.claim_id
            from attribution_source x
            join attribution l on l.id = x.attribution_id
            join appearance p on p.id = l.appearance_id
            where x.source_id = :duplicate
            union all
            select claim_id from evidence where provider_id = :duplicate
            union all
            select claim_id from assessment where reviewer_id = :duplicate""";
    private static final String REFERRING_ARTICLES = "select id from article where publisher_id = :duplicate";
    private static final String RATES = "select id from exchange_rate where source_id = :duplicate";
    private static final String PARTS = "select source_id from membership where part_of_id = :duplicate";

    private static final String MOVED_CLAIMS = """
            select r.holder_id from source_merge_reference r where r.merge_id = :merge and r.kind = 'ABOUT'
            union all
            select p.claim_id
            from source_merge_reference r
            join attribution l on l.id = r.holder_id
            join appearance p on p.id = l.appearance_id
            where r.merge_id = :merge and r.kind = 'SPEAKER'
            union all
            select e.claim_id from source_merge_reference r join evidence e on e.id = r.holder_id
            where r.merge_id = :merge and r.kind = 'PROVIDER'
            union all
            select a.claim_id from source_merge_reference r join assessment a on a.id = r.holder_id
            where r.merge_id = :merge and r.kind = 'REVIEWER'""";
    private static final String MOVED_ARTICLES =
            "select holder_id from source_merge_reference where merge_id = :merge and kind = 'PUBLISHER'";
    private static final String MOVED_RATES =
            "select holder_id from source_merge_reference where merge_id = :merge and kind = 'RATE'";
    private static final String MOVED_PARTS =
            "select holder_id from source_merge_reference where merge_id = :merge and kind = 'WHOLE'";

    private final PatientLocks locks;
    private final JdbcClient db;

    MergeLocks(PatientLocks locks, JdbcClient db) {
        this.locks = locks;
        this.db = db;
    }

    /** Two sources, and all that refers to the duplicate; nothing more comes to refer to it. */
    void forMerging(UUID duplicate, UUID survivor) {
        lockReferring(duplicate, "");
        locks.lockBoth("source", duplicate, survivor);
        lockReferring(duplicate, "nowait");
        lockMemberships();
    }

    /** Two sources, and what the merge moved from one to the other. */
    void forUndoing(Merge merge) {
        lock("claim", MOVED_CLAIMS, "merge", merge.id(), "");
        lock("article", MOVED_ARTICLES, "merge", merge.id(), "");
        lock("exchange_rate", MOVED_RATES, "merge", merge.id(), "");
        lock("source", MOVED_PARTS, "merge", merge.id(), "");
        locks.lockBoth("source", merge.duplicate(), merge.survivor());
        lockMemberships();
    }

    /** Evidence and assessments are changed by those only who hold their claim. */
    private void lockReferring(UUID duplicate, String waiting) {
        lock("claim", REFERRING_CLAIMS, "duplicate", duplicate, waiting);
        lock("article", REFERRING_ARTICLES, "duplicate", duplicate, waiting);
        lock("exchange_rate", RATES, "duplicate", duplicate, waiting);
        lock("source", PARTS, "duplicate", duplicate, waiting);
    }

    private void lock(String table, String ids, String name, UUID value, String waiting) {
        locks.lock(table, ids, Map.of(name, value), waiting);
    }

    /** What the trigger membership_acyclic takes anyway. */
    private void lockMemberships() {
        db.sql("select pg_advisory_xact_lock(hashtextextended('membership', 0))")
                .query((row, n) -> n)
                .single();
    }
}
