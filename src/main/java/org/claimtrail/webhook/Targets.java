package org.claimtrail.webhook;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import org.claimtrail.fetch.Networks;
import org.springframework.stereotype.Component;

/** Where changes may be sent to: what an administrator names must not reach into the service's own network. */
@Component
class Targets {

    private static final int LONGEST = 2000;

    private final boolean allowHttp;
    private final Networks networks;

    Targets(WebhookSettings settings) {
        this.allowHttp = settings.allowHttp();
        this.networks = new Networks(settings.allowedNetworks());
    }

    Networks networks() {
        return networks;
    }

    /** What is wrong with an address that somebody names; names are looked up only when something is sent there. */
    Optional<String> objection(String url) {
        URI address;
        try {
            address = new URI(url);
        } catch (URISyntaxException e) {
            return Optional.of("must be an address such as https://example.org/hook.");
        }
        String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
        String host = address.getHost();
        if (!scheme.equals("https") && !(allowHttp && scheme.equals("http"))) {
            return Optional.of(allowHttp ? "must begin with https:// or http://." : "must begin with https://.");
        }
        if (host == null) {
            return Optional.of("must name a host, in ASCII.");
        }
        if (address.getRawUserInfo() != null || address.getRawFragment() != null) {
            return Optional.of("must hold neither a user nor a fragment.");
        }
        if (address.getPort() == 0 || address.getPort() > 65535) {
            return Optional.of("must have a port from 1 to 65535, or none.");
        }
        if (url.length() > LONGEST) {
            return Optional.of("must have at most " + LONGEST + " characters.");
        }
        return networks.isKnownToBeInside(host)
                ? Optional.of(Networks.INSIDE + ": that is not allowed here.")
                : Optional.empty();
    }
}
