package org.claimtrail.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.claimtrail.testing.Bodies.claim;
import static org.claimtrail.testing.Bodies.containers;
import static org.claimtrail.testing.Bodies.json;
import static org.claimtrail.testing.Bodies.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.claimtrail.platform.Role;
import org.claimtrail.testing.Api.Answer;
import org.claimtrail.testing.ApiTest;
import org.claimtrail.testing.StatementCounter;
import org.claimtrail.testing.Tables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class SourceMergeTest extends ApiTest {

    /** What stays with the duplicate, or tells of the merge itself. */
    private static final List<String> NO_REFERENCES = List.of(
            "source_alias.source_id", "source.merged_into_id", "source_merge.source_id", "source_merge.into_id");

    @Test
    void whateverRefersToTheDuplicateRefersToTheSurvivor() {
        String duplicate = sourceReferredToInEveryWay("MND");
        String survivor = created("Defense Ministry", "ORGANIZATION");
        Map<String, Long> before = references(duplicate);
        assertThat(before)
                .as("a foreign key to source that this test knows nothing of: let a merge follow it")
                .allSatisfy((key, count) -> assertThat(count).as(key).isPositive());

        Answer merged = merge(duplicate, survivor);

        assertThat(merged.status()).isEqualTo(200);
        assertThat(merged.id()).isEqualTo(survivor);
        assertThat(merged.etag()).isEqualTo(api.get("/sources/" + survivor).etag());
        assertThat(references(duplicate).values()).containsOnly(0L);
        assertThat(references(survivor)).isEqualTo(before);
        assertThat(undo(duplicate).status()).isEqualTo(200);
        assertThat(references(duplicate)).isEqualTo(before);
        assertThat(references(survivor).values()).containsOnly(0L);
    }

    @Test
    void whateverReferredHasChangedAndSaysSo() {
        String duplicate = sourceReferredToInEveryWay("MND");
        String survivor = created("Defense Ministry", "ORGANIZATION");
        List<String> changed = List.of(
                "/claims/C-1",
                "/claims/C-2",
                "/articles/"
                        + api.get("/articles?publisher=" + duplicate)
                                .items("id")
                                .get(0),
                "/sources/"
                        + api.get("/sources?partOf=" + duplicate).items("id").get(0),
                "/sources/" + survivor,
                "/claims/C-3/evidence/"
                        + api.get("/claims/C-3/evidence").items("id").get(0),
                "/claims/C-3/assessments/"
                        + api.get("/claims/C-3/assessments").items("id").get(0));
        String bystander = created("Bystander", "PERSON");
        List<Answer> before = changed.stream().map(path -> api.get(path)).toList();
        Map<String, Long> revisions = revisions();
        String untouched = api.get("/sources/" + bystander).text();

        merge(duplicate, survivor);

        for (int i = 0; i < changed.size(); i++) {
            Answer now = api.get(changed.get(i));
            assertThat(now.etag()).as(now.text()).isNotEqualTo(before.get(i).etag());
            assertThat(now.at("/updatedAt"))
                    .as(now.text())
                    .isGreaterThan(before.get(i).at("/updatedAt"));
            assertThat(revisions()).containsEntry(now.id(), revisions.get(now.id()) + 1);
        }
        assertThat(api.get("/sources/" + bystander).text()).isEqualTo(untouched);
        assertThat(api.patch(
                                "/claims/C-1",
                                json("{\"place\": \"Seoul\"}"),
                                before.get(0).etag())
                        .status())
                .isEqualTo(412);

        List<Answer> merged = changed.stream().map(path -> api.get(path)).toList();
        undo(duplicate);
        for (int i = 0; i < changed.size(); i++) {
            Answer now = api.get(changed.get(i));
            assertThat(now.at("/updatedAt"))
                    .as(now.text())
                    .isGreaterThan(merged.get(i).at("/updatedAt"));
            assertThat(withoutTimes(now)).isEqualTo(withoutTimes(before.get(i)));
        }
    }

    @Test
    void whatIsDeletedFollowsTooSoThatItCanBeRestored() {
        String duplicate = sourceReferredToInEveryWay("MND");
        String survivor = created("Defense Ministry", "ORGANIZATION");
        String evidence = "/claims/C-3/evidence/"
                + api.get("/claims/C-3/evidence").items("id").get(0);
        String appearance = "/claims/C-2/appearances/" + api.get("/claims/C-2").at("/appearances/0/id");
        api.delete("/claims/C-1", "*");
        api.delete(appearance, "*");
        api.delete(evidence, "*");

        merge(duplicate, survivor);

        assertThat(api.post("/claims/C-1/restore", null).at("/about/0/id")).isEqualTo(survivor);
        assertThat(api.post(appearance + "/restore", null).at("/attribution/0/sources/0/id"))
                .isEqualTo(survivor);
        assertThat(api.post(evidence + "/restore", null).at("/provider/id")).isEqualTo(survivor);
    }

    @Test
    void twoRatesOfOneDayCannotBothBeTheSurvivors() {
        String duplicate = created("MND", "ORGANIZATION");
        String survivor = created("Defense Ministry", "ORGANIZATION");
        String rate = api.created("/exchange-rates", rate(duplicate)).id();
        api.created("/exchange-rates", rate(survivor));

        assertThat(merge(duplicate, survivor).problem()).isEqualTo("duplicate");

        api.delete("/exchange-rates/" + rate, "*");
        assertThat(merge(duplicate, survivor).status()).isEqualTo(200);
    }

    @Test
    void whereTheSurvivorStandsAlreadyItStandsOnce() {
        String duplicate = created("MND", "ORGANIZATION");
        String survivor = created("Defense Ministry", "ORGANIZATION");
        claimOf("MND", "First", "Defense Ministry", "Last", "Very last");
        String first = api.get("/claims/C-1").text();

        merge(duplicate, survivor);

        assertThat(about("C-1")).containsExactly("First", "Defense Ministry", "Last", "Very last");
        assertThat(speakers("C-1")).containsExactly("First", "Defense Ministry", "Last", "Very last");
        assertThat(positions()).containsOnly("0 1 2 3");
        Answer patched = api.patch("/claims/C-1", json("{\"about\": [{\"name\": \"Last\"}]}"), "*");
        assertThat(patched.status()).isEqualTo(200);
        assertThat(about("C-1")).containsExactly("Last");

        undo(duplicate);
        assertThat(about("C-1")).as("as they left it").containsExactly("Last");
        assertThat(speakers("C-1")).containsExactly("MND", "First", "Defense Ministry", "Last", "Very last");
        assertThat(first).contains("\"MND\"");
        assertThat(positions()).containsOnly("0", "0 1 2 3 4");
        assertThat(api.patch("/claims/C-1", json("{\"place\": \"Seoul\"}"), "*").status())
                .isEqualTo(200);
    }

    @Test
    void namesOfTheDuplicateBecomeAliasesOnce() {
        api.created("/sources", json("""
                {"name": "Defense Ministry", "kind": "ORGANIZATION", "aliases": ["MND", "The ministry"]}"""));
        api.created("/sources", json("""
                {"name": "Ministry of National Defense", "kind": "ORGANIZATION", "country": "KR",
                 "aliases": ["Gukbangbu", "mnd", "DEFENSE MINISTRY"]}"""));
        String survivor = found("Defense Ministry");
        String duplicate = found("Ministry of National Defense");
        String before = withoutTimes(api.get("/sources/" + survivor));

        Answer merged = merge(duplicate, survivor);

        assertThat(strings(merged.body().get("aliases")))
                .containsExactly("MND", "The ministry", "Ministry of National Defense", "Gukbangbu");
        assertThat(merged.body().has("country")).isFalse();
        claimOf("gukbangbu");
        assertThat(api.get("/claims/C-1").at("/about/0/id")).isEqualTo(survivor);
        assertThat(api.put("/sources/" + survivor, merged.object(), "*").status())
                .isEqualTo(200);

        Answer back = undo(duplicate);
        assertThat(strings(back.body().get("aliases"))).containsExactly("Gukbangbu", "mnd", "DEFENSE MINISTRY");
        assertThat(withoutTimes(api.get("/sources/" + survivor))).isEqualTo(before);
    }

    @Test
    void whatAnArticleCallsSomebodyIsNoAliasOfTheOneItWas() {
        String duplicate = unnamed("a senior official");
        String survivor = created("Kim", "PERSON");

        assertThat(merge(duplicate, survivor).body().get("aliases")).isEmpty();

        Answer again = recordUnnamed("a senior official");
        assertThat(again.at("/appearances/0/attribution/0/sources/0/id")).isEqualTo(survivor);
        String further = created("Kim Yong", "PERSON");
        merge(survivor, further);
        assertThat(recordUnnamed("A senior official").at("/appearances/0/attribution/0/sources/0/id"))
                .isEqualTo(further);
        assertThat(count("source")).isEqualTo(3);
    }

    @Test
    void membershipsOfBothSidesFollow() {
        String duplicate = api.created("/sources", json("""
                        {"name": "MND", "kind": "ORGANIZATION", "partOf": [
                          {"source": {"name": "Korea", "kind": "GOVERNMENT"}, "from": "1948"},
                          {"source": {"name": "Korea", "kind": "GOVERNMENT"}, "from": "1961"},
                          {"source": {"name": "Allies", "kind": "ORGANIZATION"}}]}""")).id();
        String survivor = api.created("/sources", json("""
                        {"name": "Defense Ministry", "kind": "ORGANIZATION", "partOf": [
                          {"source": {"name": "World", "kind": "ORGANIZATION"}},
                          {"source": {"name": "Korea"}, "from": "1948"}]}""")).id();
        String part = api.created("/sources", json("""
                        {"name": "Spokesman", "kind": "PERSON", "partOf": [
                          {"source": {"name": "MND"}}, {"source": {"name": "Defense Ministry"}},
                          {"source": {"name": "MND"}, "until": "2020"}, {"source": {"name": "Allies"}}]}""")).id();
        List<String> before = List.of(
                withoutTimes(api.get("/sources/" + duplicate)),
                withoutTimes(api.get("/sources/" + survivor)),
                withoutTimes(api.get("/sources/" + part)));

        merge(duplicate, survivor);

        assertThat(wholes(survivor)).containsExactly("World", "Korea 1948", "Korea 1961", "Allies");
        assertThat(wholes(part)).containsExactly("Defense Ministry", "Defense Ministry -2020", "Allies");
        assertThat(membershipPositions()).containsExactlyInAnyOrder("0 1 2 3", "0 1 2");
        undo(duplicate);
        assertThat(withoutTimes(api.get("/sources/" + duplicate))).isEqualTo(before.get(0));
        assertThat(withoutTimes(api.get("/sources/" + survivor))).isEqualTo(before.get(1));
        assertThat(withoutTimes(api.get("/sources/" + part))).isEqualTo(before.get(2));
    }

    @ParameterizedTest
    @CsvSource({"MND, Defense Ministry", "Defense Ministry, MND"})
    void thatOneWasPartOfTheOtherGoesUntilItIsUndone(String part, String whole) {
        created(whole, "ORGANIZATION");
        api.created("/sources", json("""
                {"name": "%s", "kind": "ORGANIZATION", "partOf": [{"source": {"name": "%s"}, "from": "1948"}]}""".formatted(part, whole)));

        merge(found("MND"), found("Defense Ministry"));
        assertThat(count("membership")).isZero();
        undo(api.get("/sources/" + found("Defense Ministry") + "/merges").at("/items/0/source/id"));

        assertThat(wholes(found(part))).containsExactly(whole + " 1948");
    }

    @ParameterizedTest
    @CsvSource({"MND, Defense Ministry", "Defense Ministry, MND"})
    void whatWouldBePartOfItselfByWayOfOthersIsNotMerged(String part, String whole) {
        created(whole, "ORGANIZATION");
        api.created("/sources", json("""
                {"name": "%s", "kind": "ORGANIZATION", "partOf": [
                  {"source": {"name": "Between", "kind": "ORGANIZATION", "partOf": [{"source": {"name": "%s"}}]}}]}""".formatted(part, whole)));
        String before = api.get("/sources/" + found("MND")).text();

        Answer refused = merge(found("MND"), found("Defense Ministry"));

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.problem()).isEqualTo("cycle");
        assertThat(refused.at("/others/0/name")).isEqualTo("Between");
        assertThat(api.get("/sources/" + found("MND")).text()).isEqualTo(before);
        assertThat(count("source_merge")).isZero();
    }

    @Test
    void theDuplicateSaysWhatItWasMergedInto() {
        String duplicate = created("MND", "ORGANIZATION");
        String survivor = created("Defense Ministry", "ORGANIZATION");
        merge(duplicate, survivor);

        for (Answer gone : List.of(
                api.get("/sources/" + duplicate),
                api.get("/sources/" + duplicate + "/claims"),
                api.patch("/sources/" + duplicate, json("{\"name\": \"Other\"}"), "*"),
                api.delete("/sources/" + duplicate, "*"),
                merge(duplicate, survivor))) {
            assertThat(gone.status()).isEqualTo(410);
            assertThat(gone.problem()).isEqualTo("deleted");
            assertThat(gone.at("/detail"))
                    .contains("merged into Defense Ministry")
                    .contains(survivor);
            assertThat(gone.body().get("mergedInto").toString())
                    .isEqualTo("{\"id\":\"%s\",\"name\":\"Defense Ministry\"}".formatted(survivor));
        }
        String last = created("Ministry", "ORGANIZATION");
        merge(survivor, last);
        assertThat(api.get("/sources/" + duplicate).at("/mergedInto/id")).isEqualTo(last);

        var body = claim("About it.");
        body.withArray("about").addObject().put("id", duplicate);
        Answer refused = api.post("/claims", body);
        assertThat(refused.pointers()).containsExactly("/about/0/id");
        assertThat(refused.at("/errors/0/detail"))
                .contains("merged into Ministry")
                .contains(last);
        assertThat(api.get("/sources?q=M").items("name")).containsExactly("Ministry");
    }

    @Test
    void aMergeIsToldWithItsReasonForEver() {
        String duplicate = created("MND", "ORGANIZATION");
        String survivor = created("Defense Ministry", "ORGANIZATION");
        merge(duplicate, survivor);
        undo(duplicate);
        api.post("/sources/" + duplicate + "/merge", body(survivor, "After all."));

        for (String id : List.of(duplicate, survivor)) {
            Answer merges = api.as(Role.READER).get("/sources/" + id + "/merges");
            assertThat(merges.items("reason")).containsExactly("After all.", "The same.");
            assertThat(merges.items("by")).containsExactly("admin", "admin");
            assertThat(merges.items("through")).containsExactly("test", "test");
            assertThat(merges.at("/items/1/source/id")).isEqualTo(duplicate);
            assertThat(merges.at("/items/1/source/name")).isEqualTo("MND");
            assertThat(merges.at("/items/1/into/name")).isEqualTo("Defense Ministry");
            assertThat(merges.at("/items/1/undone/by")).isEqualTo("admin");
            assertThat(merges.at("/items/1/undone/at")).isGreaterThan(merges.at("/items/1/at"));
            assertThat(merges.body().at("/items/0").has("undone")).isFalse();
        }
        Answer page = api.get("/sources/" + survivor + "/merges?limit=1&sort=at&count=true");
        assertThat(page.items("reason")).containsExactly("The same.");
        assertThat(page.at("/total")).isEqualTo("2");
        assertThat(api.get("/sources/" + survivor + "/merges?limit=1&sort=at&cursor=" + page.at("/next"))
                        .items("reason"))
                .containsExactly("After all.");
        assertThat(api.get("/sources/" + created("Bystander", "PERSON") + "/merges")
                        .items("id"))
                .isEmpty();
        assertThat(api.get("/sources/01903a7c-4d0a-7d03-a5d2-7f1e0c9b8a12/merges")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void onlyAnAdministratorMergesAndUndoes() {
        String duplicate = created("MND", "ORGANIZATION");
        String survivor = created("Defense Ministry", "ORGANIZATION");

        assertThat(api.as(Role.REVIEWER)
                        .post("/sources/" + duplicate + "/merge", body(survivor, "The same."))
                        .status())
                .isEqualTo(403);
        merge(duplicate, survivor);
        Answer refused = api.as(Role.REVIEWER).post("/sources/" + duplicate + "/restore", null);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.at("/detail")).isEqualTo("Only an administrator may undo a merge.");
        api.delete("/sources/" + survivor, "*");
        assertThat(api.as(Role.CONTRIBUTOR)
                        .post("/sources/" + survivor + "/restore", null)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void allFaultsAreToldAtOnce() {
        String id = created("MND", "ORGANIZATION");
        String deleted = created("Gone", "ORGANIZATION");
        String merged = created("Merged", "ORGANIZATION");
        merge(merged, id);
        api.delete("/sources/" + deleted, "*");
        String unknown = "01903a7c-4d0a-7d03-a5d2-7f1e0c9b8a12";

        assertThat(pointers(id, "{}")).containsExactlyInAnyOrder("/into", "/reason");
        assertThat(pointers(id, "{\"into\": {}, \"reason\": 1}")).containsExactlyInAnyOrder("/into/id", "/reason");
        assertThat(pointers(id, "{\"into\": {\"id\": \"nonsense\"}, \"reason\": \" \", \"why\": 1}"))
                .containsExactlyInAnyOrder("/into/id", "/reason", "/why");
        assertThat(pointers(id, "{\"into\": \"%s\", \"reason\": \"x\"}".formatted(id)))
                .containsExactly("/into");
        assertThat(pointers(id, "{\"into\": {\"id\": \"%s\", \"name\": \"MND\"}}".formatted(id)))
                .containsExactlyInAnyOrder("/into/id", "/into/name", "/reason");
        for (String other : List.of(unknown, deleted, merged)) {
            assertThat(pointers(id, "{\"into\": {\"id\": \"%s\"}, \"reason\": \"x\"}".formatted(other)))
                    .containsExactly("/into/id");
        }
        assertThat(api.post("/sources/" + id + "/merge", body(merged, "x")).at("/errors/0/detail"))
                .contains("merged into MND");
        assertThat(api.post("/sources/" + unknown + "/merge", body(id, "x")).status())
                .isEqualTo(404);
        Answer gone = api.post("/sources/" + deleted + "/merge", body(id, "x"));
        assertThat(gone.status()).isEqualTo(410);
        assertThat(gone.body().has("mergedInto")).isFalse();
        assertThat(count("source_merge")).isEqualTo(1);
    }

    @Test
    void twoDuplicatesCountAsTwoOriginsUntilTheyAreMerged() {
        api.created("/claims", claim("Said."));
        for (String ministry : List.of("MND", "Defense Ministry")) {
            api.created("/claims/C-1/appearances", json("""
                    {"article": {"url": "https://news.example/%s"}, "attribution": [
                      {"sources": [{"name": "%s", "kind": "ORGANIZATION"}]}]}""".formatted(ministry.length(), ministry)));
        }
        String duplicate = found("MND");

        assertThat(independentOrigins()).isEqualTo("2");
        merge(duplicate, found("Defense Ministry"));
        assertThat(independentOrigins()).isEqualTo("1");
        undo(duplicate);
        assertThat(independentOrigins()).isEqualTo("2");
    }

    @Test
    void whatPeopleChangedSinceStaysAsTheyLeftIt() {
        String duplicate = sourceReferredToInEveryWay("MND");
        String survivor = created("Defense Ministry", "ORGANIZATION");
        created("Third", "ORGANIZATION");
        merge(duplicate, survivor);
        String article = "/articles/"
                + api.get("/articles?publisher=" + survivor).items("id").get(0);
        String part =
                "/sources/" + api.get("/sources?partOf=" + survivor).items("id").get(0);

        api.patch("/claims/C-1", json("{\"about\": [{\"name\": \"Third\"}]}"), "*");
        api.patch(article, json("{\"publisher\": {\"name\": \"Third\"}}"), "*");
        api.patch(part, json("{\"partOf\": [{\"source\": {\"name\": \"Third\"}}]}"), "*");
        api.patch("/sources/" + survivor, json("{\"aliases\": [\"Kept\"], \"partOf\": []}"), "*");
        var since = claim("About it, since.");
        since.withArray("about").addObject().put("name", "Defense Ministry");
        String later = api.created("/claims", since).id();

        Answer back = undo(duplicate);

        assertThat(back.body().get("partOf")).isEmpty();
        assertThat(about("C-1")).containsExactly("Third");
        assertThat(api.get(article).at("/publisher/name")).isEqualTo("Third");
        assertThat(wholes(part.substring("/sources/".length()))).containsExactly("Third");
        assertThat(strings(api.get("/sources/" + survivor).body().get("aliases")))
                .containsExactly("Kept");
        assertThat(about(later)).containsExactly("Defense Ministry");
        assertThat(speakers("C-2")).containsExactly("MND");
    }

    @Test
    void anUndoneMergeNeedsTheSurvivorAndTheName() {
        String duplicate = created("MND", "ORGANIZATION");
        String survivor = created("Defense Ministry", "ORGANIZATION");
        String last = created("Ministry", "ORGANIZATION");
        merge(duplicate, survivor);
        merge(survivor, last);

        Answer refused = undo(duplicate);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.problem()).isEqualTo("refers-to-deleted");
        assertThat(refused.at("/others/0/name")).isEqualTo("Defense Ministry");

        undo(survivor);
        api.delete("/sources/" + survivor, "*");
        assertThat(undo(duplicate).problem()).isEqualTo("refers-to-deleted");
        undo(survivor);
        String namesake = created("MND", "ORGANIZATION");
        assertThat(undo(duplicate).problem()).isEqualTo("duplicate");
        assertThat(api.get("/sources/" + duplicate).status()).isEqualTo(410);
        api.delete("/sources/" + namesake, "*");
        assertThat(undo(duplicate).status()).isEqualTo(200);
        assertThat(undo(duplicate).status()).as("as it is").isEqualTo(200);
        assertThat(count("source_merge_undo")).isEqualTo(2);
    }

    /** Two were merged into one that stood nowhere, or beside them: whichever is taken out first, all is as before. */
    @ParameterizedTest
    @ValueSource(strings = {"One Two", "Two One", "One Survivor Two", "Survivor Two One Other"})
    void mergesAreUndoneInAnyOrder(String names) {
        for (String first : List.of("One", "Two")) {
            startOver();
            String one = api.created("/sources", json("""
                            {"name": "One", "kind": "ORGANIZATION", "aliases": ["Shared", "Only one"],
                             "partOf": [{"source": {"name": "World", "kind": "ORGANIZATION"}}]}""")).id();
            String two = api.created("/sources", json("""
                            {"name": "Two", "kind": "ORGANIZATION", "aliases": ["Only two", "Shared"],
                             "partOf": [{"source": {"name": "World"}}]}""")).id();
            String survivor = created("Survivor", "ORGANIZATION");
            claimOf(names.split(" "));
            List<String> paths = List.of("/claims/C-1", "/sources/" + one, "/sources/" + two, "/sources/" + survivor);
            List<String> before =
                    paths.stream().map(path -> withoutTimes(api.get(path))).toList();
            merge(one, survivor);
            merge(two, survivor);
            assertThat(about("C-1")).contains("Survivor").doesNotContain("One", "Two");

            undo(first.equals("One") ? one : two);
            assertThat(about("C-1")).contains("Survivor", first);
            undo(first.equals("One") ? two : one);

            assertThat(paths.stream().map(path -> sorted(withoutTimes(api.get(path)))))
                    .isEqualTo(before.stream().map(SourceMergeTest::sorted).toList());
            assertThat(positions()).doesNotHaveDuplicates();
        }
    }

    @Test
    void whatAnotherDuplicateBroughtIsNotTakenAwayWithTheFirst() {
        String one = created("One", "ORGANIZATION");
        String two = created("Two", "ORGANIZATION");
        String survivor = created("Survivor", "ORGANIZATION");
        claimOf("One");
        merge(one, survivor);
        api.patch("/claims/C-1", json("{\"about\": [{\"name\": \"Two\", \"kind\": \"ORGANIZATION\"}]}"), "*");
        merge(two, survivor);

        undo(one);
        assertThat(about("C-1")).as("somebody put Two there").containsExactly("Survivor");
        undo(two);
        assertThat(about("C-1")).containsExactly("Two");
        assertThat(speakers("C-1")).containsExactly("One");
    }

    @Test
    void aMergeAndItsUndoingTakeAsManyStatementsForOneReferenceAsForMany() {
        List<Integer> merging = new ArrayList<>();
        List<Integer> undoing = new ArrayList<>();
        for (int references : List.of(1, 25)) {
            startOver();
            String duplicate = created("MND", "ORGANIZATION");
            String survivor = created("Defense Ministry", "ORGANIZATION");
            IntStream.range(0, references).forEach(i -> claimOf("MND", "Defense Ministry", "Other " + i));
            merging.add(StatementCounter.of(() -> merge(duplicate, survivor)));
            undoing.add(StatementCounter.of(() -> undo(duplicate)));
            assertThat(about("C-1")).containsExactly("MND", "Defense Ministry", "Other 0");
        }

        assertThat(merging.get(1)).isEqualTo(merging.get(0));
        assertThat(undoing.get(1)).isEqualTo(undoing.get(0));
    }

    @Test
    void aMergeIsRepeatedSafely() {
        String duplicate = created("MND", "ORGANIZATION");
        String survivor = created("Defense Ministry", "ORGANIZATION");
        Answer first = api.post(
                "/sources/" + duplicate + "/merge", body(survivor, "The same."), "Idempotency-Key", "merge-once");
        Answer again = api.post(
                "/sources/" + duplicate + "/merge", body(survivor, "The same."), "Idempotency-Key", "merge-once");

        assertThat(again.text()).isEqualTo(first.text());
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        Answer back = api.post("/sources/" + duplicate + "/restore", null, "Idempotency-Key", "undo-once");
        assertThat(back.status()).isEqualTo(200);
        assertThat(count("source_merge")).isEqualTo(1);
    }

    private void startOver() {
        Tables.empty(owner);
    }

    private String sourceReferredToInEveryWay(String name) {
        String id = api.created("/sources", json("""
                        {"name": "%s", "kind": "ORGANIZATION",
                         "partOf": [{"source": {"name": "Korea", "kind": "GOVERNMENT"}}]}""".formatted(name))).id();
        var about = claim("About it.");
        about.withArray("about").addObject().put("id", id);
        api.created("/claims", about);
        var said = claim("Said by it.");
        said.withArray("appearances").add(json("""
                {"article": {"url": "https://news.example/1", "publisher": {"id": "%1$s"}},
                 "attribution": [{"sources": [{"id": "%1$s"}]}]}""".formatted(id)));
        api.created("/claims", said);
        api.created("/claims", claim("Looked into."));
        api.created("/claims/C-3/evidence", json("""
                {"title": "A picture", "kind": "IMAGE", "stance": "SUPPORTS", "provider": {"id": "%s"}}""".formatted(id)));
        api.created("/claims/C-3/assessments", json("""
                {"rating": {"label": "True"}, "reviewer": {"id": "%s"}}""".formatted(id)));
        api.created("/sources", json("""
                {"name": "Part of %s", "kind": "PERSON", "partOf": [{"source": {"id": "%s"}}]}""".formatted(name, id)));
        api.created("/exchange-rates", rate(id));
        api.created("/sources/" + id + "/notes", Map.of("text", "Is it the same?"));
        return id;
    }

    private static ObjectNode rate(String source) {
        return json("""
                {"from": "KRW", "to": "USD", "rate": 0.00072, "on": "2024-06-19", "source": {"id": "%s"}}""".formatted(source));
    }

    /** How often each column with a foreign key to source refers to one. */
    private Map<String, Long> references(String id) {
        Map<String, Long> references = new TreeMap<>();
        db.sql("""
                select conrelid::regclass::text as table, a.attname as column
                from pg_constraint k join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
                where k.contype = 'f' and k.confrelid = 'source'::regclass""").query((row, n) -> List.of(row.getString("table"), row.getString("column"))).list().stream()
                .filter(key -> !NO_REFERENCES.contains(key.get(0) + "." + key.get(1)))
                .forEach(key -> references.put(
                        key.get(0) + "." + key.get(1),
                        db.sql("select count(*) from %s where %s = cast(:id as uuid)".formatted(key.get(0), key.get(1)))
                                .param("id", id)
                                .query(Long.class)
                                .single()));
        return references;
    }

    private Map<String, Long> revisions() {
        Map<String, Long> revisions = new TreeMap<>();
        db.sql("""
                select id, revision from claim union all select id, revision from article
                union all select id, revision from source union all select id, revision from evidence
                union all select id, revision from assessment""").query(row -> {
            revisions.put(row.getString("id"), row.getLong("revision"));
        });
        return revisions;
    }

    private void claimOf(String... names) {
        var body = claim("Said by and about " + String.join(", ", names));
        var attribution = json("{\"article\": {\"url\": \"https://news.example/1\"}}");
        var speakers = attribution.withArray("attribution").addObject().withArray("sources");
        for (String name : names) {
            body.withArray("about").add(source(name, "ORGANIZATION"));
            speakers.add(source(name, "ORGANIZATION"));
        }
        body.withArray("appearances").add(attribution);
        api.created("/claims", body);
    }

    private String unnamed(String name) {
        return recordUnnamed(name).at("/appearances/0/attribution/0/sources/0/id");
    }

    private Answer recordUnnamed(String name) {
        ObjectNode body = containers();
        ((ObjectNode) body.at("/appearances/0/attribution/0"))
                .putArray("sources")
                .add(source(name, "UNNAMED"));
        body.remove("about");
        ((ObjectNode) body.at("/appearances/0/article")).remove("publisher");
        return api.created("/claims", body);
    }

    private String created(String name, String kind) {
        return api.created("/sources", source(name, kind)).id();
    }

    private String found(String name) {
        return db.sql("select id from source where name = :name order by deleted_at nulls first limit 1")
                .param("name", name)
                .query(String.class)
                .single();
    }

    private Answer merge(String duplicate, String survivor) {
        return api.post("/sources/" + duplicate + "/merge", body(survivor, "The same."));
    }

    private Answer undo(String duplicate) {
        return api.post("/sources/" + duplicate + "/restore", null);
    }

    private static ObjectNode body(String into, String reason) {
        return json("{\"into\": {\"id\": \"%s\"}, \"reason\": \"%s\"}".formatted(into, reason));
    }

    private List<String> pointers(String id, String body) {
        Answer answer = api.post("/sources/" + id + "/merge", body);
        assertThat(answer.status()).isEqualTo(400);
        return answer.pointers();
    }

    private String independentOrigins() {
        return api.get("/claims/C-1/standing").at("/independentOrigins");
    }

    private List<String> about(String claim) {
        return names(api.get("/claims/" + claim).body().get("about"));
    }

    private List<String> speakers(String claim) {
        return names(api.get("/claims/" + claim).body().at("/appearances/0/attribution/0/sources"));
    }

    private List<String> wholes(String source) {
        return StreamSupport.stream(
                        api.get("/sources/" + source).body().get("partOf").spliterator(), false)
                .map(partOf -> partOf.at("/source/name").asString()
                        + (partOf.has("from") ? " " + partOf.get("from").asString() : "")
                        + (partOf.has("until") ? " -" + partOf.get("until").asString() : ""))
                .toList();
    }

    private static List<String> names(JsonNode sources) {
        return StreamSupport.stream(sources.spliterator(), false)
                .map(source -> source.get("name").asString())
                .toList();
    }

    private static List<String> strings(JsonNode values) {
        return StreamSupport.stream(values.spliterator(), false)
                .map(JsonNode::asString)
                .toList();
    }

    /** The positions in every list of sources. */
    private List<String> positions() {
        return db.sql("""
                        select distinct string_agg(position::text, ' ' order by position) from claim_about group by claim_id
                        union
                        select string_agg(position::text, ' ' order by position) from attribution_source
                        group by attribution_id""").query(String.class).list();
    }

    private List<String> membershipPositions() {
        return db.sql("""
                        select string_agg(position::text, ' ' order by position) from membership group by source_id""").query(String.class).list();
    }

    private static String withoutTimes(Answer answer) {
        assertThat(answer.status()).isEqualTo(200);
        return answer.object().without("updatedAt").toString();
    }

    /** The letters, for comparisons where the order may differ. */
    private static String sorted(String text) {
        return text.chars()
                .sorted()
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
