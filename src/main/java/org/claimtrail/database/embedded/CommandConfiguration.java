package org.claimtrail.database.embedded;

import java.util.Optional;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/**
 * What a command of the jar's own stands on: the database that the service uses by the same settings, also while it runs, and
 * the role that owns the tables. Nothing is migrated unasked. Not for the service, which does not find it, as it is no component.
 */
@Import(ConnectionConfiguration.class)
@ImportAutoConfiguration(FlywayAutoConfiguration.class)
@EnableConfigurationProperties({DatabaseProperties.class, DataSourceProperties.class})
public class CommandConfiguration {

    @Bean
    Database database(DatabaseProperties properties, DataSourceProperties external) {
        if (DatabaseConfiguration.isExternal(external)) {
            return DatabaseConfiguration.external(properties, external);
        }
        Optional<ServiceDatabase> running = EmbeddedPostgres.running(properties);
        return running.isPresent() ? running.get() : EmbeddedPostgres.start(properties);
    }

    @Bean
    FlywayMigrationStrategy nothing() {
        return flyway -> {};
    }

    @Bean
    Upgrade upgrade(Database database) {
        return new Upgrade(database);
    }

    @Bean
    Backup backup(Database database) {
        return new Backup(database);
    }
}
