package org.claimtrail.platform.web;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.stereotype.Component;

/** The names that the service answers to. */
@Component
public class Hosts {

    private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "[::1]");

    /**
     * @param hosts the names that the service answers to, without ports; empty for any. Where none are given, any, or
     *     those of this machine while the service listens for this machine only
     */
    @ConfigurationProperties("claimtrail")
    record Settings(@Nullable List<String> hosts) {}

    private final Set<String> names;

    Hosts(Settings settings, ServerProperties server) {
        boolean local = server.getAddress() != null && server.getAddress().isLoopbackAddress();
        List<String> given = settings.hosts() != null ? settings.hosts() : local ? LOOPBACK : List.of();
        this.names = given.stream().map(Hosts::canonical).collect(Collectors.toUnmodifiableSet());
    }

    /** Whether any name will do: then no name that somebody sends is known to be one of the service. */
    public boolean areAny() {
        return names.isEmpty();
    }

    public boolean have(String name) {
        return names.contains(canonical(name));
    }

    private static String canonical(String host) {
        return host.strip().toLowerCase(Locale.ROOT);
    }
}
