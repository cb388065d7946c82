package org.claimtrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.claimtrail.database.embedded.CarryOver;
import org.claimtrail.demo.DemoData;
import org.claimtrail.testing.ApiTest;
import org.claimtrail.testing.OneMoreDatabase;
import org.claimtrail.testing.RandomChanges;
import org.claimtrail.testing.Tables;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.flyway.autoconfigure.FlywayConnectionDetails;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What becomes of a database that an earlier release filled, beside the one that the tests share: the files by which earlier
 * releases migrated bring it to their last version, and from there it is carried over.
 */
@Tag("long")
class MigrationTest extends ApiTest {

    /** What migrations compute of what was there; of what is deleted, some of it is left as it was. */
    private static final List<String> COMPUTED = List.of(
            """
            select p.id, p.known_from from appearance p join claim c on c.id = p.claim_id
            where p.deleted_at is null and c.deleted_at is null""",
            "select * from claim_search",
            "select * from claim_stems",
            "select * from claim_standing",
            "select * from claim_figure_conflict",
            "select month, kind, status, stage, sum(claims) from claim_tally group by 1, 2, 3, 4 having sum(claims) <> 0",
            "select v.claim_number, v.text_hash from claim_vector v join claim c on c.number = v.claim_number"
                    + " where c.deleted_at is null");

    @Autowired
    private DemoData demo;

    @Autowired
    private Flyway flyway;

    @Autowired
    private FlywayConnectionDetails migration;

    private OneMoreDatabase database;
    private JdbcClient before;

    @BeforeEach
    void oneMoreDatabase(@Autowired Environment environment) {
        database = OneMoreDatabase.create(environment, migration);
        before = database.superuser();
    }

    @AfterEach
    void noneIsLeft() {
        database.close();
    }

    @ParameterizedTest
    @ValueSource(strings = "9")
    void keepsEverythingAndGetsWhatItWouldHaveHadThisVersionFilledIt(String version) {
        demo.load();
        RandomChanges changes = new RandomChanges(api, Long.parseLong(version.replace(".", "")));
        for (int i = 0; i < 300; i++) {
            changes.next();
        }
        ofBefore(version).migrate();
        // No version before knew them.
        owner.sql("delete from standing_mark where kind = 'SITE'").update();
        owner.sql("delete from history.standing_mark where kind = 'SITE'").update();
        Map<String, String> kept = fill();

        ofBefore("25").migrate();
        carryOver();
        Map<String, String> carried = new HashMap<>();
        kept.keySet().forEach(query -> carried.put(query, rows(before, query)));
        // What a service that was started so does in the background.
        boolean more = true;
        while (more) {
            more = before.sql("select search.rewrite()").query(Boolean.class).single();
        }

        SoftAssertions.assertSoftly(all -> {
            all.assertThat(Tables.objects(before)).as("what the files make").isEqualTo(Tables.objects(owner));
            kept.forEach((query, rows) ->
                    all.assertThat(carried.get(query)).as(query).isEqualTo(rows));
            COMPUTED.forEach(
                    query -> all.assertThat(rows(before, query)).as(query).isEqualTo(rows(owner, query)));
            for (String table : tables("history")) {
                if (!columns("public", table).isEmpty()) {
                    String columns = columns("public", table);
                    all.assertThat(rows(
                                    before, "select " + columns + " from history." + table + " where ended is null"))
                            .as("the present of " + table)
                            .isEqualTo(rows(before, "select " + columns + " from public." + table));
                }
            }
        });
    }

    @Test
    void namesThatAreOneNowStayTwoAndAreMarked() {
        ofBefore("25").migrate();
        for (String insert : List.of(
                "insert into source (id, revision, name, kind, created_at, updated_at) select gen_random_uuid(), 0, :name, 'PERSON', now() + :nth * interval '1 s', now()",
                "insert into source_alias (source_id, position, alias) select (select id from source order by created_at limit 1), :nth, :name",
                "insert into topic (id, revision, name, created_at, updated_at) select gen_random_uuid(), 0, :name, now() + :nth * interval '1 s', now()",
                "insert into measure (id, revision, name, unit, created_at, updated_at) select gen_random_uuid(), 0, :name, nullif('m', :name), now() + :nth * interval '1 s', now()",
                "insert into rating_scale (id, name, created_at) select gen_random_uuid(), :name, now() + :nth * interval '1 s'",
                "with a as (insert into article (id, revision, citation, medium, current_version, created_at, updated_at) select gen_random_uuid(), 0, :name, 'PRINT', 1, now() + :nth * interval '1 s', now() returning id) insert into article_version (article_id, version, recorded_at) select id, 1, now() from a",
                "insert into account (id, revision, name, role, disabled, sessions_valid_from, created_at, updated_at) select gen_random_uuid(), 0, replace(:name, ' ', '_'), 'READER', false, now(), now(), now()")) {
            int nth = 0;
            for (String name : List.of("Straße “A”", "STRASSE \"a\"", "Strasse\u00A0\"A\"", "Other")) {
                if (!insert.contains("account") || !name.contains("\u00A0")) {
                    before.sql(insert).param("name", name).param("nth", nth++).update();
                }
            }
        }

        carryOver();

        for (String table : List.of("source", "topic", "measure", "rating_scale", "article")) {
            String name = table.equals("article") ? "citation" : "name";
            for (String where : List.of("public." + table, "history." + table)) {
                assertThat(before.sql("select %s || ' ' || shares_name || ' ' || %1$s_key from %s order by created_at"
                                        .formatted(name, where))
                                .query(String.class)
                                .list())
                        .as(where)
                        .containsExactly(
                                "Straße “A” false strasse \"a\"",
                                "STRASSE \"a\" true strasse \"a\"",
                                "Strasse\u00A0\"A\" true strasse \"a\"",
                                "Other false other");
            }
        }
        assertThat(before.sql("select alias from source_alias order by position")
                        .query(String.class)
                        .list())
                .hasSize(4);
        assertThat(before.sql("select name_key from account order by created_at, name")
                        .query(String.class)
                        .list())
                .contains("straße_“a”", "strasse_\"a\"");
    }

    @Test
    void whatLeavesOutAReleaseIsToldWhichOneComesFirst() {
        ofBefore("22").migrate();
        List<String> objects = Tables.objects(before);

        assertThatThrownBy(this::carryOver)
                .hasMessage(
                        "The database is at version 22. Start the last release that knows version 25 once, which brings"
                                + " it there, and then this one.");

        assertThat(Tables.objects(before)).isEqualTo(objects);
    }

    /** So that the release before can take over again, beside instances of the later one. */
    @Test
    void whatALaterReleaseMigratedIsLeftAsItIs() {
        carryOver();
        before.sql("""
                        insert into flyway_schema_history (
                            installed_rank, version, description, type, script, checksum, installed_by, execution_time, success)
                        select max(installed_rank) + 1, '9999', 'of tomorrow', 'SQL', 'V9999__of_tomorrow.sql', 1, 'claimtrail', 1, true
                        from flyway_schema_history""").update();
        before.sql("comment on function name_key(text) is 'Of tomorrow.'").update();
        before.sql("update flyway_schema_history set checksum = 1 where version is null")
                .update();

        carryOver();

        assertThat(before.sql("select obj_description('name_key(text)'::regprocedure)")
                        .query(String.class)
                        .single())
                .isEqualTo("Of tomorrow.");
    }

    /** What a start does. */
    private void carryOver() {
        new CarryOver().migrate(database.flyway(flyway, migration));
    }

    /** The files by which earlier releases migrated, up to a version. */
    private Flyway ofBefore(String version) {
        return Flyway.configure()
                .configuration(flyway.getConfiguration())
                .dataSource(database.url(), migration.getUsername(), migration.getPassword())
                .locations("classpath:db/before")
                .target(version)
                .load();
    }

    /** Copies what the tables of the earlier version have in common with those of this one; gives what is there now. */
    private Map<String, String> fill() {
        Map<String, String> rows = new HashMap<>();
        before.sql("set session_replication_role = replica").update();
        for (String schema : List.of("public", "history")) {
            for (String table : tables(schema)) {
                String name = schema + "." + table;
                String query = "select " + columns(schema, table) + " from " + name;
                before.sql(
                                "insert into %1$s (%2$s) overriding system value select %2$s from jsonb_populate_recordset(null::%1$s, cast(:rows as jsonb))"
                                        .formatted(name, columns(schema, table)))
                        .param("rows", rows(owner, query))
                        .update();
                rows.put(query, rows(before, query));
            }
        }
        before.sql("set session_replication_role = default").update();
        return rows;
    }

    private List<String> tables(String schema) {
        return before.sql("""
                        select quote_ident(tablename) from pg_tables
                        where schemaname = :schema
                          and tablename not in ('flyway_schema_history', 'status_transition', 'numbering', 'retention')""").param("schema", schema).query(String.class).list();
    }

    private String columns(String schema, String table) {
        return before.sql("""
                        select coalesce(string_agg(quote_ident(a.attname), ', ' order by a.attnum), '')
                        from pg_attribute a
                        where a.attrelid = to_regclass(:table) and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''""")
                .param("table", schema + "." + table)
                .query(String.class)
                .single();
    }

    private static String rows(JdbcClient db, String query) {
        return db.sql("select coalesce(jsonb_agg(r order by r), '[]')::text from (select to_jsonb(q) as r from ("
                        + query + ") q) rows")
                .query(String.class)
                .single();
    }
}
