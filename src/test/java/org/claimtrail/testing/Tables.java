package org.claimtrail.testing;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.flywaydb.core.Flyway;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** The tables of the database that the tests share. */
public final class Tables {

    /** One connection for each context: every test asks for it. */
    private static final Map<Flyway, JdbcClient> OWNERS = new ConcurrentHashMap<>();

    /** The database as the role that migrates sees it. */
    public static JdbcClient owner(Flyway flyway) {
        return OWNERS.computeIfAbsent(flyway, one -> {
            try {
                return JdbcClient.create(new SingleConnectionDataSource(
                        one.getConfiguration().getDataSource().getConnection(), true));
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        });
    }

    private Tables() {}

    /** Tries again where what goes on in the background, and locks the tables in another order, is in the way. */
    private static void truncate(JdbcClient owner, String tables) {
        for (int tries = 1; ; tries++) {
            try {
                owner.sql("truncate table " + tables + " restart identity cascade")
                        .update();
                return;
            } catch (PessimisticLockingFailureException e) {
                if (tries == 10) {
                    throw e;
                }
            }
        }
    }

    /**
     * Leaves a database as the migrations made it, with {@link People} in it: what the migrations put in stays, and
     * claims count from C-1 again.
     */
    public static void empty(JdbcClient owner) {
        List<String> tables = owner.sql("""
                        select format('%I.%I', schemaname, tablename) from pg_tables
                        where schemaname in ('public', 'history')
                          and tablename not in ('flyway_schema_history', 'status_transition', 'numbering', 'retention')
                        order by schemaname, tablename""").query(String.class).list();
        truncate(owner, String.join(", ", tables));
        People.moveIn(owner);
    }
}
