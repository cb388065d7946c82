package org.claimtrail.webhook;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.security.web.util.matcher.IpAddressMatcher;
import org.springframework.stereotype.Component;

/** Where changes may be sent to: what an administrator names must not reach into the service's own network. */
@Component
class Targets {

    /** What is told of an address that is not public. */
    static final String INSIDE = "leads into a network that is not public";

    private static final int LONGEST = 2000;

    /** What IANA has set aside (RFC 6890 and its successors), and what Azure's machines ask about themselves. */
    private static final List<IpAddressMatcher> NOT_PUBLIC = networks(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "168.63.129.16/32",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/3",
            // Of what is public in IPv6: protocols, with IPv4 addresses inside some, and documentation.
            "2001::/23",
            "2001:db8::/32",
            "2002::/16",
            "3fff::/20");

    /** All of IPv6 that is public; not those that stand for IPv4 addresses, whether mapped, compatible or translated. */
    private static final IpAddressMatcher PUBLIC_IPV6 = new IpAddressMatcher("2000::/3");

    private final boolean allowHttp;
    private final List<IpAddressMatcher> allowed;

    Targets(WebhookSettings settings) {
        this.allowHttp = settings.allowHttp();
        this.allowed = settings.allowedNetworks() == null
                ? List.of()
                : networks(settings.allowedNetworks().toArray(String[]::new));
    }

    private static List<IpAddressMatcher> networks(String... networks) {
        return Arrays.stream(networks).map(IpAddressMatcher::new).toList();
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
        return isKnownToBeInside(host) ? Optional.of(INSIDE + ": that is not allowed here.") : Optional.empty();
    }

    private boolean isKnownToBeInside(String host) {
        String name = host.toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
        boolean local = name.equals("localhost") || name.endsWith(".localhost");
        if (!local && !name.startsWith("[") && !name.matches("[0-9.]+")) {
            return false;
        }
        try {
            return Stream.of(InetAddress.getAllByName(local ? "127.0.0.1" : name))
                    .noneMatch(this::allows);
        } catch (UnknownHostException e) {
            return true;
        }
    }

    /** To be asked of the very address that is connected to. */
    boolean allows(InetAddress address) {
        // Without the name of an interface.
        String text = address.getHostAddress().replaceFirst("%.*", "");
        if (allowed.stream().anyMatch(network -> network.matches(text))) {
            return true;
        }
        return NOT_PUBLIC.stream().noneMatch(network -> network.matches(text))
                && (!(address instanceof Inet6Address) || PUBLIC_IPV6.matches(text));
    }
}
