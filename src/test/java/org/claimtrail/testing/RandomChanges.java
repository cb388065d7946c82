package org.claimtrail.testing;

import static org.claimtrail.testing.Bodies.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.claimtrail.testing.Api.Answer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Changes of all kinds to a small record, one after another, as people who do not know of each other would make them:
 * some are refused. The same seed makes the same changes to the same record.
 */
public final class RandomChanges {

    private static final int SOURCES = 9;
    private static final int ARTICLES = 8;
    private static final int CLAIMS = 14;

    private final Api api;
    private final Random random;

    public RandomChanges(Api api, long seed) {
        this.api = api;
        this.random = new Random(seed);
    }

    /** Makes one change. */
    public void next() {
        switch (random.nextInt(22)) {
            case 0, 1, 2 -> recordClaim();
            case 3, 4 -> api.post(claim() + "/appearances", json(appearance()));
            case 5 -> part("appearances").ifPresent(path -> api.delete(path, "*"));
            case 6 -> part("figures").ifPresent(path -> api.delete(path, "*"));
            case 7 -> api.post(claim() + "/figures", json(figure()));
            case 8, 9, 10, 11 -> relate();
            case 12 -> part("relations").ifPresent(path -> api.delete(path, "*"));
            case 13 ->
                api.post(claim() + "/evidence", json("""
                {"title": "A paper", "kind": "DOCUMENT", "stance": "%s"%s}""".formatted(
                                pick("SUPPORTS", "REFUTES", "CONTEXT"), on("capturedOn"))));
            case 14 -> part("evidence").ifPresent(path -> api.delete(path, "*"));
            case 15 -> api.delete(claim(), "*");
            case 16 -> api.send("POST", claim() + "/restore", null, null);
            case 17, 18 -> source("{\"partOf\": [%s]}".formatted(memberships()));
            case 19 -> source("{\"kind\": \"%s\"}".formatted(pick("ORGANIZATION", "UNNAMED", "PERSON")));
            case 20 -> article();
            default -> rest();
        }
    }

    private void rest() {
        switch (random.nextInt(12)) {
            case 11 -> api.patch(claim(), json("{\"topics\": [\"Topic %d\"]}".formatted(random.nextInt(4))), "*");
            case 10 -> any("/topics?filed=false").ifPresent(id -> api.delete("/topics/" + id, "*"));
            case 9 ->
                any("/topics")
                        .ifPresent(id -> api.patch(
                                "/topics/" + id, json("{\"name\": \"Topic %d\"}".formatted(random.nextInt(6))), "*"));
            case 8 -> api.post(claim() + "/assessments", json("""
                {"summary": "As it seems."%s}""".formatted(on("reviewedOn"))));
            case 0 ->
                api.put(
                        claim() + "/status",
                        Map.of("status", pick("RETRACTED", "UNVERIFIED"), "reason", "x", "override", true),
                        "*");
            case 1 ->
                any("/measures")
                        .ifPresent(id -> api.patch("/measures/" + id, Map.of("unit", pick("kg", "t", "boxes")), "*"));
            case 2 ->
                api.patch(
                        claim(),
                        json("{\"resolvesBy\": \"%s\"}".formatted(pick("2020", "2099-01", "2021-05-01"))),
                        "*");
            case 3 ->
                api.post("/exchange-rates", json("""
                    {"from": "EUR", "to": "USD", "rate": %d, "on": "20%02d-01-01", "source": %s}""".formatted(
                                1 + random.nextInt(2), 15 + random.nextInt(10), speaker())));
            case 4 -> any("/exchange-rates").ifPresent(id -> api.delete("/exchange-rates/" + id, "*"));
            case 5 ->
                any("/sources")
                        .ifPresent(one -> any("/sources")
                                .ifPresent(
                                        other -> api.post("/sources/" + one + "/merge", json("""
                                        {"into": {"id": "%s"}, "reason": "The same."}""".formatted(other)))));
            case 6 -> any("/sources").ifPresent(this::undoMerge);
            default -> api.patch(claim(), json("{\"appearances\": [%s]}".formatted(appearance())), "*");
        }
    }

    private void undoMerge(String survivor) {
        for (JsonNode merge : api.get("/sources/" + survivor + "/merges").body().get("items")) {
            api.post("/sources/" + merge.at("/source/id").stringValue() + "/restore", null);
        }
    }

    private void recordClaim() {
        api.post("/claims", json("""
                {"text": "Claim %d", "kind": "FIGURE", "topics": ["Topic %d"], "figures": [%s], "appearances": [%s]}""".formatted(
                        random.nextInt(1000),
                        random.nextInt(4),
                        list(random.nextInt(2), this::figure),
                        list(random.nextInt(3), this::appearance))));
    }

    private String appearance() {
        return """
                {"article": {"url": "https://%d.example/", "publisher": %s}, "attribution": [%s]}""".formatted(random.nextInt(ARTICLES), speaker(), list(random.nextInt(4), this::link));
    }

    private String link() {
        return """
                {"sources": [%s], "saidOn": "20%02d"}""".formatted(
                        IntStream.range(0, 1 + random.nextInt(2))
                                .mapToObj(i -> speaker())
                                .distinct()
                                .collect(Collectors.joining(", ")),
                        10 + random.nextInt(10));
    }

    /** A field with some day, or nothing. */
    private String on(String field) {
        return random.nextInt(3) == 0 ? "" : ", \"%s\": \"20%02d\"".formatted(field, 10 + random.nextInt(10));
    }

    private String speaker() {
        return "{\"name\": \"Source %d\", \"kind\": \"ORGANIZATION\"}".formatted(random.nextInt(SOURCES));
    }

    private String figure() {
        return """
                {"measure": {"name": "Measure %d", "unit": "t"}, "qualifier": "EXACT", "amount": %d, "unit": "%s",
                 "period": "%s"}""".formatted(
                random.nextInt(3), 1 + random.nextInt(3), pick("t", "kg", "t", "EUR", "USD"), pick("2020", "2021"));
    }

    private String memberships() {
        return list(random.nextInt(2), () -> """
                {"source": %s, "from": "20%02d"}""".formatted(speaker(), 8 + random.nextInt(8)));
    }

    private void relate() {
        String type = pick(
                "REPEATS", "REPEATS", "REPEATS", "DENIES", "DENIES", "CONTRADICTS", "RETRACTS", "RETRACTS", "UPDATES");
        Answer other = api.get(claim());
        if (other.status() == 200) {
            ObjectNode body = json("{\"type\": \"%s\", \"to\": {\"id\": \"%s\"}}".formatted(type, other.id()));
            if (type.equals("RETRACTS")) {
                body.put("act", pick("RETRACTION", "CORRECTION"));
            }
            api.post(claim() + "/relations", body);
        }
    }

    private void source(String patch) {
        any("/sources").ifPresent(id -> api.patch("/sources/" + id, json(patch), "*"));
    }

    private void article() {
        any("/articles")
                .ifPresent(id ->
                        api.patch("/articles/" + id, json("""
                {"publisher": %s, "publishedOn": "20%02d-06"}""".formatted(speaker(), 10 + random.nextInt(10))), "*"));
    }

    private Optional<String> part(String kind) {
        String parts = claim() + "/" + kind;
        return any(parts).map(id -> parts + "/" + id);
    }

    /** The id of one of a list. */
    private Optional<String> any(String list) {
        Answer answer = api.get(list + (list.contains("?") ? "&" : "?") + "limit=200");
        List<String> ids = answer.status() == 200 ? answer.items("id") : List.of();
        return ids.isEmpty() ? Optional.empty() : Optional.of(ids.get(random.nextInt(ids.size())));
    }

    private String claim() {
        return "/claims/C-" + (1 + random.nextInt(CLAIMS));
    }

    private String pick(String... values) {
        return values[random.nextInt(values.length)];
    }

    private static String list(int size, Supplier<String> item) {
        List<String> items = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            items.add(item.get());
        }
        return String.join(", ", items);
    }
}
