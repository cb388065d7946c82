package org.claimtrail.database.dump;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.claimtrail.database.Sql;
import org.claimtrail.database.dump.Contents.Sequence;
import org.claimtrail.database.dump.Contents.Table;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/** A transaction of the role that owns the tables, bound by no limit of time, with values written the same way everywhere. */
final class OwnerConnection implements AutoCloseable {

    /** Rows of these go with the installation: who has signed in does so anew. */
    private static final String HERE_ALONE = "'page_session', 'page_session_attributes'";

    /** Tables and sequences of ours: whoever shares the database has others. */
    private static final String OURS = """
            (n.nspname = current_schema() or n.nspname in ('catalogue', 'history', 'search', 'as_of', 'known_on', 'report'))
            and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')""";

    private static final String SCHEMA =
            "case when n.nspname = current_schema() then '" + Contents.RECORD + "' else n.nspname end";

    private final Connection connection;
    private final Statement statement;
    private final String historyOfMigrations;

    OwnerConnection(Flyway flyway) throws SQLException {
        historyOfMigrations = flyway.getConfiguration().getTable();
        connection = flyway.getConfiguration().getDataSource().getConnection();
        statement = connection.createStatement();
        for (String setting : List.of(
                "time zone 'UTC'",
                "datestyle = 'ISO, YMD'",
                "intervalstyle = 'postgres'",
                "bytea_output = 'hex'",
                "extra_float_digits = 3",
                "statement_timeout = 0",
                "lock_timeout = 0",
                "idle_in_transaction_session_timeout = 0")) {
            statement.execute("set " + setting);
        }
        connection.setAutoCommit(false);
    }

    void execute(String sql) throws SQLException {
        statement.execute(sql);
    }

    @Nullable
    String ask(String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            return row.next() ? row.getString(1) : null;
        }
    }

    boolean is(String condition) throws SQLException {
        return "t".equals(ask("select " + condition));
    }

    /** The first column of each row. */
    List<String> list(String query) throws SQLException {
        var values = new ArrayList<String>();
        try (ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                values.add(row.getString(1));
            }
        }
        return values;
    }

    /** Those whose rows are kept for ever; what a crash may empty is none. */
    List<Table> tables() throws SQLException {
        var tables = new ArrayList<Table>();
        try (ResultSet row = statement.executeQuery(Sql.of(
                """
                select {schema}, c.relname, array_agg(a.attname::text order by a.attnum) filter (where a.attgenerated = '')
                from pg_class c
                join pg_namespace n on n.oid = c.relnamespace
                join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
                where c.relkind = 'r' and c.relpersistence = 'p' and {ours}
                  and not (n.nspname = current_schema() and c.relname in ('{migrations}', {here}))
                group by 1, 2
                order by 1, 2""", Map.of("schema", SCHEMA, "ours", OURS, "migrations", historyOfMigrations, "here", HERE_ALONE)))) {
            while (row.next()) {
                tables.add(new Table(row.getString(1), row.getString(2), List.of((String[])
                        row.getArray(3).getArray())));
            }
        }
        return tables;
    }

    List<Sequence> sequences() throws SQLException {
        var names = new ArrayList<String[]>();
        try (ResultSet row = statement.executeQuery(Sql.of("""
                        select {schema}, c.relname
                        from pg_class c join pg_namespace n on n.oid = c.relnamespace
                        where c.relkind = 'S' and c.relpersistence = 'p' and {ours}
                        order by 1, 2""", Map.of("schema", SCHEMA, "ours", OURS)))) {
            while (row.next()) {
                names.add(new String[] {row.getString(1), row.getString(2)});
            }
        }
        var sequences = new ArrayList<Sequence>();
        for (String[] name : names) {
            try (ResultSet row =
                    statement.executeQuery("select last_value, is_called from " + qualified(name[0], name[1]))) {
                row.next();
                sequences.add(new Sequence(name[0], name[1], row.getLong(1), row.getBoolean(2)));
            }
        }
        return sequences;
    }

    String qualified(Table table) throws SQLException {
        return qualified(table.schema(), table.name());
    }

    String qualified(String schema, String name) throws SQLException {
        return schema.equals(Contents.RECORD) ? quoted(name) : quoted(schema) + "." + quoted(name);
    }

    /** Of a COPY, whose columns are named: two installations may have them in another order. */
    String rows(Table table) throws SQLException {
        var columns = new ArrayList<String>();
        for (String column : table.columns()) {
            columns.add(quoted(column));
        }
        return qualified(table) + " (" + String.join(", ", columns) + ")";
    }

    String quoted(String identifier) throws SQLException {
        return connection.unwrap(PGConnection.class).escapeIdentifier(identifier);
    }

    CopyManager copies() throws SQLException {
        return connection.unwrap(PGConnection.class).getCopyAPI();
    }

    void commit() throws SQLException {
        connection.commit();
    }

    /** Takes back what was not committed. */
    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
