package org.claimtrail.database.embedded;

import org.claimtrail.address.LocalAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Tells an operator the three addresses that matter, once the service is ready. */
@Component
class StartupLines {

    private static final Logger log = LoggerFactory.getLogger("claimtrail");

    private final Database database;
    private final LocalAddress address;

    StartupLines(Database database, LocalAddress address) {
        this.database = database;
        this.address = address;
    }

    @EventListener(ApplicationReadyEvent.class)
    void print() {
        log.info("API:  {}/api/v1", address);
        log.info("Docs: {}/docs", address);
        log.info("Data: {}", database.location());
    }
}
