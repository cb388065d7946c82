package org.claimtrail.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.claimtrail.testing.Bodies.claim;
import static org.claimtrail.testing.Bodies.containers;
import static org.claimtrail.testing.Bodies.json;
import static org.claimtrail.testing.Bodies.source;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.claimtrail.platform.Role;
import org.claimtrail.testing.Api.Answer;
import org.claimtrail.testing.ApiTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What became of a thing. */
class HistoryApiTest extends ApiTest {

    @Test
    void aClaimsHistoryTellsEveryChangeTheNewestFirst() {
        String id = api.created("/claims", containers()).id();
        JsonNode first = api.get("/claims/C-1").body();
        Answer patched = api.patch("/claims/C-1", Map.of("text", "Corrected."), "*");
        String figure = patched.at("/figures/0/id");
        api.put(
                "/claims/C-1/figures/" + figure,
                json("{\"qualifier\": \"ABOUT\", \"amount\": 6900.0, \"asStated\": \"about 6,900\"}"),
                "*");
        api.as(Role.REVIEWER)
                .put("/claims/C-1/status", Map.of("status", "UNVERIFIABLE", "reason", "Nobody can tell."), "*");
        JsonNode last = api.get("/claims/C-1").body();
        api.delete("/claims/C-1", "*");
        Answer restored = api.send("POST", "/claims/C-1/restore", null, null);

        Answer history = api.as(Role.READER).get("/claims/C-1/history");
        assertThat(history.items("type"))
                .containsExactly("restored", "deleted", "updated", "updated", "updated", "created");
        assertThat(history.items("revision")).containsExactly("6", "5", "4", "3", "2", "1");
        assertThat(history.items("resource")).containsOnly("claim");
        assertThat(history.items("id")).containsOnly(id);
        assertThat(history.items("by")).containsExactly("admin", "admin", "reviewer", "admin", "admin", "admin");
        assertThat(history.items("reason")).containsExactly("", "", "Nobody can tell.", "", "", "");
        assertThat(history.at("/items/0/request")).isEqualTo(restored.header("X-Request-Id"));
        assertThat(history.at("/items/4/request")).isEqualTo(patched.header("X-Request-Id"));

        assertThat(history.body().at("/items/5/changes"))
                .isEqualTo(json("{\"all\": [{\"pointer\": \"\", \"new\": %s}]}".formatted(first))
                        .get("all"));
        assertThat(history.body().at("/items/1/changes"))
                .isEqualTo(json("{\"all\": [{\"pointer\": \"\", \"old\": %s}]}".formatted(last))
                        .get("all"));
        assertThat(history.body().at("/items/0/changes/0/new")).isEqualTo(restored.body());
        assertThat(change(history, 4, "/text").get("old").stringValue()).startsWith("North Korea shipped");
        assertThat(change(history, 4, "/text").get("new").stringValue()).isEqualTo("Corrected.");
        assertThat(change(history, 3, "/figures/0/amount")).hasToString("""
                {"pointer":"/figures/0/amount","old":6700,"new":6900.0}""");
        assertThat(change(history, 3, "/figures/0/period").has("new")).isFalse();
        assertThat(change(history, 2, "/status")).hasToString("""
                {"pointer":"/status","old":"UNVERIFIED","new":"UNVERIFIABLE"}""");
        assertThat(api.get("/claims/" + id + "/history").text()).isEqualTo(history.text());
    }

    @Test
    void whatBelongsToAClaimIsInItsHistory() {
        api.created("/claims", claim("Said."));
        String other = api.created("/claims", claim("Denied.")).id();
        String relation = api.created(
                        "/claims/C-1/relations",
                        json("{\"type\": \"DENIES\", \"to\": {\"id\": \"%s\"}}".formatted(other)))
                .id();
        String evidence = api.created(
                        "/claims/C-1/evidence", Map.of("title", "A paper", "kind", "DOCUMENT", "stance", "CONTEXT"))
                .id();
        String assessment = api.created("/claims/C-1/assessments", Map.of("summary", "Borne out."))
                .id();
        api.put("/claims/C-1/assessments/" + assessment, Map.of("summary", "Not borne out."), "*");
        api.delete("/claims/C-1/relations/" + relation, "*");

        Answer history = api.get("/claims/C-1/history");
        assertThat(history.items("resource"))
                .containsExactly("relation", "assessment", "assessment", "evidence", "relation", "claim");
        assertThat(history.items("id").subList(0, 5))
                .containsExactly(relation, assessment, assessment, evidence, relation);
        assertThat(history.items("claim").subList(1, 4))
                .containsOnly(api.get("/claims/C-1").id());
        assertThat(api.get("/claims/C-2/history").items("resource")).containsExactly("relation", "relation", "claim");

        Answer assessed = api.get("/claims/C-1/assessments/" + assessment + "/history");
        assertThat(assessed.items("type")).containsExactly("updated", "created");
        assertThat(change(assessed, 0, "/summary").get("new").stringValue()).isEqualTo("Not borne out.");
        assertThat(api.get("/claims/C-2/assessments/" + assessment + "/history").status())
                .isEqualTo(404);
        api.delete("/claims/C-1/assessments/" + assessment, "*");
        assertThat(api.get("/claims/C-1/assessments/" + assessment + "/history").items("type"))
                .containsExactly("deleted", "updated", "created");
    }

    @Test
    void aReasonOfAStageIsToldToo() {
        api.created("/claims", claim("Said."));
        api.put("/claims/C-1/stage", Map.of("stage", "IN_PROGRESS", "reason", "My turn."), "*");

        Answer history = api.get("/claims/C-1/history");
        assertThat(change(history, 0, "/stage").get("new").stringValue()).isEqualTo("IN_PROGRESS");
        assertThat(history.at("/items/0/reason")).isEqualTo("My turn.");
    }

    @Test
    void twoPeoplesEditsAreTwoPeoples() {
        String id = api.as(Role.CONTRIBUTOR)
                .created("/sources", source("One", "PERSON"))
                .id();
        api.as(Role.REVIEWER).patch("/sources/" + id, Map.of("country", "KR"), "*");

        Answer history = api.get("/sources/" + id + "/history");
        assertThat(history.items("by")).containsExactly("reviewer", "contributor");
        assertThat(history.items("through")).containsOnly("test");
        assertThat(change(history, 0, "/country").has("old")).isFalse();
        assertThat(change(history, 0, "/country").get("new").stringValue()).isEqualTo("KR");
    }

    @Test
    void aChangeTypedInPsqlIsTheDatabaseRoles() {
        api.created("/claims", claim("Said."));
        db.sql("update claim set text = 'Typed.'").update();

        Answer history = api.get("/claims/C-1/history");
        assertThat(history.items("through")).containsExactly("SQL", "test");
        assertThat(history.at("/items/0/by"))
                .isEqualTo(db.sql("select session_user").query(String.class).single());
        assertThat(history.body().at("/items/0").has("request")).isFalse();
        assertThat(history.body().at("/items/0/changes")).hasToString("""
                [{"pointer":"/text","old":"Said.","new":"Typed."}]""");
        owner.sql("delete from claim").update();
        assertThat(api.get("/claims/C-1/history").items("type")).containsExactly("deleted", "updated", "created");
    }

    @Test
    void articlesMeasuresAndTopicsHaveTheirs() {
        Answer recorded = api.created("/claims", containers());
        String article = "/articles/" + recorded.at("/appearances/0/article/id");
        String measure = "/measures/" + recorded.at("/figures/0/measure/id");
        api.patch(article, Map.of("title", "Putin in Pyongyang"), "*");
        api.patch(measure, Map.of("unit", "boxes"), "*");
        String topic = "/topics/" + api.get("/topics").items("id").get(0);
        api.patch(topic, Map.of("name", "Arms"), "*");
        api.delete("/claims/C-1", "*");
        api.delete(article, "*");
        api.delete(measure, "*");
        api.delete(topic, "*");

        assertThat(api.get(article).status()).isEqualTo(410);
        Answer ofArticle = api.get(article + "/history");
        assertThat(ofArticle.items("type")).containsExactly("deleted", "updated", "created");
        assertThat(change(ofArticle, 1, "/title").get("old").stringValue()).isEqualTo("Putin visits North Korea");
        Answer ofMeasure = api.get(measure + "/history");
        assertThat(ofMeasure.items("type")).containsExactly("deleted", "updated", "created");
        assertThat(change(ofMeasure, 1, "/unit").get("new").stringValue()).isEqualTo("boxes");
        Answer ofTopic = api.get(topic + "/history");
        assertThat(ofTopic.items("type")).containsExactly("deleted", "updated", "created");
        assertThat(change(ofTopic, 1, "/name").get("old").stringValue()).isEqualTo("arms transfers");
    }

    @Test
    void namesAreThoseOfThen() {
        Answer recorded = api.created("/claims", containers());
        String russia = "/sources/" + recorded.at("/about/1/id");
        api.patch(russia, Map.of("name", "Russian Federation"), "*");
        api.patch("/claims/C-1", Map.of("text", "Corrected."), "*");

        Answer history = api.get("/claims/C-1/history");
        assertThat(history.items("type")).containsExactly("updated", "created");
        assertThat(history.body().at("/items/1/changes/0/new/about/1/name").stringValue())
                .isEqualTo("Russia");
        assertThat(history.body().at("/items/0/changes")).hasSize(2);
        assertThat(change(api.get(russia + "/history"), 0, "/name").get("new").stringValue())
                .isEqualTo("Russian Federation");
    }

    @Test
    void pagesNeitherRepeatNorSkip() {
        api.created("/claims", claim("Said."));
        for (int i = 0; i < 6; i++) {
            api.patch("/claims/C-1", Map.of("text", "Text " + i), "*");
        }
        List<String> whole = api.get("/claims/C-1/history").items("revision");
        Answer page = api.get("/claims/C-1/history?limit=2");
        assertThat(page.header("Link")).contains("cursor=" + page.at("/next")).contains("limit=2");
        List<String> paged = new ArrayList<>(page.items("revision"));
        while (!page.body().get("next").isNull()) {
            api.patch("/claims/C-1", Map.of("text", "Meanwhile " + paged.size()), "*");
            page = api.get("/claims/C-1/history?limit=2&cursor=" + page.at("/next"));
            paged.addAll(page.items("revision"));
        }

        assertThat(paged).isEqualTo(whole).containsExactly("7", "6", "5", "4", "3", "2", "1");
        assertThat(page.header("Link")).isEmpty();
    }

    @Test
    void asOfAnInstantThereIsWhatHadHappenedByThen() {
        api.created("/claims", claim("Said."));
        String then = db.sql("select clock_timestamp()")
                .query(OffsetDateTime.class)
                .single()
                .toInstant()
                .toString();
        api.patch("/claims/C-1", Map.of("text", "Corrected."), "*");

        assertThat(api.get("/claims/C-1/history?asOf=" + then).items("type")).containsExactly("created");
        assertThat(api.get("/claims/C-1/history?asOf=2001-01-01T00:00:00Z").status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/claims/C-2/history",
                "/claims/01903a7c-4d10-7c52-8f3b-6a1d2e9c0b24/history",
                "/sources/01903a7c-4d10-7c52-8f3b-6a1d2e9c0b24/history",
                "/articles/01903a7c-4d10-7c52-8f3b-6a1d2e9c0b24/history",
                "/measures/01903a7c-4d10-7c52-8f3b-6a1d2e9c0b24/history",
                "/topics/01903a7c-4d10-7c52-8f3b-6a1d2e9c0b24/history",
                "/claims/C-1/assessments/01903a7c-4d10-7c52-8f3b-6a1d2e9c0b24/history"
            })
    void whatWasNeverRecordedHasNone(String path) {
        api.created("/claims", claim("Said."));

        assertThat(api.get(path).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=101", "limit=0", "cursor=x", "cursor=0", "cursor=1.claim.x", "sort=at"})
    void whatIsWrongWithTheQueryIsTold(String query) {
        api.created("/claims", claim("Said."));
        Answer refused = api.get("/claims/C-1/history?" + query);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.at("/errors/0/parameter")).isEqualTo(query.substring(0, query.indexOf('=')));
    }

    private static JsonNode change(Answer history, int item, String pointer) {
        return history.body()
                .at("/items/" + item + "/changes")
                .valueStream()
                .filter(change -> change.get("pointer").stringValue().equals(pointer))
                .findFirst()
                .orElseThrow();
    }
}
