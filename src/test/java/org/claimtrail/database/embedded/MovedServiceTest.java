package org.claimtrail.database.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.claimtrail.database.command.Commands;
import org.claimtrail.platform.Json;
import org.claimtrail.testing.Api;
import org.claimtrail.testing.ClaimtrailProcess;
import org.claimtrail.testing.ClaimtrailProcesses;
import org.claimtrail.testing.RandomChanges;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A record that goes from one installation to another, by the commands that a person gives, answers there as it did. */
class MovedServiceTest {

    /** Its programs are beside those of this build, as an earlier build leaves them. */
    private static final String EARLIER = "17.6.0";

    @TempDir
    static Path directory;

    @AutoClose
    static ClaimtrailProcesses services = new ClaimtrailProcesses();

    static String token;
    static Map<String, String> answers;

    @BeforeAll
    static void aServiceWithARecord() throws Exception {
        ClaimtrailProcess service = services.start(directory.resolve("data")).ready();
        token = service.token();
        var changes = new RandomChanges(service.api(), 3);
        for (int i = 0; i < 120; i++) {
            changes.next();
        }
        answers = answers(service);

        assertThat(command("dump", "record.zip", "data")).isZero();
        assertThat(command("backup", "backup", "data")).isZero();
        service.end();
    }

    /** A major release of PostgreSQL is left behind by starting a build that runs the next one. */
    @Test
    void aDumpServesTheSameFromAnEarlierPostgresqlThatIsThenLeftBehind() throws Exception {
        unpackEarlier();
        assertThat(command("restore", "record.zip", "restored", "--claimtrail.embedded.version=" + EARLIER))
                .isZero();
        Path data = directory.resolve("restored/postgresql");
        assertThat(Cluster.majorOf(data)).contains(17);

        ClaimtrailProcess service =
                services.start(directory.resolve("restored")).ready();

        assertThat(Cluster.majorOf(data)).contains(18);
        assertThat(Cluster.majorOf(directory.resolve("restored/postgresql.of-17")))
                .contains(17);
        assertThat(answers(service)).isEqualTo(answers);
        try (Stream<Path> files = Files.list(directory.resolve("restored"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .doesNotContain("postgresql.dump", "postgresql.moving", "postgresql.moved");
        }
        service.end();
        assertThat(command("restore", "record.zip", "restored")).isEqualTo(1);
        assertThat(command("dump", "restored.zip", "restored")).isZero();
        assertThat(sums("restored.zip")).isEqualTo(sums("record.zip"));
    }

    @Test
    void aBackupHoldsEveryRow() throws Exception {
        assertThat(command("dump", "backup.zip", "backup")).isZero();

        assertThat(sums("backup.zip")).isEqualTo(sums("record.zip"));
    }

    @Test
    void aCommandNamesWhatItLacks() throws Exception {
        assertThat(Commands.run("dump")).isEqualTo(2);
        assertThat(Commands.run("undump", "file")).isEqualTo(2);
        assertThat(command("dump", "record.zip", "data")).isEqualTo(1);
        assertThat(command("restore", "nothing.zip", "new")).isEqualTo(1);
        assertThat(command("backup", "backup", "data")).isEqualTo(1);
    }

    private static int command(String name, String file, String data, String... settings) {
        List<String> arguments = new ArrayList<>(List.of(
                name,
                directory.resolve(file).toString(),
                "--claimtrail.data-dir=" + directory.resolve(data),
                "--claimtrail.embedded.binaries-dir=target"));
        arguments.addAll(List.of(settings));
        return Commands.run(arguments.toArray(String[]::new));
    }

    /** How many rows a dump has of each table, and their hash. */
    private static List<String> sums(String dump) throws IOException {
        try (var zip = new ZipFile(directory.resolve(dump).toFile())) {
            JsonNode sums = Json.parseObject(
                    zip.getInputStream(zip.getEntry("sums.json")).readAllBytes());
            List<String> rows = new ArrayList<>();
            for (JsonNode table : sums.get("tables")) {
                // The first counts on from another number on another server, and signing in is told where it happens.
                if (!Set.of("rows/history.numbering", "rows/record.security_event", "rows/record.api_token")
                        .contains(table.get("entry").stringValue())) {
                    rows.add(table.toString());
                }
            }
            return rows;
        }
    }

    private static void unpackEarlier() throws IOException {
        Path programs = Path.of("target", "postgresql-" + EARLIER);
        if (!Files.isDirectory(programs)) {
            String archive = PostgresBinaries.archiveName(System.getProperty("os.name"), System.getProperty("os.arch"));
            Path parts = Files.createTempDirectory(Path.of("target"), "postgresql");
            try (InputStream stream = Files.newInputStream(Path.of("target", "earlier-postgresql", archive))) {
                TarXz.extract(stream, parts);
            }
            Files.move(parts, programs);
        }
    }

    /** What everybody sees, now and at each of ten instants: status, ETag and body. */
    private static Map<String, String> answers(ClaimtrailProcess service) throws IOException {
        Api api = new Api(service.port(), token);
        Map<String, String> answers = new LinkedHashMap<>();
        List<String> instants = new ArrayList<>();
        String after = "";
        while (true) {
            JsonNode page = get(api, answers, "/changes?limit=100" + after);
            if (page.get("items").isEmpty()) {
                break;
            }
            page.get("items").forEach(change -> instants.add(change.get("at").stringValue()));
            after = "&after=" + page.get("next").stringValue();
        }
        List<String> states = new ArrayList<>(List.of(""));
        List<String> distinct = instants.stream().distinct().toList();
        for (int i = 0; i < 10; i++) {
            states.add("&asOf=" + distinct.get(i * (distinct.size() - 1) / 9));
        }
        for (String state : states) {
            for (String list : List.of("claims", "sources", "articles", "measures", "topics")) {
                get(api, answers, "/" + list + "?limit=100" + state);
            }
            for (int number = 1; number <= 12; number++) {
                get(api, answers, "/claims/C-" + number + state.replaceFirst("&", "?"));
                get(api, answers, "/claims/C-" + number + "/standing" + state.replaceFirst("&", "?"));
            }
        }
        for (int number = 1; number <= 12; number++) {
            get(api, answers, "/claims/C-" + number + "/history");
        }
        get(api, answers, "/accounts");
        assertThat(distinct.size()).isGreaterThan(20);
        return answers;
    }

    private static JsonNode get(Api api, Map<String, String> answers, String path) {
        Api.Answer answer = api.send("GET", path, null, null);
        answers.put(path, answer.status() + " " + answer.header("ETag") + " " + answer.body());
        return answer.body();
    }
}
