package org.claimtrail.testing;

import java.util.List;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tables of the database that the tests share. */
public final class Tables {

    private Tables() {}

    /** The database as the role that migrates sees it. */
    public static JdbcClient owner(Flyway flyway) {
        return JdbcClient.create(flyway.getConfiguration().getDataSource());
    }

    /**
     * Leaves a database as the migrations made it, with {@link People} in it: what the migrations put in stays, and
     * claims count from C-1 again.
     */
    public static void empty(JdbcClient owner) {
        List<String> tables = owner.sql("""
                        select quote_ident(tablename) from pg_tables
                        where schemaname = 'public'
                          and tablename not in ('flyway_schema_history', 'status_transition')
                        order by tablename""").query(String.class).list();
        owner.sql("truncate table " + String.join(", ", tables) + " restart identity cascade")
                .update();
        People.moveIn(owner);
    }
}
