package org.claimtrail.testing;

import java.util.Properties;
import org.springframework.boot.flyway.autoconfigure.FlywayConnectionDetails;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The database as whoever reports sees it. */
public final class Reporting {

    private Reporting() {}

    /** The reporting role, or the only one there is, where the tests may not create roles. */
    public static JdbcClient client(JdbcClient service, JdbcClient owner, FlywayConnectionDetails migration) {
        return user(service).equals(user(owner)) ? owner : client(migration);
    }

    /** The reporting role, which has the password of the others. */
    public static JdbcClient client(FlywayConnectionDetails migration) {
        return JdbcClient.create(database(migration));
    }

    /** The same, by somebody who changed the settings that it comes with. */
    public static JdbcClient boldClient(FlywayConnectionDetails migration) {
        DriverManagerDataSource database = database(migration);
        Properties settings = new Properties();
        settings.setProperty("options", "-c default_transaction_read_only=off -c statement_timeout=0");
        database.setConnectionProperties(settings);
        return JdbcClient.create(database);
    }

    private static DriverManagerDataSource database(FlywayConnectionDetails migration) {
        return new DriverManagerDataSource(migration.getJdbcUrl(), "claimtrail_report", migration.getPassword());
    }

    private static String user(JdbcClient client) {
        return client.sql("select current_user").query(String.class).single();
    }
}
