package org.claimtrail.past;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.claimtrail.platform.Replica;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Up to when the history is settled, so that whoever reads it finds the same ever after. */
@Component
public class Horizon {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final JdbcClient db;

    public Horizon(JdbcClient db) {
        this.db = db;
    }

    /**
     * The database's time, up to which the next statement sees everything that will ever have happened by then. A replica is a
     * little behind.
     */
    public Instant now() {
        Optional<Replica> replica = Replica.chosen();
        if (replica.isPresent()) {
            return replica.get().settled();
        }
        Instant now = db.sql("select clock_timestamp()")
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
        await();
        return now;
    }

    /**
     * Waits for those transactions that may have their time already, and not be seen yet.
     *
     * @throws TransientDataAccessResourceException if one of them takes more than 5 seconds
     */
    public void await() {
        Set<String> awaited = committing();
        for (long end = System.nanoTime() + PATIENCE.toNanos(); !awaited.isEmpty(); awaited.retainAll(committing())) {
            if (System.nanoTime() > end) {
                throw new TransientDataAccessResourceException("A transaction takes very long to commit.");
            }
            try {
                Thread.sleep(1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new TransientDataAccessResourceException("The service is being stopped.", e);
            }
        }
    }

    private Set<String> committing() {
        return new HashSet<>(
                db.sql("select as_of.committing()").query(String.class).list());
    }
}
