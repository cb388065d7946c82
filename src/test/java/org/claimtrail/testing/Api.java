package org.claimtrail.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.claimtrail.contract.Contract;
import org.claimtrail.platform.Json;
import org.claimtrail.platform.Role;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A client of the API, as curl would be. Every exchange is held against the contract: a request that is accepted has to be
 * one that the contract allows, and every answer has to be one that it declares.
 */
public final class Api {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final String root;
    private final @Nullable String token;

    /** A client of a service in which {@link People} are: their administrator. */
    public Api(int port) {
        this(port, People.token(Role.ADMIN));
    }

    /** @param token shown with each request; null for a stranger */
    public Api(int port, @Nullable String token) {
        this("http://localhost:" + port, token);
    }

    private Api(String root, @Nullable String token) {
        this.root = root;
        this.token = token;
    }

    /** The same service, asked by somebody else. */
    public Api as(Role role) {
        return with(People.token(role));
    }

    /** The same service, asked with another token; null for none. */
    public Api with(@Nullable String token) {
        return new Api(root, token);
    }

    /** An answer with its body read as JSON, null where there is none. */
    public record Answer(
            int status,
            Map<String, List<String>> headers,
            @Nullable JsonNode body,
            String text) {

        public String header(String name) {
            return headers.entrySet().stream()
                    .filter(header -> header.getKey().equalsIgnoreCase(name))
                    .map(header -> header.getValue().get(0))
                    .findFirst()
                    .orElse("");
        }

        public String etag() {
            return header("ETag");
        }

        public ObjectNode object() {
            return (ObjectNode) body.deepCopy();
        }

        public String id() {
            return body.get("id").stringValue();
        }

        public String at(String pointer) {
            return body.at(pointer).asString("");
        }

        /** The values of a member of every item of a list. */
        public List<String> items(String member) {
            return StreamSupport.stream(body.get("items").spliterator(), false)
                    .map(item -> item.path(member).asString())
                    .toList();
        }

        /** Where the faults are. */
        public List<String> pointers() {
            return StreamSupport.stream(body.path("errors").spliterator(), false)
                    .map(error -> error.path("pointer").asString())
                    .toList();
        }

        /** What kind of problem it is. */
        public String problem() {
            return body.path("type").asString().replace("/problems/", "");
        }
    }

    public Answer get(String path, String... headers) {
        return send("GET", path, null, null, headers);
    }

    public Answer post(String path, Object body, String... headers) {
        return send("POST", path, "application/json", body, headers);
    }

    public Answer put(String path, Object body, String etag) {
        return send("PUT", path, "application/json", body, "If-Match", etag);
    }

    public Answer patch(String path, Object body, String etag) {
        return send("PATCH", path, "application/merge-patch+json", body, "If-Match", etag);
    }

    public Answer delete(String path, String etag) {
        return send("DELETE", path, null, null, "If-Match", etag);
    }

    /** Records something that has to be accepted. */
    public Answer created(String path, Object body) {
        Answer answer = post(path, body);
        if (answer.status() != 201) {
            throw new AssertionError("POST " + path + " answered " + answer.text());
        }
        return answer;
    }

    /** @param body JSON as text, or something to be written as JSON; null for none */
    public Answer send(
            String method, String path, @Nullable String contentType, @Nullable Object body, String... headers) {
        String text = body == null || body instanceof String
                ? (String) body
                : new String(Json.write(body), StandardCharsets.UTF_8);
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(root + (path.startsWith("/api/") ? "" : "/api/v1") + path))
                .method(
                        method,
                        text == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(text));
        if (contentType != null) {
            request.header("Content-Type", contentType);
        }
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<String> response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            Contract.check(
                    method,
                    response.request().uri().getRawPath()
                            + (response.request().uri().getRawQuery() == null
                                    ? ""
                                    : "?" + response.request().uri().getRawQuery()),
                    contentType,
                    text == null ? null : text.getBytes(StandardCharsets.UTF_8),
                    response.statusCode(),
                    response.headers().map(),
                    response.body().getBytes(StandardCharsets.UTF_8));
            if (response.statusCode() == 500) {
                throw new AssertionError(method + " " + path + " answered " + response.body());
            }
            return new Answer(
                    response.statusCode(),
                    new LinkedHashMap<>(response.headers().map()),
                    json(response),
                    response.body());
        } catch (IOException e) {
            throw new AssertionError(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static @Nullable JsonNode json(HttpResponse<String> response) {
        boolean json = response.headers()
                .firstValue("Content-Type")
                .filter(type -> type.contains("json") && !type.contains("ndjson"))
                .isPresent();
        return json && !response.body().isEmpty() ? Json.mapper().readTree(response.body()) : null;
    }
}
