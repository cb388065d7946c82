package org.claimtrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.Supplier;
import org.claimtrail.testing.ApiTest;
import org.claimtrail.testing.Bodies;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The views that strangers read instead of the tables. */
class PublicRecordTest extends ApiTest {

    /**
     * What strangers find nothing of. Whoever adds a table decides: a view of it in {@code public_record}, or a line
     * here.
     */
    private static final List<String> CLOSED = List.of(
            "account",
            "address_basis",
            "api_token",
            "article_merge",
            "article_merge_reference",
            "article_merge_undo",
            "article_snapshot",
            "claim_figure_conflict",
            "claim_origin",
            "claim_standing",
            "claim_stems",
            "claim_tally",
            "claim_vector",
            "compared_figure",
            "demo_load",
            "digest",
            "exchange_rate",
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
            "measure_merge",
            "measure_merge_reference",
            "measure_merge_undo",
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
            "source_act_pending",
            "source_act_present",
            "source_merge",
            "source_merge_reference",
            "source_merge_undo",
            "standing_basis",
            "standing_mark",
            "unit_basis",
            "unit_size",
            "unread_unit",
            "vector_basis",
            "watch",
            "watched_match",
            "watched_search",
            "webhook");

    @Autowired
    private PlatformTransactionManager transactions;

    @Test
    void everyTableIsShownThroughAViewOrClosed() {
        assertThat(db.sql("""
                        select t.relname
                        from pg_class t
                        where t.relnamespace = 'public'::regnamespace and t.relkind in ('r', 'p', 'v', 'm', 'f')
                          and not exists (
                            select from pg_class v
                            where v.relnamespace = 'public_record'::regnamespace and v.relkind = 'v'
                              and v.relname = t.relname)""").query(String.class).list()).containsExactlyInAnyOrderElementsOf(CLOSED);
    }

    @Test
    void aViewHasTheColumnsOfItsTable() {
        String columns = """
                select c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
                from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
                where c.relnamespace = '%s'::regnamespace and c.relkind in ('r', 'p', 'v')
                  and c.relname <> all (string_to_array('%s', ','))
                order by c.relname, a.attname""";
        String closed = String.join(",", CLOSED) + ",named_source,under_review";

        assertThat(db.sql(columns.formatted("public_record", closed))
                        .query(String.class)
                        .list())
                .isEqualTo(db.sql(columns.formatted("public", closed))
                        .query(String.class)
                        .list());
    }

    @ParameterizedTest
    @ValueSource(strings = {"account", "api_token", "demo_load", "flyway_schema_history", "idempotency"})
    void aTableWithoutAViewIsNotFound(String table) {
        assertThatThrownBy(() -> asStranger(() -> count(table)))
                .isInstanceOf(BadSqlGrammarException.class)
                .rootCause()
                .hasMessageContaining("relation \"" + table + "\" does not exist");
    }

    @Test
    void everyFunctionIsExplained() {
        assertThat(db.sql("""
                        select proname from pg_proc
                        where pronamespace = 'public_record'::regnamespace
                          and obj_description(oid, 'pg_proc') is null""").query(String.class).list()).isEmpty();
    }

    /** Whoever adds a table decides whether a change of it wants a review: a line in {@code R__52_reviews}, or one here. */
    @Test
    void ofEachTableItIsDecidedWhetherItsChangesWantAReview() {
        assertThat(owner.sql("""
                        select t.name from catalogue.record_table t
                        where not exists (
                            select from pg_trigger g
                            where g.tgrelid = cast('public.' || t.name as regclass) and g.tgname = t.name || '_reviewed_on_update')""").query(String.class).list())
                .containsExactlyInAnyOrder(
                        // What the desk does and says, and what is computed.
                        "note",
                        "note_file",
                        "status_change",
                        "stage_change",
                        "source_merge",
                        "source_merge_undo",
                        "article_merge",
                        "article_merge_undo",
                        "measure_merge",
                        "measure_merge_undo",
                        "exchange_rate",
                        // Not public either.
                        "article_file",
                        "claim_standing",
                        "claim_figure_conflict",
                        "standing_mark",
                        "claim_search",
                        "common_name");
    }

    /** Views that PostgreSQL would compute whole before it looks for what was asked would not bear a large record. */
    @Test
    void viewsAreTakenApartByThePlanner() {
        assertThat(db.sql("""
                        select relname from pg_class
                        where relnamespace = 'public_record'::regnamespace and reloptions is not null""").query(String.class).list()).isEmpty();
        assertThat(plan("select text from claim where id = '00000000-0000-7000-8000-000000000000'"))
                .contains("on claim")
                .doesNotContain("Subquery", "Materialize");
    }

    @Test
    void aClaimIsShownFromWhenItIsDoneUntilItIsDeleted() {
        var claim = api.created("/claims", Bodies.containers());
        assertThat(asStranger(this::shown)).isZero();

        db.sql("update claim set stage = 'DONE', assignee = 'kim'").update();
        assertThat(asStranger(this::shown)).isEqualTo(1);
        assertThat(asStranger(() -> db.sql("select count(assignee) from claim")
                        .query(Long.class)
                        .single()))
                .isZero();

        db.sql("update claim set deleted_at = now() where id = cast(:id as uuid)")
                .param("id", claim.id())
                .update();
        assertThat(asStranger(this::shown)).isZero();
        assertThat(asStranger(() -> List.of(
                        count("claim"), count("figure"), count("appearance"), count("source"), count("article"))))
                .containsOnly(0L);
    }

    @Test
    void aSourceIsShownWithWhatItIsPartOf() {
        api.created("/claims", Bodies.containers());
        api.created("/sources", Bodies.json("""
                {"name": "The East", "kind": "ORGANIZATION"}"""));
        api.created("/sources", Bodies.json("""
                {"name": "The World", "kind": "ORGANIZATION"}"""));
        db.sql("""
                insert into membership (id, source_id, position, part_of_id)
                select gen_random_uuid(), part.id, 0, whole.id
                from source part, source whole
                where (part.name, whole.name) in (('Russia', 'The East'), ('The East', 'The World'))""").update();
        db.sql("update claim set stage = 'DONE'").update();

        assertThat(asStranger(this::sources)).contains("Russia", "The East", "The World");
    }

    /** Few claims are asked for their sources; where there are many, each source is asked for a claim. */
    @Test
    void howManyClaimsAreShownDoesNotDecideWhichSourcesAre() {
        api.created("/claims", Bodies.containers());
        api.created("/sources", Bodies.json("""
                {"name": "Nobody speaks of it", "kind": "ORGANIZATION"}"""));
        api.created("/sources", Bodies.json("""
                {"name": "A whole", "kind": "ORGANIZATION"}"""));
        db.sql("""
                insert into membership (id, source_id, position, part_of_id)
                select gen_random_uuid(), part.id, 0, whole.id
                from source part, source whole where part.name = 'Russia' and whole.name = 'A whole'""").update();
        db.sql("update claim set stage = 'DONE'").update();
        List<String> few = asStranger(this::sources);

        db.sql("""
                insert into claim (id, revision, text, kind, stage, created_at, updated_at)
                select gen_random_uuid(), 0, 'One of many.', 'FACT', 'DONE', now(), now()
                from generate_series(1, 1000)""").update();

        assertThat(few)
                .containsExactly(
                        "A whole", "North Korea", "Russia", "South Korean Defense Ministry", "The Example Times");
        assertThat(asStranger(this::sources)).isEqualTo(few);
    }

    @Test
    void aFigureThatIsNotShownIsNotNamed() {
        db.sql("""
                insert into claim (id, revision, text, kind, stage, created_at, updated_at)
                values ('00000000-0000-7000-8000-00000000000a', 0, 'Shown.', 'FIGURE', 'INBOX', now(), now()),
                       ('00000000-0000-7000-8000-00000000000b', 0, 'Not shown.', 'FIGURE', 'INBOX', now(), now())""").update();
        db.sql("""
                insert into figure (id, claim_id, position, qualifier, derived_from_id, alternative_to_id)
                select cast('00000000-0000-7000-8000-0000000000' || f as uuid),
                    cast('00000000-0000-7000-8000-00000000000' || c as uuid), p, 'UNSTATED',
                    cast('00000000-0000-7000-8000-0000000000' || d as uuid),
                    cast('00000000-0000-7000-8000-0000000000' || a as uuid)
                from (values ('a1', 'a', 0, null, null), ('a2', 'a', 1, 'a1', 'b1'), ('a3', 'a', 2, 'b1', 'a1'),
                    ('b1', 'b', 0, null, null)) v (f, c, p, d, a)""").update();
        db.sql("update claim set stage = 'DONE' where text = 'Shown.'").update();

        assertThat(asStranger(() -> db.sql("""
                        select concat_ws(' ', right(id::text, 2), 'of ' || right(derived_from_id::text, 2),
                            'or ' || right(alternative_to_id::text, 2))
                        from figure order by position""").query(String.class).list()))
                .containsExactly("a1", "a2 of a1", "a3 or a1");
    }

    @Test
    void ofAnArticleTheVersionsAreShownInWhichSomethingShownStands() {
        api.created("/claims", Bodies.containers());
        db.sql("""
                insert into article_version (article_id, version, title, recorded_at)
                select id, v, 'Version ' || v, now() from article, generate_series(2, 3) v""").update();
        db.sql("update article set current_version = 3").update();
        db.sql("update claim set stage = 'DONE'").update();

        assertThat(asStranger(() -> db.sql("select distinct version from article_version order by 1")
                        .query(Integer.class)
                        .list()))
                .containsExactly(1, 3);
    }

    private List<String> sources() {
        return db.sql("select name from source order by name")
                .query(String.class)
                .list();
    }

    private long shown() {
        return count("claim");
    }

    private String plan(String sql) {
        return asStranger(() ->
                String.join("\n", db.sql("explain " + sql).query(String.class).list()));
    }

    /** Runs it as the service runs what a stranger asks. */
    private <T> T asStranger(Supplier<T> read) {
        return new TransactionTemplate(transactions).execute(status -> {
            status.setRollbackOnly();
            db.sql("select set_config('search_path', 'public_record', true)")
                    .query(String.class)
                    .single();
            return read.get();
        });
    }
}
