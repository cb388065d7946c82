package org.claimtrail.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.claimtrail.testing.Bodies.claim;
import static org.claimtrail.testing.Bodies.containers;
import static org.claimtrail.testing.Bodies.json;

import org.claimtrail.testing.Api.Answer;
import org.claimtrail.testing.ApiTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RelationApiTest extends ApiTest {

    private Answer relate(int from, String type, int to) {
        return api.post("/claims/C-" + from + "/relations", relation(type, to));
    }

    private static Object relation(String type, int to) {
        return json("{\"type\": \"%s\", \"to\": {\"id\": \"C-%d\"}}".formatted(type, to));
    }

    private void claims(int count) {
        for (int i = 1; i <= count; i++) {
            api.created("/claims", claim("Claim " + i));
        }
    }

    @Test
    void aDenialIsTiedToTheOneFigureThatItDenies() {
        Answer containers = api.created("/claims", containers());
        api.created("/claims", claim("It was fewer.").put("kind", "DENIAL"));

        Answer denial =
                api.post("/claims/C-2/relations", json("""
                {"type": "DENIES", "to": {"id": "%s"}, "scope": "PARTIAL", "figure": {"id": "%s"}, "note": "Only the number."}""".formatted(containers.id(), containers.at("/figures/0/id"))));

        assertThat(denial.status()).isEqualTo(201);
        assertThat(denial.at("/direction")).isEqualTo("out");
        assertThat(denial.at("/to/number")).isEqualTo("1");
        assertThat(api.get("/claims/C-2").body().get("gaps").toString()).doesNotContain("/relations");
        assertThat(api.get("/claims/C-1/relations").at("/items/0/direction")).isEqualTo("in");
        assertThat(api.get("/claims/C-1/relations?direction=out").items("id")).isEmpty();
        assertThat(api.get("/claims/C-1/relations?direction=out,in").items("id"))
                .hasSize(1);
        assertThat(api.get("/claims/C-1/relations?direction=sideways").status()).isEqualTo(400);
        assertThat(api.get("/claims/C-1/relations?direction=in&type=DENIES").items("id"))
                .containsExactly(denial.id());
        assertThat(api.delete("/claims/C-1/figures/" + containers.at("/figures/0/id"), "*")
                        .problem())
                .isEqualTo("referenced");
        assertThat(api.delete("/claims/C-1", "*").at("/others/0/name")).isEqualTo("C-2");
    }

    @Test
    void faultsOfARelationAreToldTogether() {
        claims(2);

        assertThat(api.post("/claims/C-1/relations", json("""
                {"type": "DENIES", "to": {"id": "C-2"}, "act": "RETRACTION", "nature": "SCOPE",
                 "figure": {"id": "01a20936-969f-72d7-8220-e5836c9abf61"}, "colour": 1}""")).pointers())
                .containsExactlyInAnyOrder("/act", "/nature", "/figure/id", "/colour");
        assertThat(relate(1, "DENIES", 1).pointers()).containsExactly("/to");
        assertThat(relate(1, "DENIES", 99).pointers()).containsExactly("/to/id");
    }

    @Test
    void aRelationIsRecordedOnce() {
        claims(3);

        assertThat(relate(1, "DENIES", 2).status()).isEqualTo(201);
        assertThat(relate(1, "DENIES", 2).problem()).isEqualTo("duplicate");
        assertThat(relate(2, "DENIES", 1).status()).isEqualTo(201);
        assertThat(relate(1, "CONTRADICTS", 2).status()).isEqualTo(201);
        assertThat(relate(2, "CONTRADICTS", 1).problem()).isEqualTo("duplicate");
    }

    @ParameterizedTest
    @ValueSource(strings = {"REPEATS", "UPDATES", "CORRECTS", "RETRACTS", "RESPONDS_TO", "DERIVED_FROM"})
    void whatComesLaterDoesNotComeRound(String type) {
        claims(3);
        relate(1, type, 2);
        Answer second = relate(2, type, 3);

        assertThat(relate(3, type, 1).problem()).isEqualTo("cycle");

        api.delete("/claims/C-2/relations/" + second.id(), second.etag());
        assertThat(relate(3, type, 1).status()).isEqualTo(201);
        assertThat(api.post("/claims/C-2/relations/" + second.id() + "/restore", null)
                        .problem())
                .isEqualTo("cycle");
    }

    @Test
    void aDeletedRelationCanBeRestored() {
        claims(2);
        Answer relation = relate(1, "QUALIFIES", 2);
        String path = "/claims/C-1/relations/" + relation.id();

        assertThat(api.delete(path, relation.etag()).status()).isEqualTo(204);
        assertThat(api.get(path).status()).isEqualTo(410);
        assertThat(relate(1, "QUALIFIES", 2).status()).isEqualTo(201);
        assertThat(api.post(path + "/restore", null).problem()).isEqualTo("duplicate");
        assertThat(api.get("/claims/C-2/relations").items("id")).hasSize(1);
    }

    @Test
    void relationsOfADeletedClaimAreHiddenUntilItIsRestored() {
        claims(2);
        Answer relation = relate(1, "DENIES", 2);
        api.delete("/claims/C-1", "*");

        assertThat(api.get("/claims/C-2/relations").items("id")).isEmpty();
        assertThat(api.get("/claims/C-2/relations/" + relation.id()).status()).isEqualTo(410);
        assertThat(relate(2, "DENIES", 1).pointers()).containsExactly("/to/id");
        api.post("/claims/C-1/restore", null);
        assertThat(api.get("/claims/C-2/relations").items("id")).containsExactly(relation.id());
    }
}
