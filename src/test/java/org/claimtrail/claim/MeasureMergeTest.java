package org.claimtrail.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.claimtrail.testing.Bodies.json;

import java.util.List;
import org.claimtrail.platform.Role;
import org.claimtrail.testing.Api.Answer;
import org.claimtrail.testing.ApiTest;
import org.claimtrail.testing.Race;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

/** One thing that is counted, recorded under two names. */
class MeasureMergeTest extends ApiTest {

    @Test
    void figuresOfBothAreComparedUntilTheMergeIsUndone() {
        String survivor = measure("{\"name\": \"shells sent\", \"unit\": \"t\"}");
        String duplicate = measure("{\"name\": \"ammunition sent\", \"unit\": \"kg\"}");
        figure(survivor, "\"qualifier\": \"EXACT\", \"amount\": 5");
        Answer inKilograms = figure(duplicate, "\"qualifier\": \"EXACT\", \"amount\": 7000");
        figure(duplicate, "\"qualifier\": \"EXACT\", \"amount\": 7, \"unit\": \"t\"");
        assertThat(conflicting()).isEmpty();
        String before = comparison(duplicate);

        Answer merged = merge(duplicate, survivor);
        assertThat(merged.status()).as(merged.text()).isEqualTo(200);
        assertThat(merged.id()).isEqualTo(survivor);
        // 7000 kg are 7 t, and not 5.
        assertThat(conflicting()).containsExactlyInAnyOrder("1", "2", "3");
        assertThat(api.get("/claims/C-2").at("/figures/0/unit")).isEqualTo("kg");
        assertThat(api.get("/claims/C-2").at("/figures/0/measure/id")).isEqualTo(survivor);
        assertThat(api.get("/claims/C-2").etag()).isNotEqualTo(inKilograms.etag());
        assertThat(api.get("/claims/C-3").at("/figures/0/unit")).isEqualTo("t");
        Answer gone = api.get("/measures/" + duplicate);
        assertThat(gone.status()).isEqualTo(410);
        assertThat(gone.at("/mergedInto/name")).isEqualTo("shells sent");
        Answer told = api.get("/measures/" + duplicate + "/merges");
        assertThat(told.at("/items/0/measure/unit")).isEqualTo("kg");
        assertThat(told.at("/items/0/into/id")).isEqualTo(survivor);

        // Who names it by its former name means the survivor.
        Answer former = api.created("/claims", json("""
                {"text": "Another.", "kind": "FIGURE", "figures": [
                  {"measure": {"name": "Ammunition  sent", "unit": "kg"}, "qualifier": "EXACT", "amount": 1}]}"""));
        assertThat(former.at("/figures/0/measure/id")).isEqualTo(survivor);
        assertThat(former.at("/figures/0/unit")).isEqualTo("kg");
        assertThat(api.post("/measures", json("{\"name\": \"ammunition sent\", \"unit\": \"kg\"}"))
                        .at("/others/0/id"))
                .isEqualTo(survivor);
        assertThat(api.post("/claims", figureOf(duplicate, "\"qualifier\": \"UNSTATED\""))
                        .at("/errors/0/detail"))
                .contains("is the id of a measure that was merged into shells sent: name " + survivor);

        Answer undone = undo(duplicate);
        assertThat(undone.status()).as(undone.text()).isEqualTo(200);
        assertThat(comparison(duplicate)).isEqualTo(before);
        assertThat(conflicting()).containsExactlyInAnyOrder("1", "4");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kg | t | 200 | kg",
                "t | t | 200 | ''",
                "t | '' | 200 | t",
                "'' | '' | 200 | ''",
                "'' | t | 400 | ''",
                "T | t | 200 | ''"
            })
    void aFigureKeepsTheUnitThatItWasGivenIn(String unit, String survivorsUnit, int status, String kept) {
        String survivor = measure("{\"name\": \"one\"%s}".formatted(unit(survivorsUnit)));
        String duplicate = measure("{\"name\": \"other\"%s}".formatted(unit(unit)));
        figure(duplicate, "\"qualifier\": \"EXACT\", \"amount\": 5");
        Answer merged = merge(duplicate, survivor);
        assertThat(merged.status()).as(merged.text()).isEqualTo(status);
        assertThat(api.get("/claims/C-1").at("/figures/0/unit")).isEqualTo(kept);
        if (status == 200) {
            undo(duplicate);
            assertThat(api.get("/claims/C-1").at("/figures/0/unit")).isEmpty();
        } else {
            assertThat(merged.pointers()).containsExactly("/into/id");
        }
    }

    @Test
    void whatAddsUpIsNotWhatHoldsAtATime() {
        String flow = measure("{\"name\": \"sent\", \"unit\": \"t\", \"nature\": \"FLOW\"}");
        String stock = measure("{\"name\": \"held\", \"unit\": \"t\", \"nature\": \"STOCK\"}");
        String unknown = measure("{\"name\": \"there\", \"unit\": \"t\"}");
        assertThat(merge(flow, stock).pointers()).containsExactly("/into/id");
        assertThat(merge(unknown, stock).status()).isEqualTo(200);
    }

    @Test
    void whatPeopleChangedSinceStays() {
        String survivor = measure("{\"name\": \"one\", \"unit\": \"t\"}");
        String duplicate = measure("{\"name\": \"other\", \"unit\": \"kg\"}");
        String third = measure("{\"name\": \"third\", \"unit\": \"kg\"}");
        figure(duplicate, "\"qualifier\": \"EXACT\", \"amount\": 5");
        figure(duplicate, "\"qualifier\": \"EXACT\", \"amount\": 6");
        merge(duplicate, survivor);
        edit("C-1", "unit", "lb");
        ObjectNode moved = (ObjectNode) api.get("/claims/C-2").body().deepCopy();
        ((ObjectNode) moved.at("/figures/0")).putObject("measure").put("id", third);
        api.put("/claims/C-2", moved, "*");

        undo(duplicate);
        assertThat(api.get("/claims/C-1").at("/figures/0/measure/id")).isEqualTo(duplicate);
        assertThat(api.get("/claims/C-1").at("/figures/0/unit")).isEqualTo("lb");
        assertThat(api.get("/claims/C-2").at("/figures/0/measure/id")).isEqualTo(third);
    }

    @Test
    void administratorsMergeTwoThatStand() {
        String one = measure("{\"name\": \"one\"}");
        String other = measure("{\"name\": \"other\"}");
        assertThat(api.as(Role.REVIEWER)
                        .post("/measures/" + one + "/merge", body(other))
                        .status())
                .isEqualTo(403);
        assertThat(merge(one, one).pointers()).containsExactly("/into/id");
        merge(one, other);
        assertThat(merge(one, other).status()).isEqualTo(410);
        assertThat(api.as(Role.REVIEWER)
                        .post("/measures/" + one + "/restore", null)
                        .status())
                .isEqualTo(403);
        // Its name is free for what it was merged into, and then it cannot come back.
        api.patch("/measures/" + other, json("{\"name\": \"one\"}"), "*");
        assertThat(undo(one).problem()).isEqualTo("duplicate");
    }

    @Test
    void figuresThatAreRecordedMeanwhileFollow() {
        for (int round = 0; round < 5; round++) {
            String survivor = measure("{\"name\": \"survivor %d\"}".formatted(round));
            String duplicate = measure("{\"name\": \"duplicate %d\"}".formatted(round));
            ObjectNode body = json("""
                    {"text": "One.", "kind": "FIGURE", "figures": [
                      {"measure": {"name": "duplicate %d"}, "qualifier": "UNSTATED"}]}""".formatted(round));
            List<Integer> answers = Race.of(
                    6,
                    runner -> runner == 0
                            ? merge(duplicate, survivor).status()
                            : api.post("/claims", body).status());
            assertThat(answers).allMatch(status -> status == 200 || status == 201);
            assertThat(api.get("/claims?measure=" + survivor + "&count=true").at("/total"))
                    .isEqualTo("5");
        }
    }

    private static String unit(String unit) {
        return unit.isEmpty() ? "" : ", \"unit\": \"%s\"".formatted(unit);
    }

    private void edit(String claim, String member, String value) {
        ObjectNode edited = (ObjectNode) api.get("/claims/" + claim).body().deepCopy();
        ((ObjectNode) edited.at("/figures/0")).put(member, value);
        Answer answer = api.put("/claims/" + claim, edited, "*");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    private List<String> conflicting() {
        return api.get("/claims?figureConflict=true").items("number");
    }

    private String comparison(String measure) {
        return api.get("/measures/" + measure + "/comparison").text();
    }

    private String measure(String body) {
        return api.created("/measures", json(body)).id();
    }

    private Answer figure(String measure, String members) {
        return api.created("/claims", figureOf(measure, members));
    }

    private static ObjectNode figureOf(String measure, String members) {
        return json("""
                {"text": "A figure.", "kind": "FIGURE", "figures": [{"measure": {"id": "%s"}, %s}]}""".formatted(measure, members));
    }

    private Answer merge(String duplicate, String survivor) {
        return api.post("/measures/" + duplicate + "/merge", body(survivor));
    }

    private Answer undo(String duplicate) {
        return api.post("/measures/" + duplicate + "/restore", null);
    }

    private static ObjectNode body(String into) {
        return json("{\"into\": {\"id\": \"%s\"}, \"reason\": \"Both count the same.\"}".formatted(into));
    }
}
