package org.claimtrail.fetch;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.util.matcher.IpAddressMatcher;

/**
 * Which addresses the service may connect to where somebody else says the name: what he says must not reach into its own
 * network. A client that resolves names by this connects to the very addresses that were checked: a name cannot stand for one
 * when it is checked and for another when it is used.
 */
public final class Networks implements DnsResolver {

    /** What is told of an address that is not public. */
    public static final String INSIDE = "leads into a network that is not public";

    /** What IANA has set aside (RFC 6890 and its successors), and what Azure's machines ask about themselves. */
    private static final List<IpAddressMatcher> NOT_PUBLIC = networks(List.of(
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
            "3fff::/20"));

    /** All of IPv6 that is public; not those that stand for IPv4 addresses, whether mapped, compatible or translated. */
    private static final IpAddressMatcher PUBLIC_IPV6 = new IpAddressMatcher("2000::/3");

    /** A name that stands for no address that may be connected to. */
    public static final class NotPublic extends UnknownHostException {

        NotPublic(String host) {
            super(host);
        }
    }

    private final List<IpAddressMatcher> allowed;

    /** @param allowed networks that may be connected to although they are not public, such as 10.1.0.0/16 */
    public Networks(@Nullable List<String> allowed) {
        this.allowed = allowed == null ? List.of() : networks(allowed);
    }

    private static List<IpAddressMatcher> networks(List<String> networks) {
        return networks.stream().map(IpAddressMatcher::new).toList();
    }

    /** Whether a host is inside for sure, without its name being looked up. */
    public boolean isKnownToBeInside(String host) {
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
    public boolean allows(InetAddress address) {
        // Without the name of an interface.
        String text = address.getHostAddress().replaceFirst("%.*", "");
        if (allowed.stream().anyMatch(network -> network.matches(text))) {
            return true;
        }
        return NOT_PUBLIC.stream().noneMatch(network -> network.matches(text))
                && (!(address instanceof Inet6Address) || PUBLIC_IPV6.matches(text));
    }

    /**
     * What asks at addresses that somebody else names. It connects to what is allowed alone, knows no proxy, keeps no cookies and
     * no credentials, and does nothing by itself: no redirect, no second try, and no unpacking of an answer that would then be
     * larger than it was sent.
     *
     * @param connections how many there are at most
     * @param connect how long a connection may take
     * @param answer how long each wait for an answer may take
     * @param unused how long a connection lasts that nobody uses
     */
    public CloseableHttpClient client(int connections, Timeout connect, Timeout answer, TimeValue unused) {
        return HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(this)
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(connect)
                                .setSocketTimeout(answer)
                                .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                                .build())
                        .setDefaultTlsConfig(
                                TlsConfig.custom().setHandshakeTimeout(connect).build())
                        .setMaxConnTotal(connections)
                        .setMaxConnPerRoute(connections)
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(connect)
                        .setResponseTimeout(answer)
                        .build())
                .evictIdleConnections(unused)
                .setUserAgent(Robots.AGENT)
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .build();
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] open = Arrays.stream(InetAddress.getAllByName(host))
                .filter(this::allows)
                .toArray(InetAddress[]::new);
        if (open.length == 0) {
            throw new NotPublic(host);
        }
        return open;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}
