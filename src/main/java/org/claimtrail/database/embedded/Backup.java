package org.claimtrail.database.embedded;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.stream.Stream;
import org.claimtrail.platform.FileStore;
import org.claimtrail.platform.Spool;
import org.springframework.util.FileSystemUtils;

/**
 * A copy of the embedded database as a data directory that a service can be started on: taken while the server runs and others
 * write, by PostgreSQL's own protocol for that, and good for the moment at which it was finished.
 */
public final class Backup {

    /** What is of the running server alone, and is left out by PostgreSQL's documentation of file system level backups. */
    private static final Set<String> OF_THE_SERVER = Set.of("postmaster.pid", "postmaster.opts");

    private static final Set<String> EMPTY = Set.of(
            "pg_wal",
            "pg_replslot",
            "pg_dynshmem",
            "pg_notify",
            "pg_serial",
            "pg_snapshots",
            "pg_stat_tmp",
            "pg_subtrans");

    private final Database database;
    private final FileStore files;

    Backup(Database database, FileStore files) {
        this.database = database;
        this.files = files;
    }

    /**
     * Takes a backup.
     *
     * @param target a directory that is not there yet, or empty
     * @throws DatabaseUnavailableException where that cannot be written, or the database is none of ours
     */
    public void into(Path target) throws IOException {
        ServiceDatabase embedded = database.embedded()
                .orElseThrow(() -> new DatabaseUnavailableException(
                        "Only the embedded database is backed up by Claimtrail: back up %s by the tools of its server, or dump the record."
                                .formatted(database.location())));
        requireEmpty(target);
        Files.createDirectories(target);
        Path copy = target.resolve("postgresql.new");
        try (Connection connection = embedded.superuser("postgres");
                Statement server = connection.createStatement()) {
            copy(server, embedded.cluster().path(), copy);
            // What the copied rows say they have was there before they were.
            copyFiles(target);
            DurableMove.move(copy, target.resolve("postgresql"));
        } catch (SQLException e) {
            throw new DatabaseUnavailableException(
                    "The embedded PostgreSQL cannot be backed up: " + ExternalDatabase.firstSentence(e) + ".", e);
        } finally {
            FileSystemUtils.deleteRecursively(copy);
        }
    }

    private void copyFiles(Path target) throws IOException {
        Path copies = Spool.directory(target.resolve("files.new"));
        for (String key : files.keys()) {
            Path folder = Spool.directory(copies.resolve(key.substring(0, 2)));
            try (InputStream bytes = files.open(key).getInputStream()) {
                Files.copy(bytes, folder.resolve(key));
            } catch (FileNotFoundException | NoSuchFileException e) {
                // It was purged meanwhile.
            }
        }
        DurableMove.move(copies, target.resolve("files"));
    }

    private static void requireEmpty(Path target) throws IOException {
        if (!Files.exists(target)) {
            return;
        }
        if (Files.isDirectory(target) && EmbeddedPostgres.isEmpty(target)) {
            return;
        }
        throw new DatabaseUnavailableException(
                "There is something at %s already: name a new directory.".formatted(target));
    }

    private static void copy(Statement server, Path from, Path to) throws SQLException, IOException {
        // Keeps the log from here on, as long as this connection is there.
        server.execute(
                "select pg_create_physical_replication_slot('claimtrail_backup_' || pg_backend_pid(), true, true)");
        String first = ServiceDatabase.ask(server, "select pg_walfile_name(pg_backup_start('claimtrail', true))");
        copyData(from, to);
        try (ResultSet end = server.executeQuery("select labelfile from pg_backup_stop(false)")) {
            end.next();
            Files.write(to.resolve("backup_label"), end.getString(1).getBytes(StandardCharsets.UTF_8));
        }
        copyLog(from.resolve("pg_wal"), to.resolve("pg_wal"), first);
    }

    private static void copyData(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                Path relative = from.relativize(directory);
                if (relative.getNameCount() > 1 && isLeftOut(relative)) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Path copy = to.resolve(relative);
                Files.createDirectory(copy);
                if (directory.equals(from)
                        && copy.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                    Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rwx------"));
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Path relative = from.relativize(file);
                if (!isLeftOut(relative)) {
                    try {
                        Files.copy(file, to.resolve(relative));
                    } catch (NoSuchFileException e) {
                        // Its table was dropped meanwhile, as the log tells.
                    }
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }
        });
    }

    private static boolean isLeftOut(Path file) {
        String name = file.getFileName().toString();
        return EMPTY.contains(file.getName(0).toString())
                || file.getNameCount() == 1 && OF_THE_SERVER.contains(name)
                || name.startsWith("pgsql_tmp")
                || name.startsWith("pg_internal.init");
    }

    /** @param first the segment in which the backup began; names of segments are ordered as they were written */
    private static void copyLog(Path from, Path to, String first) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> segments = Files.list(from)) {
            for (Path segment : segments.toList()) {
                String name = segment.getFileName().toString();
                if (name.matches("[0-9A-F]{24}") && name.compareTo(first) >= 0) {
                    Files.copy(segment, to.resolve(name));
                }
            }
        }
    }
}
