package org.claimtrail.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.claimtrail.testing.Bodies.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.claimtrail.demo.DemoData;
import org.claimtrail.platform.Role;
import org.claimtrail.testing.Api.Answer;
import org.claimtrail.testing.ApiTest;
import org.claimtrail.testing.StatementCounter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

class ComparisonApiTest extends ApiTest {

    @Autowired
    private DemoData demo;

    @Autowired
    private MeasureFigures loader;

    @Test
    void theContainersOfTheDemoDataStandSideBySide() {
        demo.load();
        String measure = api.get("/measures?q=containers%20shipped").items("id").get(0);

        Answer answer = api.get("/measures/" + measure + "/comparison");

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.at("/unit")).isEqualTo("containers");
        assertThat(texts(answer, "/figures", "/claimant/name"))
                .containsExactly("John Kirby", "South Korean Defense Ministry");
        assertThat(texts(answer, "/figures", "/interval/from")).containsExactly("1000", "6030");
        assertThat(texts(answer, "/figures", "/saidOn")).containsExactly("2023-10-13", "2024");
        assertThat(texts(answer, "/figures", "/publishedOn")).containsExactly("2023-10-13", "2024-06-19");
        assertThat(answer.at("/figures/1/interval/tolerance")).isEqualTo("0.1");
        // More than 1,000 in two of the months do not contradict about 6,700 in seven.
        assertThat(answer.at("/measure/nature")).isEqualTo("FLOW");
        assertThat(answer.at("/overlaps")).isEqualTo("0");
        assertThat(answer.at("/conflicts/count")).isEqualTo("0");
        assertThat(texts(answer, "/notComparable/pairs", "/reason")).containsExactly("PART");
        assertThat(answer.at("/ranges/count")).isEqualTo("2");
        assertThat(texts(answer, "/equivalences", "/derivedFrom/asStated"))
                .containsExactly("about 6,700 containers", "about 6,700 containers");
        assertThat(texts(answer, "/equivalences", "/figure/measure/unit")).containsExactly("shells", "rockets");
    }

    @Test
    void aTonneAndAnotherClaimantsKilogramsConflictOrNotInTheUnitOfTheMeasure() {
        String measure = figure("Ministry", "EXACT", "\"amount\": 2, \"unit\": \"kg\"", "2024-01");
        figure("Paper", "EXACT", "\"amount\": 0.002", "2024-02");
        figure("Agency", "MORE_THAN", "\"lowerBound\": 1, \"unit\": \"tonnes\"", "2024-03");
        figure("Agency", "EXACT", "\"amount\": 5, \"unit\": \"EUR\"", "2024-04");
        figure("Agency", "UNSTATED", "\"asStated\": \"much\"", "2024-05");

        Answer answer = comparison(measure);

        assertThat(texts(answer, "/groups", "/unit")).containsExactly("t", "EUR");
        assertThat(answer.at("/figures/0/interval/from")).isEqualTo("0.002");
        assertThat(answer.at("/figures/0/convertedFrom/unit")).isEqualTo("kg");
        assertThat(answer.at("/figures/4/notCompared")).isEqualTo("UNSTATED");
        assertThat(answer.at("/overlaps")).isEqualTo("1");
        assertThat(texts(answer, "/conflicts/pairs", "/gap")).containsExactly("0.998", "0.998");
        assertThat(answer.at("/ranges/ranges/0/outliers/0")).isEqualTo(answer.at("/figures/2/id"));
        assertThat(answer.at("/ranges/ranges/0").contains("sharedRange")).isFalse();
    }

    @Test
    void whatDoesNotCompareIsToldAndWhy() {
        String measure = figure("Ministry", "EXACT", "\"amount\": 2, \"unit\": \"thousand kg\"", "2024-01");
        figure("Paper", "EXACT", "\"amount\": 2, \"unit\": \"tons\"", "2024-02");
        figure("Agency", "EXACT", "\"amount\": 3, \"unit\": \"sacks\"", "2024-03");
        figure("Agency", "EXACT", "\"amount\": 4, \"unit\": \"sack\"", "2024-04");
        figure("Bank", "EXACT", "\"amount\": 4, \"unit\": \"zillion USD\"", "2024-04");

        Answer answer = comparison(measure);

        assertThat(texts(answer, "/groups", "/notCompared"))
                .containsExactly(
                        "",
                        "Not compared with figures in \"t\", since \"sack\" does not convert into it.",
                        "Not compared with figures in \"t\", since \"tons\" can be metric, short or long tons.",
                        "Not compared with figures in \"t\", since \"zillion USD\" has words in it that are not read together.");
        assertThat(texts(answer, "/figures", "/unitNotRead"))
                .containsExactly(
                        "",
                        "\"tons\" can be metric, short or long tons.",
                        "",
                        "",
                        "\"zillion USD\" has words in it that are not read together.");
    }

    @Test
    void aRaisedFigureIsAMovementAndARetractedOneIsWithdrawn() {
        String measure = figure("Ministry", "ABOUT", "\"amount\": 6700", "2024-01");
        figure("Ministry", "ABOUT", "\"amount\": 10000", "2024-02");
        Answer withdrawn = figureOf("Ministry", "ABOUT", "\"amount\": 20000", "2024-03");
        Answer retraction = api.created("/claims", json("{\"text\": \"We were wrong.\", \"kind\": \"FACT\"}"));
        api.created(
                "/claims/" + retraction.id() + "/relations",
                json("{\"type\": \"RETRACTS\", \"to\": {\"id\": \"%s\"}, \"act\": \"RETRACTION\"}"
                        .formatted(withdrawn.id())));

        Answer answer = comparison(measure);

        assertThat(texts(answer, "/claimants/0/figures", "/movement")).containsExactly("", "RAISED", "WITHDRAWN");
        assertThat(answer.at("/conflicts/count")).isEqualTo("0");
        assertThat(answer.at("/figures/2/notCompared")).isEqualTo("WITHDRAWN");
    }

    @Test
    void anArticleThatSpeaksForItselfIsItsPublishersClaim() {
        Answer own = api.created("/claims", json("""
                {"text": "Own words.", "kind": "FACT", "figures": [
                   {"measure": {"name": "Grain", "unit": "t"}, "qualifier": "DOZENS"}],
                 "appearances": [{"article": {"url": "https://news.example/own", "publishedOn": "2024-06-19",
                   "publisher": {"name": "The Example Times", "kind": "PUBLICATION"}}}]}"""));
        api.created("/claims", json("""
                {"text": "From nowhere.", "kind": "FACT", "figures": [
                   {"measure": {"name": "Grain", "unit": "t"}, "qualifier": "DOZENS"}]}"""));

        Answer answer = comparison(own.at("/figures/0/measure/id"));

        assertThat(texts(answer, "/figures", "/claimant/name")).containsExactly("The Example Times", "unknown");
        assertThat(answer.at("/figures/0/publishedOn")).isEqualTo("2024-06-19");
    }

    @Test
    void deletedFiguresAndFiguresOfDeletedClaimsAreLeftOut() {
        Answer gone = figureOf("Ministry", "EXACT", "\"amount\": 1", "2024-01");
        String measure = gone.at("/figures/0/measure/id");
        Answer kept = figureOf("Paper", "EXACT", "\"amount\": 2", "2024-01");
        api.delete("/claims/" + gone.id(), "*");
        assertThat(texts(comparison(measure), "/figures", "/claim/id")).containsExactly(kept.id());

        api.delete("/claims/" + kept.id() + "/figures/" + kept.at("/figures/0/id"), "*");

        assertThat(comparison(measure).at("/total")).isEqualTo("0");
        assertThat(comparison(measure).at("/unit")).isEqualTo("t");
    }

    @Test
    void itIsNotModifiedGoneUnknownAndClosedToStrangersAsAnyOther() {
        String measure = figure("Ministry", "EXACT", "\"amount\": 1", "2024-01");
        String path = "/measures/" + measure + "/comparison";
        Answer answer = api.get(path);

        assertThat(api.get(path, "If-None-Match", answer.etag()).status()).isEqualTo(304);
        figure("Paper", "EXACT", "\"amount\": 2", "2024-01");
        assertThat(api.get(path, "If-None-Match", answer.etag()).status()).isEqualTo(200);
        assertThat(api.get("/measures/" + UUID.randomUUID() + "/comparison").status())
                .isEqualTo(404);
        assertThat(api.as(Role.READER).get(path).status()).isEqualTo(200);
        assertThat(api.with(null).get(path).status()).isEqualTo(401);
        String empty = api.created("/measures", json("{\"name\": \"Ships\"}")).id();
        api.delete("/measures/" + empty, "*");
        assertThat(api.get("/measures/" + empty + "/comparison").status()).isEqualTo(410);
    }

    @Test
    void theFiguresOfAClaimComeWithThoseOfOthersOfTheSameMeasures() {
        Answer claim = figureOf("Ministry", "EXACT", "\"amount\": 1", "2024-01");
        figure("Paper", "EXACT", "\"amount\": 2", "2024-01");

        MeasureFigures.OfClaim found = loader.ofClaim(UUID.fromString(claim.id()));

        assertThat(found.all()).isTrue();
        assertThat(FigurePairs.ofClaim(UUID.fromString(claim.id()), found.figures(), Figures.TENTH, Rates.NONE, true)
                        .count())
                .isEqualTo(1);
    }

    /** Of those that cannot conflict with it most are not even read. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void aClaimStandsInTheConflictsInWhichTheComparisonHasIt(long seed) {
        Random random = new Random(seed);
        List<String> periods = List.of(
                "2024-01", "2024-02", "2024", "2023/2024-01", "../2024-01", "2024-02/..", "2024-01-31", "2024-02~", "");
        List<String> units = seed % 2 == 0 ? List.of("") : List.of("", "", "", "kg", "sacks", "USD", "EUR");
        List<String> claims = new ArrayList<>();
        for (int i = 0; i < 22; i++) {
            String period = periods.get(random.nextInt(periods.size()));
            String unit = units.get(random.nextInt(units.size()));
            claims.add(figureOf(
                            "Source " + random.nextInt(5),
                            "EXACT",
                            "\"amount\": " + (1 + random.nextInt(3))
                                    + (period.isEmpty() ? "" : ", \"period\": \"" + period + "\"")
                                    + (unit.isEmpty() ? "" : ", \"unit\": \"" + unit + "\""),
                            "2024-0" + (1 + random.nextInt(3)))
                    .id());
        }
        String measure = api.get("/measures").items("id").get(0);
        // All of them are told.
        JsonNode pairs = comparison(measure).body().at("/conflicts/pairs");
        assertThat(comparison(measure).at("/conflicts/count")).isEqualTo(String.valueOf(pairs.size()));

        int told = 0;
        for (String claim : claims) {
            Answer standing = api.get("/claims/" + claim + "/standing");
            List<String> conflicts = new ArrayList<>();
            for (JsonNode conflict : standing.body().get("figureConflicts")) {
                conflicts.add(conflict.at("/other/id").stringValue() + apart(conflict));
            }
            String own = api.get("/claims/" + claim).at("/figures/0/id");
            List<String> all = conflictsOf(own, pairs);
            assertThat(conflicts).hasSize(Math.min(20, all.size())).isSubsetOf(all);
            assertThat(standing.at("/figureConflictTotal/of")).isEqualTo(String.valueOf(all.size()));
            assertThat(standing.at("/figureConflictTotal/exact")).isEqualTo("true");
            told += all.size();
        }
        assertThat(told).isEqualTo(2 * pairs.size()).isPositive();
    }

    /** Beside the one for the token. */
    @Test
    void aComparisonTakesOneStatementHoweverManyFiguresThereAre() {
        String measure = figure("Ministry", "EXACT", "\"amount\": 1", "2024-01");
        for (int i = 0; i < 20; i++) {
            figure("Paper " + i, "EXACT", "\"amount\": " + i, "2024-02");
        }

        assertThat(StatementCounter.of(() -> comparison(measure))).isEqualTo(1);
    }

    @Test
    void ofMoreThanFiveHundredFiguresThoseSaidLastAreCompared() {
        String measure = figure("Ministry", "EXACT", "\"amount\": 7", "2020");
        Answer claim = figureOf("Paper", "EXACT", "\"amount\": 1", "2024-02");
        owner.sql("""
                        insert into figure (id, claim_id, position, measure_id, qualifier, amount)
                        select gen_random_uuid(), :claim, n, :measure, 'EXACT', n
                        from generate_series(1, 600) n""")
                .param("claim", UUID.fromString(claim.id()))
                .param("measure", UUID.fromString(measure))
                .update();

        Answer answer = comparison(measure);

        assertThat(answer.at("/truncated")).isEqualTo("true");
        assertThat(answer.at("/total")).isEqualTo("602");
        assertThat(answer.body().get("figures")).hasSize(500);
        assertThat(texts(answer, "/figures", "/claimant/name")).containsOnly("Paper");
        assertThat(answer.at("/conflicts/count")).isEqualTo("124750");
        assertThat(answer.body().at("/conflicts/pairs")).hasSize(200);
    }

    private Answer comparison(String measure) {
        Answer answer = api.get("/measures/" + measure + "/comparison");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer;
    }

    /** Records a figure of tonnes of grain, and gives the id of the measure. */
    private String figure(String source, String qualifier, String numbers, String saidOn) {
        return figureOf(source, qualifier, numbers, saidOn).at("/figures/0/measure/id");
    }

    private Answer figureOf(String source, String qualifier, String numbers, String saidOn) {
        return api.created("/claims", json("""
                {"text": "Grain.", "kind": "FIGURE",
                 "figures": [{"measure": {"name": "Grain", "unit": "t"}, "qualifier": "%s", %s}],
                 "appearances": [{"article": {"url": "https://news.example/grain"}, "attribution": [
                   {"sources": [{"name": "%s", "kind": "ORGANIZATION"}], "saidOn": "%s"}]}]}""".formatted(qualifier, numbers, source, saidOn)));
    }

    private static List<String> conflictsOf(String figure, JsonNode pairs) {
        List<String> conflicts = new ArrayList<>();
        for (JsonNode pair : pairs) {
            String one = pair.get("one").stringValue();
            String other = pair.get("other").stringValue();
            if (figure.equals(one) || figure.equals(other)) {
                conflicts.add((figure.equals(one) ? other : one) + apart(pair));
            }
        }
        return conflicts;
    }

    private static String apart(JsonNode conflict) {
        return " by " + conflict.get("gap") + " " + conflict.at("/unit").asString("");
    }

    private static List<String> texts(Answer answer, String list, String pointer) {
        return StreamSupport.stream(answer.body().at(list).spliterator(), false)
                .map((JsonNode item) -> item.at(pointer).asString(""))
                .toList();
    }
}
