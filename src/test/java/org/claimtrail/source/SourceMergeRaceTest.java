package org.claimtrail.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.claimtrail.testing.Bodies.claim;
import static org.claimtrail.testing.Bodies.json;
import static org.claimtrail.testing.Bodies.source;

import java.util.List;
import java.util.function.IntFunction;
import org.claimtrail.testing.Api.Answer;
import org.claimtrail.testing.ApiTest;
import org.claimtrail.testing.Race;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** Sources that are merged while others name them. */
class SourceMergeRaceTest extends ApiTest {

    private static final String REFERENCES = """
            select (select count(*) from claim_about where source_id = s.id)
                + (select count(*) from attribution_source where source_id = s.id)
                + (select count(*) from article where publisher_id = s.id)
                + (select count(*) from evidence where provider_id = s.id)
                + (select count(*) from assessment where reviewer_id = s.id)
                + (select count(*) from membership where s.id in (source_id, part_of_id))
            from source s where s.id = cast(:id as uuid)""";

    @Test
    void whatIsRecordedAndChangedDuringAMergeRefersToTheSurvivor() {
        for (int round = 0; round < 4; round++) {
            String name = "Duplicate " + round;
            String duplicate = created(name);
            String survivor = created("Survivor " + round);
            for (int i = 0; i < 8; i++) {
                api.created("/claims", naming(byName(name), round, i));
            }
            List<String> patched = api.get("/claims?about=" + duplicate).items("id");
            assertThat(patched).hasSize(8);
            long before = count("claim");
            int now = round;

            List<Answer> answers = race(41, i -> {
                if (i == 20) {
                    return merge(duplicate, survivor);
                }
                ObjectNode ref = i % 4 == 0 ? json("{\"id\": \"%s\"}".formatted(duplicate)) : byName(name);
                return switch (i % 5) {
                    case 0, 1 -> api.post("/claims", naming(ref, now, i));
                    case 2, 3 -> {
                        ObjectNode patch = naming(ref, now, 100 + i);
                        patch.remove("appearances");
                        yield api.patch("/claims/" + patched.get(i % 8), patch, "*");
                    }
                    default -> api.post("/claims/" + patched.get(i % 8) + "/evidence", evidence(ref));
                };
            });

            assertThat(answers.get(20).status()).isEqualTo(200);
            // Whoever gives the id after the merge is told so.
            assertThat(answers)
                    .allSatisfy(answer ->
                            assertThat(answer.status()).as(answer.text()).isIn(200, 201, 400));
            assertThat(answers.stream().filter(answer -> answer.status() == 400))
                    .allSatisfy(
                            answer -> assertThat(answer.at("/errors/0/detail")).contains("was merged into Survivor"));
            assertThat(references(duplicate)).isZero();
            List<String> recorded = answers.stream()
                    .filter(answer ->
                            answer.status() == 201 && answer.header("Location").matches(".*/claims/[^/]*"))
                    .map(Answer::id)
                    .toList();
            assertThat(count("claim")).isEqualTo(before + recorded.size());
            assertThat(recorded).isNotEmpty().allSatisfy(id -> {
                Answer claim = api.get("/claims/" + id);
                assertThat(claim.at("/about/0/id")).isEqualTo(survivor);
                assertThat(claim.at("/appearances/0/attribution/0/sources/0/id"))
                        .isEqualTo(survivor);
            });
            assertThat(patched)
                    .allSatisfy(id -> assertThat(api.get("/claims/" + id).at("/about/0/id"))
                            .isEqualTo(survivor));
        }
    }

    @Test
    void aMergeAndItsUndoingAgainAndAgainLoseNothing() {
        String duplicate = created("Duplicate");
        String survivor = created("Survivor");

        List<Answer> answers = race(24, i -> switch (i % 4) {
            case 0 -> merge(duplicate, survivor);
            case 1 -> api.post("/sources/" + duplicate + "/restore", null);
            default -> api.post("/claims", naming(byName("Duplicate"), 0, i));
        });

        assertThat(answers)
                .allSatisfy(
                        answer -> assertThat(answer.status()).as(answer.text()).isIn(200, 201, 410));
        assertThat(count("claim")).isEqualTo(12);
        assertThat(references(duplicate) + references(survivor)).isEqualTo(12 * 3);
        if (api.get("/sources/" + duplicate).status() == 410) {
            assertThat(references(duplicate)).isZero();
        }
    }

    @Test
    void twoThatAreMergedIntoEachOtherAtOnceDoNotBothGo() {
        for (int round = 0; round < 10; round++) {
            String one = created("One " + round);
            String other = created("Other " + round);

            List<Answer> answers = race(2, i -> i == 0 ? merge(one, other) : merge(other, one));

            assertThat(answers.stream().filter(answer -> answer.status() == 200))
                    .hasSize(1);
            assertThat(answers.stream().filter(answer -> answer.status() == 400 || answer.status() == 410))
                    .hasSize(1);
        }
    }

    @Test
    void membershipsRecordedDuringAMergeFollow() {
        for (int round = 0; round < 5; round++) {
            String name = "Duplicate " + round;
            String duplicate = created(name);
            String survivor = created("Survivor " + round);
            int now = round;

            List<Answer> answers = race(
                    17,
                    i -> i == 8 ? merge(duplicate, survivor) : api.post("/sources", json("""
                            {"name": "Part %d of %d", "kind": "PERSON", "partOf": [{"source": {"name": "%s"}}]}""".formatted(i, now, name))));

            assertThat(answers)
                    .allSatisfy(answer ->
                            assertThat(answer.status()).as(answer.text()).isIn(200, 201));
            assertThat(references(duplicate)).isZero();
            assertThat(references(survivor)).isEqualTo(16);
        }
    }

    /** Who is told to come back in a moment does, as clients do. */
    private static List<Answer> race(int runners, IntFunction<Answer> run) {
        return Race.of(runners, i -> {
            Answer answer = run.apply(i);
            for (int tries = 1; answer.status() == 503 && tries < 20; tries++) {
                answer = run.apply(i);
            }
            return answer;
        });
    }

    private long references(String id) {
        return db.sql(REFERENCES).param("id", id).query(Long.class).single();
    }

    private String created(String name) {
        return api.created("/sources", source(name, "ORGANIZATION")).id();
    }

    private Answer merge(String duplicate, String survivor) {
        return api.post(
                "/sources/" + duplicate + "/merge",
                json("{\"into\": {\"id\": \"%s\"}, \"reason\": \"The same.\"}".formatted(survivor)));
    }

    private static ObjectNode byName(String name) {
        return json("{\"name\": \"%s\"}".formatted(name));
    }

    private static ObjectNode evidence(ObjectNode provider) {
        ObjectNode evidence = json("{\"title\": \"A picture\", \"kind\": \"IMAGE\", \"stance\": \"CONTEXT\"}");
        evidence.set("provider", provider);
        return evidence;
    }

    /** A claim about the source, which says so itself in an article of its own. */
    private static ObjectNode naming(ObjectNode source, int round, int i) {
        ObjectNode body = claim("Claim " + i);
        body.withArray("about").add(source);
        ObjectNode appearance = json("{\"article\": {\"url\": \"https://news.example/%d/%d\"}}".formatted(round, i));
        ((ObjectNode) appearance.get("article")).set("publisher", source);
        appearance.withArray("attribution").addObject().withArray("sources").add(source);
        body.withArray("appearances").add(appearance);
        return body;
    }
}
