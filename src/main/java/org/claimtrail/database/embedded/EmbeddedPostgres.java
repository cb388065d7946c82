package org.claimtrail.database.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.Optional;
import java.util.stream.Stream;
import org.claimtrail.database.dump.Dump;
import org.claimtrail.database.dump.DumpException;
import org.claimtrail.database.dump.Restore;
import org.flywaydb.core.Flyway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/**
 * The PostgreSQL that the service runs by itself when it is given no other.
 *
 * <p>It is a full server with its usual durability: what was committed survives a killed service, a killed server and a
 * power cut. It listens on 127.0.0.1 only, wants a password that lies beside the data, and the service is no superuser
 * in it: a superuser could run programs with the rights of this process.
 */
final class EmbeddedPostgres implements Database, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EmbeddedPostgres.class);

    private static final String DATA = "postgresql";
    private static final long NOBODY = -1;

    private final DataDirectory directory;
    /** Those of this build. What an earlier one wrote is run by the programs that lie beside it, until it is moved. */
    private final Path programs;

    private final int major;
    private ServiceDatabase database;
    private boolean closed;
    /** The process whose end is a surprise. */
    private long watched = NOBODY;

    private EmbeddedPostgres(DataDirectory directory, DatabaseProperties properties) throws IOException {
        this.directory = directory;
        this.programs = properties.binariesPath();
        this.major = major(properties.embedded().version());
        Cluster cluster = prepareCluster();
        this.database =
                new ServiceDatabase(cluster, choosePort(properties.embedded().port()), cluster.password());
    }

    private static int major(String version) {
        return Integer.parseInt(version.substring(0, version.indexOf('.')));
    }

    /**
     * Starts the server, creating its data on the first start and recovering them after a crash.
     *
     * @throws DatabaseUnavailableException where it cannot be started, with the reason
     */
    static EmbeddedPostgres start(DatabaseProperties properties) {
        // Before the directory: a build that carries no server needs none.
        PostgresBinaries.require(properties.binariesPath());
        DataDirectory directory = DataDirectory.open(properties.dataPath());
        try {
            EmbeddedPostgres server = new EmbeddedPostgres(directory, properties);
            server.startServing(server.database);
            server.startAnewWhenItEnds();
            return server;
        } catch (IOException e) {
            release(directory);
            throw directory.unusable(e);
        } catch (SQLException e) {
            release(directory);
            throw new DatabaseUnavailableException(
                    "The embedded PostgreSQL started but cannot be used: " + ExternalDatabase.firstSentence(e) + ".",
                    e);
        } catch (RuntimeException e) {
            release(directory);
            throw e;
        }
    }

    /** The one that a service runs there already; empty where none does. */
    static Optional<ServiceDatabase> running(DatabaseProperties properties) {
        try {
            Optional<DataDirectory> directory = DataDirectory.ofAnother(properties.dataPath());
            if (directory.isEmpty()) {
                return Optional.empty();
            }
            var cluster = new Cluster(directory.get(), directory.get().resolve(DATA), properties.binariesPath());
            return Optional.of(new ServiceDatabase(cluster, cluster.port(), cluster.password()));
        } catch (IOException e) {
            throw new DatabaseUnavailableException(
                    "The service that uses the data directory %s is not ready yet: %s"
                            .formatted(properties.dataPath(), e.getMessage()),
                    e);
        }
    }

    private void startServing(ServiceDatabase served) throws SQLException, IOException {
        served.cluster().start(served.port());
        try {
            served.prepare();
        } catch (SQLException | IOException | RuntimeException e) {
            served.cluster().stop();
            throw e;
        }
    }

    private static void release(DataDirectory directory) {
        try {
            directory.close();
        } catch (IOException e) {
            log.debug("Cannot release the data directory", e);
        }
    }

    private Cluster prepareCluster() throws IOException {
        Path data = directory.resolve(DATA);
        Move.finish(data);
        Optional<Integer> found = Cluster.majorOf(data);
        if (found.isEmpty() && Files.exists(data) && !isEmpty(data)) {
            throw new DatabaseUnavailableException(
                    "The directory %s is not empty and holds no PostgreSQL data: remove it, or name another data directory by CLAIMTRAIL_DATA_DIR."
                            .formatted(data));
        }
        Cluster cluster = new Cluster(directory, data, programsFor(data, found.orElse(major)));
        directory.requireSpace(found.isEmpty());
        if (Files.exists(cluster.serverLog())) {
            Files.move(cluster.serverLog(), directory.resolve("postgresql.log.1"), StandardCopyOption.REPLACE_EXISTING);
        }
        Files.createFile(cluster.serverLog());
        PostgresBinaries.unpack(programs);
        Cluster unfinished = new Cluster(directory, Move.filling(data), programs);
        unfinished.clearLeftovers();
        FileSystemUtils.deleteRecursively(unfinished.path());
        if (found.isPresent()) {
            cluster.clearLeftovers();
        } else {
            cluster.create(Cluster.newPassword());
        }
        return cluster;
    }

    /** An earlier release left its own in place. */
    private Path programsFor(Path data, int found) throws IOException {
        if (found == major) {
            return programs;
        }
        if (found < major) {
            try (Stream<Path> others = Files.list(programs.resolveSibling("."))) {
                Optional<Path> own = others.map(Path::normalize)
                        .filter(path -> path.getFileName().toString().startsWith("postgresql-" + found + ".")
                                && Files.isDirectory(path.resolve("bin")))
                        .max(Path::compareTo);
                if (own.isPresent()) {
                    return own.get();
                }
            }
        }
        throw new DatabaseUnavailableException(
                "The data in %s belong to PostgreSQL %d but this build runs PostgreSQL %d%s: start the build that wrote them, let it dump them, and restore the dump into a new data directory by this one."
                        .formatted(data, found, major, found < major ? ", and its programs are gone" : ""));
    }

    static boolean isEmpty(Path path) throws IOException {
        try (Stream<Path> content = Files.list(path)) {
            return content.findAny().isEmpty();
        }
    }

    private static int choosePort(int wanted) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName(Cluster.HOST), wanted));
            return socket.getLocalPort();
        } catch (IllegalArgumentException | IOException e) {
            throw new DatabaseUnavailableException(
                    "Port %d on %s is not free for the embedded PostgreSQL (%s): end the program that uses it, or set CLAIMTRAIL_EMBEDDED_PORT to another port or to 0 for any."
                            .formatted(wanted, Cluster.HOST, e.getMessage()),
                    e);
        }
    }

    /**
     * Moves data that an earlier release of PostgreSQL wrote to the one of this build, by a dump; the data of before are kept.
     * To be called once the database is at the version of this release, and before anybody uses it.
     *
     * @throws DatabaseUnavailableException where that fails; the data are as they were
     */
    @Override
    public synchronized void moveToThisRelease(Flyway flyway) {
        Cluster before = database.cluster();
        try {
            int found = Cluster.majorOf(before.path()).orElseThrow();
            if (found == major) {
                return;
            }
            directory.requireSpaceToMove(before.path());
            log.info("Moving the data from PostgreSQL {} to PostgreSQL {}", found, major);
            Path dump = directory.resolve("postgresql.dump");
            try {
                SecretFile.write(dump, target -> Dump.write(flyway, target));
                watched = NOBODY;
                before.stop();
                var next = new Cluster(directory, Move.filling(before.path()), programs);
                next.create(database.password());
                try {
                    startServing(new ServiceDatabase(next, database.port(), database.password()));
                    try (InputStream source = new BufferedInputStream(Files.newInputStream(dump))) {
                        Restore.move(flyway, source);
                    }
                } finally {
                    next.stop();
                }
                Path kept = Move.end(before.path(), found);
                log.info("The data are moved; those of before are kept in {}, until you remove them", kept);
            } finally {
                Files.deleteIfExists(dump);
            }
            database = new ServiceDatabase(
                    new Cluster(directory, before.path(), programs), database.port(), database.password());
            database.cluster().start(database.port());
            startAnewWhenItEnds();
        } catch (IOException | SQLException | DumpException e) {
            throw new DatabaseUnavailableException(
                    "The data in %s cannot be moved to PostgreSQL %d, and are as they were: %s"
                            .formatted(before.path(), major, e.getMessage()),
                    e);
        }
    }

    @Override
    public Optional<ServiceDatabase> embedded() {
        return Optional.of(database);
    }

    @Override
    public String url() {
        return database.url();
    }

    @Override
    public Login application() {
        return database.application();
    }

    @Override
    public Login migration() {
        return database.migration();
    }

    @Override
    public String location() {
        return database.location();
    }

    @Override
    public synchronized void close() {
        closed = true;
        database.cluster().stop();
        release(directory);
    }

    /** Somebody killed it, or the system did for want of memory: what was committed is recovered by the next one. */
    private void startAnewWhenItEnds() throws IOException {
        long id = Cluster.processId(database.cluster().server().get(0));
        watched = id;
        ProcessHandle.of(id).ifPresent(server -> server.onExit().thenRun(() -> startAnew(id)));
    }

    private synchronized void startAnew(long ended) {
        if (closed || ended != watched) {
            return;
        }
        log.warn(
                "The embedded PostgreSQL ended by itself, and is started anew; see {}",
                database.cluster().serverLog());
        try {
            database.cluster().start(database.port());
            startAnewWhenItEnds();
        } catch (IOException | RuntimeException e) {
            log.error(
                    "The embedded PostgreSQL ended by itself and cannot be started anew, so that the service ends: {}",
                    e.getMessage());
            // In a thread of its own: what ends the service closes this.
            new Thread(() -> System.exit(1), "no-database").start();
        }
    }
}
