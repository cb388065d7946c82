package org.claimtrail.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.claimtrail.testing.Bodies.claim;
import static org.claimtrail.testing.Bodies.json;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.claimtrail.platform.Role;
import org.claimtrail.testing.Api.Answer;
import org.claimtrail.testing.ApiTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class TopicApiTest extends ApiTest {

    @Test
    void aTopicIsOneByName() {
        Answer topic = api.created("/topics", json("{\"name\": \"Grain\", \"description\": \"Of all kinds.\"}"));

        assertThat(topic.header("Location")).endsWith("/topics/" + topic.id());
        assertThat(topic.at("/description")).isEqualTo("Of all kinds.");
        Answer taken = api.post("/topics", json("{\"name\": \"GRAIN\"}"));
        assertThat(taken.problem()).isEqualTo("duplicate");
        assertThat(taken.at("/errors/0/pointer")).isEqualTo("/name");
        assertThat(taken.body().at("/others/0/id").stringValue()).isEqualTo(topic.id());
        assertThat(taken.body().at("/others/0/name").stringValue()).isEqualTo("Grain");
        Answer other = api.created("/topics", json("{\"name\": \"Ships\"}"));
        assertThat(api.patch("/topics/" + other.id(), json("{\"name\": \"grain\"}"), other.etag())
                        .problem())
                .isEqualTo("duplicate");
        assertThat(api.put("/topics/" + topic.id(), topic.object(), topic.etag())
                        .text())
                .isEqualTo(topic.text());
        Answer otherwise = api.patch("/topics/" + topic.id(), json("{\"name\": \"GRAIN\"}"), topic.etag());
        assertThat(otherwise.at("/name")).isEqualTo("GRAIN");
        assertThat(otherwise.at("/description")).isEqualTo("Of all kinds.");
        assertThat(api.put("/topics/" + topic.id(), json("{\"name\": \"Grain\"}"), otherwise.etag())
                        .body()
                        .has("description"))
                .isFalse();
    }

    @Test
    void whatIsWrongWithABodyIsTold() {
        assertThat(api.post("/topics", json("{\"name\": \" \", \"description\": 7, \"claims\": 1}"))
                        .pointers())
                .containsExactlyInAnyOrder("/name", "/description", "/claims");
        assertThat(api.post("/topics", json("{}")).pointers()).containsExactly("/name");
        Answer topic = api.created("/topics", json("{\"name\": \"Grain\"}"));
        assertThat(api.patch("/topics/" + topic.id(), json("{\"name\": null, \"createdAt\": \"2020-01-01\"}"), "*")
                        .pointers())
                .containsExactlyInAnyOrder("/name", "/createdAt");
    }

    @Test
    void aChangeWantsTheStateThatItIsOf() {
        Answer topic = api.created("/topics", json("{\"name\": \"Grain\"}"));
        String path = "/topics/" + topic.id();
        api.patch(path, json("{\"name\": \"Wheat\"}"), topic.etag());

        assertThat(api.patch(path, json("{\"name\": \"Rye\"}"), topic.etag()).status())
                .isEqualTo(412);
        assertThat(api.delete(path, topic.etag()).status()).isEqualTo(412);
        assertThat(api.send("PATCH", path, "application/merge-patch+json", json("{\"name\": \"Rye\"}"))
                        .status())
                .isEqualTo(428);
        assertThat(api.get(path).at("/name")).isEqualTo("Wheat");
    }

    @Test
    void everyTopicIsListedWithHowManyClaimsThereAre() {
        api.created("/topics", json("{\"name\": \"Grain\"}"));
        filed("One.", "Ships", "Arms");
        filed("Two.", "ships");
        String gone = filed("Three.", "Arms").id();
        api.delete("/claims/" + gone, "*");

        assertThat(api.get("/topics").items("name")).containsExactly("Arms", "Grain", "Ships");
        assertThat(api.get("/topics").items("claims")).containsExactly("1", "0", "2");
        assertThat(api.get("/topics?sort=-claims").items("name")).containsExactly("Ships", "Arms", "Grain");
        assertThat(api.get("/topics?sort=createdAt&limit=1").items("name")).containsExactly("Grain");
        assertThat(api.get("/topics?filed=true&count=true").items("name")).containsExactly("Arms", "Ships");
        assertThat(api.get("/topics?filed=false").items("name")).containsExactly("Grain");
        assertThat(api.get("/topics?q=RAI").items("name")).containsExactly("Grain");
        assertThat(api.get("/topics?filed=maybe").status()).isEqualTo(400);
    }

    /** What is filed under it is no change of a topic, or nobody could edit one that is much used. */
    @Test
    void aTopicStaysAsItIsWhenAClaimIsFiledUnderIt() {
        Answer topic = api.created("/topics", json("{\"name\": \"Ships\"}"));
        filed("One.", "ships");

        assertThat(api.get("/topics/" + topic.id()).etag()).isEqualTo(topic.etag());
        assertThat(api.get("/topics/" + topic.id() + "/history").items("type")).containsExactly("created");
    }

    @Test
    void renamedItIsTheSameTopicOfTheSameClaims() {
        filed("One.", "Ships");
        filed("Two.", "Arms", "Ships");
        Answer before = api.get("/claims/C-1");
        Instant then = now();
        String start = api.get("/changes?after=now").at("/next");
        String id = id("Ships");

        assertThat(api.patch("/topics/" + id, json("{\"name\": \"Vessels\"}"), "*")
                        .status())
                .isEqualTo(200);

        Answer after = api.get("/claims/C-1");
        assertThat(after.body().get("topics")).hasToString("[\"Vessels\"]");
        assertThat(after.etag()).isNotEqualTo(before.etag());
        assertThat(api.patch("/claims/C-1", json("{\"place\": \"Rason\"}"), before.etag())
                        .status())
                .isEqualTo(412);
        assertThat(api.get("/claims/C-2").body().get("topics")).hasToString("[\"Arms\",\"Vessels\"]");
        assertThat(api.get("/claims?topic=vessels").items("number")).hasSize(2);
        assertThat(api.get("/claims?topic=ships").items("number")).isEmpty();
        assertThat(api.get("/claims?q=vessels").items("number")).hasSize(2);
        assertThat(api.get("/claims?q=ships").items("number")).isEmpty();
        assertThat(api.get("/claims/C-1?asOf=" + then).text()).isEqualTo(before.text());
        assertThat(api.get("/topics?asOf=" + then).items("name")).containsExactly("Arms", "Ships");
        assertThat(api.get("/topics/" + id + "?asOf=" + then).at("/name")).isEqualTo("Ships");
        Answer told = api.get("/changes?after=" + start);
        assertThat(told.items("type")).containsExactly("topic.updated");
        assertThat(api.get("/claims/C-1/history").items("type")).containsExactly("created");
        // Who names it as it was called files under another one.
        filed("Three.", "Ships");
        assertThat(id("Ships")).isNotEqualTo(id);
    }

    @Test
    void whatClaimsAreFiledUnderCannotBeDeleted() {
        Answer claim = filed("One.", "Ships");
        String path = "/topics/" + id("Ships");

        Answer refused = api.delete(path, "*");
        assertThat(refused.problem()).isEqualTo("referenced");
        assertThat(refused.body().at("/others/0/id").stringValue()).isEqualTo(claim.id());
        assertThat(refused.body().at("/others/0/name").stringValue()).isEqualTo("C-1");
        api.patch("/claims/C-1", json("{\"topics\": []}"), "*");
        assertThat(api.delete(path, "*").status()).isEqualTo(204);
        assertThat(api.get(path).status()).isEqualTo(410);
        assertThat(api.delete(path, "*").status()).isEqualTo(410);
        assertThat(api.get("/topics").items("name")).isEmpty();
    }

    @Test
    void aDeletedTopicCanBeRestored() {
        Answer topic = api.created("/topics", json("{\"name\": \"Grain\"}"));
        String path = "/topics/" + topic.id();

        assertThat(api.delete(path, topic.etag()).status()).isEqualTo(204);
        Answer another = api.created("/topics", json("{\"name\": \"grain\"}"));
        Answer refused = api.post(path + "/restore", null);
        assertThat(refused.problem()).isEqualTo("duplicate");
        assertThat(refused.body().at("/others/0/id").stringValue()).isEqualTo(another.id());
        api.delete("/topics/" + another.id(), another.etag());
        assertThat(api.post(path + "/restore", null).status()).isEqualTo(200);
        assertThat(api.post(path + "/restore", null).at("/name")).isEqualTo("Grain");
        assertThat(api.get(path + "/history").items("type")).containsExactly("restored", "deleted", "created");
        assertThat(api.post("/topics/01903a7c-4d0a-7d03-a5d2-7f1e0c9b8a12/restore", null)
                        .status())
                .isEqualTo(404);
    }

    /** As measures are: a name finds what stands, else it creates. */
    @Test
    void aClaimThatNamesADeletedTopicIsFiledUnderAnotherOfThatName() {
        Answer topic = api.created("/topics", json("{\"name\": \"Grain\"}"));
        api.delete("/topics/" + topic.id(), "*");

        assertThat(filed("One.", "grain").body().get("topics")).hasToString("[\"grain\"]");
        assertThat(id("grain")).isNotEqualTo(topic.id());
        assertThat(api.get("/topics/" + topic.id()).status()).isEqualTo(410);
    }

    @Test
    void aClaimDoesNotComeBackUnderATopicThatIsGone() {
        filed("One.", "Ships");
        String topic = id("Ships");
        api.delete("/claims/C-1", "*");
        assertThat(api.delete("/topics/" + topic, "*").status()).isEqualTo(204);

        Answer refused = api.post("/claims/C-1/restore", null);
        assertThat(refused.problem()).isEqualTo("refers-to-deleted");
        assertThat(refused.body().at("/others/0/type").stringValue()).isEqualTo("topic");
        api.post("/topics/" + topic + "/restore", null);
        assertThat(api.post("/claims/C-1/restore", null).body().get("topics")).hasToString("[\"Ships\"]");
    }

    @Test
    void aRevertedClaimIsFiledAsItWasWhateverItsTopicsAreCalledNow() {
        filed("One.", "Ships", "Arms");
        String ships = id("Ships");
        String arms = id("Arms");
        api.patch("/claims/C-1", json("{\"topics\": [\"Other\"]}"), "*");
        api.patch("/topics/" + ships, json("{\"name\": \"Vessels\"}"), "*");
        api.delete("/topics/" + arms, "*");
        // Called as the first one was.
        filed("Two.", "Ships");

        Answer reverted = api.post("/claims/C-1/revert", Map.of("to", 1, "reason", "x"));

        assertThat(reverted.body().get("topics")).hasToString("[\"Vessels\",\"Arms\"]");
        assertThat(id("Vessels")).isEqualTo(ships);
        assertThat(id("Arms")).isNotEqualTo(arms);
    }

    @Test
    void aRevertToWhatOnlyReadsOtherwiseChangesNothing() {
        filed("One.", "Ships");
        api.patch("/topics/" + id("Ships"), json("{\"name\": \"Vessels\"}"), "*");
        Answer present = api.get("/claims/C-1");

        assertThat(api.post("/claims/C-1/revert", Map.of("to", 1, "reason", "x"))
                        .etag())
                .isEqualTo(present.etag());
        assertThat(api.get("/topics").items("name")).containsExactly("Vessels");
    }

    @Test
    void aRepeatedRequestRecordsOneTopic() {
        Answer once = api.post("/topics", json("{\"name\": \"Grain\"}"), "Idempotency-Key", "one");
        Answer again = api.post("/topics", json("{\"name\": \"Grain\"}"), "Idempotency-Key", "one");

        assertThat(again.status()).isEqualTo(201);
        assertThat(again.text()).isEqualTo(once.text());
        assertThat(count("topic")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"READER, 403", "CONTRIBUTOR, 201", "REVIEWER, 201", "ADMIN, 201"})
    void contributorsRecordTopics(Role role, int status) {
        assertThat(api.as(role).post("/topics", json("{\"name\": \"Grain\"}")).status())
                .isEqualTo(status);
    }

    private Answer filed(String text, String... topics) {
        ObjectNode body = claim(text);
        for (String topic : topics) {
            body.withArray("topics").add(topic);
        }
        return api.created("/claims", body);
    }

    /** Of the topic that is called just so. */
    private String id(String name) {
        List<JsonNode> found = api.get("/topics?q=" + name)
                .body()
                .get("items")
                .valueStream()
                .filter(topic -> topic.get("name").stringValue().equals(name))
                .toList();
        assertThat(found).hasSize(1);
        return found.get(0).get("id").stringValue();
    }

    private Instant now() {
        return db.sql("select clock_timestamp()")
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
    }
}
