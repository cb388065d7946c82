package org.claimtrail.database.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.claimtrail.database.embedded.Database.Login;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.boot.flyway.autoconfigure.FlywayConnectionDetails;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
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
     * Tells db/logic/afterMigrate__roles.sql whom to grant what, and the files of logic and reports what they stand on: each
     * of them runs again when any of them, or a table, changed.
     */
    @Bean
    FlywayConfigurationCustomizer placeholders(Database database) {
        return flyway -> {
            Map<String, String> placeholders = new HashMap<>(flyway.getPlaceholders());
            placeholders.put("logic", logic());
            placeholders.put("applicationRole", literal(database.application().username()));
            placeholders.put("reportingRole", literal(Database.REPORTING_ROLE));
            flyway.placeholders(placeholders);
        };
    }

    @Bean
    FlywayMigrationStrategy migration() {
        return new CarryOver();
    }

    /** A hash of all files of logic, and of the names of those of tables, which never change. */
    private static String logic() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            PathMatchingResourcePatternResolver files = new PathMatchingResourcePatternResolver();
            for (Resource table : sorted(files.getResources("classpath:db/table/V*__*.sql"))) {
                digest.update(name(table).getBytes(StandardCharsets.UTF_8));
            }
            for (Resource logic : sorted(files.getResources("classpath:db/logic/R__*.sql"))) {
                digest.update(logic.getContentAsByteArray());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Resource> sorted(Resource[] files) {
        return Stream.of(files)
                .sorted(Comparator.comparing(DatabaseConfiguration::name))
                .toList();
    }

    private static String name(Resource file) {
        return Objects.requireNonNull(file.getFilename());
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
