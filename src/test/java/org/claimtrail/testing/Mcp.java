package org.claimtrail.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.claimtrail.platform.Json;
import org.claimtrail.platform.Role;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A client of {@code /mcp}, by hand. */
public final class Mcp {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static final Pattern FENCED =
            Pattern.compile("(.*)\n<record ([0-9a-f-]{36})>\n(.*)\n</record ([0-9a-f-]{36})>", Pattern.DOTALL);

    private final int port;
    private final @Nullable String token;

    /** @param token shown with each request; null for a stranger */
    public Mcp(int port, @Nullable String token) {
        this.port = port;
        this.token = token;
    }

    public static Mcp as(int port, Role role) {
        return new Mcp(port, People.token(role));
    }

    /**
     * What a tool answered.
     *
     * @param structured as programs read it
     * @param text as it is, fence and all
     */
    public record Result(boolean isError, ObjectNode structured, String text) {

        public JsonNode at(String pointer) {
            return structured.at(pointer);
        }

        /** The JSON in the fence, as it is written there. */
        public String fenced() {
            return fence().group(3);
        }

        /** The number of the fence, which begins and ends with the same. */
        public String number() {
            Matcher fence = fence();
            if (!fence.group(2).equals(fence.group(4))) {
                throw new AssertionError(text);
            }
            return fence.group(2);
        }

        private Matcher fence() {
            Matcher fence = FENCED.matcher(text);
            if (!fence.matches()) {
                throw new AssertionError(text);
            }
            return fence;
        }
    }

    /** The answer to a message, sent as it is. */
    public HttpResponse<String> send(String message, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/mcp"))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .POST(HttpRequest.BodyPublishers.ofString(message));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** The answer to a request that was taken. */
    public ObjectNode ask(String method, ObjectNode params) {
        return ask(method, new String(Json.write(params), StandardCharsets.UTF_8));
    }

    private ObjectNode ask(String method, String params) {
        HttpResponse<String> answer =
                send("{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"" + method + "\",\"params\":" + params + "}");
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        return Bodies.json(answer.body());
    }

    /** What a tool answers. */
    public Result call(String tool, ObjectNode arguments) {
        return call(tool, new String(Json.write(arguments), StandardCharsets.UTF_8));
    }

    /** @param arguments as they are sent */
    public Result call(String tool, String arguments) {
        ObjectNode answer = ask("tools/call", "{\"name\":\"" + tool + "\",\"arguments\":" + arguments + "}");
        JsonNode result = answer.path("result");
        if (!(result.path("structuredContent") instanceof ObjectNode structured)) {
            throw new AssertionError(answer);
        }
        return new Result(
                result.path("isError").booleanValue(),
                structured,
                result.at("/content/0/text").stringValue());
    }
}
