package org.claimtrail.testing;

import java.sql.SQLException;
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

    /**
     * A table that is empty is left alone: to truncate one makes it and all its indexes anew. Its numbers begin anew all the
     * same.
     */
    private static final String EMPTY = """
            do $$
            declare
                one record;
                filled boolean;
                tables text;
            begin
                for one in
                    select format('%I.%I', schemaname, tablename) as name from pg_tables
                    where schemaname in ('public', 'history')
                      and tablename not in ('flyway_schema_history', 'installation', 'status_transition', 'numbering', 'retention')
                    order by schemaname, tablename
                loop
                    execute format('select exists (select from %s)', one.name) into filled;
                    if filled then
                        tables := concat_ws(', ', tables, one.name);
                    end if;
                end loop;
                if tables is not null then
                    execute format('truncate table %s restart identity cascade', tables);
                end if;
                for one in
                    select format('%I.%I', schemaname, sequencename) as name from pg_sequences
                    where schemaname in ('public', 'history') and last_value is not null
                loop
                    execute format('alter sequence %s restart', one.name);
                end loop;
            end
            $$""";

    /** Tries again where what goes on in the background, and locks the tables in another order, is in the way. */
    private static void truncate(JdbcClient owner) {
        for (int tries = 1; ; tries++) {
            try {
                owner.sql(EMPTY).update();
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
        truncate(owner);
        People.moveIn(owner);
    }
}
