package org.claimtrail.access;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import org.claimtrail.platform.Fields;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Ends what an account was let in by before: sessions and API tokens. */
@Component
public class Endings {

    /** What is to end. */
    public record Wanted(boolean sessions, boolean tokens) {

        public static final Wanted NOTHING = new Wanted(false, false);

        static Wanted read(Fields body) {
            return new Wanted(body.flag("endSessions"), body.flag("revokeTokens"));
        }
    }

    private final KnownTokens tokens;
    private final SecurityLog log;
    private final JdbcClient db;
    private final Clock clock;

    Endings(KnownTokens tokens, SecurityLog log, JdbcClient db, Clock clock) {
        this.tokens = tokens;
        this.log = log;
        this.db = db;
        this.clock = clock;
    }

    /** @param locked by the transaction of the caller */
    void end(Account locked, Wanted wanted, String why) {
        if (wanted.sessions()) {
            locked.endSessions(clock.instant());
        }
        if (wanted.tokens()) {
            revokeTokens(locked, why);
        }
    }

    /** @return how many were revoked */
    int revokeTokens(Account locked, String why) {
        Instant now = clock.instant();
        int revoked = db.sql("""
                        update api_token set revoked_at = :now
                        where account_id = :account and revoked_at is null and (expires_at is null or expires_at > :now)""")
                .param("now", Timestamp.from(now))
                .param("account", locked.id())
                .update();
        if (revoked > 0) {
            tokens.changed();
            log.record(SecurityEvent.TOKEN_REVOKED, locked, why + ": " + revoked);
        }
        return revoked;
    }
}
