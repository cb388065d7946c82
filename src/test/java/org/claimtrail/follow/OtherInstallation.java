package org.claimtrail.follow;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.claimtrail.follow.FollowSettings.Installation;
import org.claimtrail.platform.Json;
import org.claimtrail.testing.Bodies;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Answers as another installation does: its changes, what it says of things, and whatever else a test has it say. */
final class OtherInstallation implements AutoCloseable {

    /** Answers a request in another way. */
    @FunctionalInterface
    interface Handler {
        void handle(HttpExchange exchange) throws IOException;
    }

    private static final String AS_OF = "2026-11-23T12:00:00Z";

    private final HttpServer server;
    private final String name;
    private final Map<String, String> lines =
            new TreeMap<>(Comparator.<String>comparingInt(key -> FollowedRecord.RESOURCES.indexOf(of(key).resource()))
                    .thenComparing(Comparator.naturalOrder()));
    private final List<There> changes = new ArrayList<>();
    private final Map<UUID, UUID> merged = new HashMap<>();
    private final Deque<Handler> next = new ArrayDeque<>();
    private final List<String> asked = new ArrayList<>();
    private int counted;

    OtherInstallation(String name) {
        this.name = name;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        server.createContext("/", this::handle);
        server.start();
    }

    Installation settings() {
        return new Installation(
                name,
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                "ct_there",
                null,
                Duration.ofSeconds(5));
    }

    /** Records something there, or changes it. */
    There says(String resource, String id, String body) {
        ObjectNode line = Json.object().put("resource", resource).put("id", id(id));
        if (resource.equals("claim")) {
            line.put("number", ++counted);
        }
        line.setAll(Bodies.json(body));
        ArrayNode names = line.get("externalIds") instanceof ArrayNode given ? given : line.putArray("externalIds");
        names.addObject().put("scheme", "claimtrail").put("id", id(id));
        return says(resource, id, line.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Says it in these bytes. */
    There says(String resource, String id, byte[] line) {
        There there = there(resource, id);
        lines.put(there.toString(), new String(line, StandardCharsets.UTF_8));
        changes.add(there);
        return there;
    }

    void deletes(String resource, String id) {
        There there = there(resource, id);
        lines.remove(there.toString());
        changes.add(there);
    }

    void merges(String resource, String id, String into) {
        deletes(resource, id);
        merged.put(there(resource, id).id(), UUID.fromString(id(into)));
    }

    /** Forgets what changed, as a record does that was restored elsewhere. */
    void forgetsChanges() {
        changes.clear();
    }

    void forgets(String resource, String id) {
        lines.remove(there(resource, id).toString());
    }

    /** What the next requests get, one after the other; nothing for the usual answer. */
    void answers(@Nullable Handler... handlers) {
        Arrays.stream(handlers).forEach(one -> next.add(one == null ? this::answer : one));
    }

    static Handler status(int status, String... headers) {
        return exchange -> {
            for (int i = 0; i < headers.length; i += 2) {
                exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
            }
            exchange.sendResponseHeaders(status, -1);
        };
    }

    /** Sends the head of the usual answer and so many bytes of it. */
    Handler cutOff(int bytes) {
        return exchange -> {
            byte[] whole = record(exchange);
            exchange.getResponseHeaders().set("Claimtrail-As-Of", AS_OF);
            exchange.sendResponseHeaders(200, whole.length);
            exchange.getResponseBody().write(whole, 0, Math.min(bytes, whole.length));
            exchange.getResponseBody().flush();
            // Without the rest, the connection is closed.
        };
    }

    static Handler text(String body) {
        return exchange -> send(exchange, body.getBytes(StandardCharsets.UTF_8));
    }

    /** The addresses of the requests, without their parameters but {@code after}. */
    List<String> asked() {
        return asked;
    }

    /** The external ids by which lines refer to it. */
    static String ref(String id) {
        return "\"externalIds\": [{\"scheme\": \"claimtrail\", \"id\": \"" + id(id) + "\"}]";
    }

    static String id(String id) {
        return UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private static There there(String resource, String id) {
        return of(resource + ":" + id(id));
    }

    private static There of(String key) {
        int colon = key.indexOf(':');
        return FollowedRecord.there(key.substring(0, colon), key.substring(colon + 1))
                .orElseThrow();
    }

    private synchronized void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!"Bearer ct_there".equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                exchange.sendResponseHeaders(401, -1);
                return;
            }
            asked.add(exchange.getRequestURI().getPath());
            (next.isEmpty() ? (Handler) this::answer : next.pop()).handle(exchange);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (path.endsWith("/changes")) {
            changes(exchange);
        } else if (path.endsWith("/exports/record")) {
            exchange.getResponseHeaders().set("Claimtrail-As-Of", AS_OF);
            send(exchange, record(exchange));
        } else {
            UUID into = merged.get(UUID.fromString(path.substring(path.lastIndexOf('/') + 1)));
            byte[] problem = (into == null ? "{}" : "{\"mergedInto\": {\"id\": \"" + into + "\"}}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(410, problem.length);
            exchange.getResponseBody().write(problem);
        }
    }

    private void changes(HttpExchange exchange) throws IOException {
        String after = parameters(exchange, "after").findFirst().orElse("0");
        int from = after.equals("now") ? changes.size() : Integer.parseInt(after);
        if (from > changes.size()) {
            exchange.sendResponseHeaders(410, -1);
            return;
        }
        int to = Math.min(from + 3, changes.size());
        ObjectNode page = Json.object();
        ArrayNode items = page.putArray("items");
        for (There change : changes.subList(from, to)) {
            ObjectNode item = items.addObject();
            item.putArray("patch").addObject().put("id", "of another").put("resource", "claim");
            item.put("resource", change.resource().toString())
                    .put("id", change.id().toString());
        }
        page.put("next", Integer.toString(to));
        send(exchange, page.toString().getBytes(StandardCharsets.UTF_8));
    }

    private byte[] record(HttpExchange exchange) {
        List<String> things = parameters(exchange, "thing").toList();
        String after = parameters(exchange, "after").findFirst().orElse(null);
        boolean on = after == null;
        StringBuilder body = new StringBuilder();
        for (Map.Entry<String, String> line : lines.entrySet()) {
            if (on && (things.isEmpty() || things.contains(line.getKey()))) {
                body.append(line.getValue()).append('\n');
            }
            on |= line.getKey().equals(after) || isClaim(line.getValue(), after);
        }
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static boolean isClaim(String line, @Nullable String after) {
        return after != null
                && after.startsWith("claim:")
                && line.contains("\"number\":" + after.substring("claim:".length()) + ",");
    }

    private static Stream<String> parameters(HttpExchange exchange, String wanted) {
        return Arrays.stream(exchange.getRequestURI().getRawQuery().split("&"))
                .filter(one -> one.startsWith(wanted + "="))
                .map(one -> URLDecoder.decode(one.substring(wanted.length() + 1), StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, byte[] body) throws IOException {
        exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
