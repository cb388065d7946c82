package org.claimtrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.claimtrail.testing.Bodies.claim;
import static org.claimtrail.testing.Bodies.containers;
import static org.claimtrail.testing.Bodies.json;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.claimtrail.platform.Role;
import org.claimtrail.testing.Api.Answer;
import org.claimtrail.testing.ApiTest;
import org.claimtrail.testing.Race;
import org.claimtrail.testing.RandomChanges;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.node.ObjectNode;

/** The record as it was at an instant: what the same request answered then. */
class AsOfTest extends ApiTest {

    /** What no history is kept of. Whoever adds a table decides: {@code call history.keep} in its migration, or a line here. */
    private static final List<String> NOT_KEPT = List.of(
            "account",
            "address_basis",
            "api_token",
            "article_merge_reference",
            "article_snapshot",
            "claim_origin",
            "claim_stems",
            "claim_tally",
            "claim_vector",
            "compared_figure",
            "demo_load",
            "digest",
            "external_id",
            "flyway_schema_history",
            "followed_installation",
            "followed_thing",
            "idempotency",
            "import",
            "import_item",
            "import_stayed",
            "import_mapping",
            "import_piece",
            "installation",
            "invitation",
            "measure_merge_reference",
            "outgoing_hold",
            "mail_key",
            "model_answer",
            "model_reading",
            "model_spending",
            "notice",
            "notice_mark",
            "notice_reason",
            "page_session",
            "page_session_attributes",
            "proposal",
            "rate_limit",
            "bulk_change",
            "bulk_change_item",
            "reading_draft",
            "saved_search",
            "saved_search_look",
            "security_event",
            "seen_changes",
            "source_act",
            "source_act_mark",
            "source_merge_reference",
            "standing_basis",
            "status_transition",
            "unit_basis",
            "unit_size",
            "unread_unit",
            "vector_basis",
            "watch",
            "watched_match",
            "watched_search",
            "webhook");

    /** How many changes each random history has; more of them make the test last. */
    private static final int CHANGES = Integer.getInteger("claimtrail.history.changes", 80);

    @Test
    void everyTableOfTheRecordIsKeptWithAllItsColumns() {
        assertThat(db.sql("""
                        select t.relname from pg_class t
                        where t.relnamespace = 'public'::regnamespace and t.relkind = 'r'
                          and to_regclass('history.' || quote_ident(t.relname)) is null""").query(String.class).list()).containsExactlyInAnyOrderElementsOf(NOT_KEPT);
        assertThat(db.sql("""
                        select t.relname || '.' || a.attname
                        from pg_class t
                        join pg_class v on v.relnamespace = 'as_of'::regnamespace and v.relname = t.relname
                        join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
                        where t.relnamespace = 'public'::regnamespace and not exists (
                            select from pg_attribute b
                            where b.attrelid = v.oid and b.attname = a.attname and b.atttypid = a.atttypid)""").query(String.class).list())
                .as("call history.keep again")
                .isEmpty();
    }

    @Autowired
    private DataSource connections;

    /** A connection keeps the plan that it made while there was hardly anything to read. */
    @Test
    void versionsAreFoundByTheirKeyHoweverFewThereAre() throws SQLException {
        api.created("/claims", containers());
        owner.sql("analyze history.claim").update();
        try (Connection connection = connections.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("update claim set text = text || '.'");
            try (ResultSet scans = statement.executeQuery("""
                    select seq_scan, idx_scan from pg_stat_xact_all_tables where relid = 'history.claim'::regclass""")) {
                assertThat(scans.next()).isTrue();
                assertThat(scans.getLong("seq_scan")).isZero();
                assertThat(scans.getLong("idx_scan")).isPositive();
            }
            connection.rollback();
        }
    }

    @Test
    void whatWasChangedAndDeletedSinceIsThereAsItWas() {
        api.created("/claims", containers());
        Instant first = now();
        api.patch("/claims/C-1", Map.of("text", "Corrected."), "*");
        Instant second = now();
        api.delete("/claims/C-1", "*");
        Instant third = now();
        api.send("POST", "/claims/C-1/restore", null, null);

        assertThat(api.get("/claims/C-1?asOf=" + first).at("/text")).startsWith("North Korea shipped");
        assertThat(api.get("/claims/C-1?asOf=" + second).at("/text")).isEqualTo("Corrected.");
        assertThat(api.get("/claims/C-1?asOf=" + third).status()).isEqualTo(410);
        assertThat(api.get("/claims?asOf=" + third).items("id")).isEmpty();
        assertThat(api.get("/claims/C-1").at("/text")).isEqualTo("Corrected.");
    }

    /** Whatever an answer calls its times, it is there as of them: one change has one time. */
    @ParameterizedTest
    @CsvSource(delimiterString = " | ", textBlock = """
            /claims                 | {"text": "Said.", "kind": "FACT"}                          | {"text": "Said otherwise."}
            /sources                | {"name": "Ministry", "kind": "ORGANIZATION"}               | {"description": "Of defence."}
            /articles               | {"url": "https://news.example/a"}                          | {"title": "Shells"}
            /measures               | {"name": "shells shipped", "unit": "shells"}               | {"description": "By rail."}
            /topics                 | {"name": "arms"}                                           | {"description": "And ammunition."}
            /claims/C-1/evidence    | {"title": "Photo", "kind": "IMAGE", "stance": "SUPPORTS"}  | -
            /claims/C-1/assessments | {"summary": "It is so.", "reviewedOn": "2024-06-20"}       | -
            /claims/C-1/relations   | {"type": "DENIES", "to": {"id": "C-2"}}                    | -
            """)
    void whatIsAskedForAsOfItsOwnTimesIsThere(String path, String body, String change) {
        if (path.startsWith("/claims/")) {
            api.created("/claims", claim("One."));
            api.created("/claims", claim("Two."));
        }
        Answer created = api.created(path, json(body));
        String thing = path + "/" + created.at("/id");
        assertThat(api.get(thing + "?asOf=" + created.at("/createdAt")).text())
                .isEqualTo(api.get(thing).text());
        assertThat(api.get(path + "?asOf=" + created.at("/createdAt")).items("id"))
                .contains(created.at("/id"));
        if (!change.equals("-")) {
            Answer changed = api.patch(thing, json(change), created.etag());
            assertThat(changed.status()).isEqualTo(200);
            assertThat(api.get(thing + "?asOf=" + changed.at("/updatedAt")).text())
                    .isEqualTo(changed.text());
            assertThat(api.get(thing + "?asOf=" + created.at("/createdAt")).text())
                    .isEqualTo(created.text());
        }
    }

    @Test
    void aStatusIsThereAsOfTheTimeSinceWhenItHolds() {
        api.created("/claims", claim("One."));
        Answer changed = api.put("/claims/C-1/status", Map.of("status", "UNVERIFIABLE", "reason", "No way."), "*");

        assertThat(api.get("/claims/C-1/status?asOf=" + changed.at("/since")).at("/status"))
                .isEqualTo("UNVERIFIABLE");
        assertThat(api.get("/claims/C-1?asOf=" + api.get("/claims/C-1").at("/updatedAt"))
                        .at("/status"))
                .isEqualTo("UNVERIFIABLE");
    }

    @Test
    void beforeTheFirstRecordThereIsNothing() {
        api.created("/claims", containers());

        assertThat(api.get("/claims?count=true&asOf=1999-12-31T23:59:59Z").at("/total"))
                .isEqualTo("0");
        assertThat(api.get("/claims/C-1?asOf=1999-12-31T23:59:59Z").status()).isEqualTo(404);
    }

    @Test
    void whatIsWrongWithTheInstantIsTold() {
        assertThat(fault("?asOf=2999-01-01T00:00:00Z")).isEqualTo("must not be in the future.");
        assertThat(fault("?asOf=2024-01-01")).isEqualTo("must be an instant such as 2024-06-19T07:30:00Z.");
        assertThat(fault("?asOf=2024-01-01T00:00:00Z&asOf=2025-01-01T00:00:00Z"))
                .isEqualTo("may be given only once.");
        assertThat(api.get("/users?asOf=2024-01-01T00:00:00Z").status()).isEqualTo(400);
        assertThat(api.with(null).get("/claims?asOf=2024-01-01T00:00:00Z").status())
                .isEqualTo(401);
        assertThat(api.as(Role.READER).get("/claims?asOf=2024-01-01T00:00:00Z").status())
                .isEqualTo(200);
    }

    @Test
    void pagesGoOnAsOfTheSameInstant() {
        for (int i = 0; i < 5; i++) {
            api.created("/claims", claim("Claim " + i));
        }
        Instant then = now();
        Answer first = api.get("/claims?limit=2&asOf=" + then);
        api.delete("/claims/C-2", "*");
        api.created("/claims", claim("Another"));

        assertThat(first.header("Link")).contains("asOf=");
        List<String> rest = api.get("/claims?limit=20&asOf=" + then + "&cursor=" + first.at("/next"))
                .items("number");
        assertThat(first.items("number")).containsExactly("5", "4");
        assertThat(rest).containsExactly("3", "2", "1");
    }

    @Test
    void aTransactionIsThereAsAWholeFromWhenItCommits() {
        api.created("/claims", claim("One"));
        api.created("/claims", claim("Two"));
        Instant[] inside = new Instant[1];
        owner.sql("begin").update();
        owner.sql("update claim set text = 'Changed' where number = 1").update();
        inside[0] = now();
        owner.sql("update claim set text = 'Changed' where number = 2").update();
        assertThat(api.get("/claims?asOf=" + inside[0]).items("text")).containsExactly("Two", "One");
        owner.sql("commit").update();

        assertThat(api.get("/claims?asOf=" + inside[0]).items("text")).containsExactly("Two", "One");
        assertThat(api.get("/claims?asOf=" + now()).items("text")).containsExactly("Changed", "Changed");
    }

    @Test
    void aTransactionThatEndsAfterOneOfALaterTimeIsThereAllTheSame() throws SQLException {
        api.created("/claims", claim("One"));
        api.created("/claims", claim("Two"));
        owner.sql("begin").update();
        owner.sql("update claim set text = 'Changed' where number = 1").update();
        try (Connection connection = connections.getConnection();
                Statement slow = connection.createStatement()) {
            connection.setAutoCommit(false);
            slow.executeUpdate("update claim set text = 'Changed' where number = 2");
            // As at its commit, which then takes long.
            slow.execute("set constraints all immediate");
            owner.sql("commit").update();
            connection.commit();
        }

        assertThat(api.get("/claims?asOf=" + now()).items("text")).containsExactly("Changed", "Changed");
    }

    @Test
    void numbersKeepTheDigitsThatTheyHadThen() {
        api.created("/claims", json("""
                {"text": "Said.", "kind": "FIGURE", "figures": [{"qualifier": "EXACT", "amount": 1.0}]}"""));
        Instant then = now();
        db.sql("update figure set amount = 1.000").update();

        assertThat(api.get("/claims/C-1?asOf=" + then).text()).contains("\"amount\":1.0}");
        assertThat(api.get("/claims/C-1").text()).contains("\"amount\":1.000}");
    }

    @Test
    void theServiceCannotChangeTheHistory() {
        api.created("/claims", claim("One"));

        for (String statement : List.of(
                "update history.claim set text = 'x'",
                "delete from history.change_set",
                "insert into history.claim select * from history.claim",
                "truncate history.claim",
                "alter table claim disable trigger claim_kept_on_update")) {
            assertThatThrownBy(() -> db.sql(statement).update())
                    .as(statement)
                    .hasStackTraceContaining(statement.startsWith("alter") ? "must be owner" : "permission denied");
        }
    }

    /** Every answer that was remembered is the same when it is asked for again as of then. */
    @ParameterizedTest
    @ValueSource(longs = 11)
    void everyAnswerIsFoundAgain(long seed) {
        record Remembered(String path, Instant at, Answer answer) {}
        List<Remembered> remembered = new ArrayList<>();
        RandomChanges changes = new RandomChanges(api, seed);
        for (int i = 0; i < CHANGES; i++) {
            changes.next();
            String path = PATHS.get(i % PATHS.size()).replace("N", String.valueOf(1 + i % 9));
            if (path.contains("{")) {
                String list = path.substring(0, path.indexOf('{') - 1);
                List<String> ids = api.get(list + "?limit=200").items("id");
                path = path.replace(
                        "{id}", ids.isEmpty() ? "00000000-0000-0000-0000-000000000000" : ids.get(i % ids.size()));
            }
            remembered.add(new Remembered(path, now(), api.get(path)));
        }
        for (Remembered one : remembered) {
            Answer again = api.get(one.path() + (one.path().contains("?") ? "&" : "?") + "asOf=" + one.at());
            assertThat(again.status()).as(one.path()).isEqualTo(one.answer().status());
            assertThat(withoutCursor(again)).as(one.path()).isEqualTo(withoutCursor(one.answer()));
        }
    }

    /** While others write, an instant that is just now shows one state, and the same for ever after. */
    @Test
    void whatAnInstantShowsNeverChanges() {
        record Remembered(String path, String text) {}
        List<Remembered> remembered = Collections.synchronizedList(new ArrayList<>());
        AtomicInteger writers = new AtomicInteger(4);
        Race.of(6, runner -> {
            if (runner < 4) {
                RandomChanges changes = new RandomChanges(api, runner);
                for (int i = 0; i < 60; i++) {
                    changes.next();
                }
                writers.decrementAndGet();
            } else {
                while (writers.get() > 0) {
                    String path = (runner == 4 ? "/claims" : "/sources") + "?limit=200&asOf=" + now();
                    remembered.add(new Remembered(path, api.get(path).text()));
                }
            }
            return runner;
        });

        assertThat(remembered)
                .hasSizeGreaterThan(20)
                .allSatisfy(one -> assertThat(api.get(one.path()).text()).isEqualTo(one.text()));
    }

    private static final List<String> PATHS = List.of(
            "/claims/C-N",
            "/claims?limit=5&count=true",
            "/claims?limit=50&sort=updatedAt&status=UNVERIFIED",
            "/claims/C-N/standing",
            "/claims/counts?by=origin",
            "/claims/C-N/relations",
            "/claims/C-N/status",
            "/claims/C-N/status/history",
            "/claims/C-N/graph?depth=2",
            "/claims/C-N/evidence",
            "/claims/C-N/appearances",
            "/claims?q=claim&overdue=true",
            "/claims?q=source+-claim&highlight=true",
            "/claims?q=%22source+N%22&sort=-saidOn&count=true",
            "/claims?saidFrom=2013-01-01&saidTo=2014-12-31&sort=publishedOn",
            "/claims?publishedTo=2015-01-01&status!=RETRACTED&sort=occurred",
            "/claims/counts?by=month,kind",
            "/sources?limit=200",
            "/sources/{id}",
            "/sources/{id}/record",
            "/sources/{id}/claims",
            "/articles?sort=publishedOn",
            "/articles/{id}",
            "/articles/{id}/versions",
            "/measures",
            "/measures/{id}/comparison",
            "/topics",
            "/topics?sort=-claims&filed=true",
            "/topics/{id}",
            "/exchange-rates",
            "/sources/{id}/merges",
            "/articles/{id}/merges",
            "/measures/{id}/merges",
            "/claims/C-N/stage",
            "/claims?denied=true&sort=origins",
            "/claims?singleSource=false&sort=-origins&limit=3",
            "/claims?figureConflict=true",
            "/claims/counts?by=kind&originsMin=2",
            "/claims/counts?by=suggestedStatus,figureConflict",
            "/claims/counts?by=denied&knownOn=2015-12-31",
            "/claims?limit=50&count=true&knownOn=2016-06-30",
            "/claims?denied=true&knownOn=2015-12-31",
            "/claims/C-N?knownOn=2015-12-31",
            "/claims/C-N/standing?knownOn=2015-12-31",
            "/measures/{id}/comparison?knownOn=2015-12-31",
            "/claims?suggestedStatus=CONTESTED&suggestedStatus=CORROBORATED&figureConflict=false");

    private static String withoutCursor(Answer answer) {
        if (answer.body() instanceof ObjectNode body && body.has("next")) {
            ObjectNode copy = body.deepCopy();
            return copy.put("next", !body.get("next").isNull()).toString();
        }
        return answer.text();
    }

    private String fault(String query) {
        Answer answer = api.get("/claims" + query);
        assertThat(answer.status()).isEqualTo(400);
        return answer.at("/errors/0/detail");
    }

    private Instant now() {
        return db.sql("select clock_timestamp()")
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
    }
}
