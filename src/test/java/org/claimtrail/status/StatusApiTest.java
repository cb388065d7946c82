package org.claimtrail.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.claimtrail.testing.Bodies.claim;
import static org.claimtrail.testing.Bodies.containers;
import static org.claimtrail.testing.Bodies.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.claimtrail.platform.Role;
import org.claimtrail.testing.Api;
import org.claimtrail.testing.Api.Answer;
import org.claimtrail.testing.ApiTest;
import org.claimtrail.testing.Race;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class StatusApiTest extends ApiTest {

    private static final String STATUS = "/claims/C-1/status";
    private static final String STAGE = "/claims/C-1/stage";

    @Autowired
    private DataSource connections;

    @BeforeEach
    void recordAClaim() {
        api.created("/claims", claim("It happened."));
    }

    @Test
    void aStatusChangesWithAReasonAndEveryChangeIsKept() {
        Answer before = api.get(STATUS);
        assertThat(before.at("/status")).isEqualTo("UNVERIFIED");
        assertThat(before.body().has("by")).isFalse();
        assertThat(before.body().get("next").findValuesAsString("status")).contains("CONTESTED", "CONFIRMED");
        recordDenial();
        recordEvidence("REFUTES");
        before = api.get(STATUS);
        String claimTag = api.get("/claims/C-1").etag();

        Answer changed =
                api.put(STATUS, json("{\"status\": \"CONTESTED\", \"reason\": \"Moscow denies it.\"}"), before.etag());

        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.at("/status")).isEqualTo("CONTESTED");
        assertThat(changed.at("/reason")).isEqualTo("Moscow denies it.");
        assertThat(api.get("/claims/C-1").at("/status")).isEqualTo("CONTESTED");
        assertThat(api.get("/claims/C-1").etag()).isNotEqualTo(claimTag);
        api.put(STATUS, json("{\"status\": \"REFUTED\", \"reason\": \"Shown.\"}"), changed.etag());
        Answer history = api.get(STATUS + "/history?limit=1&count=true");
        assertThat(history.items("to")).containsExactly("REFUTED");
        assertThat(history.at("/total")).isEqualTo("2");
        assertThat(api.get(STATUS + "/history?limit=1&cursor=" + history.at("/next"))
                        .items("to"))
                .containsExactly("CONTESTED");
    }

    @Test
    void theRulesSayWhatMayFollow() {
        recordEvidence("SUPPORTS");
        api.put(STATUS, json("{\"status\": \"CONFIRMED\", \"reason\": \"Seen.\"}"), "*");

        Answer refused = api.put(STATUS, json("{\"status\": \"REFUTED\", \"reason\": \"Not so.\"}"), "*");

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.problem()).isEqualTo("status-rule");
        assertThat(refused.body().get("missing")).isNotEmpty();
        Answer overruled =
                api.put(STATUS, json("{\"status\": \"REFUTED\", \"reason\": \"Not so.\", \"override\": true}"), "*");
        assertThat(overruled.at("/status")).isEqualTo("REFUTED");
        assertThat(api.get(STATUS + "/history").items("overridden")).containsExactly("true", "false");
        assertThat(api.put(STATUS, json("{\"status\": \"REFUTED\", \"reason\": \"Again.\", \"override\": true}"), "*")
                        .problem())
                .isEqualTo("status-rule");
    }

    @Test
    void whatAStatusRestsOnIsMissingUntilItIsRecorded() {
        assertThat(missing())
                .containsExactly(
                        "CORROBORATED: It needs 2 independent known origins, and there are 0.",
                        "CONTESTED: It needs a claim that denies or contradicts it, and was not itself retracted, or evidence of both stances.",
                        "CONFIRMED: It needs evidence with the stance SUPPORTS, or a published assessment.",
                        "REFUTED: It needs evidence with the stance REFUTES, or a published assessment.",
                        "RETRACTED: It needs a claim that retracts all of it.",
                        "SUPERSEDED: It needs a claim that updates or corrects all of it.");
        for (String status : List.of("CORROBORATED", "CONTESTED", "CONFIRMED", "REFUTED", "RETRACTED", "SUPERSEDED")) {
            Answer refused = api.put(STATUS, Map.of("status", status, "reason", "x"), "*");
            assertThat(refused.problem()).as(status).isEqualTo("status-rule");
            assertThat(refused.body().get("missing")).as(status).hasSize(1);
        }

        recordDenial();
        recordEvidence("SUPPORTS");
        recordEvidence("REFUTES");
        relate("RETRACTS");
        relate("UPDATES");
        for (String speaker : List.of("Ministry", "Agency")) {
            api.created("/claims/C-1/appearances", json("""
                    {"article": {"url": "https://news.example/%1$s"},
                     "attribution": [{"sources": [{"name": "%1$s", "kind": "ORGANIZATION"}]}]}""".formatted(speaker)));
        }

        assertThat(missing()).isEmpty();
        assertThat(api.put(STATUS, Map.of("status", "CORROBORATED", "reason", "Two."), "*")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aPublishedAssessmentMayStandForEvidence() {
        api.created("/claims/C-1/assessments", json("""
                {"reviewer": {"name": "Checkers", "kind": "ORGANIZATION"}, "summary": "It is so."}"""));

        assertThat(missing()).noneMatch(line -> line.startsWith("CONFIRMED") || line.startsWith("REFUTED"));
    }

    @Test
    void whoAsksForAReviewDoesNotCloseIt() {
        Api reviewer = api.as(Role.REVIEWER);
        assertThat(reviewer.put(STAGE, Map.of("stage", "DONE"), "*").problem()).isEqualTo("stage-rule");
        reviewer.put(STAGE, Map.of("stage", "IN_REVIEW"), "*");
        // Whoever asks again is not the one who asked.
        api.put(STAGE, Map.of("stage", "IN_REVIEW", "assignee", "contributor"), "*");

        Answer refused = reviewer.put(STAGE, Map.of("stage", "DONE"), "*");

        assertThat(refused.problem()).isEqualTo("stage-rule");
        assertThat(refused.at("/detail")).isEqualTo("reviewer asked for the review: somebody else has to close it.");
        assertThat(api.get(STAGE).at("/stage")).isEqualTo("IN_REVIEW");
        assertThat(api.put(STAGE, Map.of("stage", "DONE"), "*").at("/stage")).isEqualTo("DONE");
        assertThat(reviewer.put(STAGE, Map.of("stage", "DONE", "assignee", "contributor"), "*")
                        .status())
                .isEqualTo(200);
    }

    /** Claims and what they name, changed crosswise: nobody waits for each other for good, and nothing changed stays DONE. */
    @Test
    void manyChangeClaimsThatAreDoneAndWhatTheyNameAtOnce() {
        Api contributor = api.as(Role.CONTRIBUTOR);
        api.created("/claims", containers());
        api.created("/claims", containers().put("text", "Another claim."));
        String source = "/sources/" + api.get("/claims/C-2").at("/appearances/0/attribution/0/sources/0/id");
        String article = "/articles/" + api.get("/claims/C-2").at("/appearances/0/article/id");
        Map<String, Object> toFirst = Map.of("id", api.get("/claims/C-2").id());
        Map<String, Object> toOther = Map.of("id", api.get("/claims/C-3").id());
        for (int round = 0; round < 4; round++) {
            db.sql("update claim set stage = 'DONE'").update();
            db.sql("delete from relation").update();
            int n = round;
            List<String> answers = Race.of(16, i -> {
                String claim = "/claims/C-" + (2 + i / 8);
                String unique = "No. " + n + "/" + i;
                Answer answer = switch (i % 8) {
                    case 0 -> contributor.patch(claim, Map.of("place", unique), "*");
                    case 1 -> contributor.patch(source, Map.of("description", unique), "*");
                    case 2 -> contributor.patch(article, Map.of("language", "de-x-" + n + i), "*");
                    case 3 ->
                        contributor.post(
                                claim + "/evidence", Map.of("title", unique, "kind", "DATA", "stance", "CONTEXT"));
                    case 4 -> contributor.post(claim + "/figures", Map.of("qualifier", "DOZENS", "unit", unique));
                    case 5 ->
                        contributor.post(
                                i < 8 ? "/claims/C-2/relations" : "/claims/C-3/relations",
                                Map.of("type", "QUALIFIES", "to", i < 8 ? toOther : toFirst));
                    case 6 -> contributor.patch(claim, Map.of("topics", List.of(unique)), "*");
                    default -> contributor.post("/claims", containers().put("text", unique));
                };
                return answer.status() < 300 ? "done" : answer.text();
            });
            assertThat(answers).as("round " + round).containsOnly("done");
            assertThat(api.get("/claims/C-2/stage").at("/stage")).isEqualTo("IN_REVIEW");
            assertThat(api.get("/claims/C-3/stage").at("/stage")).isEqualTo("IN_REVIEW");
        }
    }

    @Test
    void aReviewIsClosedAfterWhoeverIsChangingWhatTheClaimNames() throws Exception {
        api.created("/claims", containers());
        api.as(Role.REVIEWER).put("/claims/C-2/stage", Map.of("stage", "IN_REVIEW"), "*");
        try (var connection = connections.getConnection();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            // Sees a claim that is not DONE.
            statement.executeUpdate("update source set name = 'Renamed' where name = 'Russia'");
            var closing =
                    CompletableFuture.supplyAsync(() -> api.put("/claims/C-2/stage", Map.of("stage", "DONE"), "*"));
            await().until(() -> count("pg_stat_activity where wait_event_type = 'Lock'") > 0);
            connection.commit();
            // So the review that closes has what was changed before it.
            assertThat(closing.join().status()).isEqualTo(200);
        }
    }

    private List<String> missing() {
        List<String> missing = new ArrayList<>();
        api.get(STATUS)
                .body()
                .get("next")
                .forEach(next -> next.get("missing")
                        .forEach(line -> missing.add(next.get("status").stringValue() + ": " + line.stringValue())));
        return missing;
    }

    private void recordDenial() {
        relate("DENIES");
    }

    private void relate(String type) {
        String other = api.created("/claims", claim("Another one.")).id();
        String to = api.get("/claims/C-1").id();
        api.created("/claims/" + other + "/relations", Map.of("type", type, "to", Map.of("id", to)));
    }

    private void recordEvidence(String stance) {
        api.created("/claims/C-1/evidence", Map.of("title", "A record", "kind", "DOCUMENT", "stance", stance));
    }

    @Test
    void faultsOfAChangeAreToldTogether() {
        assertThat(api.put(STATUS, json("{\"status\": \"MAYBE\", \"override\": \"yes\", \"colour\": 1}"), "*")
                        .pointers())
                .containsExactlyInAnyOrder("/status", "/reason", "/override", "/colour");
        assertThat(api.put(STATUS, json("{}"), "\"old\"").status()).isEqualTo(412);
        assertThat(api.send("PUT", STATUS, "application/json", "{}").status()).isEqualTo(428);
        assertThat(api.get("/claims/C-9/status").status()).isEqualTo(404);
    }

    @Test
    void workMovesThroughStagesWithAnAssignee() {
        Answer before = api.get(STAGE);

        Answer changed =
                api.put(STAGE, json("{\"stage\": \"IN_PROGRESS\", \"assignee\": \"contributor\"}"), before.etag());

        assertThat(changed.at("/stage")).isEqualTo("IN_PROGRESS");
        assertThat(changed.at("/assignee")).isEqualTo("contributor");
        assertThat(api.put(STAGE, json("{\"stage\": \"DONE\"}"), before.etag()).status())
                .isEqualTo(412);
        assertThat(api.get("/claims?stage=IN_PROGRESS").items("assignee")).containsExactly("contributor");
        Answer handedBack = api.put(STAGE, json("{\"stage\": \"INBOX\", \"reason\": \"Too much.\"}"), changed.etag());
        assertThat(handedBack.body().has("assignee")).isFalse();
    }

    @Test
    void workIsGivenToAccountsOnly() {
        Api contributor = api.as(Role.CONTRIBUTOR);
        owner.sql("update account set display_name = 'Ann Other' where name = 'reviewer'")
                .update();
        for (String nobody : List.of("nobody-such", "reader", "Ann Other")) {
            Answer refused = api.put(STAGE, Map.of("stage", "IN_PROGRESS", "assignee", nobody), "*");
            assertThat(refused.status()).as(nobody).isEqualTo(400);
            assertThat(refused.pointers()).containsExactly("/assignee");
        }
        assertThat(api.put(STAGE, Map.of("stage", "IN_PROGRESS", "assignee", "CONTRIBUTOR"), "*")
                        .at("/assignee"))
                .isEqualTo("contributor");
        assertThat(contributor.get("/assignees").items("name")).containsExactly("admin", "contributor", "reviewer");
        assertThat(contributor.get("/assignees?q=other").items("name")).containsExactly("reviewer");

        // Who has it keeps it, and gets nothing more.
        owner.sql("update account set disabled = true where name = 'contributor'")
                .update();
        assertThat(api.get("/assignees").items("name")).containsExactly("admin", "reviewer");
        assertThat(api.put(STAGE, Map.of("stage", "IN_REVIEW", "assignee", "contributor"), "*")
                        .at("/assignee"))
                .isEqualTo("contributor");
        api.put(STAGE, Map.of("stage", "IN_PROGRESS"), "*");
        assertThat(api.put(STAGE, Map.of("stage", "IN_PROGRESS", "assignee", "contributor"), "*")
                        .pointers())
                .containsExactly("/assignee");
    }

    @Test
    void theModelIsServed() {
        Answer model = api.get("/statuses");

        assertThat(model.items("status"))
                .containsExactly(
                        "UNVERIFIED",
                        "CORROBORATED",
                        "CONTESTED",
                        "CONFIRMED",
                        "REFUTED",
                        "UNVERIFIABLE",
                        "RETRACTED",
                        "SUPERSEDED");
        assertThat(model.at("/initial")).isEqualTo("UNVERIFIED");
        assertThat(model.body().at("/items/6/next").toString()).isEqualTo("[\"UNVERIFIED\"]");
    }
}
