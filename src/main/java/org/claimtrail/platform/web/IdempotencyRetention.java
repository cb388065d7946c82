package org.claimtrail.platform.web;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Forgets old answers to POST requests. */
@Component
class IdempotencyRetention {

    /** @param retention how long an answer is kept for repeats */
    @ConfigurationProperties("claimtrail.idempotency")
    record Settings(@DefaultValue("30d") Duration retention) {}

    private final JdbcClient db;
    private final Settings settings;
    private final Clock clock;

    IdempotencyRetention(JdbcClient db, Settings settings, Clock clock) {
        this.db = db;
        this.settings = settings;
        this.clock = clock;
    }

    @Scheduled(initialDelayString = "PT1H", fixedDelayString = "PT1H")
    void forget() {
        db.sql("delete from idempotency where created_at < :before")
                .param("before", Timestamp.from(clock.instant().minus(settings.retention())))
                .update();
    }
}
