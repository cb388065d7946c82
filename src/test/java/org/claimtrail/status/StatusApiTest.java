package org.claimtrail.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.claimtrail.testing.Bodies.claim;
import static org.claimtrail.testing.Bodies.json;

import org.claimtrail.testing.Api.Answer;
import org.claimtrail.testing.ApiTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StatusApiTest extends ApiTest {

    private static final String STATUS = "/claims/C-1/status";
    private static final String STAGE = "/claims/C-1/stage";

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

        Answer changed = api.put(STAGE, json("{\"stage\": \"IN_PROGRESS\", \"assignee\": \"maria\"}"), before.etag());

        assertThat(changed.at("/stage")).isEqualTo("IN_PROGRESS");
        assertThat(changed.at("/assignee")).isEqualTo("maria");
        assertThat(api.put(STAGE, json("{\"stage\": \"DONE\"}"), before.etag()).status())
                .isEqualTo(412);
        assertThat(api.get("/claims?stage=IN_PROGRESS").items("assignee")).containsExactly("maria");
        Answer handedBack = api.put(STAGE, json("{\"stage\": \"INBOX\", \"reason\": \"Too much.\"}"), changed.etag());
        assertThat(handedBack.body().has("assignee")).isFalse();
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
