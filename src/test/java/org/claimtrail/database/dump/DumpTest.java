package org.claimtrail.database.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.claimtrail.demo.DemoData;
import org.claimtrail.platform.FileStore;
import org.claimtrail.testing.ApiTest;
import org.claimtrail.testing.OneMoreDatabase;
import org.claimtrail.testing.RandomChanges;
import org.claimtrail.testing.Tables;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.flyway.autoconfigure.FlywayConnectionDetails;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A dump of the database that the tests share, restored into one more. Between two releases of PostgreSQL: MovedPostgresTest. */
class DumpTest extends ApiTest {

    @Autowired
    private DemoData demo;

    @Autowired
    private Flyway flyway;

    @Autowired
    private FlywayConnectionDetails migration;

    @Autowired
    private FileStore store;

    private OneMoreDatabase database;
    private Flyway target;

    @BeforeEach
    void oneMoreDatabase(@Autowired Environment environment) {
        database = OneMoreDatabase.create(environment, migration);
        target = database.flyway(flyway, migration);
    }

    @AfterEach
    void noneIsLeft() {
        database.close();
    }

    @Test
    void everyRowOfEveryTableComesBackAndEveryRuleHolds() throws IOException {
        demo.load();
        var changes = new RandomChanges(api, 7);
        for (int i = 0; i < 80; i++) {
            changes.next();
        }
        String article = api.created("/articles", Map.of("url", "https://news.example/attached"))
                .id();
        String sha256 = api.send("POST", "/articles/" + article + "/files", "application/octet-stream", "Attached.")
                .at("/sha256");
        byte[] dump = dump();
        store.delete(sha256);

        Dump.Written read = restore(dump);

        assertThat(read.files()).isEqualTo(1);
        assertThat(store.exists(sha256)).isTrue();
        assertThat(read.rows()).isGreaterThan(500);
        assertThat(rows(database.superuser())).isEqualTo(rows(owner));
        assertThat(database.superuser()
                        .sql("select count(*) from history.move, outgoing_hold where is_copy")
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
        assertThat(Tables.objects(database.superuser())).isEqualTo(Tables.objects(owner));
        // What comes next gets the next number, and a change set after all others.
        assertThat(database.superuser()
                        .sql("select nextval('claim_number')")
                        .query(Long.class)
                        .single())
                .isEqualTo(owner.sql("select last_value + 1 from claim_number")
                        .query(Long.class)
                        .single());
        assertThat(database.superuser()
                        .sql("select history.present() > max(id) from history.change_set")
                        .query(Boolean.class)
                        .single())
                .isTrue();
        assertThatThrownBy(() -> restore(dump))
                .isInstanceOf(DumpException.class)
                .hasMessage("The database is not empty: it holds a record already. Restore into a new one.");
    }

    @Test
    @Tag("long")
    void aDumpIsOneStateWhileOthersWrite() throws Exception {
        demo.load();
        var done = new AtomicBoolean();
        var writer = new Thread(() -> {
            var changes = new RandomChanges(api, 11);
            while (!done.get()) {
                changes.next();
            }
        });
        writer.start();
        List<byte[]> dumps = new ArrayList<>();
        try {
            for (int i = 0; i < 3; i++) {
                dumps.add(dump());
            }
        } finally {
            done.set(true);
            writer.join();
        }

        // All that refers to something is asked whether that is there.
        restore(dumps.get(2));

        String newest = database.superuser()
                .sql("select max(id)::text from history.change_set")
                .query(String.class)
                .single();
        assertThat(database.superuser()
                        .sql("select count(*) from history.change")
                        .query(Long.class)
                        .single())
                .isEqualTo(
                        owner.sql("""
                                select count(*) from history.change h
                                where h.change_set_id in (select id from history.change_set where id <= :newest::xid8)""").param("newest", newest).query(Long.class).single());
    }

    @Test
    @Tag("long")
    void whatIsDamagedOrOfALaterReleaseRestoresNothing() throws IOException {
        demo.load();
        byte[] whole = dump();
        String rows = "rows/record.claim";
        Map<String, byte[]> damaged = new LinkedHashMap<>();
        damaged.put("The file is not a dump of Claimtrail.", new byte[0]);
        damaged.put("The file is not a dump of Claimtrail. ", "claim,speaker\n".getBytes(StandardCharsets.UTF_8));
        damaged.put("The file is not a dump of Claimtrail.  ", changed(whole, "dump.json", null));
        damaged.put(
                "The dump has the format claimtrail-dump-9; this release reads claimtrail-dump-1.",
                changed(whole, "dump.json", text -> text.replace("claimtrail-dump-1", "claimtrail-dump-9")));
        damaged.put(
                "The dump was written by a later release of Claimtrail (tables of version 9000, ",
                changed(whole, "dump.json", text -> text.replaceFirst("(\"version\" : )\"\\d+\"", "$1\"9000\"")));
        damaged.put("The dump is damaged: it holds db/../../evil.sql", renamed(whole, "db/../../evil.sql"));
        damaged.put("The dump is damaged: it ends before its sums", changed(whole, "sums.json", null));
        damaged.put("The dump is damaged: it lacks " + rows, changed(whole, rows, null));
        damaged.put(
                "The dump is damaged: " + rows + " is not what was written",
                changed(whole, rows, text -> text.replaceFirst("containers", "trains")));
        damaged.put(
                "The dump is damaged: " + rows + " is not what was written. ",
                changed(whole, rows, text -> text.substring(0, text.lastIndexOf('\n', text.length() - 2) + 1)));
        damaged.put(
                "rows/record.figure cannot be restored: ERROR: ",
                changed(whole, "rows/record.figure", text -> text.replace("\t", ";")));
        damaged.put(
                "The dump is damaged: it does not tell the columns of rows/history.claim",
                changed(whole, "dump.json", text -> text.replace("\"name\" : \"claim\"", "\"name\" : \"clam\"")));
        damaged.put("The dump is damaged: ", Arrays.copyOf(whole, whole.length / 2));
        damaged.put("The dump is damaged:  ", Arrays.copyOf(whole, 400));

        damaged.forEach((message, dump) -> assertThatThrownBy(() -> restore(dump))
                .as(message)
                .isInstanceOf(DumpException.class)
                .hasMessageStartingWith(message.strip()));

        // Nothing of theirs is in the way.
        restore(whole);
        assertThat(rows(database.superuser())).isEqualTo(rows(owner));
    }

    @Test
    void nothingIsRestoredBesideWhatSomebodyElseKeeps() throws IOException {
        byte[] dump = dump();
        database.superuser().sql("create table spreadsheet (cell text)").update();

        assertThatThrownBy(() -> restore(dump))
                .isInstanceOf(DumpException.class)
                .hasMessage("The database is not empty: it holds tables of something else. Restore into a new one.");
    }

    private byte[] dump() throws IOException {
        var dump = new ByteArrayOutputStream();
        Dump.write(flyway, store, dump);
        return dump.toByteArray();
    }

    private Dump.Written restore(byte[] dump) throws IOException {
        return Restore.read(target, store, new ByteArrayInputStream(dump));
    }

    /** A hash of all rows of each table, whatever their order. */
    private static Map<String, String> rows(JdbcClient db) {
        Map<String, String> rows = new LinkedHashMap<>();
        for (String table : db.sql("""
                        select format('%I.%I', schemaname, tablename) from pg_tables
                        where schemaname in ('public', 'history', 'search', 'catalogue')
                          and tablename not in (
                            'flyway_schema_history', 'page_session', 'page_session_attributes', 'rate_limit',
                            -- Where it is, and that it is a copy.
                            'numbering', 'move', 'outgoing_hold')
                        order by 1""").query(String.class).list()) {
            rows.put(
                    table,
                    db.sql(
                                    "select count(*) || ' ' || coalesce(md5(string_agg(r, ',' order by r collate \"C\")), '') from (select t::text as r from %s t) r"
                                            .formatted(table))
                            .query(String.class)
                            .single());
        }
        return rows;
    }

    /** The dump with another content of an entry, or without it. */
    private static byte[] changed(byte[] dump, String entry, UnaryOperator<String> change) throws IOException {
        return copy(dump, (name, content) -> {
            if (!name.equals(entry)) {
                return Map.of(name, content);
            }
            return change == null
                    ? Map.of()
                    : Map.of(
                            name,
                            change.apply(new String(content, StandardCharsets.UTF_8))
                                    .getBytes(StandardCharsets.UTF_8));
        });
    }

    /** The dump with another name for the first of its files. */
    private static byte[] renamed(byte[] dump, String name) throws IOException {
        return copy(
                dump,
                (present, content) -> Map.of(present.equals("db/logic/R__10_catalogue.sql") ? name : present, content));
    }

    private interface Change {

        Map<String, byte[]> of(String name, byte[] content);
    }

    private static byte[] copy(byte[] dump, Change change) throws IOException {
        var copy = new ByteArrayOutputStream();
        try (var from = new ZipInputStream(new ByteArrayInputStream(dump));
                var to = new ZipOutputStream(copy)) {
            for (ZipEntry entry = from.getNextEntry(); entry != null; entry = from.getNextEntry()) {
                for (var changed :
                        change.of(entry.getName(), from.readAllBytes()).entrySet()) {
                    to.putNextEntry(new ZipEntry(changed.getKey()));
                    to.write(changed.getValue());
                }
            }
        }
        return copy.toByteArray();
    }
}
