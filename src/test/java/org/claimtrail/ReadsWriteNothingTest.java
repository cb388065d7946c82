package org.claimtrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.claimtrail.testing.Bodies.json;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.SoftAssertions;
import org.claimtrail.contract.Contract;
import org.claimtrail.demo.DemoData;
import org.claimtrail.testing.Api;
import org.claimtrail.testing.Api.Answer;
import org.claimtrail.testing.ApiTest;
import org.claimtrail.testing.RandomChanges;
import org.claimtrail.testing.ReadOnlyRequests;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Whatever is read can be read from a replica, also what was changed and not worked off yet. */
class ReadsWriteNothingTest extends ApiTest {

    private static final List<String> STANDING = List.of(
            "denied=true",
            "contradicted=false",
            "figureConflict=true",
            "figureConflict=false",
            "singleSource=true",
            "originsMin=2",
            "suggestedStatus=CONTESTED",
            "suggestedStatus!=CONTESTED",
            "sort=origins",
            "sort=-origins",
            "denied=false&figureConflict=true&sort=-origins&count=true");

    @Autowired
    private DemoData demo;

    @Test
    void everyReadOfTheContractWritesNothing() {
        demo.load();
        RandomChanges changes = new RandomChanges(api, 5);
        for (int i = 0; i < 40; i++) {
            changes.next();
        }
        api.created("/topics", Map.of("name", "Read alone"));
        api.created("/claims/C-1/assessments", Map.of("summary", "As it seems."));
        api.created("/exchange-rates", json("""
                {"from": "EUR", "to": "USD", "rate": 2, "on": "2024-01-01", "source": {"name": "Bank", "kind": "ORGANIZATION"}}"""));
        List<String> paths = new ArrayList<>();
        for (Contract.Operation operation : Contract.operations()) {
            if (operation.method().equals("GET") && operation.path().startsWith("/api/v1/")) {
                path(operation.path().substring("/api/v1".length())).ifPresent(paths::add);
            }
        }
        STANDING.forEach(filter -> paths.addAll(List.of("/claims?" + filter, "/claims/counts?by=kind&" + filter)));
        paths.removeIf(path -> path.contains("by=kind") && path.contains("sort="));
        String instant = Instant.now().toString();
        paths.addAll(List.of(
                "/claims?asOf=" + instant,
                "/claims?figureConflict=true&asOf=" + instant,
                "/claims?denied=true&figureConflict=false&knownOn=2024-06-20",
                "/claims/C-1/standing?asOf=" + instant,
                "/claims/C-1/standing?knownOn=2024-06-20",
                "/claims?q=containers&highlight=true",
                "/changes?limit=200"));
        assertThat(paths).hasSizeGreaterThan(60);
        assertThat(count("standing_mark")).isPositive();
        long marks = count("standing_mark");

        // One that nobody used yet.
        Api reader = api.with(
                api.created("/tokens", Map.of("name", "new", "scope", "READER")).at("/token"));

        ReadOnlyRequests.during(() -> SoftAssertions.assertSoftly(all -> {
            for (String path : paths) {
                Answer answer = patiently(path);
                all.assertThat(answer.status()).as(path + " " + answer.text()).isEqualTo(200);
            }
            all.assertThat(reader.get("/claims").status()).isEqualTo(200);
            Answer similar = api.post("/claims/similar", Map.of("text", "Thousands of containers went to Russia."));
            all.assertThat(similar.status()).as(similar.text()).isEqualTo(200);
            Answer reading = api.post("/readings", Map.of("text", "Thousands of containers went to Russia in 2023."));
            all.assertThat(reading.status()).as(reading.text()).isEqualTo(200);
            Answer proposed =
                    api.post("/readings?propose=true", Map.of("text", "The ministry said that 10 ships left."));
            all.assertThat(proposed.status()).as(proposed.text()).isEqualTo(200);
            all.assertThatThrownBy(() -> api.post("/claims", json("{\"text\": \"No.\", \"kind\": \"FACT\"}")))
                    .as("what writes is refused")
                    .hasMessageContaining("\"status\":500");
        }));

        assertThat(count("standing_mark")).isEqualTo(marks);
    }

    /** As a client does, that is told to come back; what would write is a 500, which nobody tries again. */
    private Answer patiently(String path) {
        Answer answer = api.get(path);
        return answer.status() == 503 ? api.get(path) : answer;
    }

    /** With the ids of what is there; empty where there is none. */
    private Optional<String> path(String template) {
        String path = template;
        for (int from; (from = path.indexOf("/{")) >= 0; ) {
            String list = path.substring(0, from);
            int to = path.indexOf('}', from);
            String id;
            if (list.equals("/claims")) {
                id = "C-1";
            } else if (list.equals("/bulk-changes")) {
                id = api.post(
                                "/claims/bulk",
                                Map.of("claims", List.of("C-1"), "change", Map.of("stage", "IN_PROGRESS")))
                        .at("/id");
            } else {
                Answer answer = api.get(list
                        + (list.matches(".*/(appearances|figures|relations|evidence|versions)") ? "" : "?limit=1"));
                List<String> ids = answer.items(list.endsWith("/versions") ? "version" : "id");
                if (ids.isEmpty()) {
                    return Optional.empty();
                }
                id = ids.get(0);
            }
            path = list + "/" + id + path.substring(to + 1);
        }
        return Optional.of(
                switch (path) {
                    case "/claims/counts" -> path + "?by=status,month";
                    case "/reconcile/preview" ->
                        path + "?id=" + api.get("/sources?limit=1").items("id").get(0);
                    default -> path;
                });
    }
}
