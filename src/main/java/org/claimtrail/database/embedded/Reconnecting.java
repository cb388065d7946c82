package org.claimtrail.database.embedded;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.util.DriverDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Where a pool gets its connections. After a failure it tries again at once, where the pool by itself would pause twice as long
 * each time, up to five seconds in which a server that has taken over waits. The first connection of all may fail: whoever
 * starts the service is to be told.
 */
final class Reconnecting extends DelegatingDataSource {

    private static final Duration PAUSE = Duration.ofMillis(200);

    /** The pool itself gets to see a failure now and then, and may be closed meanwhile. */
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private volatile boolean hasConnected;

    Reconnecting(DataSource driver) {
        super(driver);
    }

    /** Has a pool get its connections so; later settings of where it connects to, and how, would not count. */
    static void connect(HikariConfig pool) {
        pool.setDataSource(new Reconnecting(new DriverDataSource(
                pool.getJdbcUrl(),
                pool.getDriverClassName(),
                pool.getDataSourceProperties(),
                pool.getUsername(),
                pool.getPassword())));
    }

    @Override
    public Connection getConnection() throws SQLException {
        return connect(super::getConnection);
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        return connect(() -> super.getConnection(username, password));
    }

    private interface Attempt {
        Connection make() throws SQLException;
    }

    private Connection connect(Attempt attempt) throws SQLException {
        long end = System.nanoTime() + LONGEST.toNanos();
        while (true) {
            try {
                Connection connection = attempt.make();
                hasConnected = true;
                return connection;
            } catch (SQLException e) {
                if (!hasConnected || System.nanoTime() > end) {
                    throw e;
                }
                pause(e);
            }
        }
    }

    private static void pause(SQLException failure) throws SQLException {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure;
        }
    }
}
