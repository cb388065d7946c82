package org.claimtrail.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.claimtrail.testing.Bodies.claim;
import static org.claimtrail.testing.Bodies.containers;
import static org.claimtrail.testing.Bodies.json;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.claimtrail.platform.Role;
import org.claimtrail.testing.Api;
import org.claimtrail.testing.Api.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a review closed, and was changed after it. */
class ReviewedAgainTest extends StrictApiTest {

    private static final String SPEAKER = "South Korean Defense Ministry";

    private Api contributor;
    private Api reviewer;
    private Api stranger;

    /** A change, named for reports of tests. */
    private record Case(String name, Change change) {

        @Override
        public String toString() {
            return name;
        }
    }

    private interface Change {
        void by(ReviewedAgainTest test, Api contributor);
    }

    @BeforeEach
    void closeAReview() {
        contributor = api.as(Role.CONTRIBUTOR);
        reviewer = api.as(Role.REVIEWER);
        stranger = api.with(null);
        api.created("/claims", containers());
        api.created("/claims", claim("It is not so.").put("kind", "DENIAL"));
        api.created("/claims/C-1/evidence", json("""
                {"title": "Satellite images", "kind": "IMAGE", "stance": "SUPPORTS",
                 "provider": {"name": "Eyes", "kind": "ORGANIZATION"}}"""));
        api.created("/claims/C-1/evidence", json("""
                {"title": "Removed", "kind": "IMAGE", "stance": "CONTEXT"}"""));
        api.delete("/claims/C-1/evidence/" + id("evidence where title = 'Removed'"), "*");
        api.created("/claims/C-1/assessments", json("""
                {"summary": "It is so.", "scale": {"name": "Five", "worst": 0, "best": 5}, "rating": {"value": 4, "label": "Mostly"},
                 "reviewer": {"name": "Checkers", "kind": "ORGANIZATION"}}"""));
        api.created("/claims/C-2/relations", json("""
                {"type": "RESPONDS_TO", "to": {"id": "%s"}}""".formatted(
                        api.get("/claims/C-1").id())));
        api.created("/sources", json("""
                {"name": "South Korea", "kind": "GOVERNMENT"}"""));
        api.patch(source(SPEAKER), json("""
                {"partOf": [{"source": {"name": "South Korea"}}]}"""), "*");
        api.created("/sources", json("""
                {"name": "The Ministry", "kind": "ORGANIZATION"}"""));
        close("C-1");
    }

    /** In an order in which each finds what it changes. */
    private static final List<Case> EDITS = List.of(
            sharedSource("the speaker of another kind", SPEAKER, "{\"kind\": \"PERSON\"}"),
            sharedSource("the speaker described", SPEAKER, "{\"description\": \"Liars.\"}"),
            sharedSource("the speaker called otherwise, too", SPEAKER, "{\"aliases\": [\"Liars\"]}"),
            sharedSource("what the speaker is part of", "South Korea", "{\"name\": \"Korea\"}"),
            sharedSource(
                    "the speaker part of another", SPEAKER, "{\"partOf\": [{\"source\": {\"name\": \"Russia\"}}]}"),
            sharedSource("the speaker renamed", SPEAKER, "{\"name\": \"Nobody\"}"),
            sharedSource("the publisher renamed", "The Example Times", "{\"name\": \"Fake News\"}"),
            sharedSource("the provider renamed", "Eyes", "{\"name\": \"Blind\"}"),
            sharedSource("the reviewer rated", "Checkers", "{\"reliability\": \"F\"}"),
            sharedSource("whom it is about", "Russia", "{\"country\": \"RU\"}"),
            article("{\"title\": \"No such thing\"}"),
            article("{\"body\": \"Nothing of it.\"}"),
            article("{\"publishedOn\": \"2020\"}"),
            article("{\"authors\": [\"Nobody\"]}"),
            article("{\"publisher\": {\"name\": \"Russia\"}}"),
            article("{\"url\": \"https://evil.example/\"}"),
            new Case(
                    "the measure",
                    (test, api) -> api.patch("/measures/" + test.id("measure"), Map.of("unit", "t"), "*")),
            new Case("the topic", (test, api) -> api.patch("/topics/" + test.id("topic"), Map.of("name", "lies"), "*")),
            new Case(
                    "SQL of a scale",
                    (test, api) ->
                            test.db.sql("update rating_scale set best = 10").update()),
            new Case("evidence added", (test, api) -> api.created("/claims/C-1/evidence", json("""
                    {"title": "A denial", "kind": "DOCUMENT", "stance": "REFUTES"}"""))),
            new Case("evidence changed", (test, api) -> api.put(test.part("evidence"), json("""
                    {"title": "Satellite images", "kind": "IMAGE", "stance": "REFUTES"}"""), "*")),
            new Case("evidence deleted", (test, api) -> api.delete(test.part("evidence"), "*")),
            new Case(
                    "evidence restored",
                    (test, api) -> api.post(
                            "/claims/C-1/evidence/" + test.id("evidence where title = 'Removed'") + "/restore", null)),
            new Case("an assessment added", (test, api) -> test.reviewer.created("/claims/C-1/assessments", json("""
                    {"summary": "It is not so."}"""))),
            new Case(
                    "an assessment changed", (test, api) -> test.reviewer.put(test.part("assessment"), json("""
                    {"summary": "Who knows."}"""), "*")),
            new Case("an assessment deleted", (test, api) -> test.reviewer.delete(test.part("assessment"), "*")),
            new Case(
                    "a relation added",
                    (test, api) ->
                            api.created("/claims/C-1/relations", Map.of("type", "QUALIFIES", "to", test.to("C-2")))),
            new Case(
                    "a relation added at the other end",
                    (test, api) ->
                            api.created("/claims/C-2/relations", Map.of("type", "DENIES", "to", test.to("C-1")))),
            new Case(
                    "a relation deleted",
                    (test, api) -> api.delete("/claims/C-2/relations/" + test.id("relation"), "*")),
            new Case(
                    "a figure added", (test, api) -> api.created("/claims/C-1/figures", Map.of("qualifier", "DOZENS"))),
            new Case(
                    "SQL of a figure, written otherwise",
                    (test, api) -> test.db
                            .sql("update figure set amount = 6700.00 where amount = 6700")
                            .update()),
            new Case("a figure changed", (test, api) -> api.put(test.part("figure"), json("""
                    {"qualifier": "EXACT", "amount": 6700, "unit": "containers"}"""), "*")),
            new Case("a figure deleted", (test, api) -> api.delete(test.part("figure"), "*")),
            new Case("an appearance added", (test, api) -> api.created("/claims/C-1/appearances", json("""
                    {"article": {"url": "https://other.example/1"}}"""))),
            new Case(
                    "SQL of a link",
                    (test, api) -> test.db
                            .sql("update attribution set quote = 'Never said'")
                            .update()),
            new Case("SQL of a speaker", (test, api) -> test.db.sql("""
                    update attribution_source set source_id = (select id from source where name = 'Russia')""").update()),
            new Case("SQL of a link that goes", (test, api) -> {
                test.db.sql("delete from attribution_source").update();
                test.close("C-1");
                test.db.sql("delete from attribution").update();
            }),
            new Case("an appearance deleted", (test, api) -> api.delete(test.part("appearance"), "*")),
            member("text", "\"Another text.\""),
            member("kind", "\"FACT\""),
            member("language", "\"fr\""),
            member("occurred", "\"2023\""),
            member("place", "\"Rason\""),
            member("about", "[{\"name\": \"Russia\"}]"),
            member("topics", "[]"),
            member("figures", "[]"),
            member("appearances", "[]"),
            new Case("PUT", (test, api) -> api.put("/claims/C-1", containers().put("text", "Another."), "*")),
            new Case("reverted", (test, api) -> api.post("/claims/C-1/revert", Map.of("to", 1, "reason", "Back."))),
            new Case(
                    "SQL of a claim",
                    (test, api) -> test.db
                            .sql("update claim set text = 'By hand.' where number = 1")
                            .update()),
            new Case(
                    "SQL that removes rows",
                    (test, api) -> test.db.sql("delete from claim_about").update()),
            new Case("deleted and restored", (test, api) -> {
                test.db.sql("delete from relation").update();
                test.close("C-1");
                api.delete("/claims/C-1", "*");
                api.post("/claims/C-1/restore", null);
            }));

    private static Case sharedSource(String name, String source, String patch) {
        return new Case(name, (test, api) -> api.patch(test.source(source), patch, "*"));
    }

    private static Case article(String patch) {
        return new Case("the article: " + patch, (test, api) -> api.patch(test.article(), patch, "*"));
    }

    private static Case member(String name, String value) {
        return new Case(name, (test, api) -> api.patch("/claims/C-1", "{\"%s\": %s}".formatted(name, value), "*"));
    }

    @Test
    @Tag("long")
    void everyChangeOfTheContentTakesItToAReview() {
        for (Case edit : EDITS) {
            assertThat(stranger.get("/claims/C-1").status()).as(edit.name()).isEqualTo(200);
            String tag = api.get("/claims/C-1").etag();

            edit.change().by(this, contributor);

            Answer stage = api.get("/claims/C-1/stage");
            assertThat(stage.at("/stage")).as(edit.name()).isEqualTo("IN_REVIEW");
            assertThat(stage.at("/reason")).as(edit.name()).startsWith("Changed after the review that closed it: ");
            Answer claim = api.get("/claims/C-1");
            assertThat(claim.etag()).as(edit.name()).isNotEqualTo(tag);
            assertThat(claim.at("/updatedAt")).as(edit.name()).isEqualTo(stage.at("/since"));
            if (!edit.name().startsWith("SQL")) {
                assertThat(stage.at("/by")).as(edit.name()).isIn("contributor", "reviewer");
                assertThat(api.get("/claims/C-1/history?limit=1").at("/items/0/by"))
                        .isEqualTo(stage.at("/by"));
            }
            assertUnderReview("/claims/C-1", stage.at("/since"));
            close("C-1");
        }
    }

    private static final List<Case> OTHERS = List.of(
            new Case("a note", (test, api) -> api.created("/claims/C-1/notes", Map.of("text", "Is it so?"))),
            new Case("the note of evidence", (test, api) -> {
                String path = test.part("evidence");
                assertThat(api.put(path, test.api.get(path).object().put("note", "Look again."), "*")
                                .status())
                        .isEqualTo(200);
            }),
            new Case(
                    "the assignee",
                    (test, api) -> test.reviewer.put(
                            "/claims/C-1/stage", Map.of("stage", "DONE", "assignee", "contributor"), "*")),
            new Case(
                    "the status",
                    (test, api) -> test.reviewer.put(
                            "/claims/C-1/status", Map.of("status", "CONFIRMED", "reason", "Seen."), "*")),
            new Case(
                    "the same again",
                    (test, api) ->
                            api.put("/claims/C-1", test.api.get("/claims/C-1").object(), "*")),
            sharedSource("a source that it does not name", "The Ministry", "{\"description\": \"Another\"}"),
            sharedSource(
                    "another part of what its speaker is part of",
                    "The Ministry",
                    "{\"partOf\": [{\"source\": {\"name\": \"South Korea\"}}]}"),
            new Case(
                    "another claim of the same",
                    (test, api) -> api.created("/claims", containers().put("text", "Another claim."))),
            new Case("what is computed", (test, api) -> {
                test.db
                        .sql("update article set canonical_url = canonical_url || '?x', site = 'x.example'")
                        .update();
                test.db
                        .sql("update appearance set excerpt_state = 'NEVER', known_from = '2020-01-01'")
                        .update();
            }),
            new Case(
                    "what is deleted",
                    (test, api) -> test.db
                            .sql("update evidence set title = 'x' where deleted_at is not null")
                            .update()));

    @Test
    void whatIsNotItsContentLeavesItDone() {
        for (Case change : OTHERS) {
            change.change().by(this, contributor);

            assertThat(api.get("/claims/C-1/stage").at("/stage"))
                    .as(change.name())
                    .isEqualTo("DONE");
        }
        assertThat(stranger.get("/claims/C-1").status()).isEqualTo(200);
    }

    @Test
    void whoChangedItDoesNotCloseTheReview() {
        reviewer.patch("/claims/C-1", Map.of("text", "I know better."), "*");

        assertThat(reviewer.put("/claims/C-1/stage", Map.of("stage", "DONE"), "*")
                        .at("/detail"))
                .isEqualTo("reviewer asked for the review: somebody else has to close it.");
        assertThat(contributor
                        .put("/claims/C-1/stage", Map.of("stage", "DONE"), "*")
                        .status())
                .isEqualTo(403);
        // Nor by way of another stage.
        reviewer.put("/claims/C-1/stage", Map.of("stage", "IN_PROGRESS"), "*");
        reviewer.put("/claims/C-1/stage", Map.of("stage", "IN_REVIEW"), "*");
        assertThat(reviewer.put("/claims/C-1/stage", Map.of("stage", "DONE"), "*")
                        .problem())
                .isEqualTo("stage-rule");

        assertThat(api.put("/claims/C-1/stage", Map.of("stage", "DONE"), "*").status())
                .isEqualTo(200);
        assertThat(stranger.get("/claims/C-1").at("/text")).isEqualTo("I know better.");
    }

    @Test
    void aMergeAndItsUndoingAreChangesOfWhatNamesTheSources() {
        api.post(
                source(SPEAKER) + "/merge",
                Map.of("into", Map.of("id", id("source where name = 'The Ministry'")), "reason", "One."));
        assertThat(api.get("/claims/C-1/stage").at("/stage")).isEqualTo("IN_REVIEW");
        assertThat(api.get("/claims/C-1/stage").at("/by")).isEqualTo("admin");
        contributor.put("/claims/C-1/stage", Map.of("stage", "IN_PROGRESS"), "*");
        close("C-1");

        assertThat(api.post("/sources/" + id("source where name = '" + SPEAKER + "'") + "/restore", null)
                        .status())
                .isEqualTo(200);

        assertThat(api.get("/claims/C-1/stage").at("/stage")).isEqualTo("IN_REVIEW");
    }

    @Test
    void strangersAreToldThatItIsUnderReviewAndNothingElse() {
        contributor.patch("/claims/C-1", Map.of("text", "Rewritten."), "*");
        Answer claim = api.get("/claims/C-1");

        for (String part :
                List.of("", "/figures", "/appearances", "/relations", "/evidence", "/assessments", "/status")) {
            assertUnderReview("/claims/C-1" + part, claim.at("/updatedAt"));
            assertUnderReview("/claims/" + claim.id() + part, claim.at("/updatedAt"));
        }
        assertThat(stranger.get("/claims").items("number")).isEmpty();
        // Members see it all along, and nobody is told of what never was public.
        assertThat(claim.at("/text")).isEqualTo("Rewritten.");
        assertThat(stranger.get("/claims/C-2").problem()).isEqualTo("not-found");
    }

    @Test
    void whatIsDroppedDeletedOrWasNeverDoneIsJustNotThere() {
        assertThat(stranger.get("/claims/C-2").problem()).isEqualTo("not-found");
        reviewer.put("/claims/C-1/stage", Map.of("stage", "IN_PROGRESS"), "*");
        assertThat(stranger.get("/claims/C-1").problem()).isEqualTo("under-review");
        reviewer.put("/claims/C-1/stage", Map.of("stage", "DROPPED"), "*");
        assertThat(stranger.get("/claims/C-1").problem()).isEqualTo("not-found");
        reviewer.put("/claims/C-1/stage", Map.of("stage", "INBOX"), "*");
        api.delete("/claims/C-2/relations/" + id("relation"), "*");
        api.delete("/claims/C-1", "*");
        assertThat(stranger.get("/claims/C-1").problem()).isEqualTo("not-found");
    }

    @Test
    void aSourceOfManyTakesThemAllInOneChange() {
        // Not by the service, whose statements are cut short here.
        owner.sql("""
                insert into claim (id, revision, text, kind, stage, created_at, updated_at)
                select gen_random_uuid(), 0, 'One of many.', 'FACT', 'INBOX', now(), now() from generate_series(1, 600)""").update();
        owner.sql("""
                insert into claim_about (claim_id, position, source_id)
                select c.id, 0, s.id from claim c, source s where c.text = 'One of many.' and s.name = 'Russia'""").update();
        owner.sql("update claim set stage = 'DONE' where text = 'One of many.'").update();

        contributor.patch(source("Russia"), Map.of("description", "Many speak of it."), "*");

        assertThat(count("claim where stage = 'IN_REVIEW'")).isEqualTo(601);
        assertThat(count("stage_change where by = 'contributor' and reason like 'Changed after%'"))
                .isEqualTo(601);
    }

    private void assertUnderReview(String path, String since) {
        Answer answer = stranger.get(path);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.problem()).isEqualTo("under-review");
        assertThat(Instant.parse(answer.at("/since"))).isEqualTo(since);
        assertThat(answer.body().propertyNames())
                .containsExactlyInAnyOrder("type", "title", "status", "detail", "instance", "since");
    }

    private void close(String claim) {
        String path = "/claims/" + claim + "/stage";
        if (!api.get(path).at("/stage").equals("IN_REVIEW")) {
            contributor.put(path, Map.of("stage", "IN_REVIEW"), "*");
        }
        Api other = api.get(path).at("/by").equals("reviewer") ? api : reviewer;
        assertThat(other.put(path, Map.of("stage", "DONE"), "*").status()).isEqualTo(200);
    }

    private Map<String, String> to(String claim) {
        return Map.of("id", api.get("/claims/" + claim).id());
    }

    private String part(String table) {
        return "/claims/C-1/" + (table.equals("evidence") ? table : table + "s") + "/"
                + id(table + " where deleted_at is null and claim_id = (select id from claim where number = 1)");
    }

    private String source(String name) {
        return "/sources/" + id("source where name = '" + name + "'");
    }

    private String article() {
        return "/articles/" + id("article where canonical_url like '%news.example%' or canonical_url like '%evil%'");
    }

    private String id(String from) {
        return db.sql("select cast(id as text) from " + from + " limit 1")
                .query(String.class)
                .single();
    }
}
