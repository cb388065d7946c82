package org.claimtrail.likeness;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.StreamSupport;
import org.claimtrail.platform.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A server that speaks the API of OpenAI. To its model, texts mean the same if they have the same words. */
final class EmbeddingsEndpoint implements AutoCloseable {

    /** How it answers. */
    @FunctionalInterface
    interface Answer {
        /** The status; what it writes itself instead of an answer, it sends. */
        int to(JsonNode request, HttpExchange exchange) throws IOException, InterruptedException;
    }

    /** One request. */
    record Asked(String path, String authorization, JsonNode body) {

        List<String> input() {
            return StreamSupport.stream(body.get("input").spliterator(), false)
                    .map(JsonNode::asString)
                    .toList();
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final int dimensions;
    private volatile Answer answer = (request, exchange) -> 200;

    EmbeddingsEndpoint(int dimensions) throws IOException {
        this.dimensions = dimensions;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode request = Json.parseObject(exchange.getRequestBody().readAllBytes());
            asked.add(new Asked(
                    exchange.getRequestURI().getPath(),
                    String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")),
                    request));
            int status = answer.to(request, exchange);
            if (exchange.getResponseCode() < 0) {
                byte[] body = Json.write(status == 200 ? embeddings(request, dimensions) : Json.object());
                exchange.sendResponseHeaders(status, body.length);
                exchange.getResponseBody().write(body);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static ObjectNode embeddings(JsonNode request, int dimensions) {
        ObjectNode answer = Json.object().put("object", "list").put("model", "words");
        ArrayNode data = answer.putArray("data");
        int index = request.get("input").size();
        // In another order, which the API allows.
        while (--index >= 0) {
            ObjectNode one = data.addObject().put("object", "embedding").put("index", index);
            ArrayNode embedding = one.putArray("embedding");
            for (float coordinate : meaning(request.get("input").get(index).asString(), dimensions)) {
                embedding.add(coordinate);
            }
        }
        return answer;
    }

    private static float[] meaning(String text, int dimensions) {
        float[] meaning = new float[dimensions];
        for (String word : text.toLowerCase().split("[\\s.,?]+")) {
            Random random = new Random(word.hashCode());
            for (int i = 0; i < dimensions; i++) {
                meaning[i] += (float) random.nextGaussian();
            }
        }
        return meaning;
    }

    void answers(Answer with) {
        answer = with;
    }

    List<Asked> asked() {
        return asked;
    }

    /** What is to be set for it; left alone for some time after a failure. */
    LikenessSettings.Endpoint settings(Duration pause) {
        return new LikenessSettings.Endpoint(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1"),
                "words",
                "a-secret",
                dimensions,
                "",
                8000,
                Duration.ofMillis(500),
                List.of(pause));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
