package org.claimtrail.testing;

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
        return JdbcClient.create(
                new DriverManagerDataSource(migration.getJdbcUrl(), "claimtrail_report", migration.getPassword()));
    }

    private static String user(JdbcClient client) {
        return client.sql("select current_user").query(String.class).single();
    }
}
