package org.claimtrail.access;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Hears from the database that an account or a token was changed, by whomever, on a connection that does nothing else: a
 * moment after the change was committed. Each second it tells itself something by the same way. What has not come back is not
 * heard, as through a pooler that does not keep sessions, or from a server that is gone: then nothing is remembered that such
 * a change could make wrong. So a change counts everywhere within a few milliseconds, and, whatever fails, within
 * {@value #TRUSTED_FOR_MILLIS}.
 */
@Component
class AccessNews implements SmartLifecycle {

    static final int TRUSTED_FOR_MILLIS = 2_500;

    private static final Logger log = LoggerFactory.getLogger(AccessNews.class);

    private static final int ECHO_EVERY_MILLIS = 1_000;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final String CHANNEL = "claimtrail_access";

    private final JdbcConnectionDetails database;
    private final List<Runnable> followers = new CopyOnWriteArrayList<>();
    private final String echo = CHANNEL + "_" + UUID.randomUUID().toString().replace("-", "");
    private volatile @Nullable Thread listener;
    private volatile @Nullable Connection listening;
    /** Until when what was heard counts, by {@link System#nanoTime()}; absent where nothing is heard. */
    private volatile @Nullable Long heardUntil;

    AccessNews(JdbcConnectionDetails database) {
        this.database = database;
    }

    /** @param news returns at once; it is called in the one thread that listens */
    void tell(Runnable news) {
        followers.add(news);
    }

    /** Whether all that was committed until a few milliseconds ago has been told. */
    boolean isHeard() {
        Long until = heardUntil;
        return until != null && System.nanoTime() - until < 0;
    }

    private void listen() {
        Duration pause = Duration.ofMillis(100);
        while (isListening()) {
            try (Connection connection = connect()) {
                listening = connection;
                try (Statement statement = connection.createStatement()) {
                    statement.execute("listen " + CHANNEL + "; listen " + echo);
                    // Before it listened, it may have missed something.
                    followers.forEach(Runnable::run);
                    hear(connection.unwrap(PGConnection.class), statement);
                }
            } catch (SQLException e) {
                if (isListening()) {
                    log.warn("Does not hear of changes of accounts and tokens: {}", e.getMessage());
                }
            }
            heardUntil = null;
            followers.forEach(Runnable::run);
            pause = sleep(pause);
        }
    }

    private void hear(PGConnection server, Statement statement) throws SQLException {
        long said = 0;
        boolean waiting = false;
        while (isListening()) {
            long now = System.nanoTime();
            long since = Duration.ofNanos(now - said).toMillis();
            if (!waiting && since >= ECHO_EVERY_MILLIS) {
                said = now;
                waiting = true;
                since = 0;
                statement.execute("notify " + echo);
            } else if (waiting && since >= TRUSTED_FOR_MILLIS) {
                throw new SQLException("what it tells itself does not come back");
            }
            PGNotification[] told = server.getNotifications(
                    waiting ? TRUSTED_FOR_MILLIS : Math.max(1, ECHO_EVERY_MILLIS - (int) since));
            if (told == null) {
                continue;
            }
            boolean changed = false;
            for (PGNotification one : told) {
                if (one.getName().equals(echo)) {
                    waiting = false;
                } else {
                    changed = true;
                }
            }
            if (changed) {
                followers.forEach(Runnable::run);
            }
            if (!waiting) {
                heardUntil = said + Duration.ofMillis(TRUSTED_FOR_MILLIS).toNanos();
            }
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
        properties.setProperty("ApplicationName", "claimtrail-access");
        properties.setProperty("connectTimeout", "10");
        properties.setProperty("socketTimeout", "10");
        properties.setProperty("tcpKeepAlive", "true");
        return DriverManager.getConnection(database.getJdbcUrl(), properties);
    }

    private boolean isListening() {
        return listener == Thread.currentThread();
    }

    @Override
    public void start() {
        Thread thread = new Thread(this::listen, "access-news");
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
        heardUntil = null;
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
            log.debug("Cannot close the connection that listens for changes of accounts", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
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
