package org.claimtrail.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.claimtrail.testing.Bodies.json;

import java.util.List;
import java.util.UUID;
import org.claimtrail.platform.Role;
import org.claimtrail.testing.Api.Answer;
import org.claimtrail.testing.ApiTest;
import org.claimtrail.testing.Bodies;
import org.claimtrail.testing.Race;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

class ExchangeRateApiTest extends ApiTest {

    @Test
    void aRateIsRecordedAsItWasGivenWithItsSource() {
        Answer rate = api.created("/exchange-rates", json("""
                {"from": "EUR", "to": "USD", "rate": 1.07430, "on": "2024-06-19", "url": "https://rates.example/june",
                 "source": {"name": "Example Central Bank", "kind": "ORGANIZATION"}}"""));

        assertThat(rate.header("Location")).isEqualTo("/api/v1/exchange-rates/" + rate.id());
        assertThat(rate.text()).contains("\"rate\":1.07430,");
        assertThat(rate.at("/on")).isEqualTo("2024-06-19");
        assertThat(rate.at("/url")).isEqualTo("https://rates.example/june");
        assertThat(api.get("/sources/" + rate.at("/source/id")).at("/name")).isEqualTo("Example Central Bank");
        Answer read = api.get("/exchange-rates/" + rate.id());
        assertThat(read.text()).isEqualTo(rate.text());
        assertThat(read.etag()).isEqualTo(rate.etag());
        assertThat(api.get("/exchange-rates/" + rate.id(), "If-None-Match", rate.etag())
                        .status())
                .isEqualTo(304);
    }

    @Test
    void theSourceIsFoundByItsIdOrItsName() {
        Answer bank = api.created("/sources", Bodies.source("Example Central Bank", "ORGANIZATION"));
        ObjectNode byId = rate("EUR", "USD", "1.07", "2024-06-19");
        byId.putObject("source").put("id", bank.id());
        ObjectNode byName = rate("EUR", "USD", "1.08", "2024-06-20");
        byName.putObject("source").put("name", "EXAMPLE central bank");

        assertThat(api.created("/exchange-rates", byId).at("/source/name")).isEqualTo("Example Central Bank");
        assertThat(api.created("/exchange-rates", byName).at("/source/id")).isEqualTo(bank.id());
        byName.putObject("source").put("name", "Nobody knows");
        assertThat(api.post("/exchange-rates", byName).pointers()).containsExactly("/source/kind");
        byName.putObject("source").put("name", "an official").put("kind", "UNNAMED");
        assertThat(api.post("/exchange-rates", byName).pointers()).containsExactly("/source");
        byName.putObject("source").put("id", UUID.randomUUID().toString());
        assertThat(api.post("/exchange-rates", byName).pointers()).containsExactly("/source/id");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "from, \"eur\"",
                "from, \"EURO\"",
                "from, \"ABC\"",
                "from, \"USD\"",
                "from, null",
                "from, 978",
                "to, \"usd\"",
                "to, \"$\"",
                "to, null",
                "rate, 0",
                "rate, -1",
                "rate, \"1.07\"",
                "rate, 1e31",
                "rate, 0.1234567890123",
                "rate, null",
                "on, \"2024-06\"",
                "on, \"2024-06-19~\"",
                "on, \"2024-06-31\"",
                "on, \"0000-06-19\"",
                "on, \"2024-06-19T00:00:00Z\"",
                "on, null",
                "source, null",
                "source, \"Example Central Bank\"",
                "source, {}",
                "url, \"ftp://rates.example\"",
                "day, \"2024-06-19\"",
                "id, \"01903a7c-4d11-7b15-8c6d-7e8f9a0b1c2d\""
            })
    void aFaultIsToldWithItsPlace(String field, String value) {
        ObjectNode body = rate("EUR", "USD", "1.07", "2024-06-19");
        body.set(field, json("{\"v\": " + value + "}").get("v"));

        Answer answer = api.post("/exchange-rates", body);

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.pointers())
                .singleElement()
                .asString()
                .startsWith(
                        field.equals("from") && value.equals("\"USD\"")
                                ? "/to"
                                : value.equals("{}") ? "/source/name" : "/" + field);
        assertThat(count("exchange_rate")).isZero();
    }

    @Test
    void allFaultsAreToldAtOnceAndNoSourceIsLeftBehind() {
        Answer answer = api.post("/exchange-rates", json("""
                {"from": "euro", "to": "$", "rate": 0, "on": "June", "source": {"name": "New", "kind": "ORGANIZATION"},
                 "until": "2025"}"""));

        assertThat(answer.pointers()).containsExactlyInAnyOrder("/from", "/to", "/rate", "/on", "/until");
        assertThat(count("source")).isZero();
        assertThat(api.post("/exchange-rates", json("{}")).pointers())
                .containsExactlyInAnyOrder("/from", "/to", "/rate", "/on", "/source");
    }

    @Test
    void largestAndSmallestRatesAreKeptToTheDigit() {
        assertThat(recorded("EUR", "USD", "1000000000000000000000000000000", "2024-06-19")
                        .text())
                .contains("\"rate\":1000000000000000000000000000000,");
        assertThat(recorded("EUR", "USD", "0.000000000001", "2024-06-20").text())
                .contains("\"rate\":0.000000000001,");
    }

    @Test
    void aSourceHasOneRateForTwoCurrenciesAndADay() {
        Answer rate = recorded("EUR", "USD", "1.07", "2024-06-19");

        Answer again = api.post("/exchange-rates", rate("EUR", "USD", "1.08", "2024-06-19"));
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.problem()).isEqualTo("duplicate");
        assertThat(again.at("/others/0/type")).isEqualTo("exchange-rate");
        assertThat(again.at("/others/0/id")).isEqualTo(rate.id());
        recorded("USD", "EUR", "0.93", "2024-06-19");
        recorded("EUR", "GBP", "0.84", "2024-06-19");
        Answer next = recorded("EUR", "USD", "1.08", "2024-06-20");
        ObjectNode others = rate("EUR", "USD", "1.08", "2024-06-19");
        others.putObject("source").put("name", "A bureau").put("kind", "ORGANIZATION");
        assertThat(api.post("/exchange-rates", others).status()).isEqualTo(201);
        assertThat(api.patch("/exchange-rates/" + next.id(), json("{\"on\": \"2024-06-19\"}"), next.etag())
                        .problem())
                .isEqualTo("duplicate");
    }

    @Test
    void ofManyWhoRecordOneRateAtOnceOneDoes() {
        List<Answer> answers = Race.of(10, i -> api.post("/exchange-rates", rate("EUR", "USD", "1.07", "2024-06-19")));

        assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> answer.status() != 201)
                .allSatisfy(answer -> assertThat(answer.problem()).isEqualTo("duplicate"));
        assertThat(count("source")).isEqualTo(1);
    }

    @Test
    void aRateIsReplacedAndPatchedUnderItsETag() {
        Answer rate = recorded("EUR", "USD", "1.07", "2024-06-19");
        String path = "/exchange-rates/" + rate.id();

        assertThat(api.put(path, rate.object(), rate.etag()).text()).isEqualTo(rate.text());
        assertThat(api.send("PUT", path, "application/json", rate.object()).status())
                .isEqualTo(428);
        assertThat(api.send("DELETE", path, null, null).status()).isEqualTo(428);
        Answer patched = api.patch(path, json("{\"rate\": 1.0742, \"url\": \"https://rates.example\"}"), rate.etag());
        assertThat(patched.status()).as(patched.text()).isEqualTo(200);
        assertThat(patched.at("/rate")).isEqualTo("1.0742");
        assertThat(api.patch(path, json("{\"rate\": 2}"), rate.etag()).status()).isEqualTo(412);
        assertThat(api.delete(path, rate.etag()).status()).isEqualTo(412);
        Answer bureau = api.patch(
                path, json("{\"source\": {\"name\": \"A bureau\", \"kind\": \"ORGANIZATION\"}}"), patched.etag());
        assertThat(bureau.at("/source/name")).isEqualTo("A bureau");
        assertThat(api.patch(path, json("{\"to\": \"EUR\"}"), bureau.etag()).pointers())
                .containsExactly("/to");
        Answer replaced = api.put(path, rate("EUR", "CHF", "0.95", "2024-06-18"), bureau.etag());
        assertThat(replaced.at("/to")).isEqualTo("CHF");
        assertThat(replaced.body().has("url")).isFalse();
    }

    @Test
    void aDeletedRateIsGoneUntilItIsRestored() {
        Answer rate = recorded("EUR", "USD", "1.07", "2024-06-19");
        String path = "/exchange-rates/" + rate.id();

        assertThat(api.delete(path, rate.etag()).status()).isEqualTo(204);
        assertThat(api.get(path).status()).isEqualTo(410);
        assertThat(api.put(path, rate.object(), "*").status()).isEqualTo(410);
        assertThat(api.get("/exchange-rates").items("id")).isEmpty();
        Answer another = recorded("EUR", "USD", "1.08", "2024-06-19");
        assertThat(api.post(path + "/restore", null).problem()).isEqualTo("duplicate");
        api.delete("/exchange-rates/" + another.id(), another.etag());

        Answer restored = api.post(path + "/restore", null);
        assertThat(restored.status()).isEqualTo(200);
        assertThat(restored.at("/rate")).isEqualTo("1.07");
        assertThat(api.post(path + "/restore", null).text()).isEqualTo(restored.text());
        assertThat(api.get("/exchange-rates/" + UUID.randomUUID()).status()).isEqualTo(404);
    }

    @Test
    void aSourceThatARateNamesIsNotDeletedAndOneThatIsDeletedIsRestoredFirst() {
        Answer rate = recorded("EUR", "USD", "1.07", "2024-06-19");
        String source = "/sources/" + rate.at("/source/id");

        Answer refused = api.delete(source, "*");
        assertThat(refused.problem()).isEqualTo("referenced");
        assertThat(refused.at("/others/0/type")).isEqualTo("exchange-rate");
        assertThat(refused.at("/others/0/name")).isEqualTo("EUR USD 2024-06-19");
        api.delete("/exchange-rates/" + rate.id(), "*");
        assertThat(api.delete(source, "*").status()).isEqualTo(204);
        assertThat(api.post("/exchange-rates/" + rate.id() + "/restore", null).problem())
                .isEqualTo("refers-to-deleted");
        api.post(source + "/restore", null);
        assertThat(api.post("/exchange-rates/" + rate.id() + "/restore", null).status())
                .isEqualTo(200);
    }

    @Test
    void ratesAreListedByCurrencyAndDayTheNewestFirst() {
        String june = recorded("EUR", "USD", "1.07", "2024-06-19").id();
        String may = recorded("EUR", "USD", "1.08", "2024-05-17").id();
        String pounds = recorded("EUR", "GBP", "0.84", "2024-06-20").id();
        String francs = recorded("CHF", "USD", "1.13", "2024-06-21").id();

        assertThat(list("")).containsExactly(francs, pounds, june, may);
        assertThat(list("?sort=on")).containsExactly(may, june, pounds, francs);
        assertThat(list("?sort=createdAt")).containsExactly(june, may, pounds, francs);
        assertThat(list("?from=EUR&to=USD")).containsExactly(june, may);
        assertThat(list("?to=USD&to=GBP&onFrom=2024-06-19&onTo=2024-06-20")).containsExactly(pounds, june);
        Answer page = api.get("/exchange-rates?limit=1&count=true&from=EUR");
        assertThat(page.at("/total")).isEqualTo("3");
        assertThat(list("?limit=1&from=EUR&cursor=" + page.at("/next"))).containsExactly(june);
    }

    @ParameterizedTest
    @ValueSource(strings = {"from=eur", "to=ABC", "onFrom=2024-06", "onTo=June", "sort=rate", "source=ECB"})
    void aListThatCannotBeMeantIsRefused(String query) {
        assertThat(api.get("/exchange-rates?" + query).status()).isEqualTo(400);
    }

    @Test
    void readersReadAndContributorsWrite() {
        Answer rate = api.as(Role.CONTRIBUTOR).created("/exchange-rates", rate("EUR", "USD", "1.07", "2024-06-19"));
        var reader = api.as(Role.READER);

        assertThat(reader.get("/exchange-rates").items("id")).containsExactly(rate.id());
        assertThat(reader.post("/exchange-rates", rate("EUR", "USD", "1.07", "2024-06-20"))
                        .status())
                .isEqualTo(403);
        assertThat(reader.delete("/exchange-rates/" + rate.id(), "*").status()).isEqualTo(403);
        assertThat(api.with(null).get("/exchange-rates").status()).isEqualTo(401);
    }

    private List<String> list(String query) {
        return api.get("/exchange-rates" + query).items("id");
    }

    private Answer recorded(String from, String to, String rate, String on) {
        return api.created("/exchange-rates", rate(from, to, rate, on));
    }

    private static ObjectNode rate(String from, String to, String rate, String on) {
        return json("""
                {"from": "%s", "to": "%s", "rate": %s, "on": "%s",
                 "source": {"name": "Example Central Bank", "kind": "ORGANIZATION"}}""".formatted(from, to, rate, on));
    }
}
