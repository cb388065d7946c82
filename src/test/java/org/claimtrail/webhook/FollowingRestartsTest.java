package org.claimtrail.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.claimtrail.testing.Bodies.json;
import static org.claimtrail.testing.Bodies.source;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.claimtrail.testing.Api;
import org.claimtrail.testing.ClaimtrailProcess;
import org.claimtrail.testing.ClaimtrailProcesses;
import org.claimtrail.testing.EventStream;
import org.claimtrail.testing.Receiver;
import org.claimtrail.testing.Receiver.Received;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who follows the changes through restarts of the service, and through its being killed. */
@Tag("long")
class FollowingRestartsTest {

    private static final String[] OPEN = {
        "--claimtrail.webhooks.allow-http=true",
        "--claimtrail.webhooks.allowed-networks=127.0.0.0/8",
        "--claimtrail.webhooks.retry-after=200ms,500ms,1s,5s,10s",
        "--claimtrail.changes.look-every=1s"
    };

    @AutoClose
    private final ClaimtrailProcesses services = new ClaimtrailProcesses();

    @TempDir
    Path dataDir;

    @TempDir
    Path otherDir;

    @Test
    void nothingIsMissedAndStreamsRepeatNothing() throws Exception {
        List<EventStream.Event> heard = new ArrayList<>();
        try (Receiver receiver = new Receiver()) {
            receiver.answers((request, exchange) -> {
                TimeUnit.MILLISECONDS.sleep(30);
                return 200;
            });
            ClaimtrailProcess service = services.start(dataDir, OPEN).ready();
            service.api().created("/webhooks", json("{\"url\": \"%s\"}".formatted(receiver.url())));
            EventStream stream = EventStream.open(service.port(), service.token(), "");
            write(service.api(), 0, 40);
            await().until(() -> receiver.acknowledged().size() > 10);
            service.kill();

            service = services.start(dataDir, OPEN).ready();
            await().until(stream::isOver);
            heard.addAll(stream.next(stream.waiting()));
            stream = EventStream.open(
                    service.port(),
                    service.token(),
                    "",
                    "Last-Event-ID",
                    heard.get(heard.size() - 1).id());
            write(service.api(), 40, 60);
            heard.addAll(stream.next(60 - heard.size()));
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> receiver.acknowledged().stream()
                                    .map(Received::id)
                                    .distinct()
                                    .count()
                            == 60);

            List<String> feed = service.api().get("/changes?limit=500").items("cursor");
            long begin = System.nanoTime();
            service.stop();
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
            EventStream ended = stream;
            await().until(ended::isOver);
            assertThat(heard).extracting(EventStream.Event::id).isEqualTo(feed);
            List<String> sent =
                    receiver.received().stream().map(Received::cursor).toList();
            assertThat(sent.stream().distinct().toList()).isEqualTo(feed);
            // What was under way when it was killed, and no more.
            assertThat(sent.size()).isBetween(60, 61);
        }
    }

    @Test
    void ofTwoServicesOneServesAWebhookAndTheOtherTakesOverWhenItIsKilled() throws Exception {
        try (Receiver receiver = new Receiver()) {
            receiver.answers((request, exchange) -> {
                TimeUnit.MILLISECONDS.sleep(20);
                return 200;
            });
            ClaimtrailProcess database = services.start(dataDir, OPEN).ready();
            String pgpass =
                    Files.readString(dataDir.resolve("postgresql/pgpass")).strip();
            List<String> arguments = new ArrayList<>(List.of(OPEN));
            arguments.addAll(List.of(
                    "--claimtrail.db.url=" + database.connect().getMetaData().getURL(),
                    "--claimtrail.db.username=claimtrail",
                    "--claimtrail.db.password=" + pgpass.substring(pgpass.lastIndexOf(':') + 1)));
            ClaimtrailProcess other = services.start(otherDir, arguments.toArray(String[]::new));
            await().atMost(Duration.ofSeconds(90)).until(() -> other.output().contains("Data: "));
            database.api().created("/webhooks", json("{\"url\": \"%s\"}".formatted(receiver.url())));

            write(database.api(), 0, 30);
            await().until(() -> receiver.acknowledged().size() > 5);
            Api api = database.api();
            write(api, 30, 40);
            await().until(() -> receiver.acknowledged().size() == 40);
            assertThat(receiver.mostAtOnce()).isEqualTo(1);
            List<String> feed = api.get("/changes?limit=500").items("cursor");
            assertThat(receiver.received().stream().map(Received::cursor).toList())
                    .isEqualTo(feed);

            write(api, 40, 60);
            other.kill();
            await().atMost(Duration.ofSeconds(40))
                    .until(() -> receiver.received().stream()
                                    .map(Received::cursor)
                                    .distinct()
                                    .count()
                            == 60);
            feed = api.get("/changes?limit=500").items("cursor");
            assertThat(receiver.received().stream()
                            .map(Received::cursor)
                            .distinct()
                            .toList())
                    .isEqualTo(feed);
        }
    }

    @Test
    void whatIsSentThingByThingComesInTheOrderOfEachThroughAKill() throws Exception {
        try (Receiver receiver = new Receiver()) {
            receiver.answers((request, exchange) -> {
                TimeUnit.MILLISECONDS.sleep(10 + Math.abs(request.cursor().hashCode()) % 40);
                return 200;
            });
            ClaimtrailProcess service = services.start(dataDir, OPEN).ready();
            service.api().created("/webhooks", json("{\"url\": \"%s\", \"parallel\": 4}".formatted(receiver.url())));
            List<String> things = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                things.add(service.api()
                        .created("/sources", source("Source " + i, "PERSON"))
                        .id());
            }
            for (int i = 0; i < 20; i++) {
                for (String thing : things) {
                    service.api().patch("/sources/" + thing, Map.of("name", thing + " " + i), "*");
                }
            }
            await().until(() -> receiver.acknowledged().size() > 20);
            service.kill();
            int before = receiver.received().size();

            service = services.start(dataDir, OPEN).ready();
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> receiver.acknowledged().stream()
                                    .map(Received::id)
                                    .distinct()
                                    .count()
                            == 105);

            List<String> feed = service.api().get("/changes?limit=500").items("cursor");
            List<String> sent =
                    receiver.received().stream().map(Received::cursor).toList();
            for (String thing : things) {
                List<String> all =
                        feed.stream().filter(cursor -> cursor.contains(thing)).toList();
                List<String> first = sent.subList(0, before).stream()
                        .filter(cursor -> cursor.contains(thing))
                        .toList();
                List<String> then = sent.subList(before, sent.size()).stream()
                        .filter(cursor -> cursor.contains(thing))
                        .toList();
                // Each from where it begins without a gap; the second perhaps with some of the first again.
                assertThat(first).isEqualTo(all.subList(0, first.size()));
                assertThat(then).isEqualTo(all.subList(all.size() - then.size(), all.size()));
                assertThat(first.size() + then.size()).isGreaterThanOrEqualTo(all.size());
            }
            assertThat(sent.size()).isLessThan(105 + 30);
        }
    }

    private static void write(Api api, int from, int to) {
        for (int i = from; i < to; i++) {
            api.created("/sources", source("Source " + i, "PERSON"));
        }
    }
}
