package org.claimtrail.source;

import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.claimtrail.database.Sql;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Holds still what a merge changes.
 *
 * <p>Whoever writes locks what refers first, a claim or an article, and then shares the sources that it names. So does
 * this: what refers to the two sources, then the sources themselves. From there on nobody can name them any more; what
 * came to refer to them just before is locked without waiting, as its writer may be waiting for the sources.
 *
 * <p>Some writers go another way round, for a figure of another claim or for two sources. So it waits for a short time
 * only, less than after which the database would look for a deadlock and end one of the two, lets everything go, and
 * begins again.
 */
@Component
class MergeLocks {

    private static final int MOST_TRIES = 10;

    /** PostgreSQL looks for deadlocks after a second. */
    private static final String PATIENCE = "700ms";

    /** A lock that is not to be had in time, and a deadlock. */
    private static final Set<String> HELD = Set.of("55P03", "40P01");

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

    private final JdbcClient db;

    MergeLocks(JdbcClient db) {
        this.db = db;
    }

    /** Two sources, and all that refers to the duplicate; nothing more comes to refer to it. */
    void forMerging(UUID duplicate, UUID survivor) {
        untilFree(() -> {
            holdReviewed(duplicate, survivor);
            lockReferring(duplicate, "");
            lockSources(duplicate, survivor);
            lockReferring(duplicate, "nowait");
            lockMemberships();
        });
    }

    /** Two sources, and what the merge moved from one to the other. */
    void forUndoing(Merge merge) {
        untilFree(() -> {
            holdReviewed(merge.duplicate(), merge.survivor());
            lock("claim", MOVED_CLAIMS, "merge", merge.id(), "");
            lock("article", MOVED_ARTICLES, "merge", merge.id(), "");
            lock("exchange_rate", MOVED_RATES, "merge", merge.id(), "");
            lock("source", MOVED_PARTS, "merge", merge.id(), "");
            lockSources(merge.duplicate(), merge.survivor());
            lockMemberships();
        });
    }

    /** Those that name either of them may go to a review again. */
    private void holdReviewed(UUID one, UUID other) {
        db.sql("select hold_reviewed('source', array[:one, :other])")
                .param("one", one)
                .param("other", other)
                .query(row -> {});
    }

    /** Evidence and assessments are changed by those only who hold their claim. */
    private void lockReferring(UUID duplicate, String waiting) {
        lock("claim", REFERRING_CLAIMS, "duplicate", duplicate, waiting);
        lock("article", REFERRING_ARTICLES, "duplicate", duplicate, waiting);
        lock("exchange_rate", RATES, "duplicate", duplicate, waiting);
        lock("source", PARTS, "duplicate", duplicate, waiting);
    }

    private void lock(String table, String ids, String name, UUID value, String waiting) {
        db.sql(Sql.of("""
                        select count(*) from (
                            select id from {table} where id in ({ids}) order by id for no key update {waiting}) locked""", Map.of("table", table, "ids", ids, "waiting", waiting)))
                .param(name, value)
                .query(Long.class)
                .single();
    }

    private void lockSources(UUID one, UUID other) {
        db.sql("select id from source where id in (:one, :other) order by id for update")
                .param("one", one)
                .param("other", other)
                .query(UUID.class)
                .list();
    }

    /** What the trigger membership_acyclic takes anyway. */
    private void lockMemberships() {
        db.sql("select pg_advisory_xact_lock(hashtextextended('membership', 0))")
                .query((row, n) -> n)
                .single();
    }

    /** The transaction may be somebody else's, who has done things in it already: only what is locked here is let go. */
    private void untilFree(Runnable lock) {
        db.sql("select set_config('lock_timeout', :patience, true)")
                .param("patience", PATIENCE)
                .query(String.class)
                .single();
        db.sql("savepoint unlocked").update();
        int tries = 1;
        while (!tried(lock, tries == MOST_TRIES)) {
            db.sql("rollback to savepoint unlocked").update();
            tries++;
        }
        db.sql("release savepoint unlocked").update();
    }

    private static boolean tried(Runnable lock, boolean last) {
        try {
            lock.run();
            return true;
        } catch (DataAccessException e) {
            if (last || !isHeldByAnother(e)) {
                throw e;
            }
            return false;
        }
    }

    private static boolean isHeldByAnother(DataAccessException e) {
        return e.getMostSpecificCause() instanceof SQLException sql && HELD.contains(sql.getSQLState());
    }
}
