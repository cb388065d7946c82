package org.claimtrail.database;

import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Lists whose rows have a position that counts from 0 without holes. */
public final class Positions {

    private Positions() {}

    /**
     * Closes the holes that rows left which went.
     *
     * @param holder the column that says whose list it is
     */
    public static void close(JdbcClient db, String table, String holder, UUID id) {
        // Through numbers below 0, as two rows may not have the same number even for a moment.
        change(db, table, holder, id, """
                update {table} r set position = -n.place
                from (
                    select position, row_number() over (order by position) as place
                    from {table} where {holder} = :id) n
                where r.{holder} = :id and r.position = n.position""");
        change(db, table, holder, id, """
                update {table} set position = -position - 1 where {holder} = :id and position < 0""");
    }

    private static void change(JdbcClient db, String table, String holder, UUID id, String sql) {
        db.sql(Sql.of(sql, Map.of("table", table, "holder", holder)))
                .param("id", id)
                .update();
    }
}
