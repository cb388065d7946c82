package org.claimtrail.access;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import org.claimtrail.database.DirectConnection;
import org.claimtrail.database.Listener;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.springframework.stereotype.Component;

/**
 * Hears from the database that an account or a token was changed, by whomever, on a connection that does nothing else: a
 * moment after the change was committed. Each second it tells itself something by the same way. What has not come back is not
 * heard, as through a pooler that does not keep sessions, or from a server that is gone: then nothing is remembered that such
 * a change could make wrong. So a change counts everywhere within a few milliseconds, and, whatever fails, within
 * {@value #TRUSTED_FOR_MILLIS}.
 */
@Component
class AccessNews extends Listener {

    static final int TRUSTED_FOR_MILLIS = 2_500;

    private static final int ECHO_EVERY_MILLIS = 1_000;
    private static final String CHANNEL = "claimtrail_access";

    private final String echo = CHANNEL + "_" + UUID.randomUUID().toString().replace("-", "");

    /** Until when what was heard counts, by {@link System#nanoTime()}; absent where nothing is heard. */
    private volatile @Nullable Long heardUntil;

    AccessNews(DirectConnection database) {
        super(database, "access");
    }

    /** Whether all that was committed until a few milliseconds ago has been told. */
    boolean isHeard() {
        Long until = heardUntil;
        return until != null && System.nanoTime() - until < 0;
    }

    @Override
    protected void listen(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("listen " + CHANNEL + "; listen " + echo);
            // Before it listened, it may have missed something.
            tellFollowers();
            hear(connection.unwrap(PGConnection.class), statement);
        }
    }

    @Override
    protected void lost() {
        heardUntil = null;
        tellFollowers();
    }

    @Override
    protected Duration longestSilence() {
        return Duration.ofSeconds(10);
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
                tellFollowers();
            }
            if (!waiting) {
                heardUntil = said + Duration.ofMillis(TRUSTED_FOR_MILLIS).toNanos();
            }
        }
    }
}
