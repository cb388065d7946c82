package org.claimtrail.thing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.claimtrail.testing.Bodies.claim;
import static org.claimtrail.testing.Bodies.json;
import static org.claimtrail.testing.Bodies.source;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.claimtrail.platform.Json;
import org.claimtrail.testing.Api.Answer;
import org.claimtrail.testing.ApiTest;
import org.claimtrail.testing.Race;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;

/** What things are called elsewhere. */
class ExternalIdsTest extends ApiTest {

    private static final String TWO = """
            [{"scheme": "isni", "id": "0000000121032683"}, {"scheme": "desk.example", "id": "row: 12 «é»"}]""";

    /** How to record two things of a kind, {@code {claim}} being one that they belong to. */
    private record Recorded(String path, String first, String second) {}

    private static Stream<Recorded> kinds() {
        return Stream.of(
                new Recorded(
                        "/claims",
                        "{\"text\": \"One.\", \"kind\": \"FACT\"}",
                        "{\"text\": \"Two.\", \"kind\": \"FACT\"}"),
                new Recorded(
                        "/sources",
                        "{\"name\": \"One\", \"kind\": \"PERSON\"}",
                        "{\"name\": \"Two\", \"kind\": \"PERSON\"}"),
                new Recorded("/articles", "{\"url\": \"https://a.example/1\"}", "{\"url\": \"https://a.example/2\"}"),
                new Recorded("/measures", "{\"name\": \"one\", \"unit\": \"t\"}", "{\"name\": \"two\"}"),
                new Recorded("/topics", "{\"name\": \"one\"}", "{\"name\": \"two\"}"),
                new Recorded(
                        "/exchange-rates",
                        "{\"from\": \"EUR\", \"to\": \"USD\", \"rate\": 1.1, \"on\": \"2024-06-19\", \"source\": {\"name\": \"ECB\", \"kind\": \"ORGANIZATION\"}}",
                        "{\"from\": \"EUR\", \"to\": \"USD\", \"rate\": 1.1, \"on\": \"2024-06-20\", \"source\": {\"name\": \"ECB\", \"kind\": \"ORGANIZATION\"}}"),
                new Recorded(
                        "/claims/{claim}/evidence",
                        "{\"title\": \"One\", \"kind\": \"DOCUMENT\", \"stance\": \"SUPPORTS\"}",
                        "{\"title\": \"Two\", \"kind\": \"DOCUMENT\", \"stance\": \"SUPPORTS\"}"),
                new Recorded("/claims/{claim}/assessments", "{\"summary\": \"One\"}", "{\"summary\": \"Two\"}"),
                new Recorded("/claims/{claim}/notes", "{\"text\": \"One\"}", "{\"text\": \"Two\"}"));
    }

    private static ObjectNode called(String body, String ids) {
        ObjectNode called = json(body);
        called.set("externalIds", Json.mapper().readTree(ids));
        return called;
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aThingOfAnyKindIsKnownByWhatItIsCalledElsewhere(Recorded kind) {
        String claim = api.created("/claims", claim("Said.")).id();
        String path = kind.path().replace("{claim}", claim);
        Answer one = api.created(path, called(kind.first(), TWO));
        assertThat(one.body().get("externalIds")).isEqualTo(Json.mapper().readTree(TWO));
        assertThat(found(path, "isni:0000000121032683")).containsExactly(one.id());
        assertThat(found(path, "desk.example:row: 12 «é»")).containsExactly(one.id());
        assertThat(found(path, "desk.example:row: 12")).isEmpty();
        String itself = path + "/" + one.id();
        assertThat(api.put(itself, one.body(), one.etag()).body()).isEqualTo(one.body());

        Answer taken = api.post(path, called(kind.second(), "[{\"scheme\": \"isni\", \"id\": \"0000000121032683\"}]"));
        assertThat(taken.status()).isEqualTo(409);
        assertThat(taken.pointers()).containsExactly("/externalIds");
        assertThat(taken.problem()).isEqualTo("duplicate");
        assertThat(taken.at("/others/0/id")).isEqualTo(one.id());
        assertThat(taken.at("/detail")).contains("isni:0000000121032683");

        String before = instant();
        ObjectNode other = one.object();
        other.set("externalIds", Json.mapper().readTree("[{\"scheme\": \"isni\", \"id\": \"0000000000000001\"}]"));
        Answer changed = api.put(itself, other, "*");
        assertThat(changed.body().get("externalIds")).hasSize(1);
        assertThat(found(path, "isni:0000000121032683")).isEmpty();
        assertThat(found(path, "isni:0000000000000001")).containsExactly(one.id());
        assertThat(api.get(path + "?externalId=isni:0000000121032683&asOf=" + before)
                        .items("id"))
                .containsExactly(one.id());
        assertThat(api.get("/changes?after=" + api.get("/changes?limit=500").at("/items/0/cursor") + "&limit=500")
                        .text())
                .contains("0000000000000001");

        api.delete(itself, "*");
        Answer kept = api.post(path, called(kind.second(), "[{\"scheme\": \"isni\", \"id\": \"0000000000000001\"}]"));
        assertThat(kept.status()).isEqualTo(409);
        assertThat(api.post(itself + "/restore", "").body().get("externalIds")).hasSize(1);
        other.putNull("externalIds");
        Answer none = api.put(itself, other.without(List.of("createdAt", "updatedAt", "resolved")), "*");
        assertThat(none.body().has("externalIds")).isFalse();
        assertThat(count("external_id")).isZero();
    }

    /** What a claim names, by fields of its body, and how that is recorded. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "about      | /sources  | {'name': 'One', 'kind': 'PERSON'}    | {'about': [REF]} | /about/0",
                "speaker    | /sources  | {'name': 'One', 'kind': 'PERSON'}    | {'appearances': [{'article': {'url': 'https://a.example/1'}, 'attribution': [{'sources': [REF]}]}]} | /appearances/0/attribution/0/sources/0",
                "publisher  | /sources  | {'name': 'One', 'kind': 'PUBLICATION'} | {'appearances': [{'article': {'url': 'https://a.example/1', 'publisher': REF}}]} | /appearances/0/article/publisher",
                "article    | /articles | {'url': 'https://a.example/1'}       | {'appearances': [{'article': REF}]} | /appearances/0/article",
                "measure    | /measures | {'name': 'one', 'unit': 't'}         | {'figures': [{'measure': REF, 'asStated': '5', 'qualifier': 'EXACT', 'amount': 5}]} | /figures/0/measure"
            })
    void whatAClaimNamesIsFoundByWhatItIsCalledElsewhere(
            String what, String path, String described, String claim, String pointer) {
        String ids = "'externalIds': [{'scheme': 'x', 'id': 'nobody'}, {'scheme': 'x', 'id': '1'}]";
        Answer unknown = api.post("/claims", naming(claim, "{" + ids + "}"));
        assertThat(unknown.status()).isEqualTo(400);
        assertThat(unknown.pointers()).containsExactly(pointer + "/externalIds");

        // Nothing is called so, but it can be recorded.
        Answer first = api.created("/claims", naming(claim, described.replace("}", ", " + ids + "}")));
        List<String> recorded = found(path, "x:1");
        assertThat(recorded).hasSize(1);
        assertThat(found(path, "x:nobody")).isEqualTo(recorded);
        if (!what.equals("publisher")) {
            assertThat(first.at(pointer + "/id")).isEqualTo(recorded.get(0));
        }
        // Whatever else is said: it is what it is called.
        Answer again = api.created(
                "/claims",
                naming(
                        claim.replace("a.example/1", "a.example/2"),
                        described
                                .replaceAll("[Oo]ne|a.example/1", "another")
                                .replace("}", ", 'externalIds': [{'scheme': 'x', 'id': '1'}]}")));
        if (!what.equals("publisher")) {
            assertThat(again.at(pointer + "/id")).isEqualTo(recorded.get(0));
        }
        assertThat(api.get(path).items("id").stream()
                        .filter(id -> api.get(path + "/" + id).text().contains("nother"))
                        .toList())
                .isEmpty();
        // By it alone.
        api.created(
                "/claims",
                naming(claim.replace("a.example/1", "a.example/3"), "{'externalIds': [{'scheme': 'x', 'id': '1'}]}"));

        // Two things at once.
        api.created(
                path,
                called(
                        described
                                .replace('\'', '"')
                                .replaceAll("[Oo]ne|a.example/1", "other.example/2")
                                .replace(
                                        "other.example/2\"",
                                        path.equals("/articles") ? "other.example/2\"" : "Other\""),
                        "[{\"scheme\": \"x\", \"id\": \"2\"}]"));
        Answer both = api.post(
                "/claims",
                naming(
                        claim.replace("a.example/1", "a.example/4"),
                        "{'externalIds': [{'scheme': 'x', 'id': '1'}, {'scheme': 'x', 'id': '2'}]}"));
        assertThat(both.status()).isEqualTo(400);
        assertThat(both.pointers()).containsExactly(pointer + "/externalIds");
        assertThat(both.text()).contains("2 things");

        // A duplicate leads to what it was merged into.
        String other = found(path, "x:2").get(0);
        api.post(
                path + "/" + other + "/merge",
                json("{\"into\": {\"id\": \"%s\"}, \"reason\": \"One.\"}".formatted(recorded.get(0))));
        assertThat(found(path, "x:2")).containsExactly(recorded.get(0));
        Answer merged = api.created(
                "/claims",
                naming(claim.replace("a.example/1", "a.example/5"), "{'externalIds': [{'scheme': 'x', 'id': '2'}]}"));
        if (!what.equals("publisher")) {
            assertThat(merged.at(pointer + "/id")).isEqualTo(recorded.get(0));
        }
    }

    @ParameterizedTest
    @CsvSource({"/sources, name, PERSON", "/articles, url, ", "/measures, name, "})
    void whatIsDeletedIsNotFound(String path, String field, String kind) {
        String value = field.equals("url") ? "https://a.example/1" : "Gone";
        ObjectNode body = Json.object().put(field, value);
        if (kind != null) {
            body.put("kind", kind);
        }
        body.set("externalIds", Json.mapper().readTree("[{\"scheme\": \"x\", \"id\": \"1\"}]"));
        String id = api.created(path, body).id();
        api.delete(path + "/" + id, "*");
        ObjectNode claim = claim("Said.");
        ObjectNode ref = Json.object();
        ref.set("externalIds", body.get("externalIds"));
        switch (path) {
            case "/sources" -> claim.putArray("about").add(ref);
            case "/articles" -> claim.putArray("appearances").addObject().set("article", ref);
            default ->
                claim.putArray("figures")
                        .addObject()
                        .put("asStated", "5")
                        .put("qualifier", "EXACT")
                        .put("amount", 5)
                        .set("measure", ref);
        }
        Answer refused = api.post("/claims", claim);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text()).contains("deleted");
    }

    @Test
    void claimsAndEvidenceAreNamedSo() {
        ObjectNode denied = called("{\"text\": \"It was so.\", \"kind\": \"FACT\"}", TWO);
        String to = api.created("/claims", denied).id();
        String from = api.created("/claims", claim("It was not so.")).id();
        ObjectNode relation = called("{\"type\": \"DENIES\"}", "[{\"scheme\": \"x\", \"id\": \"r\"}]");
        relation.putObject("to").set("externalIds", Json.mapper().readTree(TWO));
        Answer related = api.created("/claims/" + from + "/relations", relation);
        assertThat(related.at("/to/id")).isEqualTo(to);
        assertThat(related.at("/externalIds/0/id")).isEqualTo("r");
        assertThat(found("/claims/" + to + "/relations", "x:r")).containsExactly(related.id());
        Answer nobody = api.post(
                "/claims/" + from + "/relations",
                json("{\"type\": \"REPEATS\", \"to\": {\"externalIds\": [{\"scheme\": \"x\", \"id\": \"9\"}]}}"));
        assertThat(nobody.pointers()).containsExactly("/to/externalIds");
        assertThat(api.post("/claims/" + from + "/relations", "{\"type\": \"REPEATS\", \"to\": {}}")
                        .pointers())
                .containsExactly("/to/id");

        String evidence = api.created(
                        "/claims/" + to + "/evidence",
                        called("{\"title\": \"One\", \"kind\": \"DOCUMENT\", \"stance\": \"SUPPORTS\"}", TWO))
                .id();
        ObjectNode assessment = json("{\"summary\": \"So.\"}");
        assessment
                .putArray("evidence")
                .addObject()
                .set("externalIds", Json.mapper().readTree(TWO));
        assertThat(api.created("/claims/" + to + "/assessments", assessment).at("/evidence/0/id"))
                .isEqualTo(evidence);
        Answer ofAnother = api.post("/claims/" + from + "/assessments", assessment);
        assertThat(ofAnother.pointers()).containsExactly("/evidence/0/externalIds");
        assertThat(api.post("/claims/" + to + "/assessments", "{\"summary\": \"So.\", \"evidence\": [{}]}")
                        .pointers())
                .containsExactly("/evidence/0/id");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "5                                            | /externalIds",
                "{'scheme': 'x', 'id': '1'}                   | /externalIds",
                "['x:1']                                      | /externalIds/0",
                "[null]                                       | /externalIds/0",
                "[{'scheme': 'x'}]                            | /externalIds/0/id",
                "[{'id': 'x'}]                                | /externalIds/0/scheme",
                "[{'scheme': 'X', 'id': '1'}]                 | /externalIds/0/scheme",
                "[{'scheme': 'x y', 'id': '1'}]               | /externalIds/0/scheme",
                "[{'scheme': '1x', 'id': '1'}]                | /externalIds/0/scheme",
                "[{'scheme': 'x:y', 'id': '1'}]               | /externalIds/0/scheme",
                "[{'scheme': '', 'id': '1'}]                  | /externalIds/0/scheme",
                "[{'scheme': 'x', 'id': ' '}]                 | /externalIds/0/id",
                "[{'scheme': 'x', 'id': 5}]                   | /externalIds/0/id",
                "[{'scheme': 'x', 'id': 'a\\nb'}]             | /externalIds/0/id",
                "[{'scheme': 'x', 'id': 'a\\u0000b'}]         | /externalIds/0/id",
                "[{'scheme': 'x', 'id': '1', 'more': 1}]      | /externalIds/0/more",
                "[{'scheme': 'x', 'id': '1'}, {'scheme': 'x', 'id': ' 1 '}] | /externalIds"
            })
    void whatIsWrongIsTold(String ids, String pointer) {
        ObjectNode body = claim("Said.");
        body.set("externalIds", Json.mapper().readTree(ids.replace('\'', '"')));
        Answer refused = api.post("/claims", body);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.pointers()).containsExactly(pointer);
        ObjectNode other = source("One", "PERSON");
        other.set("externalIds", body.get("externalIds"));
        assertThat(api.post("/sources", other).pointers()).containsExactly(pointer);
        assertThat(count("claim") + count("source")).isZero();
    }

    @Test
    void thereAreLimits() {
        ObjectNode long500 = called(
                "{\"text\": \"One.\", \"kind\": \"FACT\"}",
                "[{\"scheme\": \"x\", \"id\": \"%s\"}]".formatted("\uD83D\uDE00".repeat(500)));
        api.created("/claims", long500);
        assertThat(api.post(
                                "/claims",
                                called(
                                        "{\"text\": \"One.\", \"kind\": \"FACT\"}",
                                        "[{\"scheme\": \"x\", \"id\": \"%s\"}]".formatted("x".repeat(501))))
                        .pointers())
                .containsExactly("/externalIds/0/id");
        String many = IntStream.range(0, 101)
                .mapToObj("{\"scheme\": \"x\", \"id\": \"%d\"}"::formatted)
                .collect(Collectors.joining(",", "[", "]"));
        assertThat(api.post("/claims", called("{\"text\": \"One.\", \"kind\": \"FACT\"}", many))
                        .pointers())
                .containsExactly("/externalIds");
        for (String wrong : List.of("x", "x:", ":x", "X:1", "x%20y:1")) {
            assertThat(api.get("/claims?externalId=" + wrong).at("/errors/0/parameter"))
                    .isEqualTo("externalId");
        }
    }

    @Test
    void ofManyWhoRecordItAtOnceOneDoes() {
        for (int round = 0; round < 5; round++) {
            String ids =
                    "[{\"scheme\": \"x\", \"id\": \"a%d\"}, {\"scheme\": \"x\", \"id\": \"b%1$d\"}]".formatted(round);
            List<Answer> answers = Race.of(
                    8,
                    runner -> api.post(
                            "/claims", called("{\"text\": \"Claim %d\", \"kind\": \"FACT\"}".formatted(runner), ids)));
            assertThat(answers)
                    .extracting(Answer::status)
                    .containsOnly(201, 409)
                    .containsOnlyOnce(201);
        }
        assertThat(count("claim")).isEqualTo(5);
    }

    @Test
    void ofABatchTheSecondIsRefused() {
        ObjectNode batch = Json.object().put("mode", "EACH");
        for (int i = 0; i < 3; i++) {
            batch.withArray("claims")
                    .add(called(
                            "{\"text\": \"Claim %d\", \"kind\": \"FACT\"}".formatted(i),
                            "[{\"scheme\": \"x\", \"id\": \"%d\"}]".formatted(i / 2)));
        }
        Answer answer = api.post("/claims/batch", batch);
        assertThat(answer.text()).contains("x:0");
        assertThat(found("/claims", "x:0")).hasSize(1);
        assertThat(found("/claims", "x:1")).hasSize(1);
        assertThat(count("claim")).isEqualTo(2);
    }

    @Test
    void whoeverChangesTheTableKeepsThemToo() {
        String id = api.created("/sources", called("{\"name\": \"One\", \"kind\": \"PERSON\"}", TWO))
                .id();
        owner.sql("update source set external_ids = '{x:1}'").update();
        assertThat(found("/sources", "x:1")).containsExactly(id);
        assertThat(db.sql("select called from external_id").query(String.class).list())
                .containsExactly("x:1");
    }

    private static ObjectNode naming(String claim, String ref) {
        ObjectNode body = json(claim.replace("REF", ref).replace('\'', '"'));
        body.put("text", "Said.").put("kind", "FACT");
        return body;
    }

    private List<String> found(String path, String called) {
        return api.get(path + "?externalId=" + URLEncoder.encode(called, StandardCharsets.UTF_8))
                .items("id");
    }

    private String instant() {
        return db.sql("select to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')")
                .query(String.class)
                .single();
    }
}
