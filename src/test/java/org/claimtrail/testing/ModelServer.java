package org.claimtrail.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.claimtrail.platform.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A server that speaks the API of OpenAI, and tells whatever a test has it tell. */
public final class ModelServer implements AutoCloseable {

    private static final Pattern FENCED =
            Pattern.compile("<<<ARTICLE ([0-9a-f]{32})\n(.*)\n\\1 ARTICLE>>>", Pattern.DOTALL);

    /** How it answers. */
    @FunctionalInterface
    public interface Answer {
        /** The status; what it does not write itself, an answer without claims is written for. */
        int to(Asked asked, HttpExchange exchange) throws IOException, InterruptedException;
    }

    /** One request. Header names in lower case. */
    public record Asked(String path, Map<String, String> headers, JsonNode body) {

        public String material() {
            return body.at("/messages")
                    .valueStream()
                    .reduce((one, last) -> last)
                    .orElseThrow()
                    .get("content")
                    .asString();
        }

        /** What it was given to read. */
        public String article() {
            Matcher fenced = FENCED.matcher(material());
            return fenced.find() ? fenced.group(2) : "";
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final Deque<Answer> next = new ArrayDeque<>();
    private volatile Answer answer = (request, exchange) -> 200;

    public ModelServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, String.join(",", values)));
            Asked one = new Asked(
                    exchange.getRequestURI().getPath(),
                    headers,
                    Json.parseObject(exchange.getRequestBody().readAllBytes()));
            asked.add(one);
            Answer answers;
            synchronized (next) {
                answers = next.isEmpty() ? answer : next.pop();
            }
            int status = answers.to(one, exchange);
            if (exchange.getResponseCode() < 0) {
                send(exchange, status, status == 200 ? completion("{\"claims\": []}") : Json.object());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public static int send(HttpExchange exchange, int status, JsonNode body) throws IOException {
        return send(exchange, status, body.toString());
    }

    public static int send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        return status;
    }

    /** An answer as OpenAI has it, which cost 100 tokens in and 50 out. */
    public static ObjectNode completion(String text) {
        ObjectNode json = Json.object().put("object", "chat.completion");
        ObjectNode choice = json.putArray("choices").addObject().put("finish_reason", "stop");
        choice.putObject("message").put("role", "assistant").put("content", text);
        json.putObject("usage").put("prompt_tokens", 100).put("completion_tokens", 50);
        return json;
    }

    public static Answer telling(String text) {
        return (asked, exchange) -> send(exchange, 200, completion(text));
    }

    public static Answer status(int status) {
        return (asked, exchange) -> status;
    }

    /** From now on. */
    public void answers(Answer with) {
        answer = with;
    }

    /** Once each, one after the other, before what it answers from now on. */
    public void answersFirst(Answer... first) {
        synchronized (next) {
            next.addAll(List.of(first));
        }
    }

    public List<Asked> asked() {
        return asked;
    }

    public void forget() {
        asked.clear();
        synchronized (next) {
            next.clear();
        }
        answer = (request, exchange) -> 200;
    }

    public String host() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
