package org.claimtrail.database.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.ClassPathResource;
import org.springframework.util.FileSystemUtils;
import org.springframework.web.util.UriUtils;

/**
 * The PostgreSQL that the service runs by itself when it is given no other.
 *
 * <p>It is a full server with its usual durability: what was committed survives a killed service, a killed server and a
 * power cut. It listens on 127.0.0.1 only, wants a password that lies beside the data, and the service is no superuser
 * in it: a superuser could run programs with the rights of this process.
 */
final class EmbeddedPostgres implements Database, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EmbeddedPostgres.class);

    private static final String HOST = "127.0.0.1";
    /** Of the database, and of the role that owns it. */
    private static final String NAME = "claimtrail";

    private static final String APPLICATION_ROLE = "claimtrail_app";
    private static final String SUPERUSER = "postgres";

    /**
     * Locales whose rules of characters know all of Unicode, the first that the system has: by these the text search of
     * PostgreSQL tells letters from quotation marks and dashes. By the locale C it takes all beyond ASCII for letters.
     */
    private static final List<String> LOCALES_OF_LETTERS =
            List.of("C.UTF-8", "C.utf8", "en_US.UTF-8", "en_US.utf8", "UTF-8", "en-US");

    /** Children of a killed server need a moment to notice, and keep its shared memory until then. */
    private static final Duration LEFTOVERS_VANISH_WITHIN = Duration.ofSeconds(20);
    /** After a power cut the server replays at most max_wal_size of its log. */
    private static final Duration RECOVERY_TAKES_AT_MOST = Duration.ofMinutes(10);

    private static final String SETTINGS = """
            # Written by Claimtrail at each start. Settings of your own belong into postgresql.conf, above the include.
            listen_addresses = '%s'
            port = %d
            unix_socket_directories = ''
            max_connections = 40
            superuser_reserved_connections = 3

            # Nothing committed is ever lost.
            fsync = on
            synchronous_commit = on
            full_page_writes = on

            # A machine with two cores and a few gigabytes.
            shared_buffers = 256MB
            effective_cache_size = 1GB
            work_mem = 16MB
            maintenance_work_mem = 128MB
            max_wal_size = 2GB
            random_page_cost = 1.1

            timezone = 'UTC'
            log_timezone = 'UTC'
            # What clients did wrong is theirs to report; the log is for the server's own troubles.
            log_min_messages = log
            log_checkpoints = off
            """;

    /** Who reports could fill the disk by these, whatever his settings are: settings are his to change. */
    private static final String CLOSE_TO_EVERYBODY = """
            do $$
            declare
                change text;
            begin
                for change in
                    select format('revoke temporary on database %I from public', d.datname)
                    from pg_database d, aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) held
                    where d.datname = current_database() and held.grantee = 0 and held.privilege_type = 'TEMPORARY'
                    union all
                    select format('revoke execute on function %s from public', f.oid::regprocedure)
                    from pg_proc f, aclexplode(coalesce(f.proacl, acldefault('f', f.proowner))) held
                    where f.pronamespace = 'pg_catalog'::regnamespace
                      and f.proname in ('lo_creat', 'lo_create', 'lo_from_bytea', 'lo_open', 'lo_put')
                      and held.grantee = 0
                loop
                    execute change;
                end loop;
            end
            $$""";

    private final DataDirectory directory;
    private final Path programs;
    private final Path cluster;
    private final Path serverLog;
    private final int port;
    private final String password;
    private boolean closed;

    private EmbeddedPostgres(DataDirectory directory, DatabaseProperties properties) throws IOException {
        this.directory = directory;
        this.programs = properties.binariesPath();
        this.cluster = directory.resolve("postgresql");
        this.serverLog = directory.resolve("postgresql.log");
        prepareCluster(properties.embedded().version());
        this.port = choosePort(properties.embedded().port());
        this.password = readPassword();
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
            server.startServer();
            try {
                server.createDatabase();
            } catch (SQLException | IOException | RuntimeException e) {
                server.stopServer();
                throw e;
            }
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

    private static void release(DataDirectory directory) {
        try {
            directory.close();
        } catch (IOException e) {
            log.debug("Cannot release the data directory", e);
        }
    }

    private void prepareCluster(String version) throws IOException {
        String major = version.substring(0, version.indexOf('.'));
        Path versionFile = cluster.resolve("PG_VERSION");
        boolean exists = Files.exists(versionFile);
        if (exists) {
            String found = Files.readString(versionFile).trim();
            if (!found.equals(major)) {
                throw new DatabaseUnavailableException(
                        "The data in %s belong to PostgreSQL %s but this build runs PostgreSQL %s: start the build that wrote them, or move them over with pg_dump."
                                .formatted(cluster, found, major));
            }
        } else if (Files.exists(cluster) && !isEmpty(cluster)) {
            throw new DatabaseUnavailableException(
                    "The directory %s is not empty and holds no PostgreSQL data: remove it, or name another data directory by CLAIMTRAIL_DATA_DIR."
                            .formatted(cluster));
        }
        directory.requireSpace(!exists);
        if (Files.exists(serverLog)) {
            Files.move(serverLog, directory.resolve("postgresql.log.1"), StandardCopyOption.REPLACE_EXISTING);
        }
        Files.createFile(serverLog);
        PostgresBinaries.unpack(programs);
        if (exists) {
            clearLeftovers();
        } else {
            createCluster();
        }
    }

    private static boolean isEmpty(Path path) throws IOException {
        try (Stream<Path> content = Files.list(path)) {
            return content.findAny().isEmpty();
        }
    }

    private void createCluster() throws IOException {
        // Renamed when complete: a first start that was cut short leaves nothing that looks like data.
        Path parts = directory.resolve("postgresql.new");
        FileSystemUtils.deleteRecursively(parts);
        Path secret = directory.resolve("postgresql.password");
        Files.deleteIfExists(secret);
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        SecretFile.create(secret, HexFormat.of().formatHex(random));
        boolean created = run(
                "initdb",
                "--pgdata=" + parts,
                "--username=" + SUPERUSER,
                "--auth=scram-sha-256",
                "--pwfile=" + secret,
                "--encoding=UTF8",
                // The same order and case rules on every platform, without the operating system's locales. What letters
                // are
                // to text search, which asks the system, is the database's own: see createDatabase().
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8");
        if (!created) {
            throw failure("cannot create its data directory");
        }
        // In the format that psql reads; the service reads the password from it, too.
        Path passwords = parts.resolve("pgpass");
        SecretFile.create(passwords, HOST + ":*:*:*:" + Files.readString(secret) + "\n");
        Files.delete(secret);
        Files.writeString(parts.resolve("postgresql.conf"), "\ninclude 'claimtrail.conf'\n", StandardOpenOption.APPEND);
        // initdb has flushed its own files; without these a power cut would take port and password away.
        DurableMove.move(parts, cluster);
    }

    private String readPassword() throws IOException {
        String line = Files.readString(cluster.resolve("pgpass")).trim();
        return line.substring(line.lastIndexOf(':') + 1);
    }

    /**
     * Deals with what a killed service or server left. We hold the lock of the data directory, so whatever runs there
     * is an orphan.
     */
    private void clearLeftovers() throws IOException {
        Path pidFile = cluster.resolve("postmaster.pid");
        List<String> lines = Files.exists(pidFile) ? Files.readAllLines(pidFile, Charset.defaultCharset()) : List.of();
        if (lines.isEmpty()) {
            return;
        }
        Optional<ProcessHandle> process = ProcessHandle.of(processId(lines.get(0)));
        if (process.isEmpty()) {
            // The server itself removes the file of a dead one, after a look at the shared memory named in it.
            return;
        }
        if (runsOurData(process.get())) {
            log.warn("Stopping the PostgreSQL (process {}) that a killed service left", lines.get(0));
            stopServer();
        } else {
            // The id was given to another program meanwhile, and the server would wait for that one. Only the id is
            // replaced, by one that no process has: the server still has to find the shared memory.
            List<String> corrected = new ArrayList<>(lines);
            corrected.set(0, String.valueOf(Integer.MAX_VALUE));
            Files.write(pidFile, corrected, Charset.defaultCharset());
        }
    }

    private static long processId(String line) {
        try {
            // Negative for a server that was run without a network, by hand.
            return Math.abs(Long.parseLong(line.trim()));
        } catch (NumberFormatException e) {
            return Integer.MAX_VALUE;
        }
    }

    private boolean runsOurData(ProcessHandle process) {
        Path workingDirectory = Path.of("/proc", String.valueOf(process.pid()), "cwd");
        if (Files.isSymbolicLink(workingDirectory)) {
            try {
                return Files.isSameFile(workingDirectory, cluster);
            } catch (IOException e) {
                // It ended just now, or is somebody else's.
                return false;
            }
        }
        return process.info()
                .command()
                .map(Path::of)
                .filter(command -> command.endsWith("postgres") || command.endsWith("postgres.exe"))
                .isPresent();
    }

    private static int choosePort(int wanted) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName(HOST), wanted));
            return socket.getLocalPort();
        } catch (IllegalArgumentException | IOException e) {
            throw new DatabaseUnavailableException(
                    "Port %d on %s is not free for the embedded PostgreSQL (%s): end the program that uses it, or set CLAIMTRAIL_EMBEDDED_PORT to another port or to 0 for any."
                            .formatted(wanted, HOST, e.getMessage()),
                    e);
        }
    }

    private void startServer() throws IOException {
        Files.writeString(cluster.resolve("claimtrail.conf"), SETTINGS.formatted(HOST, port));
        long deadline = System.nanoTime() + LEFTOVERS_VANISH_WITHIN.toNanos();
        while (!run(
                "pg_ctl",
                "start",
                "--wait",
                "--timeout=" + RECOVERY_TAKES_AT_MOST.toSeconds(),
                "--pgdata=" + cluster,
                "--log=" + serverLog)) {
            boolean leftovers = complaints()
                    .anyMatch(line -> line.contains("pre-existing shared memory block")
                            || line.contains("lock file \"postmaster.pid\""));
            if (!leftovers || System.nanoTime() > deadline) {
                throw failure("does not start");
            }
            Files.writeString(serverLog, "");
            pause();
            clearLeftovers();
        }
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private void createDatabase() throws SQLException, IOException {
        String url = urlOf("postgres");
        try (Connection connection = DriverManager.getConnection(url, SUPERUSER, password);
                Statement statement = connection.createStatement()) {
            Path served = Path.of(ask(statement, "select current_setting('data_directory')"));
            if (!Files.isSameFile(served, cluster)) {
                throw new DatabaseUnavailableException(
                        "Port %d is served by a PostgreSQL with other data (%s): end it, or set CLAIMTRAIL_EMBEDDED_PORT to another port."
                                .formatted(port, served));
            }
            for (String role : List.of(NAME, APPLICATION_ROLE, REPORTING_ROLE)) {
                if (ask(statement, "select count(*) from pg_roles where rolname = '" + role + "'")
                        .equals("0")) {
                    statement.execute("create role " + role + " login password '" + password + "'");
                }
            }
            Optional<String> locale = localeOfLetters(statement);
            if (locale.isEmpty()) {
                log.warn(
                        "{}",
                        ExternalDatabase.noLetters(
                                "The embedded PostgreSQL", "The system has no UTF-8 locale: install C.UTF-8."));
            }
            if (ask(statement, "select count(*) from pg_database where datname = '" + NAME + "'")
                    .equals("0")) {
                statement.execute("create database %1$s owner %1$s template template0 lc_ctype '%2$s'"
                        .formatted(NAME, locale.orElse("C")));
            } else {
                tellLetters(statement, locale.orElse("C"));
            }
        }
        makeReportingReady();
    }

    /** As db/report/role.sql does on a server of somebody else's. Here nobody else shares the database, so nobody loses anything. */
    private void makeReportingReady() throws SQLException, IOException {
        String role = new ClassPathResource("db/report/role.sql").getContentAsString(StandardCharsets.UTF_8);
        try (Connection connection = DriverManager.getConnection(urlOf(NAME), SUPERUSER, password);
                Statement statement = connection.createStatement()) {
            statement.execute(role);
            statement.execute(CLOSE_TO_EVERYBODY);
        }
    }

    private static Optional<String> localeOfLetters(Statement statement) throws SQLException {
        for (String locale : LOCALES_OF_LETTERS) {
            if (hasLocale(statement, locale)) {
                return Optional.of(locale);
            }
        }
        return Optional.empty();
    }

    private static boolean hasLocale(Statement statement, String locale) throws SQLException {
        statement.execute("begin");
        try {
            statement.execute("create collation pg_temp.wanted (provider = libc, lc_collate = 'C', lc_ctype = '%s')"
                    .formatted(locale.replace("'", "''")));
            return true;
        } catch (SQLException e) {
            return false;
        } finally {
            statement.execute("rollback");
        }
    }

    /**
     * Databases were made with the locale C, and directories may come from a system with other locales. All of it stays in its
     * place, as nothing but text search asks the locale: order, case and patterns are those of PostgreSQL's own C.UTF-8, by
     * which the cluster was made, and remain so. So one row of one catalogue changes, or does not. What the database holds
     * for text search is made by search.folded(), which leaves this server nothing but letters, digits and space, and comes
     * out the same by any locale; what earlier releases made of texts, the migrations that follow make anew.
     */
    private static void tellLetters(Statement statement, String wanted) throws SQLException {
        String present = ask(statement, "select datctype from pg_database where datname = '" + NAME + "'");
        boolean isRight = !ExternalDatabase.isWithoutLetters(present) && hasLocale(statement, present);
        if (!isRight && !present.equals(wanted)) {
            statement.execute("update pg_database set datctype = '" + wanted + "' where datname = '" + NAME + "'");
            log.info("The embedded database had the locale {} and has the locale {} now", present, wanted);
        }
    }

    private static String ask(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }

    /** Runs a program of PostgreSQL to its end and tells whether it succeeded; what it prints goes to the log. */
    private boolean run(String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        if (runningAsRoot()) {
            // PostgreSQL refuses to run as root. In a user namespace of its own it is nobody, with root's files.
            command.addAll(List.of("unshare", "--user"));
        }
        command.add(programs.resolve("bin").resolve(program).toString());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(serverLog.toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        builder.environment().put("LC_ALL", "C");
        try {
            return builder.start().waitFor() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static boolean runningAsRoot() throws IOException {
        Path self = Path.of("/proc/self");
        return Files.exists(self) && Files.getAttribute(self, "unix:uid").equals(0);
    }

    private DatabaseUnavailableException failure(String what) throws IOException {
        directory.requireSpace(false);
        String reason = complaints().findFirst().orElse("it gives no reason");
        if (reason.startsWith("unshare: ")) {
            return new DatabaseUnavailableException(
                    "PostgreSQL does not run as root, and the way around that is closed here (%s): start Claimtrail as an ordinary user, or set CLAIMTRAIL_DB_URL."
                            .formatted(reason));
        }
        return new DatabaseUnavailableException(
                "The embedded PostgreSQL %s: %s (all of it is in %s).".formatted(what, reason, serverLog));
    }

    private Stream<String> complaints() throws IOException {
        return Files.readString(serverLog, StandardCharsets.ISO_8859_1)
                .lines()
                .filter(line -> line.matches(".*(FATAL|PANIC|error): .*|(unshare|pg_ctl): .*"))
                .map(line -> line.replaceFirst(".*(FATAL|PANIC|error): +", ""));
    }

    private void stopServer() {
        try {
            // Without the end of all sessions "fast" may wait for one; "immediate" never does, and loses nothing.
            if (!stop("fast", Duration.ofSeconds(30)) && !stop("immediate", Duration.ofSeconds(10))) {
                log.warn("The embedded PostgreSQL in {} does not stop; see {}", cluster, serverLog);
            }
        } catch (IOException e) {
            log.warn("Cannot stop the embedded PostgreSQL in {}: {}", cluster, e.getMessage());
        }
    }

    private boolean stop(String mode, Duration patience) throws IOException {
        return run(
                "pg_ctl",
                "stop",
                "--wait",
                "--mode=" + mode,
                "--timeout=" + patience.toSeconds(),
                "--pgdata=" + cluster);
    }

    private String urlOf(String database) {
        return "jdbc:postgresql://" + HOST + ":" + port + "/" + database + "?sslmode=disable";
    }

    @Override
    public String url() {
        return urlOf(NAME);
    }

    @Override
    public Login application() {
        return new Login(APPLICATION_ROLE, password);
    }

    @Override
    public Login migration() {
        return new Login(NAME, password);
    }

    @Override
    public String location() {
        return "%s, psql \"postgresql://%s@%s:%d/%s?passfile=%s\""
                .formatted(
                        cluster,
                        NAME,
                        HOST,
                        port,
                        NAME,
                        UriUtils.encodePath(cluster.resolve("pgpass").toString(), StandardCharsets.UTF_8));
    }

    @Override
    public synchronized void close() {
        closed = true;
        stopServer();
        release(directory);
    }

    /** Somebody killed it, or the system did for want of memory: what was committed is recovered by the next one. */
    private void startAnewWhenItEnds() throws IOException {
        long id = processId(Files.readAllLines(cluster.resolve("postmaster.pid"), Charset.defaultCharset())
                .get(0));
        ProcessHandle.of(id).ifPresent(server -> server.onExit().thenRun(this::startAnew));
    }

    private synchronized void startAnew() {
        if (closed) {
            return;
        }
        log.warn("The embedded PostgreSQL ended by itself, and is started anew; see {}", serverLog);
        try {
            startServer();
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
