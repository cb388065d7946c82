package org.claimtrail.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.claimtrail.testing.Bodies.json;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.claimtrail.testing.Api.Answer;
import org.claimtrail.testing.ApiTest;
import org.claimtrail.testing.StatementCounter;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The loan to Ukraine of 2024, of which some spoke in dollars and others in euros. */
class MoneyApiTest extends ApiTest {

    @Test
    void dollarsAndEurosAreComparedByTheRateThatIsRecorded() {
        String measure =
                loan("EXACT", "\"amount\": 45, \"unit\": \"billion euros\"", "European Commission", "2024-10-23");
        loan("ABOUT", "\"amount\": 50, \"unit\": \"billion USD\"", "G7", "2024-06-14");
        assertThat(groups(measure)).containsExactly("billion euros", "billion USD");

        Answer rate = rate("USD", "EUR", "0.9312", "2024-06-14");
        Answer answer = comparison(measure);

        assertThat(groups(measure)).containsExactly("billion euros");
        assertThat(answer.at("/unit")).isEqualTo("billion euros");
        assertThat(texts(answer, "/figures", "/interval/from")).containsExactly("41.904", "45");
        assertThat(texts(answer, "/figures", "/interval/to")).containsExactly("51.216", "45");
        JsonNode converted = answer.body().at("/figures/0/convertedFrom");
        assertThat(converted.at("/unit").asString()).isEqualTo("billion USD");
        assertThat(converted.at("/interval/from").asString()).isEqualTo("45");
        assertThat(converted.at("/rate")).isEqualTo(json("""
                        {"id": "%s", "from": "USD", "to": "EUR", "rate": 0.9312, "on": "2024-06-14",
                         "source": {"id": "%s", "name": "Example Central Bank"}}""".formatted(rate.id(), rate.at("/source/id"))));
        assertThat(answer.body().at("/figures/1").has("convertedFrom")).isFalse();
        assertThat(answer.at("/overlaps")).isEqualTo("1");
        assertThat(answer.at("/ranges/ranges/0/sharedRange/from")).isEqualTo("45");
    }

    @Test
    void aRateThatIsRecordedTheOtherWayRoundDivides() {
        String measure = loan("EXACT", "\"amount\": 50, \"unit\": \"billion USD\"", "G7", "2024-06-14");
        loan("EXACT", "\"amount\": 40, \"unit\": \"billion EUR\"", "Paper", "2024-06-14");
        loan("EXACT", "\"amount\": 1, \"unit\": \"billion USD\"", "Agency", "2024-06-14");
        rate("EUR", "USD", "1.25", "2024-06-14");

        assertThat(texts(comparison(measure), "/figures", "/interval/from")).containsExactly("50", "50", "1");
        assertThat(comparison(measure)
                        .body()
                        .at("/figures/1/convertedFrom/rate")
                        .has("inverse"))
                .isFalse();
        loan("EXACT", "\"amount\": 2, \"unit\": \"billion EUR\"", "Agency", "2024-06-14");
        loan("EXACT", "\"amount\": 3, \"unit\": \"billion EUR\"", "Agency", "2024-06-14");

        Answer inEuros = comparison(measure);
        assertThat(texts(inEuros, "/figures", "/interval/from")).containsExactly("40", "40", "0.8", "2", "3");
        assertThat(inEuros.at("/figures/0/convertedFrom/rate/inverse")).isEqualTo("true");
        assertThat(inEuros.at("/figures/0/convertedFrom/rate/from")).isEqualTo("EUR");
    }

    @Test
    void theRateOfTheDayOfEachFigureCountsElseTheNextOne() {
        String measure = loan("EXACT", "\"amount\": 100, \"unit\": \"EUR\"", "European Commission", "2024-06-14");
        loan("EXACT", "\"amount\": 1, \"unit\": \"USD\"", "Early", "2024-01-02");
        loan("EXACT", "\"amount\": 1, \"unit\": \"USD\"", "June", "2024-06-18");
        loan("EXACT", "\"amount\": 1, \"unit\": \"USD\", \"period\": \"2024-06\"", "Of June, later", "2024-11-01");
        loan("EXACT", "\"amount\": 1, \"unit\": \"USD\"", "Late", "2025-01-01");
        api.created("/claims", json("""
                {"text": "Nobody knows when.", "kind": "FIGURE", "figures": [
                  {"measure": {"id": "%s"}, "qualifier": "EXACT", "amount": 1, "unit": "USD"}]}""".formatted(measure)));
        loan("EXACT", "\"amount\": 200, \"unit\": \"EUR\"", "European Commission", "2024-06-14");
        for (int i = 0; i < 4; i++) {
            loan("EXACT", "\"amount\": 3, \"unit\": \"EUR\"", "Paper " + i, "2025-02-02");
        }
        rate("USD", "EUR", "0.91", "2024-06-01");
        rate("EUR", "USD", "1.25", "2024-06-18");
        rate("USD", "EUR", "0.93", "2024-06-19");
        rate("USD", "EUR", "0.95", "2024-12-31");
        rate("USD", "GBP", "0.79", "2024-12-31");

        assertThat(texts(comparison(measure), "/figures", "/interval/from"))
                .containsExactly("0.91", "100", "200", "0.8", "0.93", "0.95", "3", "3", "3", "3", "0.95");
    }

    @Test
    void ofTheRatesThatSeveralSourcesGiveForADayTheOneWithTheLowestIdCounts() {
        String measure = loan("EXACT", "\"amount\": 50, \"unit\": \"EUR\"", "G7", "2024-06-14");
        loan("EXACT", "\"amount\": 45, \"unit\": \"USD\"", "Paper", "2024-06-14");
        String lowest = Stream.of("Example Central Bank", "A bureau", "Another")
                .map(source -> api.created("/exchange-rates", json("""
                                {"from": "USD", "to": "EUR", "rate": 0.9, "on": "2024-06-14",
                                 "source": {"name": "%s", "kind": "ORGANIZATION"}}""".formatted(source)))
                        .id())
                .min(Comparator.naturalOrder())
                .orElseThrow();

        assertThat(comparison(measure).at("/figures/1/convertedFrom/rate/id")).isEqualTo(lowest);
    }

    @Test
    void deletingTheRateTakesTheConversionAwayAndRestoringBringsItBack() {
        String measure = loan("EXACT", "\"amount\": 50, \"unit\": \"USD\"", "G7", "2024-06-14");
        loan("EXACT", "\"amount\": 45, \"unit\": \"EUR\"", "Paper", "2024-06-14");
        Answer rate = rate("USD", "EUR", "0.9312", "2024-06-14");
        String path = "/measures/" + measure + "/comparison";
        Answer with = api.get(path);
        assertThat(with.at("/conflicts/count")).isEqualTo("1");

        api.delete("/exchange-rates/" + rate.id(), rate.etag());
        assertThat(groups(measure)).containsExactly("EUR", "USD");
        assertThat(comparison(measure).at("/conflicts/count")).isEqualTo("0");
        assertThat(api.get(path, "If-None-Match", with.etag()).status()).isEqualTo(200);

        api.post("/exchange-rates/" + rate.id() + "/restore", null);
        assertThat(api.get(path, "If-None-Match", with.etag()).status()).isEqualTo(304);
        api.patch("/exchange-rates/" + rate.id(), json("{\"rate\": 0.9}"), "*");
        assertThat(comparison(measure).at("/overlaps")).isEqualTo("1");
    }

    @Test
    void aConflictThatOnlyTheRateShowsIsToldFromBothSidesWithTheRate() {
        loan("EXACT", "\"asStated\": \"$50bn\", \"amount\": 50, \"unit\": \"billion USD\"", "G7", "2024-06-14");
        loan(
                "AT_MOST",
                "\"asStated\": \"35 bn\", \"upperBound\": 35, \"unit\": \"billion EUR\"",
                "Paper",
                "2024-09-20");
        assertThat(api.get("/claims/C-1/standing").body().get("figureConflicts"))
                .isEmpty();

        Answer rate = rate("EUR", "USD", "1.25", "2024-06-14");
        rate("EUR", "CHF", "0.95", "2024-06-14");
        Answer one = api.get("/claims/C-1/standing");
        Answer other = api.get("/claims/C-2/standing");

        assertThat(one.body().get("figureConflicts")).hasSize(1);
        assertThat(one.at("/figureConflicts/0/gap")).isEqualTo("5");
        assertThat(one.at("/figureConflicts/0/unit")).isEqualTo("billion EUR");
        assertThat(one.at("/figureConflicts/0/rates/0/id")).isEqualTo(rate.id());
        assertThat(one.at("/figureConflicts/0/rates/0/inverse")).isEqualTo("true");
        assertThat(one.at("/figureConflicts/0/rates/0/source/name")).isEqualTo("Example Central Bank");
        assertThat(other.body().at("/figureConflicts/0/rates"))
                .isEqualTo(one.body().at("/figureConflicts/0/rates"));
        List<JsonNode> told = StreamSupport.stream(one.body().get("explanation").spliterator(), false)
                .toList();
        int sentence = told.stream()
                .map(JsonNode::asString)
                .toList()
                .indexOf("Its figure \"$50bn\" conflicts with \"35 bn\" of C-2"
                        + " at the exchange rate of Example Central Bank for 2024-06-14.");
        assertThat(sentence).as(told.toString()).isNotNegative();
        assertThat(texts(one, "/restsOn/" + sentence, "")).contains(rate.id());
    }

    @Test
    void whatMayBeSeveralCurrenciesIsNotConverted() {
        String measure = loan("EXACT", "\"amount\": 50, \"unit\": \"dollars\"", "G7", "2024-06-14");
        loan("EXACT", "\"amount\": 45, \"unit\": \"EUR\"", "Paper", "2024-06-14");
        loan("EXACT", "\"amount\": 45, \"unit\": \"$\"", "Agency", "2024-06-14");
        rate("USD", "EUR", "0.9312", "2024-06-14");

        assertThat(groups(measure)).containsExactlyInAnyOrder("EUR", "dollars", "$");
    }

    @Test
    void theMeasuresOwnCurrencyIsTheCommonOne() {
        Answer measure = api.created("/measures", json("{\"name\": \"aid\", \"unit\": \"million EUR\"}"));
        for (String source : List.of("A", "B")) {
            api.created("/claims", json("""
                    {"text": "Aid.", "kind": "FIGURE", "figures": [
                      {"measure": {"id": "%s"}, "qualifier": "EXACT", "amount": 4, "unit": "million USD"}],
                     "about": [{"name": "%s", "kind": "ORGANIZATION"}]}""".formatted(measure.id(), source)));
        }
        rate("USD", "EUR", "0.5", "2024-06-14");

        Answer answer = comparison(measure.id());

        assertThat(answer.at("/unit")).isEqualTo("million EUR");
        assertThat(texts(answer, "/figures", "/interval/from")).containsExactly("2", "2");
    }

    /** Beside the one for the token. */
    @Test
    void ratesTakeFewMoreStatementsAndOnlyWhereThereAreSeveralCurrencies() {
        String measure = loan("EXACT", "\"amount\": 50, \"unit\": \"USD\"", "G7", "2024-06-14");
        loan("EXACT", "\"amount\": 51, \"unit\": \"US dollars\"", "Paper", "2024-06-14");
        rate("USD", "EUR", "0.9312", "2024-06-14");
        int comparison = StatementCounter.of(() -> comparison(measure));
        int standing = StatementCounter.of(() -> api.get("/claims/C-1/standing"));

        for (int i = 1; i < 20; i++) {
            loan("EXACT", "\"amount\": 45, \"unit\": \"EUR\"", "Paper " + i, "2024-06-" + (i + 10));
            loan("EXACT", "\"amount\": 45, \"unit\": \"GBP\"", "Paper " + i, "2024-06-" + (i + 10));
            rate("USD", "EUR", "0.9" + i, "2024-05-" + (i + 10));
        }

        assertThat(comparison).isEqualTo(1);
        assertThat(StatementCounter.of(() -> comparison(measure))).isEqualTo(2);
        // What most amounts are in, and the rates of the claim's own figures, and of those that they conflict with.
        assertThat(StatementCounter.of(() -> api.get("/claims/C-1/standing"))).isBetween(standing, standing + 4);
    }

    private Answer comparison(String measure) {
        Answer answer = api.get("/measures/" + measure + "/comparison");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer;
    }

    private List<String> groups(String measure) {
        return texts(comparison(measure), "/groups", "/unit");
    }

    private Answer rate(String from, String to, String rate, String on) {
        return api.created("/exchange-rates", json("""
                {"from": "%s", "to": "%s", "rate": %s, "on": "%s",
                 "source": {"name": "Example Central Bank", "kind": "ORGANIZATION"}}""".formatted(from, to, rate, on)));
    }

    /** Records a figure of what was lent, and gives the id of the measure. */
    private String loan(String qualifier, String numbers, String source, String saidOn) {
        return api.created("/claims", json("""
                {"text": "A loan.", "kind": "FIGURE",
                 "figures": [{"measure": {"name": "loan to Ukraine"}, "qualifier": "%s", %s}],
                 "appearances": [{"article": {"url": "https://news.example/loan"}, "attribution": [
                   {"sources": [{"name": "%s", "kind": "ORGANIZATION"}], "saidOn": "%s"}]}]}""".formatted(qualifier, numbers, source, saidOn)))
                .at("/figures/0/measure/id");
    }

    private static List<String> texts(Answer answer, String list, String pointer) {
        return StreamSupport.stream(answer.body().at(list).spliterator(), false)
                .map((JsonNode item) -> item.at(pointer).asString(""))
                .toList();
    }
}
