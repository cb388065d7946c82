package org.claimtrail.operation;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Says once, as the service is put together, what it is that runs here. */
@Component
class StartLine {

    private static final Logger log = LoggerFactory.getLogger("claimtrail");

    private final ServiceVersion version;
    private final RecordState state;

    StartLine(ServiceVersion version, RecordState state) {
        this.version = version;
        this.state = state;
    }

    @EventListener
    void tell(ApplicationStartedEvent started) {
        log.info(
                "Claimtrail {} on Java {} and PostgreSQL {}, started in {} s",
                version,
                Runtime.version().feature(),
                state.now().path("server").asString("of an unknown version"),
                started.getTimeTaken() == null ? "?" : started.getTimeTaken().toSeconds());
    }
}
