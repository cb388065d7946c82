package org.claimtrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.claimtrail.testing.Bodies.claim;
import static org.claimtrail.testing.Bodies.containers;
import static org.claimtrail.testing.Bodies.json;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.claimtrail.demo.DemoData;
import org.claimtrail.standing.CatchUp;
import org.claimtrail.testing.Api.Answer;
import org.claimtrail.testing.ApiTest;
import org.claimtrail.testing.RandomChanges;
import org.claimtrail.testing.Reporting;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.flyway.autoconfigure.FlywayConnectionDetails;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** What schema report shows is what the API tells, under names that stay. */
class ReportTest extends ApiTest {

    private static final Comparator<String> BY_VERSION = Comparator.comparing(MigrationVersion::fromVersion);

    @Autowired
    private ApplicationContext context;

    @Autowired
    private Flyway flyway;

    @Autowired
    private DemoData demo;

    private JdbcClient report;

    @BeforeEach
    void reportAsTheRoleForIt(@Autowired FlywayConnectionDetails migration) {
        report = Reporting.client(db, owner, migration);
    }

    /** Whoever changes a view or a function changes the listing, says since which version, and tells of it. */
    @Test
    void filesAreReportedWhetherTheyAreAttachedOrWereRemoved() {
        api.created("/claims", json("{\"text\": \"Ships were sent.\", \"kind\": \"FACT\"}"));
        String evidence = "/claims/C-1/evidence/"
                + api.created(
                                "/claims/C-1/evidence",
                                json("{\"title\": \"A table\", \"kind\": \"DATA\", \"stance\": \"SUPPORTS\"}"))
                        .id();
        String article = "/articles/"
                + api.created("/articles", json("{\"url\": \"https://news.example/1\"}"))
                        .id();
        String note = article + "/notes/"
                + api.created(article + "/notes", json("{\"text\": \"Look.\"}")).id();
        for (String thing : List.of(evidence, article, note)) {
            api.send("POST", thing + "/files?name=ports.csv", "application/octet-stream", "port,ships\nRajin,4\n");
        }
        api.delete(note + "/files/" + api.get(note + "/files").items("id").get(0), "*");
        String sql = """
                select concat_ws(' ', thing, thing_id, claim_number, name, bytes, attached_by, removed_at is null)
                from report.file order by id""";

        assertThat(report.sql(sql).query(String.class).list())
                .containsExactly(
                        "evidence " + id(evidence) + " 1 ports.csv 19 admin t",
                        "article " + id(article) + " ports.csv 19 admin t",
                        "note " + id(note) + " ports.csv 19 admin f");
        assertThat(report.sql("select distinct sha256 || media_type from report.file")
                        .query(String.class)
                        .list())
                .singleElement()
                .asString()
                .endsWith("text/csv");
        api.delete(article, "*");
        assertThat(report.sql("select thing from report.file")
                        .query(String.class)
                        .list())
                .containsExactly("evidence");
    }

    private static String id(String address) {
        return address.substring(address.lastIndexOf('/') + 1);
    }

    @Test
    void namesAndTypesAreThoseOfTheContract() throws IOException {
        List<String> listed = Files.readAllLines(Path.of("db/report/contract.txt"));
        List<String> versions = Pattern.compile("^\\| (\\d+\\.\\d+) \\|", Pattern.MULTILINE)
                .matcher(Files.readString(Path.of("db/report/README.md")))
                .results()
                .map(found -> found.group(1))
                .toList();

        assertThat(listed.stream().map(line -> line.substring(line.indexOf(' ') + 1)))
                .containsExactlyElementsOf(db.sql("""
                        select shown
                        from (
                            select c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod) as shown,
                                1 as place, c.relname as name, a.attnum
                            from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
                            where c.relnamespace = 'report'::regnamespace and not a.attisdropped
                            union all
                            select f.proname || '(' || pg_get_function_arguments(f.oid) || ') '
                                || pg_get_function_result(f.oid), 2, f.proname, 0
                            from pg_proc f where f.pronamespace = 'report'::regnamespace
                        ) one
                        order by place, name collate "C", attnum""").query(String.class).list());
        assertThat(versions)
                .as("the log of changes, newest first")
                .isSortedAccordingTo(BY_VERSION.reversed())
                .containsAll(listed.stream()
                        .map(line -> line.split(" ")[0])
                        .distinct()
                        .toList());
        assertThat(report.sql("select version from report.contract")
                        .query(String.class)
                        .single())
                .isEqualTo(versions.get(0));
    }

    @Test
    void everyViewColumnAndFunctionIsExplained() {
        assertThat(db.sql("""
                        select c.oid::regclass || coalesce('.' || a.attname, '')
                        from pg_class c
                        left join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
                        where c.relnamespace = 'report'::regnamespace and (
                            coalesce(obj_description(c.oid, 'pg_class'), '') !~ '\\S+ \\S+.*\\.$'
                            or coalesce(col_description(c.oid, a.attnum), '') !~ '\\S+ \\S+')
                        union all
                        select f.oid::regprocedure::text
                        from pg_proc f
                        where f.pronamespace = 'report'::regnamespace and obj_description(f.oid, 'pg_proc') is null""").query(String.class).list()).isEmpty();
    }

    @Test
    void howTheClaimsOfTheDemoStandIsWhatTheApiTells() {
        demo.load();
        standingsAreComputed();

        for (Map<String, Object> row :
                report.sql("select * from report.claim order by number").query().listOfRows()) {
            JsonNode standing =
                    api.get("/claims/C-" + row.get("number") + "/standing").body();
            JsonNode claim = api.get("/claims/C-" + row.get("number")).body();
            assertThat(row)
                    .as("C-" + row.get("number"))
                    .containsEntry("text", claim.at("/text").stringValue())
                    .containsEntry("status", claim.at("/status").stringValue())
                    .containsEntry("stage", claim.at("/stage").stringValue())
                    .containsEntry(
                            "suggested_status", standing.at("/suggestedStatus").stringValue())
                    .containsEntry("origins", standing.at("/independentOrigins").intValue())
                    .containsEntry("single_source", standing.at("/singleSource").booleanValue())
                    .containsEntry("denied", !standing.at("/denials").isEmpty())
                    .containsEntry(
                            "contradicted", !standing.at("/contradictions").isEmpty())
                    .containsEntry(
                            "figures_conflict", !standing.at("/figureConflicts").isEmpty())
                    .containsEntry("overdue", standing.at("/overdue").booleanValue())
                    .containsEntry(
                            "contradictions", standing.at("/contradictions").size())
                    .containsEntry(
                            "evidence_for", standing.at("/evidence/supports").intValue())
                    .containsEntry(
                            "evidence_against", standing.at("/evidence/refutes").intValue())
                    .containsEntry("assessments", standing.at("/assessments").intValue())
                    .containsEntry("appearances", claim.at("/appearances").size())
                    .containsEntry("figures", claim.at("/figures").size());
            Map<String, Boolean> denials = new TreeMap<>();
            report.sql("""
                            select id::text, cardinality(denied_by_concerned) = cardinality(denied_by) as concerned
                            from report.denial where claim_number = :number""")
                    .param("number", row.get("number"))
                    .query()
                    .listOfRows()
                    .forEach(denial -> denials.put((String) denial.get("id"), (Boolean) denial.get("concerned")));
            assertThat(row).containsEntry("denials", denials.size());
            // The API tells those of the claims that it repeats, too.
            Map<String, Boolean> told = new TreeMap<>();
            standing.at("/denials")
                    .forEach(denial -> told.put(
                            denial.at("/relation").stringValue(),
                            denial.at("/byThoseConcerned").booleanValue()));
            assertThat(told).containsAllEntriesOf(denials);
        }
        assertThat(rows("denial")).isPositive();
    }

    @Test
    void theRecordOfASourceIsWhatTheApiTells() {
        demo.load();

        List<Map<String, Object>> sources =
                report.sql("select * from report.source").query().listOfRows();
        assertThat(sources).hasSizeGreaterThan(20);
        for (Map<String, Object> row : sources) {
            JsonNode told = api.get("/sources/" + row.get("id") + "/record").body();
            Map<String, Object> counted = new HashMap<>();
            for (String act : List.of("made", "relayed", "denied")) {
                counted.put(act, told.at("/" + act + "/claims").intValue());
                for (String status : List.of("CONFIRMED", "REFUTED", "CONTESTED", "UNVERIFIED")) {
                    String column = act + "_" + status.toLowerCase(Locale.ROOT);
                    if (row.containsKey(column)) {
                        counted.put(
                                column,
                                told.at("/" + act + "/byStatus/" + status).asInt(0));
                    }
                }
            }
            assertThat(row).as("" + row.get("name")).containsAllEntriesOf(counted);
        }
    }

    @Test
    void aSourceThatMakesAClaimInSeveralWaysIsOneClaimant() {
        api.created("/claims", json("""
                {"text": "Said.", "kind": "FACT", "appearances": [
                  {"article": {"url": "https://a.example/", "publisher": {"name": "A", "kind": "ORGANIZATION"}, "publishedOn": "2024-06-02"}},
                  {"article": {"url": "https://b.example/", "publisher": {"name": "B", "kind": "ORGANIZATION"}},
                   "attribution": [{"sources": [{"name": "A", "kind": "ORGANIZATION"}, {"name": "C", "kind": "ORGANIZATION"}], "saidOn": "2024-05"},
                                   {"sources": [{"name": "D", "kind": "ORGANIZATION"}]}]}]}"""));

        assertThat(report.sql("""
                        select concat_ws(' ', source, appearances, appearances_without_chain, said_earliest, said_latest)
                        from report.claimant where claim_number = 1 order by source""").query(String.class).list())
                .containsExactly("A 2 1 2024-05-01 2024-06-02", "C 1 0 2024-05-01 2024-05-31");
        assertThat(report.sql("""
                        select concat_ws(' ', position, is_origin, is_last, array_to_string(speakers, '+'), publisher)
                        from report.attribution order by position""").query(String.class).list()).containsExactly("0 t f A+C B", "1 f t D B");
        assertThat(report.sql("""
                        select concat_ws(' ', source, link_position, position, is_joint) from report.speaker
                        order by link_position, position""").query(String.class).list()).containsExactly("A 0 0 t", "C 0 1 t", "D 1 0 f");
        assertThat(report.sql("""
                        select concat_ws(' ', array_to_string(claimants, '+'), appearances, articles, publishers, links,
                            longest_chain, appearances_without_chain, first_said_earliest, first_public_on)
                        from report.claim""").query(String.class).single()).isEqualTo("A+C 2 2 2 2 2 1 2024-05-01 2024-05-31");
    }

    @Test
    void datesAreAsWrittenWithTheDaysTheyCanMeanAndNoneWhereTheyAreOpen() {
        api.created("/claims", claim("Dated.").put("occurred", "../2024-06~").put("resolvesBy", "2024/"));

        assertThat(report.sql("""
                        select concat_ws(' ', occurred, coalesce(occurred_earliest::text, 'open'), occurred_latest,
                            resolves_by, resolves_by_earliest, coalesce(resolves_by_latest::text, 'open'))
                        from report.claim""").query(String.class).single())
                .isEqualTo("../2024-06~ open 2024-06-30 2024/ 2024-01-01 open");
        assertThat(db.sql("""
                        select c.oid::regclass || '.' || a.attname
                        from pg_class c
                        join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
                        where c.relnamespace = 'report'::regnamespace and a.atttypid = 'date'::regtype""").query(String.class).list())
                .hasSizeGreaterThan(20)
                .allSatisfy(column -> assertThat(report.sql("select count(*) from %s where not isfinite(%s)"
                                        .formatted(
                                                column.substring(0, column.lastIndexOf('.')),
                                                column.substring(column.lastIndexOf('.') + 1)))
                                .query(Long.class)
                                .single())
                        .as(column)
                        .isZero());
    }

    @Test
    void whatIsDeletedDoesNotAppearNorWhatHangsOnIt() {
        api.created("/claims", containers());
        api.created("/claims", claim("No arms were exported.").put("kind", "DENIAL"));
        String denied = api.get("/claims/C-1").id();
        api.created(
                "/claims/C-2/relations", json("{\"type\": \"DENIES\", \"to\": {\"id\": \"%s\"}}".formatted(denied)));
        String evidence = api.created("/claims/C-1/evidence", json("""
                {"title": "Images", "kind": "IMAGE", "stance": "SUPPORTS"}""")).id();
        api.send(
                "POST", "/claims/C-1/evidence/" + evidence + "/files", "application/octet-stream", "A list of images.");
        api.created("/claims/C-1/assessments", json("{\"summary\": \"As it seems.\"}"));
        api.created("/claims/C-1/notes", json("{\"text\": \"Who counted?\"}"));
        api.put("/claims/C-1/status", json("{\"status\": \"CONTESTED\", \"reason\": \"Denied.\"}"), "*");
        api.put("/claims/C-1/stage", json("{\"stage\": \"IN_PROGRESS\"}"), "*");
        standingsAreComputed();
        List<String> views = db.sql("""
                        select c.relname
                        from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'claim_number'
                        where c.relnamespace = 'report'::regnamespace""").query(String.class).list();
        assertThat(views)
                .hasSizeGreaterThan(10)
                .allSatisfy(view -> assertThat(rows(view + " where claim_number = 1"))
                        .as(view)
                        .isPositive());
        assertThat(rows("claim where number = 2 and denies = 1 and relations = 1"))
                .isEqualTo(1);

        String relation = api.get("/claims/C-2/relations").items("id").get(0);
        assertThat(api.delete("/claims/C-2/relations/" + relation, "*").status())
                .isEqualTo(204);
        assertThat(api.delete("/claims/C-1", "*").status()).isEqualTo(204);

        assertThat(views)
                .allSatisfy(view -> assertThat(rows(view + " where claim_number = 1"))
                        .as(view)
                        .isZero());
        assertThat(rows("claim where number = 1")).isZero();
        assertThat(rows("claim_status where number = 1")).isZero();
        assertThat(rows("relation")).isZero();
        assertThat(rows("claim where number = 2 and denies = 0 and relations = 0"))
                .isEqualTo(1);
        assertThat(rows("source where made + relayed + denied + about > 0")).isZero();
        assertThat(rows("article where claims > 0")).isZero();
        assertThat(rows("measure where figures > 0")).isZero();
    }

    @Test
    void whoWasMergedAppearsAsTheSurvivor() {
        api.created("/claims", containers());
        String survivor = api.created("/sources", json("{\"name\": \"MND\", \"kind\": \"ORGANIZATION\"}"))
                .id();
        String duplicate = report.sql("select id::text from report.source where name = 'South Korean Defense Ministry'")
                .query(String.class)
                .single();

        assertThat(api.post(
                                "/sources/" + duplicate + "/merge",
                                json("{\"into\": {\"id\": \"%s\"}, \"reason\": \"The same.\"}".formatted(survivor)))
                        .status())
                .isEqualTo(200);

        assertThat(report.sql("select array_to_string(claimants, '+') from report.claim")
                        .query(String.class)
                        .single())
                .isEqualTo("MND");
        assertThat(rows("claimant where source_id = '" + survivor + "'")).isEqualTo(1);
        assertThat(rows("source where id = '" + duplicate + "'")).isZero();
        assertThat(rows("source where 'South Korean Defense Ministry' = any (aliases) and made = 1"))
                .isEqualTo(1);
    }

    @Test
    void theTimeInEachStatusIsThatBetweenTheChanges() {
        api.created("/claims", claim("Held."));
        change("UNVERIFIABLE");
        change("UNVERIFIED");
        owner.sql("update claim set created_at = timestamptz '2024-01-01 00:00 UTC'")
                .update();
        owner.sql("update status_change set at = timestamptz '2024-01-03 12:00 UTC' where to_status = 'UNVERIFIABLE'")
                .update();
        owner.sql("update status_change set at = timestamptz '2024-01-13 12:00 UTC' where to_status = 'UNVERIFIED'")
                .update();

        assertThat(report.sql("""
                        select concat_ws(' ', from_status, days_in_from_status, to_status,
                            case when is_latest then 'still' else days_in_to_status::text end)
                        from report.status_change order by changed_at""").query(String.class).list())
                .containsExactly("UNVERIFIED 2.50 UNVERIFIABLE 10.00", "UNVERIFIABLE 10.00 UNVERIFIED still");
        assertThat(report.sql("""
                        select concat_ws(' ', status_changes, days_to_settle, status_since = '2024-01-13 12:00 UTC')
                        from report.claim""").query(String.class).single()).isEqualTo("2 2.50 t");
    }

    private void change(String status) {
        assertThat(api.put("/claims/C-1/status", Map.of("status", status, "reason", "x"), "*")
                        .status())
                .isEqualTo(200);
    }

    /** As standing tells it: whoever was a minister when the denial was published. */
    @Test
    void whoLeftBeforeHeDeniedIsNotConcerned() {
        api.created("/claims", json("""
                {"text": "State did it.", "kind": "FACT", "about": [{"name": "State", "kind": "GOVERNMENT"}]}"""));
        api.created("/sources", json("""
                {"name": "Ex-minister", "kind": "PERSON", "partOf": [{"source": {"name": "State"}, "until": "2020"}]}"""));
        api.created("/sources", json("""
                {"name": "Minister", "kind": "PERSON", "partOf": [{"source": {"name": "State"}, "from": "2021"}]}"""));
        api.created("/claims", json("""
                {"text": "It did not.", "kind": "DENIAL", "appearances": [
                  {"article": {"url": "https://news.example/a", "publishedOn": "2024-05-01"},
                   "attribution": [{"sources": [{"name": "Ex-minister"}, {"name": "Minister"}]}]}]}"""));
        api.created("/claims/C-2/relations", json("{\"type\": \"DENIES\", \"to\": {\"id\": \"C-1\"}}"));

        assertThat(report.sql("""
                        select concat(denied_by, denied_by_concerned) from report.denial""").query(String.class).single()).isEqualTo("{Ex-minister,Minister}{Minister}");
    }

    @Test
    void anArticleTellsHowItWasEdited() {
        api.created("/claims", containers());
        String article = "/articles/" + api.get("/articles").items("id").get(0);
        Answer read = api.get(article);
        assertThat(api.patch(
                                article,
                                json("{\"title\": \"Another\", \"body\": \"All else.\", \"note\": \"SILENT\"}"),
                                read.etag())
                        .status())
                .isEqualTo(200);

        assertThat(report.sql("""
                        select concat_ws(' ', title, versions, silent_edits, corrections, withdrawn, claims, excerpts_gone)
                        from report.article""").query(String.class).single()).isEqualTo("Another 2 1 0 f 1 1");
        assertThat(report.sql("""
                        select concat_ws(' ', excerpt_state, excerpt_gone, excerpt_gone_since)
                        from report.appearance""").query(String.class).single()).isEqualTo("GONE t 2");
        assertThat(report.sql("""
                        select concat_ws(' ', version, is_latest, note, characters) from report.article_version
                        order by version""").query(String.class).list()).containsExactly("1 f", "2 t SILENT 9");
    }

    /** The rows that the views had at an instant are those that the functions show of it later, and what the API tells. */
    @ParameterizedTest
    @ValueSource(longs = 1)
    void whatWasShownIsFoundAgain(long seed) {
        record Remembered(OffsetDateTime at, List<String> claims, List<String> statuses) {}
        RandomChanges changes = new RandomChanges(api, seed);
        List<Remembered> remembered = new ArrayList<>();
        for (int round = 0; round < 5; round++) {
            for (int i = 0; i < 20; i++) {
                changes.next();
            }
            standingsAreComputed();
            remembered.add(new Remembered(
                    db.sql("select clock_timestamp()")
                            .query(OffsetDateTime.class)
                            .single(),
                    asJson("report.claim", null),
                    asJson("report.claim_status", null)));
        }

        for (Remembered one : remembered) {
            assertThat(asJson("report.claims_as_of(:at)", one.at())).isEqualTo(one.claims());
            assertThat(asJson("report.status_as_of(:at)", one.at())).isEqualTo(one.statuses());
            Answer told =
                    api.get("/claims?limit=200&sort=number&asOf=" + one.at().toInstant());
            assertThat(report.sql(
                                    "select number || ' ' || text || ' ' || status from report.claims_as_of(:at) order by number")
                            .param("at", one.at())
                            .query(String.class)
                            .list())
                    .isNotEmpty()
                    .isEqualTo(StreamSupport.stream(told.body().at("/items").spliterator(), false)
                            .map(claim -> claim.at("/number").asString() + " "
                                    + claim.at("/text").asString() + " "
                                    + claim.at("/status").asString())
                            .toList());
        }
        Remembered last = remembered.get(remembered.size() - 1);
        assertThat(asJson("report.claims_as_of(:at, 1)", last.at()))
                .isEqualTo(last.claims().stream()
                        .filter(claim -> claim.contains("\"code\": \"C-1\""))
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"2023-12-31", "2024-06-19", "2024-12-31"})
    void whatHadBeenPublishedByADayIsWhatTheApiTells(String day) {
        demo.load();

        List<Map<String, Object>> known = report.sql(
                        "select * from report.claims_as_of(now(), known_on => cast(:day as date)) order by number")
                .param("day", day)
                .query()
                .listOfRows();
        JsonNode told =
                api.get("/claims?limit=200&sort=number&knownOn=" + day).body().at("/items");
        assertThat(known).isNotEmpty().hasSize(told.size());
        for (int i = 0; i < known.size(); i++) {
            JsonNode standing = api.get("/claims/%s/standing?knownOn=%s"
                            .formatted(told.get(i).at("/id").stringValue(), day))
                    .body();
            assertThat(known.get(i))
                    .containsEntry("number", told.get(i).at("/number").longValue())
                    .containsEntry("appearances", told.get(i).at("/appearances").size())
                    .containsEntry("figures", told.get(i).at("/figures").size())
                    .containsEntry(
                            "evidence_for", standing.at("/evidence/supports").intValue())
                    .containsEntry("assessments", standing.at("/assessments").intValue())
                    .containsEntry("origins", null)
                    .containsEntry("figures_conflict", null);
        }
        assertThat(report.sql("select count(*) from report.claims_as_of(now(), 5, '2023-10-12')")
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(report.sql("select count(*) from report.claims_as_of(now(), 5, '2023-10-13')")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    /** Rows as JSON, apart from how long the status has lasted by now. */
    private List<String> asJson(String rows, OffsetDateTime at) {
        return report.sql("select (to_jsonb(r) - 'days_in_status')::text from %s r order by r.number".formatted(rows))
                .param("at", at)
                .query(String.class)
                .list();
    }

    @Test
    void thePastIsWholeOrRefused() {
        api.created("/claims", claim("One"));
        owner.sql("begin").update();
        owner.sql("update claim set text = 'Changed'").update();

        assertThat(report.sql("select text from report.claims_as_of(clock_timestamp())")
                        .query(String.class)
                        .single())
                .isEqualTo("One");
        owner.sql("commit").update();
        assertThat(report.sql("select text from report.claims_as_of(clock_timestamp())")
                        .query(String.class)
                        .single())
                .isEqualTo("Changed");
        assertThat(report.sql("select text from report.status_as_of('1999-12-31')")
                        .query(String.class)
                        .list())
                .isEmpty();
        for (String instant : List.of("now() + interval '1 minute'", "'infinity'", "null")) {
            assertThatThrownBy(() -> report.sql("select * from report.claims_as_of(%s)".formatted(instant))
                            .query()
                            .listOfRows())
                    .as(instant)
                    .hasStackTraceContaining("the instant must be given, and not be in the future");
        }
    }

    /** So a migration may drop what stands in its way: what it takes down is made again after it, and granted again. */
    @Test
    void reportsAreMadeAgainWhenATableOrTheLogicIsAnother() {
        Map<String, String> placeholders =
                new HashMap<>(flyway.getConfiguration().getPlaceholders());
        owner.sql("drop view report.claim, report.relation cascade").update();
        try {
            flyway.migrate();
            assertThat(owner.sql("select to_regclass('report.denial')::text")
                            .query(String.class)
                            .optional())
                    .isEmpty();
        } finally {
            placeholders.put("logic", "another");
            Flyway.configure()
                    .configuration(flyway.getConfiguration())
                    .placeholders(placeholders)
                    .load()
                    .migrate();
            flyway.migrate();
        }

        assertThat(rows("denial")).isZero();
        assertThat(report.sql("select * from report.claims_as_of(now())")
                        .query()
                        .listOfRows())
                .isEmpty();
        everyViewColumnAndFunctionIsExplained();
    }

    private void standingsAreComputed() {
        CatchUp.now(context);
        assertThat(report.sql("select standings_waiting from report.contract")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    private long rows(String view) {
        return report.sql("select count(*) from report." + view)
                .query(Long.class)
                .single();
    }
}
