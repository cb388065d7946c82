package org.claimtrail.platform.embedded;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/** A PostgreSQL that somebody else runs, checked once before anything else talks to it. */
final class ExternalDatabase implements Database {

    private static final int OLDEST_MAJOR = 15;

    private final String url;
    private final @Nullable String username;
    private final @Nullable String password;

    private ExternalDatabase(String url, @Nullable String username, @Nullable String password) {
        this.url = url;
        this.username = username;
        this.password = password;
    }

    /**
     * Connects once.
     *
     * @throws DatabaseUnavailableException where the server does not answer, refuses the user or is too old
     */
    static ExternalDatabase connect(String url, @Nullable String username, @Nullable String password) {
        ExternalDatabase database = new ExternalDatabase(url, username, password);
        String place = database.location();
        Properties login = new Properties();
        if (username != null) {
            login.setProperty("user", username);
        }
        if (password != null) {
            login.setProperty("password", password);
        }
        // A host that swallows packets would otherwise keep an operator waiting for minutes.
        login.setProperty("connectTimeout", "10");
        try (Connection connection = DriverManager.getConnection(url, login)) {
            DatabaseMetaData server = connection.getMetaData();
            requireSupported(place, server.getDatabaseMajorVersion(), server.getDatabaseProductVersion());
        } catch (SQLException e) {
            throw new DatabaseUnavailableException(
                    "The database at %s does not let Claimtrail in: %s (check CLAIMTRAIL_DB_URL, CLAIMTRAIL_DB_USERNAME and CLAIMTRAIL_DB_PASSWORD)."
                            .formatted(place, firstSentence(e)),
                    e);
        }
        return database;
    }

    static void requireSupported(String place, int major, String version) {
        if (major < OLDEST_MAJOR) {
            throw new DatabaseUnavailableException(
                    "The database at %s is PostgreSQL %s, but Claimtrail needs version %d or newer."
                            .formatted(place, version, OLDEST_MAJOR));
        }
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

    @Override
    public String getJdbcUrl() {
        return url;
    }

    @Override
    public @Nullable String getUsername() {
        return username;
    }

    @Override
    public @Nullable String getPassword() {
        return password;
    }
}
