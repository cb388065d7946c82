package org.claimtrail.operation;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.claimtrail.database.StatementWatch.Ran;

/** Adds a span for each statement to the trace that there is, by the names of OpenTelemetry. What values it was given is not told. */
class StatementSpans {

    private final Tracer tracer;
    private final Clock clock;

    StatementSpans(Tracer tracer, Clock clock) {
        this.tracer = tracer;
        this.clock = clock;
    }

    /** To be called when it is done. */
    void add(Ran statement) {
        Span around = tracer.currentSpan();
        if (around == null || around.isNoop()) {
            return;
        }
        Instant now = clock.instant();
        long end = TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
        String text = RequestCost.told(statement.sql());
        String operation = text.split(" ", 2)[0].toUpperCase(Locale.ROOT);
        Span.Builder span = tracer.spanBuilder()
                .setParent(around.context())
                .name(operation)
                .kind(Span.Kind.CLIENT)
                .tag("db.system.name", "postgresql")
                .tag("db.operation.name", operation)
                .tag("db.query.text", text)
                .startTimestamp(end - statement.nanos(), TimeUnit.NANOSECONDS);
        if (statement.failed()) {
            span.tag("error.type", "failed");
        }
        span.start().end(end, TimeUnit.NANOSECONDS);
    }
}
