package org.claimtrail.database.embedded;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGConnection;
import org.postgresql.PGProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.StringUtils;

/**
 * A PostgreSQL that somebody else runs, checked once before anything else talks to it.
 *
 * @param application who serves requests
 * @param migration who owns the tables; the same where an operator gave but one role
 */
record ExternalDatabase(String url, Login application, Login migration) implements Database {

    private static final Logger log = LoggerFactory.getLogger(ExternalDatabase.class);

    private static final int OLDEST_MAJOR = 15;
    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    /** Whether this role is, or could become, one that owns what is here, as a superuser can. */
    private static final String OWNS = """
            select exists (
                select from (
                    select oid from pg_roles where rolname = coalesce(?, current_user)
                    union select nspowner from pg_namespace where nspname = current_schema()
                    union select c.relowner from pg_class c join pg_namespace n on n.oid = c.relnamespace
                        where n.nspname = current_schema()
                ) owner (id)
                where pg_has_role(owner.id, 'member'))""";

    /**
     * Connects once with each role, and creates the roles that are missing where the one that migrates may.
     *
     * @throws DatabaseUnavailableException where the server does not answer, refuses a role or is too old
     */
    static ExternalDatabase connect(String url, Login application, @Nullable Login migration) {
        if (migration == null
                || !StringUtils.hasText(migration.username())
                || migration.username().equals(application.username())) {
            ExternalDatabase database = new ExternalDatabase(url, application, application);
            database.check();
            return database;
        }
        ExternalDatabase database = new ExternalDatabase(url, application, migration);
        database.createRoles();
        database.check();
        return database;
    }

    private void createRoles() {
        String place = location();
        try (Connection connection = connect(migration)) {
            requireSupported(place, connection.getMetaData());
            if (!hasRole(connection, application, " login")) {
                throw new DatabaseUnavailableException(
                        "The database at %s has no role %s and %s may not create it: let an administrator run CREATE ROLE \"%2$s\" LOGIN PASSWORD '…', with what CLAIMTRAIL_DB_PASSWORD says."
                                .formatted(place, application.username(), migration.username()));
            }
            // Who reports is an administrator's to decide, so this one has no password yet. The service needs none.
            hasRole(connection, new Login(REPORTING_ROLE, null), "");
        } catch (SQLException e) {
            throw refused("CLAIMTRAIL_DB_MIGRATION_USERNAME and CLAIMTRAIL_DB_MIGRATION_PASSWORD", e);
        }
    }

    /** Whether there is such a role, by now: it is created where it is missing and this connection may. */
    private static boolean hasRole(Connection connection, Login login, String options) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement();
                PreparedStatement query = connection.prepareStatement("select from pg_roles where rolname = ?")) {
            // Services that start at once would all find it missing.
            statement.execute("select pg_advisory_xact_lock(hashtextextended('claimtrail roles', 0))");
            query.setString(1, login.username());
            if (query.executeQuery().next()) {
                return true;
            }
            PGConnection server = connection.unwrap(PGConnection.class);
            String name = server.escapeIdentifier(login.username());
            statement.execute("create role " + name + options);
            if (StringUtils.hasLength(login.password())) {
                // Sends a hash: a statement with the password may be logged.
                server.alterUserPassword(login.username(), login.password().toCharArray(), null);
            }
            connection.commit();
            return true;
        } catch (SQLException e) {
            if (INSUFFICIENT_PRIVILEGE.equals(e.getSQLState())) {
                return false;
            }
            throw e;
        } finally {
            connection.rollback();
        }
    }

    private void check() {
        String place = location();
        try (Connection connection = connect(application)) {
            requireSupported(place, connection.getMetaData());
            requireUnicode(place, connection);
            if (owns(connection)) {
                log.warn(
                        "The role {} that serves requests can drop tables and alter history: name the role that owns them by CLAIMTRAIL_DB_MIGRATION_USERNAME and CLAIMTRAIL_DB_MIGRATION_PASSWORD, and one that owns nothing, such as claimtrail_app, by CLAIMTRAIL_DB_USERNAME and CLAIMTRAIL_DB_PASSWORD.",
                        application.username());
            }
        } catch (SQLException e) {
            throw refused("CLAIMTRAIL_DB_USERNAME and CLAIMTRAIL_DB_PASSWORD", e);
        }
    }

    private Connection connect(Login login) throws SQLException {
        Properties properties = new Properties();
        if (login.username() != null) {
            properties.setProperty("user", login.username());
        }
        if (login.password() != null) {
            properties.setProperty("password", login.password());
        }
        // A host that swallows packets would otherwise keep an operator waiting for minutes.
        properties.setProperty("connectTimeout", "10");
        return DriverManager.getConnection(url, properties);
    }

    private DatabaseUnavailableException refused(String settings, SQLException cause) {
        return new DatabaseUnavailableException(
                "The database at %s does not let Claimtrail in: %s (check CLAIMTRAIL_DB_URL, %s)."
                        .formatted(location(), firstSentence(cause), settings),
                cause);
    }

    private boolean owns(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(OWNS)) {
            query.setString(1, migration.username());
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    private static void requireSupported(String place, DatabaseMetaData server) throws SQLException {
        requireSupported(place, server.getDatabaseMajorVersion(), server.getDatabaseProductVersion());
    }

    static void requireSupported(String place, int major, String version) {
        if (major < OLDEST_MAJOR) {
            throw new DatabaseUnavailableException(
                    "The database at %s is PostgreSQL %s, but Claimtrail needs version %d or newer."
                            .formatted(place, version, OLDEST_MAJOR));
        }
    }

    private static void requireUnicode(String place, Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        select current_setting('server_encoding'), datctype
                        from pg_database where datname = current_database()""")) {
            row.next();
            if (!row.getString(1).equals("UTF8")) {
                throw new DatabaseUnavailableException(
                        "The database at %s has the encoding %s, but Claimtrail needs UTF8: make one by CREATE DATABASE claimtrail TEMPLATE template0 ENCODING 'UTF8' LC_CTYPE 'C.UTF-8'."
                                .formatted(place, row.getString(1)));
            }
            if (isWithoutLetters(row.getString(2))) {
                log.warn(
                        "{}",
                        noLetters(
                                "The database at " + place,
                                "Make one with LC_CTYPE 'C.UTF-8', and move its contents over by pg_dump."));
            }
        }
    }

    /** Whether the text search of PostgreSQL takes all characters beyond ASCII for letters, by a locale. */
    static boolean isWithoutLetters(String locale) {
        return locale.equals("C") || locale.equals("POSIX");
    }

    static String noLetters(String database, String remedy) {
        return "%s has the locale C, by which text search takes quotation marks and dashes beyond ASCII for letters. Claimtrail's own search is the same by any locale, SQL of your own is not. %s"
                .formatted(database, remedy);
    }

    static String firstSentence(SQLException failure) {
        String line = String.valueOf(failure.getMessage()).lines().findFirst().orElse("no reason given");
        int end = line.indexOf(". ");
        return end < 0 ? line.replaceFirst("\\.$", "") : line.substring(0, end);
    }

    @Override
    public String location() {
        // The URL itself may carry a password.
        Properties parts = url.startsWith("jdbc:postgresql:") ? Driver.parseURL(url, null) : null;
        if (parts == null) {
            throw new DatabaseUnavailableException(
                    "CLAIMTRAIL_DB_URL is not the address of a PostgreSQL database: it has to look like jdbc:postgresql://host:5432/claimtrail.");
        }
        String[] hosts = PGProperty.PG_HOST.getOrDefault(parts).split(",", -1);
        String[] ports = PGProperty.PG_PORT.getOrDefault(parts).split(",", -1);
        StringBuilder place = new StringBuilder();
        for (int i = 0; i < hosts.length; i++) {
            place.append(i == 0 ? "" : ",").append(hosts[i]).append(':').append(ports[i]);
        }
        return place.append('/')
                .append(PGProperty.PG_DBNAME.getOrDefault(parts))
                .toString();
    }
}
