package org.claimtrail.operation;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import org.claimtrail.database.StatementWatch;
import org.springframework.stereotype.Component;

/** Counts and times all statements, and puts them down to the requests that sent them. */
@Component
class Statements implements StatementWatch {

    private final SlowSettings slow;
    private final Timer ofRequests;
    private final Timer ofBackground;

    Statements(SlowSettings slow, MeterRegistry meters) {
        this.slow = slow;
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
    }

    @Override
    public boolean mayExplain() {
        return slow.plans();
    }
}
