package org.claimtrail.database.dump;

import java.io.BufferedOutputStream;
import java.io.FileNotFoundException;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.security.DigestOutputStream;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.claimtrail.database.dump.Contents.Sum;
import org.claimtrail.database.dump.Contents.Sums;
import org.claimtrail.database.dump.Contents.Table;
import org.claimtrail.platform.FileStore;
import org.claimtrail.platform.Sha256;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes the whole record, with accounts and all history, as one file: a zip archive with the files that made the database
 * and the rows of each table as PostgreSQL's COPY has them. It is one state, read while others go on writing, and never held
 * in memory.
 */
public final class Dump {

    static final JsonMapper JSON =
            JsonMapper.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

    private Dump() {}

    /** Which bytes things say that they have. */
    static final String ATTACHED = """
            select sha256 from evidence_file union select sha256 from note_file union select sha256 from article_file
            order by 1""";

    /**
     * @param rows of all tables together
     * @param files that are attached to things
     * @param missing files that things say they have, and that were not there
     */
    public record Written(int tables, long rows, long files, long missing) {}

    /** Like the other, without the files: they stay where they are. */
    public static Written write(Flyway flyway, OutputStream target) throws IOException {
        return write(flyway, null, target);
    }

    /**
     * Writes a dump.
     *
     * @param flyway connects as who owns the tables
     * @param files what has the bytes of files; null where they are left out
     * @param target stays open
     * @throws DumpException where the database is not at the version of this release, or cannot be read
     */
    public static Written write(Flyway flyway, @Nullable FileStore files, OutputStream target) throws IOException {
        requireThisVersion(flyway);
        try (var database = new OwnerConnection(flyway)) {
            database.execute("set transaction isolation level repeatable read, read only");
            return new Writing(database, files, target).all();
        } catch (SQLException e) {
            throw new DumpException("The database cannot be read: " + e.getMessage() + ".", e);
        }
    }

    private static void requireThisVersion(Flyway flyway) {
        if (flyway.info().current() == null) {
            throw new DumpException("The database holds no record of Claimtrail.");
        }
        if (flyway.info().pending().length > 0) {
            throw new DumpException(
                    "The database was made by another release of Claimtrail: dump it by that one, or start this one once, which carries it over.");
        }
    }

    private static final class Writing {

        private final OwnerConnection database;
        private final ZipOutputStream zip;
        private final List<Sum> sums = new ArrayList<>();
        private final @Nullable FileStore store;
        private long written;
        private long missing;

        Writing(OwnerConnection database, @Nullable FileStore store, OutputStream target) {
            this.database = database;
            this.store = store;
            this.zip = new ZipOutputStream(new BufferedOutputStream(target, 1 << 16), StandardCharsets.UTF_8);
        }

        Written all() throws SQLException, IOException {
            MigrationFiles files = MigrationFiles.ofThisRelease();
            var contents = new Contents(
                    Contents.FORMAT,
                    Objects.requireNonNull(database.ask("select to_json(now()) #>> '{}'")),
                    Objects.requireNonNull(database.ask("show server_version")),
                    files.version().getVersion(),
                    database.tables(),
                    database.sequences());
            entry(Contents.CONTENTS);
            JSON.writerWithDefaultPrettyPrinter().writeValue(zip, contents);
            for (var file : files.contents().entrySet()) {
                entry(file.getKey());
                zip.write(file.getValue());
            }
            for (Table table : contents.tables()) {
                rows(table);
            }
            if (store != null) {
                for (String sha256 : database.list(ATTACHED)) {
                    file(store, sha256);
                }
            }
            entry(Contents.SUMS);
            JSON.writerWithDefaultPrettyPrinter().writeValue(zip, new Sums(sums));
            zip.finish();
            zip.flush();
            return new Written(sums.size(), sums.stream().mapToLong(Sum::rows).sum(), written, missing);
        }

        /** What is not there, or was purged since the rows were read, is counted. */
        private void file(FileStore store, String sha256) throws IOException {
            try (InputStream bytes = store.open(sha256).getInputStream()) {
                entry(Contents.FILES + sha256);
                bytes.transferTo(zip);
                written++;
            } catch (FileNotFoundException | NoSuchFileException e) {
                missing++;
            }
        }

        private void rows(Table table) throws SQLException, IOException {
            entry(table.entry());
            var digested = new DigestOutputStream(new StaysOpen(zip), Sha256.begin());
            long rows = database.copies().copyOut("copy " + database.rows(table) + " to stdout", digested);
            sums.add(new Sum(
                    table.entry(),
                    rows,
                    HexFormat.of().formatHex(digested.getMessageDigest().digest())));
        }

        private void entry(String name) throws IOException {
            zip.putNextEntry(new ZipEntry(name));
        }
    }

    /** A COPY closes what it has written to. */
    private static final class StaysOpen extends FilterOutputStream {

        StaysOpen(OutputStream target) {
            super(target);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() {
            // The archive goes on.
        }
    }
}
