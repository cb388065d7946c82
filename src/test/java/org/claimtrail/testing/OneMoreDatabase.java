package org.claimtrail.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.flywaydb.core.Flyway;
import org.springframework.boot.flyway.autoconfigure.FlywayConnectionDetails;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * An empty database beside the one that the tests share.
 *
 * @param url of JDBC
 * @param superuser past all triggers, in one connection
 */
public record OneMoreDatabase(
        String url, JdbcClient superuser, JdbcClient administrator, SingleConnectionDataSource connection)
        implements AutoCloseable {

    private static final String NAME = "claimtrail_one_more";

    /** Skips the test where the role given for the tests may not create one. */
    public static OneMoreDatabase create(Environment environment, FlywayConnectionDetails owner) {
        String superuser = TestDatabase.isEmbedded(environment) ? "postgres" : owner.getUsername();
        JdbcClient administrator =
                JdbcClient.create(new DriverManagerDataSource(owner.getJdbcUrl(), superuser, owner.getPassword()));
        assumeTrue(
                administrator
                        .sql("select rolsuper from pg_roles where rolname = current_user")
                        .query(Boolean.class)
                        .single(),
                "the role given for the tests may not create a database and fill it past its triggers");
        drop(administrator);
        administrator
                .sql("create database " + NAME + " owner " + owner.getUsername())
                .update();
        String url = owner.getJdbcUrl().replaceFirst("/[^/?]+(?=\\?|$)", "/" + NAME);
        var connection = new SingleConnectionDataSource(url, superuser, owner.getPassword(), true);
        return new OneMoreDatabase(url, JdbcClient.create(connection), administrator, connection);
    }

    /** What migrates it as another one was. */
    public Flyway flyway(Flyway other, FlywayConnectionDetails owner) {
        return Flyway.configure()
                .configuration(other.getConfiguration())
                .dataSource(url, owner.getUsername(), owner.getPassword())
                .load();
    }

    private static void drop(JdbcClient administrator) {
        administrator.sql("drop database if exists " + NAME + " with (force)").update();
    }

    @Override
    public void close() {
        connection.destroy();
        drop(administrator);
    }
}
