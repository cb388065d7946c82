package org.claimtrail.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.claimtrail.platform.Json;
import tools.jackson.databind.JsonNode;

/** Listens to the change feed as a browser's EventSource does. */
public final class EventStream implements AutoCloseable {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static final long PATIENCE_SECONDS = 60;

    /** @param id where to resume behind it */
    public record Event(String id, String type, JsonNode data) {}

    private final HttpResponse<InputStream> answer;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final Thread reader;
    private volatile String lastEventId = "";
    private volatile int heartbeats;
    private volatile long retry;

    private EventStream(HttpResponse<InputStream> answer) {
        this.answer = answer;
        this.reader = new Thread(this::read);
        reader.setDaemon(true);
        if (answer.statusCode() == 200) {
            reader.start();
        }
    }

    /** @param query with a question mark, or empty */
    public static EventStream open(int port, String token, String query, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + port + "/api/v1/changes" + query))
                .header("Accept", "text/event-stream")
                .header("Authorization", "Bearer " + token);
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return new EventStream(HTTP.send(request.build(), HttpResponse.BodyHandlers.ofInputStream()));
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private void read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            String type = "message";
            StringBuilder data = new StringBuilder();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isEmpty()) {
                    // An event without data is none, but its id counts.
                    if (data.length() > 0) {
                        events.add(new Event(lastEventId, type, Json.mapper().readTree(data.toString())));
                    }
                    type = "message";
                    data.setLength(0);
                } else if (line.startsWith(":")) {
                    heartbeats++;
                } else {
                    String value = line.substring(line.indexOf(':') + 1).stripLeading();
                    switch (line.substring(0, line.indexOf(':'))) {
                        case "id" -> lastEventId = value;
                        case "event" -> type = value;
                        case "data" -> data.append(value);
                        case "retry" -> retry = Long.parseLong(value);
                        default -> throw new AssertionError(line);
                    }
                }
            }
        } catch (IOException e) {
            // Over.
        }
    }

    public int status() {
        return answer.statusCode();
    }

    public String header(String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    public Event next() {
        try {
            Event event = events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (event == null) {
                throw new AssertionError("No event came.");
            }
            return event;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    public List<Event> next(int events) {
        List<Event> next = new ArrayList<>();
        for (int i = 0; i < events; i++) {
            next.add(next());
        }
        return next;
    }

    /** What came and was not taken yet. */
    public int waiting() {
        return events.size();
    }

    public String lastEventId() {
        return lastEventId;
    }

    /** How many comments came. */
    public int heartbeats() {
        return heartbeats;
    }

    /** Milliseconds. */
    public long retry() {
        return retry;
    }

    /** Whether the service has ended it. */
    public boolean isOver() {
        return !reader.isAlive();
    }

    @Override
    public void close() {
        try {
            answer.body().close();
        } catch (IOException e) {
            // Over anyway.
        }
    }
}
