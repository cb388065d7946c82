package org.claimtrail.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.claimtrail.testing.Bodies.claim;
import static org.claimtrail.testing.Bodies.containers;
import static org.claimtrail.testing.Bodies.json;
import static org.claimtrail.testing.Bodies.source;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.claimtrail.platform.Role;
import org.claimtrail.testing.Api;
import org.claimtrail.testing.Api.Answer;
import org.claimtrail.testing.ApiTest;
import org.claimtrail.testing.CloudEventReader;
import org.claimtrail.testing.Race;
import org.claimtrail.testing.RandomChanges;
import org.claimtrail.testing.StatementCounter;
import org.claimtrail.thing.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Following all changes. */
class ChangeFeedTest extends ApiTest {

    private static final String BATCH = "application/cloudevents-batch+json";

    @Autowired
    private DataSource connections;

    @Autowired
    private ChangeFeed feed;

    @Test
    void changesComeInTheirOrderEachWithItsPatchAndTheWayBack() {
        String id = api.created("/sources", source("One", "PERSON")).id();
        api.as(Role.CONTRIBUTOR).patch("/sources/" + id, Map.of("name", "Other"), "*");
        api.delete("/sources/" + id, "*");
        api.send("POST", "/sources/" + id + "/restore", null, null);

        List<JsonNode> events = all("");
        assertThat(texts(events, "type"))
                .containsExactly("source.created", "source.updated", "source.deleted", "source.restored");
        assertThat(texts(events, "revision")).containsExactly("1", "2", "3", "4");
        assertThat(texts(events, "by")).containsExactly("admin", "contributor", "admin", "admin");
        assertThat(texts(events, "through")).containsOnly("test");
        assertThat(texts(events, "id")).containsOnly(id);
        assertThat(events.get(1).at("/patch/0"))
                .hasToString("{\"op\":\"replace\",\"path\":\"/name\",\"value\":\"Other\"}");
        assertThat(events.get(1).at("/reverse/0"))
                .hasToString("{\"op\":\"replace\",\"path\":\"/name\",\"value\":\"One\"}");
        assertThat(events.get(2).get("patch")).hasToString("[{\"op\":\"remove\",\"path\":\"\"}]");
        assertThat(events.get(2).at("/reverse/0/value/name").stringValue()).isEqualTo("Other");
        assertThat(events.get(3).at("/patch/0/value"))
                .isEqualTo(api.get("/sources/" + id).body());
    }

    @Test
    void whereThereIsNothingNewTheCursorStays() {
        Answer nothing = api.get("/changes");
        assertThat(nothing.items("id")).isEmpty();
        assertThat(api.get("/changes?after=now").at("/next")).isEqualTo(nothing.at("/next"));

        api.created("/sources", source("One", "PERSON"));
        Answer first = api.get("/changes?after=" + nothing.at("/next"));
        assertThat(first.items("type")).containsExactly("source.created");
        assertThat(first.at("/next")).isEqualTo(first.at("/items/0/cursor"));
        Answer now = api.get("/changes?after=now");
        assertThat(now.items("id")).isEmpty();
        assertThat(now.at("/next")).isEqualTo(first.at("/next"));
        Answer same = api.get("/changes?after=" + now.at("/next"));
        assertThat(same.items("id")).isEmpty();
        assertThat(same.at("/next")).isEqualTo(now.at("/next"));

        api.created("/sources", source("Two", "PERSON"));
        assertThat(api.get("/changes?after=" + now.at("/next")).at("/items/0/patch/0/value/name"))
                .isEqualTo("Two");
    }

    @Test
    void pagesNeitherRepeatNorSkip() {
        api.created("/claims", containers());
        api.patch("/claims/C-1", Map.of("text", "Corrected."), "*");
        api.created("/claims/C-1/evidence", Map.of("title", "A paper", "kind", "DOCUMENT", "stance", "CONTEXT"));

        List<JsonNode> whole =
                api.get("/changes").body().get("items").valueStream().toList();
        assertThat(whole).hasSize(10);
        for (int limit : List.of(1, 3, 10)) {
            assertThat(all("&limit=" + limit)).isEqualTo(whole);
        }
        for (int i = 0; i < whole.size(); i++) {
            assertThat(read("&after=" + whole.get(i).get("cursor").stringValue()))
                    .isEqualTo(whole.subList(i + 1, whole.size()));
        }
    }

    @Test
    void aFilterLeavesWhatItNames() {
        api.created("/claims", containers());
        api.patch("/claims/C-1", Map.of("text", "Corrected."), "*");
        api.delete("/claims/C-1", "*");

        assertThat(texts(all("&resource=measure"), "type")).containsExactly("measure.created");
        assertThat(texts(all("&resource=topic"), "type")).containsExactly("topic.created");
        assertThat(texts(all("&resource=measure&resource=claim"), "type"))
                .containsExactly("claim.created", "measure.created", "claim.updated", "claim.deleted");
        assertThat(texts(all("&type=claim.deleted&type=article.created"), "type"))
                .containsExactly("article.created", "claim.deleted");
        assertThat(texts(all("&type=claim.deleted&type=article.created&resource=claim"), "type"))
                .containsExactly("claim.deleted");
        assertThat(texts(all("&type=claim.deleted&resource=claim&limit=1"), "revision"))
                .containsExactly("3");

        Answer none = api.get("/changes?type=source.restored");
        assertThat(none.items("id")).isEmpty();
        assertThat(none.at("/next")).isEqualTo(api.get("/changes?after=now").at("/next"));
        none = api.get("/changes?type=claim.created&resource=source");
        assertThat(none.items("id")).isEmpty();
        assertThat(none.at("/next")).isEqualTo(api.get("/changes?after=now").at("/next"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "after=x",
                "after=1",
                "after=1.claim.01903a7c-4d10-7c52-8f3b-6a1d2e9c0b24",
                "after=999999999999999999999.claim.01903a7c-4d10-7c52-8f3b-6a1d2e9c0b24",
                "after=0&after=0",
                "limit=501",
                "limit=0",
                "type=claim",
                "type=claim.lost",
                "type=.",
                "resource=figure",
                "cursor=0",
                "format=cloudevents",
                "format=XML",
                "format=",
                "format=CLOUDEVENTS&format=CLAIMTRAIL"
            })
    void whatIsWrongWithTheQueryIsTold(String query) {
        Answer refused = api.get("/changes?" + query);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.at("/errors/0/parameter")).isEqualTo(query.substring(0, query.indexOf('=')));
        Answer batch = api.get("/changes?" + query, "Accept", BATCH);
        assertThat(batch.status()).isEqualTo(400);
        assertThat(batch.header("Content-Type")).startsWith("application/problem+json");
        assertThat(batch.body().get("errors")).isEqualTo(refused.body().get("errors"));
    }

    /** Something of every kind, and whatever can become of a thing. */
    private void everything() {
        String first = api.created("/claims", containers().put("text", "„Übermäßig“ \u2028 \"viele\" 容器 \uD83D\uDEA2"))
                .id();
        api.created("/claims", claim("Not so.").put("kind", "DENIAL"));
        api.created("/claims/C-2/relations", Map.of("type", "DENIES", "to", Map.of("id", first)));
        api.created(
                "/claims/C-1/evidence",
                json("{\"title\": \"Papier\", \"kind\": \"DOCUMENT\", \"stance\": \"SUPPORTS\"}"));
        api.created("/claims/C-1/assessments", Map.of("summary", "As it seems."));
        api.created("/claims/C-1/notes", Map.of("text", "Look again."));
        api.created("/exchange-rates", json("""
                {"from": "EUR", "to": "USD", "rate": 2, "on": "2024-01-01", "source": {"name": "Bank", "kind": "ORGANIZATION"}}"""));
        String kept = api.created("/sources", source("Østfold", "ORGANIZATION")).id();
        String merged =
                api.created("/sources", source("Ostfold", "ORGANIZATION")).id();
        assertThat(api.post("/sources/" + merged + "/merge", Map.of("into", Map.of("id", kept), "reason", "The same."))
                        .status())
                .isEqualTo(200);
        api.created("/claims", claim("Purged."));
        api.created("/claims", claim("Back again."));
        for (int number : List.of(3, 4)) {
            api.delete("/claims/C-" + number, "*");
        }
        api.post("/claims/C-3/purge", Map.of("reason", "By order of the court."));
        api.send("POST", "/claims/C-4/restore", null, null);
        api.patch("/claims/C-1", Map.of("text", "Corrected."), "*");
    }

    @Test
    void aBatchOfCloudEventsTellsWhatAPageTells() {
        everything();
        List<JsonNode> page = read("&limit=500");
        assertThat(texts(page, "resource"))
                .containsAll(
                        Arrays.stream(Resource.values()).map(Resource::toString).toList());
        assertThat(texts(page, "type"))
                .contains("claim.created", "claim.updated", "claim.deleted", "claim.restored", "claim.purged");

        Answer batch = api.get("/changes?limit=500", "Accept", BATCH);
        assertThat(batch.header("Content-Type")).isEqualToIgnoringWhitespace(BATCH + ";charset=UTF-8");
        assertThat(batch.body().valueStream().map(event -> CloudEventReader.change(event, "/api/v1")))
                .isEqualTo(page);
        assertThat(api.get("/changes?limit=500&format=CLOUDEVENTS").text()).isEqualTo(batch.text());
        for (JsonNode event : batch.body()) {
            // Where it is not there any more, it was there.
            Answer thing = api.get("/" + event.get("subject").stringValue());
            assertThat(thing.status()).as(event.toString()).isIn(200, 410);
            if (thing.status() == 200) {
                assertThat(thing.at("/id")).isEqualTo(event.at("/data/id").stringValue());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=1",
                "limit=7",
                "limit=5&resource=claim&resource=note",
                "type=claim.created&limit=2",
                "limit=3&format=CLOUDEVENTS"
            })
    void theLinkOfABatchLeadsOnLikeTheNextOfAPage(String query) {
        everything();
        List<JsonNode> told = new ArrayList<>();
        for (String path = "/api/v1/changes?" + query, last = ""; !path.equals(last); ) {
            Answer batch = api.get(path, "Accept", BATCH);
            batch.body().forEach(event -> told.add(event.get("data")));
            last = path;
            assertThat(batch.header("Link")).endsWith(">; rel=\"next\"");
            path = batch.header("Link").replaceAll("^<http://localhost:[0-9]+|>.*$", "");
        }
        assertThat(told).isEqualTo(all("&" + query.replace("&format=CLOUDEVENTS", "")));
    }

    @Test
    void aBatchChangesItsETagWithWhereToGoOn() {
        api.created("/sources", source("One", "PERSON"));
        String path = "/changes?type=claim.created";
        Answer nothing = api.get(path, "Accept", BATCH);
        assertThat(nothing.text()).isEqualTo("[]");
        assertThat(nothing.header("Vary")).contains("Accept");
        assertThat(api.get(path).header("Vary")).contains("Accept");
        assertThat(nothing.etag()).isNotEqualTo(api.get(path).etag());
        Answer head = api.send("HEAD", path, null, null, "Accept", BATCH);
        assertThat(head.status()).isEqualTo(200);
        assertThat(List.of(head.etag(), head.header("Link"), head.header("Content-Type")))
                .containsExactly(nothing.etag(), nothing.header("Link"), nothing.header("Content-Type"));
        Answer same = api.get(path, "Accept", BATCH, "If-None-Match", nothing.etag());
        assertThat(same.status()).isEqualTo(304);
        assertThat(same.etag()).isEqualTo(nothing.etag());

        api.created("/sources", source("Two", "PERSON"));
        Answer later = api.get(path, "Accept", BATCH, "If-None-Match", nothing.etag());
        assertThat(later.status()).isEqualTo(200);
        assertThat(later.text()).isEqualTo("[]");
        assertThat(later.header("Link")).isNotEqualTo(nothing.header("Link"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*/* | JSON",
                "application/* | JSON",
                "application/json, application/cloudevents-batch+json | JSON",
                "application/cloudevents-batch+json;q=0.5, application/json;q=0.9 | JSON",
                "application/cloudevents-batch+json;q=0, */* | JSON",
                "text/html, */*;q=0.1 | JSON",
                "application/cloudevents-batch+json | BATCH",
                "APPLICATION/CloudEvents-Batch+JSON; charset=utf-8 | BATCH",
                "application/cloudevents-batch+json, */*;q=0.1 | BATCH",
                "application/json;q=0.2, application/cloudevents-batch+json;q=0.3 | BATCH",
                "application/cloudevents-batch+json, text/event-stream;q=0.5 | BATCH",
                "application/*+json | BATCH",
                "text/event-stream, application/cloudevents-batch+json;q=0.5 | STREAM",
                "text/* | STREAM"
            })
    void whatIsAcceptedMostIsAnswered(String accepted, String answered) {
        Answer answer = api.send("HEAD", "/changes", null, null, "Accept", accepted);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type"))
                .startsWith(Map.of("JSON", "application/json", "BATCH", BATCH, "STREAM", "text/event-stream")
                        .get(answered));
    }

    @Test
    void aChangePastTheApiIsOneLikeAnyOther() {
        api.created("/claims", claim("One."));
        api.created("/claims", claim("Two."));
        owner.sql("update claim set text = 'Set.', revision = revision + 1").update();
        owner.sql("update claim set text = 'Set.'").update();
        owner.sql("delete from claim where number = 1").update();

        List<JsonNode> events = all("");
        assertThat(texts(events, "type"))
                .containsExactly("claim.created", "claim.created", "claim.updated", "claim.updated", "claim.deleted");
        assertThat(texts(events.subList(2, 5), "through")).containsOnly("SQL");
        assertThat(texts(events.subList(2, 5), "by"))
                .containsOnly(
                        owner.sql("select session_user").query(String.class).single());
    }

    @Test
    void whatIsCalledOtherwiseTellsItOnceAndWhatShowsItsNameIsNotToldAgain() {
        api.created("/claims", containers());
        api.created("/claims", claim("Not so.").put("kind", "DENIAL"));
        String relation = api.created("/claims/C-2/relations", json("""
                        {"type": "DENIES", "to": {"id": "%s"}}""".formatted(
                                api.get("/claims/C-1").id())))
                .id();
        String start = api.get("/changes?after=now").at("/next");
        String etag = api.get("/claims/C-1").etag();

        db.sql("update source set name = 'Korea' where name = 'North Korea'").update();
        assertThat(texts(read("&after=" + start), "type")).containsExactly("source.updated");
        assertThat(api.get("/claims/C-1").at("/about/0/name")).isEqualTo("Korea");
        assertThat(api.get("/claims/C-1").etag()).isNotEqualTo(etag);

        start = api.get("/changes?after=now").at("/next");
        api.patch("/claims/C-1", Map.of("text", "Shipped."), "*");
        assertThat(texts(read("&after=" + start), "type")).containsExactly("claim.updated");

        start = api.get("/changes?after=now").at("/next");
        api.delete("/claims/C-2/relations/" + relation, "*");
        assertThat(texts(read("&after=" + start), "type")).containsExactly("claim.updated", "relation.deleted");
        assertThat(read("&after=" + start).get(0).at("/patch/0/path").stringValue())
                .startsWith("/gaps");

        start = api.get("/changes?after=now").at("/next");
        db.sql("update source set description = 'Of no concern to a claim.'").update();
        assertThat(texts(read("&after=" + start), "type")).containsOnly("source.updated");
    }

    /** Whoever follows, and looks up the names of others, has, at the end, just what is answered. */
    @ParameterizedTest
    @ValueSource(longs = 21)
    void followingFromNothingLeadsToTheRecord(long seed) {
        RandomChanges changes = new RandomChanges(api, seed);
        Random random = new Random(seed);
        for (int i = 0; i < 150; i++) {
            changes.next();
            switch (random.nextInt(20)) {
                case 0 -> rename("source", "name");
                case 1 -> rename("measure", "name");
                case 2 -> rename("claim", "text");
                case 3 -> rename("evidence", "title");
                case 4 -> assess(random.nextInt(10));
                case 7 -> rename("topic", "name");
                case 5 -> api.patch("/claims/C-" + (1 + random.nextInt(9)), Map.of("kind", "DENIAL"), "*");
                case 6 -> {
                    List<String> ids = api.get("/articles").items("id");
                    if (!ids.isEmpty()) {
                        api.patch("/articles/" + ids.get(0), Map.of("title", "Title " + i, "body", "Body " + i), "*");
                    }
                }
                default -> {}
            }
        }
        // So that there is one, whatever was changed.
        api.created("/exchange-rates", json("""
                {"from": "CHF", "to": "JPY", "rate": 170, "on": "2024-06-19", "source": {"name": "A bank", "kind": "ORGANIZATION"}}"""));
        api.created(
                "/claims/" + api.created("/claims", claim("Noted.")).id() + "/notes", json("{\"text\": \"Is it?\"}"));
        Replay replay = new Replay();
        all("&limit=7").forEach(replay::apply);

        Map<String, Integer> compared = new HashMap<>();
        replay.things().forEach((name, thing) -> {
            String resource = name.substring(0, name.indexOf(' '));
            Answer present = api.get(address(resource, name.substring(name.indexOf(' ') + 1), thing));
            String claim = claimOf(resource, name.substring(name.indexOf(' ') + 1), thing);
            if (claim != null && !replay.things().containsKey("claim " + claim)) {
                assertThat(present.status()).isEqualTo(410);
            } else {
                assertThat(present.body()).as(name).isEqualTo(replay.shown(name));
            }
            compared.merge(resource, 1, Integer::sum);
        });
        for (Resource resource : Resource.values()) {
            String table = resource.toString().replace('-', '_');
            assertThat(compared.getOrDefault(resource.toString(), 0).longValue())
                    .as(table)
                    .isEqualTo(count(table + " where deleted_at is null"))
                    .isPositive();
        }
    }

    private String claimOf(String resource, String id, JsonNode thing) {
        return switch (resource) {
            case "relation" -> thing.at("/from/id").stringValue();
            case "evidence", "assessment", "note" ->
                db.sql("select claim_id from " + resource + " where id = :id")
                        .param("id", UUID.fromString(id))
                        .query(String.class)
                        .single();
            default -> null;
        };
    }

    private String address(String resource, String id, JsonNode thing) {
        return switch (resource) {
            case "relation", "evidence", "assessment", "note" ->
                "/claims/" + claimOf(resource, id, thing) + "/" + resource + (resource.equals("evidence") ? "/" : "s/")
                        + id;
            default -> "/" + resource + "s/" + id;
        };
    }

    private void rename(String table, String column) {
        db.sql("update %1$s set %2$s = %2$s || gen_random_uuid() where id = (select max(id::text)::uuid from %1$s)"
                        .formatted(table, column))
                .update();
    }

    private void assess(int number) {
        String claim = "/claims/C-" + (1 + number);
        Answer evidence = api.get(claim + "/evidence");
        api.post(claim + "/assessments", json("""
                        {"summary": "Checked.", "rating": {"value": 3.%d}, "scale": {"name": "Stars", "worst": 1, "best": 5},
                         "reviewer": {"name": "Source %d", "kind": "ORGANIZATION"}, "evidence": [%s]}""".formatted(
                        number,
                        number,
                        evidence.status() == 200
                                ? evidence.items("id").stream()
                                        .limit(2)
                                        .map("{\"id\": \"%s\"}"::formatted)
                                        .collect(Collectors.joining(", "))
                                : "")));
    }

    @Test
    void aPageTakesAsManyStatementsForManyChangesAsForFew() {
        for (int i = 1; i <= 40; i++) {
            api.created("/claims", claim("Text " + i));
        }
        String behind = api.get("/changes?after=now").at("/next");
        for (int i = 1; i <= 40; i++) {
            api.patch("/claims/C-" + i, Map.of("place", "Place " + i), "*");
        }
        int few = StatementCounter.of(() -> api.get("/changes?limit=6&after=" + behind));
        int many = StatementCounter.of(() -> api.get("/changes?limit=26&after=" + behind));
        assertThat(many).isEqualTo(few).isLessThan(20);
    }

    @Test
    void whatIsReadForOneWhoIsSlowHoldsLittleText() {
        for (int i = 0; i < 60; i++) {
            api.created("/articles", json("{\"url\": \"https://example.org/%d\", \"body\": \"Short.\"}".formatted(i)));
        }
        String text = "Much. ".repeat(150_000);
        for (int i = 60; i < 65; i++) {
            api.created(
                    "/articles",
                    json("{\"url\": \"https://example.org/%d\"}".formatted(i)).put("body", text));
        }
        api.patch("/articles/" + api.get("/articles").items("id").get(0), Map.of("body", text.repeat(3)), "*");

        List<Integer> sizes = new ArrayList<>();
        List<String> cursors = new ArrayList<>();
        ChangeFeed.Part part = feed.after(Place.START, ChangeFilter.ALL);
        while (true) {
            sizes.add(part.changes().size());
            part.changes().forEach(change -> cursors.add(change.place().cursor()));
            if (!part.more()) {
                break;
            }
            part = feed.after(part.end(), ChangeFilter.ALL);
        }
        // Of the last article, whose first text was one of the others' length, each change comes by itself.
        assertThat(sizes).containsExactly(62, 2, 1, 1);
        assertThat(cursors).isEqualTo(texts(all(""), "cursor"));
    }

    @Test
    void aThingThatChangesAgainAndAgainTakesTwoStatementsForEachTime() {
        api.created("/claims", claim("Changed."));
        for (int i = 0; i < 20; i++) {
            api.patch("/claims/C-1", Map.of("text", "Text " + i), "*");
        }
        int few = StatementCounter.of(() -> api.get("/changes?limit=5"));
        int many = StatementCounter.of(() -> api.get("/changes?limit=15"));
        assertThat(many - few).isEqualTo(2 * 10);
    }

    /** What each event tells does not depend on what else is read with it. */
    @ParameterizedTest
    @ValueSource(longs = 4)
    void aPageOfOneTellsWhatALongPageTells(long seed) {
        RandomChanges changes = new RandomChanges(api, seed);
        for (int i = 0; i < 60; i++) {
            changes.next();
            if (i % 5 == 0) {
                rename("source", "name");
                rename("topic", "name");
            }
        }
        List<JsonNode> one = all("&limit=1");
        assertThat(all("&limit=500")).isEqualTo(one);
        assertThat(all("&limit=11")).isEqualTo(one);
    }

    @Test
    void aChangeSetIsLaterThanWhatItSaw() {
        api.created("/claims", claim("One."));
        owner.sql("update history.change_set set at = at + interval '1 minute'").update();
        api.patch("/claims/C-1", Map.of("text", "Two."), "*");

        assertThat(owner.sql("""
                        select bool_and(s.at > clock_timestamp()) from history.change_set s""").query(Boolean.class).single()).isTrue();
        owner.sql("update history.change_set set at = at - interval '1 minute'").update();
        assertThat(texts(all(""), "type")).containsExactly("claim.created", "claim.updated");
    }

    /** Transactions that begin, write and end at odds with each other, while two follow. */
    @Test
    void noChangeIsMissedOrToldTwiceHoweverManyWrite() {
        int writers = 8;
        int rounds = 15;
        api.created("/sources", source("Everywhere", "PERSON"));
        for (int i = 0; i < 4; i++) {
            api.created(
                    "/claims",
                    claim("Shared " + i)
                            .set(
                                    "about",
                                    json("{\"about\": [{\"name\": \"Everywhere\"}]}")
                                            .get("about")));
        }
        AtomicInteger writing = new AtomicInteger(writers);
        List<List<JsonNode>> followed = Race.of(writers + 2, runner -> {
            if (runner >= writers) {
                return follow(api.as(Role.READER), writing);
            }
            try {
                write(new Random(runner), rounds);
            } finally {
                writing.decrementAndGet();
            }
            return List.<JsonNode>of();
        });

        Set<String> expected = new HashSet<>(owner.sql("""
                        select s.id || '.' || h.resource || '.' || h.resource_id || '.' || (extract(epoch from s.at) * 1000000)::bigint
                        from history.change h join history.change_set s on s.id = h.change_set_id""").query(String.class).list());
        assertThat(expected).hasSizeGreaterThan(writers * rounds);
        for (List<JsonNode> events : followed.subList(writers, writers + 2)) {
            assertThat(texts(events, "cursor")).doesNotHaveDuplicates();
            assertThat(new HashSet<>(texts(events, "cursor"))).isEqualTo(expected);
            assertThat(texts(events, "at")).isSorted();
            Replay replay = new Replay();
            events.forEach(replay::apply);
            for (String id : api.get("/claims?limit=200").items("id")) {
                assertThat(replay.shown("claim " + id))
                        .isEqualTo(api.get("/claims/" + id).body());
            }
            assertThat(events).isEqualTo(all(""));
        }
    }

    private void write(Random random, int rounds) {
        try (Connection connection = connections.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (int i = 0; i < rounds; i++) {
                // In one order, so that nobody waits for each other.
                List<Integer> claims = IntStream.rangeClosed(1, 4)
                        .filter(n -> random.nextInt(3) == 0)
                        .boxed()
                        .toList();
                for (int number : claims) {
                    statement.executeUpdate("update claim set text = text || '.' where number = " + number);
                    Thread.sleep(random.nextInt(4));
                }
                statement.executeUpdate("""
                        insert into claim (id, revision, text, kind, status, stage, created_at, updated_at)
                        values (gen_random_uuid(), 0, 'Own', 'FACT', 'UNVERIFIED', 'INBOX', now(), now())""");
                Thread.sleep(random.nextInt(4));
                if (random.nextInt(8) == 0) {
                    statement.executeUpdate("update source set name = name || '.'");
                }
                if (random.nextInt(6) == 0) {
                    connection.rollback();
                } else {
                    connection.commit();
                }
            }
        } catch (SQLException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Until nobody writes and there is nothing new. */
    private static List<JsonNode> follow(Api reader, AtomicInteger writing) {
        List<JsonNode> events = new ArrayList<>();
        for (String after = "0"; ; ) {
            boolean last = writing.get() == 0;
            Answer page = reader.get("/changes?limit=20&after=" + after);
            page.body().get("items").forEach(events::add);
            if (last && page.at("/next").equals(after)) {
                return events;
            }
            after = page.at("/next");
        }
    }

    /** From the beginning to the end. */
    private List<JsonNode> all(String query) {
        List<JsonNode> events = new ArrayList<>();
        for (String after = "0"; ; ) {
            Answer page = api.get("/changes?after=" + after + query);
            page.body().get("items").forEach(events::add);
            if (page.at("/next").equals(after)) {
                return events;
            }
            after = page.at("/next");
        }
    }

    private List<JsonNode> read(String query) {
        return api.get("/changes?" + query.substring(1))
                .body()
                .get("items")
                .valueStream()
                .toList();
    }

    private static List<String> texts(List<JsonNode> events, String member) {
        return events.stream().map(event -> event.get(member).asString()).toList();
    }
}
