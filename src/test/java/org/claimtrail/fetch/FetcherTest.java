package org.claimtrail.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FetcherTest {

    private interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    private static HttpServer server;
    private static final ExecutorService THREADS = Executors.newCachedThreadPool();
    private static final Map<String, Answer> ANSWERS = new ConcurrentHashMap<>();
    private static final List<String> ASKED = new CopyOnWriteArrayList<>();

    private static final Fetcher OPEN = fetcher(true, Duration.ofSeconds(20), "127.0.0.0/8");

    private static Fetcher fetcher(boolean enabled, Duration time, String... networks) {
        return new Fetcher(new FetchSettings(enabled, List.of(networks), time), Clock.systemUTC());
    }

    @BeforeAll
    static void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.setExecutor(THREADS);
        server.createContext("/", exchange -> {
            try (exchange) {
                String path = exchange.getRequestURI().toString();
                ASKED.add(path + " " + exchange.getRequestHeaders().getFirst("User-Agent"));
                ANSWERS.getOrDefault(path, one -> one.sendResponseHeaders(404, -1))
                        .to(exchange);
            }
        });
        server.start();
    }

    @AfterAll
    static void stop() throws IOException {
        OPEN.destroy();
        server.stop(0);
        THREADS.shutdownNow();
    }

    @BeforeEach
    void forget() {
        ANSWERS.clear();
        ASKED.clear();
    }

    private static String at(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private static Answer with(int status, String type, String body) {
        return exchange -> {
            exchange.getResponseHeaders().set("Content-Type", type);
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        };
    }

    private static Answer to(String location) {
        return exchange -> {
            exchange.getResponseHeaders().set("Location", location);
            exchange.sendResponseHeaders(302, -1);
        };
    }

    @Test
    void aPageIsFetchedFromWhereItIsInTheEnd() {
        ANSWERS.put("/a", to("/%C3%BC?q=1"));
        ANSWERS.put("/%C3%BC?q=1", with(200, "text/html; charset=utf-8", "<p>Yes"));

        Fetched page = OPEN.fetch(at("/a#part"));

        assertThat(page.content()).asString().isEqualTo("<p>Yes");
        assertThat(page.address()).isEqualTo(at("/%C3%BC?q=1"));
        assertThat(page.mediaType()).isEqualTo("text/html; charset=utf-8");
        assertThat(page.headers()).containsEntry("content-type", "text/html; charset=utf-8");
        assertThat(ASKED)
                .containsExactly(
                        "/robots.txt Claimtrail", "/a Claimtrail", "/robots.txt Claimtrail", "/%C3%BC?q=1 Claimtrail");
        ANSWERS.put("/a", to("/ü?q=1"));
        assertThat(OPEN.fetch(at("/a")).address()).isEqualTo(at("/%C3%BC?q=1"));
    }

    @Test
    void whatIsNoPageIsToldInWords() {
        ANSWERS.put("/zip", with(200, "application/zip", "x"));
        ANSWERS.put("/long", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/plain");
            exchange.sendResponseHeaders(200, 0);
            byte[] piece = new byte[1024 * 1024];
            try (OutputStream out = exchange.getResponseBody()) {
                for (int i = 0; i < 12; i++) {
                    out.write(piece);
                }
            }
        });
        ANSWERS.put("/round", to("/round"));
        ANSWERS.put("/file", to("file:///etc/passwd"));
        ANSWERS.put("/in", to("http://169.254.169.254/latest"));
        ANSWERS.put("/port", to("http://127.0.0.1:25/"));

        assertNotFetched("/zip", "is neither a page nor a PDF nor plain text, but application/zip");
        assertNotFetched("/long", "has more than 10 MiB");
        assertNotFetched("/round", "leads from one address to the next, more than 5 times");
        assertNotFetched("/file", "leads to no address that begins with https:// or http://");
        assertNotFetched("/in", "leads into a network that is not public");
        assertNotFetched("/port", "leads to a port that is not for pages");
        assertNotFetched("/none", "was answered with 404");
    }

    private static void assertNotFetched(String path, String why) {
        assertThatThrownBy(() -> OPEN.fetch(at(path)))
                .as(path)
                .isInstanceOf(NotFetched.class)
                .hasMessage(why);
    }

    @Test
    void robotsAreHeeded() {
        ANSWERS.put("/robots.txt", with(200, "text/plain", "User-agent: *\nDisallow: /private"));
        ANSWERS.put("/private/a", with(200, "text/html", "<p>No"));
        ANSWERS.put("/open", to("/private/a"));
        assertNotFetched("/private/a", "may not be fetched by programs, as its site says in robots.txt");
        assertNotFetched("/open", "may not be fetched by programs, as its site says in robots.txt");
        assertThat(ASKED).noneMatch(asked -> asked.startsWith("/private"));
        ANSWERS.put("/robots.txt", with(503, "text/plain", "Later."));
        assertThatThrownBy(() -> OPEN.fetch(at("/open"))).hasMessageContaining("does not tell what programs may fetch");
    }

    @Test
    void aPageThatComesByteByByteIsNotAwaited() throws IOException {
        Fetcher hasty = fetcher(true, Duration.ofMillis(700), "127.0.0.0/8");
        ANSWERS.put("/slow", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/plain");
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                for (int i = 0; i < 100; i++) {
                    out.write('a');
                    out.flush();
                    Thread.sleep(100);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        assertThatThrownBy(() -> hasty.fetch(at("/slow"))).hasMessage("was not answered in time");
        hasty.destroy();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "127.0.0.1",
                "127.1",
                "2130706433",
                "[::1]",
                "[::ffff:127.0.0.1]",
                "localtest.localhost"
            })
    void nothingInsideIsFetched(String host) throws IOException {
        Fetcher closed = fetcher(true, Duration.ofSeconds(5));
        assertThatThrownBy(() -> closed.fetch(
                        "http://" + host + ":" + server.getAddress().getPort() + "/"))
                .hasMessage("leads into a network that is not public");
        assertThat(ASKED).isEmpty();
        closed.destroy();
    }

    @Test
    void nothingIsFetchedUnlessItIsAllowed() throws IOException {
        Fetcher off = fetcher(false, Duration.ofSeconds(5), "127.0.0.0/8");
        assertThatThrownBy(() -> off.fetch(at("/"))).hasMessage("is not fetched here");
        assertThat(ASKED).isEmpty();
        off.destroy();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    User-agent: *;Disallow: /                                            | /a       | false
                    User-agent: *;Disallow:                                              | /a       | true
                    User-agent: *;Disallow: /;User-agent: ClaimTrail;Disallow: /b        | /a       | true
                    User-agent: *;Disallow: /;User-agent: ClaimTrail;Disallow: /b        | /b/c     | false
                    User-agent: x;User-agent: claimtrail;Disallow: /a                    | /a       | false
                    User-agent: x;Disallow: /;User-agent: y;Disallow: /                  | /a       | true
                    user-agent: *;disallow: /a;allow: /a/open # there                    | /a/open/ | true
                    User-agent: *;Allow: /a;Disallow: /a                                 | /a       | true
                    User-agent: *;Disallow: /*.pdf$                                      | /x/y.pdf | false
                    User-agent: *;Disallow: /*.pdf$                                      | /x.pdf?a | true
                    User-agent: *;Disallow: /a*c*e                                       | /abcde   | false
                    User-agent: *;Disallow: *?                                           | /a?b=c   | false
                    Disallow: /;no rule at all                                           | /a       | true""")
    void rulesAreReadAsTheyAreMeant(String rules, String path, boolean allowed) {
        assertThat(Robots.of(rules.replace(';', '\n')).allow(URI.create("https://a.example" + path)))
                .isEqualTo(allowed);
    }
}
