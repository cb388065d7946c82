package org.claimtrail.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Fetches one page that somebody asks for, where the operator allows it. It connects to no address that {@link Networks} does
 * not allow, asks each site for its robots.txt, follows a few redirects and checks each like the first, and takes neither more
 * than it can read nor longer than somebody waits. It sends nothing of who asks, keeps no cookies, and knows no proxy.
 */
@Component
public class Fetcher implements DisposableBean {

    private static final int MOST_REDIRECTS = 5;

    /** In bytes. */
    private static final int LARGEST = 10 * 1024 * 1024;

    private static final int MOST_CONNECTIONS = 8;
    private static final TimeValue UNUSED_CONNECTIONS_LAST = TimeValue.ofSeconds(10);
    private static final int LONGEST_ADDRESS = 2000;

    /** The lower ones are for other services, which would take a request for one of theirs. */
    private static final Set<Integer> LOW_PORTS = Set.of(-1, 80, 443);

    private static final Set<String> READ =
            Set.of("text/html", "application/xhtml+xml", "application/pdf", "text/plain");

    private static final Pattern ADDRESS = Pattern.compile("(?i)(https?)://([^/?#]*)([^#]*)(?:#.*)?", Pattern.DOTALL);

    private static final Pattern UNSAFE = Pattern.compile("[^!#-;=?-\\[\\]_a-z~%]|%(?![0-9A-Fa-f]{2})");

    private final boolean enabled;
    private final Networks networks;
    private final Duration longest;
    private final Clock clock;
    private final CloseableHttpClient http;
    private final ScheduledExecutorService deadlines = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "fetch-deadlines");
        thread.setDaemon(true);
        return thread;
    });

    Fetcher(FetchSettings settings, Clock clock) {
        this.enabled = settings.fetch();
        this.networks = new Networks(settings.fetchNetworks());
        this.longest = settings.fetchTime();
        this.clock = clock;
        Timeout patience = Timeout.of(longest);
        this.http = networks.client(MOST_CONNECTIONS, patience, patience, UNUSED_CONNECTIONS_LAST);
    }

    /** Whether the operator allows it. */
    public boolean isEnabled() {
        return enabled;
    }

    /** @throws NotFetched if it is not allowed, does not answer, or answers with something else than a page */
    public Fetched fetch(String address) {
        if (!enabled) {
            throw new NotFetched("is not fetched here");
        }
        long deadline = System.nanoTime() + longest.toNanos();
        URI at = checked(address);
        for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
            if (!robots(at, deadline).allow(at)) {
                throw new NotFetched("may not be fetched by programs, as its site says in robots.txt");
            }
            Answer answer = get(at, LARGEST, deadline);
            if (answer.location() != null) {
                at = checked(at.resolve(encoded(answer.location())).toString());
            } else {
                return page(answer, at);
            }
        }
        throw new NotFetched("leads from one address to the next, more than " + MOST_REDIRECTS + " times");
    }

    private Fetched page(Answer answer, URI at) {
        if (answer.status() != 200) {
            throw new NotFetched("was answered with " + answer.status());
        }
        String type = answer.headers().getOrDefault("content-type", "text/html");
        String plain = type.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
        if (!READ.contains(plain)) {
            throw new NotFetched("is neither a page nor a PDF nor plain text, but "
                    + (plain.matches("[a-z0-9.+/-]{1,80}") ? plain : "something else"));
        }
        if (answer.content().length > LARGEST) {
            throw new NotFetched("has more than 10 MiB");
        }
        return new Fetched(answer.content(), at.toString(), type, answer.headers(), clock.instant());
    }

    /** A site without rules allows all; one that does not answer for them allows nothing (RFC 9309, 2.3.1). */
    private Robots robots(URI page, long deadline) {
        URI at = page.resolve("/robots.txt");
        for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
            Answer answer = get(at, Robots.LONGEST, deadline);
            if (answer.location() != null) {
                at = checked(at.resolve(encoded(answer.location())).toString());
                continue;
            }
            if (answer.status() == 200) {
                return Robots.of(new String(answer.content(), StandardCharsets.UTF_8));
            }
            if (answer.status() >= 500) {
                throw new NotFetched(
                        "is of a site that does not tell what programs may fetch: its robots.txt was answered with "
                                + answer.status());
            }
            return Robots.ALL;
        }
        return Robots.ALL;
    }

    /** @param content one byte more than is allowed, where it has more than that */
    private record Answer(
            int status,
            Map<String, String> headers,
            byte[] content,
            @Nullable String location) {}

    private Answer get(URI address, int most, long deadline) {
        long left = deadline - System.nanoTime();
        HttpGet get = new HttpGet(address);
        get.setHeader(HttpHeaders.ACCEPT, "text/html,application/xhtml+xml,application/pdf,text/plain;q=0.9");
        // Each wait has a bound of its own, which an answer that comes byte by byte never meets.
        Future<?> end = deadlines.schedule(get::cancel, Math.max(left, 0), TimeUnit.NANOSECONDS);
        ClassicHttpResponse answer = null;
        try {
            answer = http.executeOpen(new HttpHost(get.getScheme(), get.getAuthority()), get, null);
            int status = answer.getCode();
            Map<String, String> headers = headers(answer);
            String location = status >= 300 && status < 400 && status != 304 ? headers.get("location") : null;
            return new Answer(status, headers, status == 200 ? content(answer, most) : new byte[0], location);
        } catch (IOException e) {
            throw new NotFetched(System.nanoTime() >= deadline ? "was not answered in time" : reason(e));
        } catch (RuntimeException e) {
            throw new NotFetched(System.nanoTime() >= deadline ? "was not answered in time" : "is of no HTTP server");
        } finally {
            end.cancel(false);
            drop(get, answer);
        }
    }

    private static byte[] content(ClassicHttpResponse answer, int most) throws IOException {
        InputStream in = answer.getEntity() == null ? null : answer.getEntity().getContent();
        return in == null ? new byte[0] : in.readNBytes(most + 1);
    }

    private static Map<String, String> headers(ClassicHttpResponse answer) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Header header : answer.getHeaders()) {
            // What a site wants a browser to remember is nothing of the page.
            if (!header.getName().equalsIgnoreCase("Set-Cookie")) {
                headers.putIfAbsent(header.getName().toLowerCase(Locale.ROOT), String.valueOf(header.getValue()));
            }
        }
        return headers;
    }

    /** What is left of an answer goes with its connection, and is not waited for. */
    private static void drop(HttpGet get, @Nullable ClassicHttpResponse answer) {
        get.cancel();
        try {
            if (answer != null) {
                answer.close();
            }
        } catch (IOException | RuntimeException e) {
            // It is broken off on purpose.
        }
    }

    private static String reason(IOException e) {
        return switch (Unanswered.of(e)) {
            case INSIDE -> Networks.INSIDE;
            case UNKNOWN_HOST -> "is at no host that is known";
            case UNTRUSTED -> "has no TLS connection that can be trusted";
            case LATE -> "was not answered in time";
            case UNCONNECTED -> "cannot be connected to";
            case BROKEN -> "was not answered to its end";
        };
    }

    /** As it is asked for: in ASCII, without what only browsers need. */
    private URI checked(String address) {
        Matcher parts = ADDRESS.matcher(address.strip());
        if (!parts.matches() || address.length() > LONGEST_ADDRESS) {
            throw new NotFetched("leads to no address that begins with https:// or http://");
        }
        String authority = parts.group(2);
        int colon = authority.startsWith("[") ? authority.indexOf(':', authority.indexOf(']')) : authority.indexOf(':');
        try {
            String host = colon < 0 ? authority : authority.substring(0, colon);
            if (networks.isKnownToBeInside(host)) {
                throw new NotFetched(Networks.INSIDE);
            }
            String rest = parts.group(3);
            URI uri = new URI(parts.group(1).toLowerCase(Locale.ROOT)
                    + "://"
                    + (host.startsWith("[") ? host : IDN.toASCII(host, IDN.ALLOW_UNASSIGNED))
                    + (colon < 0 ? "" : authority.substring(colon))
                    + (rest.startsWith("/") ? "" : "/")
                    + encoded(rest));
            if (uri.getHost() == null || uri.getRawUserInfo() != null) {
                throw new NotFetched("leads to an address without a host, or with a user");
            }
            if (!LOW_PORTS.contains(uri.getPort()) && uri.getPort() < 1024 || uri.getPort() > 65535) {
                throw new NotFetched("leads to a port that is not for pages");
            }
            return uri;
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw new NotFetched("leads to an address that cannot be read");
        }
    }

    private static String encoded(String address) {
        return UNSAFE.matcher(address)
                .replaceAll(unsafe -> Matcher.quoteReplacement("%"
                        + HexFormat.ofDelimiter("%")
                                .withUpperCase()
                                .formatHex(unsafe.group().getBytes(StandardCharsets.UTF_8))));
    }

    @Override
    public void destroy() throws IOException {
        http.close();
        deadlines.shutdownNow();
    }
}
