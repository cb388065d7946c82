package org.claimtrail.database.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipFile;
import org.claimtrail.database.command.Commands;
import org.claimtrail.database.dump.Dump;
import org.claimtrail.demo.DemoData;
import org.claimtrail.platform.Json;
import org.claimtrail.testing.ApiTest;
import org.claimtrail.testing.RandomChanges;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** A record that goes from one installation to another by the commands that a person gives, and to the next PostgreSQL. */
class MovedPostgresTest extends ApiTest {

    /** Its programs are beside those of this build, as an earlier build leaves them. */
    private static final String EARLIER = "17.6.0";

    @TempDir
    Path directory;

    @Autowired
    private DemoData demo;

    @Autowired
    private Flyway flyway;

    @Test
    @Tag("long")
    void everyRowGoesIntoAnEarlierPostgresqlAndOnToTheNextAndIntoABackup() throws Exception {
        demo.load();
        var changes = new RandomChanges(api, 3);
        for (int i = 0; i < 40; i++) {
            changes.next();
        }
        try (OutputStream target = Files.newOutputStream(directory.resolve("record.zip"))) {
            Dump.write(flyway, target);
        }
        unpackEarlier();
        assertThat(command("restore", "record.zip", "data", "--claimtrail.embedded.version=" + EARLIER))
                .isZero();
        Path data = directory.resolve("data/postgresql");
        assertThat(Cluster.majorOf(data)).contains(17);

        // What a service does that is started on it.
        try (EmbeddedPostgres server = EmbeddedPostgresTest.start(directory.resolve("data"), 0)) {
            server.moveToThisRelease(Flyway.configure()
                    .configuration(flyway.getConfiguration())
                    .dataSource(
                            server.url(),
                            server.migration().username(),
                            server.migration().password())
                    .load());

            assertThat(Cluster.majorOf(data)).contains(18);
            assertThat(Cluster.majorOf(data.resolveSibling("postgresql.of-17"))).contains(17);
            assertThat(data.resolveSibling("postgresql.dump")).doesNotExist();
            assertThat(data.resolveSibling("postgresql.moving")).doesNotExist();
            // While it runs, commands join it.
            assertThat(command("dump", "moved.zip", "data")).isZero();
            assertThat(command("restore", "record.zip", "data")).isEqualTo(1);
            assertThat(command("backup", "backup", "data")).isZero();
        }
        assertThat(command("dump", "backup.zip", "backup")).isZero();

        assertThat(sums("moved.zip")).isEqualTo(sums("record.zip"));
        assertThat(sums("backup.zip")).isEqualTo(sums("record.zip"));
        assertThat(command("dump", "moved.zip", "data")).isEqualTo(1);
        assertThat(command("restore", "nothing.zip", "new")).isEqualTo(1);
        assertThat(command("backup", "backup", "data")).isEqualTo(1);
        assertThat(Commands.run("dump")).isEqualTo(2);
        assertThat(Commands.run("undump", "file")).isEqualTo(2);
    }

    private int command(String name, String file, String data, String... settings) {
        List<String> arguments = new ArrayList<>(List.of(
                name,
                directory.resolve(file).toString(),
                "--claimtrail.data-dir=" + directory.resolve(data),
                "--claimtrail.embedded.binaries-dir=target"));
        arguments.addAll(List.of(settings));
        return Commands.run(arguments.toArray(String[]::new));
    }

    /** How many rows a dump has of each table, and their hash; of all but those that tell where it is. */
    private List<String> sums(String dump) throws IOException {
        try (var zip = new ZipFile(directory.resolve(dump).toFile())) {
            JsonNode sums = Json.parseObject(
                    zip.getInputStream(zip.getEntry("sums.json")).readAllBytes());
            List<String> rows = new ArrayList<>();
            for (JsonNode table : sums.get("tables")) {
                if (!Set.of("rows/history.numbering", "rows/history.move")
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
}
