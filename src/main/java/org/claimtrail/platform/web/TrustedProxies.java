package org.claimtrail.platform.web;

import java.util.List;
import java.util.stream.Collectors;
import org.apache.catalina.valves.RemoteIpValve;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/**
 * Believes what proxies tell about the client, the host and TLS ({@code X-Forwarded-*}), where it is known who they are.
 * Spring's own setting would believe every private address.
 */
@Component
class TrustedProxies implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    /** @param trustedProxies addresses, in which a star stands for any number: {@code 10.1.*.*} */
    @ConfigurationProperties("claimtrail")
    record Settings(@DefaultValue List<String> trustedProxies) {}

    private final Settings settings;

    TrustedProxies(Settings settings) {
        this.settings = settings;
    }

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        if (settings.trustedProxies().isEmpty()) {
            return;
        }
        RemoteIpValve valve = new RemoteIpValve();
        valve.setInternalProxies(pattern(settings.trustedProxies()));
        valve.setHostHeader("X-Forwarded-Host");
        valve.setPortHeader("X-Forwarded-Port");
        valve.setProtocolHeader("X-Forwarded-Proto");
        factory.addEngineValves(valve);
    }

    static String pattern(List<String> addresses) {
        return addresses.stream()
                .map(address -> "\\Q" + address.strip().replace("*", "\\E[0-9a-fA-F]+\\Q") + "\\E")
                .collect(Collectors.joining("|"));
    }
}
