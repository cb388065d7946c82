package org.claimtrail.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.flyway.autoconfigure.FlywayConnectionDetails;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.core.env.Environment;
import org.springframework.util.FileSystemUtils;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * Decides what the whole suite runs on, by the system property {@code claimtrail.test.database} or the environment
 * variable {@code CLAIMTRAIL_TEST_DATABASE}. It never looks around by itself, so that a run cannot quietly be another
 * one than was meant.
 *
 * <ul>
 *   <li>{@code embedded} (the default): the embedded server, with new data under {@code target}.
 *   <li>{@code testcontainers}: a container of the image {@code claimtrail.test.image}, by default {@code postgres:18}.
 *   <li>{@code external}: the database at {@code claimtrail.test.db.url}, with {@code .username} and {@code .password};
 *       it must be empty unless {@code claimtrail.test.db.used} is true. A role that may create others gets the roles
 *       {@code claimtrail_app} and {@code claimtrail_report} beside it.
 * </ul>
 */
public final class TestDatabase implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final Logger log = LoggerFactory.getLogger(TestDatabase.class);
    private static final String APPLICATION_ROLE = "claimtrail_app";
    private static final String REPORTING_ROLE = "claimtrail_report";
    private static final AtomicInteger contexts = new AtomicInteger();
    private static final AtomicBoolean announced = new AtomicBoolean();
    private static @Nullable PostgreSQLContainer container;

    private enum Mode {
        EMBEDDED,
        TESTCONTAINERS,
        EXTERNAL
    }

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        Environment environment = context.getEnvironment();
        Mode mode = mode(environment);
        Map<String, String> properties = switch (mode) {
            case EMBEDDED -> embedded();
            case TESTCONTAINERS -> container(environment);
            case EXTERNAL -> external(environment);
        };
        // Tests that want the demo data load it themselves.
        TestPropertyValues.of(properties).and("claimtrail.demo=false").applyTo(context);
        context.addApplicationListener(new Announcement(mode));
    }

    /** Whether the tests run on the embedded PostgreSQL. */
    public static boolean isEmbedded(Environment environment) {
        return mode(environment) == Mode.EMBEDDED;
    }

    private static Mode mode(Environment environment) {
        return Mode.valueOf(
                environment.getProperty("claimtrail.test.database", "embedded").toUpperCase(Locale.ROOT));
    }

    private static Map<String, String> embedded() {
        Path all = Path.of("target", "test-database").toAbsolutePath();
        removeFormerRuns(all);
        // Two services cannot share their data, so each context has its own.
        String run = ProcessHandle.current().pid() + "-" + contexts.incrementAndGet();
        return Map.of(
                "claimtrail.db.url",
                "",
                "claimtrail.data-dir",
                all.resolve(run).toString(),
                "claimtrail.embedded.binaries-dir",
                "target",
                "claimtrail.embedded.port",
                "0");
    }

    private static void removeFormerRuns(Path all) {
        if (!Files.isDirectory(all)) {
            return;
        }
        try (Stream<Path> runs = Files.list(all)) {
            for (Path run : runs.toList()) {
                long owner = Long.parseLong(run.getFileName().toString().replaceFirst("-.*", ""));
                if (ProcessHandle.of(owner).isEmpty()) {
                    endOrphan(run.resolve("postgresql"));
                    remove(run);
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void remove(Path run) throws IOException {
        try {
            FileSystemUtils.deleteRecursively(run);
        } catch (NoSuchFileException e) {
            // The process beside this one removes it, too.
        }
    }

    /** A run that was killed leaves its server. */
    private static void endOrphan(Path cluster) throws IOException {
        Path pidFile = cluster.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        List<String> lines = Files.readAllLines(pidFile);
        ProcessHandle.of(Long.parseLong(lines.get(0).trim()))
                .filter(process -> process.info()
                        .command()
                        .filter(command -> command.startsWith(
                                Path.of("target").toAbsolutePath().toString()))
                        .isPresent())
                .ifPresent(ProcessHandle::destroyForcibly);
    }

    private static synchronized Map<String, String> container(Environment environment) {
        PostgreSQLContainer running = container;
        if (running == null) {
            String image = environment.getProperty("claimtrail.test.image", "postgres:18");
            running = new PostgreSQLContainer(DockerImageName.parse(image).asCompatibleSubstituteFor("postgres"))
                    .withDatabaseName("claimtrail");
            running.start();
            SpringApplication.getShutdownHandlers().add(running::stop);
            container = running;
        }
        return connection(running.getJdbcUrl(), running.getUsername(), running.getPassword());
    }

    private static Map<String, String> external(Environment environment) {
        String url = environment.getRequiredProperty("claimtrail.test.db.url");
        String username = environment.getRequiredProperty("claimtrail.test.db.username");
        String password = environment.getProperty("claimtrail.test.db.password", "");
        // A second context finds what the first one made.
        if (contexts.getAndIncrement() == 0
                && !environment.getProperty("claimtrail.test.db.used", Boolean.class, false)) {
            requireEmpty(url, username, password);
        }
        return connection(url, username, password);
    }

    /** The given role migrates, and another one serves requests; where it may create none, it does both. */
    private static Map<String, String> connection(String url, String username, String password) {
        if (!createRoles(url, username, password)) {
            return Map.of(
                    "claimtrail.db.url", url, "claimtrail.db.username", username, "claimtrail.db.password", password);
        }
        return Map.of(
                "claimtrail.db.url",
                url,
                "claimtrail.db.username",
                APPLICATION_ROLE,
                "claimtrail.db.password",
                password,
                "claimtrail.db.migration.username",
                username,
                "claimtrail.db.migration.password",
                password);
    }

    /** Makes the roles log in with the same password as the given one, whoever made them before. */
    private static boolean createRoles(String url, String username, String password) {
        try (Connection connection = DriverManager.getConnection(url, username, password);
                Statement statement = connection.createStatement()) {
            for (String role : List.of(APPLICATION_ROLE, REPORTING_ROLE)) {
                try (ResultSet found = statement.executeQuery("select from pg_roles where rolname = '" + role + "'")) {
                    if (!found.next()) {
                        statement.execute("create role " + role);
                    }
                }
                statement.execute("alter role " + role + " login");
                if (!password.isEmpty()) {
                    connection.unwrap(PGConnection.class).alterUserPassword(role, password.toCharArray(), null);
                }
            }
            return true;
        } catch (SQLException e) {
            if (e.getSQLState().equals("42501")) {
                log.info("The tests run with one role: {} may not create others ({})", username, e.getMessage());
                return false;
            }
            throw new IllegalStateException("The test database cannot be used: " + e.getMessage(), e);
        }
    }

    static void requireEmpty(String url, String username, String password) {
        try (Connection connection = DriverManager.getConnection(url, username, password);
                Statement statement = connection.createStatement();
                ResultSet tables = statement.executeQuery(
                        "select count(*) from pg_tables where schemaname not in ('pg_catalog', 'information_schema')")) {
            tables.next();
            if (tables.getInt(1) > 0) {
                throw new IllegalStateException(
                        "The tests write what they like, and the database %s holds %d tables: name an empty one, or set CLAIMTRAIL_TEST_DB_USED=true if all of it may go."
                                .formatted(connection.getCatalog(), tables.getInt(1)));
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The test database cannot be used: " + e.getMessage(), e);
        }
    }

    /**
     * What tests write need not outlive a power cut; services that are killed have servers of their own. And {@link Tables} are
     * emptied without triggers.
     */
    private static void makeQuick(ContextRefreshedEvent event) {
        Environment environment = event.getApplicationContext().getEnvironment();
        Path cluster = Path.of(environment.getRequiredProperty("claimtrail.data-dir"), "postgresql");
        try (Connection service =
                        event.getApplicationContext().getBean(DataSource.class).getConnection();
                Connection connection = DriverManager.getConnection(
                        service.getMetaData().getURL().replaceFirst("\\?.*", ""), "postgres", password(cluster));
                Statement statement = connection.createStatement()) {
            for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
                statement.execute("alter system set " + setting + " = off");
            }
            statement.execute("select pg_reload_conf()");
            statement.execute("grant set on parameter session_replication_role to "
                    + event.getApplicationContext()
                            .getBean(FlywayConnectionDetails.class)
                            .getUsername());
        } catch (SQLException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String password(Path cluster) throws IOException {
        String line = Files.readString(cluster.resolve("pgpass")).strip();
        return line.substring(line.lastIndexOf(':') + 1);
    }

    private record Announcement(Mode mode) implements ApplicationListener<ContextRefreshedEvent> {

        @Override
        public void onApplicationEvent(ContextRefreshedEvent event) {
            if (mode == Mode.EMBEDDED) {
                makeQuick(event);
            }
            if (announced.getAndSet(true)) {
                return;
            }
            try (Connection connection =
                    event.getApplicationContext().getBean(DataSource.class).getConnection()) {
                log.info(
                        "The tests run on {} PostgreSQL {}",
                        mode.name().toLowerCase(Locale.ROOT),
                        connection.getMetaData().getDatabaseProductVersion());
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
