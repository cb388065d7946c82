package org.claimtrail.operation;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.claimtrail.operation.RequestCost.Costly;
import org.claimtrail.platform.LastHour;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/** What the requests cost that were answered, by their route; those that were slow are in the log. */
@Service
public class Requests {

    private static final Logger log = LoggerFactory.getLogger("claimtrail.slow");

    /** What is of no method that there is, or what no mapping answered: as Spring's own meters call it. */
    public static final String UNKNOWN = "UNKNOWN";

    /** More lines of a plan nobody reads. */
    private static final int LINES = 60;

    private record OfRoute(DistributionSummary statements, Timer database) {}

    private final SlowSettings slow;
    private final MeterRegistry meters;
    private final Map<String, OfRoute> routes = new ConcurrentHashMap<>();
    private final LastHour lastHour = new LastHour();

    Requests(SlowSettings slow, MeterRegistry meters) {
        this.slow = slow;
        this.meters = meters;
    }

    /**
     * Notes that one was answered.
     *
     * @param asked its method and path
     * @param method one of those that there are
     * @param route the mapping that answered it, of which there are a few hundred
     */
    public void answered(String asked, String method, String route, int status, long nanos, RequestCost cost) {
        OfRoute of = routes.computeIfAbsent(route, this::metered);
        of.statements().record(cost.statements());
        of.database().record(cost.nanos(), TimeUnit.NANOSECONDS);
        lastHour.add(method + " " + route, nanos);
        if (slow.isSlow(nanos)) {
            tell(asked, route, status, nanos, cost);
        }
    }

    private OfRoute metered(String route) {
        return new OfRoute(
                DistributionSummary.builder("claimtrail.request.statements")
                        .description("Statements that a request sent, commits among them")
                        .tag("uri", route)
                        .register(meters),
                Timer.builder("claimtrail.request.database")
                        .description("How long a request waited for the database")
                        .tag("uri", route)
                        .register(meters));
    }

    private void tell(String asked, String route, int status, long nanos, RequestCost cost) {
        StringBuilder statements = new StringBuilder();
        for (Costly one : cost.slowest()) {
            statements.append("; ").append(millis(one.nanos())).append(" ms: ").append(RequestCost.told(one.sql()));
        }
        log.warn(
                "{} ({}) took {} ms, answered {}: {} statements in {} ms{}",
                asked,
                route,
                millis(nanos),
                status,
                cost.statements(),
                millis(cost.nanos()),
                statements);
        for (Costly one : cost.slowest()) {
            one.plan()
                    .ifPresent(plan -> plan.lines()
                            .limit(LINES)
                            .forEach(line -> log.warn("plan of {} ms: {}", millis(one.nanos()), line)));
        }
    }

    private static long millis(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos);
    }

    /** By method and route. */
    public Map<String, LastHour.Tally> lastHour() {
        return lastHour.tallies();
    }
}
