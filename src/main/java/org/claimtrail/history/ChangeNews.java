package org.claimtrail.history;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.claimtrail.platform.Settled;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.stereotype.Component;

/**
 * Hears from the database that there are new changes, on one connection of its own, and says so to those who follow the
 * feed. What it could have missed (it was not connected, or whoever was to tell was killed) it says now and then unasked.
 */
@Component
public class ChangeNews implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(ChangeNews.class);

    /** For how long news are waited for once there are some. */
    private static final Duration GATHERING = Duration.ofMillis(10);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final JdbcConnectionDetails database;
    private final ChangeFeedSettings settings;
    private final List<Runnable> followers = new CopyOnWriteArrayList<>();
    private volatile @Nullable Thread listener;
    private volatile @Nullable Connection listening;

    ChangeNews(JdbcConnectionDetails database, ChangeFeedSettings settings) {
        this.database = database;
        this.settings = settings;
    }

    /** @param news returns at once; it is called in the one thread that listens, also where nothing is new */
    public void tell(Runnable news) {
        followers.add(news);
    }

    @Override
    public void start() {
        Thread thread = new Thread(this::listen, "change-news");
        thread.setDaemon(true);
        listener = thread;
        thread.start();
    }

    @Override
    public boolean isRunning() {
        return listener != null;
    }

    @Override
    public void stop() {
        Thread thread = listener;
        listener = null;
        Connection connection = listening;
        if (thread == null) {
            return;
        }
        thread.interrupt();
        try {
            if (connection != null) {
                // Waiting for the server cannot be interrupted otherwise.
                connection.abort(Runnable::run);
            }
            thread.join(LONGEST_PAUSE.toMillis());
        } catch (SQLException e) {
            log.debug("Cannot close the connection that listens for changes", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether this is the thread that listens, since the last start. */
    private boolean isListening() {
        return listener == Thread.currentThread();
    }

    private void listen() {
        Duration pause = FIRST_PAUSE;
        while (isListening()) {
            try (Connection connection = connect()) {
                listening = connection;
                try (Statement statement = connection.createStatement()) {
                    statement.execute("listen claimtrail_changes");
                }
                pause = FIRST_PAUSE;
                while (isListening() && connection.isValid((int) LONGEST_PAUSE.toSeconds())) {
                    awaitThoseWhoTold(connection);
                    followers.forEach(Runnable::run);
                    await(connection);
                }
            } catch (SQLException e) {
                if (isListening()) {
                    log.warn(
                            "Does not hear of new changes: {}. Trying again in {} ms.",
                            e.getMessage(),
                            pause.toMillis());
                }
            }
            pause = sleep(pause);
        }
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
            new Settled(JdbcClient.create(new SingleConnectionDataSource(connection, true))).await();
        } catch (DataAccessException e) {
            log.debug("Does not wait any longer for those who tell of new changes", e);
        }
    }

    private Connection connect() throws SQLException {
        Properties properties = new Properties();
        if (database.getUsername() != null) {
            properties.setProperty("user", database.getUsername());
        }
        if (database.getPassword() != null) {
            properties.setProperty("password", database.getPassword());
        }
        properties.setProperty("ApplicationName", "claimtrail-changes");
        properties.setProperty("connectTimeout", "10");
        properties.setProperty("tcpKeepAlive", "true");
        return DriverManager.getConnection(database.getJdbcUrl(), properties);
    }

    /** Returns how long to sleep the next time. */
    private static Duration sleep(Duration pause) {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            // Whoever interrupts has said before that it is over.
            return pause;
        }
        Duration next = pause.multipliedBy(2);
        return next.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : next;
    }
}
