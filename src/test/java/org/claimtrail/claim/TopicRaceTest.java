package org.claimtrail.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.claimtrail.testing.Bodies.claim;
import static org.claimtrail.testing.Bodies.json;

import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
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
        List<Answer> answers = inOrder(
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
        List<Answer> answers = inOrder(
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
        List<Answer> answers = inOrder(
                "lock table history.topic in share row exclusive mode",
                () -> api.delete("/topics/" + topic, "*"),
                () -> api.post("/claims/C-1/restore", null));

        assertThat(answers.get(0).status()).isEqualTo(204);
        assertThat(answers.get(1).problem()).isEqualTo("refers-to-deleted");
    }

    @Test
    void aClaimThatIsFiledDuringARenameIsFoundByTheNewName() throws Exception {
        String topic = api.created("/topics", json("{\"name\": \"Ships\"}")).id();
        List<Answer> answers = inOrder(
                "lock table claim_topic in share row exclusive mode",
                () -> api.post("/claims", filed("Ships")),
                () -> api.patch("/topics/" + topic, json("{\"name\": \"Vessels\"}"), "*"));

        assertThat(answers).extracting(Answer::status).containsExactly(201, 200);
        assertThat(api.get("/claims?q=vessels").items("number")).containsExactly("1");
        assertThat(api.get("/claims/C-1/history").items("type")).containsExactly("updated", "created");
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

    /** Lets the first request come as far as what is locked lets it, and then the second one until it waits for the first. */
    private List<Answer> inOrder(String lock, Supplier<Answer> first, Supplier<Answer> second) throws Exception {
        try (Connection connection = flyway.getConfiguration().getDataSource().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(lock);
            CompletableFuture<Answer> one = CompletableFuture.supplyAsync(first, TopicRaceTest::onItsOwn);
            awaitWaiting(1);
            CompletableFuture<Answer> other = CompletableFuture.supplyAsync(second, TopicRaceTest::onItsOwn);
            awaitWaiting(2);
            connection.rollback();
            return List.of(one.get(30, TimeUnit.SECONDS), other.get(30, TimeUnit.SECONDS));
        }
    }

    private static void onItsOwn(Runnable request) {
        new Thread(request).start();
    }

    private void awaitWaiting(int sessions) {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> count("(select distinct pid from pg_locks where not granted) waiting") >= sessions);
    }

    private static ObjectNode filed(String... topics) {
        ObjectNode body = claim("Filed.");
        for (String topic : topics) {
            body.withArray("topics").add(topic);
        }
        return body;
    }
}
