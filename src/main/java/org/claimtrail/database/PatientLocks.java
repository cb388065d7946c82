package org.claimtrail.database;

import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Locks rows that others lock in another order. It waits for a short time only, less than after which the database would look
 * for a deadlock and end one of the two, lets everything go, and begins again.
 */
@Component
public class PatientLocks {

    private static final int MOST_TRIES = 10;

    /** PostgreSQL looks for deadlocks after a second. */
    private static final String PATIENCE = "700ms";

    /** A lock that is not to be had in time, and a deadlock. */
    private static final Set<String> HELD = Set.of("55P03", SqlStates.DEADLOCK);

    private final JdbcClient db;

    PatientLocks(JdbcClient db) {
        this.db = db;
    }

    /** The transaction may be somebody else's, who has done things in it already: only what is locked here is let go. */
    public void untilFree(Runnable lock) {
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

    /**
     * Locks rows against others who change them, in the order of their ids.
     *
     * @param ids selects them, by values
     * @param waiting {@code nowait}, or nothing
     */
    public void lock(String table, String ids, Map<String, ?> values, String waiting) {
        db.sql(Sql.of("""
                        select count(*) from (
                            select id from {table} where id in ({ids}) order by id for no key update {waiting}) locked""", Map.of("table", table, "ids", ids, "waiting", waiting)))
                .params(values)
                .query(Long.class)
                .single();
    }

    /** Locks two rows against all who lock them, too, in the order of their ids. */
    public void lockBoth(String table, UUID one, UUID other) {
        db.sql(Sql.of(
                        "select id from {table} where id in (:one, :other) order by id for update",
                        Map.of("table", table)))
                .param("one", one)
                .param("other", other)
                .query(UUID.class)
                .list();
    }

    private static boolean tried(Runnable lock, boolean last) {
        try {
            lock.run();
            return true;
        } catch (DataAccessException e) {
            if (last || SqlStates.of(e).filter(HELD::contains).isEmpty()) {
                throw e;
            }
            return false;
        }
    }
}
