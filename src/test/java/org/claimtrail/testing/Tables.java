package org.claimtrail.testing;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The record as a whole. */
public final class Tables {

    private Tables() {}

    /** Empties every table but those that migrations fill. */
    public static void empty(JdbcClient db) {
        List<String> tables = db.sql("""
                        select tablename from pg_tables
                        where schemaname = 'public' and tablename not in ('flyway_schema_history', 'status_transition')""").query(String.class).list();
        db.sql("truncate " + String.join(", ", tables) + " restart identity").update();
    }
}
