package org.claimtrail.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.claimtrail.testing.Bodies.claim;
import static org.claimtrail.testing.Bodies.containers;
import static org.claimtrail.testing.Bodies.json;

import java.util.List;
import java.util.Map;
import org.claimtrail.platform.Role;
import org.claimtrail.testing.Api.Answer;
import org.claimtrail.testing.ApiTest;
import org.claimtrail.testing.RandomChanges;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** Earlier states of claims become the newest ones, as new changes. */
class RevertApiTest extends ApiTest {

    @Test
    void whatAClaimSaidWithItsFiguresAndAppearancesIsAsItWas() {
        api.created("/claims", containers());
        String first = content(api.get("/claims/C-1"));
        ObjectNode changed = api.get("/claims/C-1").object();
        changed.put("text", "Something else.").put("kind", "FACT").remove("occurred");
        changed.putArray("figures");
        changed.putArray("topics").add("another");
        changed.withArray("appearances").removeAll();
        changed.withArray("appearances").add(json("{\"article\": {\"url\": \"https://other.example/\"}}"));
        assertThat(api.put("/claims/C-1", changed, "*").status()).isEqualTo(200);
        String second = content(api.get("/claims/C-1"));

        Answer reverted = revert(1, "It was right.");

        assertThat(content(reverted)).isEqualTo(first);
        assertThat(reverted.etag()).isEqualTo(api.get("/claims/C-1").etag());
        Answer history = api.get("/claims/C-1/history");
        assertThat(history.at("/items/0/revision")).isEqualTo("3");
        assertThat(history.at("/items/0/reason")).isEqualTo("It was right.");
        assertThat(content(revert(2, "It was not."))).isEqualTo(second);
        assertThat(content(revert(3, "It was."))).isEqualTo(first);
    }

    @Test
    void statusStageAndWhatBelongsToTheClaimStay() {
        api.created("/claims", claim("Said."));
        api.patch("/claims/C-1", Map.of("text", "Said otherwise."), "*");
        api.put("/claims/C-1/status", Map.of("status", "UNVERIFIABLE", "reason", "x"), "*");
        api.put("/claims/C-1/stage", Map.of("stage", "IN_PROGRESS", "assignee", "contributor"), "*");
        api.created("/claims/C-1/evidence", Map.of("title", "A paper", "kind", "DOCUMENT", "stance", "CONTEXT"));

        Answer reverted = revert(1, "x");

        assertThat(reverted.at("/text")).isEqualTo("Said.");
        assertThat(reverted.at("/status")).isEqualTo("UNVERIFIABLE");
        assertThat(reverted.at("/stage")).isEqualTo("IN_PROGRESS");
        assertThat(reverted.at("/assignee")).isEqualTo("contributor");
        assertThat(api.get("/claims/C-1/evidence").items("title")).containsExactly("A paper");
    }

    @Test
    void whatIsNamedOtherwiseByNowKeepsItsName() {
        api.created("/claims", containers());
        String source = api.get("/sources?q=defense").items("id").get(0);
        api.patch("/claims/C-1", json("{\"appearances\": []}"), "*");
        api.patch("/sources/" + source, Map.of("name", "Ministry of Defence"), "*");
        String article = api.get("/articles").items("id").get(0);
        api.patch("/articles/" + article, Map.of("title", "Another title"), "*");

        Answer reverted = revert(1, "x");

        assertThat(reverted.at("/appearances/0/attribution/0/sources/0/name")).isEqualTo("Ministry of Defence");
        assertThat(reverted.at("/appearances/0/article/title")).isEqualTo("Another title");
    }

    @Test
    void theStateThatIsThereChangesNothing() {
        Answer recorded = api.created("/claims", containers());

        assertThat(revert(1, "x").etag()).isEqualTo(recorded.etag());
        assertThat(api.get("/claims/C-1/history").items("revision")).containsExactly("1");
    }

    @Test
    void whatCannotComeBackIsTold() {
        api.created("/claims", claim("Said."));
        api.patch("/claims/C-1", Map.of("text", "Said otherwise."), "*");
        api.delete("/claims/C-1", "*");
        assertThat(revert(1, "x").status()).isEqualTo(410);
        api.send("POST", "/claims/C-1/restore", null, null);

        assertThat(revert(9, "x").at("/errors/0/pointer")).isEqualTo("/to");
        assertThat(revert(3, "x").at("/errors/0/detail")).isEqualTo("is a revision in which the claim was deleted.");
        assertThat(api.post("/claims/C-1/revert", json("{\"to\": 0, \"why\": \"x\"}"))
                        .pointers())
                .containsExactlyInAnyOrder("/to", "/reason", "/why");
        assertThat(api.post("/claims/C-7/revert", Map.of("to", 1, "reason", "x"))
                        .status())
                .isEqualTo(404);
        assertThat(api.as(Role.READER)
                        .post("/claims/C-1/revert", Map.of("to", 1, "reason", "x"))
                        .status())
                .isEqualTo(403);
        assertThat(api.get("/claims/C-1").at("/text")).isEqualTo("Said otherwise.");
    }

    @Test
    void aRepeatOfTheRequestAnswersTheSame() {
        api.created("/claims", claim("Said."));
        api.patch("/claims/C-1", Map.of("text", "Said otherwise."), "*");

        Answer once = api.post("/claims/C-1/revert", Map.of("to", 1, "reason", "x"), "Idempotency-Key", "once");
        Answer again = api.post("/claims/C-1/revert", Map.of("to", 1, "reason", "x"), "Idempotency-Key", "once");

        assertThat(once.status()).isEqualTo(200);
        assertThat(again.text()).isEqualTo(once.text());
        assertThat(api.get("/claims/C-1/history").items("revision")).hasSize(3);
    }

    /** Whatever happened to it: a revision comes back as it was, or a fault or a conflict tells why not. */
    @Test
    void anyRevisionComesBackOrIsRefused() {
        RandomChanges changes = new RandomChanges(api, 5);
        for (int i = 0; i < 150; i++) {
            changes.next();
        }
        int same = 0;
        for (int number = 1; number <= 8; number++) {
            Answer history = api.get("/claims/C-" + number + "/history?limit=100");
            for (String revision : history.status() == 200 ? history.items("revision") : List.<String>of()) {
                Answer reverted = api.post(
                        "/claims/C-" + number + "/revert", Map.of("to", Integer.parseInt(revision), "reason", "x"));
                assertThat(reverted.status()).as(reverted.text()).isIn(200, 400, 409, 410);
                same += reverted.status() == 200 ? 1 : 0;
            }
        }
        assertThat(same).isGreaterThan(5);
    }

    private Answer revert(int revision, String reason) {
        return api.post("/claims/C-1/revert", Map.of("to", revision, "reason", reason));
    }

    /** All but when it was changed. */
    private static String content(Answer claim) {
        assertThat(claim.status()).as(claim.text()).isEqualTo(200);
        ObjectNode content = claim.object();
        content.remove("updatedAt");
        return content.toString();
    }
}
