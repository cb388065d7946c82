package org.claimtrail.history;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.claimtrail.database.DirectConnection;
import org.claimtrail.database.Listener;
import org.claimtrail.past.Horizon;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.stereotype.Component;

/**
 * Hears from the database that there are new changes, on one connection of its own, and says so to those who follow the
 * feed. What it could have missed (it was not connected, or whoever was to tell was killed) it says now and then unasked.
 */
@Component
public class ChangeNews extends Listener {

    private static final Logger log = LoggerFactory.getLogger(ChangeNews.class);

    /** For how long news are waited for once there are some. */
    private static final Duration GATHERING = Duration.ofMillis(10);

    private static final int ALIVE_WITHIN_SECONDS = 5;

    private final ChangeFeedSettings settings;
    private final List<Runnable> warned = new CopyOnWriteArrayList<>();

    ChangeNews(DirectConnection database, ChangeFeedSettings settings) {
        super(database, "changes");
        this.settings = settings;
    }

    @Override
    protected void listen(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("listen claimtrail_changes");
        }
        while (isListening() && connection.isValid(ALIVE_WITHIN_SECONDS)) {
            awaitThoseWhoTold(connection);
            tellFollowers();
            await(connection);
        }
    }

    /** @param warning returns at once; it is called when the connection was lost: the next one may lead to another server */
    public void warn(Runnable warning) {
        warned.add(warning);
    }

    @Override
    protected void lost() {
        warned.forEach(Runnable::run);
    }

    /** Several at once are one. */
    private void await(Connection connection) throws SQLException {
        PGConnection server = connection.unwrap(PGConnection.class);
        PGNotification[] told =
                server.getNotifications((int) settings.lookEvery().toMillis());
        if (told != null && told.length > 0) {
            // Where many change something, one look finds what several of them told of.
            LockSupport.parkNanos(GATHERING.toNanos());
            while (told != null && told.length > 0) {
                told = server.getNotifications();
            }
        }
    }

    /** Whoever commits before they have let go tells nothing himself: see {@code history.tell()}. */
    private static void awaitThoseWhoTold(Connection connection) {
        try {
            new Horizon(JdbcClient.create(new SingleConnectionDataSource(connection, true))).await();
        } catch (DataAccessException e) {
            log.debug("Does not wait any longer for those who tell of new changes", e);
        }
    }
}
