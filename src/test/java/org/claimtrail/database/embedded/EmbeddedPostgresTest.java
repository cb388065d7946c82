package org.claimtrail.database.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import org.claimtrail.database.embedded.Database.Login;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.core.io.ClassPathResource;

class EmbeddedPostgresTest {

    @TempDir
    Path dataDir;

    @Test
    void whatIsCommittedIsOnDisk() throws Exception {
        try (EmbeddedPostgres server = start(0)) {
            assertThat(ask(server, "select current_setting('fsync')")).isEqualTo("on");
            assertThat(ask(server, "select current_setting('synchronous_commit')"))
                    .isEqualTo("on");
            assertThat(ask(server, "select current_setting('full_page_writes')"))
                    .isEqualTo("on");
        }
    }

    @Test
    void onlyThisMachineAndOnlyThoseWithThePasswordGetIn() throws Exception {
        try (EmbeddedPostgres server = start(0)) {
            assertThat(ask(server, "select current_setting('listen_addresses')"))
                    .isEqualTo("127.0.0.1");
            assertThat(ask(server, "select rolsuper from pg_roles where rolname = current_user"))
                    .isEqualTo("f");
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> DriverManager.getConnection(server.url(), "claimtrail", "guess"))
                    .withMessageContaining("password authentication failed");
        }
        assumeTrue(dataDir.getFileSystem().supportedFileAttributeViews().contains("posix"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(dataDir.resolve("postgresql"))))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(dataDir.resolve("postgresql/pgpass"))))
                .isEqualTo("rw-------");
    }

    @Test
    void textIsUnicodeAndTimeIsUtcEverywhere() throws Exception {
        try (EmbeddedPostgres server = start(0)) {
            assertThat(ask(server, "select current_setting('server_encoding')")).isEqualTo("UTF8");
            assertThat(ask(server, "select lower('ÅÄÖ Ж')")).isEqualTo("åäö ж");
            assertThat(ask(server, "select to_tsvector('simple', 'Größe МОСКВА')::text"))
                    .isEqualTo("'größe':1 'москва':2");
            assertThat(ask(server, "select reset_val from pg_settings where name = 'log_timezone'"))
                    .isEqualTo("UTC");
        }
    }

    /** Each holds for a word that touches a mark, as in any PostgreSQL. */
    @ParameterizedTest
    @CsvSource({
        "“absurd quagmire”, quagmire",
        "Donetsk–Luhansk, luhansk",
        "Donetsk—Luhansk, donetsk",
        "6\u00a0700 containers, containers",
        "وزارة الدفاع، موسكو, الدفاع",
        "«Удар», удар",
        "¿Quién?, quién",
        "東京、大阪。, 大阪",
        "50€, 50",
        "wait…, wait"
    })
    void textSearchTellsLettersFromMarks(String text, String word) throws Exception {
        if (lettersServer == null) {
            lettersServer = start(letters, 0);
        }
        assertThat(ask(
                        lettersServer,
                        "select to_tsvector('simple', '%s') @@ to_tsquery('simple', '%s')".formatted(text, word)))
                .isEqualTo("t");
    }

    @TempDir
    static Path letters;

    private static EmbeddedPostgres lettersServer;

    @AfterAll
    static void stopLettersServer() {
        if (lettersServer != null) {
            lettersServer.close();
        }
    }

    /** As databases were made before, and as they come from a system with other locales. */
    @ParameterizedTest
    @ValueSource(strings = {"C", "xx_XX.UTF-8"})
    void aDatabaseOfAnotherLocaleKeepsItsContentsAndLearnsToTellLetters(String locale) throws Exception {
        try (EmbeddedPostgres server = start(0)) {
            try (Connection connection = connect(server);
                    Statement statement = connection.createStatement()) {
                statement.execute(
                        "create table entry as select n, 'Wort “' || chr(200 + n) || '”' as text from generate_series(1, 5000) n");
                statement.execute("create unique index entry_by_text on entry (text)");
            }
            set(server, "update pg_database set datctype = '" + locale + "' where datname = 'claimtrail'");
        }
        String before = null;
        for (int starts = 0; starts < 2; starts++) {
            try (EmbeddedPostgres server = start(0);
                    Connection connection = connect(server);
                    Statement statement = connection.createStatement()) {
                assertThat(ask(server, "select datctype from pg_database where datname = current_database()"))
                        .isNotIn("C", locale);
                assertThat(ask(server, "select to_tsvector('simple', '“quagmire”')::text"))
                        .isEqualTo("'quagmire':1");
                statement.execute("set enable_seqscan = off");
                try (ResultSet rows = statement.executeQuery(
                        "select md5(string_agg(text, ',' order by text)) from entry where text >= ''")) {
                    rows.next();
                    before = before == null ? rows.getString(1) : before;
                    assertThat(rows.getString(1)).isEqualTo(before);
                }
                assertThat(ask(server, "select md5(string_agg(text, ',' order by text collate \"C\")) from entry"))
                        .isEqualTo(before);
            }
        }
    }

    @Test
    void theServiceMayCreateTheExtensionsThatSearchNeeds() throws Exception {
        try (EmbeddedPostgres server = start(0);
                Connection connection = connect(server);
                Statement statement = connection.createStatement()) {
            statement.execute("create extension pg_trgm");
            statement.execute("create extension unaccent");
            statement.execute("create extension btree_gist");
            assertThat(ask(server, "select similarity('Müller', 'MÜLLER')")).isEqualTo("1");
        }
    }

    @Test
    void dataStayFromOneStartToTheNext() throws Exception {
        try (EmbeddedPostgres server = start(0);
                Connection connection = connect(server);
                Statement statement = connection.createStatement()) {
            statement.execute("create table entry as select 7 as id");
        }
        try (EmbeddedPostgres server = start(0)) {
            assertThat(ask(server, "select id from entry")).isEqualTo("7");
        }
    }

    @Test
    void dataOfATimeWithOneRoleGetTheOthers() throws Exception {
        try (EmbeddedPostgres server = start(0);
                Connection connection =
                        connect(server, new Login("postgres", server.migration().password()));
                Statement statement = connection.createStatement()) {
            statement.execute("drop role claimtrail_app");
            statement.execute("drop role claimtrail_report");
        }
        try (EmbeddedPostgres server = start(0);
                Connection application = connect(server, server.application());
                Connection reporting = connect(
                        server,
                        new Login("claimtrail_report", server.migration().password()))) {
            assertThat(application.isValid(1)).isTrue();
            assertThat(reporting.isValid(1)).isTrue();
        }
    }

    @Test
    void aFirstStartThatWasCutShortLeavesNothingInTheWay() throws Exception {
        Files.createDirectories(dataDir.resolve("postgresql.new/base"));
        Files.writeString(dataDir.resolve("postgresql.new/PG_VERSION"), "18\n");
        try (EmbeddedPostgres server = start(0)) {
            assertThat(ask(server, "select 1")).isEqualTo("1");
        }
    }

    @Test
    void aPathWithSpacesAndQuotesIsFine() throws Exception {
        dataDir = dataDir.resolve("the desk's data");
        try (EmbeddedPostgres server = start(0)) {
            assertThat(ask(server, "select 1")).isEqualTo("1");
            assertThat(server.location()).contains("the%20desk's%20data/postgresql/pgpass");
        }
    }

    @Test
    void aTakenPortIsNeverConnectedTo() throws Exception {
        try (ServerSocket foreign = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            foreign.setSoTimeout(1);
            assertThatExceptionOfType(DatabaseUnavailableException.class)
                    .isThrownBy(() -> start(foreign.getLocalPort()))
                    .withMessageStartingWith("Port " + foreign.getLocalPort() + " on 127.0.0.1 is not free")
                    .withMessageContaining("CLAIMTRAIL_EMBEDDED_PORT");
            assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(foreign::accept);
        }
    }

    /** Of one that is earlier and left no programs, and of one that is later; see MovedPostgresTest for the others. */
    @ParameterizedTest
    @ValueSource(strings = {"16", "19"})
    void dataOfAnotherMajorVersionAreRefused(String major) throws Exception {
        Files.createDirectories(dataDir.resolve("postgresql"));
        Files.writeString(dataDir.resolve("postgresql/PG_VERSION"), major + "\n");

        assertThatExceptionOfType(DatabaseUnavailableException.class)
                .isThrownBy(() -> start(0))
                .withMessageContaining("belong to PostgreSQL " + major + " but this build runs PostgreSQL 18");
    }

    @Test
    void somethingElseInThePlaceOfTheDataIsLeftAlone() throws Exception {
        Path photo = Files.createDirectories(dataDir.resolve("postgresql")).resolve("photo.jpg");
        Files.createFile(photo);

        assertThatExceptionOfType(DatabaseUnavailableException.class)
                .isThrownBy(() -> start(0))
                .withMessageContaining("is not empty and holds no PostgreSQL data");
        assertThat(photo).exists();
    }

    @Test
    void twoServicesCannotShareTheirData() {
        try (EmbeddedPostgres first = start(0)) {
            assertThat(first.location()).isNotEmpty();
            assertThatExceptionOfType(DatabaseUnavailableException.class)
                    .isThrownBy(() -> start(0))
                    .withMessageStartingWith("Another Claimtrail (process "
                            + ProcessHandle.current().pid() + ") already uses the data directory " + dataDir);
        }
    }

    @Test
    void aFileInThePlaceOfTheDirectoryIsNamed() throws Exception {
        Path file = Files.createFile(dataDir.resolve("file"));
        dataDir = file;

        assertThatExceptionOfType(DatabaseUnavailableException.class)
                .isThrownBy(() -> start(0))
                .withMessageStartingWith(
                        "The data directory " + file + " cannot be used: " + file + ": not a directory");
    }

    @Test
    void aReadOnlyDirectoryIsNamed() throws Exception {
        try (Mount mount = new Mount("size=1m,ro")) {
            dataDir = mount.path();
            assertThatExceptionOfType(DatabaseUnavailableException.class)
                    .isThrownBy(() -> start(0))
                    .withMessageStartingWith("The data directory " + dataDir + " cannot be used: ")
                    .withMessageContaining("Read-only file system")
                    .withMessageContaining("CLAIMTRAIL_DATA_DIR");
        }
    }

    @Test
    void aDiskTooFullForADatabaseIsNamed() throws Exception {
        try (Mount mount = new Mount("size=20m")) {
            dataDir = mount.path();
            assertThatExceptionOfType(DatabaseUnavailableException.class)
                    .isThrownBy(() -> start(0))
                    .withMessageStartingWith("The disk that holds the data directory " + dataDir + " is full: ")
                    .withMessageContaining("MiB are left");
        }
    }

    @Test
    void aDiskWithoutAByteLeftIsNamed() throws Exception {
        try (Mount mount = new Mount("size=8k")) {
            dataDir = mount.path();
            Files.write(dataDir.resolve("film"), new byte[8192]);
            assertThatExceptionOfType(DatabaseUnavailableException.class)
                    .isThrownBy(() -> start(0))
                    .withMessage("The disk that holds the data directory " + dataDir + " is full.");
        }
    }

    @Test
    void settingsThatTheServerRefusesAreReportedInItsWords() throws Exception {
        start(0).close();
        Path configuration = dataDir.resolve("postgresql/postgresql.conf");
        Files.writeString(configuration, Files.readString(configuration) + "shared_buffers = 'plenty'\n");

        assertThatExceptionOfType(DatabaseUnavailableException.class)
                .isThrownBy(() -> start(0))
                .withMessageStartingWith("The embedded PostgreSQL does not start: ")
                .withMessageContaining("postgresql.log");
    }

    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, postgres-linux-x86_64.txz",
        "Linux, aarch64, postgres-linux-arm_64.txz",
        "Mac OS X, aarch64, postgres-darwin-arm_64.txz",
        "Windows 11, amd64, postgres-windows-x86_64.txz"
    })
    void everyPlatformHasItsArchive(String system, String machine, String archive) {
        assertThat(PostgresBinaries.archiveName(system, machine)).isEqualTo(archive);
    }

    @Test
    void aBuildWithoutProgramsForThisPlatformSaysWhichVariableToSet() {
        assertThatExceptionOfType(DatabaseUnavailableException.class)
                .isThrownBy(() -> PostgresBinaries.archive("Plan 9", "mips"))
                .withMessageStartingWith("No database: set CLAIMTRAIL_DB_URL")
                .withMessageEndingWith("no embedded PostgreSQL for Plan 9 on mips.");
    }

    private EmbeddedPostgres start(int port) {
        return start(dataDir, port);
    }

    static EmbeddedPostgres start(Path dataDir, int port) {
        return EmbeddedPostgres.start(new DatabaseProperties(
                dataDir.toString(),
                new DatabaseProperties.Embedded(port, version(), "target"),
                new DatabaseProperties.Db(null, null, List.of())));
    }

    /** As the build names it. */
    private static String version() {
        YamlPropertiesFactoryBean settings = new YamlPropertiesFactoryBean();
        settings.setResources(new ClassPathResource("application.yaml"));
        return Objects.requireNonNull(settings.getObject()).getProperty("claimtrail.embedded.version");
    }

    private static Connection connect(EmbeddedPostgres server) throws SQLException {
        return connect(server, server.migration());
    }

    private static Connection connect(EmbeddedPostgres server, Login login) throws SQLException {
        return DriverManager.getConnection(server.url(), login.username(), login.password());
    }

    private static void set(EmbeddedPostgres server, String statement) throws SQLException {
        String postgres = server.url().replace("/claimtrail?", "/postgres?");
        try (Connection connection = DriverManager.getConnection(
                        postgres, "postgres", server.migration().password());
                Statement executed = connection.createStatement()) {
            executed.execute(statement);
        }
    }

    private static String ask(EmbeddedPostgres server, String query) throws SQLException {
        try (Connection connection = connect(server);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }

    /** A small file system of its own, for those who may mount one. */
    private record Mount(Path path) implements AutoCloseable {

        Mount(String options) throws IOException {
            this(Files.createTempDirectory("claimtrail"));
            boolean mounted;
            try {
                mounted = run("mount", "-t", "tmpfs", "-o", options, "tmpfs", path.toString());
            } catch (IOException e) {
                mounted = false;
            }
            assumeTrue(mounted, "only root may mount");
        }

        private static boolean run(String... command) throws IOException {
            try {
                return new ProcessBuilder(command)
                                .redirectErrorStream(true)
                                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                                .start()
                                .waitFor()
                        == 0;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            run("umount", path.toString());
            Files.delete(path);
        }
    }
}
