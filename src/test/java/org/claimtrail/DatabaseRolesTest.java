package org.claimtrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.claimtrail.testing.Api.Answer;
import org.claimtrail.testing.ApiTest;
import org.claimtrail.testing.Bodies;
import org.claimtrail.testing.Race;
import org.claimtrail.testing.Reporting;
import org.claimtrail.testing.TestDatabase;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.util.PSQLException;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.flyway.autoconfigure.FlywayConnectionDetails;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the database lets whom do. {@code db} is the role of the service, {@code owner} the one that migrates. */
class DatabaseRolesTest extends ApiTest {

    @Autowired
    private Flyway flyway;

    @Autowired
    private FlywayConnectionDetails migration;

    private JdbcClient report;

    @BeforeEach
    void thereAreThreeRoles(@Autowired Environment environment) {
        assumeTrue(
                TestDatabase.isEmbedded(environment) || !user(db).equals(user(owner)),
                "the role given for the tests may not create roles, so one role does everything");
        report = Reporting.client(migration);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "drop table claim",
                "drop schema public cascade",
                "alter table claim add column rumour text",
                "truncate claim cascade",
                "create table rumour (id int)",
                "create index on claim (text)",
                "create function public.rumour() returns int language sql as 'select 1'",
                "create trigger rumour before insert on claim for each row execute function refuse_rewriting()",
                "alter table article_version disable trigger article_version_stands",
                "set session_replication_role = replica",
                "update status_change set reason = 'another'",
                "delete from status_change",
                "truncate status_change",
                "update stage_change set reason = 'another'",
                "delete from stage_change",
                "truncate stage_change",
                "update source_merge set reason = 'another'",
                "delete from source_merge",
                "update source_merge_reference set gone = true",
                "delete from source_merge_reference",
                "delete from source_merge_undo",
                "update article_merge set reason = 'another'",
                "delete from article_merge_reference",
                "delete from article_merge_undo",
                "update measure_merge set reason = 'another'",
                "delete from measure_merge_reference",
                "delete from measure_merge_undo",
                "update article_version set recorded_at = now()",
                "update article_version set version = version + 1",
                "delete from article_version",
                "truncate article_version",
                "insert into status_transition values ('RETRACTED', 'CONFIRMED')",
                "update status_transition set to_status = 'CONFIRMED' where from_status = 'RETRACTED'",
                "delete from status_transition",
                "delete from flyway_schema_history",
                "select setval('claim_number', 1)"
            })
    void theServiceItselfCanNeitherDropNorAlterHistory(String statement) {
        aClaimWithHistory();

        refused(() -> db.sql(statement).update());
    }

    @Test
    void theServiceItselfCannotBecomeTheOwner() {
        refused(() -> db.sql("set role " + quoted(user(owner))).update());
    }

    @Test
    void theServiceChangesTheRecord() {
        String claim = aClaimWithHistory();
        Answer article = api.created("/articles", Bodies.json("{\"url\": \"https://news.example/a\"}"));

        assertThat(api.patch("/articles/" + article.id(), "{\"title\": \"Filled in\"}", article.etag())
                        .status())
                .isEqualTo(200);
        assertThat(api.delete(claim, api.get(claim).etag()).status()).isEqualTo(204);
        assertThat(count("status_change")).isEqualTo(1);
        assertThat(count("stage_change")).isEqualTo(1);
        assertThatCode(() -> db.sql("delete from idempotency").update()).doesNotThrowAnyException();
    }

    @Test
    void whoReportsReadsWhatIsShownForIt() {
        aClaimWithHistory();

        for (String shown : List.of(
                "claim",
                "figure",
                "source",
                "article_version",
                "status_change",
                "claims_as_of(now())",
                "status_as_of(now(), 1)")) {
            assertThat(report.sql("select count(*) from report." + shown)
                            .query(Long.class)
                            .single())
                    .as(shown)
                    .isPositive();
        }
    }

    /** Asked of the catalogue, so that what is added later is closed, too. */
    @Test
    void whoReportsMayUseNothingElse() {
        assertThat(owner.sql("""
                        with ours as (
                            select n.oid, n.nspname, has_schema_privilege('claimtrail_report', n.oid, 'usage') as enters
                            from pg_namespace n
                            where n.nspname <> 'report' and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
                        )
                        select c.oid::regclass::text
                        from ours join pg_class c on c.relnamespace = ours.oid
                        where c.relkind in ('r', 'p', 'v', 'm') and (
                                has_table_privilege(
                                    'claimtrail_report', c.oid, 'select, insert, update, delete, truncate, references, trigger')
                                or has_any_column_privilege('claimtrail_report', c.oid, 'select, insert, update, references'))
                            or c.relkind = 'S' and has_sequence_privilege('claimtrail_report', c.oid, 'select, usage, update')
                        union all
                        select f.oid::regprocedure::text
                        from ours join pg_proc f on f.pronamespace = ours.oid
                        where has_function_privilege('claimtrail_report', f.oid, 'execute') and (ours.enters or f.prosecdef)
                        union all
                        select nspname from ours
                        where enters and nspname <> 'public' or has_schema_privilege('claimtrail_report', oid, 'create')
                        union all
                        select c.oid::regclass::text
                        from pg_class c
                        where c.relnamespace = 'report'::regnamespace and has_table_privilege(
                            'claimtrail_report', c.oid, 'insert, update, delete, truncate, references, trigger')""").query(String.class).list()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select from public.claim",
                "select from public.source",
                "select from public.account",
                "select from public.idempotency",
                "select from public.flyway_schema_history",
                "select from public_record.claim",
                "select from history.claim",
                "select from as_of.claim",
                "select from known_on.figure",
                "insert into public.article_author select * from public.article_author",
                "update public.claim set text = 'another'",
                "delete from public.claim",
                "truncate public.claim",
                "create rule rumour as on update to report.membership do instead nothing",
                "select from report.claim for share",
                "select nextval('public.claim_number')",
                "select public.name_key('x')",
                "select public.stem_config('en')",
                "select public.forget_security_events(now())",
                "select as_of.instant(now())",
                "select history.present()",
                "create table public.rumour (id int)",
                "create view report.rumour as select 1",
                "drop view report.claim",
                "set role claimtrail_app"
            })
    void whoReportsDoesNothingElse(String statement) {
        refused(() -> Reporting.boldClient(migration).sql(statement).query().listOfRows());
    }

    /** Whatever he sets: what role.sql sets is his to change. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "create temporary table rumour (id int)",
                "create temp view rumour as select 1",
                "create table pg_temp.rumour (id int)",
                "select 1 as id into temporary rumour",
                "create temporary sequence rumour",
                "select lo_create(0)",
                "select lo_creat(-1)",
                "select lo_from_bytea(0, 'x')",
                "select lo_import('/etc/hostname')",
                "select lo_put(1, 0, 'x')"
            })
    void whoReportsFillsNoDiskOfTheEmbeddedDatabase(String statement, @Autowired Environment environment) {
        assumeTrue(TestDatabase.isEmbedded(environment), "what others may do on their server is theirs to say");

        refused(() -> Reporting.boldClient(migration).sql(statement).query().listOfRows());
        assertThat(db.sql("select has_database_privilege(current_user, current_database(), 'temporary')")
                        .query(Boolean.class)
                        .single())
                .as("the service needs none either")
                .isFalse();
    }

    /** The settings of db/report/role.sql, as on a server that it was run on. */
    @ParameterizedTest
    @CsvSource({
        "search_path, report",
        "default_transaction_read_only, on",
        "jit, off",
        "statement_timeout, 10min",
        "idle_in_transaction_session_timeout, 10min"
    })
    void whoReportsOnTheEmbeddedDatabaseComesWithTheSettingsOfTheScript(
            String setting, String value, @Autowired Environment environment) throws IOException {
        assumeTrue(TestDatabase.isEmbedded(environment), "elsewhere an administrator runs the script");

        assertThat(Files.readString(Path.of("db/report/role.sql"))).contains(setting + " = " + value);
        assertThat(report.sql("select current_setting(:setting)")
                        .param("setting", setting)
                        .query(String.class)
                        .single())
                .isEqualTo(value);
        assertThat(report.sql("select count(*) from claim").query(Long.class).single())
                .isZero();
    }

    @Test
    void aNewTableIsTheServicesAndClosedToWhoReports() {
        owner.sql("create table secret (id int)").update();
        owner.sql("create function forget() returns bigint language sql security definer as 'select 1::bigint'")
                .update();
        try {
            flyway.migrate();

            assertThat(db.sql("insert into secret values (1)").update()).isEqualTo(1);
            assertThat(db.sql("select forget()").query(Long.class).single()).isEqualTo(1);
            refused(() -> report.sql("select * from public.secret").query().listOfRows());
            refused(() -> report.sql("select public.forget()").query().listOfRows());
        } finally {
            owner.sql("drop function forget()").update();
            owner.sql("drop table secret").update();
        }
    }

    @Test
    void whatWasGrantedByHandEndsWithTheNextStartOfWhicheverServiceIsFirst() throws Exception {
        String service = quoted(user(db));
        owner.sql("grant all on status_change, status_transition to " + service).update();
        owner.sql("grant update (reason) on stage_change to " + service).update();
        owner.sql("grant select on idempotency, claim to claimtrail_report").update();
        owner.sql("grant insert on report.claim to claimtrail_report").update();
        owner.sql("grant usage on schema history to claimtrail_report").update();
        owner.sql("grant execute on function name_key(text) to public").update();
        owner.sql("grant create on schema public to public").update();
        owner.sql("revoke all on claim from " + service).update();
        owner.sql("revoke all on report.figure from claimtrail_report").update();
        owner.sql("revoke execute on function report.status_as_of from claimtrail_report")
                .update();

        Race.of(
                6,
                i -> Flyway.configure()
                        .configuration(flyway.getConfiguration())
                        .load()
                        .migrate());

        refused(() -> db.sql("update status_change set reason = 'another'").update());
        refused(() -> db.sql("delete from status_transition").update());
        refused(() -> db.sql("update stage_change set reason = 'another'").update());
        refused(() -> db.sql("create table rumour (id int)").update());
        assertThat(db.sql("update claim set text = text").update()).isZero();
        whoReportsMayUseNothingElse();
        assertThat(report.sql("select from report.figure, report.status_as_of(now())")
                        .query()
                        .listOfRows())
                .isEmpty();
    }

    @Test
    void aStartThatFindsEverythingInOrderWritesNothing() {
        String grants = """
                select string_agg(concat_ws(' ', oid::regclass, xmin), ', ' order by oid) from pg_class
                where relnamespace in ('public'::regnamespace, 'report'::regnamespace) and relkind in ('r', 'v', 'S')""";
        String before = db.sql(grants).query(String.class).single();

        flyway.migrate();

        assertThat(db.sql(grants).query(String.class).single()).isEqualTo(before);
    }

    /** Returns its path. */
    private String aClaimWithHistory() {
        api.created("/claims", Bodies.containers());
        api.put("/claims/C-1/status", Bodies.json("{\"status\": \"UNVERIFIABLE\", \"reason\": \"Denied.\"}"), "*");
        api.put("/claims/C-1/stage", Bodies.json("{\"stage\": \"IN_PROGRESS\", \"assignee\": \"contributor\"}"), "*");
        return "/claims/C-1";
    }

    private static void refused(ThrowingCallable act) {
        assertThatThrownBy(act)
                .rootCause()
                .isInstanceOfSatisfying(
                        PSQLException.class,
                        refusal -> assertThat(refusal.getSQLState())
                                .as(refusal.getMessage())
                                .isEqualTo("42501"));
    }

    private static String user(JdbcClient client) {
        return client.sql("select current_user").query(String.class).single();
    }

    private static String quoted(String role) {
        return '"' + role.replace("\"", "\"\"") + '"';
    }
}
