package org.claimtrail.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Hears news from the database ({@code LISTEN}) in a thread and on a connection of its own, and tells those who follow. A
 * connection that is lost is made anew, after a pause that grows to five seconds.
 */
public abstract class Listener implements SmartLifecycle {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Logger log = LoggerFactory.getLogger(getClass());
    private final DirectConnection database;
    private final String name;
    private final List<Runnable> followers = new CopyOnWriteArrayList<>();
    private volatile @Nullable Thread thread;
    private volatile @Nullable Connection listening;

    /** @param name of the thread, and of the connection: {@code claimtrail-NAME} */
    protected Listener(DirectConnection database, String name) {
        this.database = database;
        this.name = name;
    }

    /** Listens on a new connection, until it is lost or {@link #isListening()} is no longer so. */
    protected abstract void listen(Connection connection) throws SQLException;

    /** What there was to hear on the last connection is over. */
    protected void lost() {}

    /** @param news returns at once; it is called in the one thread that listens, also where nothing is new */
    public final void tell(Runnable news) {
        followers.add(news);
    }

    protected final void tellFollowers() {
        followers.forEach(Runnable::run);
    }

    /** Whether this is the thread that listens, since the last start. */
    protected final boolean isListening() {
        return thread == Thread.currentThread();
    }

    /** How long the connection may be silent while an answer is waited for. */
    protected Duration longestSilence() {
        return Duration.ZERO;
    }

    @Override
    public final void start() {
        Thread started = new Thread(this::listenOnAndOn, name + "-news");
        started.setDaemon(true);
        thread = started;
        started.start();
    }

    @Override
    public final boolean isRunning() {
        return thread != null;
    }

    @Override
    public final void stop() {
        Thread stopped = thread;
        thread = null;
        Connection connection = listening;
        if (stopped == null) {
            return;
        }
        stopped.interrupt();
        try {
            if (connection != null) {
                // Waiting for the server cannot be interrupted otherwise.
                connection.abort(Runnable::run);
            }
            stopped.join(LONGEST_PAUSE.toMillis());
        } catch (SQLException e) {
            log.debug("Cannot close the connection that listens", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void listenOnAndOn() {
        Duration pause = FIRST_PAUSE;
        while (isListening()) {
            long began = System.nanoTime();
            try (Connection connection = connect()) {
                listening = connection;
                listen(connection);
            } catch (SQLException e) {
                if (isListening()) {
                    log.warn("Does not hear of changes: {}. Trying again in {} ms.", e.getMessage(), pause.toMillis());
                }
            }
            lost();
            if (System.nanoTime() - began > LONGEST_PAUSE.toNanos()) {
                // It had listened for a while.
                pause = FIRST_PAUSE;
            }
            pause = sleep(pause);
        }
    }

    private Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("ApplicationName", "claimtrail-" + name);
        properties.setProperty("connectTimeout", "2");
        properties.setProperty("loginTimeout", "10");
        properties.setProperty("socketFactory", ServerSockets.class.getName());
        properties.setProperty("socketTimeout", Long.toString(longestSilence().toSeconds()));
        properties.setProperty("tcpKeepAlive", "true");
        return database.open(properties);
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
