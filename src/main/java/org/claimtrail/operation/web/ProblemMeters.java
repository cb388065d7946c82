package org.claimtrail.operation.web;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.claimtrail.platform.web.AnsweredProblems;
import org.claimtrail.platform.web.ProblemType;
import org.springframework.stereotype.Component;

/** Every problem that was answered, by its type: what was refused, by which rule, and what failed. */
@Component
class ProblemMeters implements MeterBinder {

    @Override
    public void bindTo(MeterRegistry meters) {
        for (ProblemType type : ProblemType.values()) {
            FunctionCounter.builder("claimtrail.problems", type, AnsweredProblems::count)
                    .description("Problems that were answered")
                    .tag("type", type.slug())
                    .tag("status", String.valueOf(type.status().value()))
                    .register(meters);
        }
    }
}
