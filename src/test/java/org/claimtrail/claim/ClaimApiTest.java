package org.claimtrail.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.claimtrail.testing.Bodies.claim;
import static org.claimtrail.testing.Bodies.containers;
import static org.claimtrail.testing.Bodies.json;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.claimtrail.testing.Api.Answer;
import org.claimtrail.testing.ApiTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

class ClaimApiTest extends ApiTest {

    @Test
    void whatIsNotReadOfAUnitIsAGap() {
        ObjectNode claim = claim("So many tons.");
        claim.withArray("figures")
                .add(
                        json(
                                "{\"qualifier\": \"DOZENS\", \"unit\": \"tons\", \"measure\": {\"name\": \"Grain\", \"unit\": \"t\"}}"))
                .add(json("{\"qualifier\": \"DOZENS\", \"measure\": {\"name\": \"Sum\", \"unit\": \"zillion USD\"}}"))
                .add(json("{\"qualifier\": \"DOZENS\", \"measure\": {\"name\": \"Cost\", \"unit\": \"bn USD\"}}"));
        Answer recorded = api.created("/claims", claim);
        List<String> gaps = List.of(
                "\"tons\" can be metric, short or long tons: it compares only with what is given in the same words.",
                "\"zillion USD\" has words in it that are not read together: it compares only with what is given in the same words.");

        assertThat(unread(recorded)).containsExactlyElementsOf(gaps);
        assertThat(recorded.body().get("gaps").findValuesAsString("pointer"))
                .contains("/figures/0/unit", "/figures/1/unit");
        assertThat(unread(api.get("/claims/C-1?asOf=" + Instant.now()))).containsExactlyElementsOf(gaps);
        Answer measure =
                api.patch("/measures/" + recorded.at("/figures/1/measure/id"), json("{\"unit\": \"bn $\"}"), "*");
        assertThat(measure.status()).isEqualTo(200);
        assertThat(unread(api.get("/claims/C-1")).get(1))
                .isEqualTo(
                        "\"bn $\" can be dollars of several countries: it compares only with what is given in the same words.");
        assertThat(unread(api.patch("/claims/C-1", json("{\"figures\": []}"), "*")))
                .isEmpty();
    }

    private static List<String> unread(Answer answer) {
        return answer.body().get("gaps").findValuesAsString("detail").stream()
                .filter(detail -> detail.endsWith("in the same words."))
                .toList();
    }

    @Test
    void oneRequestRecordsAWholeClaim() {
        Answer recorded = api.post("/claims", containers());

        assertThat(recorded.status()).isEqualTo(201);
        assertThat(recorded.header("Location")).isEqualTo("/api/v1/claims/" + recorded.id());
        assertThat(recorded.at("/number")).isEqualTo("1");
        assertThat(recorded.at("/status")).isEqualTo("UNVERIFIED");
        assertThat(recorded.at("/stage")).isEqualTo("INBOX");
        assertThat(recorded.at("/about/1/name")).isEqualTo("Russia");
        assertThat(recorded.body().at("/figures/0/amount").decimalValue()).isEqualByComparingTo("6700");
        assertThat(recorded.body().at("/figures/0").has("lowerBound")).isFalse();
        assertThat(recorded.at("/figures/0/measure/unit")).isEqualTo("containers");
        assertThat(recorded.at("/appearances/0/article/publisher/name")).isEqualTo("The Example Times");
        assertThat(recorded.at("/appearances/0/attribution/0/sources/0/name"))
                .isEqualTo("South Korean Defense Ministry");
        assertThat(recorded.body().get("gaps")).isEmpty();
        assertThat(api.get("/claims/C-1").text()).isEqualTo(recorded.text());
        assertThat(api.get("/claims/" + recorded.id()).etag()).isEqualTo(recorded.etag());
    }

    @Test
    void everyFaultOfABodyIsToldAtOnce() {
        ObjectNode body = containers();
        body.put("text", " ").put("kind", "RUMOUR").put("language", "english!").put("occurred", "2023-13");
        body.put("colour", "red").put("number", 7);
        body.putArray("topics").add(7);
        ((ObjectNode) body.at("/figures/0")).put("lowerBound", 1).put("period", "2024/2023");
        ((ObjectNode) body.at("/appearances/0/article")).put("url", "ftp://news.example/");
        ((ObjectNode) body.at("/appearances/0/attribution/0"))
                .put("mode", "LOUD")
                .put("cue", "sa\0id");

        Answer refused = api.post("/claims", body);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.problem()).isEqualTo("invalid-body");
        assertThat(refused.pointers())
                .containsExactlyInAnyOrder(
                        "/text",
                        "/kind",
                        "/language",
                        "/occurred",
                        "/colour",
                        "/number",
                        "/topics/0",
                        "/figures/0/lowerBound",
                        "/figures/0/period",
                        "/appearances/0/article/url",
                        "/appearances/0/attribution/0/mode",
                        "/appearances/0/attribution/0/cue");
        assertThat(count("claim") + count("source") + count("article")).isZero();
    }

    @Test
    void whatWasAnsweredCanBePutBack() {
        Answer recorded = api.created("/claims", containers());

        Answer put = api.put("/claims/" + recorded.id(), recorded.object(), recorded.etag());

        assertThat(put.status()).isEqualTo(200);
        assertThat(put.text()).isEqualTo(recorded.text());
    }

    @Test
    void aReadOnlyFieldThatDiffersIsAFault() {
        Answer recorded = api.created("/claims", containers());
        ObjectNode body = recorded.object();
        body.put("status", "CONFIRMED").put("number", 99);
        ((ObjectNode) body.at("/about/0")).put("name", "South Korea");
        ((ObjectNode) body.at("/appearances/0/article")).put("title", "Another title");

        Answer refused = api.put("/claims/C-1", body, recorded.etag());

        assertThat(refused.pointers())
                .containsExactlyInAnyOrder("/status", "/number", "/about/0/name", "/appearances/0/article/title");
    }

    @Test
    void replacingKeepsPartsWithAnIdAddsThoseWithoutAndDropsTheRest() {
        ObjectNode body = containers();
        body.withArray("figures").add(json("{\"qualifier\": \"DOZENS\", \"asStated\": \"dozens of ships\"}"));
        Answer recorded = api.created("/claims", body);
        String kept = recorded.at("/figures/1/id");
        ObjectNode wanted = recorded.object();
        wanted.withArray("figures").remove(0);
        wanted.withArray("figures").insert(0, json("{\"qualifier\": \"AT_LEAST\", \"lowerBound\": 5.50}"));

        Answer put = api.put("/claims/C-1", wanted, recorded.etag());

        assertThat(put.status()).isEqualTo(200);
        assertThat(put.body().get("figures")).hasSize(2);
        assertThat(put.text()).contains("\"lowerBound\":5.50");
        assertThat(put.at("/figures/1/id")).isEqualTo(kept);
        assertThat(put.etag()).isNotEqualTo(recorded.etag());
        assertThat(api.get("/claims/C-1/figures/" + recorded.at("/figures/0/id"))
                        .status())
                .isEqualTo(410);
    }

    @Test
    void aPatchChangesWhatItNamesAndClearsWhatItNulls() {
        Answer recorded = api.created("/claims", containers());

        Answer patched = api.patch(
                "/claims/C-1",
                json("{\"place\": \"Rajin\", \"occurred\": null, \"topics\": [\"Arms Transfers\", \"shipping\"]}"),
                recorded.etag());

        assertThat(patched.status()).isEqualTo(200);
        assertThat(patched.at("/place")).isEqualTo("Rajin");
        assertThat(patched.body().has("occurred")).isFalse();
        assertThat(patched.body().get("topics").toString()).isEqualTo("[\"arms transfers\",\"shipping\"]");
        assertThat(patched.at("/text")).isEqualTo(recorded.at("/text"));
        assertThat(api.patch("/claims/C-1", json("{\"colour\": null}"), patched.etag())
                        .pointers())
                .containsExactly("/colour");
        assertThat(api.patch("/claims/C-1", json("{\"text\": null}"), patched.etag())
                        .pointers())
                .containsExactly("/text");
    }

    @Test
    void aChangeIsMadeForTheStateThatWasRead() {
        Answer recorded = api.created("/claims", claim("The bridge is closed."));
        String path = "/claims/" + recorded.id();

        assertThat(api.send("PATCH", path, "application/merge-patch+json", "{\"place\":\"Here\"}")
                        .status())
                .isEqualTo(428);
        assertThat(api.patch(path, json("{\"place\":\"Here\"}"), "\"old\"").status())
                .isEqualTo(412);
        assertThat(api.patch(path, json("{\"place\":\"Here\"}"), "W/" + recorded.etag())
                        .status())
                .isEqualTo(412);
        assertThat(api.patch(path, json("{\"place\":\"Here\"}"), "not quoted").problem())
                .isEqualTo("invalid-header");
        assertThat(api.patch(path, json("{\"place\":\"Here\"}"), "\"old\", " + recorded.etag())
                        .status())
                .isEqualTo(200);
        assertThat(api.patch(path, json("{\"place\":\"There\"}"), "*").status()).isEqualTo(200);
        String etag = api.get(path).etag();
        assertThat(api.get(path, "If-None-Match", etag).status()).isEqualTo(304);
        assertThat(api.get(path, "If-None-Match", "\"old\"").status()).isEqualTo(200);
    }

    @Test
    void theTagChangesWithAnEmbeddedName() {
        Answer recorded = api.created("/claims", containers());
        Answer source = api.get("/sources/" + recorded.at("/about/0/id"));

        api.patch("/sources/" + source.id(), json("{\"name\": \"DPRK\"}"), source.etag());

        Answer read = api.get("/claims/C-1", "If-None-Match", recorded.etag());
        assertThat(read.status()).isEqualTo(200);
        assertThat(read.at("/about/0/name")).isEqualTo("DPRK");
    }

    @Test
    void aDeletedClaimIsGoneUntilItIsRestored() {
        Answer recorded = api.created("/claims", containers());

        assertThat(api.delete("/claims/C-1", recorded.etag()).status()).isEqualTo(204);

        assertThat(api.get("/claims/C-1").status()).isEqualTo(410);
        assertThat(api.get("/claims/C-1/figures").status()).isEqualTo(410);
        assertThat(api.get("/claims/C-1/status").status()).isEqualTo(410);
        assertThat(api.patch("/claims/C-1", json("{}"), "*").status()).isEqualTo(410);
        assertThat(api.get("/claims").body().get("items")).isEmpty();
        Answer restored = api.post("/claims/C-1/restore", null);
        assertThat(restored.status()).isEqualTo(200);
        assertThat(restored.at("/figures/0/asStated")).isEqualTo("about 6,700 containers");
        assertThat(api.get("/claims/C-99").status()).isEqualTo(404);
        assertThat(api.get("/claims/nonsense").status()).isEqualTo(404);
    }

    @Test
    void aClaimWhosePartsReferToDeletedThingsIsNotRestored() {
        Answer recorded = api.created("/claims", containers());
        api.delete("/claims/C-1", recorded.etag());
        String article = "/articles/" + recorded.at("/appearances/0/article/id");
        api.delete(article, api.get(article).etag());

        Answer refused = api.post("/claims/C-1/restore", null);

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.problem()).isEqualTo("refers-to-deleted");
        assertThat(refused.at("/others/0/type")).isEqualTo("article");
        api.post(article + "/restore", null);
        assertThat(api.post("/claims/C-1/restore", null).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1000000000000000000000000000000",
                "-1000000000000000000000000000000",
                "0.000000000001",
                "6700.00",
                "123456789012345678901234567890.123456789012"
            })
    void decimalsKeepEveryDigit(String digits) {
        ObjectNode body = claim("A figure.");
        body.withArray("figures").add(json("{\"qualifier\": \"EXACT\", \"amount\": " + digits + "}"));

        Answer recorded = api.created("/claims", body);

        assertThat(recorded.text()).contains("\"amount\":" + digits + "}");
        assertThat(api.get("/claims/C-1/figures/" + recorded.at("/figures/0/id"))
                        .text())
                .contains("\"amount\":" + digits + "}");
        assertThat(db.sql("select amount from figure").query(BigDecimal.class).single())
                .isEqualByComparingTo(digits);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1000000000000000000000000000001", "1e31", "1e999999999", "0.0000000000001", "\"7\"", "true"})
    void decimalsOutOfRangeAreRefused(String digits) {
        ObjectNode body = claim("A figure.");
        String text =
                body.toString().replace("}", ",\"figures\":[{\"qualifier\":\"EXACT\",\"amount\":" + digits + "}]}");

        assertThat(api.post("/claims", text).pointers()).containsExactly("/figures/0/amount");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"qualifier\": \"ABOUT\", \"lowerBound\": 1}",
                "{\"qualifier\": \"AT_LEAST\", \"amount\": 1}",
                "{\"qualifier\": \"NEARLY\"}",
                "{\"qualifier\": \"BETWEEN\", \"lowerBound\": 2, \"upperBound\": 1}",
                "{\"qualifier\": \"HUNDREDS\", \"amount\": 300}",
                "{\"amount\": 300}"
            })
    void boundsFollowTheQualifier(String figure) {
        ObjectNode body = claim("A figure.");
        body.withArray("figures").add(json(figure));

        assertThat(api.post("/claims", body).status()).isEqualTo(400);
    }

    @Test
    void aFigureMayBeDerivedFromAnotherOfTheSameBody() {
        ObjectNode body = containers();
        ((ObjectNode) body.at("/figures/0")).put("key", "containers");
        body.withArray("figures").add(json("""
                {"key": "shells", "qualifier": "MORE_THAN", "lowerBound": 3000000, "unit": "152 mm shells",
                 "derivedFrom": {"figure": {"key": "containers"}, "assumption": "if all held shells"}}"""));
        body.withArray("figures").add(json("""
                {"qualifier": "MORE_THAN", "lowerBound": 500000, "alternativeTo": {"key": "shells"}}"""));

        Answer recorded = api.created("/claims", body);

        assertThat(recorded.at("/figures/1/derivedFrom/figure/id")).isEqualTo(recorded.at("/figures/0/id"));
        assertThat(recorded.at("/figures/2/alternativeTo/id")).isEqualTo(recorded.at("/figures/1/id"));
        Answer refused = api.delete("/claims/C-1/figures/" + recorded.at("/figures/0/id"), recorded.etag());
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.problem()).isEqualTo("referenced");
        ObjectNode circular = recorded.object();
        ((ObjectNode) circular.at("/figures/0"))
                .putObject("derivedFrom")
                .putObject("figure")
                .put("id", recorded.at("/figures/1/id"));
        assertThat(api.put("/claims/C-1", circular, recorded.etag()).problem()).isEqualTo("cycle");
        assertThat(api.put("/claims/C-1", recorded.object(), recorded.etag()).status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"derivedFrom\": {\"figure\": REF}", "\"alternativeTo\": REF"})
    void aFigureHasNothingToDoWithItself(String reference) {
        String figure = "{\"key\": \"a\", \"qualifier\": \"ABOUT\", \"amount\": 1, "
                + reference.replace("REF", "{\"key\": \"a\"}") + "}";
        var body = claim("About itself.");
        body.putArray("figures").add(json(figure));

        assertThat(api.post("/claims", body).problem()).isEqualTo("cycle");

        Answer recorded = api.created("/claims", containers());
        String id = recorded.at("/figures/0/id");
        ObjectNode changed = json("{\"qualifier\": \"ABOUT\", \"amount\": 1, "
                + reference.replace("REF", "{\"id\": \"" + id + "\"}") + "}");
        assertThat(api.put("/claims/" + recorded.id() + "/figures/" + id, changed, "*")
                        .problem())
                .isEqualTo("cycle");
    }

    @Test
    void gapsTellWhatTheKindWouldWant() {
        ObjectNode body = claim("Moscow denies it.");
        body.put("kind", "DENIAL");
        body.withArray("appearances").add(json("""
                {"article": {"url": "https://news.example/1"},
                 "attribution": [{"sources": [{"name": "Moscow", "kind": "GOVERNMENT"}], "mode": "DIRECT"}]}"""));

        Answer recorded = api.created("/claims", body);

        assertThat(recorded.body().get("gaps").findValuesAsString("pointer"))
                .containsExactly("/relations", "/appearances/0/attribution/0/quote");
        assertThat(api.created("/claims", claim("Alone.")).body().get("gaps").findValuesAsString("pointer"))
                .containsExactly("/appearances");
    }

    @Test
    void textMayBeInAnyScriptAndIsKeptInNfc() {
        String text = "Cafe\u0301 — 조선민주주의인민공화국, россия, 🚢 \u202bעברית".repeat(5000);

        Answer recorded = api.created("/claims", claim(text));

        assertThat(recorded.at("/text")).isEqualTo(text.replace("e\u0301", "é"));
        assertThat(api.post("/claims", "{\"text\":\"a\\u0000b\",\"kind\":\"FACT\"}")
                        .pointers())
                .containsExactly("/text");
        assertThat(api.post("/claims", "{\"text\":\"a\\ud800b\",\"kind\":\"FACT\"}")
                        .pointers())
                .containsExactly("/text");
    }

    @Test
    void neitherALongTextNorLongNamesAndAddressesAreTooMuch() {
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < 300_000; i++) {
            words.append("word").append(i).append(' ');
        }
        var random = new Random(7);
        String name = random.ints(500, 0x4e00, 0x9fff)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        String path = random.ints(7900, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        ObjectNode body = claim(words + "end");
        body.withArray("about").addObject().put("name", name).put("kind", "PERSON");
        body.withArray("topics").add(name);
        body.withArray("figures").add(json("""
                {"qualifier": "DOZENS", "measure": {"name": "%s", "unit": "%s"}}""".formatted(name, name.substring(0, 100))));
        body.withArray("appearances").add(json("""
                {"article": {"url": "https://news.example/%s", "title": "%s"}, "locator": {"exact": "%s"}}""".formatted(path, words, words)));

        assertThat(api.post("/claims", body).status()).isEqualTo(201);
        Answer again = api.post("/claims", body);
        assertThat(again.status()).isEqualTo(201);
        assertThat(count("article")).isEqualTo(1);
        assertThat(api.get("/claims?limit=1&q=word7").items("number")).containsExactly("2");
        assertThat(api.post("/sources", json("{\"name\": \"%s\", \"kind\": \"PERSON\"}".formatted(name + "x")))
                        .pointers())
                .containsExactly("/name");
    }

    @Test
    void equalTextsAreNoFault() {
        api.created("/claims", claim("Said twice."));
        assertThat(api.created("/claims", claim("Said twice.")).at("/number")).isEqualTo("2");
    }

    @Test
    void anUnnamedSourceIsKnownOnlyWithinItsArticle() {
        String body = """
                {"text": "It was said.", "kind": "FACT", "appearances": [{"article": {"url": "https://%s.example/1"},
                 "attribution": [{"sources": [{"name": "senior official", "kind": "UNNAMED"}]}]}]}""";

        Answer first = api.created("/claims", body.formatted("times"));
        Answer again = api.created("/claims", body.formatted("times").replace("senior", "Senior"));
        Answer elsewhere = api.created("/claims", body.formatted("post"));

        String speaker = "/appearances/0/attribution/0/sources/0/id";
        assertThat(again.at(speaker)).isEqualTo(first.at(speaker));
        assertThat(elsewhere.at(speaker)).isNotEqualTo(first.at(speaker));
    }

    @Test
    void aNewSourceWantsAKind() {
        ObjectNode body = claim("About nobody.");
        body.withArray("about").addObject().put("name", "Nobody In Particular");
        body.withArray("about").addObject().put("name", "somebody").put("kind", "UNNAMED");

        assertThat(api.post("/claims", body).pointers()).containsExactlyInAnyOrder("/about/0/kind", "/about/1");
    }
}
