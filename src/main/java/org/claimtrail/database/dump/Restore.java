package org.claimtrail.database.dump;

import static java.util.stream.Collectors.joining;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.claimtrail.database.Sql;
import org.claimtrail.database.dump.Contents.Sequence;
import org.claimtrail.database.dump.Contents.Sum;
import org.claimtrail.database.dump.Contents.Sums;
import org.claimtrail.database.dump.Contents.Table;
import org.claimtrail.platform.FileStore;
import org.claimtrail.platform.Sha256;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationVersion;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;
import tools.jackson.core.JacksonException;

/**
 * Reads a dump into an empty database: the files that come with it make the database of its time, its rows go in as they
 * were, in one transaction, and then this release carries it over as it does with a database of its own.
 */
public final class Restore {

    private Restore() {}

    /**
     * Restores a dump as a copy: beside it may live what it was made of, so nothing is sent to anybody from here until somebody
     * says so.
     *
     * @param flyway connects as who will own the tables; knows the files of this release
     * @param files what gets the bytes of files; null where they are passed over
     * @param source is read from its beginning to its end, once
     * @throws DumpException where the database is not empty, or the dump is not whole or of a later release; the database
     *     holds no row of it then
     */
    public static Dump.Written read(Flyway flyway, @Nullable FileStore files, InputStream source) throws IOException {
        Dump.Written read = read(flyway, files, source, true);
        try (var database = new OwnerConnection(flyway)) {
            // A dump of an earlier release does not know.
            database.execute("insert into outgoing_hold default values on conflict do nothing");
            database.commit();
        } catch (SQLException e) {
            throw notRestored(e);
        }
        return read;
    }

    /** Restores a dump instead of the database that it was made of, which goes on here; the files are where they were. */
    public static Dump.Written move(Flyway flyway, InputStream source) throws IOException {
        return read(flyway, null, source, false);
    }

    private static Dump.Written read(Flyway flyway, @Nullable FileStore files, InputStream source, boolean isCopy)
            throws IOException {
        Path directory = Files.createTempDirectory("claimtrail-restore");
        try (var zip = new ZipInputStream(new BufferedInputStream(source, 1 << 16), StandardCharsets.UTF_8)) {
            Dump.Written read = new Reading(flyway, files, zip, directory, isCopy).all();
            // What is new since.
            flyway.migrate();
            return read;
        } catch (EOFException | ZipException e) {
            throw Reading.notWhole(e.getMessage());
        } catch (SQLException | FlywayException e) {
            throw notRestored(e);
        } finally {
            FileSystemUtils.deleteRecursively(directory);
        }
    }

    private static final class Reading {

        private static final Pattern FILE = Pattern.compile(Contents.FILES + "[0-9a-f]{64}");

        private final Flyway flyway;
        private final @Nullable FileStore store;
        private final ZipInputStream zip;
        private final Path directory;
        private final boolean isCopy;

        Reading(Flyway flyway, @Nullable FileStore store, ZipInputStream zip, Path directory, boolean isCopy) {
            this.flyway = flyway;
            this.store = store;
            this.zip = zip;
            this.directory = directory;
            this.isCopy = isCopy;
        }

        Dump.Written all() throws SQLException, IOException {
            Contents contents = contents();
            var files = new TreeMap<String, byte[]>();
            @Nullable ZipEntry entry = next();
            for (; entry != null && !entry.getName().startsWith(Contents.ROWS); entry = next()) {
                if (!MigrationFiles.isName(entry.getName())) {
                    throw notWhole("it holds " + entry.getName());
                }
                files.put(entry.getName(), zip.readAllBytes());
            }
            requireEmpty(contents);
            new MigrationFiles(files).migrate(flyway, directory);
            try (var database = new OwnerConnection(flyway)) {
                var loading = new Loading(database);
                loading.begin();
                Map<String, Table> expected = new HashMap<>();
                contents.tables().forEach(table -> expected.put(table.entry(), table));
                var read = new ArrayList<Sum>();
                for (; entry != null && entry.getName().startsWith(Contents.ROWS); entry = next()) {
                    Table table = expected.remove(entry.getName());
                    if (table == null) {
                        throw notWhole("it does not tell the columns of " + entry.getName());
                    }
                    read.add(rows(database, table));
                }
                long received = 0;
                for (; entry != null && FILE.matcher(entry.getName()).matches(); entry = next()) {
                    received += file(entry.getName().substring(Contents.FILES.length()));
                }
                requireWhole(entry, expected, read);
                loading.end(contents.sequences(), isCopy);
                return new Dump.Written(
                        read.size(), read.stream().mapToLong(Sum::rows).sum(), received, 0);
            }
        }

        /** Where the rest of the dump turns out not to be whole, nothing has it, and it is swept. */
        private int file(String sha256) throws IOException {
            if (store == null) {
                return 0;
            }
            store.receive(sha256, new StaysOpen(zip));
            return 1;
        }

        private Contents contents() throws IOException {
            ZipEntry first = next();
            if (first == null || !first.getName().equals(Contents.CONTENTS)) {
                throw new DumpException("The file is not a dump of Claimtrail.");
            }
            Contents contents = json(Contents.class);
            if (!Contents.FORMAT.equals(contents.format())) {
                throw new DumpException("The dump has the format %s; this release reads %s."
                        .formatted(contents.format(), Contents.FORMAT));
            }
            MigrationVersion known = MigrationFiles.ofThisRelease().version();
            if (MigrationVersion.fromVersion(contents.version()).compareTo(known) > 0) {
                throw new DumpException(
                        "The dump was written by a later release of Claimtrail (tables of version %s, this one knows %s): restore it by that one."
                                .formatted(contents.version(), known));
            }
            return contents;
        }

        /** Nothing of anybody's is overwritten. A database that a service has made, but nobody entered, is empty. */
        private void requireEmpty(Contents contents) throws SQLException {
            try (var database = new OwnerConnection(flyway)) {
                if (flyway.info().current() == null) {
                    if (database.is("""
                            exists (
                                select from pg_class c
                                where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'v', 'm', 'p')
                                  and not exists (
                                    select from pg_depend d
                                    where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e'))""")) {
                        throw notEmpty("tables of something else");
                    }
                } else if (holdsARecord(database)) {
                    throw notEmpty("a record already");
                } else if (!contents.version()
                        .equals(String.valueOf(flyway.info().current().getVersion()))) {
                    throw notEmpty("tables of another release");
                }
            }
        }

        private Sum rows(OwnerConnection database, Table table) throws SQLException, IOException {
            var digested = new DigestInputStream(new StaysOpen(zip), Sha256.begin());
            try {
                long rows = database.copies().copyIn("copy " + database.rows(table) + " from stdin", digested, 1 << 16);
                return new Sum(
                        table.entry(),
                        rows,
                        HexFormat.of().formatHex(digested.getMessageDigest().digest()));
            } catch (SQLException e) {
                throw new DumpException("%s cannot be restored: %s".formatted(table.entry(), e.getMessage()), e);
            }
        }

        private void requireWhole(@Nullable ZipEntry last, Map<String, Table> missing, List<Sum> read)
                throws IOException {
            if (last == null || !last.getName().equals(Contents.SUMS)) {
                throw notWhole("it ends before its sums");
            }
            if (!missing.isEmpty()) {
                throw notWhole("it lacks " + String.join(", ", missing.keySet()));
            }
            List<Sum> written = json(Sums.class).tables();
            for (Sum sum : read) {
                if (!written.contains(sum)) {
                    throw notWhole(sum.entry() + " is not what was written");
                }
            }
        }

        private @Nullable ZipEntry next() throws IOException {
            return zip.getNextEntry();
        }

        private <T> T json(Class<T> type) throws IOException {
            try {
                return Dump.JSON.readValue(zip.readAllBytes(), type);
            } catch (JacksonException e) {
                throw notWhole(e.getOriginalMessage());
            }
        }

        private static DumpException notWhole(@Nullable String why) {
            return new DumpException("The dump is damaged: " + why + ". Nothing of it was restored.");
        }
    }

    /** An archive goes on where one of its entries ends. */
    private static final class StaysOpen extends FilterInputStream {

        StaysOpen(InputStream source) {
            super(source);
        }

        @Override
        public void close() {
            // Whoever opened it does.
        }
    }

    /**
     * Rows go in as they were: no trigger makes anything of them, what refers to what is asked once at the end, and indexes
     * are built when all is there, which is several times faster than row by row.
     */
    private static final class Loading {

        /** A row: how a trigger is switched off, and in the next line how it comes back. */
        private static final String TRIGGERS = """
                select format('alter table %s disable trigger %I', tgrelid::regclass, tgname) || chr(10)
                    || format('alter table %s %s trigger %I', tgrelid::regclass,
                        case tgenabled when 'A' then 'enable always' when 'R' then 'enable replica' else 'enable' end, tgname)
                from pg_trigger where tgrelid = any({tables}) and not tgisinternal and tgenabled <> 'D'
                order by tgrelid, tgname""";

        private static final String REFERENCES = """
                select format('alter table %s drop constraint %I', conrelid::regclass, conname) || chr(10)
                    || format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
                from pg_constraint where conrelid = any({tables}) and contype = 'f' order by conrelid, conname""";

        private static final String INDEXES = """
                select format('drop index %s', i.indexrelid::regclass) || chr(10) || pg_get_indexdef(i.indexrelid)
                from pg_index i
                where i.indrelid = any({tables}) and not i.indisreplident
                  and not exists (select from pg_constraint c where c.conindid = i.indexrelid)
                order by i.indrelid, i.indexrelid""";

        private final OwnerConnection database;
        private final Deque<List<String>> afterwards = new ArrayDeque<>();

        Loading(OwnerConnection database) {
            this.database = database;
        }

        void begin() throws SQLException {
            // From here on a service that starts meanwhile waits.
            database.execute("lock table account, claim, history.change_set in access exclusive mode");
            if (holdsARecord(database)) {
                throw notEmpty("a record already");
            }
            List<String> tables = new ArrayList<>();
            for (Table table : database.tables()) {
                tables.add(database.qualified(table));
            }
            takeAway(TRIGGERS, tables);
            // What migrations wrote comes with the dump.
            database.execute("truncate " + String.join(", ", tables) + " cascade");
            takeAway(REFERENCES, tables);
            takeAway(INDEXES, tables);
        }

        private void takeAway(String query, List<String> tables) throws SQLException {
            String all = tables.stream()
                    .map(table -> "'" + table.replace("'", "''") + "'")
                    .collect(joining(", ", "array[", "]::regclass[]"));
            List<String> comeBack = new ArrayList<>();
            for (String pair : database.list(Sql.of(query, Map.of("tables", all)))) {
                int end = pair.indexOf('\n');
                database.execute(pair.substring(0, end));
                comeBack.add(pair.substring(end + 1));
            }
            afterwards.push(comeBack);
        }

        void end(List<Sequence> sequences, boolean isCopy) throws SQLException {
            database.execute("set constraints all immediate");
            for (List<String> comeBack : afterwards) {
                for (String statement : comeBack) {
                    database.execute(statement);
                }
            }
            for (Sequence sequence : sequences) {
                database.execute("select setval('%s', %d, %b)"
                        .formatted(
                                database.qualified(sequence.schema(), sequence.name())
                                        .replace("'", "''"),
                                sequence.value(),
                                sequence.called()));
            }
            // Another server counts its transactions from another number. Earlier releases had another function for
            // that.
            database.execute(
                    database.is("to_regprocedure('history.restored()') is null")
                            ? "select history.notice_move(%b)".formatted(isCopy)
                            : "select history.restored()");
            database.commit();
            database.execute("analyze");
            database.commit();
        }
    }

    private static boolean holdsARecord(OwnerConnection database) throws SQLException {
        return database.is(
                "exists (select from account) or exists (select from claim) or exists (select from history.change_set)");
    }

    private static DumpException notRestored(Exception e) {
        return new DumpException("The dump cannot be restored: " + e.getMessage(), e);
    }

    private static DumpException notEmpty(String what) {
        return new DumpException("The database is not empty: it holds %s. Restore into a new one.".formatted(what));
    }
}
