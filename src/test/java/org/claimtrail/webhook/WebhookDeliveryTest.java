package org.claimtrail.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.claimtrail.testing.Bodies.claim;
import static org.claimtrail.testing.Bodies.json;
import static org.claimtrail.testing.Bodies.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.claimtrail.platform.Json;
import org.claimtrail.testing.Api.Answer;
import org.claimtrail.testing.ApiTest;
import org.claimtrail.testing.CloudEventReader;
import org.claimtrail.testing.Race;
import org.claimtrail.testing.Receiver;
import org.claimtrail.testing.Receiver.Received;
import org.claimtrail.testing.StatementCounter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Sending changes to those who want them. */
@TestPropertySource(
        properties = {
            "claimtrail.webhooks.at-once=4",
            "claimtrail.webhooks.allow-http=true",
            "claimtrail.webhooks.allowed-networks=127.0.0.0/8,::1/128",
            "claimtrail.webhooks.retry-after=50ms,100ms,5s",
            "claimtrail.webhooks.connect-timeout=1s",
            "claimtrail.webhooks.answer-timeout=1s",
            "claimtrail.webhooks.secret-overlap=2s",
            "claimtrail.changes.look-every=1h",
            "claimtrail.url=https://claims.example/desk/"
        })
class WebhookDeliveryTest extends ApiTest {

    private Receiver receiver;
    private final List<String> webhooks = new ArrayList<>();
    private final AtomicInteger names = new AtomicInteger();

    @BeforeEach
    void start() throws IOException {
        receiver = new Receiver();
    }

    @AfterEach
    void stop() {
        webhooks.forEach(webhook -> api.delete(webhook, "*"));
        receiver.close();
    }

    private Answer hook(String url, String more) {
        ObjectNode body = json("{%s}".formatted(more));
        Answer answer = api.created("/webhooks", body.put("url", url));
        webhooks.add("/webhooks/" + answer.id());
        return answer;
    }

    private Answer hook() {
        return hook(receiver.url(), "");
    }

    private String change(int number) {
        return api.created("/sources", source("Source " + number, "PERSON")).id();
    }

    private List<String> feed() {
        return api.get("/changes?limit=500").items("cursor");
    }

    private Answer state(Answer webhook) {
        return api.get("/webhooks/" + webhook.id());
    }

    private List<String> acknowledged() {
        return receiver.acknowledged().stream().map(Received::cursor).toList();
    }

    @Test
    void whoeverTakesSeveralAtOnceGetsArraysInTheOrderOfTheFeed() {
        for (int i = 0; i < 25; i++) {
            change(i);
        }
        Answer tens = hook(receiver.url(), "\"after\": \"0\", \"batch\": 10");
        hook(receiver.url(), "\"after\": \"0\", \"batch\": 100, \"format\": \"CLOUDEVENTS\"");

        await().until(() -> receiver.acknowledged().size() == 4);

        List<String> plain = new ArrayList<>();
        List<String> events = new ArrayList<>();
        for (Received request : receiver.acknowledged()) {
            JsonNode changes = Json.mapper().readTree(request.body());
            boolean cloud = request.headers().get("Content-Type").startsWith("application/cloudevents-batch+json");
            changes.forEach(change -> (cloud ? events : plain)
                    .add(change.get(cloud ? "id" : "cursor").stringValue()));
            JsonNode last = changes.get(changes.size() - 1);
            assertThat(request.id())
                    .isEqualTo(last.get(cloud ? "id" : "cursor").stringValue().replace('.', '_'));
        }
        assertThat(plain).isEqualTo(feed());
        assertThat(events).isEqualTo(feed());
        await().until(() -> state(tens).at("/place").equals(feed().get(24)));
    }

    @Test
    void nothingIsSentWhileItIsHeldBackAndAllOfItAfterwards() {
        hook();
        api.post("/outgoing/hold", null);
        String first = change(1);
        change(2);
        // Whoever would send has looked meanwhile: another one would have been sent long ago.
        assertThat(receiver.received()).isEmpty();

        api.post("/outgoing/release", null);

        await().until(() -> receiver.acknowledged().size() == 2);
        assertThat(receiver.acknowledged().get(0).event().toString()).contains(first);
    }

    @Test
    void aChangeIsSentSignedAsTheFeedTellsIt() throws Exception {
        change(0);
        Answer webhook = hook();
        String secret = webhook.at("/secret");
        change(1);
        await().until(() -> !receiver.acknowledged().isEmpty());

        Received sent = receiver.received().get(0);
        assertThat(sent.event().at("/patch/0/value/name").stringValue()).isEqualTo("Source 1");
        assertThat(sent.event()).isEqualTo(api.get("/changes").body().at("/items/1"));
        assertThat(sent.headers().get("Content-Type")).startsWith("application/json");
        assertThat(sent.id()).isEqualTo(sent.cursor().replace('.', '_'));
        long timestamp = Long.parseLong(sent.headers().get("webhook-timestamp"));
        assertThat(timestamp)
                .isBetween(Instant.now().getEpochSecond() - 30, Instant.now().getEpochSecond());
        assertThat(signatures(sent)).containsExactly(signed(sent, secret));
        await().until(() -> state(webhook).at("/place").equals(sent.cursor()));
        Answer state = state(webhook);
        assertThat(state.at("/state")).isEqualTo("ACTIVE");
        assertThat(state.at("/lastDeliveredAt")).isNotEmpty();
        assertThat(state.at("/failures")).isEqualTo("0");
    }

    @Test
    void aChangeIsSentAsACloudEventWhereThatIsAskedFor() throws Exception {
        Answer webhook = hook(receiver.url(), "\"format\": \"CLOUDEVENTS\", \"resources\": [\"source\"]");
        api.created("/claims", claim("Passed over."));
        String id = api.created("/sources", source("„Übermut“ 容器", "PERSON")).id();
        api.delete("/sources/" + id, "*");
        // What is purged before it was sent is sent no more.
        await().until(() -> receiver.acknowledged().size() >= 2);
        api.post("/sources/" + id + "/purge", Map.of("reason", "By order of the court."));
        await().until(() -> receiver.acknowledged().size() >= 3);

        List<Received> sent = List.copyOf(receiver.received());
        Answer page = api.get("/changes?resource=source");
        for (int i = 0; i < 3; i++) {
            Received one = sent.get(i);
            assertThat(one.headers().get("Content-Type"))
                    .isEqualToIgnoringWhitespace("application/cloudevents+json;charset=UTF-8");
            assertThat(one.event().get("subject").stringValue()).isEqualTo("sources/" + id);
            assertThat(one.id()).isEqualTo(one.event().get("id").stringValue().replace('.', '_'));
            assertThat(signatures(one)).containsExactly(signed(one, webhook.at("/secret")));
        }
        JsonNode purged = CloudEventReader.change(sent.get(2).event(), "https://claims.example/desk/api/v1");
        assertThat(purged)
                .isEqualTo(page.body().at("/items/" + (page.body().get("items").size() - 1)));
        assertThat(purged.get("type").stringValue()).isEqualTo("source.purged");
        assertThat(api.get("/changes?resource=source", "Accept", "application/cloudevents-batch+json")
                        .body()
                        .valueStream()
                        .toList())
                .last()
                .isEqualTo(sent.get(2).event());
    }

    @Test
    void theFormatChangesWithWhatIsSentNext() {
        Answer webhook = hook();
        change(1);
        await().until(() -> receiver.acknowledged().size() == 1);
        await().until(() -> state(webhook).at("/place").equals(feed().get(0)));
        api.patch("/webhooks/" + webhook.id(), Map.of("format", "CLOUDEVENTS"), "*");
        api.post("/webhooks/" + webhook.id() + "/replay", Map.of("after", "0"));
        await().until(() -> receiver.acknowledged().size() == 2);
        change(2);
        await().until(() -> receiver.acknowledged().size() == 3);
        api.post("/webhooks/" + webhook.id() + "/replay", Map.of("after", "0"));
        await().until(() -> receiver.acknowledged().size() == 5);

        List<Received> sent = receiver.acknowledged();
        assertThat(sent.get(1).event().get("data")).isEqualTo(sent.get(0).event());
        assertThat(sent.get(1).id()).isEqualTo(sent.get(0).id());
        // Sent again, an event is the same to the last sign.
        assertThat(sent.get(3).body()).isEqualTo(sent.get(1).body());
        assertThat(sent.get(4).body()).isEqualTo(sent.get(2).body());
    }

    /** By the words of the standard, with nothing of the service's own code. */
    private static String signed(Received sent, String secret) throws Exception {
        byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
        assertThat(key).hasSizeBetween(24, 64);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        String content = sent.id() + "." + sent.headers().get("webhook-timestamp") + "."
                + new String(sent.body(), StandardCharsets.UTF_8);
        return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(content.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<String> signatures(Received sent) {
        return Arrays.asList(sent.headers().get("webhook-signature").split(" "));
    }

    @Test
    void afterANewSecretBothSignForAWhile() throws Exception {
        Answer webhook = hook();
        String former = webhook.at("/secret");
        String secret =
                api.created("/webhooks/" + webhook.id() + "/secret", null).at("/secret");
        assertThat(secret).isNotEqualTo(former);
        change(1);
        await().until(() -> receiver.acknowledged().size() == 1);
        Received sent = receiver.received().get(0);
        assertThat(signatures(sent)).containsExactly(signed(sent, secret), signed(sent, former));

        TimeUnit.MILLISECONDS.sleep(2100);
        change(2);
        await().until(() -> receiver.acknowledged().size() == 2);
        sent = receiver.received().get(1);
        assertThat(signatures(sent)).containsExactly(signed(sent, secret));
    }

    @Test
    void whateverFailsIsSentAgainAndNothingOvertakesIt() {
        AtomicInteger requests = new AtomicInteger();
        receiver.answers((request, exchange) -> {
            int n = requests.incrementAndGet();
            switch (n % 5) {
                case 1 -> exchange.getResponseHeaders().set("Location", receiver.url());
                case 2 -> TimeUnit.MILLISECONDS.sleep(n == 2 ? 2500 : 0);
                default -> {}
            }
            return n % 5 == 1 ? 302 : n % 5 == 3 ? 500 : 200;
        });
        Answer webhook = hook();
        for (int i = 0; i < 12; i++) {
            change(i);
        }

        await().until(() -> state(webhook).at("/place").equals(feed().get(11)));
        List<String> sent = receiver.received().stream().map(Received::cursor).toList();
        assertThat(sent).hasSizeGreaterThan(12);
        assertThat(sent.stream().distinct().toList()).isEqualTo(feed());
        // Repeats follow each other, with the same id.
        assertThat(sent).isSortedAccordingTo((one, other) -> feed().indexOf(one) - feed().indexOf(other));
        assertThat(receiver.received().stream().map(Received::id).distinct()).hasSize(12);
    }

    @Test
    void afterTheLastTryItIsParkedAndGoesOnWhereItIsTold() {
        receiver.answers((request, exchange) -> 503);
        Answer webhook = hook();
        for (int i = 0; i < 3; i++) {
            change(i);
        }
        await().until(() -> state(webhook).at("/state").equals("PARKED"));

        Answer parked = state(webhook);
        assertThat(parked.at("/failures")).isEqualTo("4");
        assertThat(parked.at("/lastFailure")).isEqualTo("answered 503");
        assertThat(parked.at("/nextAttemptAt")).isEmpty();
        assertThat(receiver.received()).hasSize(4);
        assertThat(api.get("/security-events?kind=WEBHOOK_PARKED").items("detail"))
                .containsExactly(webhook.id() + ", answered 503");
        change(3);
        receiver.answers((request, exchange) -> 200);
        assertThat(receiver.received()).hasSize(4);

        Answer replayed = api.post("/webhooks/" + webhook.id() + "/replay", Map.of("after", parked.at("/place")));
        assertThat(replayed.status()).isEqualTo(200);
        assertThat(replayed.at("/state")).isEqualTo("ACTIVE");
        await().until(() -> receiver.acknowledged().size() == 4);
        assertThat(acknowledged()).isEqualTo(feed());

        api.post("/webhooks/" + webhook.id() + "/replay", Map.of("after", feed().get(1)));
        await().until(() -> receiver.acknowledged().size() == 6);
        assertThat(acknowledged().subList(4, 6)).isEqualTo(feed().subList(2, 4));
    }

    @Test
    void whoeverWantsNoMoreIsParkedAtOnce() {
        receiver.answers((request, exchange) -> 410);
        Answer webhook = hook();
        change(1);
        await().until(() -> state(webhook).at("/state").equals("PARKED"));
        assertThat(receiver.received()).hasSize(1);
    }

    @Test
    void whoeverAsksForTimeGetsIt() {
        AtomicInteger requests = new AtomicInteger();
        receiver.answers((request, exchange) -> {
            exchange.getResponseHeaders().set("Retry-After", "2");
            return requests.incrementAndGet() == 1 ? 429 : 200;
        });
        Answer webhook = hook();
        change(1);
        await().until(() -> receiver.received().size() == 1);
        await().until(() -> state(webhook).at("/lastFailure").equals("answered 429"));
        Answer waiting = state(webhook);
        assertThat(Instant.parse(waiting.at("/nextAttemptAt")))
                .isAfter(Instant.now().plusMillis(500));
        await().until(() -> receiver.acknowledged().size() == 1);
        await().until(() -> state(webhook).at("/lastFailure").isEmpty());
    }

    @Test
    void onlyWhatIsWantedIsSent() {
        Answer webhook =
                hook(receiver.url(), "\"types\": [\"source.updated\", \"claim.created\"], \"resources\": [\"source\"]");
        String id = change(1);
        api.created("/claims", claim("Said."));
        api.patch("/sources/" + id, Map.of("name", "Other"), "*");
        api.created("/claims", claim("Said too."));

        await().until(() -> state(webhook).at("/place").equals(feed().get(3)));
        assertThat(receiver.received().stream()
                        .map(sent -> sent.event().get("type").asString()))
                .containsExactly("source.updated");
    }

    @Test
    void whatIsPausedWaits() throws InterruptedException {
        Answer webhook = hook();
        api.patch("/webhooks/" + webhook.id(), Map.of("active", false), "*");
        assertThat(state(webhook).at("/state")).isEqualTo("PAUSED");
        change(1);
        change(2);
        TimeUnit.MILLISECONDS.sleep(500);
        assertThat(receiver.received()).isEmpty();

        api.patch("/webhooks/" + webhook.id(), Map.of("active", true), "*");
        await().until(() -> receiver.acknowledged().size() == 2);
        assertThat(acknowledged()).isEqualTo(feed());
    }

    @Test
    void oneWhoIsSlowDoesNotHoldUpAnother() throws IOException {
        CountDownLatch end = new CountDownLatch(1);
        try (Receiver slow = new Receiver()) {
            slow.answers((request, exchange) -> {
                end.await(900, TimeUnit.MILLISECONDS);
                return 200;
            });
            for (int i = 0; i < 3; i++) {
                hook(slow.url(), "");
            }
            hook();
            for (int i = 0; i < 20; i++) {
                change(i);
            }
            await().until(() -> receiver.acknowledged().size() == 20);
            assertThat(acknowledged()).isEqualTo(feed());
            assertThat(slow.acknowledged().size()).isLessThan(40);
            end.countDown();
        }
    }

    @Test
    void whatNobodyAnswersIsToldInAFewWords() throws IOException {
        Receiver gone = new Receiver();
        String nobody = gone.url();
        gone.close();
        Answer closed = hook(nobody, "");
        Answer unknown = hook("http://no-such-host.invalid/", "");
        Answer noTls = hook(receiver.url().replace("http:", "https:"), "");
        change(1);

        await().until(() -> state(closed).at("/lastFailure").equals("no connection"));
        await().until(() -> state(unknown).at("/lastFailure").equals("no such host"));
        await().until(() -> state(noTls).at("/lastFailure").equals("no answer in time"));
    }

    @Test
    void manyChangesOfManyComeInTheirOrderOneAtATime() {
        Answer webhook = hook(receiver.url(), "\"after\": \"0\"");
        Race.of(4, runner -> {
            for (int i = 0; i < 10; i++) {
                api.created("/sources", source("Source " + runner + " " + i, "PERSON"));
            }
            return null;
        });
        await().until(() -> receiver.acknowledged().size() >= 40);

        assertThat(acknowledged()).isEqualTo(feed());
        assertThat(receiver.mostAtOnce()).isEqualTo(1);
        assertThat(receiver.received().stream().map(Received::id)).doesNotHaveDuplicates();
        await().until(() -> state(webhook).at("/place").equals(feed().get(39)));
    }

    /** So many as one transaction makes, past the API. */
    private void changes(int many) {
        owner.sql("""
                        insert into source (id, name, kind, created_at, updated_at, revision)
                        select gen_random_uuid(), 'Many ' || n, 'PERSON', now(), now(), 0 from generate_series(1, :many) n""").param("many", many).update();
    }

    @Test
    void whoeverIsFarBehindGetsManyForFewStatements() {
        changes(600);
        int statements = StatementCounter.ofAll(() -> {
            Answer webhook = hook(receiver.url(), "\"after\": \"0\"");
            await().until(() -> receiver.acknowledged().size() >= 600);
            await().until(() ->
                    state(webhook).at("/place").equals(acknowledged().get(599)));
        });
        assertThat(acknowledged()).isEqualTo(whole());
        assertThat(receiver.mostAtOnce()).isEqualTo(1);
        // Each by itself would take 600, beside what reads them.
        assertThat(statements).isLessThan(500);
    }

    private List<String> whole() {
        List<String> cursors = new ArrayList<>();
        String next = "0";
        while (true) {
            Answer page = api.get("/changes?limit=500&after=" + next);
            if (page.items("cursor").isEmpty()) {
                return cursors;
            }
            cursors.addAll(page.items("cursor"));
            next = page.at("/next");
        }
    }

    @Test
    void whatWasAcknowledgedBeforeAFailureIsNotSentAgain() {
        AtomicInteger requests = new AtomicInteger();
        receiver.answers((request, exchange) -> {
            exchange.getResponseHeaders().set("Retry-After", "3600");
            return requests.incrementAndGet() == 5 ? 503 : 204;
        });
        changes(10);
        Answer webhook = hook(receiver.url(), "\"after\": \"0\"");
        await().until(() -> state(webhook).at("/failures").equals("1"));
        assertThat(state(webhook).at("/place")).isEqualTo(feed().get(3));
        assertThat(state(webhook).at("/lastDeliveredAt")).isNotEmpty();

        api.post(
                "/webhooks/" + webhook.id() + "/replay",
                Map.of("after", state(webhook).at("/place")));
        await().until(() -> receiver.acknowledged().size() == 10);
        assertThat(acknowledged()).isEqualTo(feed());
    }

    @Test
    void whoeverIsPausedInTheMidstOfManyGetsFewMoreAndGoesOnBehindThem() throws InterruptedException {
        AtomicInteger requests = new AtomicInteger();
        changes(450);
        String[] id = new String[1];
        CountDownLatch known = new CountDownLatch(1);
        receiver.answers((request, exchange) -> {
            known.await();
            if (requests.incrementAndGet() == 20) {
                api.patch("/webhooks/" + id[0], Map.of("active", false), "*");
            }
            TimeUnit.MILLISECONDS.sleep(1);
            return 204;
        });
        Answer webhook = hook(receiver.url(), "\"after\": \"0\"");
        id[0] = webhook.id();
        known.countDown();
        await().until(() -> state(webhook).at("/state").equals("PAUSED"));
        TimeUnit.MILLISECONDS.sleep(500);
        int sent = receiver.acknowledged().size();
        assertThat(sent).isBetween(20, 60);
        assertThat(state(webhook).at("/place")).isEqualTo(acknowledged().get(sent - 1));

        api.patch("/webhooks/" + id[0], Map.of("active", true), "*");
        await().until(() -> receiver.acknowledged().size() >= 450);
        assertThat(acknowledged()).isEqualTo(whole());
    }

    @Test
    void whoeverIsFarBehindGetsAllOfItWithoutAnyNews() {
        changes(900);
        hook(receiver.url(), "\"after\": \"0\", \"parallel\": 8");
        hook(receiver.url(), "\"after\": \"0\"");
        await().until(() -> receiver.acknowledged().size() == 1800);
        assertThat(acknowledged().stream().distinct()).hasSize(900);
    }

    private void renamed(String id, int times) {
        for (int i = 0; i < times; i++) {
            String name = "Renamed " + names.incrementAndGet();
            assertThat(api.patch("/sources/" + id, Map.of("name", name), "*").status())
                    .isEqualTo(200);
        }
    }

    private static String thing(Received sent) {
        return sent.event().get("id").asString();
    }

    private List<String> acknowledged(String thing) {
        return receiver.acknowledged().stream()
                .filter(sent -> thing(sent).equals(thing))
                .map(Received::cursor)
                .toList();
    }

    private List<String> feed(String thing) {
        return whole().stream().filter(cursor -> cursor.contains(thing)).toList();
    }

    @Test
    void changesOfSeveralThingsAreUnderWayAtTheSameTimeAndThoseOfOneInTheirOrder() {
        List<String> things = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            things.add(change(i));
        }
        for (int i = 0; i < 8; i++) {
            things.forEach(thing -> renamed(thing, 1));
        }
        Set<String> underWay = ConcurrentHashMap.newKeySet();
        List<String> together = new CopyOnWriteArrayList<>();
        receiver.answers((request, exchange) -> {
            if (!underWay.add(thing(request))) {
                together.add(request.cursor());
            }
            TimeUnit.MILLISECONDS.sleep(20 + request.cursor().hashCode() % 15);
            underWay.remove(thing(request));
            return 204;
        });
        Answer webhook = hook(receiver.url(), "\"after\": \"0\", \"parallel\": 4");
        await().until(() -> receiver.acknowledged().size() >= 54);

        assertThat(together).isEmpty();
        things.forEach(thing -> assertThat(acknowledged(thing)).isEqualTo(feed(thing)));
        assertThat(receiver.mostAtOnce()).isBetween(2, 4);
        assertThat(receiver.received().stream().map(Received::id)).doesNotHaveDuplicates();
        await().until(() -> state(webhook).at("/place").equals(feed().get(53)));
    }

    @Test
    void whatFailsHoldsUpItsOwnThingAndThoseBehindItAreSentOnce() {
        String poison = change(0);
        renamed(poison, 1);
        List<String> others = List.of(change(1), change(2));
        AtomicInteger failures = new AtomicInteger();
        receiver.answers(
                (request, exchange) -> thing(request).equals(poison) && failures.incrementAndGet() <= 3 ? 500 : 204);
        Answer webhook = hook(receiver.url(), "\"after\": \"0\", \"parallel\": 4");
        await().until(() -> state(webhook).at("/failures").equals("3"));

        // It waits five seconds by now.
        String late = change(3);
        renamed(late, 2);
        await().until(() -> acknowledged(late).size() == 3);
        assertThat(acknowledged(poison)).isEmpty();
        Answer waiting = state(webhook);
        assertThat(waiting.at("/failures")).isEqualTo("3");
        assertThat(waiting.at("/lastFailure")).isEqualTo("answered 500");
        assertThat(waiting.at("/place")).isEqualTo("0");

        await().until(() -> acknowledged(poison).size() == 2);
        await().until(() -> state(webhook).at("/place").equals(feed().get(6)));
        assertThat(state(webhook).at("/failures")).isEqualTo("0");
        assertThat(acknowledged(poison)).isEqualTo(feed(poison));
        assertThat(acknowledged(late)).isEqualTo(feed(late));
        others.forEach(other -> assertThat(acknowledged(other)).isEqualTo(feed(other)));
        assertThat(receiver.received()).hasSize(7 + 3);
    }

    @Test
    void whoeverHasItGoOnFromAPlaceGetsAllBehindItAgain() {
        String poison = change(0);
        String other = change(1);
        AtomicInteger failures = new AtomicInteger();
        receiver.answers(
                (request, exchange) -> thing(request).equals(poison) && failures.incrementAndGet() <= 3 ? 500 : 204);
        Answer webhook = hook(receiver.url(), "\"after\": \"0\", \"parallel\": 4");
        await().until(() -> state(webhook).at("/failures").equals("3"));
        assertThat(acknowledged()).isEqualTo(feed(other));

        api.post("/webhooks/" + webhook.id() + "/replay", Map.of("after", "0"));

        await().until(() -> receiver.acknowledged().size() == 3);
        assertThat(acknowledged(other)).hasSize(2);
        assertThat(acknowledged(poison)).hasSize(1);
    }

    @Test
    void whereAsManyFailAsMayBeUnderWayNothingElseIsTried() {
        receiver.answers((request, exchange) -> 500);
        changes(50);
        Answer webhook = hook(receiver.url(), "\"after\": \"0\", \"parallel\": 4");
        await().until(() -> state(webhook).at("/state").equals("PARKED"));

        assertThat(state(webhook).at("/failures")).isEqualTo("4");
        assertThat(state(webhook).at("/place")).isEqualTo("0");
        // Each of the four times a few, and no more of the fifty.
        assertThat(receiver.received()).hasSizeBetween(13, 28);
        assertThat(receiver.received().stream().map(Received::id).distinct()).hasSizeLessThan(8);
    }

    @Test
    void whoeverAsksForTimeGetsItForAllThings() {
        receiver.answers((request, exchange) -> {
            exchange.getResponseHeaders().set("Retry-After", "3600");
            return 429;
        });
        changes(20);
        Answer webhook = hook(receiver.url(), "\"after\": \"0\", \"parallel\": 2");
        await().until(() -> state(webhook).at("/failures").equals("1"));
        change(21);
        assertThat(receiver.received()).hasSizeLessThanOrEqualTo(3);
        assertThat(state(webhook).at("/failures")).isEqualTo("1");
        assertThat(Instant.parse(state(webhook).at("/nextAttemptAt")))
                .isAfter(Instant.now().plusSeconds(3000));
    }

    @Test
    void whatIsUnderWayForLongHoldsUpNothingThatIsNewOfOthers() {
        String slow = change(0);
        CountDownLatch otherCame = new CountDownLatch(1);
        receiver.answers((request, exchange) -> {
            if (thing(request).equals(slow)) {
                otherCame.await(900, TimeUnit.MILLISECONDS);
            } else {
                otherCame.countDown();
            }
            return 204;
        });
        hook(receiver.url(), "\"after\": \"0\", \"parallel\": 2");
        await().until(() -> receiver.received().size() == 1);
        String other = change(1);
        await().until(() -> receiver.acknowledged().size() == 2);
        assertThat(otherCame.getCount()).isZero();
        assertThat(thing(receiver.received().get(1))).isEqualTo(other);
        assertThat(receiver.received()).hasSize(2);
    }

    @Test
    void whoeverIsPausedWhileSeveralAreUnderWayMissesNothing() throws InterruptedException {
        AtomicInteger requests = new AtomicInteger();
        changes(450);
        String[] id = new String[1];
        CountDownLatch known = new CountDownLatch(1);
        receiver.answers((request, exchange) -> {
            known.await();
            if (requests.incrementAndGet() == 20) {
                api.patch("/webhooks/" + id[0], Map.of("active", false), "*");
            }
            TimeUnit.MILLISECONDS.sleep(1);
            return 204;
        });
        Answer webhook = hook(receiver.url(), "\"after\": \"0\", \"parallel\": 8");
        id[0] = webhook.id();
        known.countDown();
        await().until(() -> state(webhook).at("/state").equals("PAUSED"));
        TimeUnit.MILLISECONDS.sleep(500);
        assertThat(receiver.acknowledged().size()).isBetween(20, 200);

        api.patch("/webhooks/" + id[0], Map.of("active", true), "*");
        await().until(() -> acknowledged().stream().distinct().count() == 450);
        await().until(() -> state(webhook).at("/place").equals(whole().get(449)));
        assertThat(receiver.mostAtOnce()).isBetween(2, 8);
    }
}
