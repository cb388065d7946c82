package org.claimtrail.database.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.claimtrail.database.embedded.Database.Login;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class ExternalDatabaseTest {

    private static final String WARNING = "can drop tables and alter history";

    @TempDir
    static Path dataDir;

    /** Runs on its own here, as somebody else's would. */
    static EmbeddedPostgres server;

    @BeforeAll
    static void start() {
        server = EmbeddedPostgresTest.start(dataDir, 0);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aDatabaseThatDoesNotAnswerIsNamedWithoutItsPassword() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            port = free.getLocalPort();
        }
        String url = "jdbc:postgresql://127.0.0.1:" + port + "/desk?password=geheim";

        assertThatExceptionOfType(DatabaseUnavailableException.class)
                .isThrownBy(() -> ExternalDatabase.connect(url, new Login("claimtrail", "geheim"), null))
                .withMessageStartingWith("The database at 127.0.0.1:" + port + "/desk does not let Claimtrail in: ")
                .withMessageContaining("refused")
                .withMessageContaining("CLAIMTRAIL_DB_USERNAME")
                .withMessageNotContaining("geheim");
        assertThat(new Login("claimtrail", "geheim").toString()).doesNotContain("geheim");
    }

    @Test
    void anAddressOfAnotherProductIsRefused() {
        for (Login migration : new Login[] {null, new Login("owner", null)}) {
            assertThatExceptionOfType(DatabaseUnavailableException.class)
                    .isThrownBy(
                            () -> ExternalDatabase.connect("jdbc:mysql://db/desk", new Login("desk", null), migration))
                    .withMessageContaining("jdbc:postgresql://host:5432/claimtrail");
        }
    }

    @Test
    void aDatabaseWhoseLocaleCannotTellLettersIsWarnedOf(CapturedOutput output) throws Exception {
        database("lettered", "encoding 'UTF8' lc_ctype 'C.UTF-8'");
        database("letterless", "encoding 'UTF8' lc_ctype 'C'");

        connect("lettered");
        assertThat(output).doesNotContain("has the locale C");
        connect("letterless");
        assertThat(output)
                .contains("/letterless has the locale C, by which text search takes quotation marks")
                .contains("LC_CTYPE 'C.UTF-8'");
    }

    @Test
    void aDatabaseThatIsNotOfUnicodeIsRefused() throws Exception {
        database("latin", "encoding 'LATIN1' locale_provider 'libc' lc_collate 'C' lc_ctype 'C'");

        assertThatExceptionOfType(DatabaseUnavailableException.class)
                .isThrownBy(() -> connect("latin"))
                .withMessageContaining("/latin has the encoding LATIN1, but Claimtrail needs UTF8");
    }

    private static void database(String name, String options) throws SQLException {
        Login owner = server.migration();
        try (Connection connection = DriverManager.getConnection(url("postgres"), "postgres", owner.password());
                Statement statement = connection.createStatement()) {
            statement.execute("create database %s owner claimtrail template template0 %s".formatted(name, options));
        }
    }

    private static void connect(String database) {
        ExternalDatabase.connect(url(database), server.migration(), null);
    }

    private static String url(String database) {
        return server.url().replace("/claimtrail?", "/" + database + "?");
    }

    @Test
    void serversBeforeVersion15AreRefused() {
        assertThatExceptionOfType(DatabaseUnavailableException.class)
                .isThrownBy(() -> ExternalDatabase.requireSupported("db:5432/desk", 14, "14.19"))
                .withMessage(
                        "The database at db:5432/desk is PostgreSQL 14.19, but Claimtrail needs version 15 or newer.");
        assertThatCode(() -> ExternalDatabase.requireSupported("db:5432/desk", 15, "15.1"))
                .doesNotThrowAnyException();
    }

    @Test
    void rolesThatAreMissingAreCreatedWhereTheMigrationRoleMay(CapturedOutput log) throws Exception {
        as("postgres", "drop role claimtrail_report", "create role creator createrole login password 'c'");
        try {
            Login application = new Login("desk's \"own\"", "geheim");

            for (int start = 1; start <= 2; start++) {
                Database database = ExternalDatabase.connect(server.url(), application, new Login("creator", "c"));

                assertThat(database.application()).isEqualTo(application);
                assertThat(database.migration().username()).isEqualTo("creator");
            }

            assertThat(ask(application, "select current_user")).isEqualTo("desk's \"own\"");
            assertThat(
                            ask(
                                    application,
                                    "select rolcanlogin or rolsuper or rolcreaterole or rolcreatedb from pg_roles where rolname = 'claimtrail_report'"))
                    .isEqualTo("f");
            assertThat(log).doesNotContain(WARNING);
        } finally {
            as("postgres", "drop role if exists \"desk's \"\"own\"\"\"");
        }
    }

    @Test
    void aMigrationRoleThatMayNotCreateRolesSaysWhatAnAdministratorHasToRun() {
        assertThatExceptionOfType(DatabaseUnavailableException.class)
                .isThrownBy(() ->
                        ExternalDatabase.connect(server.url(), new Login("desk_app", "geheim"), server.migration()))
                .withMessageEndingWith(
                        "/claimtrail has no role desk_app and claimtrail may not create it: let an administrator run CREATE ROLE \"desk_app\" LOGIN PASSWORD '…', with what CLAIMTRAIL_DB_PASSWORD says.");
    }

    @Test
    void aServiceNeedsNoReportingRole() throws Exception {
        as("postgres", "alter role claimtrail_report rename to away");
        try {
            assertThatCode(() -> ExternalDatabase.connect(server.url(), server.application(), server.migration()))
                    .doesNotThrowAnyException();
        } finally {
            as("postgres", "alter role away rename to claimtrail_report");
        }
    }

    @Test
    void theReportingRoleIsMadeReadyByItsScriptWhetherItIsThereOrNot() throws Exception {
        String script = Files.readString(Path.of("db/report/role.sql"));
        as("postgres", "create schema report", "create view report.answer as select 42 as number");
        try {
            for (String before : new String[] {"drop role claimtrail_report", "alter role claimtrail_report nologin"}) {
                as("postgres", before, script, "alter role claimtrail_report password 'r'");
                Login reporting = new Login("claimtrail_report", "r");

                assertThat(ask(reporting, "select number from answer")).isEqualTo("42");
                assertThat(ask(reporting, "show default_transaction_read_only")).isEqualTo("on");
                assertThat(ask(reporting, "show statement_timeout")).isEqualTo("10min");
                assertThat(ask(reporting, "show jit")).isEqualTo("off");
            }
        } finally {
            as("postgres", "drop schema report cascade");
        }
    }

    @Test
    void aMigrationRoleThatIsNotLetInIsToldApart() {
        assertThatExceptionOfType(DatabaseUnavailableException.class)
                .isThrownBy(() ->
                        ExternalDatabase.connect(server.url(), server.application(), new Login("claimtrail", "guess")))
                .withMessageContaining("CLAIMTRAIL_DB_MIGRATION_USERNAME and CLAIMTRAIL_DB_MIGRATION_PASSWORD");
    }

    @Test
    void oneRoleForAllIsWarnedOf(CapturedOutput log) {
        Database database = ExternalDatabase.connect(server.url(), server.migration(), new Login("", ""));

        assertThat(database.migration()).isEqualTo(database.application());
        assertThat(log)
                .contains("The role claimtrail that serves requests " + WARNING)
                .contains("CLAIMTRAIL_DB_MIGRATION_USERNAME");
    }

    @Test
    void oneRoleNamedTwiceIsWarnedOf(CapturedOutput log) {
        ExternalDatabase.connect(server.url(), server.migration(), new Login("claimtrail", "whatever"));

        assertThat(log).contains(WARNING);
    }

    @Test
    void aRoleThatCanBecomeTheOwnerIsWarnedOf(CapturedOutput log) throws Exception {
        as("postgres", "grant claimtrail to claimtrail_app");
        try {
            ExternalDatabase.connect(server.url(), server.application(), server.migration());

            assertThat(log).contains("The role claimtrail_app that serves requests " + WARNING);
        } finally {
            as("postgres", "revoke claimtrail from claimtrail_app");
        }
    }

    private static void as(String role, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        server.url(), role, server.migration().password());
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static String ask(Login login, String query) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.url(), login.username(), login.password());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
