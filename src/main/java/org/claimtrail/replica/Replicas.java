package org.claimtrail.replica;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.claimtrail.database.ReplicaConnections;
import org.claimtrail.past.Horizon;
import org.claimtrail.platform.Replica;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Chooses the replica that somebody reads from: one that has all that he may expect to see.
 *
 * <p>Now and then the database is asked for the instant up to which its history is settled, and for the place in its log where
 * that was. A replica that has come to that place has all of that time. So whoever reads from it finds what the database
 * would have told for that instant, and the same whenever he asks for it again. What was written after the last such place
 * is read from the database itself by whoever wrote it.
 */
@Component
public class Replicas implements SmartLifecycle, MeterBinder {

    private static final Logger log = LoggerFactory.getLogger(Replicas.class);

    private static final int MOST_WRITERS = 100_000;

    private final ReplicaSettings settings;
    private final JdbcClient db;
    private final Samples samples;
    private final List<Follower> followers;
    private final AtomicInteger turn = new AtomicInteger();
    private final Cache<String, Position> written;
    private @Nullable ScheduledExecutorService threads;

    Replicas(DataSource connections, JdbcClient db, Horizon horizon, ReplicaSettings settings) {
        this.settings = settings;
        this.db = db;
        this.samples = new Samples(db, horizon, settings.lag());
        this.followers = connections instanceof ReplicaConnections known
                ? known.replicas().entrySet().stream()
                        .map(replica -> new Follower(replica.getKey(), replica.getValue()))
                        .toList()
                : List.of();
        this.written = Caffeine.newBuilder()
                .maximumSize(MOST_WRITERS)
                .expireAfterWrite(remembered())
                .build();
    }

    /**
     * One replica, as it is now.
     *
     * @param name where it is
     * @param lag how far it is behind the database; empty where it is not there, or is no replica of it
     * @param serves whether it is read from: it is not too far behind
     * @param reads how many requests were answered from it since this instance started
     */
    public record Seen(String name, Optional<Duration> lag, boolean serves, long reads) {}

    public List<Seen> seen() {
        return followers.stream()
                .map(follower -> {
                    Optional<Duration> lag = lag(follower);
                    return new Seen(
                            follower.name(), lag, lag.filter(this::isNear).isPresent(), follower.reads());
                })
                .toList();
    }

    public boolean areThere() {
        return !followers.isEmpty();
    }

    /**
     * One that has all that was written up to a place.
     *
     * @param asOf the instant of which the record is read; absent for the present
     * @return empty where the database itself is to be read from
     */
    public Optional<Replica> choose(Position wanted, Optional<Instant> asOf) {
        int first = Math.floorMod(turn.getAndIncrement(), followers.size());
        for (int i = 0; i < followers.size(); i++) {
            Follower follower = followers.get((first + i) % followers.size());
            Settled has = follower.has();
            if (has != null
                    && has.position().compareTo(wanted) >= 0
                    && isNear(samples.age(has))
                    && asOf.filter(has.at()::isBefore).isEmpty()) {
                return Optional.of(follower.chosen(has));
            }
        }
        return Optional.empty();
    }

    private boolean isNear(Duration lag) {
        return lag.compareTo(settings.lag()) <= 0;
    }

    /** For how long it matters what somebody wrote: any replica that is read from has what is older. */
    public Duration remembered() {
        return settings.lag().multipliedBy(2);
    }

    /** Up to where an account has lately written through this instance. */
    public Position written(@Nullable String account) {
        Position known = account == null ? null : written.getIfPresent(account);
        return known == null ? Position.START : known;
    }

    /** The place up to which all was written that an account has seen written. */
    public Position nowWritten(@Nullable String account) {
        Position now = db.sql("select pg_current_wal_insert_lsn()::text")
                .query(String.class)
                .optional()
                .flatMap(Position::of)
                .orElseThrow();
        if (account != null) {
            written.asMap().merge(account, now, Position::orLater);
        }
        return now;
    }

    @Override
    public void start() {
        if (!areThere()) {
            return;
        }
        CustomizableThreadFactory names = new CustomizableThreadFactory("replicas-");
        names.setDaemon(true);
        // One that does not answer keeps nobody from asking the others.
        ScheduledExecutorService started = Executors.newScheduledThreadPool(followers.size() + 1, names);
        long every = settings.look().toMillis();
        started.scheduleWithFixedDelay(this::take, 0, every, TimeUnit.MILLISECONDS);
        followers.forEach(follower ->
                started.scheduleWithFixedDelay(() -> follower.look(samples), every, every, TimeUnit.MILLISECONDS));
        threads = started;
    }

    private void take() {
        try {
            samples.take();
        } catch (DataAccessException | TransactionException e) {
            log.debug("The database does not tell what it has", e);
        }
    }

    @Override
    public void stop() {
        if (threads != null) {
            threads.shutdownNow();
            threads = null;
        }
    }

    @Override
    public boolean isRunning() {
        return threads != null;
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        for (Follower follower : followers) {
            Gauge.builder("claimtrail.replica.lag", follower, this::seconds)
                    .description(
                            "How far a replica is behind the database, in seconds; not a number where it is not there")
                    .tag("replica", follower.name())
                    .baseUnit("seconds")
                    .register(meters);
            FunctionCounter.builder("claimtrail.replica.reads", follower, Follower::reads)
                    .description("Requests that were answered from a replica")
                    .tag("replica", follower.name())
                    .register(meters);
        }
    }

    private Optional<Duration> lag(Follower follower) {
        return Optional.ofNullable(follower.has()).map(samples::age);
    }

    private double seconds(Follower follower) {
        return lag(follower)
                .map(lag -> lag.toMillis() / (double) Duration.ofSeconds(1).toMillis())
                .orElse(Double.NaN);
    }
}
