package org.claimtrail.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.claimtrail.testing.Bodies.claim;
import static org.claimtrail.testing.Bodies.containers;
import static org.claimtrail.testing.Bodies.json;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.claimtrail.testing.Api.Answer;
import org.claimtrail.testing.ApiTest;
import org.claimtrail.testing.Race;
import org.junit.jupiter.api.Test;

/** Requests of one caller that come at the same time are carried out by few transactions, and each is answered as if alone. */
class RecordedTogetherTest extends ApiTest {

    private static final int MANY = 32;

    @Test
    void claimsThatComeAtTheSameTimeShareTransactionsAndEachIsAnsweredItsOwn() {
        List<Answer> answers = Race.of(MANY, i -> {
            var body = containers();
            body.put("text", "Claim " + i);
            return api.post("/claims", body);
        });

        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.status()).isEqualTo(201);
            Answer read = api.get("/claims/" + answer.id());
            assertThat(read.text()).isEqualTo(answer.text());
            assertThat(read.etag()).isEqualTo(answer.etag());
        });
        assertThat(answers.stream().map(answer -> answer.at("/text")))
                .containsExactlyElementsOf(
                        IntStream.range(0, MANY).mapToObj(i -> "Claim " + i).toList());
        assertThat(answers.stream().map(answer -> answer.at("/number"))).doesNotHaveDuplicates();
        assertThat(changeSets("claim")).isLessThan(MANY);
    }

    @Test
    void theHistoryNamesTheRequestOfEach() {
        List<Answer> answers = Race.of(MANY, i -> api.post("/claims", claim("Claim " + i)));

        assertThat(answers).allSatisfy(answer -> {
            Answer history = api.get("/claims/" + answer.id() + "/history");
            String requests = history.at("/items/0/request");
            assertThat(requests.split(" ")).contains(answer.header("X-Request-Id"));
        });
        Set<String> told = new HashSet<>();
        db.sql("select request from history.change_set where request is not null").query(String.class).list().stream()
                .flatMap(requests -> Arrays.stream(requests.split(" ")))
                .forEach(told::add);
        assertThat(told)
                .containsExactlyInAnyOrderElementsOf(answers.stream()
                        .map(answer -> answer.header("X-Request-Id"))
                        .toList());
    }

    @Test
    void whatIsWrongWithOneIsToldOfThatOneAlone() {
        List<Answer> answers = Race.of(MANY, i -> {
            var body = claim("Claim " + i);
            if (i % 4 == 1) {
                body.remove("kind");
            } else if (i % 4 == 2) {
                // Only the record can tell that this is wrong.
                body.withArray("about").addObject().put("id", UUID.randomUUID().toString());
            }
            return api.post("/claims", body);
        });

        for (int i = 0; i < MANY; i++) {
            Answer answer = answers.get(i);
            if (i % 4 == 1) {
                assertThat(answer.status()).isEqualTo(400);
                assertThat(answer.at("/errors/0/pointer")).isEqualTo("/kind");
            } else if (i % 4 == 2) {
                assertThat(answer.status()).isEqualTo(400);
                assertThat(answer.at("/errors/0/pointer")).isEqualTo("/about/0/id");
            } else {
                assertThat(answer.status()).isEqualTo(201);
            }
        }
        assertThat(count("claim")).isEqualTo(MANY / 2);
        assertThat(db.sql("select text from claim").query(String.class).list()).doesNotHaveDuplicates();
    }

    @Test
    void aPersonWithoutANameIsOneInEachArticle() {
        Race.of(MANY, i -> {
            var body = claim("Claim " + i);
            var appearance = body.withArray("appearances").addObject();
            appearance
                    .putObject("article")
                    .put("url", "https://news.example/" + i)
                    .put("title", "Title " + i);
            appearance
                    .withArray("attribution")
                    .addObject()
                    .put("mode", "INDIRECT")
                    .withArray("sources")
                    .addObject()
                    .put("name", "an official")
                    .put("kind", "UNNAMED");
            return api.post("/claims", body);
        });

        assertThat(count("source")).isEqualTo(MANY);
        assertThat(count("article")).isEqualTo(MANY);
    }

    @Test
    void statusesThatAreChangedAtTheSameTimeShareTransactionsAndEachIsJudgedByItself() {
        for (int i = 0; i < MANY; i++) {
            api.created("/claims", claim("Claim " + i));
        }
        long before = changeSets("claim");

        List<Answer> answers = Race.of(MANY, i -> {
            // The rules refuse one of four, and another one is about a state that is no more.
            String status = i % 4 == 1 ? "CONFIRMED" : "UNVERIFIABLE";
            return api.put(
                    "/claims/C-" + (i + 1) + "/status",
                    json("{\"status\": \"%s\", \"reason\": \"Reason %d.\"}".formatted(status, i)),
                    i % 4 == 2 ? "\"old\"" : "*");
        });

        for (int i = 0; i < MANY; i++) {
            Answer now = api.get("/claims/C-" + (i + 1) + "/status");
            if (i % 4 == 1 || i % 4 == 2) {
                assertThat(answers.get(i).status()).isEqualTo(i % 4 == 1 ? 409 : 412);
                assertThat(now.at("/status")).isEqualTo("UNVERIFIED");
            } else {
                assertThat(answers.get(i).status()).isEqualTo(200);
                assertThat(now.text()).isEqualTo(answers.get(i).text());
                assertThat(now.at("/reason")).isEqualTo("Reason " + i + ".");
            }
        }
        assertThat(changeSets("claim") - before).isLessThanOrEqualTo(MANY / 2);
    }

    @Test
    void aStatusThatManyChangeAtTheSameTimeIsChangedByOneAfterTheOther() {
        api.created("/claims", claim("Claimed."));

        List<Answer> answers = Race.of(
                MANY,
                i -> api.put(
                        "/claims/C-1/status",
                        json("{\"status\": \"%s\", \"reason\": \"Reason.\"}"
                                .formatted(i % 2 == 0 ? "UNVERIFIABLE" : "UNVERIFIED")),
                        "*"));

        long changed = answers.stream().filter(answer -> answer.status() == 200).count();
        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer.status()).isIn(200, 409))
                .anySatisfy(answer -> assertThat(answer.status()).isEqualTo(200));
        assertThat(api.get("/claims/C-1/status/history?limit=200").items("id")).hasSize((int) changed);
    }

    private long changeSets(String resource) {
        return db.sql("select count(distinct change_set_id) from history.change where resource = :resource")
                .param("resource", resource)
                .query(Long.class)
                .single();
    }
}
