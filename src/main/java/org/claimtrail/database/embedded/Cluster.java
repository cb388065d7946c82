package org.claimtrail.database.embedded;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/**
 * A directory with the data of one PostgreSQL server, and the programs that run it.
 *
 * @param directory holds this one; its lock is ours
 * @param path of the data
 * @param programs of the release that the data belong to
 */
record Cluster(DataDirectory directory, Path path, Path programs) {

    static final String HOST = "127.0.0.1";
    static final String SUPERUSER = "postgres";

    private static final Logger log = LoggerFactory.getLogger(Cluster.class);

    /** Children of a killed server need a moment to notice, and keep its shared memory until then. */
    private static final Duration LEFTOVERS_VANISH_WITHIN = Duration.ofSeconds(20);
    /** After a power cut the server replays at most max_wal_size of its log. */
    private static final Duration RECOVERY_TAKES_AT_MOST = Duration.ofMinutes(10);

    private static final String SETTINGS = """
            # Written by Claimtrail at each start. Settings of your own belong into postgresql.conf, above the include.
            listen_addresses = '%s'
            port = %d
            unix_socket_directories = ''
            # Of two instances of the service, and of those who look into it.
            max_connections = 100
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

    static String newPassword() {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    /** Makes the directory, with nothing in it but what a server needs. */
    void create(String password) throws IOException {
        // Renamed when complete: a first start that was cut short leaves nothing that looks like data.
        Path parts = path.resolveSibling(path.getFileName() + ".new");
        FileSystemUtils.deleteRecursively(parts);
        Path secret = directory.resolve("postgresql.password");
        Files.deleteIfExists(secret);
        SecretFile.create(secret, password);
        boolean created = run(
                "initdb",
                "--pgdata=" + parts,
                "--username=" + SUPERUSER,
                "--auth=scram-sha-256",
                "--pwfile=" + secret,
                "--encoding=UTF8",
                // The same order and case rules on every platform, without the operating system's locales. What letters
                // are to text search, which asks the system, is the database's own: see EmbeddedPostgres.
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8");
        if (!created) {
            throw failure("cannot create its data directory");
        }
        // In the format that psql reads; the service reads the password from it, too.
        Path passwords = parts.resolve("pgpass");
        SecretFile.create(passwords, HOST + ":*:*:*:" + password + "\n");
        Files.delete(secret);
        Files.writeString(parts.resolve("postgresql.conf"), "\ninclude 'claimtrail.conf'\n", StandardOpenOption.APPEND);
        // initdb has flushed its own files; without these a power cut would take port and password away.
        DurableMove.move(parts, path);
    }

    String password() throws IOException {
        String line = Files.readString(path.resolve("pgpass")).trim();
        return line.substring(line.lastIndexOf(':') + 1);
    }

    /**
     * Deals with what a killed service or server left. We hold the lock of the data directory, so whatever runs there
     * is an orphan.
     */
    void clearLeftovers() throws IOException {
        Path pidFile = path.resolve("postmaster.pid");
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
            stop();
        } else {
            // The id was given to another program meanwhile, and the server would wait for that one. Only the id is
            // replaced, by one that no process has: the server still has to find the shared memory.
            List<String> corrected = new ArrayList<>(lines);
            corrected.set(0, String.valueOf(Integer.MAX_VALUE));
            Files.write(pidFile, corrected, Charset.defaultCharset());
        }
    }

    static long processId(String line) {
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
                return Files.isSameFile(workingDirectory, path);
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

    void start(int port) throws IOException {
        Files.writeString(path.resolve("claimtrail.conf"), SETTINGS.formatted(HOST, port));
        long deadline = System.nanoTime() + LEFTOVERS_VANISH_WITHIN.toNanos();
        while (!run(
                "pg_ctl",
                "start",
                "--wait",
                "--timeout=" + RECOVERY_TAKES_AT_MOST.toSeconds(),
                "--pgdata=" + path,
                "--log=" + serverLog())) {
            boolean leftovers = complaints()
                    .anyMatch(line -> line.contains("pre-existing shared memory block")
                            || line.contains("lock file \"postmaster.pid\""));
            if (!leftovers || System.nanoTime() > deadline) {
                throw failure("does not start");
            }
            Files.writeString(serverLog(), "");
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
                .redirectOutput(ProcessBuilder.Redirect.appendTo(serverLog().toFile()));
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
                "The embedded PostgreSQL %s: %s (all of it is in %s).".formatted(what, reason, serverLog()));
    }

    private Stream<String> complaints() throws IOException {
        return Files.readString(serverLog(), StandardCharsets.ISO_8859_1)
                .lines()
                .filter(line -> line.matches(".*(FATAL|PANIC|error): .*|(unshare|pg_ctl): .*"))
                .map(line -> line.replaceFirst(".*(FATAL|PANIC|error): +", ""));
    }

    void stop() {
        if (!Files.exists(path.resolve("postmaster.pid"))) {
            return;
        }
        try {
            // Without the end of all sessions "fast" may wait for one; "immediate" never does, and loses nothing.
            if (!stop("fast", Duration.ofSeconds(30)) && !stop("immediate", Duration.ofSeconds(10))) {
                log.warn("The embedded PostgreSQL in {} does not stop; see {}", path, serverLog());
            }
        } catch (IOException e) {
            log.warn("Cannot stop the embedded PostgreSQL in {}: {}", path, e.getMessage());
        }
    }

    private boolean stop(String mode, Duration patience) throws IOException {
        return run(
                "pg_ctl", "stop", "--wait", "--mode=" + mode, "--timeout=" + patience.toSeconds(), "--pgdata=" + path);
    }

    Path serverLog() {
        return directory.resolve("postgresql.log");
    }

    /** Of the release that the data belong to, such as 18; empty where there are none. */
    static Optional<Integer> majorOf(Path path) throws IOException {
        Path version = path.resolve("PG_VERSION");
        return Files.exists(version)
                ? Optional.of(Integer.valueOf(Files.readString(version).strip()))
                : Optional.empty();
    }

    /** Of the running server, as it tells in its file: process, data, start, port. */
    List<String> server() throws IOException {
        Path pidFile = path.resolve("postmaster.pid");
        return Files.exists(pidFile) ? Files.readAllLines(pidFile, Charset.defaultCharset()) : List.of();
    }

    /** Where the running server listens. */
    int port() throws IOException {
        List<String> server = server();
        if (server.size() < 4) {
            throw new IOException("its PostgreSQL does not run");
        }
        return Integer.parseInt(server.get(3).strip());
    }

    static String urlOf(int port, String database) {
        return "jdbc:postgresql://" + HOST + ":" + port + "/" + database + "?sslmode=disable";
    }
}
