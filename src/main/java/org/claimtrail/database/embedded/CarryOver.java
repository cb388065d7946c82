package org.claimtrail.database.embedded;

import org.claimtrail.database.dump.MigrationFiles;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.jdbc.datasource.init.ScriptUtils;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Brings a database to this release. One that was migrated by the files of before, when tables and logic stood in the same
 * ones, is carried over: see db/upgrade. One that a later release has migrated is left as it is, so that the release before
 * can take over again: its tables have what this one knows, and its logic does what this one's would.
 */
public class CarryOver implements FlywayMigrationStrategy {

    private static final Logger log = LoggerFactory.getLogger(CarryOver.class);

    /** Where the files of before ended. */
    private static final String LAST_VERSION = "25";

    @Override
    public void migrate(Flyway flyway) {
        if (isOfALaterRelease(flyway)) {
            return;
        }
        var database = flyway.getConfiguration().getDataSource();
        var db = new JdbcTemplate(database);
        var transaction = new TransactionTemplate(new DataSourceTransactionManager(database));
        transaction.executeWithoutResult(status -> {
            // Services that start at once wait for the first.
            db.query("select pg_advisory_xact_lock(hashtextextended('claimtrail carry over', 0))", row -> {});
            if (isOfBefore(db)) {
                String version = db.queryForObject("""
                                select version from flyway_schema_history
                                where version is not null and success order by installed_rank desc limit 1""", String.class);
                if (!LAST_VERSION.equals(version)) {
                    throw new DatabaseUnavailableException(
                            "The database is at version %s. Start the last release that knows version %s once, which brings it there, and then this one."
                                    .formatted(version, LAST_VERSION));
                }
                var script = new ResourceDatabasePopulator(new ClassPathResource("db/upgrade/from_25.sql"));
                script.setSeparator(ScriptUtils.EOF_STATEMENT_SEPARATOR);
                script.execute(database);
            }
        });
        flyway.migrate();
    }

    private static boolean isOfALaterRelease(Flyway flyway) {
        MigrationInfo there = flyway.info().current();
        MigrationVersion known = MigrationFiles.ofThisRelease().version();
        if (there == null || there.getVersion() == null || !there.getVersion().isNewerThan(known)) {
            return false;
        }
        log.warn(
                "The database is of a later release (its tables are at version {}, this release knows {}): it is served as it is, and not migrated.",
                there.getVersion(),
                known);
        return true;
    }

    private static boolean isOfBefore(JdbcTemplate db) {
        return Boolean.TRUE.equals(
                        db.queryForObject("select to_regclass('flyway_schema_history') is not null", Boolean.class))
                && Boolean.TRUE.equals(db.queryForObject(
                        "select exists (select from flyway_schema_history where script = 'V1__functions.sql')",
                        Boolean.class));
    }
}
