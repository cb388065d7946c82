package org.claimtrail.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import javax.sql.DataSource;
import org.claimtrail.platform.SchemaTransaction;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Connections of a pool, and for each {@link SchemaTransaction} one of a further pool, whose connections have its search path all
 * the time. Where the search path of a connection changes, all that was prepared on it is prepared and planned anew: PostgreSQL
 * does so for each statement, and the driver (from 42.7.12 on, of PostgreSQL 18 and later) forgets them all. To plan one of
 * the longest takes 60 ms.
 */
public final class SchemaConnections extends DelegatingDataSource {

    private static final ThreadLocal<String> WANTED = new ThreadLocal<>();

    private final Function<String, DataSource> open;
    private final Map<String, DataSource> opened = new ConcurrentHashMap<>();

    /**
     * @param pool for all else
     * @param open the pool of a search path
     */
    public SchemaConnections(DataSource pool, Function<String, DataSource> open) {
        super(pool);
        this.open = open;
    }

    /** Begins a transaction, for which the thread takes a connection meanwhile. */
    static void whileBegun(SchemaTransaction transaction, Runnable begin) {
        WANTED.set(transaction.searchPath());
        try {
            begin.run();
        } finally {
            WANTED.remove();
        }
    }

    @Override
    public Connection getConnection() throws SQLException {
        String searchPath = WANTED.get();
        return searchPath == null
                ? super.getConnection()
                : opened.computeIfAbsent(searchPath, open).getConnection();
    }
}
