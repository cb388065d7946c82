package org.claimtrail.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import org.claimtrail.platform.Role;
import org.claimtrail.testing.ApiTest;
import org.claimtrail.testing.People;
import org.claimtrail.testing.RawHttp;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** What an operator may want besides: traces, slow requests with their plans, and a port of its own for all that he looks at. */
@ExtendWith(OutputCaptureExtension.class)
@TestPropertySource(
        properties = {
            "claimtrail.slow.request=1ns",
            "claimtrail.slow.plans=true",
            "management.server.port=0",
            "management.opentelemetry.tracing.export.schedule-delay=50ms"
        })
class OperationSettingsTest extends ApiTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    private static final Queue<String> TRACES = new ConcurrentLinkedQueue<>();
    private static final HttpServer COLLECTOR = collector();

    @LocalServerPort
    private int port;

    @LocalManagementPort
    private int ownPort;

    @DynamicPropertySource
    static void traces(DynamicPropertyRegistry properties) {
        properties.add(
                TracesWhereWanted.ENDPOINT,
                () -> "http://127.0.0.1:" + COLLECTOR.getAddress().getPort() + "/v1/traces");
    }

    @AfterAll
    static void stop() {
        COLLECTOR.stop(0);
    }

    /** Takes what it is sent by OTLP over HTTP. */
    private static HttpServer collector() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/v1/traces", exchange -> {
                TRACES.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
                exchange.sendResponseHeaders(200, -1);
                exchange.close();
            });
            server.start();
            return server;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private String get(String path, String... headers) throws IOException {
        return RawHttp.answer(port, "GET " + path + " HTTP/1.1" + String.join("", headers));
    }

    @Test
    void aTraceTellsTheRequestAndItsStatements(CapturedOutput output) throws Exception {
        api.created("/claims", Map.of("text", "Said.", "kind", "FACT"));
        String answer = get(
                "/api/v1/claims/C-1",
                "\r\nX-Request-Id: traced",
                "\r\ntraceparent: 00-" + TRACE + "-00f067aa0ba902b7-01");
        assertThat(answer).startsWith("HTTP/1.1 200");
        String told = new String(HexFormat.of().parseHex(TRACE), StandardCharsets.ISO_8859_1);
        await().until(() -> String.join("", TRACES).contains(told));
        await().until(() -> String.join("", TRACES).contains("http get /api/v1/claims/{id}"));
        assertThat(String.join("", TRACES)).contains("claimtrail", "db.query.text", "SELECT", "postgresql");

        // What stands in an address to let somebody in is told to nobody.
        String secret = People.token(Role.READER);
        get("/api/v1/reconcile/with/" + secret, "\r\ntraceparent: 00-" + TRACE + "-00f067aa0ba902b8-01");
        await().until(() -> String.join("", TRACES).contains("/api/v1/reconcile"));
        assertThat(String.join("", TRACES)).doesNotContain(secret, secret.substring(3));
        assertThat(output.getOut().lines().filter(line -> line.contains("[traced ")))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).contains("[traced " + People.name(Role.ADMIN) + " " + TRACE));
    }

    @Test
    void aSlowRequestIsInTheLogWithItsStatementsAndTheirPlans(CapturedOutput output) throws Exception {
        api.created("/claims", Map.of("text", "Said.", "kind", "FACT"));
        get("/api/v1/claims?q=said", "\r\nX-Request-Id: slow-1");

        List<String> lines = output.getOut()
                .lines()
                .filter(line -> line.contains("[slow-1 ") && line.contains("claimtrail.slow"))
                .toList();
        assertThat(lines.get(0))
                .containsPattern(
                        "GET /api/v1/claims \\(/api/v1/claims\\) took \\d+ ms, answered 200: \\d+ statements in \\d+ ms; \\d+ ms: \\S");
        assertThat(lines.subList(1, lines.size()))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).contains(": plan of "))
                .anySatisfy(line -> assertThat(line).containsPattern("\\(cost=\\S+ rows=\\d+ width=\\d+\\)"));
        // A change, whose statements were explained within its transaction, is made all the same.
        assertThat(api.get("/claims/C-1").at("/text")).isEqualTo("Said.");
    }

    @Test
    void onAPortOfItsOwnNobodySignsInAndOnTheOtherThereIsNothing() throws Exception {
        Set<String> paths = new TreeSet<>(List.of("/actuator/info"));
        // What Kubernetes and Prometheus are told to ask there.
        Pattern.compile("path: (/[a-z/]+)")
                .matcher(Files.readString(Path.of("ops/kubernetes/deployment.yaml")))
                .results()
                .forEach(asked -> paths.add(asked.group(1)));
        assertThat(paths).hasSize(4).contains("/actuator/prometheus");
        for (String path : paths) {
            assertThat(RawHttp.answerToStranger(ownPort, "GET " + path + " HTTP/1.1"))
                    .startsWith("HTTP/1.1 200");
        }
        assertThat(RawHttp.answerToStranger(ownPort, "GET /api/v1/claims HTTP/1.1"))
                .startsWith("HTTP/1.1 404");
        assertThat(RawHttp.answerToStranger(port, "GET /actuator/prometheus HTTP/1.1"))
                .startsWith("HTTP/1.1 401");
        assertThat(get("/actuator/prometheus")).startsWith("HTTP/1.1 404");
    }
}
