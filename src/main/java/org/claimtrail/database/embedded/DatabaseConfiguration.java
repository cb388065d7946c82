package org.claimtrail.database.embedded;

import java.util.Objects;
import java.util.Optional;
import org.claimtrail.database.embedded.Database.Login;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.StringUtils;

/** Decides between the external database and the embedded one, and brings it to this release. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

    /** The connection pool depends on this bean, so the server is there before the pool, and stops after it. */
    @Bean
    Database database(DatabaseProperties properties, DataSourceProperties external) {
        return isExternal(external) ? external(properties, external) : EmbeddedPostgres.start(properties);
    }

    static boolean isExternal(DataSourceProperties external) {
        return StringUtils.hasText(external.getUrl());
    }

    static Database external(DatabaseProperties properties, DataSourceProperties external) {
        return ExternalDatabase.connect(
                Objects.requireNonNull(external.getUrl()),
                new Login(external.getUsername(), external.getPassword()),
                properties.db().migration());
    }

    @Bean
    ServiceFiles serviceFiles(DatabaseProperties properties, DataSourceProperties external) {
        return new ServiceFiles(isExternal(external) ? Optional.empty() : Optional.of(properties.dataPath()));
    }

    @Bean
    FlywayMigrationStrategy migration(Database database) {
        return new Upgrade(database)::run;
    }
}
