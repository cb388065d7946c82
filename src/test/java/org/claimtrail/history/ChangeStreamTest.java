package org.claimtrail.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;
import static org.claimtrail.testing.Bodies.claim;
import static org.claimtrail.testing.Bodies.json;
import static org.claimtrail.testing.Bodies.source;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.claimtrail.platform.Role;
import org.claimtrail.testing.Api.Answer;
import org.claimtrail.testing.ApiTest;
import org.claimtrail.testing.CloudEventReader;
import org.claimtrail.testing.EventStream;
import org.claimtrail.testing.People;
import org.claimtrail.testing.Race;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/** Listening to all changes. */
@TestPropertySource(
        properties = {
            "claimtrail.changes.heartbeat=300ms",
            // So that nothing is found but by being told.
            "claimtrail.changes.look-every=1h",
            "claimtrail.changes.streams=520",
            "claimtrail.changes.streams-of-account=520",
            "server.tomcat.connection-timeout=3s"
        })
class ChangeStreamTest extends ApiTest {

    @Autowired
    private DataSource dataSource;

    @LocalServerPort
    private int port;

    private final List<EventStream> streams = new ArrayList<>();

    @AfterEach
    void hangUp() {
        streams.forEach(EventStream::close);
    }

    private EventStream listen(String query, String... headers) {
        EventStream stream = EventStream.open(port, People.token(Role.READER), query, headers);
        streams.add(stream);
        return stream;
    }

    @Test
    void changesComeAsTheyAreMadeAndAreThoseOfTheList() {
        api.created("/sources", source("Before", "PERSON"));
        EventStream stream = listen("");
        assertThat(stream.status()).isEqualTo(200);
        assertThat(stream.header("Content-Type")).isEqualTo("text/event-stream;charset=UTF-8");
        assertThat(stream.header("Cache-Control")).isEqualTo("no-store");
        assertThat(stream.header("Content-Security-Policy")).startsWith("default-src 'none'");
        assertThat(stream.header("RateLimit")).startsWith("\"token\"");

        String id = api.created("/sources", source("One", "PERSON")).id();
        api.patch("/sources/" + id, Map.of("description", "Line\none \u2028 two"), "*");
        List<EventStream.Event> events = stream.next(2);

        assertThat(events).extracting(EventStream.Event::type).containsExactly("source.created", "source.updated");
        Answer page = api.get("/changes?after=" + api.get("/changes").at("/items/0/cursor"));
        assertThat(page.body().get("items"))
                .containsExactlyElementsOf(
                        events.stream().map(EventStream.Event::data).toList());
        assertThat(page.items("cursor"))
                .isEqualTo(events.stream().map(EventStream.Event::id).toList());
        assertThat(stream.retry()).isBetween(1000L, 3000L);
    }

    @Test
    void aChangePastTheServiceComesAtOnce() {
        api.created("/claims", claim("Said."));
        EventStream stream = listen("");
        await().until(() -> stream.heartbeats() > 1);

        owner.sql("update claim set text = 'Typed.'").update();

        assertThat(stream.next().data().at("/patch/0/value").stringValue()).isEqualTo("Typed.");
    }

    /** Others see a transaction that told of its changes a moment before it lets go of the right to tell. */
    @Test
    void aChangeThatWasLeftToAnotherToTellOfComesToo() throws SQLException {
        EventStream stream = listen("");
        await().until(() -> stream.heartbeats() > 1);
        try (Connection teller = dataSource.getConnection()) {
            teller.setAutoCommit(false);
            try (Statement statement = teller.createStatement()) {
                statement.execute("select pg_advisory_xact_lock(hashtextextended('claimtrail changes', 0))");
            }
            db.sql("notify claimtrail_changes").update();
            await().until(() -> db.sql("""
                            select exists (select from pg_stat_activity
                            where query = 'select as_of.committing()' and query_start > (
                                select xact_start from pg_stat_activity where pid = :teller))""")
                    .param("teller", teller.unwrap(PGConnection.class).getBackendPID())
                    .query(Boolean.class)
                    .single());
            api.created("/sources", source("Left to another", "PERSON"));
            assertThat(stream.waiting()).isZero();
            teller.rollback();
        }

        assertThat(stream.next().data().at("/patch/0/value/name").stringValue()).isEqualTo("Left to another");
    }

    @Test
    void itBeginsWhereItIsAskedToAndGoesOnWhereItEnded() {
        for (int i = 0; i < 50; i++) {
            api.created("/sources", source("Source " + i, "PERSON"));
        }
        List<String> all = api.get("/changes?limit=500").items("cursor");

        List<EventStream.Event> events = listen("?after=0").next(50);
        assertThat(events).extracting(EventStream.Event::id).isEqualTo(all);
        EventStream resumed = listen("?after=0", "Last-Event-ID", all.get(29));
        assertThat(resumed.next(20)).extracting(EventStream.Event::id).isEqualTo(all.subList(30, 50));
        assertThat(listen("?after=" + all.get(48)).next().id()).isEqualTo(all.get(49));

        api.created("/sources", source("Another", "PERSON"));
        assertThat(resumed.next().data().at("/patch/0/value/name").stringValue())
                .isEqualTo("Another");
        assertThat(resumed.waiting()).isZero();
    }

    @Test
    void asCloudEventsItTellsTheSameAndGoesOnLikewise() {
        EventStream plain = listen("");
        EventStream stream = listen("?format=CLOUDEVENTS&resource=source");
        await().until(() -> plain.heartbeats() > 1 && stream.heartbeats() > 1);
        api.created("/claims", claim("Passed over."));
        for (String text : List.of("„Übermut“ \u2028 \u2029", "One\r\n data: id:", "容器")) {
            api.created(
                    "/sources", source("Source of " + text.length(), "PERSON").put("description", text));
        }

        List<EventStream.Event> events = stream.next(3);
        List<EventStream.Event> changes = plain.next(4).subList(1, 4);
        assertThat(events.stream().map(event -> CloudEventReader.change(event.data(), "/api/v1")))
                .isEqualTo(changes.stream().map(EventStream.Event::data).toList());
        assertThat(events)
                .extracting(EventStream.Event::id, EventStream.Event::type)
                .isEqualTo(changes.stream()
                        .map(event -> tuple(event.id(), event.type()))
                        .toList());
        EventStream resumed = listen(
                "?format=CLOUDEVENTS&after=0", "Last-Event-ID", events.get(0).id());
        assertThat(resumed.next(2)).isEqualTo(events.subList(1, 3));
        assertThat(api.get("/changes?resource=source", "Accept", "application/cloudevents-batch+json")
                        .body())
                .containsExactlyElementsOf(
                        events.stream().map(EventStream.Event::data).toList());
    }

    @Test
    void aFilterLetsThroughWhatIsWantedAndItsPlaceMovesOnNevertheless() {
        EventStream deletions = listen("?type=source.deleted&type=claim.created");
        EventStream claims = listen("?resource=claim");
        String source = api.created("/sources", source("One", "PERSON")).id();
        api.created("/claims", claim("Said."));
        String place = api.get("/changes?after=now").at("/next");

        assertThat(deletions.next().type()).isEqualTo("claim.created");
        assertThat(claims.next().type()).isEqualTo("claim.created");
        api.patch("/sources/" + source, Map.of("name", "Other"), "*");
        String later = api.get("/changes?after=now").at("/next");
        assertThat(later).isNotEqualTo(place);
        // By a heartbeat: no event came.
        await().until(() ->
                claims.lastEventId().equals(later) && deletions.lastEventId().equals(later));
        api.delete("/sources/" + source, "*");
        assertThat(deletions.next().type()).isEqualTo("source.deleted");
        assertThat(claims.waiting()).isZero();
    }

    @Test
    void whereNothingHappensItShowsThatItLives() {
        EventStream stream = listen("");
        await().until(() -> stream.heartbeats() > 3);
        assertThat(stream.lastEventId()).isEqualTo("0");
    }

    /** As after a failover to a standby that had not got all of them. */
    @Test
    void whereTheLastChangesAreLostThereWhoeverComesListensNevertheless() {
        EventStream ahead = listen("");
        api.created("/sources", source("Lost", "PERSON"));
        assertThat(ahead.next().type()).isEqualTo("source.created");
        owner.sql("truncate source, history.source, history.change_set, history.change cascade")
                .update();

        EventStream stream = listen("?after=0");
        await().until(() -> stream.heartbeats() > 3);
        api.created("/sources", source("Kept", "PERSON"));
        assertThat(stream.next().data().at("/patch/0/value/name").stringValue()).isEqualTo("Kept");
        assertThat(ahead.next().data().at("/patch/0/value/name").stringValue()).isEqualTo("Kept");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "after=x",
                "type=claim",
                "resource=figure",
                "limit=5",
                "format=cloudevents",
                "cursor=0",
                "after=0&after=0"
            })
    void whatIsWrongWithTheQueryIsToldAsAlways(String query) {
        Answer refused = api.get("/changes?" + query, "Accept", "text/event-stream");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.problem()).isEqualTo("invalid-query");
        assertThat(refused.at("/errors/0/parameter")).isEqualTo(query.substring(0, query.indexOf('=')));
    }

    @Test
    void whatIsWrongOtherwiseIsToldToo() {
        Answer refused = api.get("/changes", "Accept", "text/event-stream", "Last-Event-ID", "nonsense");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.problem()).isEqualTo("invalid-header");

        assertThat(api.with("ct_nonsense")
                        .get("/changes", "Accept", "text/event-stream")
                        .status())
                .isEqualTo(401);
        assertThat(api.with(null).get("/changes", "Accept", "text/event-stream").status())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*/* | application/json",
                "application/json, text/event-stream | application/json",
                "application/json;q=0.5, text/event-stream | text/event-stream",
                "text/event-stream;q=0.5, */* | application/json",
                "text/* | text/event-stream",
                "text/event-stream | text/event-stream"
            })
    void itIsAStreamWhereThatIsPreferred(String accepted, String type) {
        Answer answer = api.send("HEAD", "/changes", null, null, "Accept", accepted);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith(type);
    }

    @Test
    void itEndsWhenTheTokenIsRevokedOrTheAccountDisabled() {
        Answer token = api.created("/tokens", json("{\"name\": \"listener\", \"scope\": \"READER\"}"));
        EventStream byToken = EventStream.open(port, token.at("/token"), "");
        EventStream other = EventStream.open(port, People.token(Role.CONTRIBUTOR), "");
        streams.addAll(List.of(byToken, other));
        await().until(() -> byToken.heartbeats() > 2);
        assertThat(byToken.isOver()).isFalse();

        api.delete("/tokens/" + token.id(), "*");
        await().atMost(Duration.ofSeconds(3)).until(byToken::isOver);
        assertThat(other.isOver()).isFalse();

        api.patch("/users/" + People.account(Role.CONTRIBUTOR), Map.of("disabled", true), "*");
        await().atMost(Duration.ofSeconds(3)).until(other::isOver);
    }

    @Test
    void whoeverListensWhileManyWriteMissesNothingAndGetsNothingTwice() {
        int writers = 8;
        int each = 25;
        EventStream early = listen("");
        List<EventStream> late = new ArrayList<>();
        AtomicInteger written = new AtomicInteger();
        Race.of(writers + 1, runner -> {
            if (runner == writers) {
                while (written.get() < writers * each / 2 && late.size() < 40) {
                    late.add(listen("?after=0"));
                }
            }
            for (int i = 0; runner < writers && i < each; i++) {
                if (i % 2 == 0) {
                    api.created("/claims", claim("Claim " + runner + " " + i));
                } else {
                    db.sql(
                                    "insert into source (id, revision, name, kind, created_at, updated_at) values (gen_random_uuid(), 0, :name, 'PERSON', now(), now())")
                            .param("name", "Source " + runner + " " + i)
                            .update();
                }
                written.incrementAndGet();
            }
            return null;
        });

        List<String> all = new ArrayList<>();
        for (String after = "0"; ; ) {
            Answer page = api.get("/changes?limit=500&after=" + after);
            if (page.items("cursor").isEmpty()) {
                break;
            }
            all.addAll(page.items("cursor"));
            after = page.at("/next");
        }
        assertThat(all).hasSize(writers * each);
        assertThat(early.next(all.size())).extracting(EventStream.Event::id).isEqualTo(all);
        assertThat(late).isNotEmpty();
        for (EventStream stream : late) {
            assertThat(stream.next(all.size()))
                    .extracting(EventStream.Event::id)
                    .isEqualTo(all);
        }
    }

    @Test
    void fiveHundredListenWithoutThreadsOrConnectionsOfTheirOwn() throws IOException {
        int threads = Thread.activeCount();
        long connections = connections();
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < 500; i++) {
                sockets.add(socket("?after=now"));
            }
            assertThat(Thread.activeCount()).isLessThan(threads + 70);
            assertThat(connections()).isLessThanOrEqualTo(Math.max(connections, 17));
            long begin = System.nanoTime();
            String id =
                    api.created("/sources", source("Heard by all", "PERSON")).id();
            for (Socket socket : sockets) {
                until(socket.getInputStream(), id);
            }
            System.out.printf(
                    "500 listeners: %d threads more, %d connections, told after %d ms%n",
                    Thread.activeCount() - threads, connections(), (System.nanoTime() - begin) / 1_000_000);

            for (int i = 0; i < 20; i++) {
                sockets.add(socket("?after=now"));
            }
            Answer refused = api.get("/changes", "Accept", "text/event-stream");
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.problem()).isEqualTo("busy");
            assertThat(refused.header("Retry-After")).isEqualTo("10");
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
        // Those who are gone make room.
        await().until(() -> listen("").status() == 200);
    }

    private long connections() {
        return owner.sql(
                        "select count(*) from pg_stat_activity where datname = current_database() and application_name like 'claimtrail%'")
                .query(Long.class)
                .single();
    }

    @Test
    @Tag("long")
    void whoeverDoesNotReadHindersNobodyAndIsDisconnected() throws IOException {
        EventStream stream = listen("");
        List<Socket> silent = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            silent.add(socket("?after=now"));
        }
        String id = api.created("/articles", json("{\"url\": \"https://news.example/long\"}"))
                .id();
        String body = "Word. ".repeat(200_000);
        for (int i = 0; i < 20; i++) {
            api.patch("/articles/" + id, Map.of("title", "Title " + i, "body", i + body), "*");
        }

        assertThat(stream.next(21)).extracting(event -> event.type()).contains("article.updated");
        api.created("/sources", source("Still there", "PERSON"));
        assertThat(stream.next().type()).isEqualTo("source.created");
        for (Socket socket : silent) {
            // What Tomcat had sent until it hung up; an end, not a wait.
            await().atMost(Duration.ofSeconds(20)).until(() -> isOver(socket));
        }
    }

    private static boolean isOver(Socket socket) {
        try {
            socket.getOutputStream().write('x');
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private Socket socket(String query) throws IOException {
        Socket socket = new Socket("localhost", port);
        socket.setSoTimeout(20_000);
        socket.getOutputStream()
                .write(("GET /api/v1/changes" + query + " HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n"
                                + "Authorization: " + People.bearer(Role.READER) + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        until(socket.getInputStream(), "\n\n");
        return socket;
    }

    private static void until(InputStream in, String end) throws IOException {
        StringBuilder read = new StringBuilder();
        while (read.indexOf(end) < 0) {
            int c = in.read();
            if (c < 0) {
                throw new AssertionError("Ended after " + read);
            }
            read.append((char) c);
        }
    }
}
