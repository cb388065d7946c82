package org.claimtrail.follow;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.io.CloseMode;
import org.claimtrail.platform.Endpoint;
import org.claimtrail.platform.Ids;
import org.claimtrail.platform.Json;
import org.claimtrail.thing.Resource;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;

/**
 * Asks a followed installation, wherever the operator says that it is. What it answers is read as it comes, within bounds of time,
 * and of what may be in memory; where it redirects to is not looked at.
 */
final class FollowedRecord implements AutoCloseable {

    /** What is followed, in an order in which what others refer to comes before them. */
    static final List<Resource> RESOURCES = List.of(
            Resource.TOPIC,
            Resource.MEASURE,
            Resource.SOURCE,
            Resource.ARTICLE,
            Resource.CLAIM,
            Resource.EVIDENCE,
            Resource.ASSESSMENT,
            Resource.RELATION);

    /** So many changes a page has, and so many things are asked for at a time: their names fit into an address. */
    private static final int MOST_CHANGES = 200;

    static final int MOST_NAMED = 100;

    private static final int LONGEST_CURSOR = 200;
    private static final int LONGEST_PROBLEM = 64 * 1024;
    private static final Duration CONNECTING = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofSeconds(60);
    private static final int CONNECTIONS = 5;

    /** In which a page, or the next line, has to be there, however steadily it drips. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /**
     * Some of its changes.
     *
     * @param things that changed, each once
     * @param next where to go on
     */
    record Changes(Set<There> things, String next) {}

    private final FollowSettings.Installation settings;
    private final String api;
    private final Endpoint.Client client;

    FollowedRecord(FollowSettings.Installation settings) {
        this.settings = settings;
        this.api = settings.base().toString().replaceFirst("/+$", "") + "/api/v1";
        this.client = new Endpoint.Client("follow", CONNECTING, PAUSE, CONNECTIONS);
    }

    /** The place behind all changes that there are. */
    String end() throws IOException {
        return changes("now").next();
    }

    /** What changed behind a place; nothing more for now where the place stays the same. */
    Changes changes(String after) throws IOException {
        String resources =
                RESOURCES.stream().map(resource -> "&resource=" + resource).collect(Collectors.joining());
        try (Answer answer = get("/changes?limit=" + MOST_CHANGES + resources + "&after=" + encoded(after))) {
            Changes changes = page(answer.body());
            answer.wasRead();
            return changes;
        } catch (JacksonException e) {
            throw unreadable(e);
        }
    }

    /** A page holds texts as they were and as they are: these are passed over as they come. */
    private static Changes page(InputStream body) throws IOException {
        Set<There> things = new LinkedHashSet<>();
        String next = null;
        try (JsonParser page = Json.mapper().createParser(body)) {
            require(page.nextToken() == JsonToken.START_OBJECT);
            while (page.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = page.currentName();
                JsonToken value = page.nextToken();
                if (name.equals("items") && value == JsonToken.START_ARRAY) {
                    while (page.nextToken() == JsonToken.START_OBJECT) {
                        change(page).ifPresent(things::add);
                        require(things.size() <= MOST_CHANGES);
                    }
                } else if (name.equals("next") && value == JsonToken.VALUE_STRING) {
                    next = page.getString();
                } else {
                    page.skipChildren();
                }
            }
        }
        require(next != null && !next.isBlank() && next.length() <= LONGEST_CURSOR);
        return new Changes(things, Objects.requireNonNull(next));
    }

    private static Optional<There> change(JsonParser page) {
        String resource = "";
        String id = "";
        while (page.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = page.currentName();
            JsonToken value = page.nextToken();
            if (value == JsonToken.VALUE_STRING && name.equals("resource")) {
                resource = page.getString();
            } else if (value == JsonToken.VALUE_STRING && name.equals("id")) {
                id = page.getString();
            } else {
                page.skipChildren();
            }
        }
        return there(resource, id);
    }

    /** Empty for what is none of the things that are followed. */
    static Optional<There> there(String resource, String id) {
        return RESOURCES.stream()
                .filter(one -> one.toString().equals(resource))
                .findFirst()
                .flatMap(one -> Ids.parse(id).map(known -> new There(one, known)));
    }

    /**
     * Its whole record, line by line.
     *
     * @param asOf the instant of which it was read before; absent for now
     * @param after behind which line to go on, as an export is told; absent from the beginning
     */
    Lines whole(@Nullable String asOf, @Nullable String after) throws IOException {
        String lines = RESOURCES.stream().map(resource -> "&lines=" + resource).collect(Collectors.joining());
        return new Lines(get("/exports/record?format=ndjson" + lines
                + (asOf == null ? "" : "&asOf=" + encoded(asOf))
                + (after == null ? "" : "&after=" + encoded(after))));
    }

    /** What it says of some things now. Those that do not stand there have no line. */
    Lines things(Collection<There> things) throws IOException {
        return new Lines(get("/exports/record?format=ndjson"
                + things.stream()
                        .map(thing -> "&thing=" + encoded(thing.toString()))
                        .collect(Collectors.joining())));
    }

    /** What a thing was merged into there, if it was. */
    Optional<UUID> mergedInto(There thing) throws IOException {
        try (Answer answer = get("/" + thing.resource().address() + "/" + thing.id(), 410)) {
            if (answer.status() != 410) {
                return Optional.empty();
            }
            JsonNode problem = Json.mapper().readTree(answer.body().readNBytes(LONGEST_PROBLEM));
            return Ids.parse(problem.at("/mergedInto/id").asString(""));
        } catch (JacksonException e) {
            throw unreadable(e);
        }
    }

    private static Unread unreadable(Exception e) {
        Unread unread = new Unread("It answered what cannot be read.");
        unread.initCause(e);
        return unread;
    }

    private static void require(boolean met) throws Unread {
        if (!met) {
            throw new Unread("It answered what cannot be read.");
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private Answer get(String address, int... besides) throws IOException {
        HttpGet get = new HttpGet(URI.create(api + address));
        get.setHeader(HttpHeaders.AUTHORIZATION, "Bearer " + settings.secret());
        Answer answer = new Answer(get);
        int status = answer.status();
        if (status != 200 && !(besides.length == 1 && besides[0] == status)) {
            try (answer) {
                throw new Unread(status, answer.after());
            }
        }
        return answer;
    }

    /** What is answered, while it is read. */
    private final class Answer implements Closeable {

        private final HttpGet request;
        private final ClassicHttpResponse response;
        private Future<?> deadline;
        private boolean isWhole;

        Answer(HttpGet request) throws IOException {
            this.request = request;
            this.deadline = client.cancelAfter(request, PATIENCE);
            try {
                this.response = client.open(request);
            } catch (IOException e) {
                deadline.cancel(false);
                throw late(e);
            }
        }

        /** It is waited for what comes next as long as for all before. */
        void goOn() {
            deadline.cancel(false);
            deadline = client.cancelAfter(request, PATIENCE);
        }

        IOException late(IOException e) {
            return request.isCancelled() ? new Unread("It did not answer in time.") : e;
        }

        int status() {
            return response.getCode();
        }

        @Nullable
        String header(String name) {
            Header header = response.getFirstHeader(name);
            return header == null ? null : header.getValue();
        }

        Duration after() {
            return Endpoint.after(response);
        }

        InputStream body() throws IOException {
            return response.getEntity() == null
                    ? InputStream.nullInputStream()
                    : response.getEntity().getContent();
        }

        void wasRead() {
            isWhole = true;
        }

        @Override
        public void close() throws IOException {
            deadline.cancel(false);
            if (!isWhole) {
                // Else all the rest would be read, so that the connection can be used again.
                request.cancel();
            }
            response.close();
        }
    }

    /** Lines of things, one after the other. */
    static final class Lines implements Closeable {

        /** As long as a body may be. */
        private static final int LONGEST = 32 * 1024 * 1024;

        private final Answer answer;
        private final InputStream body;
        private final byte[] buffer = new byte[64 * 1024];
        private int at;
        private int end;

        private Lines(Answer answer) throws IOException {
            this.answer = answer;
            this.body = answer.body();
        }

        /** The instant as of which the lines are, by which the same can be asked for again. */
        @Nullable
        String asOf() {
            return answer.header("Claimtrail-As-Of");
        }

        /**
         * The next line, without its end; empty where it is longer than one may be; null where there are no more.
         *
         * @throws IOException if what comes ends within a line
         */
        byte @Nullable [] next() throws IOException {
            answer.goOn();
            ByteArrayOutputStream line = new ByteArrayOutputStream(1024);
            boolean any = false;
            boolean isTooLong = false;
            while (true) {
                if (at == end) {
                    try {
                        end = body.read(buffer);
                    } catch (IOException e) {
                        throw answer.late(e);
                    }
                    at = 0;
                    if (end < 0) {
                        end = 0;
                        if (any) {
                            throw new Unread("What it answered ends within a line.");
                        }
                        answer.wasRead();
                        return null;
                    }
                }
                int from = at;
                while (at < end && buffer[at] != '\n') {
                    at++;
                }
                any |= at > from;
                isTooLong |= line.size() + at - from > LONGEST;
                if (isTooLong) {
                    line.reset();
                } else {
                    line.write(buffer, from, at - from);
                }
                if (at < end) {
                    at++;
                    return isTooLong ? new byte[0] : line.toByteArray();
                }
            }
        }

        @Override
        public void close() throws IOException {
            answer.close();
        }
    }

    @Override
    public void close() {
        client.close(CloseMode.IMMEDIATE);
    }
}
