package org.claimtrail.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.claimtrail.testing.Bodies.claim;
import static org.claimtrail.testing.Bodies.json;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.claimtrail.platform.Role;
import org.claimtrail.testing.Api.Answer;
import org.claimtrail.testing.ApiTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Removing what must not be kept. */
class PurgeTest extends ApiTest {

    /** In every text that a claim can have; nothing else has it. */
    private static final String WORD = "unspeakable";

    /**
     * Tables that have something to do with a claim and are not purged with it. Whoever adds a table decides: a line in
     * {@code history.purge_claim}, or one here. What is compared of a claim goes when the mark of its deletion is worked off,
     * and holds no words.
     */
    private static final List<String> NOT_OF_A_CLAIM = List.of(
            "standing_mark",
            "standing_basis",
            "address_basis",
            "source_merge_reference",
            "article_merge_reference",
            "measure_merge_reference",
            "bulk_change_item",
            "compared_figure",
            "claim_origin",
            "proposal",
            "source_act",
            "source_act_mark",
            "watched_match");

    @Test
    void aPurgedClaimLeavesNoWordOfItAnywhere() {
        Answer claim = api.post("/claims", unspeakable(), "Idempotency-Key", "one");
        api.patch("/claims/C-1", Map.of("text", "Still " + WORD), "*");
        api.created("/claims/C-1/evidence", json("""
                {"title": "unspeakable paper", "kind": "DOCUMENT", "stance": "SUPPORTS", "note": "unspeakable"}"""));
        api.post("/claims/C-1/assessments", json("""
                {"summary": "unspeakable"}"""), "Idempotency-Key", "two");
        api.created("/claims", claim("Not so.").put("kind", "DENIAL"));
        api.post("/claims/C-2/relations", json("""
                {"type": "DENIES", "to": {"id": "%s"}, "note": "unspeakable"}""".formatted(claim.id())), "Idempotency-Key", "three");
        api.put("/claims/C-1/status", Map.of("status", "CONFIRMED", "reason", "So " + WORD), "*");
        api.put("/claims/C-1/stage", Map.of("stage", "IN_PROGRESS", "reason", WORD), "*");
        api.post("/claims/C-1/revert", Map.of("to", 1, "reason", "Back to the " + WORD));
        Instant before = now();
        for (String relation : api.get("/claims/C-1/relations").items("id")) {
            api.delete("/claims/C-2/relations/" + relation, "*");
        }
        assertThat(purge("/claims/C-1").problem()).isEqualTo("purge-rule");
        api.delete("/claims/C-1", "*");
        assertThat(holders(WORD))
                .contains("public.idempotency", "history.change_set")
                .hasSizeGreaterThan(20);

        Answer purge = purge("/claims/C-1");

        assertThat(purge.status()).isEqualTo(200);
        assertThat(holders(WORD)).isEmpty();
        assertThat(purge.at("/removed/claim/rows")).isEqualTo("1");
        assertThat(Integer.parseInt(purge.at("/removed/answers"))).isGreaterThanOrEqualTo(3);
        for (String path : List.of(
                "/claims/C-1",
                "/claims/" + claim.id(),
                "/claims/C-1?asOf=" + before,
                "/claims/C-1/standing",
                "/claims/C-1/evidence",
                "/claims/C-1/status/history")) {
            assertThat(api.get(path).problem()).as(path).isEqualTo("purged");
        }
        assertThat(api.send("POST", "/claims/C-1/restore", null, null).problem())
                .isEqualTo("purged");
        assertThat(purge("/claims/C-1").problem()).isEqualTo("purged");
        assertThat(api.post("/claims", unspeakable(), "Idempotency-Key", "one").problem())
                .isEqualTo("purged");
        assertThat(api.get("/claims").items("number")).containsExactly("2");
        assertThat(api.get("/claims?count=true&asOf=" + before).items("number")).containsExactly("2");
    }

    @Test
    void aTombstoneTellsWhoWhenAndWhy() {
        api.created("/claims", claim("One."));
        api.delete("/claims/C-1", "*");
        Answer purge = purge("/claims/C-1");

        assertThat(api.get("/purges").body().at("/items/0")).isEqualTo(purge.body());
        assertThat(purge.at("/by")).isEqualTo("admin");
        assertThat(purge.at("/through")).isEqualTo("test");
        assertThat(purge.at("/reason")).isEqualTo("By order of the court.");
        assertThat(api.get("/purges?resource=source").items("id")).isEmpty();
        assertThat(api.get("/purges?resource=relation").status()).isEqualTo(400);
        assertThat(api.get("/security-events?kind=PURGED").at("/items/0/detail"))
                .contains(purge.at("/resourceId"));
        assertThat(api.as(Role.REVIEWER).get("/purges").status()).isEqualTo(403);
        assertThat(api.as(Role.REVIEWER)
                        .post("/claims/C-1/purge", Map.of("reason", "x"))
                        .status())
                .isEqualTo(403);
        assertThat(api.post("/claims/C-1/purge", Map.of("keep", "ALL")).status())
                .isEqualTo(410);
        assertThat(api.post("/claims/C-9/purge", Map.of("reason", "x")).status())
                .isEqualTo(404);
    }

    @Test
    void whatIsWrongWithTheBodyIsTold() {
        api.created("/claims", claim("One."));

        assertThat(api.post("/claims/C-1/purge", Map.of("keep", "ALL", "else", 1))
                        .pointers())
                .containsExactlyInAnyOrder("/reason", "/keep", "/else");
        assertThat(api.post("/claims/C-1/purge", Map.of("reason", " ")).pointers())
                .containsExactly("/reason");
    }

    @Test
    void theFeedTellsThatItWasPurgedAndNothingElse() {
        String id = api.created("/claims", claim("One.")).id();
        api.patch("/claims/C-1", Map.of("text", "Two."), "*");
        String seen = api.get("/changes?after=now").at("/next");
        api.delete("/claims/C-1", "*");
        String deleted = api.get("/changes?after=now").at("/next");
        purge("/claims/C-1");

        for (String after : List.of("0", seen, deleted)) {
            List<JsonNode> events = items("/changes?after=" + after);
            assertThat(events).hasSize(1);
            assertThat(events.get(0).get("type").stringValue()).isEqualTo("claim.purged");
            assertThat(events.get(0).get("id").stringValue()).isEqualTo(id);
            assertThat(events.get(0).get("revision").asInt()).isEqualTo(4);
            assertThat(events.get(0).get("patch")).isEmpty();
        }
        assertThat(api.get("/changes?type=claim.purged").items("id")).containsExactly(id);
        Answer history = api.get("/claims/C-1/history");
        assertThat(history.items("type")).containsExactly("purged");
        assertThat(history.items("reason")).containsExactly("By order of the court.");
    }

    @Test
    void ofAClaimThatStandsThePastCanBePurged() {
        String id = api.created("/claims", unspeakable()).id();
        Instant first = now();
        ObjectNode clean = claim("Harmless.");
        api.put("/claims/C-1", clean, "*");
        Answer present = api.get("/claims/C-1");
        String evidence = api.created("/claims/C-1/evidence", json("""
                {"title": "unspeakable", "kind": "DOCUMENT", "stance": "SUPPORTS"}""")).id();
        api.delete("/claims/C-1/evidence/" + evidence, "*");
        Instant second = now();
        assertThat(holders(WORD)).isNotEmpty();

        assertThat(purgePast("/claims/C-1").status()).isEqualTo(200);

        assertThat(holders(WORD)).isEmpty();
        assertThat(api.get("/claims/C-1").text()).isEqualTo(present.text());
        assertThat(api.get("/claims/C-1?asOf=" + now()).text()).isEqualTo(present.text());
        for (Instant past : List.of(first, second)) {
            assertThat(api.get("/claims/C-1?asOf=" + past).problem()).isEqualTo("purged");
        }
        List<JsonNode> events = items("/changes?after=0&resource=claim");
        assertThat(events).hasSize(1);
        assertThat(events.get(0).at("/patch/0/value")).isEqualTo(present.body());
        api.patch("/claims/C-1", Map.of("text", "Other."), "*");
        assertThat(api.get("/claims/C-1/history").items("type")).contains("updated", "purged");
        assertThat(items("/claims/C-1/history?limit=1").get(0).get("revision").asInt())
                .isEqualTo(4);
        assertThat(id).isEqualTo(api.get("/claims/C-1").id());
    }

    /** What others refer to stays for these, with neutral words. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sources | {\"name\": \"unspeakable\", \"kind\": \"PERSON\", \"aliases\": [\"unspeakable too\"], \"description\": \"unspeakable\"} | {\"name\": \"More unspeakable\"} | {\"name\": \"Somebody\", \"aliases\": [], \"description\": null}",
                "articles | {\"url\": \"https://unspeakable.example/\", \"title\": \"unspeakable\", \"body\": \"unspeakable\", \"authors\": [\"unspeakable\"]} | {\"body\": \"More unspeakable\"} | {\"url\": \"https://news.example/\", \"title\": \"News\", \"body\": \"All well.\", \"authors\": []}",
                "measures | {\"name\": \"unspeakable\", \"unit\": \"t\", \"description\": \"unspeakable\"} | {\"name\": \"More unspeakable\"} | {\"name\": \"Things\", \"description\": null}",
                "topics | {\"name\": \"unspeakable\", \"description\": \"unspeakable\"} | {\"name\": \"More unspeakable\"} | {\"name\": \"Things\", \"description\": null}"
            })
    void whatIsReferredToKeepsItsPlace(String resource, String body, String more, String clean) {
        Answer thing = api.post("/" + resource, body, "Idempotency-Key", "one");
        String path = "/" + resource + "/" + thing.id();
        String member = resource.substring(0, resource.length() - 1);
        referTo(member, thing.id());
        Instant referred = now();
        api.patch(path, more, "*");
        api.delete("/claims/C-1", "*");
        api.delete(path, "*");
        Instant deleted = now();
        assertThat(purge(path).status()).isEqualTo(200);

        assertThat(holders(WORD)).isEmpty();
        for (String asOf : List.of("", "?asOf=" + referred, "?asOf=" + deleted)) {
            assertThat(api.get(path + asOf).problem()).as(asOf).isEqualTo("purged");
        }
        assertThat(api.send("POST", path + "/restore", null, null).problem()).isEqualTo("purged");
        assertThat(api.patch(path, "{}", "*").problem()).isEqualTo("purged");
        assertThat(api.post("/" + resource, body, "Idempotency-Key", "one").problem())
                .isEqualTo("purged");
        Answer past = api.get("/claims/C-1?asOf=" + referred);
        assertThat(past.status()).isEqualTo(200);
        assertThat(past.text()).contains(member.equals("topic") ? "\"topics\":[\"(purged)\"]" : thing.id());
        assertThat(items("/changes?resource=" + member))
                .satisfiesExactly(
                        event -> assertThat(event.get("type").stringValue()).isEqualTo(member + ".purged"));
        assertThat(api.get(path + "/history").items("type")).containsExactly("purged");

        // The same, where it stands and its past is to go.
        Answer other = api.created("/" + resource, body);
        String otherPath = "/" + resource + "/" + other.id();
        Instant first = now();
        assertThat(api.patch(otherPath, clean, "*").status()).isEqualTo(200);
        Answer present = api.get(otherPath);
        assertThat(purge(otherPath).problem()).isEqualTo("purge-rule");
        assertThat(purgePast(otherPath).status()).isEqualTo(200);
        assertThat(holders(WORD)).isEmpty();
        assertThat(api.get(otherPath).text()).isEqualTo(present.text());
        assertThat(api.get(otherPath + "?asOf=" + now()).text()).isEqualTo(present.text());
        assertThat(api.get(otherPath + "?asOf=" + first).problem()).isEqualTo("purged");
        assertThat(items("/changes?type=" + member + ".purged").get(1).at("/patch/0/value"))
                .isEqualTo(present.body());
    }

    /** In answers of claims, and in what these were found by, there is its name alone. */
    @Test
    void aPurgedTopicLeavesNoWordWhereClaimsNamedIt() {
        ObjectNode filed = claim("Filed.");
        filed.putArray("topics").add("unspeakable");
        api.post("/claims", filed, "Idempotency-Key", "one");
        Instant before = now();
        String topic = api.get("/topics").items("id").get(0);
        api.patch("/claims/C-1", json("{\"topics\": []}"), "*");
        assertThat(api.get("/claims?q=unspeakable&asOf=" + before).items("id")).hasSize(1);
        api.delete("/topics/" + topic, "*");

        Answer purge = purge("/topics/" + topic);

        assertThat(purge.at("/removed/answers")).isEqualTo("1");
        assertThat(holders("unspeak")).isEmpty();
        assertThat(api.get("/claims?q=unspeakable&asOf=" + before).items("id")).isEmpty();
        assertThat(api.get("/claims?q=filed&asOf=" + before).items("id")).hasSize(1);
        assertThat(api.get("/claims/C-1?asOf=" + before).body().get("topics")).hasToString("[\"(purged)\"]");
        assertThat(api.post("/claims", filed, "Idempotency-Key", "one").problem())
                .isEqualTo("purged");
        assertThat(api.get("/purges?resource=topic").items("resourceId")).containsExactly(topic);
    }

    @Test
    void aTopicThatCameWithAPurgedClaimIsPurgedAndOneThatSomebodyRecordedIsNot() {
        String recorded =
                api.created("/topics", json("{\"name\": \"Recorded\"}")).id();
        ObjectNode filed = claim("Filed.");
        filed.putArray("topics").add("unspeakable").add("Recorded").add("Shared");
        api.created("/claims", filed);
        ObjectNode other = claim("Another.");
        other.putArray("topics").add("Shared");
        api.created("/claims", other);
        String alone = api.get("/topics?q=unspeakable").items("id").get(0);
        api.patch("/topics/" + alone, json("{\"description\": \"So unspeakable\"}"), "*");
        api.delete("/claims/C-1", "*");
        assertThat(purge("/claims/C-1").status()).isEqualTo(200);

        assertThat(holders("unspeak")).isEmpty();
        assertThat(api.get("/topics").items("name")).containsExactly("Recorded", "Shared");
        assertThat(api.get("/topics/" + recorded).status()).isEqualTo(200);
        assertThat(api.get("/topics/" + alone).problem()).isEqualTo("purged");
        assertThat(api.get("/topics/" + alone + "/history").items("type")).containsExactly("purged");
        assertThat(api.get("/purges?sort=at").items("resource")).containsExactly("claim", "topic");
        assertThat(api.get("/changes?resource=topic").items("type"))
                .containsExactly("topic.created", "topic.created", "topic.purged");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sources | {\"name\": \"unspeakable\", \"kind\": \"PERSON\"} | {\"name\": \"Kim\", \"kind\": \"PERSON\"} | {\"aliases\": []}",
                "articles | {\"url\": \"https://news.example/unspeakable\"} | {\"url\": \"https://news.example/1\"} | {\"addresses\": []}",
                "measures | {\"name\": \"unspeakable\"} | {\"name\": \"sent\"} | {\"description\": \"What was sent.\"}"
            })
    void aPurgedDuplicateLeavesNoNameInItsMerge(String kind, String duplicate, String survivor, String after) {
        String unspeakable =
                "/" + kind + "/" + api.created("/" + kind, json(duplicate)).id();
        String other = api.created("/" + kind, json(survivor)).id();
        assertThat(api.post(unspeakable + "/merge", json("""
                {"into": {"id": "%s"}, "reason": "unspeakable is the other."}""".formatted(other))).status())
                .isEqualTo(200);
        api.patch("/" + kind + "/" + other, json(after), "*");
        assertThat(purge(unspeakable).status()).isEqualTo(200);
        assertThat(purgePast("/" + kind + "/" + other).status()).isEqualTo(200);

        assertThat(holders(WORD)).isEmpty();
        assertThat(api.send("POST", unspeakable + "/restore", null, null).problem())
                .isEqualTo("purged");
    }

    @Test
    void nobodyFindsAClaimByWhatItsSourceWasCalled() {
        String claim = api.created("/claims", json("""
                {"text": "Said.", "kind": "FACT", "about": [{"name": "Unspeakable Council", "kind": "ORGANIZATION"}]}""")).at("/about/0/id");
        Instant before = now();
        api.patch("/sources/" + claim, Map.of("name", "Council"), "*");
        assertThat(api.get("/claims?q=unspeakable&asOf=" + before).items("id")).hasSize(1);

        api.post("/sources/" + claim + "/purge", Map.of("reason", "By order of the court.", "keep", "PRESENT"));

        assertThat(api.get("/claims?q=unspeakable&asOf=" + before).items("id")).isEmpty();
        assertThat(api.get("/claims?q=council&asOf=" + before).items("id")).hasSize(1);
        assertThat(api.get("/claims?q=council").items("id")).hasSize(1);
        assertThat(holders("unspeak")).isEmpty();
    }

    /** By the catalogue: tables that refer to a claim or to its parts, or have a column for one. */
    @Test
    void everyTableThatBelongsToAClaimIsPurgedWithIt() {
        List<String> purged = owner.sql("select name from catalogue.record_table where purge in ('ROWS', 'WHOLE')")
                .query(String.class)
                .list();
        List<String> tables = owner.sql("""
                        with recursive part (id) as (
                            select 'public.claim'::regclass::oid
                            union
                            select k.conrelid from pg_constraint k join part on k.confrelid = part.id
                            where k.contype = 'f'
                        )
                        select c.relname from part join pg_class c on c.oid = part.id
                        union
                        select c.relname
                        from pg_class c join pg_attribute a on a.attrelid = c.oid
                        where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attname like '%claim\\_id'""").query(String.class).list();

        assertThat(tables).contains("attribution_source", "claim_standing", "status_change");
        assertThat(tables.stream().filter(table -> !purged.contains(table))).isSubsetOf(NOT_OF_A_CLAIM);
    }

    /** In which tables, of all schemas, a word is: in any column, bytes included. */
    private List<String> holders(String word) {
        List<String> tables = owner.sql("""
                        select format('%I.%I', n.nspname, c.relname)
                        from pg_class c join pg_namespace n on n.oid = c.relnamespace
                        where c.relkind = 'r' and n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema'""").query(String.class).list();
        return tables.stream()
                .filter(table -> owner.sql("""
                                select exists (
                                    select from %s r
                                    where r::text like '%%%s%%' or r::text like '%%%s%%')""".formatted(
                                        table, word, HexFormat.of().formatHex(word.getBytes(StandardCharsets.UTF_8))))
                        .query(Boolean.class)
                        .single())
                .toList();
    }

    private Answer purge(String path) {
        return api.post(path + "/purge", Map.of("reason", "By order of the court."));
    }

    private Answer purgePast(String path) {
        return api.post(path + "/purge", Map.of("reason", "It should never have been there.", "keep", "PRESENT"));
    }

    private void referTo(String member, String id) {
        ObjectNode claim = claim("It refers to something.");
        switch (member) {
            case "source" -> claim.putArray("about").addObject().put("id", id);
            case "article" ->
                claim.putArray("appearances").addObject().putObject("article").put("id", id);
            case "topic" ->
                claim.putArray("topics").add(api.get("/topics/" + id).at("/name"));
            default ->
                claim.putArray("figures")
                        .addObject()
                        .put("qualifier", "EXACT")
                        .put("amount", 3)
                        .putObject("measure")
                        .put("id", id);
        }
        api.created("/claims", claim);
    }

    private static ObjectNode unspeakable() {
        return json("""
                {"text": "It is unspeakable.", "kind": "FIGURE", "topics": ["unspeakable"], "place": "unspeakable",
                 "figures": [{"qualifier": "EXACT", "amount": 3, "unit": "unspeakables", "asStated": "unspeakable",
                    "measure": {"name": "things", "unit": "t"}}],
                 "appearances": [{"article": {"url": "https://news.example/a"},
                    "locator": {"exact": "unspeakable", "prefix": "unspeakable"},
                    "attribution": [{"sources": [{"name": "Somebody else", "kind": "PERSON"}], "cue": "unspeakable",
                        "quote": "unspeakable", "roleAsStated": "unspeakable"}]}]}""");
    }

    private List<JsonNode> items(String path) {
        return api.get(path).body().get("items").valueStream().toList();
    }

    private Instant now() {
        return db.sql("select clock_timestamp()")
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
    }
}
