package org.claimtrail.testing;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The whole application in a process of its own, which a test may kill. */
public final class ClaimtrailProcess {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Pattern API = Pattern.compile("API: +http://[^:]+:(\\d+)/");
    private static final Pattern DATA = Pattern.compile("Data: .*@127\\.0\\.0\\.1:(\\d+)/claimtrail");

    private final Process process;
    private final Path dataDir;
    private final Path output;

    private ClaimtrailProcess(Process process, Path dataDir, Path output) {
        this.process = process;
        this.dataDir = dataDir;
        this.output = output;
    }

    static ClaimtrailProcess start(Path dataDir, String... arguments) throws IOException {
        String tests = File.separator + "test-classes";
        String classPath = Arrays.stream(
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                                .split(File.pathSeparator))
                // What tests add to the application's own packages is none of its business.
                .filter(entry -> !entry.endsWith(tests) && !entry.endsWith(tests + File.separator))
                .collect(Collectors.joining(File.pathSeparator));
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        // It is to be there soon, not fast for long.
        command.addAll(List.of(
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:-BytecodeVerificationRemote"));
        // What is for the JVM, such as -Xmx512m.
        command.addAll(Arrays.stream(arguments)
                .filter(argument -> argument.startsWith("-X"))
                .toList());
        command.addAll(List.of(
                "-cp",
                classPath,
                "org.claimtrail.ClaimtrailApplication",
                "--claimtrail.embedded.port=0",
                "--claimtrail.demo=false",
                "--claimtrail.embedded.binaries-dir=" + Path.of("target").toAbsolutePath(),
                "--claimtrail.data-dir=" + dataDir));
        if (Arrays.stream(arguments).noneMatch(argument -> argument.startsWith("--server.port="))) {
            command.add("--server.port=0");
        }
        command.addAll(Arrays.stream(arguments)
                .filter(argument -> !argument.startsWith("-X"))
                .toList());
        Path output = Files.createTempFile("claimtrail", ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("CLAIMTRAIL_") || name.startsWith("SPRING_"));
        return new ClaimtrailProcess(builder.start(), dataDir, output);
    }

    /** Waits until the application answers. */
    public ClaimtrailProcess ready() throws IOException {
        await(() -> !process.isAlive() || DATA.matcher(output()).find());
        if (!process.isAlive()) {
            throw new AssertionError("The application ended:\n" + output());
        }
        return this;
    }

    /** Waits until the application has ended by itself, and returns its exit code. */
    public int exitCode() throws IOException {
        await(() -> !process.isAlive());
        return process.exitValue();
    }

    public String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** A client of its API, the first administrator. */
    public Api api() throws IOException {
        return new Api(port(), token());
    }

    /** What its first administrator shows. */
    public String token() throws IOException {
        return Files.readString(dataDir.resolve("admin-token")).strip();
    }

    /** Where it listens. */
    public int port() {
        Matcher matcher = API.matcher(output());
        if (!matcher.find()) {
            throw new AssertionError("Not ready:\n" + output());
        }
        return Integer.parseInt(matcher.group(1));
    }

    public Connection connect() throws IOException, SQLException {
        return connect("claimtrail");
    }

    public Connection connectAsSuperuser() throws IOException, SQLException {
        return connect("postgres");
    }

    private Connection connect(String role) throws IOException, SQLException {
        Matcher matcher = DATA.matcher(output());
        if (!matcher.find()) {
            throw new AssertionError("Not ready:\n" + output());
        }
        String pgpass = Files.readString(dataDir.resolve("postgresql/pgpass")).trim();
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + matcher.group(1) + "/claimtrail",
                role,
                pgpass.substring(pgpass.lastIndexOf(':') + 1));
    }

    /** The process of the embedded database. */
    public ProcessHandle postgres() throws IOException {
        long id = Long.parseLong(Files.readAllLines(dataDir.resolve("postgresql/postmaster.pid"))
                .get(0)
                .trim());
        return ProcessHandle.of(id).orElseThrow();
    }

    public long pid() {
        return process.pid();
    }

    /** As kill -9 does. */
    public void kill() {
        process.destroyForcibly();
        await(() -> !process.isAlive());
    }

    /** Asks the application to end, as kill does. */
    public void stop() {
        process.destroy();
        await(() -> !process.isAlive());
    }

    private void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("Nothing within " + PATIENCE + ":\n" + output());
            }
            try {
                TimeUnit.MILLISECONDS.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
        }
    }

    /** Whatever became of it: neither it nor its database is there afterwards. */
    public void end() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                kill();
            }
            if (Files.exists(dataDir.resolve("postgresql/postmaster.pid"))
                    && postgres().info().command().orElse("").endsWith("postgres")) {
                postgres().destroyForcibly();
            }
        } catch (IOException | NoSuchElementException e) {
            // It ended just now.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
