package org.claimtrail.operation;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import org.slf4j.MDC;
import org.springframework.scheduling.support.ScheduledTaskObservationContext;
import org.springframework.stereotype.Component;

/** Lets the log tell which task of the background a line is about. */
@Component
class TasksInLog implements ObservationHandler<ScheduledTaskObservationContext> {

    private static final String TASK = "task";

    @Override
    public boolean supportsContext(Observation.Context context) {
        return context instanceof ScheduledTaskObservationContext;
    }

    @Override
    public void onScopeOpened(ScheduledTaskObservationContext context) {
        MDC.put(
                TASK,
                context.getTargetClass().getSimpleName() + "."
                        + context.getMethod().getName());
    }

    @Override
    public void onScopeClosed(ScheduledTaskObservationContext context) {
        MDC.remove(TASK);
    }
}
