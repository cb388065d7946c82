package org.claimtrail.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.claimtrail.testing.Bodies.json;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.claimtrail.claim.FigureSettings;
import org.claimtrail.standing.CatchUp;
import org.claimtrail.testing.Api.Answer;
import org.claimtrail.testing.ApiTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** What is found by index, of what is stored and what was changed since, is what the comparison of whole measures finds. */
class FigureConflictsTest extends ApiTest {

    private static final int CLAIMS = 40;

    @Autowired
    private ChangedFigures changes;

    @Autowired
    private MeasureFigures figures;

    @Autowired
    private MeasureCurrencies currencies;

    @Autowired
    private RateReader rates;

    @Autowired
    private FigureSettings settings;

    @Autowired
    private ApplicationContext context;

    @Autowired
    private FigureConflicts conflicts;

    private Random random;

    private String[] units = {"", "", "", "", "kg", "lb", "boxes", "USD", "EUR"};

    @ParameterizedTest
    @ValueSource(longs = 1)
    void conflictsAreThoseOfTheComparison(long seed) {
        assertRightAfterChanges(seed);
    }

    /** Rates come and go, and what most amounts are in changes. */
    @ParameterizedTest
    @ValueSource(longs = 7)
    void conflictsOfAmountsOfMoneyAreThoseOfTheComparison(long seed) {
        units = new String[] {"", "USD", "USD", "EUR", "EUR", "euros", "GBP", "thousand EUR"};
        assertRightAfterChanges(seed);
    }

    /** The one looks at very few figures by each way, so that all ways are gone. */
    private void assertRightAfterChanges(long seed) {
        random = new Random(seed);
        FigureConflicts byAllWays =
                new FigureConflicts(changes, figures, currencies, new ConflictSearch(db, 2, 4), rates, settings, db);
        int found = 0;
        for (int i = 0; i < 78; i++) {
            change();
            if (random.nextInt(6) == 0) {
                CatchUp.now(context);
            }
            if (i % 26 == 25) {
                found += assertRight(conflicts) + assertRight(byAllWays);
                byAllWays.store(changed(), List.of());
                found += assertRight(byAllWays);
                CatchUp.now(context);
                assertThat(count("standing_mark")).isZero();
                found += assertRight(conflicts);
            }
        }
        assertThat(found).isPositive();
    }

    /** Returns in how many conflicts claims stand. */
    private int assertRight(FigureConflicts conflicts) {
        int found = 0;
        Set<Integer> inConflict = Set.copyOf(api.get("/claims?figureConflict=true&limit=200").items("number").stream()
                .map(Integer::valueOf)
                .toList());
        for (Map<String, Object> claim : db.sql("select id, number from claim where deleted_at is null")
                .query()
                .listOfRows()) {
            UUID id = (UUID) claim.get("id");
            FigurePairs.Listed truth = truth(id);
            FigurePairs.Listed told = conflicts.ofClaim(id);
            assertThat(told.first().stream().map(FigureConflictsTest::text))
                    .as("of C-%s", claim.get("number"))
                    .containsExactlyElementsOf(truth.first().stream()
                            .map(FigureConflictsTest::text)
                            .toList());
            if (told.complete()) {
                assertThat(told.count()).isEqualTo(truth.count());
            } else {
                assertThat(told.count()).isBetween(FigureConflicts.TOLD, truth.count());
            }
            assertThat(inConflict.contains(((Number) claim.get("number")).intValue()))
                    .as("listed C-%s", claim.get("number"))
                    .isEqualTo(truth.count() > 0);
            found += truth.count();
        }
        return found;
    }

    private FigurePairs.Listed truth(UUID claim) {
        List<StatedFigure> all = db
                .sql("select distinct measure_id from figure where claim_id = :claim and deleted_at is null")
                .param("claim", claim)
                .query(UUID.class)
                .list()
                .stream()
                .flatMap(measure -> figures.saidLast(measure).stream())
                .toList();
        return FigurePairs.ofClaim(claim, all, settings.aboutTolerance(), rates.of(all), true);
    }

    private static String text(FigurePair pair) {
        BigDecimal gap = pair.gap();
        return pair.one().figure().id() + " " + pair.other().figure().id() + " " + gap.toPlainString() + " "
                + pair.unit() + " " + pair.rates();
    }

    private List<UUID> changed() {
        return CatchUp.due(context);
    }

    private void change() {
        switch (random.nextInt(20)) {
            case 0 -> api.delete(claim(), "*");
            case 1 -> api.send("POST", claim() + "/restore", null, null);
            case 2 -> part("figures", path -> api.delete(path, "*"));
            case 3 -> retract();
            case 4 ->
                api.put(
                        claim() + "/status",
                        Map.of("status", pick("RETRACTED", "UNVERIFIED"), "reason", "x", "override", true),
                        "*");
            case 5 -> part("appearances", path -> api.delete(path, "*"));
            case 6 -> api.post(claim() + "/appearances", json(appearance()));
            case 7 -> part("relations", path -> api.delete(path, "*"));
            case 8 -> api.post(claim() + "/figures", json(figure(0)));
            case 9 -> {
                if (random.nextInt(3) == 0) {
                    List<String> measures = api.get("/measures").items("id");
                    if (!measures.isEmpty()) {
                        api.patch(
                                "/measures/" + measures.get(random.nextInt(measures.size())),
                                random.nextBoolean()
                                        ? Map.of("unit", pick("t", "kg", "boxes", "EUR"))
                                        : Map.of("nature", pick("FLOW", "STOCK", "RATE")),
                                "*");
                    }
                }
            }
            case 10 -> {
                List<String> rates = api.get("/exchange-rates").items("id");
                if (!rates.isEmpty() && random.nextInt(3) == 0) {
                    api.delete("/exchange-rates/" + rates.get(random.nextInt(rates.size())), "*");
                } else {
                    api.post("/exchange-rates", json("""
                            {"from": "%s", "to": "USD", "rate": %s, "on": "2024-0%d-01", "source": {"name": "Bank", "kind": "ORGANIZATION"}}""".formatted(
                                    pick("EUR", "EUR", "GBP"), pick("1", "2", "1.5"), 1 + random.nextInt(3))));
                }
            }
            default -> {
                if (count("claim") < CLAIMS) {
                    record();
                } else {
                    api.post(claim() + "/figures", json(figure(0)));
                }
            }
        }
    }

    private void record() {
        Answer recorded = api.created("/claims", json("""
                {"text": "So many.", "kind": "FIGURE", "figures": [%s], "appearances": [%s]}""".formatted(
                IntStream.range(0, 1 + random.nextInt(2)).mapToObj(this::figure).collect(Collectors.joining(", ")),
                random.nextInt(5) == 0 ? "" : appearance())));
        // Another way to put the figure of another claim.
        List<Map<String, Object>> others = db.sql(
                        "select id, claim_id from figure where deleted_at is null order by id")
                .query()
                .listOfRows();
        if (random.nextInt(6) == 0) {
            owner.sql(
                            "update figure set alternative_to_id = :other where claim_id = :claim and id <> :other and position = 0")
                    .param("other", others.get(random.nextInt(others.size())).get("id"))
                    .param("claim", UUID.fromString(recorded.id()))
                    .update();
        }
    }

    private String appearance() {
        return """
                {"article": {"url": "https://news.example/%d", "publishedOn": "2024-0%d"}, "attribution": [%s]}""".formatted(
                random.nextInt(3),
                1 + random.nextInt(3),
                random.nextInt(4) == 0
                        ? ""
                        : """
                {"sources": [{"name": "Source %d", "kind": "ORGANIZATION"}], "saidOn": "%s"}""".formatted(
                                random.nextInt(4), pick("2024-01", "2024-01-02", "2024-03", "../2024", "2023")));
    }

    private String figure(int key) {
        int amount = random.nextInt(8);
        List<String> fields = new ArrayList<>();
        fields.add("\"measure\": {\"name\": \"Measure %d\", \"unit\": \"t\", \"nature\": %s}"
                .formatted(random.nextInt(2), pick("null", "\"FLOW\"", "\"FLOW\"", "\"STOCK\"")));
        fields.add(
                switch (random.nextInt(12)) {
                    case 0 -> "\"qualifier\": \"ABOUT\", \"amount\": " + amount * 10;
                    case 1 -> "\"qualifier\": \"AT_LEAST\", \"lowerBound\": " + amount;
                    case 2 -> "\"qualifier\": \"MORE_THAN\", \"lowerBound\": " + amount;
                    case 3 -> "\"qualifier\": \"AT_MOST\", \"upperBound\": " + amount;
                    case 4 -> "\"qualifier\": \"LESS_THAN\", \"upperBound\": " + amount;
                    case 5 -> "\"qualifier\": \"NEARLY\", \"upperBound\": " + amount;
                    case 6 ->
                        "\"qualifier\": \"BETWEEN\", \"lowerBound\": %d, \"upperBound\": %d"
                                .formatted(amount, amount + random.nextInt(3));
                    case 7 -> "\"qualifier\": \"" + pick("DOZENS", "UNSTATED") + "\"";
                    default -> "\"qualifier\": \"EXACT\", \"amount\": " + amount + (random.nextBoolean() ? "" : ".00");
                });
        String unit = pick(units);
        if (!unit.isEmpty()) {
            fields.add("\"unit\": \"" + unit + "\"");
        }
        String period = pick(
                "",
                "2024",
                "2024",
                "2024-01-05",
                "2024-01",
                "2023/2024-01",
                "../2023",
                "2024-02/..",
                "-0044",
                "1200/2024",
                "2024-01-05/2024-01-06",
                "2023/",
                "/2024-01",
                "2024-01/..",
                "2024-XX",
                "[2024-01,2024-03]");
        if (!period.isEmpty()) {
            fields.add("\"period\": \"" + period + "\"");
        }
        return "{" + String.join(", ", fields) + "}";
    }

    private void retract() {
        Answer other = api.get(claim());
        if (other.status() == 200) {
            api.post(
                    claim() + "/relations",
                    json("{\"type\": \"RETRACTS\", \"to\": {\"id\": \"%s\"}, \"act\": \"RETRACTION\"}"
                            .formatted(other.id())));
        }
    }

    private void part(String kind, java.util.function.Consumer<String> act) {
        String parts = claim() + "/" + kind;
        Answer answer = api.get(parts);
        List<String> ids = answer.status() == 200 ? answer.items("id") : List.of();
        if (!ids.isEmpty()) {
            act.accept(parts + "/" + ids.get(random.nextInt(ids.size())));
        }
    }

    private String claim() {
        return "/claims/C-" + (1 + random.nextInt(CLAIMS));
    }

    private String pick(String... values) {
        return values[random.nextInt(values.length)];
    }
}
