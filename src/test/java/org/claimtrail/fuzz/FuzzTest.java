package org.claimtrail.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.claimtrail.contract.Contract;
import org.claimtrail.platform.Json;
import org.claimtrail.testing.ApiTest;
import org.claimtrail.testing.Bodies;
import org.claimtrail.testing.Tables;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Sends every operation of the contract what nobody should send. However odd a request is, the answer is one that the
 * contract gives: no failure of the service, nothing of its insides.
 *
 * <p>{@code -Dclaimtrail.fuzz.seconds=} says how long, {@code -Dclaimtrail.fuzz.seed=} where to begin; by default always
 * at the same seed, so that a build that passed passes again. The record is made
 * anew for each round of requests, and the next round has the next seed: a failure names the seed of its round, and the
 * file with its very bytes.
 */
@Tag("long")
class FuzzTest extends ApiTest {

    private static final int SECONDS = Integer.getInteger("claimtrail.fuzz.seconds", 4);
    private static final long SEED = Long.getLong("claimtrail.fuzz.seed", 1);
    private static final int ROUND = 500;
    private static final int ENOUGH = 12;

    /** What only a stack trace, a driver's message or a statement has in it; nothing that is sent looks like it. */
    private static final Pattern INSIDES = Pattern.compile(
            "(?:org|com|net|tools)\\.(?:claimtrail|springframework|apache|hibernate|postgresql|fasterxml|jackson)"
                    + "|jakarta?\\.\\w|\\bjava\\.\\w|\\.java:|\\w(?:Exception|Error)\\b|\\bat \\w+\\.\\w+\\("
                    + "|\\bselect .* from\\b|\\binsert into\\b|\\bSQL|\\bERROR:|Tomcat|StreamRead|JsonToken|START_OBJECT");

    @LocalServerPort
    private int port;

    private Wire wire;
    private Requests requests;
    private long seed;
    private final Map<String, String> failures = new LinkedHashMap<>();
    private final Map<String, Map<Integer, Integer>> answered = new TreeMap<>();

    @AfterEach
    void hangUp() throws IOException {
        wire.close();
    }

    @Test
    void whateverIsSentIsAnsweredAsTheContractSays() throws IOException {
        wire = new Wire(port);
        long start = System.nanoTime();
        long sent = 0;
        for (seed = SEED; seconds(start) < SECONDS && failures.size() < ENOUGH; seed++) {
            Tables.empty(owner);
            Random random = new Random(seed);
            requests = new Requests(random);
            smallRecord();
            Deque<Contract.Operation> operations = new ArrayDeque<>();
            for (int i = 0; i < ROUND && seconds(start) < SECONDS; i++) {
                if (operations.isEmpty()) {
                    operations.addAll(Contract.operations());
                }
                Contract.Operation operation = operations.remove();
                JsonNode answer = exchange(operation, requests.of(operation, this::etag));
                sent++;
                if (operation.method().equals("GET") && answer.path("next").isString()) {
                    sent += pages(operation, answer.get("next").asString());
                }
            }
        }
        Tables.empty(owner);
        System.out.printf(
                "Fuzz: seeds %d to %d, %d requests, %.0f a second; %s%n",
                SEED, seed - 1, sent, sent / seconds(start), share());
        if (Boolean.getBoolean("claimtrail.fuzz.verbose")) {
            answered.forEach((operation, statuses) -> System.out.println(operation + " " + statuses));
        }
        assertThat(failures.values()).as("begun with seed " + SEED).isEmpty();
    }

    /** What most requests are about, so that many of them have something to do. */
    private void smallRecord() {
        found(api.created("/claims", Bodies.containers()).header("Location"));
        String claim = api.created("/claims", Bodies.claim("Russia denies it.")).header("Location");
        found(claim);
        api.get("/claims").body().get("items").forEach(item -> {
            String at = "/api/v1/claims/" + item.get("id").asString();
            for (String parts : List.of("figures", "appearances")) {
                item.path(parts)
                        .forEach(part ->
                                found(at + "/" + parts + "/" + part.get("id").asString()));
            }
        });
        found(api.created(
                        claim + "/relations",
                        Bodies.json("{\"type\": \"DENIES\", \"to\": {\"id\": \"C-1\"}, \"scope\": \"FULL\"}"))
                .header("Location"));
        found(api.created(
                        claim + "/evidence",
                        Bodies.json("{\"title\": \"A picture\", \"kind\": \"IMAGE\", \"stance\": \"CONTEXT\"}"))
                .header("Location"));
        found(api.created(claim + "/assessments", Bodies.json("{\"rating\": {\"label\": \"Half true\"}}"))
                .header("Location"));
        found(api.created(
                        "/articles",
                        Bodies.json("{\"url\": \"https://news.example/body\", \"body\": \"First. Second.\"}"))
                .header("Location"));
        found(api.created("/exchange-rates", Bodies.json("""
                        {"from": "EUR", "to": "USD", "rate": 1.0743, "on": "2024-06-19",
                         "source": {"name": "Example Central Bank", "kind": "ORGANIZATION"}}""")).header("Location"));
        for (String collection : List.of("sources", "articles", "measures")) {
            api.get("/" + collection)
                    .body()
                    .get("items")
                    .forEach(item ->
                            found("/api/v1/" + collection + "/" + item.get("id").asString()));
        }
    }

    private void found(String location) {
        requests.found(location);
    }

    private String etag(String path) {
        try {
            return wire.send(new Wire.Request("GET", path, List.of(), new byte[0]))
                    .header("ETag");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The page after, with its cursor as it is and with others made of it. */
    private int pages(Contract.Operation operation, String cursor) {
        String target = last.target();
        if (target.contains("cursor=")) {
            return 0;
        }
        String start = target + (target.contains("?") ? "&" : "?") + "cursor=";
        exchange(operation, new Wire.Request("GET", start + cursor, List.of(), new byte[0]));
        for (int i = 0; i < 4; i++) {
            exchange(operation, new Wire.Request("GET", start + requests.tampered(cursor), List.of(), new byte[0]));
        }
        return 5;
    }

    private Wire.Request last;

    /** Sends a request and judges the answer; returns it as JSON where it is a success. */
    private JsonNode exchange(Contract.Operation operation, Wire.Request request) {
        last = request;
        Wire.Answer answer;
        try {
            answer = wire.send(request);
        } catch (IOException | RuntimeException e) {
            failed(operation, request, "no answer: " + e, null);
            return Json.object();
        }
        answered.computeIfAbsent(operation.method() + " " + operation.path(), o -> new TreeMap<>())
                .merge(answer.status(), 1, Integer::sum);
        String fault = fault(operation, request, answer);
        if (fault != null) {
            failed(operation, request, fault, answer);
        }
        if (answer.status() == 201) {
            found(answer.header("Location"));
        }
        return answer.status() == 200 && answer.header("Content-Type").startsWith("application/json")
                ? json(answer)
                : Json.object();
    }

    private static JsonNode json(Wire.Answer answer) {
        try {
            return Json.mapper().readTree(answer.body());
        } catch (JacksonException e) {
            return Json.object();
        }
    }

    private static String fault(Contract.Operation operation, Wire.Request request, Wire.Answer answer) {
        String text = answer.text();
        String type = answer.header("Content-Type");
        if (answer.status() >= 500) {
            return "the service failed";
        }
        if (answer.status() >= 400 && INSIDES.matcher(text).find()) {
            return "the answer tells of the insides";
        }
        if (text.contains(Hostile.WORKED_OUT)
                && !new String(request.bytes(), StandardCharsets.UTF_8).contains(Hostile.WORKED_OUT)) {
            return "an expression was worked out";
        }
        if (type.startsWith("text/html") && text.contains("<script>alert(")) {
            return "the page has a script that was sent";
        }
        if (answer.headers().containsKey("X-Injected")) {
            return "a header was sent by the client";
        }
        if (answer.status() >= 400
                && !type.startsWith("text/html")
                && answer.body().length > 0
                && !type.equals("application/problem+json")) {
            return "refused with " + type;
        }
        try {
            Contract.check(
                    request.method(),
                    // The pages beside the API have no rule for parameters that nobody asked for.
                    operation.path().startsWith("/api/")
                            ? Target.seen(request.target())
                            : Target.seen(request.target()).replaceAll("\\?.*", ""),
                    request.header("Content-Type"),
                    Requests.takesBody(operation.path(), request.method()) ? request.body() : null,
                    answer.status(),
                    answer.headers(),
                    answer.body());
            return null;
        } catch (StackOverflowError e) {
            // The regular expression that the validator has for JSON Pointers cannot take one of 10,000 characters.
            return null;
        } catch (AssertionError | RuntimeException e) {
            return e instanceof AssertionError ? e.getMessage() : e.toString();
        }
    }

    private void failed(Contract.Operation operation, Wire.Request request, String fault, Wire.Answer answer) {
        String kind = operation + " "
                + fault.lines().limit(2).reduce("", String::concat).replaceAll("/api/\\S+|\\d+", "");
        if (failures.containsKey(kind) || failures.size() >= ENOUGH) {
            return;
        }
        byte[] bytes = request.bytes();
        Path file = Path.of("target", "fuzz", seed + "-" + failures.size() + ".http");
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String told = "%n%s%nclaimtrail.fuzz.seed=%d; to send it again: nc localhost 8080 < %s%n%s%n=> %s%n"
                .formatted(
                        fault.length() > 700 ? fault.substring(0, 700) + " …" : fault,
                        seed,
                        file,
                        printable(bytes),
                        answer == null
                                ? ""
                                : answer.status() + " "
                                        + answer.text()
                                                .substring(
                                                        0,
                                                        Math.min(
                                                                1_000,
                                                                answer.text().length())));
        System.out.println(told);
        failures.put(kind, told);
    }

    private static String printable(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < Math.min(bytes.length, 3_000); i++) {
            int b = bytes[i] & 0xff;
            text.append(
                    b == '\n' || b >= 0x20 && b < 0x7f
                            ? String.valueOf((char) b)
                            : b == '\r' ? "" : "\\x%02x".formatted(b));
        }
        return bytes.length > 3_000 ? text + "… (" + bytes.length + " bytes)" : text.toString();
    }

    private String share() {
        Map<String, Integer> classes = new TreeMap<>();
        answered.values()
                .forEach(statuses ->
                        statuses.forEach((status, times) -> classes.merge(status / 100 + "xx", times, Integer::sum)));
        return classes.toString();
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
