package org.claimtrail.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.claimtrail.testing.Bodies.claim;
import static org.claimtrail.testing.Bodies.json;

import java.util.List;
import org.claimtrail.testing.Api.Answer;
import org.claimtrail.testing.ApiTest;
import org.claimtrail.testing.Race;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.node.ObjectNode;

/** Topics that are deleted and renamed while claims are filed under them. */
class TopicRaceTest extends ApiTest {

    private static final String FILED_UNDER_DELETED = """
            claim_topic ct join claim c on c.id = ct.claim_id join topic t on t.id = ct.topic_id
            where c.deleted_at is null and t.deleted_at is not null""";

    @Autowired
    private Flyway flyway;

    @Test
    void whoDeletesATopicWaitsForWhoeverIsFilingUnderIt() throws Exception {
        String topic = api.created("/topics", json("{\"name\": \"Ships\"}")).id();
        // The claim gets as far as to the row that files it.
        List<Answer> answers = Race.inOrder(
                flyway.getConfiguration().getDataSource(),
                "lock table claim_topic in share row exclusive mode",
                () -> api.post("/claims", filed("Ships")),
                () -> api.delete("/topics/" + topic, "*"));

        assertThat(answers.get(0).status()).isEqualTo(201);
        assertThat(answers.get(1).problem()).isEqualTo("referenced");
        assertThat(count(FILED_UNDER_DELETED)).isZero();
    }

    @Test
    void whoFilesUnderATopicWaitsForWhoeverIsDeletingItAndRecordsAnother() throws Exception {
        String topic = api.created("/topics", json("{\"name\": \"Ships\"}")).id();
        // The deletion gets as far as to its history.
        List<Answer> answers = Race.inOrder(
                flyway.getConfiguration().getDataSource(),
                "lock table history.topic in share row exclusive mode",
                () -> api.delete("/topics/" + topic, "*"),
                () -> api.post("/claims", filed("ships")));

        assertThat(answers.get(0).status()).isEqualTo(204);
        assertThat(answers.get(1).status()).isEqualTo(201);
        assertThat(count(FILED_UNDER_DELETED)).isZero();
        assertThat(api.get("/topics?filed=true").items("id")).hasSize(1).doesNotContain(topic);
    }

    @Test
    void aClaimIsNotRestoredUnderATopicThatIsBeingDeleted() throws Exception {
        api.created("/claims", filed("Ships"));
        String topic = api.get("/topics").items("id").get(0);
        api.delete("/claims/C-1", "*");
        List<Answer> answers = Race.inOrder(
                flyway.getConfiguration().getDataSource(),
                "lock table history.topic in share row exclusive mode",
                () -> api.delete("/topics/" + topic, "*"),
                () -> api.post("/claims/C-1/restore", null));

        assertThat(answers.get(0).status()).isEqualTo(204);
        assertThat(answers.get(1).problem()).isEqualTo("refers-to-deleted");
    }

    @Test
    void aClaimThatIsFiledDuringARenameIsFoundByTheNewName() throws Exception {
        String topic = api.created("/topics", json("{\"name\": \"Ships\"}")).id();
        List<Answer> answers = Race.inOrder(
                flyway.getConfiguration().getDataSource(),
                "lock table claim_topic in share row exclusive mode",
                () -> api.post("/claims", filed("Ships")),
                () -> api.patch("/topics/" + topic, json("{\"name\": \"Vessels\"}"), "*"));

        assertThat(answers).extracting(Answer::status).containsExactly(201, 200);
        assertThat(api.get("/claims?q=vessels").items("number")).containsExactly("1");
    }

    @Test
    void whateverManyDoAtOnceNoClaimIsFiledUnderADeletedTopic() {
        for (int round = 0; round < 10; round++) {
            String topic = api.created("/topics", json("{\"name\": \"Topic\"}")).id();
            List<Answer> answers = Race.of(12, i -> switch (i % 4) {
                case 0 -> api.delete("/topics/" + topic, "*");
                case 1 -> api.post("/topics/" + topic + "/restore", null);
                default -> api.post("/claims", i % 3 == 0 ? filed("topic", "Another") : filed("ANOTHER", "Topic"));
            });

            assertThat(answers)
                    .allSatisfy(answer ->
                            assertThat(answer.status()).as(answer.text()).isIn(200, 201, 204, 409, 410));
            assertThat(answers.stream().filter(answer -> answer.status() == 201))
                    .hasSize(6);
            assertThat(count(FILED_UNDER_DELETED)).isZero();
            for (String claim : api.get("/claims?limit=200").items("id")) {
                api.delete("/claims/" + claim, "*");
            }
            for (String id : api.get("/topics").items("id")) {
                assertThat(api.delete("/topics/" + id, "*").status()).isEqualTo(204);
            }
        }
    }

    private static ObjectNode filed(String... topics) {
        ObjectNode body = claim("Filed.");
        for (String topic : topics) {
            body.withArray("topics").add(topic);
        }
        return body;
    }
}
