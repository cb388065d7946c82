package org.claimtrail.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.claimtrail.testing.Bodies.claim;
import static org.claimtrail.testing.Bodies.containers;
import static org.claimtrail.testing.Bodies.json;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.claimtrail.platform.Json;
import org.claimtrail.platform.Role;
import org.claimtrail.testing.Api.Answer;
import org.claimtrail.testing.ApiTest;
import org.claimtrail.testing.Race;
import org.claimtrail.testing.StatementCounter;
import org.claimtrail.testing.Tables;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Recording many claims by one request. */
class ClaimBatchApiTest extends ApiTest {

    @Test
    void allAreRecordedInTheirOrderEachWithItsNumberAndTag() {
        Answer answer = api.post("/claims/batch", batch("ALL", List.of(claim("One."), containers(), claim("Three."))));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.at("/recorded")).isEqualTo("3");
        assertThat(answer.at("/refused")).isEqualTo("0");
        assertThat(answer.items("number")).containsExactly("1", "2", "3");
        for (int i = 0; i < 3; i++) {
            Answer recorded = api.get("/claims/C-" + (i + 1));
            assertThat(recorded.id()).isEqualTo(answer.at("/items/" + i + "/id"));
            assertThat(recorded.etag()).isEqualTo(answer.at("/items/" + i + "/etag"));
        }
        assertThat(api.get("/claims/C-3").at("/text")).isEqualTo("Three.");
    }

    @Test
    void whatIsRecordedIsWhatWouldBeRecordedOneByOne() {
        List<ObjectNode> bodies = various();
        bodies.forEach(body -> {
            Answer answer = api.post("/claims", body);
            assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        });
        List<JsonNode> one = comparable();
        Tables.empty(owner);

        Answer answer = api.post("/claims/batch", batch("ALL", bodies));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(comparable()).isEqualTo(one);
    }

    @Test
    void whatManyNameIsOneThing() {
        List<ObjectNode> bodies = IntStream.range(0, 100)
                .mapToObj(i -> containers().put("text", "Claim " + i))
                .toList();
        assertThat(api.post("/claims/batch", batch("ALL", bodies)).status()).isEqualTo(200);

        assertThat(count("claim")).isEqualTo(100);
        assertThat(count("source")).isEqualTo(4);
        assertThat(count("article")).isEqualTo(1);
        assertThat(count("measure")).isEqualTo(1);
        assertThat(count("topic")).isEqualTo(1);
        assertThat(count("history.change_set")).isEqualTo(1);
    }

    @Test
    void withAllOneFaultKeepsAllFromBeingRecordedAndEveryFaultIsTold() {
        List<ObjectNode> bodies = new ArrayList<>(List.of(claim("Good."), claim("Bad."), containers()));
        bodies.get(1).put("kind", "RUMOUR").put("colour", "red");
        ((ObjectNode) bodies.get(2).at("/figures/0")).put("amount", "many");
        ((ObjectNode) bodies.get(2).at("/about/1")).remove("kind");

        Answer answer = api.post("/claims/batch", batch("ALL", bodies));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(pointers(answer.body()))
                .containsExactlyInAnyOrder(
                        "/claims/1/kind", "/claims/1/colour", "/claims/2/figures/0/amount", "/claims/2/about/1/kind");
        assertThat(count("claim")).isZero();
        assertThat(count("source")).isZero();
        assertThat(api.post(
                                "/claims/batch",
                                json("{\"claims\": " + Json.mapper().valueToTree(bodies) + "}"))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void withEachTheOthersAreRecorded() {
        List<ObjectNode> bodies =
                new ArrayList<>(List.of(claim("Good."), claim("Bad."), containers(), claim("Also good.")));
        bodies.get(1).remove("kind");
        ((ObjectNode) bodies.get(2).at("/figures/0/measure"))
                .removeAll()
                .put("id", "0190a4c2-7d1e-7c3a-9f5b-2e8d4c6a1b30");
        ObjectNode body = batch("EACH", bodies);
        body.withArray("claims").add("no claim");

        Answer answer = api.post("/claims/batch", body);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.at("/recorded")).isEqualTo("2");
        assertThat(answer.at("/refused")).isEqualTo("3");
        assertThat(answer.at("/items/0/number")).isEqualTo("1");
        assertThat(answer.at("/items/3/number")).isEqualTo("2");
        assertThat(answer.at("/items/1/problem/status")).isEqualTo("400");
        assertThat(pointers(answer.body().at("/items/1/problem"))).containsExactly("/claims/1/kind");
        assertThat(pointers(answer.body().at("/items/2/problem"))).containsExactly("/claims/2/figures/0/measure/id");
        assertThat(pointers(answer.body().at("/items/4/problem"))).containsExactly("/claims/4");
        assertThat(api.get("/claims/C-2").at("/text")).isEqualTo("Also good.");
        assertThat(count("source")).isZero();
    }

    @Test
    void whatOnlyTheDatabaseSeesIsToldOfTheClaimThatItComesFrom() {
        ObjectNode round = json("""
                {"text": "Round.", "kind": "FIGURE", "figures": [
                  {"key": "a", "qualifier": "EXACT", "amount": 1, "derivedFrom": {"figure": {"key": "b"}}},
                  {"key": "b", "qualifier": "EXACT", "amount": 2, "derivedFrom": {"figure": {"key": "a"}}}]}""");
        List<ObjectNode> bodies = List.of(claim("Good."), round, claim("Also good."), round.deepCopy());

        Answer all = api.post("/claims/batch", batch("ALL", bodies));
        assertThat(all.status()).isEqualTo(409);
        assertThat(all.at("/type")).isEqualTo("/problems/cycle");
        assertThat(pointers(all.body())).containsExactly("/claims/1/figures");
        assertThat(count("claim")).isZero();

        Answer each = api.post("/claims/batch", batch("EACH", bodies));
        assertThat(each.status()).isEqualTo(200);
        assertThat(each.at("/recorded")).isEqualTo("2");
        assertThat(pointers(each.body().at("/items/1/problem"))).containsExactly("/claims/1/figures");
        assertThat(pointers(each.body().at("/items/3/problem"))).containsExactly("/claims/3/figures");
        assertThat(count("claim")).isEqualTo(2);
    }

    @Test
    void whatAnotherBodyOfTheRequestWouldHaveCreatedIsNotThereIfThatIsRefused() {
        ObjectNode bad = claim("Bad.");
        bad.withArray("about").add(json("{\"name\": \"Somebody\", \"kind\": \"PERSON\"}"));
        bad.put("language", "no such language");
        assertThat(api.post("/claims/batch", batch("EACH", List.of(bad, claim("Good."))))
                        .at("/recorded"))
                .isEqualTo("1");
        assertThat(count("source")).isZero();
    }

    @Test
    void theBodyItselfHasRules() {
        for (String body : List.of(
                "{}",
                "{\"claims\": []}",
                "{\"claims\": {}}",
                "{\"mode\": \"SOME\", \"claims\": [{\"text\": \"One.\", \"kind\": \"FACT\"}]}",
                "{\"mode\": \"EACH\", \"more\": 1, \"claims\": [{\"text\": \"One.\", \"kind\": \"FACT\"}]}")) {
            assertThat(api.post("/claims/batch", json(body)).status()).as(body).isEqualTo(400);
        }
        List<ObjectNode> many = IntStream.rangeClosed(0, 1000)
                .mapToObj(i -> claim("Claim " + i))
                .toList();
        assertThat(api.post("/claims/batch", batch("EACH", many)).status()).isEqualTo(400);
        assertThat(count("claim")).isZero();
        Answer most = api.post("/claims/batch", batch("EACH", many.subList(0, 1000)));
        assertThat(most.at("/recorded")).isEqualTo("1000");
        assertThat(most.items("number")).startsWith("1", "2").endsWith("1000");
    }

    @Test
    void readersMayNot() {
        assertThat(api.as(Role.READER)
                        .post("/claims/batch", batch("ALL", List.of(claim("One."))))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void aRepeatWithTheSameKeyAnswersTheSame() {
        ObjectNode body = batch("EACH", List.of(claim("One."), claim("Two.").put("kind", "RUMOUR")));
        Answer first = api.post("/claims/batch", body, "Idempotency-Key", "key-1");
        Answer again = api.post("/claims/batch", body, "Idempotency-Key", "key-1");
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(count("claim")).isEqualTo(1);
    }

    @Test
    void statementsAreAsManyForAThousandAsForTwo() {
        List<ObjectNode> bodies = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            bodies.add(new Named(i, i).body());
        }
        int few = StatementCounter.of(() -> api.post("/claims/batch", batch("ALL", bodies.subList(0, 2))));
        int many = StatementCounter.of(() -> api.post("/claims/batch", batch("ALL", bodies.subList(2, 300))));
        assertThat(many).isEqualTo(few).isLessThan(40);
    }

    /** Names that others create at the same time, in another order. */
    @Tag("long")
    @Test
    void batchesAndSingleClaimsThatCreateTheSameThingsDoNotWaitForEachOtherForEver() {
        for (int round = 0; round < 5; round++) {
            int begin = round * 1000;
            List<Answer> answers = Race.of(8, runner -> {
                List<ObjectNode> bodies = new ArrayList<>();
                for (int i = 0; i < 40; i++) {
                    bodies.add(new Named(begin + i % 20, runner).body());
                }
                Collections.shuffle(bodies, new Random(begin + runner));
                return runner % 2 == 0
                        ? api.post("/claims/batch", batch(runner % 4 == 0 ? "ALL" : "EACH", bodies))
                        : bodies.stream()
                                .map(body -> api.post("/claims", body))
                                .reduce((one, other) -> one.status() == 201 ? other : one)
                                .orElseThrow();
            });
            assertThat(answers)
                    .allSatisfy(answer ->
                            assertThat(answer.status()).as(answer.text()).isIn(200, 201));
        }
        assertThat(count("claim")).isEqualTo(5 * 8 * 40);
        // Of each name its whole, two speakers of whom one is not named, and a publisher.
        assertThat(count("source where kind <> 'UNNAMED'")).isEqualTo(5 * 20 * 3);
        assertThat(count("source where kind = 'UNNAMED'")).isEqualTo(5 * 20);
        assertThat(count("article")).isEqualTo(5 * 20);
        assertThat(count("measure")).isEqualTo(5 * 20);
        assertThat(count("topic")).isEqualTo(5 * 20);
    }

    private record Named(int name, int claim) {

        ObjectNode body() {
            return json("""
                    {"text": "Claim %2$d of %1$d.", "kind": "FIGURE", "topics": ["topic %1$d"],
                     "about": [{"name": "Source %1$d", "kind": "PERSON", "aliases": ["S%1$d"],
                                "partOf": [{"source": {"name": "Whole %1$d", "kind": "GOVERNMENT"}}]}],
                     "figures": [{"measure": {"name": "Measure %1$d", "unit": "t"}, "qualifier": "EXACT", "amount": %2$d}],
                     "appearances": [{"article": {"url": "https://news.example/%1$d",
                                        "publisher": {"name": "Paper %1$d", "kind": "PUBLICATION"}},
                       "attribution": [{"sources": [{"name": "an official", "kind": "UNNAMED",
                            "partOf": [{"source": {"name": "Whole %1$d", "kind": "GOVERNMENT"}}]}]}]}]}""".formatted(name, claim));
        }
    }

    private static List<ObjectNode> various() {
        List<ObjectNode> bodies = new ArrayList<>();
        bodies.add(containers());
        bodies.add(containers().put("text", "Another one."));
        bodies.add(new Named(1, 1).body());
        bodies.add(new Named(1, 2).body());
        bodies.add(json("""
                {"text": "Dates of all kinds.", "kind": "PREDICTION", "occurred": "-0044-03-15", "resolvesBy": "2024/..",
                 "place": "Rome", "language": "de", "topics": ["Rome", "rome", "old times"],
                 "about": [{"name": "rome", "kind": "GOVERNMENT"}, {"name": "ROME", "kind": "GOVERNMENT"}],
                 "figures": [
                    {"key": "a", "qualifier": "BETWEEN", "lowerBound": 1.50, "upperBound": 1e3, "unit": "t", "period": "../2020"},
                    {"qualifier": "EXACT", "amount": 0.000000000001, "derivedFrom": {"figure": {"key": "a"}, "factor": 2.0,
                     "assumption": "As before."}, "alternativeTo": {"key": "a"}}],
                 "appearances": [
                    {"article": {"citation": "Livy, book 1", "medium": "PRINT", "authors": ["Livy", "Another"],
                                 "retrievedAt": "0012-02-03T04:05:06.789Z"},
                     "locator": {"exact": "urbem", "prefix": "olim ", "start": 4, "end": 9},
                     "attribution": [
                        {"sources": [{"name": "a scribe", "kind": "UNNAMED"}, {"name": "Livy", "kind": "PERSON"}],
                         "mode": "DIRECT", "quote": "urbem", "quoteLanguage": "la", "saidOn": "-0200", "roleAsStated": "scribe"},
                        {"sources": [{"name": "Livy", "kind": "PERSON"}], "venue": "Rome", "cue": "wrote"}]},
                    {"article": {"citation": "livy, Book 1"},
                     "attribution": [{"sources": [{"name": "A scribe", "kind": "UNNAMED"}]}]},
                    {"article": {"url": "https://news.example/body", "body": "It says urbem here.", "title": "Body"},
                     "version": 1, "locator": {"fragment": "t=1,2"}}]}"""));
        return bodies;
    }

    /** The claims with what differs each time left out. */
    private List<JsonNode> comparable() {
        List<JsonNode> all = new ArrayList<>();
        for (String list : List.of("/claims", "/sources", "/articles", "/measures", "/topics")) {
            String sort = list.equals("/claims") ? "number" : list.equals("/articles") ? "createdAt" : "name";
            List<JsonNode> items = new ArrayList<>(api.get(list + "?limit=200&sort=" + sort)
                    .body()
                    .get("items")
                    .valueStream()
                    .toList());
            items.forEach(ClaimBatchApiTest::strip);
            items.sort((one, other) -> one.toString().compareTo(other.toString()));
            all.addAll(items);
        }
        return all;
    }

    private static void strip(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.remove(List.of("id", "createdAt", "updatedAt"));
        }
        node.forEach(ClaimBatchApiTest::strip);
    }

    private static List<String> pointers(JsonNode problem) {
        return problem.path("errors")
                .valueStream()
                .map(error -> error.get("pointer").stringValue())
                .toList();
    }

    private static ObjectNode batch(String mode, List<ObjectNode> claims) {
        return Json.mapper().valueToTree(Map.of("mode", mode, "claims", claims));
    }
}
