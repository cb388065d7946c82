package org.claimtrail.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.claimtrail.testing.Bodies.claim;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.claimtrail.platform.Role;
import org.claimtrail.testing.Api;
import org.claimtrail.testing.Api.Answer;
import org.claimtrail.testing.ApiTest;
import org.claimtrail.testing.Bodies;
import org.claimtrail.testing.Race;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class BulkChangesTest extends ApiTest {

    private void record(int claims) {
        IntStream.rangeClosed(1, claims).forEach(i -> api.created("/claims", claim("Claim " + i)));
    }

    private static ObjectNode json(String text) {
        return Bodies.json(text.replace('\'', '"'));
    }

    private static Map<String, Object> of(List<String> claims, String change) {
        return Map.of("claims", claims, "change", json(change), "reason", "The desk has decided.");
    }

    private static String tree(Answer answer, String pointer) {
        return answer.body().at(pointer).toString();
    }

    private Set<String> topics(String claim) {
        Set<String> topics = new TreeSet<>();
        api.get("/claims/" + claim).body().path("topics").forEach(topic -> topics.add(topic.stringValue()));
        return topics;
    }

    private Answer bulk(Object body) {
        Answer answer = api.post("/claims/bulk", body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer;
    }

    @Test
    void manyClaimsMoveAtOnceAndBackAgain() {
        record(4);
        api.put("/claims/C-3/stage", json("{'stage': 'IN_PROGRESS', 'assignee': 'reviewer'}"), "*");
        String change = """
                {'stage': 'IN_PROGRESS', 'assignee': 'contributor', 'addTopics': ['Arms', 'ports', 'arms']}""";

        Answer preview = bulk(Map.of("claims", List.of("C-1", "C-3"), "change", json(change), "preview", true));
        assertThat(preview.items("outcome")).containsExactly("CHANGED", "CHANGED");
        assertThat(preview.at("/items/0/now/assignee")).isEqualTo("contributor");
        assertThat(preview.body().has("id")).isFalse();
        assertThat(api.get("/claims/C-1").body().has("assignee")).isFalse();
        assertThat(count("topic")).isZero();

        Answer done = bulk(of(List.of("C-1", "C-3", "C-1"), change));
        assertThat(done.at("/changed")).isEqualTo("2");
        assertThat(done.at("/items/1/was/assignee")).isEqualTo("reviewer");
        assertThat(tree(done, "/items/1/now/topics")).isEqualTo("[\"Arms\",\"ports\"]");
        assertThat(api.get("/claims?assignee=contributor&topic=arms&sort=number")
                        .items("number"))
                .containsExactly("1", "3");
        assertThat(api.get("/claims/C-1/stage").at("/reason")).isEqualTo("The desk has decided.");
        assertThat(bulk(of(List.of("C-1", "C-3"), change)).at("/unchanged")).isEqualTo("2");
        assertThat(tree(api.get("/bulk-changes/" + done.at("/id")), "/items")).isEqualTo(tree(done, "/items"));

        // Somebody goes on with one of them: that is not taken back.
        api.put("/claims/C-3/stage", json("{'stage': 'IN_REVIEW'}"), "*");
        Answer undone = api.post("/bulk-changes/" + done.at("/id") + "/undo", null);
        assertThat(undone.items("outcome")).containsExactly("CHANGED", "REFUSED");
        assertThat(tree(undone, "/items/0/now")).isEqualTo(tree(done, "/items/0/was"));
        assertThat(undone.at("/items/1/detail")).startsWith("Somebody changed it");
        assertThat(api.get("/claims/C-3/stage").at("/stage")).isEqualTo("IN_REVIEW");
        assertThat(api.get("/bulk-changes/" + done.at("/id")).at("/undoneBy")).isEqualTo(undone.at("/id"));

        // And that is taken back itself.
        api.post("/bulk-changes/" + undone.at("/id") + "/undo", null);
        assertThat(topics("C-1")).containsExactly("Arms", "ports");
        assertThat(api.get("/claims/C-1").at("/assignee")).isEqualTo("contributor");
    }

    @Test
    void whatTheRulesForbidOfOneKeepsNoOther() {
        record(3);
        api.created("/claims", claim("It is not so."));
        String denied = api.get("/claims/C-2").at("/id");
        api.created("/claims/C-4/relations", Map.of("type", "DENIES", "to", Map.of("id", denied)));

        Answer status = bulk(of(List.of("C-1", "C-2", "C-3"), "{'status': 'CONTESTED'}"));
        assertThat(status.items("outcome")).containsExactly("REFUSED", "CHANGED", "REFUSED");
        assertThat(status.at("/items/0/detail")).isNotBlank();
        assertThat(status.at("/items/0/missing/0")).isNotBlank();
        assertThat(api.get("/claims/C-2/status").at("/reason")).isEqualTo("The desk has decided.");

        Answer deleted = bulk(of(List.of("C-1", "C-2", "C-3"), "{'delete': true}"));
        assertThat(deleted.items("outcome")).containsExactly("CHANGED", "REFUSED", "CHANGED");
        assertThat(deleted.at("/items/1/detail")).contains("Other claims bear on this one");
        assertThat(api.get("/claims/C-1").status()).isEqualTo(410);
        assertThat(bulk(of(List.of("C-1"), "{'stage': 'DROPPED'}")).at("/items/0/detail"))
                .isEqualTo("It is deleted.");
        api.post("/bulk-changes/" + deleted.at("/id") + "/undo", null);
        assertThat(api.get("/claims/C-1").status()).isEqualTo(200);

        // Four eyes.
        bulk(of(List.of("C-1", "C-3"), "{'stage': 'IN_REVIEW'}"));
        assertThat(bulk(of(List.of("C-1"), "{'stage': 'DONE'}")).at("/items/0/detail"))
                .contains("somebody else has to close it");
        Api reviewer = api.as(Role.REVIEWER);
        assertThat(reviewer.post("/claims/bulk", of(List.of("C-1", "C-2"), "{'stage': 'DONE'}"))
                        .items("outcome"))
                .containsExactly("CHANGED", "REFUSED");
        Api contributor = api.as(Role.CONTRIBUTOR);
        assertThat(contributor
                        .post("/claims/bulk", of(List.of("C-3"), "{'stage': 'DONE'}"))
                        .at("/items/0/detail"))
                .isEqualTo("Only a reviewer may close a review.");
        assertThat(contributor
                        .post("/claims/bulk", of(List.of("C-3"), "{'status': 'CONTESTED'}"))
                        .status())
                .isEqualTo(403);
        assertThat(api.as(Role.READER)
                        .post("/claims/bulk", of(List.of("C-3"), "{'delete': true}"))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void thoseThatMatchAreChangedThousandByThousand() {
        db.sql("""
                        insert into claim (id, revision, text, kind, language, status, stage, created_at, updated_at)
                        select gen_random_uuid(), 0, 'Claim ' || n, 'FACT', 'en', 'UNVERIFIED', 'INBOX', now(), now()
                        from generate_series(1, 1003) n""").update();
        api.put("/claims/C-5/stage", json("{'stage': 'DROPPED'}"), "*");
        String body = """
                {'matching': {'stage': ['INBOX'], 'kind': ['FACT']}, 'change': {'stage': 'DROPPED'}%s}""";

        Answer first = bulk(json(body.formatted("")));
        assertThat(first.at("/changed")).isEqualTo("1000");
        assertThat(first.at("/next")).isEqualTo("1001");
        Answer rest = bulk(json(body.formatted(", 'after': " + first.at("/next"))));
        assertThat(rest.at("/changed")).isEqualTo("2");
        assertThat(rest.body().get("next").isNull()).isTrue();
        assertThat(count("claim where stage = 'INBOX'")).isZero();
    }

    @Test
    void nobodyWhoWasFasterIsOverruled() {
        record(2);
        String seen = api.get("/claims/C-1").at("/updatedAt");
        String later = api.put("/claims/C-2/stage", json("{'stage': 'IN_PROGRESS', 'assignee': 'reviewer'}"), "*")
                .at("/since");

        Map<String, Object> change = Map.of(
                "claims", List.of("C-1", "C-2"), "change", json("{'assignee': 'contributor'}"), "unchangedSince", seen);
        // C-2 was recorded after C-1 was.
        Answer answer = bulk(change);
        assertThat(answer.at("/items/1/outcome")).isEqualTo("REFUSED");
        assertThat(api.get("/claims/C-2").at("/assignee")).isEqualTo("reviewer");
        assertThat(later).isNotBlank();
        assertThat(tree(bulk(Map.of("claims", List.of("C-2"), "change", json("{'assignee': null}"))), "/items/0/now"))
                .doesNotContain("assignee");
    }

    @Test
    void twoWhoChangeTheSameLoseNothing() {
        record(12);
        List<String> all = IntStream.rangeClosed(1, 12).mapToObj(i -> "C-" + i).toList();
        List<String> backwards = new ArrayList<>(all);
        Collections.reverse(backwards);

        Race.of(
                4,
                i -> assertThat(bulk(of(i % 2 == 0 ? all : backwards, "{'addTopics': ['topic " + i + "']}"))
                                .at("/changed"))
                        .isEqualTo("12"));

        all.forEach(claim -> assertThat(topics(claim)).containsExactly("topic 0", "topic 1", "topic 2", "topic 3"));
    }

    @Test
    void whatIsPurgedIsGoneFromIt() {
        record(2);
        Answer done = bulk(of(List.of("C-1", "C-2"), "{'stage': 'IN_PROGRESS'}"));
        api.delete("/claims/C-1", "*");
        assertThat(api.get("/bulk-changes/" + done.at("/id"))
                        .body()
                        .at("/items/0/claim")
                        .has("text"))
                .isFalse();

        Answer purged = api.post("/claims/C-1/purge", Map.of("reason", "Nobody may keep it."));
        assertThat(purged.status()).as(purged.text()).isEqualTo(200);
        assertThat(api.get("/bulk-changes/" + done.at("/id")).body().at("/items"))
                .hasSize(1);
    }

    @Test
    void faultsNameTheFieldAndTheRule() {
        record(1);
        Map<String, String> faults = Map.ofEntries(
                Map.entry("{'claims': ['C-1']}", "/change"),
                Map.entry("{'claims': ['C-1'], 'change': {}}", "/change"),
                Map.entry("{'change': {'stage': 'DONE'}}", "/claims"),
                Map.entry("{'claims': ['C-1'], 'matching': {'q': ['x']}, 'change': {'stage': 'DONE'}}", "/claims"),
                Map.entry("{'matching': {}, 'change': {'stage': 'DONE'}}", "/matching"),
                Map.entry("{'matching': {'colour': ['red']}, 'change': {'stage': 'DONE'}}", "/matching/colour"),
                Map.entry("{'matching': {'stage': 'INBOX'}, 'change': {'stage': 'DONE'}}", "/matching"),
                Map.entry("{'claims': ['C-9'], 'change': {'stage': 'DONE'}}", "/claims/0"),
                Map.entry("{'claims': ['me'], 'change': {'stage': 'DONE'}}", "/claims/0"),
                Map.entry("{'claims': ['C-1'], 'after': 3, 'change': {'stage': 'DONE'}}", "/after"),
                Map.entry("{'claims': ['C-1'], 'change': {'status': 'REFUTED'}}", "/reason"),
                Map.entry("{'claims': ['C-1'], 'change': {'assignee': 'nobody-such'}}", "/change/assignee"),
                Map.entry("{'claims': ['C-1'], 'change': {'delete': true, 'stage': 'DONE'}}", "/change/delete"),
                Map.entry("{'claims': ['C-1'], 'change': {'stage': 'LATER'}}", "/change/stage"));
        faults.forEach((body, pointer) -> {
            Answer answer = api.post("/claims/bulk", json(body));
            assertThat(answer.status()).as(body).isEqualTo(400);
            assertThat(answer.pointers()).as(body).containsExactly(pointer);
        });
        assertThat(api.get("/bulk-changes/01903a7c-4d0a-7d03-a5d2-7f1e0c9b8a77").status())
                .isEqualTo(404);
        assertThat(count("bulk_change")).isZero();
    }
}
