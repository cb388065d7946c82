package org.claimtrail.database.embedded;

import java.time.Clock;
import java.util.Optional;
import org.claimtrail.platform.FileSettings;
import org.claimtrail.platform.FileStore;
import org.claimtrail.platform.FileStoreConfiguration;
import org.claimtrail.platform.Spool;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/**
 * What a command of the jar's own stands on: the database that the service uses by the same settings, also while it runs, and
 * the role that owns the tables. Nothing is migrated unasked. Not for the service, which does not find it, as it is no component.
 */
@Import(ConnectionConfiguration.class)
@ImportAutoConfiguration(FlywayAutoConfiguration.class)
@EnableConfigurationProperties({DatabaseProperties.class, DataSourceProperties.class, FileSettings.class})
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
    FileStore files(FileSettings settings, Environment environment) {
        Clock clock = Clock.systemUTC();
        return FileStoreConfiguration.store(settings, new Spool(settings, environment, clock), clock);
    }

    @Bean
    Backup backup(Database database, FileStore files) {
        return new Backup(database, files);
    }
}
