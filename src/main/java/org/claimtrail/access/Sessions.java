package org.claimtrail.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.claimtrail.platform.Caller;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.stereotype.Component;

/** How long people who signed in are in, however busy they are. */
@Component
class Sessions {

    /** @param longest after which somebody has to sign in anew */
    @ConfigurationProperties("claimtrail.sessions")
    record Settings(@DefaultValue("30d") Duration longest) {}

    private final Settings settings;
    private final Clock clock;

    Sessions(Settings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** What is issued in the session of somebody for whom a provider vouched ends with it. */
    CallerAuthentication of(Account account, Instant since) {
        return CallerAuthentication.ofSession(
                new Caller(account.id(), account.name(), account.role(), null),
                since,
                account.isOfProvider() ? end(since) : null);
    }

    boolean isOver(Instant since) {
        return !clock.instant().isBefore(end(since));
    }

    private Instant end(Instant since) {
        return since.plus(settings.longest());
    }
}
