package org.claimtrail.platform.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.claimtrail.platform.embedded.Database.Login;
import org.flywaydb.core.api.MigrationVersion;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.boot.flyway.autoconfigure.FlywayConnectionDetails;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.util.StringUtils;

/** Decides between the external database and the embedded one, and who connects as whom. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

    /** The connection pool depends on this bean, so the server is there before the pool, and stops after it. */
    @Bean
    Database database(DatabaseProperties properties, DataSourceProperties external) {
        if (StringUtils.hasText(external.getUrl())) {
            return ExternalDatabase.connect(
                    external.getUrl(),
                    new Login(external.getUsername(), external.getPassword()),
                    properties.db().migration());
        }
        return EmbeddedPostgres.start(properties);
    }

    @Bean
    ServiceFiles serviceFiles(DatabaseProperties properties, DataSourceProperties external) {
        return new ServiceFiles(
                StringUtils.hasText(external.getUrl()) ? Optional.empty() : Optional.of(properties.dataPath()));
    }

    @Bean
    JdbcConnectionDetails pool(Database database) {
        return new PoolDetails(database.url(), database.application());
    }

    @Bean
    FlywayConnectionDetails migrations(Database database) {
        return new MigrationDetails(database.url(), database.migration());
    }

    /**
     * Tells db/migration/afterMigrate__roles.sql whom to grant what, and db/report/R__report.sql of each new migration:
     * that it is made again after it.
     */
    @Bean
    FlywayConfigurationCustomizer placeholders(Database database) {
        return flyway -> {
            Map<String, String> placeholders = new HashMap<>(flyway.getPlaceholders());
            placeholders.put("newestMigration", newestMigration());
            placeholders.put("applicationRole", literal(database.application().username()));
            placeholders.put("reportingRole", literal(Database.REPORTING_ROLE));
            flyway.placeholders(placeholders);
        };
    }

    private static String newestMigration() {
        try {
            return Stream.of(new PathMatchingResourcePatternResolver().getResources("classpath:db/migration/V*__*.sql"))
                    .map(Resource::getFilename)
                    .filter(Objects::nonNull)
                    .map(name -> name.substring(1, name.indexOf("__")))
                    .map(MigrationVersion::fromVersion)
                    .max(Comparator.naturalOrder())
                    .orElseThrow()
                    .getVersion();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String literal(@Nullable String text) {
        return text == null ? "null" : "'" + text.replace("'", "''") + "'";
    }

    private record PoolDetails(String url, Login login) implements JdbcConnectionDetails {

        @Override
        public String getJdbcUrl() {
            return url;
        }

        @Override
        public @Nullable String getUsername() {
            return login.username();
        }

        @Override
        public @Nullable String getPassword() {
            return login.password();
        }
    }

    private record MigrationDetails(String url, Login login) implements FlywayConnectionDetails {

        @Override
        public String getJdbcUrl() {
            return url;
        }

        @Override
        public @Nullable String getUsername() {
            return login.username();
        }

        @Override
        public @Nullable String getPassword() {
            return login.password();
        }
    }
}
