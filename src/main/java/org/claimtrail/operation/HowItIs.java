package org.claimtrail.operation;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.lang.management.ManagementFactory;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import javax.sql.DataSource;
import org.claimtrail.platform.LastHour.Tally;
import org.claimtrail.replica.Replicas;
import org.springframework.stereotype.Service;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** How the service is at this moment: for whoever runs it. */
@Service
public class HowItIs {

    /** So many routes are told, those that took longest. */
    private static final int MOST_ROUTES = 15;

    private static final Pattern ADDRESS = Pattern.compile("jdbc:postgresql://([^?]*).*");

    /** @param place host, port and name, without who connects and how */
    public record Database(String place, ObjectNode known, int inUse, int open, int most, int waiting) {

        /** Where it does not, nothing is known of the rest. */
        public boolean answers() {
            return !known.isEmpty();
        }

        public Optional<Instant> newest() {
            JsonNode at = known.path("newest");
            return at.isNumber() ? Optional.of(Instant.ofEpochSecond(at.asLong())) : Optional.empty();
        }

        /** Of webhooks that are switched on, how many have something to send that is older than a minute. */
        public long webhooksBehind() {
            return StreamSupport.stream(known.path("webhooks").spliterator(), false)
                    .filter(webhook -> webhook.path("behind").asDouble() > TimeUnit.MINUTES.toSeconds(1))
                    .count();
        }

        /** Installations that are followed, by their names. */
        public List<Followed> followed() {
            return known.path("followed").valueStream().map(Followed::of).toList();
        }

        public long number(String pointer) {
            return Math.round(known.at(pointer).asDouble(0));
        }
    }

    /**
     * How far a followed installation is recorded.
     *
     * @param isWhole whether its whole record is read, as at first
     * @param behind how many seconds ago all that it had was recorded
     * @param failures how often in a row it was asked in vain
     * @param refused how many of its things are not recorded as it says
     */
    public record Followed(
            String name, boolean isWhole, long behind, long failures, String error, long recorded, long refused) {

        private static Followed of(JsonNode known) {
            return new Followed(
                    known.path("name").asString(""),
                    known.path("whole").asBoolean(false),
                    Math.round(known.path("behind").asDouble(0)),
                    known.path("failures").asLong(0),
                    known.path("error").asString(""),
                    known.path("recorded").asLong(0),
                    known.path("refused").asLong(0));
        }
    }

    /**
     * What one kind of request took in the last hour, in milliseconds.
     *
     * @param path the mapping that answered it; absent where a filter did
     */
    public record Route(String method, Optional<String> path, long count, double mean, double longest) {}

    private final ServiceVersion version;
    private final RecordState state;
    private final RecordGauges gauges;
    private final Requests requests;
    private final MeterRegistry meters;
    private final DataSource source;
    private final Replicas replicas;

    HowItIs(
            ServiceVersion version,
            RecordState state,
            RecordGauges gauges,
            Requests requests,
            MeterRegistry meters,
            DataSource source,
            Replicas replicas) {
        this.version = version;
        this.state = state;
        this.gauges = gauges;
        this.requests = requests;
        this.meters = meters;
        this.source = source;
        this.replicas = replicas;
    }

    public ServiceVersion version() {
        return version;
    }

    public String java() {
        return Runtime.version().toString();
    }

    public Instant since() {
        return Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());
    }

    public long memoryInUse() {
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    public long memory() {
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getMax();
    }

    public Database database() {
        ObjectNode known = state.now();
        try {
            HikariDataSource pool = source.unwrap(HikariDataSource.class);
            HikariPoolMXBean now = pool.getHikariPoolMXBean();
            Matcher address = ADDRESS.matcher(String.valueOf(pool.getJdbcUrl()));
            return new Database(
                    address.matches() ? address.group(1) : "",
                    known,
                    now.getActiveConnections(),
                    now.getTotalConnections(),
                    pool.getMaximumPoolSize(),
                    now.getThreadsAwaitingConnection());
        } catch (SQLException e) {
            return new Database("", known, 0, 0, 0, 0);
        }
    }

    public List<Replicas.Seen> replicas() {
        return replicas.seen();
    }

    /** What is left on the disk on which files lie, in bytes. */
    public long room() {
        return Math.round(gauges.room());
    }

    public long streams() {
        Gauge open = meters.find("claimtrail.feed.streams").gauge();
        return open == null ? 0 : Math.round(open.value());
    }

    /** Those that took longest on average, in the last hour. */
    public List<Route> slowest() {
        return requests.lastHour().entrySet().stream()
                .map(HowItIs::route)
                .sorted(Comparator.comparingDouble(Route::mean).reversed())
                .limit(MOST_ROUTES)
                .toList();
    }

    private static Route route(Map.Entry<String, Tally> of) {
        Tally tally = of.getValue();
        double millisecond = TimeUnit.MILLISECONDS.toNanos(1);
        String[] name = of.getKey().split(" ", 2);
        return new Route(
                name[0].equals(Requests.UNKNOWN) ? "" : name[0],
                Optional.of(name[1]).filter(path -> !path.equals(Requests.UNKNOWN)),
                tally.count(),
                tally.nanos() / millisecond / tally.count(),
                tally.most() / millisecond);
    }
}
