package org.claimtrail.replica;

import java.time.Duration;
import java.time.Instant;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.claimtrail.past.Horizon;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the database had lately: one is taken now and then. */
final class Samples {

    private record Present(String position, long server) {}

    private final Deque<Settled> newestFirst = new ConcurrentLinkedDeque<>();
    private final JdbcClient db;
    private final Horizon horizon;
    private final Duration kept;
    private volatile long server;

    /** @param kept so long; what is that far behind is of no use */
    Samples(JdbcClient db, Horizon horizon, Duration kept) {
        this.db = db;
        this.horizon = horizon;
        this.kept = kept;
    }

    /** What is committed by then is in the log before the place that is asked for afterwards. */
    void take() {
        long taken = System.nanoTime();
        Instant settled = horizon.now();
        Present present = db.sql("""
                        select pg_current_wal_insert_lsn()::text as position,
                            (select s.system_identifier from pg_control_system() s) as server""").query(Present.class).single();
        server = present.server();
        newestFirst.addFirst(
                new Settled(settled, Position.of(present.position()).orElseThrow(), taken));
        newestFirst.removeIf(older -> taken - older.taken() > kept.toNanos());
    }

    boolean areOf(long other) {
        return server == other;
    }

    /** All of what whoever has come to a place has; null if that is none of what is known here. */
    @Nullable
    Settled newestUpTo(Position reached) {
        for (Settled sample : newestFirst) {
            if (sample.position().compareTo(reached) <= 0) {
                return sample;
            }
        }
        return null;
    }

    /** How far what somebody has is behind the newest. */
    Duration age(Settled has) {
        Settled newest = newestFirst.peekFirst();
        return newest == null ? Duration.ZERO : Duration.ofNanos(newest.taken() - has.taken());
    }
}
