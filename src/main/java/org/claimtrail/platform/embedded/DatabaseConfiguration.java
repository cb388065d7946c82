package org.claimtrail.platform.embedded;

import java.util.Optional;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.StringUtils;

/** Decides between the external database and the embedded one. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

    /** The connection pool depends on this bean, so the server is there before the pool, and stops after it. */
    @Bean
    Database database(DatabaseProperties properties, DataSourceProperties external) {
        if (StringUtils.hasText(external.getUrl())) {
            return ExternalDatabase.connect(external.getUrl(), external.getUsername(), external.getPassword());
        }
        return EmbeddedPostgres.start(properties);
    }

    @Bean
    ServiceFiles serviceFiles(DatabaseProperties properties, DataSourceProperties external) {
        return new ServiceFiles(
                StringUtils.hasText(external.getUrl()) ? Optional.empty() : Optional.of(properties.dataPath()));
    }
}
