package org.claimtrail.past;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.claimtrail.platform.ChangeTime;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class Clocks {

    @Bean
    Clock clock() {
        return new Present(Clock.systemUTC());
    }

    /**
     * Microseconds, which is what PostgreSQL keeps: an answer then shows the same instant before and after a reload. Where
     * the record is read {@link AsOf} an instant, that is now; where it is changed, it stands at the {@link ChangeTime}.
     */
    private static final class Present extends Clock {

        private final Clock ticks;

        Present(Clock clock) {
            ticks = Clock.tick(clock, Duration.ofNanos(1000));
        }

        @Override
        public Instant instant() {
            return AsOf.instant().or(ChangeTime::now).orElseGet(ticks::instant);
        }

        @Override
        public ZoneId getZone() {
            return ticks.getZone();
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return new Present(ticks.withZone(zone));
        }
    }
}
