package org.claimtrail.operation;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.tracing.Tracer;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import org.claimtrail.database.StatementWatch;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Counts and times all statements, and puts them down to the requests that sent them, and to their traces. */
@Component
class Statements implements StatementWatch {

    private final SlowSettings slow;
    private final Timer ofRequests;
    private final Timer ofBackground;
    private final @Nullable StatementSpans spans;

    Statements(SlowSettings slow, MeterRegistry meters, ObjectProvider<Tracer> tracers, Clock clock) {
        this.slow = slow;
        Tracer tracer = tracers.getIfAvailable();
        this.spans = tracer == null ? null : new StatementSpans(tracer, clock);
        this.ofRequests = timer(meters, "request");
        this.ofBackground = timer(meters, "background");
    }

    private static Timer timer(MeterRegistry meters, String by) {
        return Timer.builder("claimtrail.statements")
                .description("Statements that the database ran, and commits, for requests or in the background")
                .tag("by", by)
                .register(meters);
    }

    @Override
    public void ran(Ran statement) {
        RequestCost request = RequestCost.present();
        (request == null ? ofBackground : ofRequests).record(statement.nanos(), TimeUnit.NANOSECONDS);
        if (request != null) {
            request.add(statement, slow);
        }
        if (spans != null) {
            spans.add(statement);
        }
    }

    @Override
    public boolean mayExplain() {
        return slow.plans();
    }
}
