package org.claimtrail.replica;

import java.util.concurrent.atomic.LongAdder;
import javax.sql.DataSource;
import org.claimtrail.platform.Replica;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One server that follows the database, and how far it has come. */
final class Follower {

    private static final Logger log = LoggerFactory.getLogger(Follower.class);

    private record Reached(boolean follows, @Nullable String position, long server) {}

    private final String name;
    private final DataSource connections;
    private final JdbcClient db;
    private final LongAdder reads = new LongAdder();
    private volatile @Nullable Settled has;
    private boolean isMissed;

    Follower(String name, DataSource connections) {
        this.name = name;
        this.connections = connections;
        this.db = JdbcClient.create(connections);
    }

    String name() {
        return name;
    }

    /** How many requests were answered from it. */
    long reads() {
        return reads.sum();
    }

    /** What it has of the database; null where it does not follow it, or does not answer. */
    @Nullable
    Settled has() {
        return has;
    }

    /** Asks how far it has come. */
    void look(Samples samples) {
        try {
            Reached reached = db.sql("""
                            select pg_is_in_recovery() as follows, pg_last_wal_replay_lsn()::text as position,
                                (select s.system_identifier from pg_control_system() s) as server""").query(Reached.class).single();
            if (!reached.follows() || reached.position() == null || !samples.areOf(reached.server())) {
                miss("it does not follow the database.");
                return;
            }
            has = samples.newestUpTo(Position.of(reached.position()).orElseThrow());
            if (isMissed) {
                isMissed = false;
                log.info("Reads from the replica {} again", name);
            }
        } catch (DataAccessException e) {
            miss(e.getMostSpecificCause().getMessage());
        }
    }

    private void miss(@Nullable String why) {
        has = null;
        if (!isMissed) {
            isMissed = true;
            log.warn("Does not read from the replica {}: {}", name, why);
        }
    }

    /** For one who reads what it has. */
    Replica chosen(Settled present) {
        reads.increment();
        return new Replica(name, connections, present.at());
    }
}
