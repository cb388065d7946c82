package org.claimtrail.testing;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tables of the database that the tests share. */
public final class Tables {

    private Tables() {}

    /**
     * Leaves a database as the migrations made it, with {@link People} in it: what the migrations put in stays, and
     * claims count from C-1 again.
     */
    public static void empty(JdbcClient db) {
        List<String> tables = db.sql("""
                        select quote_ident(tablename) from pg_tables
                        where schemaname = 'public'
                          and tablename not in ('flyway_schema_history', 'status_transition')
                        order by tablename""").query(String.class).list();
        db.sql("truncate table " + String.join(", ", tables) + " restart identity cascade")
                .update();
        People.moveIn(db);
    }
}
