package org.claimtrail.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.claimtrail.testing.Bodies.claim;
import static org.claimtrail.testing.Bodies.containers;
import static org.claimtrail.testing.Bodies.json;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.claimtrail.platform.Representation;
import org.claimtrail.testing.Api.Answer;
import org.claimtrail.testing.ApiTest;
import org.claimtrail.testing.Race;
import org.claimtrail.testing.StatementCounter;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** Answers that are kept are those that the record would give now, whoever changed whatever they show. */
class KeptAnswersTest extends ApiTest {

    @Autowired
    private Claims claims;

    @Autowired
    private PlatformTransactionManager transactions;

    @Test
    void whateverChangesIsSeenByTheNextRead() {
        Answer first = api.created("/claims", containers());
        var derived = claim("It is about 3 million shells.");
        derived.withArray("figures")
                .addObject()
                .put("qualifier", "ABOUT")
                .put("amount", 3000000)
                .putObject("derivedFrom")
                .put("factor", 450)
                .putObject("figure")
                .put("id", first.at("/figures/0/id"));
        api.created("/claims", derived);
        api.created("/claims", claim("No.").put("kind", "DENIAL"));
        String about = first.at("/about/0/id");
        String speaker = first.at("/appearances/0/attribution/0/sources/0/id");
        String publisher = first.at("/appearances/0/article/publisher/id");
        String article = first.at("/appearances/0/article/id");
        String measure = first.at("/figures/0/measure/id");
        String topic = api.get("/topics").at("/items/0/id");

        Map<String, Runnable> changes = new LinkedHashMap<>();
        changes.put("what it is about", () -> patch("/sources/" + about, "{\"name\": \"The North\"}"));
        changes.put("who speaks", () -> patch("/sources/" + speaker, "{\"name\": \"The Ministry\"}"));
        changes.put("who publishes", () -> patch("/sources/" + publisher, "{\"name\": \"The Times\"}"));
        changes.put("the article", () -> patch("/articles/" + article, "{\"title\": \"Another title\"}"));
        changes.put("the measure", () -> patch("/measures/" + measure, "{\"name\": \"containers sent\"}"));
        changes.put("the topic", () -> patch("/topics/" + topic, "{\"name\": \"arms\"}"));
        changes.put("the claim", () -> patch("/claims/C-1", "{\"place\": \"Rason\"}"));
        changes.put(
                "its status",
                () -> api.put("/claims/C-1/status", json("{\"status\": \"UNVERIFIABLE\", \"reason\": \"No.\"}"), "*"));
        changes.put("its stage", () -> api.put("/claims/C-1/stage", json("{\"stage\": \"IN_PROGRESS\"}"), "*"));
        changes.put(
                "a figure more",
                () -> api.post("/claims/C-1/figures", json("{\"qualifier\": \"EXACT\", \"amount\": 1}")));
        changes.put(
                "what it denies",
                () -> api.post("/claims/C-3/relations", json("{\"type\": \"DENIES\", \"to\": {\"number\": 1}}")));
        changes.put(
                "past the service",
                () -> owner.sql("update source set name = 'By hand' where id = cast(:id as uuid)")
                        .param("id", about)
                        .update());
        changes.put("deleted", () -> api.delete("/claims/C-2", "*"));
        changes.put("restored", () -> api.post("/claims/C-2/restore", null));

        String before = state();
        changes.forEach((what, change) -> {
            // Twice, so that the second is of answers that are kept.
            state();
            change.run();
            assertThat(state()).as(what).isEqualTo(anew());
        });
        assertThat(state()).isNotEqualTo(before);
    }

    @Test
    void aReadOfWhatIsKeptAsksOnlyWhetherItChanged() {
        api.created("/claims", containers());
        Answer read = api.get("/claims/C-1");
        owner.sql("alter table appearance rename to appearance_elsewhere").update();
        try {
            Answer again = api.get("/claims/C-1");
            assertThat(again.text()).isEqualTo(read.text());
            assertThat(again.etag()).isEqualTo(read.etag());
            assertThat(StatementCounter.of(() -> api.get("/claims/C-1"))).isEqualTo(1);
        } finally {
            owner.sql("alter table appearance_elsewhere rename to appearance").update();
        }
    }

    @Test
    void aPageIsOfOneStateWhileWhatAllOfItShowsIsChanged() {
        for (int i = 0; i < 10; i++) {
            var body = claim("Claim " + i);
            body.withArray("about").addObject().put("name", "Name 0").put("kind", "PERSON");
            api.created("/claims", body);
        }
        String source = api.get("/claims/C-1").at("/about/0/id");
        AtomicBoolean ended = new AtomicBoolean();

        Race.of(4, runner -> {
            if (runner == 0) {
                for (int i = 1; i <= 60; i++) {
                    patch("/sources/" + source, "{\"name\": \"Name %d\"}".formatted(i));
                    assertThat(api.get("/claims/C-1").at("/about/0/name")).isEqualTo("Name " + i);
                }
                ended.set(true);
                return 0;
            }
            int last = 0;
            while (!ended.get()) {
                List<String> names = api.get("/claims?limit=10")
                        .body()
                        .get("items")
                        .valueStream()
                        .map(item -> item.at("/about/0/name").stringValue())
                        .distinct()
                        .toList();
                assertThat(names).hasSize(1);
                int number = Integer.parseInt(names.get(0).substring("Name ".length()));
                assertThat(number).isGreaterThanOrEqualTo(last);
                last = number;
            }
            return last;
        });
    }

    @Test
    void whoeverChangesReadsWhatHeWrote() {
        int many = 8;
        for (int i = 0; i < many; i++) {
            api.created("/claims", containers());
        }
        Race.of(many, runner -> {
            String path = "/claims/C-" + (runner + 1);
            for (int i = 0; i < 30; i++) {
                Answer written = api.patch(path, json("{\"place\": \"Place %d\"}".formatted(i)), "*");
                Answer read = api.get(path);
                assertThat(read.text()).isEqualTo(written.text());
                assertThat(read.etag()).isEqualTo(written.etag());
            }
            return runner;
        });
    }

    private void patch(String path, String body) {
        assertThat(api.patch(path, json(body), "*").status()).isEqualTo(200);
    }

    /** The claims as they are read one by one; as a list they have to be the same. */
    private String state() {
        StringBuilder one = new StringBuilder();
        StringBuilder list = new StringBuilder();
        for (JsonNode item : api.get("/claims?limit=10&sort=number").body().get("items")) {
            list.append(item);
            one.append(api.get("/claims/" + item.get("id").stringValue()).body());
        }
        assertThat(list.toString()).isEqualTo(one.toString());
        assertThat(api.get("/claims/C-2").status()).isIn(200, 410);
        return one.toString();
    }

    /** As a transaction reads them, which keeps nothing. */
    private String anew() {
        StringBuilder read = new StringBuilder();
        db.sql("select id from claim where deleted_at is null order by number")
                .query(UUID.class)
                .list()
                .forEach(id -> {
                    Representation answer =
                            new TransactionTemplate(transactions).execute(status -> claims.read(ClaimKey.of(id)));
                    read.append(Objects.requireNonNull(answer).tree());
                });
        return read.toString();
    }
}
