package org.claimtrail.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.claimtrail.platform.Json;
import tools.jackson.databind.JsonNode;

/** A server that webhooks may name; it remembers what it is sent. */
public final class Receiver implements AutoCloseable {

    /** How it answers. */
    @FunctionalInterface
    public interface Answer {
        /** The status; may set headers, and may take its time. */
        int to(Received request, HttpExchange exchange) throws IOException, InterruptedException;
    }

    /** One request. Header names in lower case. */
    public record Received(Map<String, String> headers, byte[] body) {

        public String id() {
            return headers.get("webhook-id");
        }

        public JsonNode event() {
            return Json.mapper().readTree(body);
        }

        public String cursor() {
            return event().get("cursor").asString();
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final List<Received> acknowledged = new CopyOnWriteArrayList<>();
    private final AtomicInteger underWay = new AtomicInteger();
    private volatile int mostAtOnce;
    private volatile Answer answer = (request, exchange) -> 204;

    public Receiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    private void handle(HttpExchange exchange) throws IOException {
        int now = underWay.incrementAndGet();
        mostAtOnce = Math.max(mostAtOnce, now);
        try (exchange) {
            int status;
            try {
                Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
                exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, String.join(",", values)));
                Received request =
                        new Received(headers, exchange.getRequestBody().readAllBytes());
                received.add(request);
                status = answer.to(request, exchange);
                if (status / 100 == 2) {
                    acknowledged.add(request);
                }
            } finally {
                // Before it is answered: who is may send the next one at once.
                underWay.decrementAndGet();
            }
            exchange.sendResponseHeaders(status, -1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public void answers(Answer with) {
        answer = with;
    }

    public String url(String host) {
        return "http://" + host + ":" + server.getAddress().getPort() + "/hook";
    }

    public String url() {
        return url("127.0.0.1");
    }

    public List<Received> received() {
        return received;
    }

    /** Those that it answered with success. */
    public List<Received> acknowledged() {
        return acknowledged;
    }

    /** How many requests there were at the same time. */
    public int mostAtOnce() {
        return mostAtOnce;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
