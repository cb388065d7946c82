package org.claimtrail.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.claimtrail.testing.Bodies.claim;
import static org.claimtrail.testing.Bodies.containers;
import static org.claimtrail.testing.Bodies.json;

import org.claimtrail.testing.Api.Answer;
import org.claimtrail.testing.ApiTest;
import org.junit.jupiter.api.Test;

class MeasureApiTest extends ApiTest {

    @Test
    void aMeasureIsOneByNameAndUnit() {
        Answer tonnes = api.created(
                "/measures", json("{\"name\": \"Grain\", \"unit\": \"t\", \"description\": \"All grain.\"}"));

        assertThat(api.post("/measures", json("{\"name\": \"GRAIN\", \"unit\": \"T\"}"))
                        .problem())
                .isEqualTo("duplicate");
        assertThat(api.post("/measures", json("{\"name\": \"Grain\", \"unit\": \"bushels\"}"))
                        .status())
                .isEqualTo(201);
        assertThat(api.post("/measures", json("{\"name\": \"Grain\"}")).status())
                .isEqualTo(201);
        assertThat(api.post("/measures", json("{\"name\": \"grain\"}")).problem())
                .isEqualTo("duplicate");
        assertThat(api.get("/measures?q=rai&unit=T").items("id")).containsExactly(tonnes.id());
        assertThat(api.put("/measures/" + tonnes.id(), tonnes.object(), tonnes.etag())
                        .text())
                .isEqualTo(tonnes.text());
        assertThat(api.patch("/measures/" + tonnes.id(), json("{\"unit\": \"bushels\"}"), tonnes.etag())
                        .problem())
                .isEqualTo("duplicate");
    }

    @Test
    void figuresFindTheirMeasureOrCreateIt() {
        Answer first = api.created("/claims", containers());
        Answer second = api.created("/claims", containers());

        String measure = first.at("/figures/0/measure/id");
        assertThat(second.at("/figures/0/measure/id")).isEqualTo(measure);
        assertThat(api.delete("/measures/" + measure, "*").problem()).isEqualTo("referenced");
        var wrong = claim("By id.");
        wrong.withArray("figures").add(json("""
                {"qualifier": "DOZENS", "measure": {"id": "%s", "unit": "ships"}}""".formatted(measure)));
        assertThat(api.post("/claims", wrong).pointers()).containsExactly("/figures/0/measure/unit");
    }

    @Test
    void aMeasureIsAFlowAStockOrARate() {
        Answer recorded = api.created("/measures", json("{\"name\": \"Debt\", \"nature\": \"STOCK\"}"));
        String path = "/measures/" + recorded.id();
        var claim = claim("So much.");
        claim.withArray("figures").add(json("""
                {"qualifier": "DOZENS", "measure": {"name": "Shipped", "nature": "FLOW"}}""")).add(json("""
                {"qualifier": "DOZENS", "measure": {"name": "Debt", "nature": "FLOW"}}"""));
        Answer found = api.created("/claims", claim);

        assertThat(api.get("/measures/" + found.at("/figures/0/measure/id")).at("/nature"))
                .isEqualTo("FLOW");
        // Where it is found, that counts nothing.
        assertThat(found.at("/figures/1/measure/id")).isEqualTo(recorded.id());
        assertThat(api.get(path).at("/nature")).isEqualTo("STOCK");
        assertThat(api.patch(path, json("{\"nature\": \"RATE\"}"), "*").at("/nature"))
                .isEqualTo("RATE");
        assertThat(api.patch(path, json("{\"unit\": \"EUR\"}"), "*").at("/nature"))
                .isEqualTo("RATE");
        assertThat(api.put(path, json("{\"name\": \"Debt\"}"), "*").object().has("nature"))
                .isFalse();
        assertThat(api.get(path + "/history").text()).contains("\"nature\"");
        assertThat(api.post("/measures", json("{\"name\": \"Sum\", \"nature\": \"SUM\"}"))
                        .pointers())
                .containsExactly("/nature");
    }

    @Test
    void aDeletedMeasureCanBeRestored() {
        Answer measure = api.created("/measures", json("{\"name\": \"Grain\"}"));
        String path = "/measures/" + measure.id();

        assertThat(api.delete(path, measure.etag()).status()).isEqualTo(204);
        assertThat(api.get(path).status()).isEqualTo(410);
        Answer another = api.created("/measures", json("{\"name\": \"Grain\"}"));
        assertThat(api.post(path + "/restore", null).problem()).isEqualTo("duplicate");
        api.delete("/measures/" + another.id(), another.etag());
        assertThat(api.post(path + "/restore", null).status()).isEqualTo(200);
    }
}
