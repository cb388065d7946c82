package org.claimtrail.platform;

import java.time.Instant;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * A server that follows the database and answers reads in its place.
 *
 * @param name where it is
 * @param connections to it
 * @param settled up to when it has all that the history will ever have of that time
 */
public record Replica(String name, DataSource connections, Instant settled) {

    private static final ThreadLocal<Replica> CHOSEN = new ThreadLocal<>();

    /** From which this thread reads; empty where it reads from the database itself. */
    public static Optional<Replica> chosen() {
        return Optional.ofNullable(CHOSEN.get());
    }

    /** Until {@link #leave}, this thread reads from it. */
    public void choose() {
        CHOSEN.set(this);
    }

    public static void leave() {
        CHOSEN.remove();
    }

    /** Takes a connection to the database itself, whatever the thread reads from. */
    public static void leftAside(Runnable connecting) {
        Replica chosen = CHOSEN.get();
        CHOSEN.remove();
        try {
            connecting.run();
        } finally {
            if (chosen != null) {
                CHOSEN.set(chosen);
            }
        }
    }
}
