package org.claimtrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.claimtrail.testing.Bodies.containers;
import static org.claimtrail.testing.Bodies.json;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.claimtrail.date.Edtf;
import org.claimtrail.platform.Role;
import org.claimtrail.testing.Api.Answer;
import org.claimtrail.testing.ApiTest;
import org.claimtrail.testing.Race;
import org.claimtrail.testing.RandomChanges;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The record with only what had been published by a day. */
class KnownOnTest extends ApiTest {

    @Test
    void whatWasPublishedLaterIsLeftOut() {
        api.created("/claims", containers());
        api.created("/claims/C-1/appearances", json("""
                {"article": {"url": "https://later.example/", "publishedOn": "2024-07-01"},
                 "attribution": [{"sources": [{"name": "Another Ministry", "kind": "ORGANIZATION"}]}]}"""));

        Answer before = api.get("/claims/C-1?knownOn=2024-06-18");
        Answer first = api.get("/claims/C-1?knownOn=2024-06-19");
        Answer both = api.get("/claims/C-1?knownOn=2024-07-01");

        assertThat(before.body().get("appearances")).isEmpty();
        assertThat(before.body().get("figures")).isEmpty();
        assertThat(before.at("/knownOn/known")).isEqualTo("false");
        assertThat(first.body().get("appearances")).hasSize(1);
        assertThat(first.body().get("figures")).hasSize(1);
        assertThat(first.at("/knownOn/known")).isEqualTo("true");
        assertThat(both.body().get("appearances")).hasSize(2);
        assertThat(standing("C-1", "2024-06-18").at("/independentOrigins")).isEqualTo("0");
        assertThat(standing("C-1", "2024-06-19").at("/independentOrigins")).isEqualTo("1");
        assertThat(standing("C-1", "2024-07-01").at("/suggestedStatus")).isEqualTo("CORROBORATED");
        assertThat(api.get("/claims/C-1").body().has("knownOn")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "2024-06, 2024-06-29, false",
        "2024-06, 2024-06-30, true",
        "2024-06~, 2024-06-29, false",
        "..2024-06-18, 2024-06-18, true",
        "2024-06-18/.., 2999-01-01, false",
        "2023/2024-02, 2024-02-29, true"
    })
    void ofADayThatIsNotExactTheLatestPossibleOneCounts(String publishedOn, LocalDate day, boolean known) {
        api.created("/claims", json("""
                {"text": "Said.", "kind": "FACT", "appearances": [
                    {"article": {"url": "https://one.example/", "publishedOn": "%s"}}]}""".formatted(publishedOn)));

        assertThat(api.get("/claims/C-1?knownOn=" + day).at("/knownOn/known")).isEqualTo(String.valueOf(known));
        assertThat(api.get("/claims?knownOn=" + day).items("id")).hasSize(known ? 1 : 0);
    }

    @Test
    void whereAnArticleHasNoDayTheLastOnWhichItWasSaidCounts() {
        api.created("/claims", json("""
                {"text": "Said.", "kind": "FACT", "appearances": [
                    {"article": {"citation": "Evening news"}, "attribution": [
                        {"sources": [{"name": "Ministry", "kind": "ORGANIZATION"}], "saidOn": "2024-05-01"},
                        {"sources": [{"name": "Agency", "kind": "ORGANIZATION"}], "saidOn": "2024-05-03"}]}]}"""));

        assertThat(api.get("/claims?knownOn=2024-05-02").items("id")).isEmpty();
        assertThat(api.get("/claims?knownOn=2024-05-03").items("id")).hasSize(1);
    }

    @Test
    void whatHasNoDayIsLeftOutAndCounted() {
        ObjectNode claim = containers();
        claim.withArray("appearances").add(json("""
                {"article": {"url": "https://undated.example/"}}"""));
        api.created("/claims", claim);
        api.created("/claims/C-1/evidence", json("""
                {"title": "A photograph", "kind": "IMAGE", "stance": "SUPPORTS"}"""));
        api.created("/claims/C-1/assessments", json("{\"summary\": \"True.\"}"));
        api.created("/claims", json("""
                {"text": "Denied.", "kind": "DENIAL", "appearances": [{"article": {"url": "https://undated.example/"}}],
                 "figures": [{"measure": {"name": "containers shipped from North Korea to Russia", "unit": "containers"},
                     "qualifier": "EXACT", "amount": 0}]}"""));
        String denied = api.get("/claims/C-1").id();
        api.created("/claims/C-2/relations", json("""
                {"type": "DENIES", "to": {"id": "%s"}}""".formatted(denied)));

        Answer standing = standing("C-1", "2030-01-01");
        assertThat(standing.at("/independentOrigins")).isEqualTo("1");
        assertThat(standing.body().get("denials")).isEmpty();
        assertThat(standing.at("/evidence/supports")).isEqualTo("0");
        assertThat(standing.at("/assessments")).isEqualTo("0");
        assertThat(standing.body().get("knownOn")).isEqualTo(json("""
                {"day": "2030-01-01", "known": true,
                 "undated": {"appearances": 1, "evidence": 1, "relations": 1, "assessments": 1}}"""));
        assertThat(api.get("/claims/C-1?knownOn=2030-01-01").body().get("knownOn"))
                .isEqualTo(standing.body().get("knownOn"));
        Answer list = api.get("/claims?count=true&knownOn=2030-01-01");
        assertThat(list.items("number")).containsExactly("1");
        assertThat(list.at("/total") + " " + list.at("/undated")).isEqualTo("1 1");
        String measure = api.get("/measures").items("id").get(0);
        Answer comparison = api.get("/measures/" + measure + "/comparison?knownOn=2030-01-01");
        assertThat(comparison.body().get("figures")).hasSize(1);
        assertThat(comparison.at("/knownOn/undated/figures")).isEqualTo("1");
    }

    @Test
    void theDayOfAnArticleCountsWhoeverChangesIt() {
        api.created("/claims", containers());
        db.sql(
                        "update article set published_on = '2025', published_on_earliest = '2025-01-01', published_on_latest = '2025-12-31'")
                .update();

        assertThat(api.get("/claims?knownOn=2025-12-30").items("id")).isEmpty();
        assertThat(api.get("/claims?knownOn=2025-12-31").items("id")).hasSize(1);

        db.sql("update article set published_on = null, published_on_earliest = null, published_on_latest = null")
                .update();
        assertThat(api.get("/claims?knownOn=2024-12-30").items("id")).isEmpty();
        assertThat(api.get("/claims?knownOn=2024-12-31").items("id"))
                .as("what was said in 2024")
                .hasSize(1);

        db.sql("delete from attribution_source").update();
        db.sql("delete from attribution").update();
        assertThat(api.get("/claims?knownOn=2024-12-31").items("id")).isEmpty();
    }

    @Test
    void whatComesBackIsKnownFromTheDayThatItsArticleGotMeanwhile() {
        api.created("/claims", containers());
        String appearance = api.get("/claims/C-1").at("/appearances/0/id");
        api.created("/claims", containers());
        api.delete("/claims/C-1", "*");
        api.delete("/claims/C-2/appearances/" + api.get("/claims/C-2").at("/appearances/0/id"), "*");
        String article = api.get("/articles").items("id").get(0);
        api.patch("/articles/" + article, Map.of("publishedOn", "2025-01-01"), "*");
        api.post("/claims/C-1/restore", null);
        db.sql("update appearance set deleted_at = null").update();

        assertThat(api.get("/claims?knownOn=2024-12-31").items("id")).isEmpty();
        assertThat(api.get("/claims?knownOn=2025-01-01").items("number")).containsExactlyInAnyOrder("1", "2");
        assertThat(api.get("/claims/C-1?knownOn=2025-01-01").at("/appearances/0/id"))
                .isEqualTo(appearance);
    }

    @Test
    void theDayOfAnArticleCountsForWhatIsRecordedOfItMeanwhile() {
        String article = api.created("/articles", json("""
                {"url": "https://one.example/", "publishedOn": "2024"}""")).id();
        Race.of(8, runner -> {
            for (int i = 0; i < 15; i++) {
                if (runner < 6) {
                    api.created("/claims", json("""
                            {"text": "Said.", "kind": "FACT", "appearances": [{"article": {"id": "%s"}}]}""".formatted(article)));
                } else {
                    api.patch(
                            "/articles/" + article, Map.of("publishedOn", String.valueOf(2000 + 20 * i + runner)), "*");
                }
            }
            return runner;
        });

        assertThat(db.sql(
                                "select count(*) from appearance where known_from = (select published_on_latest from article)")
                        .query(Long.class)
                        .single())
                .isEqualTo(90);
    }

    @Test
    void undatedClaimsAreCountedUnderTheFiltersOfTheList() {
        api.created("/claims", json("""
                {"text": "Said.", "kind": "QUOTE", "appearances": [
                    {"article": {"url": "https://undated.example/", "publisher": {"name": "Paper", "kind": "PUBLICATION"}}}]}"""));
        String paper = api.get("/sources?q=Paper").items("id").get(0);

        String list = "/claims?count=true&knownOn=2030-01-01&publisher=" + paper;
        assertThat(api.get(list).at("/undated")).isEqualTo("1");
        assertThat(api.get(list + "&kind=FACT").at("/undated")).isEqualTo("0");
        assertThat(api.get(list + "&asOf=1999-01-01T00:00:00Z").at("/undated")).isEqualTo("0");
    }

    @Test
    void aFigureThatWasComputedFromOneThatBecameKnownLaterStandsForItself() {
        String other = api.created("/claims", json("""
                {"text": "Base.", "kind": "FIGURE", "figures": [{"qualifier": "EXACT", "amount": 2}],
                 "appearances": [{"article": {"url": "https://late.example/", "publishedOn": "2025"}}]}""")).at("/figures/0/id");
        api.created("/claims", json("""
                {"text": "Derived.", "kind": "FIGURE", "figures": [
                    {"qualifier": "EXACT", "amount": 4, "derivedFrom": {"figure": {"id": "%s"}, "factor": 2}}],
                 "appearances": [{"article": {"url": "https://early.example/", "publishedOn": "2024"}}]}""".formatted(other)));

        assertThat(api.get("/claims/C-2?knownOn=2024-12-31")
                        .body()
                        .at("/figures/0")
                        .has("derivedFrom"))
                .isFalse();
        assertThat(api.get("/claims/C-2?knownOn=2025-12-31").at("/figures/0/derivedFrom/factor"))
                .isEqualTo("2");
    }

    @Test
    void combinesWithAsOf() {
        api.created("/claims", containers());
        Instant then = now();
        api.patch("/claims/C-1", Map.of("text", "Corrected.", "appearances", List.of()), "*");

        assertThat(api.get("/claims?knownOn=2024-06-19").items("id")).isEmpty();
        assertThat(api.get("/claims?knownOn=2024-06-19&asOf=" + then)
                        .items("text")
                        .get(0))
                .startsWith("North Korea shipped");
        assertThat(api.get("/claims?knownOn=2024-06-18&asOf=" + then).items("text"))
                .isEmpty();
    }

    @Test
    void linksKeepTheDay() {
        api.created("/claims", containers());
        api.created("/claims", containers());

        Answer page = api.get("/claims?knownOn=2024-06-19&limit=1");
        assertThat(page.header("Link")).contains("knownOn=2024-06-19");
        assertThat(api.get("/claims?knownOn=2024-06-19&limit=1&cursor=" + page.at("/next"))
                        .items("number"))
                .containsExactly("1");
    }

    @Test
    void whatIsWrongWithTheDayIsTold() {
        for (String day : List.of("2024-06", "soon", "0000-01-01", "2024-02-30", "2024-06-19T00:00:00Z")) {
            Answer answer = api.get("/claims?knownOn=" + day);
            assertThat(answer.status()).as(day).isEqualTo(400);
            assertThat(answer.at("/errors/0/detail")).isEqualTo("must be a day such as 2024-06-19.");
        }
        assertThat(api.get("/claims?knownOn=2024-01-01&knownOn=2024-01-02").at("/errors/0/detail"))
                .isEqualTo("may be given only once.");
        for (String path :
                List.of("/sources", "/topics", "/articles", "/measures", "/changes", "/claims/C-1/history")) {
            api.created("/claims", containers());
            assertThat(api.get(path + "?knownOn=2024-01-01").at("/errors/0/detail"))
                    .as(path)
                    .startsWith("is not a known parameter");
        }
        assertThat(api.with(null).get("/claims?knownOn=2024-01-01").status()).isEqualTo(401);
        assertThat(api.as(Role.READER).get("/claims?knownOn=2024-01-01").status())
                .isEqualTo(200);
    }

    /** What is known on a day is what would be left if everything else had never been recorded. */
    @ParameterizedTest
    @ValueSource(longs = 21)
    void theRestOfTheRecordIsAsIfItWereNotThere(long seed) {
        RandomChanges changes = new RandomChanges(api, seed);
        for (int i = 0; i < 150; i++) {
            changes.next();
        }
        String day = "20%d-12-31".formatted(12 + seed % 5);
        Set<String> known = new TreeSet<>();
        Map<String, String> asKnown = new TreeMap<>();
        for (String number : api.get("/claims?limit=200").items("number")) {
            if (api.get("/claims/C-" + number + "?knownOn=" + day)
                    .at("/knownOn/known")
                    .equals("true")) {
                known.add(number);
            }
        }
        assertThat(api.get("/claims?limit=200&knownOn=" + day).items("number"))
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(known);
        List<String> paths = paths();
        paths.forEach(path -> asKnown.put(path, answer(path, day, known)));

        forgetWhatWasNotKnownOn(LocalDate.parse(day));

        paths.forEach(path -> assertThat(answer(path, null, known)).as(path).isEqualTo(asKnown.get(path)));
    }

    private List<String> paths() {
        List<String> paths = new ArrayList<>();
        for (String number : api.get("/claims?limit=200").items("number")) {
            for (String part :
                    List.of("", "/standing", "/status", "/graph?depth=2", "/relations", "/evidence", "/assessments")) {
                paths.add("/claims/C-" + number + part);
            }
        }
        api.get("/measures?limit=200").items("id").forEach(id -> paths.add("/measures/" + id + "/comparison"));
        api.get("/sources?limit=200").items("id").forEach(id -> paths.add("/sources/" + id + "/record"));
        for (String filter : List.of(
                "denied=true",
                "denied=false",
                "contradicted=true",
                "singleSource=true",
                "originsMin=2",
                "figureConflict=true",
                "figureConflict=false",
                "suggestedStatus=CONTESTED",
                "suggestedStatus=CORROBORATED",
                "overdue=true",
                "q=claim",
                "q=claim+-source",
                "q=sourc*",
                "q=source+or+claim",
                "q=%22source+3%22",
                "q=-%22source+3%22",
                "saidTo=2012-01-01",
                "saidFrom=2016-06-01&saidTo=2016-06-01",
                "publishedFrom=2013-01-01&publishedTo=2015-06-30",
                "publisher!=00000000-0000-7000-8000-000000000000")) {
            paths.add("/claims?sort=number&limit=200&" + filter);
        }
        for (String sort : List.of("saidOn", "-saidOn", "publishedOn", "-publishedOn", "relevance")) {
            paths.add("/claims?limit=200&q=claim+or+source&sort=" + sort);
        }
        return paths;
    }

    /** Of lists the claims that were known, of things all but what was left out. */
    private String answer(String path, String day, Set<String> known) {
        Answer answer = api.get(day == null ? path : path + (path.contains("?") ? "&" : "?") + "knownOn=" + day);
        assertThat(answer.status()).as(path).isEqualTo(200);
        if (path.startsWith("/claims?")) {
            return answer.items("number").stream()
                    .filter(known::contains)
                    .toList()
                    .toString();
        }
        ObjectNode body = (ObjectNode) answer.body().deepCopy();
        body.remove("knownOn");
        return body.toString();
    }

    private void forgetWhatWasNotKnownOn(LocalDate day) {
        Map<String, Boolean> known = new HashMap<>();
        List<JsonNode> relations = new ArrayList<>();
        for (JsonNode claim : api.get("/claims?limit=200").body().get("items")) {
            String id = claim.get("id").stringValue();
            known.put(id, false);
            for (JsonNode appearance : claim.get("appearances")) {
                Edtf published = published(appearance);
                if (published != null && !published.latest().isAfter(day)) {
                    known.put(id, true);
                } else {
                    forget("appearance", appearance);
                }
            }
            if (!known.get(id)) {
                claim.get("figures").forEach(figure -> forget("figure", figure));
            }
            api.get("/claims/" + id + "/relations").body().get("items").forEach(relations::add);
            api.get("/claims/" + id + "/evidence?limit=200").body().get("items").forEach(one -> {
                if (isAfter(one.path("capturedOn"), day)) {
                    forget("evidence", one);
                }
            });
            api.get("/claims/" + id + "/assessments?limit=200")
                    .body()
                    .get("items")
                    .forEach(one -> {
                        if (isAfter(one.path("reviewedOn"), day)) {
                            forget("assessment", one);
                        }
                    });
        }
        for (JsonNode relation : relations) {
            if (!known.getOrDefault(relation.at("/from/id").stringValue(), false)
                    || !known.getOrDefault(relation.at("/to/id").stringValue(), false)) {
                forget("relation", relation);
            }
        }
    }

    private static Edtf published(JsonNode appearance) {
        if (appearance.at("/article").has("publishedOn")) {
            return Edtf.parse(appearance.at("/article/publishedOn").stringValue());
        }
        Edtf last = null;
        for (JsonNode link : appearance.get("attribution")) {
            if (link.has("saidOn")) {
                Edtf said = Edtf.parse(link.get("saidOn").stringValue());
                last = last == null || said.latest().isAfter(last.latest()) ? said : last;
            }
        }
        return last;
    }

    private static boolean isAfter(JsonNode date, LocalDate day) {
        return date.isMissingNode() || Edtf.parse(date.stringValue()).latest().isAfter(day);
    }

    private void forget(String table, JsonNode thing) {
        db.sql("update " + table + " set deleted_at = now() where id = cast(:id as uuid)")
                .param("id", thing.get("id").stringValue())
                .update();
    }

    private Answer standing(String claim, String day) {
        Answer answer = api.get("/claims/" + claim + "/standing?knownOn=" + day);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer;
    }

    private Instant now() {
        return db.sql("select clock_timestamp()")
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
    }
}
