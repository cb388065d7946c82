package org.claimtrail.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

@ClaimtrailTest
class TestDatabaseTest {

    private final JdbcClient owner;
    private final JdbcConnectionDetails details;
    private final Environment environment;

    @Autowired
    TestDatabaseTest(Flyway flyway, JdbcConnectionDetails details, Environment environment) {
        this.owner = Tables.owner(flyway);
        this.details = details;
        this.environment = environment;
    }

    @Test
    void theSuiteRunsOnTheDatabaseThatWasAskedFor() throws IOException {
        String mode = environment.getProperty("claimtrail.test.database", "embedded");
        String url = details.getJdbcUrl();
        if (mode.equals("embedded")) {
            Path data = Path.of(environment.getRequiredProperty("claimtrail.data-dir"));
            String port = Files.readAllLines(data.resolve("postgresql/postmaster.pid"))
                    .get(3);
            assertThat(data).startsWith(Path.of("target").toAbsolutePath());
            assertThat(url).startsWith("jdbc:postgresql://127.0.0.1:" + port + "/");
        } else {
            assertThat(url).isNotEmpty().isEqualTo(environment.getProperty("claimtrail.db.url"));
        }
    }

    @Test
    void aDatabaseWithTablesIsNotTakenForATestDatabase() {
        owner.sql("create table if not exists somebody_elses (id int)").update();
        try {
            assertThatIllegalStateException()
                    .isThrownBy(() -> TestDatabase.requireEmpty(
                            details.getJdbcUrl(), details.getUsername(), details.getPassword()))
                    .withMessageContaining("CLAIMTRAIL_TEST_DB_USED");
        } finally {
            owner.sql("drop table somebody_elses").update();
        }
    }
}
