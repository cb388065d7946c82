package org.claimtrail.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.claimtrail.platform.Json;
import org.claimtrail.platform.Role;
import org.claimtrail.testing.ApiTest;
import org.claimtrail.testing.FewRequests;
import org.claimtrail.testing.People;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes clients of the contract that the service serves, and lets each do what {@code src/test/clients} says. What is not
 * installed is skipped, except in continuous integration ({@code CI=true}); the generators come with the profile {@code clients}.
 */
@FewRequests
class ClientsTest extends ApiTest {

    private static final boolean ALL_HAS_TO_BE_THERE = "true".equals(System.getenv("CI"));
    private static final Path SCRIPTS = Path.of("src/test/clients").toAbsolutePath();
    private static final Path WORK = Path.of("target/clients").toAbsolutePath();
    private static final Path LIBRARIES = WORK.resolve("lib");
    private static final Path CONTRACT = WORK.resolve("openapi.yaml");
    private static final Path EXAMPLES = WORK.resolve("examples.json");

    @LocalServerPort
    private int port;

    @BeforeEach
    void readTheContract() throws Exception {
        Files.createDirectories(WORK);
        HttpResponse<Path> contract = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(address() + "/openapi.yaml"))
                                .build(),
                        HttpResponse.BodyHandlers.ofFile(
                                CONTRACT,
                                StandardOpenOption.CREATE,
                                StandardOpenOption.TRUNCATE_EXISTING,
                                StandardOpenOption.WRITE));
        assertThat(contract.statusCode()).isEqualTo(200);
        ObjectNode examples = Json.object();
        Contract.document().node().at("/components/schemas").properties().forEach(schema -> {
            if (schema.getValue().has("examples")) {
                examples.set(schema.getKey(), schema.getValue().get("examples"));
            }
        });
        Files.write(EXAMPLES, Json.write(examples));
    }

    @Test
    @Tag("long")
    void inJava() throws Exception {
        Path client = generated("java", "library=native,useSingleRequestParameter=true");
        Path classes = empty("java-classes");
        String libraries = jars("jackson", "jsr305", "jakarta", "http");
        List<String> compile = new ArrayList<>(
                List.of(java("javac"), "-nowarn", "-encoding", "UTF-8", "-d", classes.toString(), "-cp", libraries));
        try (Stream<Path> sources = Files.walk(client.resolve("src/main/java"))) {
            sources.map(Path::toString)
                    .filter(source -> source.endsWith(".java"))
                    .forEach(compile::add);
        }
        compile.add(SCRIPTS.resolve("java/Journey.java").toString());
        run(WORK, compile);
        assertThat(run(
                        WORK,
                        journey(List.of(java("java"), "-cp", classes + File.pathSeparator + libraries, "Journey"))))
                .contains("did all of it");
    }

    @Tag("long")
    @Test
    void inPython() throws Exception {
        needs("python3", "-c", "import ensurepip, venv");
        Path client = generated("python", "library=urllib3");
        Path python = WORK.resolve("venv/bin/python");
        if (!Files.exists(python)) {
            run(WORK, List.of("python3", "-m", "venv", "venv"));
        }
        install(
                WORK,
                List.of(
                        python.toString(),
                        "-m",
                        "pip",
                        "install",
                        "--quiet",
                        "--disable-pip-version-check",
                        "--retries",
                        "1",
                        "--requirement",
                        SCRIPTS.resolve("python/requirements.txt").toString()));
        assertThat(run(
                        client,
                        journey(List.of(
                                python.toString(),
                                "-c",
                                // The directory that it runs in goes before that of the script.
                                "import runpy, sys; sys.argv.pop(0); sys.path.insert(0, '.');"
                                        + " runpy.run_path(sys.argv[0], run_name='__main__')",
                                SCRIPTS.resolve("python/journey.py").toString()))))
                .contains("did all of it");
    }

    @Test
    void inTypeScript() throws Exception {
        Path project = packages();
        run(project, node("openapi-typescript/bin/cli.js", CONTRACT.toString(), "--output", "types/claimtrail.d.ts"));
        run(
                project,
                node(
                        "@hey-api/openapi-ts/bin/index.cjs",
                        "--input",
                        CONTRACT.toString(),
                        "--output",
                        "sdk",
                        "--client",
                        "@hey-api/client-fetch",
                        "--silent"));
        run(project, node("typescript/bin/tsc"));
        assertThat(run(project, journey(List.of("node", "out/journey.js")))).contains("did all of it");
    }

    /** By the reference client of the Model Context Protocol. */
    @Tag("long")
    @Test
    void byTheModelContextProtocol() throws Exception {
        assertThat(run(allPackages(), journey(List.of("node", "mcp.js")))).contains("did all of it");
    }

    /** Go is compiled where it is there, and never has to be. */
    @Test
    void inGo() throws Exception {
        if (!succeeds("go", "version")) {
            abort("Go is not installed.");
        }
        run(generated("go", "withGoMod=true"), List.of("go", "build", "./..."));
    }

    @Test
    @Tag("long")
    void whoReadsTheContractOverHasNothingToSay() throws Exception {
        Path project = allPackages();
        assertThat(run(
                        project,
                        node("@redocly/cli/bin/cli.js", "lint", CONTRACT.toString(), "--config", "redocly.yaml")))
                .contains("is valid")
                .doesNotContainIgnoringCase("warning");
        run(
                project,
                node(
                        "@stoplight/spectral-cli/dist/index.js",
                        "lint",
                        "--ruleset",
                        "spectral.yaml",
                        "--fail-severity",
                        "warn",
                        CONTRACT.toString()));
    }

    private String address() {
        return "http://localhost:" + port;
    }

    /** With what a journey is told; its reader has all his requests left. */
    private List<String> journey(List<String> command) {
        String account = api.created("/users", Map.of("name", UUID.randomUUID().toString(), "role", Role.READER.name()))
                .id();
        String reader = api.created(
                        "/tokens", Map.of("account", Map.of("id", account), "name", "few", "scope", Role.READER.name()))
                .at("/token");
        return Stream.concat(
                        command.stream(), Stream.of(address(), People.token(Role.ADMIN), reader, EXAMPLES.toString()))
                .toList();
    }

    /** The directory of a client that openapi-generator just made. */
    private static Path generated(String language, String properties) throws Exception {
        Path generator = generator();
        Path client = empty(language);
        run(
                WORK,
                List.of(
                        java("java"),
                        "-jar",
                        generator.toString(),
                        "generate",
                        "--generator-name",
                        language,
                        "--additional-properties",
                        properties,
                        "--input-spec",
                        CONTRACT.toString(),
                        "--output",
                        client.toString()));
        return client;
    }

    private static Path generator() {
        Path generator = LIBRARIES.resolve("openapi-generator-cli.jar");
        if (!Files.exists(generator)) {
            missing("openapi-generator is not there: it comes with -Pclients.");
        }
        return generator;
    }

    /** The directory of the project in TypeScript, with what makes clients and compiles them. */
    private static Path packages() throws Exception {
        return packages("typescript", "--omit=optional");
    }

    /** Also with what only tests ask for that are left out by default: that is most of it. */
    private static Path allPackages() throws Exception {
        return packages("@redocly/cli");
    }

    /** Nobody who did not ask for clients has packages fetched. */
    private static Path packages(String needed, String... options) throws Exception {
        generator();
        needs("node", "--version");
        needs("npm", "--version");
        Path project = Files.createDirectories(WORK.resolve("typescript"));
        try (Stream<Path> files = Files.list(SCRIPTS.resolve("typescript"))) {
            for (Path file : files.toList()) {
                Files.copy(file, project.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        if (!Files.exists(project.resolve("node_modules").resolve(needed))) {
            install(
                    project,
                    Stream.concat(
                                    Stream.of("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"),
                                    Stream.of(options))
                            .toList());
        }
        return project;
    }

    private static List<String> node(String script, String... arguments) {
        return Stream.concat(Stream.of("node", "node_modules/" + script), Stream.of(arguments))
                .toList();
    }

    private static String java(String program) {
        return Path.of(System.getProperty("java.home"), "bin", program).toString();
    }

    private static String jars(String... names) throws IOException {
        try (Stream<Path> jars = Files.list(LIBRARIES)) {
            return jars.map(Path::toString)
                    .filter(jar -> Stream.of(names).anyMatch(jar::contains))
                    .collect(Collectors.joining(File.pathSeparator));
        }
    }

    private static Path empty(String name) throws IOException {
        Path directory = WORK.resolve(name);
        if (Files.exists(directory)) {
            Files.walkFileTree(directory, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }
            });
        }
        return Files.createDirectories(directory);
    }

    private static void needs(String... command) throws Exception {
        if (!succeeds(command)) {
            missing(command[0] + " is not there, or lacks something.");
        }
    }

    private static void missing(String what) {
        if (ALL_HAS_TO_BE_THERE) {
            throw new AssertionError(what + " Here nothing may be missing.");
        }
        abort(what);
    }

    /** Fetches what is needed; who is offline goes without. */
    private static void install(Path directory, List<String> command) throws Exception {
        try {
            run(directory, command);
        } catch (AssertionError e) {
            missing(e.getMessage());
        }
    }

    private static boolean succeeds(String... command) throws Exception {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** @return what it said */
    private static String run(Path directory, List<String> command) throws Exception {
        Path log = Files.createTempFile(WORK, "run", ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        // What is started here sends nothing home, and draws no colours.
        builder.environment().putAll(Map.of("NO_COLOR", "1", "REDOCLY_TELEMETRY", "off", "NO_UPDATE_NOTIFIER", "1"));
        Process process = builder.start();
        try {
            boolean ended = process.waitFor(5, TimeUnit.MINUTES);
            String said = Files.readString(log);
            String what = String.join(" ", command.subList(0, Math.min(command.size(), 8)));
            assertThat(ended && process.exitValue() == 0)
                    .as(what + "\n" + said.substring(Math.max(0, said.length() - 4000)))
                    .isTrue();
            return said;
        } finally {
            process.destroyForcibly();
            Files.delete(log);
        }
    }
}
