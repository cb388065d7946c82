package org.claimtrail.database.embedded;

import java.util.HashMap;
import java.util.Map;
import org.claimtrail.database.DirectConnection;
import org.claimtrail.database.dump.MigrationFiles;
import org.claimtrail.database.embedded.Database.Login;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.boot.flyway.autoconfigure.FlywayConnectionDetails;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Who connects to the database as whom. */
@Configuration(proxyBeanMethods = false)
class ConnectionConfiguration {

    @Bean
    JdbcConnectionDetails pool(Database database) {
        return new PoolDetails(database.url(), database.application());
    }

    @Bean
    FlywayConnectionDetails migrations(Database database, DatabaseProperties properties) {
        return new MigrationDetails(properties.db().direct(database.url()), database.migration());
    }

    @Bean
    DirectConnection direct(Database database, DatabaseProperties properties) {
        return new DirectConnection(
                properties.db().direct(database.url()),
                database.application().username(),
                database.application().password());
    }

    /**
     * Tells db/logic/afterMigrate__roles.sql whom to grant what, and the files of logic and reports what they stand on: each
     * of them runs again when any of them, or a table, changed.
     */
    @Bean
    FlywayConfigurationCustomizer placeholders(Database database) {
        return flyway -> {
            Map<String, String> placeholders = new HashMap<>(flyway.getPlaceholders());
            placeholders.put("logic", MigrationFiles.ofThisRelease().logic());
            placeholders.put("applicationRole", literal(database.application().username()));
            placeholders.put("reportingRole", literal(Database.REPORTING_ROLE));
            flyway.placeholders(placeholders);
        };
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
