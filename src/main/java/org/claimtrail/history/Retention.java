package org.claimtrail.history;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Lets go of old history, where it is not kept for ever. Instances may do so at once: the database lets one at a time. */
@Component
class Retention {

    private static final Logger log = LoggerFactory.getLogger(Retention.class);
    private static final Duration LEAST = Duration.ofDays(30);

    /** What is left is for the next time. */
    private static final Duration LONGEST = Duration.ofMinutes(30);

    private static final long PAUSE_MILLIS = 20;

    /** @param retention how long history is kept; without it, for ever */
    @ConfigurationProperties("claimtrail.history")
    record Settings(@Nullable Duration retention) {

        Settings {
            if (retention != null && retention.compareTo(LEAST) < 0) {
                throw new IllegalArgumentException("claimtrail.history.retention has to be 30 days at least.");
            }
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class ToDatabase {

        /** Tells db/logic/afterMigrate__retention.sql how long: the role that serves requests cannot say so. */
        @Bean
        FlywayConfigurationCustomizer toldRetention(Settings settings) {
            return flyway -> {
                Map<String, String> placeholders = new HashMap<>(flyway.getPlaceholders());
                placeholders.put(
                        "historyRetention",
                        settings.retention() == null
                                ? "null"
                                : "'" + settings.retention().toSeconds() + " seconds'");
                flyway.placeholders(placeholders);
            };
        }
    }

    private final JdbcClient db;

    Retention(JdbcClient db) {
        this.db = db;
    }

    @Scheduled(initialDelayString = "PT1H", fixedDelayString = "PT1H")
    void forget() throws InterruptedException {
        if (ask("select history.begin_later()")) {
            log.info("The history begins later now; what was before is going");
        }
        // Bit by bit, so that nobody waits for it.
        long end = System.nanoTime() + LONGEST.toNanos();
        while (ask("select history.forget()") && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
    }

    private boolean ask(String function) {
        return db.sql(function).query(Boolean.class).single();
    }
}
