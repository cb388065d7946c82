package org.claimtrail.operation;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.claimtrail.testing.Bodies.json;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.claimtrail.platform.Json;
import org.claimtrail.platform.Role;
import org.claimtrail.testing.Browser;
import org.claimtrail.testing.Browser.Page;
import org.claimtrail.testing.PageTest;
import org.claimtrail.testing.People;
import org.claimtrail.testing.RawHttp;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;

/** What whoever runs the service sees of it. */
@ExtendWith(OutputCaptureExtension.class)
class OperationTest extends PageTest {

    private static final Pattern SAMPLE = Pattern.compile("(?m)^([a-z][a-z0-9_]*)(?:\\{(.*)})? (\\S+)$");
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"([^\"]*)\"");

    @Autowired
    private RecordState state;

    @BeforeEach
    void lookAnew() {
        state.forget();
    }

    /** A number that Prometheus is told. */
    private record Sample(String name, Map<String, String> labels, double value) {}

    private String get(String path, String... headers) throws Exception {
        return RawHttp.answerToStranger(
                port,
                "GET " + path + " HTTP/1.1"
                        + Stream.of(headers).map(header -> "\r\n" + header).collect(joining()));
    }

    private static String as(Role role) {
        return "Authorization: " + People.bearer(role);
    }

    private List<Sample> scrape() throws Exception {
        state.forget();
        String answer = get("/actuator/prometheus", as(Role.ADMIN));
        assertThat(answer).startsWith("HTTP/1.1 200");
        List<Sample> samples = new ArrayList<>();
        for (Matcher sample = SAMPLE.matcher(answer.replace("\r", "")); sample.find(); ) {
            Map<String, String> labels = new HashMap<>();
            if (sample.group(2) != null) {
                LABEL.matcher(sample.group(2)).results().forEach(label -> labels.put(label.group(1), label.group(2)));
            }
            samples.add(new Sample(sample.group(1), labels, Double.parseDouble(sample.group(3))));
        }
        return samples;
    }

    private static double value(List<Sample> samples, String name, String... labels) {
        return samples.stream()
                .filter(sample -> sample.name().equals(name))
                .filter(sample -> {
                    for (int i = 0; i < labels.length; i += 2) {
                        if (!labels[i + 1].equals(sample.labels().get(labels[i]))) {
                            return false;
                        }
                    }
                    return true;
                })
                .mapToDouble(Sample::value)
                .sum();
    }

    @Test
    void onlyAdministratorsAreToldByTheirTokens() throws Exception {
        for (String path : List.of("/actuator/prometheus", "/actuator/info")) {
            assertThat(get(path)).startsWith("HTTP/1.1 401").contains("application/problem+json");
            assertThat(get(path, as(Role.REVIEWER))).startsWith("HTTP/1.1 403");
            assertThat(get(path, as(Role.ADMIN))).startsWith("HTTP/1.1 200");
        }
        assertThat(get("/actuator/info", as(Role.ADMIN)))
                .contains("\"version\":\"", "\"schema\":\"", "\"postgresql\":\"" + server(), "\"java\":");
    }

    private String server() {
        return db.sql("show server_version").query(String.class).single();
    }

    @Test
    void requestsAreCountedByRouteAndRefusalsByRule() throws Exception {
        List<Sample> before = scrape();
        String claim =
                api.created("/claims", Map.of("text", "Said.", "kind", "FACT")).id();
        api.get("/claims/" + claim);
        api.get("/claims/C-1");
        api.post("/claims", json("{\"text\": \"\", \"kind\": \"FACT\"}"));
        get("/such/a/path/" + claim);
        get("/api/v1/such/" + claim, as(Role.ADMIN));
        // What no server takes for a request is refused before there is a route.
        RawHttp.answerToStranger(port, "GET /a|b HTTP/1.1");
        List<Sample> after = scrape();

        String route = "/api/v1/claims/{id}";
        assertThat(value(after, "http_server_requests_seconds_count", "uri", route, "status", "200")
                        - value(before, "http_server_requests_seconds_count", "uri", route, "status", "200"))
                .isEqualTo(2);
        assertThat(value(after, "claimtrail_request_statements_sum", "uri", route)
                        - value(before, "claimtrail_request_statements_sum", "uri", route))
                .isBetween(2.0, 12.0);
        assertThat(value(after, "claimtrail_request_database_seconds_sum", "uri", route))
                .isGreaterThan(value(before, "claimtrail_request_database_seconds_sum", "uri", route));
        assertThat(value(after, "claimtrail_problems_total", "type", "invalid-body", "status", "400")
                        - value(before, "claimtrail_problems_total", "type", "invalid-body"))
                .isEqualTo(1);
        assertThat(value(after, "claimtrail_problems_total", "type", "invalid-request"))
                .isGreaterThan(value(before, "claimtrail_problems_total", "type", "invalid-request"));
        assertThat(after).noneMatch(sample -> sample.labels().toString().contains(claim));
        assertThat(after).noneMatch(sample -> sample.labels().toString().contains("such"));
    }

    @Test
    void whatWaitsIsTold() throws Exception {
        api.created("/claims", Map.of("text", "Said.", "kind", "FACT"));
        String webhook = api.created("/webhooks", Map.of("url", "https://hooks.example/in"))
                .id();
        api.created("/claims", Map.of("text", "Said again.", "kind", "FACT"));
        owner.sql("update webhook set failures = 3, parked_at = now()").update();
        follow();
        // Which webhooks there are is found out while it is told; their numbers come with the next.
        scrape();
        List<Sample> told = scrape();

        assertThat(value(told, "claimtrail_follow_lag_seconds", "installation", "lisbon"))
                .isBetween(3500.0, 3700.0);
        assertThat(value(told, "claimtrail_follow_failures", "installation", "lisbon"))
                .isEqualTo(2);
        assertThat(value(told, "claimtrail_follow_recorded", "installation", "lisbon"))
                .isEqualTo(41);
        assertThat(value(told, "claimtrail_follow_refused", "installation", "lisbon"))
                .isEqualTo(1);

        assertThat(value(told, "claimtrail_database_up")).isEqualTo(1);
        assertThat(value(told, "claimtrail_standings_waiting"))
                .isEqualTo(count("standing_mark"))
                .isPositive();
        assertThat(value(told, "claimtrail_feed_position")).isPositive();
        assertThat(value(told, "claimtrail_webhook_lag_seconds", "webhook", webhook))
                .isPositive();
        assertThat(value(told, "claimtrail_webhook_failures", "webhook", webhook))
                .isEqualTo(3);
        assertThat(value(told, "claimtrail_webhooks_parked")).isEqualTo(1);
        assertThat(value(told, "hikaricp_connections_max")).isPositive();
        assertThat(value(told, "claimtrail_files_room_bytes")).isPositive();
    }

    /** As if an installation were followed, which has not answered for an hour. */
    private void follow() {
        owner.sql("""
                        with lisbon as (
                            insert into followed_installation (name, url, wanted, reading_whole, round, recorded, changed, deleted,
                                failures, last_error, complete_at, created_at)
                            values ('lisbon', 'https://lisbon.example', true, false, 1, 41, 0, 0, 2, 'It answered 503.',
                                now() - interval '1 hour', now())
                            returning name)
                        insert into followed_thing (installation, resource, there_id, is_own, is_deleted, round, fault, tries, noted_at)
                        select name, 'claim', gen_random_uuid(), true, false, 1, '/kind must be one of FACT.', 3, now() from lisbon""").update();
    }

    /** Every name, every label and every type of problem in the files for Prometheus and Grafana is one that the service tells. */
    @Test
    void dashboardAndAlertsAskForWhatThereIs() throws Exception {
        api.created("/webhooks", Map.of("url", "https://hooks.example/in"));
        follow();
        scrape();
        Map<String, Set<String>> labels = new HashMap<>();
        Set<String> values = new HashSet<>();
        for (Sample sample : scrape()) {
            labels.computeIfAbsent(sample.name(), name -> new HashSet<>(Set.of("instance", "job")))
                    .addAll(sample.labels().keySet());
            sample.labels().forEach((label, value) -> values.add(label + "=" + value));
        }
        List<String> expressions = expressions();
        assertThat(expressions).hasSizeGreaterThan(50);
        for (String expression : expressions) {
            String bare = expression.replaceAll("\"[^\"]*\"", "\"\"");
            List<String> names = Pattern.compile("\\b[a-z]+_[a-z_]*[a-z]\\b(?!\\s*[(=!])")
                    .matcher(bare.replaceAll("\\{[^}]*}", "").replaceAll("\\b(by|on) \\([^)]*\\)", ""))
                    .results()
                    .map(MatchResult::group)
                    .toList();
            assertThat(labels.keySet()).as(expression).containsAll(names);
            Set<String> known = new HashSet<>(Set.of("instance", "job"));
            names.forEach(name -> known.addAll(labels.get(name)));
            Pattern.compile("([a-z]+)\\s*(=~|!~|!=|=)\\s*\"([^\"]*)\"")
                    .matcher(expression)
                    .results()
                    .forEach(matcher -> {
                        assertThat(known).as(expression).contains(matcher.group(1));
                        if (matcher.group(3).matches("[a-z|-]+")
                                && !matcher.group(1).equals("job")) {
                            for (String one : matcher.group(3).split("\\|")) {
                                assertThat(values).as(expression).contains(matcher.group(1) + "=" + one);
                            }
                        }
                    });
            Pattern.compile("\\bby \\(([^)]*)\\)")
                    .matcher(expression)
                    .results()
                    .forEach(by -> assertThat(known)
                            .as(expression)
                            .contains(by.group(1).split(",\\s*")));
        }
    }

    private static List<String> expressions() throws Exception {
        List<String> expressions = new ArrayList<>();
        JsonNode alerts = Json.parseObject(
                Json.write(new Yaml().<Map<String, Object>>load(Files.readString(Path.of("ops/alerts.yaml")))));
        JsonNode dashboard = Json.parseObject(Files.readAllBytes(Path.of("ops/grafana.json")));
        for (JsonNode rule : alerts.at("/groups/0/rules")) {
            assertThat(rule.at("/annotations/summary").asString(""))
                    .as(rule.toString())
                    .isNotBlank();
            if (!rule.at("/expr").asString().startsWith("up{")) {
                expressions.add(rule.at("/expr").asString());
            }
        }
        for (JsonNode panel : dashboard.at("/panels")) {
            panel.at("/targets")
                    .forEach(target -> expressions.add(target.at("/expr").asString()));
        }
        return expressions;
    }

    /** Which request a line is about, and who sent it: by the id that a proxy gave it, if that is one. */
    @Test
    void everyLineOfARequestNamesIt(CapturedOutput output) throws Exception {
        String denied = get("/api/v1/users", as(Role.READER), "X-Request-Id: proxy.7-a_B");
        assertThat(denied).startsWith("HTTP/1.1 403").contains("\nX-Request-Id: proxy.7-a_B\r\n");
        assertThat(output.getOut().lines().filter(line -> line.contains("claimtrail.security")))
                .anySatisfy(line -> assertThat(line).contains("[proxy.7-a_B " + People.name(Role.READER), "DENIED"));
        for (String odd : List.of("a b", "a\tb", "x".repeat(65), "a;b", "ü", "")) {
            assertThat(get("/api/v1/users", as(Role.READER), "X-Request-Id: " + odd))
                    .containsPattern("X-Request-Id: [0-9a-f-]{36}\r\n");
        }
    }

    @Test
    void administratorsSeeHowItIs() throws Exception {
        api.post("/claims", json("{\"text\": \"\", \"kind\": \"FACT\"}"));
        Browser admin = signedIn(Role.ADMIN);
        admin.open("/administration");
        follow();
        state.forget();
        Page page = admin.open("/how-it-is");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.document().select("h2").eachText())
                .containsExactly(
                        "The service",
                        "The database",
                        "What waits",
                        "Followed installations",
                        "Files",
                        "Refused in the last hour",
                        "Slowest in the last hour");
        assertThat(page.text())
                .contains(
                        "PostgreSQL " + server(),
                        "in use, ",
                        "none is running",
                        "lisbon 60 minutes behind; asked 2 times in vain: It answered 503. 41 1",
                        "0 files attached, 0 bytes.",
                        "left on the disk",
                        "The body breaks rules",
                        "POST /api/v1/claims")
                .doesNotContain("NaN", "password", "UNKNOWN");
        assertThat(signedIn(Role.REVIEWER).open("/how-it-is").status()).isEqualTo(403);
    }
}
