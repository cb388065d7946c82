package org.claimtrail.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.claimtrail.testing.Bodies.claim;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.claimtrail.contract.Contract;
import org.claimtrail.demo.DemoData;
import org.claimtrail.testing.Api;
import org.claimtrail.testing.Api.Answer;
import org.claimtrail.testing.RawHttp;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What strangers read where {@code claimtrail.public-read} lets them. */
class PublicReadTest extends StrictApiTest {

    /** Denials of claims that stay hidden, one of them with a note; evidence, a verdict, a status with its reason. */
    private static final Set<String> DONE = Set.of("C-1", "C-3", "C-13", "C-26", "C-27");

    private static final List<String> COUNTED = List.of(
            "status",
            "stage",
            "kind",
            "topic",
            "publisher",
            "origin",
            "about",
            "measure",
            "language",
            "assignee",
            "month");

    /** Where the second id of an address comes from, with the first. */
    private static final Map<String, String> PARTS = Map.of(
            "{aid}", "select claim_id, id from appearance",
            "{fid}", "select claim_id, id from figure",
            "{eid}", "select claim_id, id from evidence",
            "{sid}", "select claim_id, id from assessment",
            "{rid}", "select from_claim_id, id from relation union select to_claim_id, id from relation",
            "{version}", "select article_id, version from article_version");

    /** One page with nothing on it. */
    private static final String PDF = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
            + "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
            + "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]>>endobj\n"
            + "trailer<</Root 1 0 R>>\n%%EOF\n";

    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private Api stranger;

    @Autowired
    private DemoData demo;

    @Autowired
    private DataSource connections;

    @BeforeEach
    void finishSomeClaims() {
        stranger = api.with(null);
        demo.load();
        // Not through the API, which would want to read what is not done yet.
        db.sql("update claim set stage = 'DONE' where 'C-' || number in (:done)")
                .param("done", DONE)
                .update();
        db.sql("""
                insert into stage_change (id, claim_id, from_stage, to_stage, assignee, reason, by, at)
                select gen_random_uuid(), id, 'INBOX', stage, 'the.assignee', 'the reason of the stage', 'the.changer', now()
                from claim""").update();
        owner.sql("update status_change set by = 'the.changer'").update();
        db.sql("update claim set assignee = 'the.assignee'").update();
        db.sql("update relation set note = 'the note of the relation'").update();
        db.sql("update evidence set note = 'the note of the evidence'").update();
    }

    /** Which takes what is DONE to a review again. */
    private void attachFilesToAllEvidence() {
        db.sql("select cast(claim_id as text), cast(id as text) from evidence")
                .query((row, n) -> "/claims/" + row.getString(1) + "/evidence/" + row.getString(2) + "/files")
                .list()
                .forEach(files -> assertThat(api.send("POST", files, "application/octet-stream", PDF)
                                .status())
                        .isEqualTo(201));
        owner.sql("update evidence_file set by = 'the.changer'").update();
        db.sql("update claim set stage = 'DONE' where 'C-' || number in (:done)")
                .param("done", DONE)
                .update();
    }

    @Test
    void noPublicOperationTellsWhatIsNotPublic() {
        attachFilesToAllEvidence();
        Set<String> hidden = hidden();
        List<String> reasons = db.sql("select distinct reason from status_change")
                .query(String.class)
                .list();
        assertThat(reasons).isNotEmpty();
        Map<Contract.Operation, Integer> answered = new HashMap<>();

        for (Contract.Operation operation : Contract.publicOperations()) {
            for (String path : addresses(operation)) {
                Answer answer = stranger.get(path);
                assertThat(answer.status()).as(path).isIn(200, 404);
                if (answer.status() == 200) {
                    answered.merge(operation, 1, Integer::sum);
                    assertThat(uuids(answer.text(), hidden)).as(path).isEmpty();
                    assertThat(answer.text())
                            .as(path)
                            .doesNotContain("the.assignee", "the.changer", "the reason", "the note", "\"assignee\":")
                            .doesNotContain(reasons);
                }
            }
        }

        assertThat(answered.keySet()).containsExactlyInAnyOrderElementsOf(Contract.publicOperations());
    }

    @Test
    void anExportHasWhatStrangersMayReadInAnyFormat() {
        Set<String> hidden = hidden();
        List<String> exports = Stream.of(
                        "ndjson",
                        "csv",
                        "csv&rows=figures",
                        "csv&rows=attributions",
                        "csv&rows=assessments",
                        "tsv",
                        "jsonld",
                        "ttl",
                        "nq")
                .map(format -> "/exports/claims?format=" + format)
                .toList();
        for (String path : exports) {
            Answer answer = stranger.get(path);
            assertThat(answer.status()).as(path).isEqualTo(200);
            assertThat(uuids(answer.text(), hidden)).as(path).isEmpty();
            assertThat(answer.text()).as(path).doesNotContain("the.assignee", "the.changer", "the reason", "the note");
            assertThat(answer.header("Claimtrail-As-Of")).isEmpty();
        }
        assertThat(stranger.get("/exports/claims?format=csv").text().lines()).hasSize(DONE.size() + 1);
        assertThat(stranger.get("/exports/claims?lines=note").status()).isEqualTo(400);
        assertThat(stranger.get("/exports/claims?denied=true").status()).isEqualTo(400);
        assertThat(stranger.get("/exports/claims?asOf=2026-01-01T00:00:00Z").status())
                .isEqualTo(400);
        assertThat(stranger.get("/exports/record").status()).isEqualTo(401);
        assertThat(stranger.get("/exports/reports").status()).isEqualTo(401);
    }

    @Test
    void onlyReadingIsPublic() {
        assertThat(Contract.publicOperations())
                .hasSize(40)
                .allSatisfy(operation -> assertThat(operation.method()).isEqualTo("GET"))
                .extracting(Contract.Operation::path)
                .doesNotContain("/api/v1/claims/{id}/stage", "/api/v1/claims/{id}/status/history");
    }

    @Test
    void aClaimThatIsNotDoneIsNotThere() {
        Answer hidden = stranger.get("/claims/C-2");
        String id = id("C-2");

        assertThat(hidden.problem()).isEqualTo("not-found");
        assertThat(hidden.at("/detail")).isEqualTo("There is no claim C-2.");
        assertThat(stranger.get("/claims/C-1000000").at("/detail")).isEqualTo("There is no claim C-1000000.");
        assertThat(stranger.get("/claims/" + id).problem()).isEqualTo("not-found");
        for (String part : List.of("figures", "appearances", "relations", "evidence", "assessments", "status")) {
            assertThat(stranger.get("/claims/C-2/" + part).problem()).as(part).isEqualTo("not-found");
        }
    }

    @Test
    void aDeletedClaimIsNotThereEither() {
        db.sql("update claim set deleted_at = now() where number = 26").update();

        assertThat(stranger.get("/claims/C-26").problem()).isEqualTo("not-found");
        assertThat(stranger.get("/claims/" + id("C-26")).problem()).isEqualTo("not-found");
    }

    @Test
    void aClaimThatIsDoneIsReadWholeButForWhoWorksOnIt() {
        Answer containers = stranger.get("/claims/C-1");

        assertThat(containers.at("/stage")).isEqualTo("DONE");
        assertThat(containers.at("/figures/1/derivedFrom/figure/id")).isEqualTo(containers.at("/figures/0/id"));
        assertThat(containers.at("/appearances/0/attribution/0/sources/0/name"))
                .isEqualTo("South Korean Defense Ministry");
        assertThat(containers.at("/appearances/0/article/publisher/name")).isNotEmpty();
        assertThat(containers.body().has("assignee")).isFalse();
        assertThat(stranger.get("/claims/C-1", "If-None-Match", containers.etag())
                        .status())
                .isEqualTo(304);
        assertThat(stranger.send("HEAD", "/claims/C-1", null, null).etag()).isEqualTo(containers.etag());
    }

    @Test
    void listsAndCountsHoldWhatIsDone() {
        Answer all = stranger.get("/claims?count=true&limit=200");

        assertThat(all.body().get("items")).hasSize(DONE.size());
        assertThat(all.body().get("total").intValue()).isEqualTo(DONE.size());
        assertThat(stranger.get("/claims?stage=IN_PROGRESS").items("id")).isEmpty();
        Answer stages = stranger.get("/claims/counts?by=stage");
        assertThat(stages.items("key")).containsExactly("DONE");
        assertThat(stages.at("/items/0/count")).isEqualTo(String.valueOf(DONE.size()));
        assertThat(stranger.get("/claims/counts?by=assignee").items("key")).isEmpty();
        assertThat(stranger.get("/claims/counts?by=denied").at("/errors/0/parameter"))
                .isEqualTo("by");
        assertThat(stranger.get("/sources?count=true").body().get("total").longValue())
                .isBetween(1L, count("source") - 1);
    }

    @Test
    void aRelationIsShownWhereBothClaimsAre() {
        Answer relations = stranger.get("/claims/C-3/relations?count=true");

        assertThat(relations.at("/total")).isEqualTo("1");
        assertThat(relations.at("/items/0/to/number")).isEqualTo("1");
        assertThat(count("relation where from_claim_id = cast('" + id("C-3") + "' as uuid)"))
                .isGreaterThan(1);
    }

    @Test
    void ofAStatusItIsToldSinceWhenButNotWhoGaveItAndWhy() {
        Answer status = stranger.get("/claims/C-1/status");

        assertThat(status.at("/status")).isEqualTo("CONTESTED");
        assertThat(status.at("/since"))
                .isEqualTo(db.sql("select max(rfc3339(at)) from status_change where claim_id = cast(:id as uuid)")
                        .param("id", id("C-1"))
                        .query(String.class)
                        .single());
        assertThat(status.body().has("by")).isFalse();
        assertThat(status.body().has("reason")).isFalse();
    }

    /** Statements that the driver had the server prepare are prepared for the tables that they then saw. */
    @Test
    void strangersAndMembersTakeTurnsOnTheSameConnection() {
        for (int i = 0; i < 20; i++) {
            assertThat(stranger.get("/claims/C-2").status()).as("turn " + i).isEqualTo(404);
            assertThat(api.get("/claims/C-2").at("/assignee")).isEqualTo("the.assignee");
            assertThat(stranger.get("/claims/C-1").body().has("assignee")).isFalse();
            assertThat(api.get("/claims/C-1").at("/assignee")).isEqualTo("the.assignee");
        }
    }

    @Test
    void noConnectionIsLeftAsStrangersUseIt() throws SQLException {
        stranger.get("/claims/C-1");
        stranger.get("/claims/C-2");
        stranger.get("/claims?cursor=x");

        List<Connection> all = new ArrayList<>();
        try {
            for (int i = 0; i < 8; i++) {
                all.add(connections.getConnection());
                try (Statement statement = all.get(i).createStatement();
                        var row = statement.executeQuery(
                                "select current_setting('search_path'), current_setting('transaction_read_only')")) {
                    row.next();
                    assertThat(row.getString(1)).contains("public").doesNotContain("public_record");
                    assertThat(row.getString(2)).isEqualTo("off");
                }
            }
        } finally {
            for (Connection connection : all) {
                connection.close();
            }
        }
    }

    @Test
    void whatIsWrongWithARequestIsToldToStrangersToo() {
        assertThat(stranger.get("/claims?colour=red").problem()).isEqualTo("invalid-query");
        // A cursor that the database itself refuses leaves nothing behind that a commit would stumble over.
        String next = stranger.get("/claims?limit=1&sort=number").at("/next");
        String forged = new String(Base64.getUrlDecoder().decode(next)).replaceFirst(",\"\\d+\",", ",\"x\",");
        assertThat(stranger.get("/claims?limit=1&sort=number&cursor="
                                + Base64.getUrlEncoder().withoutPadding().encodeToString(forged.getBytes()))
                        .problem())
                .isEqualTo("invalid-query");
    }

    @Test
    void noSpellingOfAnAddressLeadsPastIt() throws IOException {
        String hidden = id("C-2");
        // Some of these do lead to the controller.
        assertThat(RawHttp.answerToStranger(port, "GET /%61pi/v1/claims/C-1 HTTP/1.1"))
                .startsWith("HTTP/1.1 200");
        for (String path : List.of(
                "/api/v1/claims/C-2",
                "/%61pi/v1/claims/C-2",
                "/api/v1/%63laims/C-2",
                "/api;x=1/v1/claims/C-2",
                "/api/v1;x=/claims/C-2;y",
                "//api/v1/claims/C-2",
                "/api/v1//claims/C-2",
                "/x/../api/v1/claims/C-2",
                "/./api/v1/claims/C-2",
                "/api/v1/claims/C-2/",
                "/API/v1/claims/C-2")) {
            for (String method : List.of("GET", "HEAD")) {
                assertThat(RawHttp.answerToStranger(port, method + " " + path + " HTTP/1.1"))
                        .as(path)
                        .startsWith("HTTP/1.1 4")
                        .doesNotContain(hidden);
            }
        }
    }

    @Test
    void whatIsNotPublicWantsCredentials() {
        List<String> open = Contract.publicOperations().stream()
                .map(operation -> operation.method() + " " + operation.path())
                .toList();
        Contract.roles().keySet().stream()
                .filter(operation -> !open.contains(operation))
                .forEach(operation -> {
                    String[] parts = operation.split(" ");
                    String path = parts[1].replaceAll("\\{[^}]*}", id("C-1"));
                    assertThat(stranger.send(parts[0], path, "application/json", "{}", "If-Match", "*")
                                    .status())
                            .as(operation)
                            .isEqualTo(401);
                });
    }

    @Test
    void cachesAreToldThatTheAnswerDependsOnWhoAsks() {
        for (String path : List.of("/claims", "/claims/C-1", "/claims/C-2", "/claims?colour=red")) {
            assertThat(stranger.get(path).headers().get("vary")).as(path).contains("Authorization");
        }
        assertThat(stranger.get("/claims").header("Cache-Control")).isEqualTo("no-cache");
        assertThat(api.post("/claims", claim("New.")).header("Vary")).isEqualTo("Authorization");
    }

    @Test
    void whoCannotBeServedNowIsToldSo() throws SQLException {
        try (Connection other = connections.getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("lock table claim in access exclusive mode");
            assertThat(stranger.get("/claims/C-1").problem()).isEqualTo("busy");
            other.rollback();
        }
    }

    private String id(String number) {
        return db.sql("select cast(id as text) from claim where 'C-' || number = :number")
                .param("number", number)
                .query(String.class)
                .single();
    }

    /** Ids of what is not DONE, and of what nothing that is DONE has to do with. */
    private Set<String> hidden() {
        Set<String> hidden = new TreeSet<>(db.sql("""
                with recursive
                d as (select id from claim where stage = 'DONE' and deleted_at is null),
                p as (select p.* from appearance p join d on d.id = p.claim_id),
                a as (select distinct a.* from article a join p on p.article_id = a.id),
                s (id) as (
                    select source_id from claim_about join d on d.id = claim_id
                    union
                    select x.source_id from attribution_source x
                    join attribution l on l.id = x.attribution_id join p on p.id = l.appearance_id
                    union
                    select publisher_id from a
                    union
                    select provider_id from evidence join d on d.id = claim_id
                    union
                    select reviewer_id from assessment join d on d.id = claim_id
                    union
                    select m.part_of_id from membership m join s on s.id = m.source_id)
                select cast(id as text) from (
                    select id from claim where id not in (select id from d)
                    union all select id from figure where claim_id not in (select id from d)
                    union all select id from appearance where claim_id not in (select id from d)
                    union all select id from evidence where claim_id not in (select id from d)
                    union all select id from assessment where claim_id not in (select id from d)
                    union all select id from relation
                        where from_claim_id not in (select id from d) or to_claim_id not in (select id from d)
                    union all select id from article where id not in (select id from a)
                    union all select id from source where id not in (select id from s where id is not null)
                    union all select id from measure where id not in (
                        select measure_id from figure join d on d.id = claim_id where measure_id is not null)
                    union all select id from topic where id not in (
                        select topic_id from claim_topic join d on d.id = claim_id)
                ) h""").query(String.class).list());
        for (String table : List.of("claim", "figure", "relation", "article", "source", "measure", "topic")) {
            assertThat(db.sql("select cast(id as text) from " + table)
                            .query(String.class)
                            .list())
                    .as("a hidden " + table)
                    .anyMatch(hidden::contains);
        }
        return hidden;
    }

    /** The addresses of the operation for everything in the record, hidden or not. */
    private List<String> addresses(Contract.Operation operation) {
        String path = operation.path();
        if (path.endsWith("/counts")) {
            return COUNTED.stream().map(by -> path + "?by=" + by).toList();
        }
        if (!path.contains("{")) {
            boolean isWhole = path.endsWith("/statuses") || path.contains("/exports/");
            return List.of(isWhole ? path : path + "?limit=200&count=true");
        }
        if (path.contains("{file}")) {
            return db.sql("""
                            select cast(e.claim_id as text), cast(e.id as text), cast(f.id as text)
                            from evidence_file f join evidence e on e.id = f.evidence_id""")
                    .query((row, n) -> path.replace("{id}", row.getString(1))
                            .replace("{eid}", row.getString(2))
                            .replace("{file}", row.getString(3)))
                    .list();
        }
        String table = path.split("/")[3].replaceFirst("s$", "");
        String ids = PARTS.entrySet().stream()
                .filter(part -> path.contains(part.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("select id, id from " + table);
        return db.sql("select cast(a as text), cast(b as text) from (" + ids + ") t (a, b)")
                .query((row, n) -> path.replace("{id}", row.getString(1)).replaceFirst("\\{\\w+}", row.getString(2)))
                .list();
    }

    /** Those of the ids that are in a text. */
    private static Set<String> uuids(String text, Set<String> of) {
        return UUID.matcher(text)
                .results()
                .map(MatchResult::group)
                .filter(of::contains)
                .collect(Collectors.toSet());
    }
}
