package org.claimtrail.address;

import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Where the service can be reached from its own machine, once it listens. */
@Component
public class LocalAddress {

    private final Environment environment;

    LocalAddress(Environment environment) {
        this.environment = environment;
    }

    /** Such as {@code http://localhost:8080}. */
    @Override
    public String toString() {
        return "http://" + host(environment.getProperty("server.address")) + ":"
                + environment.getProperty("local.server.port");
    }

    private static String host(@Nullable String address) {
        if (address == null || address.isBlank() || address.equals("0.0.0.0") || address.equals("::")) {
            return "localhost";
        }
        return address.contains(":") ? "[" + address + "]" : address;
    }
}
