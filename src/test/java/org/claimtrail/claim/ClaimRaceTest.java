package org.claimtrail.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.claimtrail.testing.Bodies.claim;
import static org.claimtrail.testing.Bodies.containers;
import static org.claimtrail.testing.Bodies.json;
import static org.claimtrail.testing.Bodies.source;

import java.util.List;
import org.claimtrail.testing.Api.Answer;
import org.claimtrail.testing.ApiTest;
import org.claimtrail.testing.Race;
import org.junit.jupiter.api.Test;

class ClaimRaceTest extends ApiTest {

    @Test
    void fiftyClaimsOfTheSameNamesShareTheirSourcesArticleMeasureAndTopic() {
        List<Answer> answers = Race.of(50, i -> {
            var body = containers();
            body.put("text", "Claim " + i);
            if (i % 2 == 0) {
                // The other way round, so that two requests could wait for each other.
                body.withArray("about").add(body.withArray("about").remove(0));
            }
            return api.post("/claims", body);
        });

        assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isEqualTo(201));
        assertThat(count("claim")).isEqualTo(50);
        assertThat(count("source")).isEqualTo(4);
        assertThat(count("article")).isEqualTo(1);
        assertThat(count("measure")).isEqualTo(1);
        assertThat(count("topic")).isEqualTo(1);
    }

    @Test
    void ofFiftyPatchesForOneStateExactlyOneWins() {
        Answer present = api.created("/claims", claim("Patched."));
        for (int round = 0; round < 10; round++) {
            String etag = present.etag();
            int now = round;
            List<Answer> answers =
                    Race.of(50, i -> api.patch("/claims/C-1", json("{\"place\": \"%d-%d\"}".formatted(now, i)), etag));

            List<Answer> winners =
                    answers.stream().filter(answer -> answer.status() == 200).toList();
            assertThat(winners).hasSize(1);
            assertThat(answers.stream().filter(answer -> answer.status() == 412))
                    .hasSize(49);
            present = api.get("/claims/C-1");
            assertThat(present.text()).isEqualTo(winners.get(0).text());
        }
    }

    @Test
    void figuresAddedAtOnceAreAllThere() {
        api.created("/claims", claim("Counted."));

        List<Answer> answers = Race.of(
                20,
                i -> api.post("/claims/C-1/figures", json("{\"qualifier\": \"EXACT\", \"amount\": %d}".formatted(i))));

        assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isEqualTo(201));
        assertThat(api.get("/claims/C-1/figures").items("amount")).hasSize(20).doesNotHaveDuplicates();
    }

    @Test
    void aSourceIsNeverDeletedUnderAClaimThatNamesIt() {
        for (int round = 0; round < 10; round++) {
            Answer somebody = api.created("/sources", source("Somebody " + round, "PERSON"));
            List<Answer> answers = Race.of(2, i -> {
                if (i == 0) {
                    return api.delete("/sources/" + somebody.id(), somebody.etag());
                }
                var body = claim("About somebody.");
                body.withArray("about").addObject().put("id", somebody.id());
                return api.post("/claims", body);
            });

            boolean deleted = answers.get(0).status() == 204;
            assertThat(answers.get(1).status()).isEqualTo(deleted ? 400 : 201);
        }
    }

    @Test
    void twoRelationsThatTogetherWouldCloseARingAreNotBothRecorded() {
        for (int round = 0; round < 10; round++) {
            String one = api.created("/claims", claim("One.")).id();
            String other = api.created("/claims", claim("Other.")).id();
            List<Answer> answers = Race.of(
                    2,
                    i -> api.post(
                            "/claims/" + (i == 0 ? one : other) + "/relations",
                            json("{\"type\": \"UPDATES\", \"to\": {\"id\": \"%s\"}}".formatted(i == 0 ? other : one))));

            assertThat(answers.stream().map(Answer::status)).containsExactlyInAnyOrder(201, 409);
        }
    }
}
