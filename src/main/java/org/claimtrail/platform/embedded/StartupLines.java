package org.claimtrail.platform.embedded;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Tells an operator the three addresses that matter, once the service is ready. */
@Component
class StartupLines {

    private static final Logger log = LoggerFactory.getLogger("claimtrail");

    private final Database database;
    private final Environment environment;

    StartupLines(Database database, Environment environment) {
        this.database = database;
        this.environment = environment;
    }

    @EventListener(ApplicationReadyEvent.class)
    void print() {
        String web = "http://" + host(environment.getProperty("server.address")) + ":"
                + environment.getProperty("local.server.port");
        log.info("API:  {}/api/v1", web);
        log.info("Docs: {}/docs", web);
        log.info("Data: {}", database.location());
    }

    private static String host(@Nullable String address) {
        if (address == null || address.isBlank() || address.equals("0.0.0.0") || address.equals("::")) {
            return "localhost";
        }
        return address.contains(":") ? "[" + address + "]" : address;
    }
}
