package org.claimtrail.digest;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.claimtrail.access.Secret;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Keys in the links of mails: each is good for one thing, for a while, and kept as a hash alone. */
@Component
class MailKeys {

    enum Purpose {
        CONFIRM(Duration.ofDays(3)),
        /** Somebody may look at a mail long after. */
        UNSUBSCRIBE(Duration.ofDays(90));

        private final Duration life;

        Purpose(Duration life) {
            this.life = life;
        }
    }

    /** Whose mail it was, and where that went. */
    record Owner(UUID account, String address) {}

    private final JdbcClient db;
    private final Clock clock;

    MailKeys(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    @Transactional
    public String next(UUID account, Purpose purpose, String address) {
        Instant now = clock.instant();
        db.sql("delete from mail_key where expires_at <= :now")
                .param("now", Timestamp.from(now))
                .update();
        String key = Secret.next();
        db.sql("""
                        insert into mail_key (hash, account_id, purpose, address, created_at, expires_at)
                        values (:hash, :account, :purpose, :address, :now, :expiresAt)""")
                .param("hash", Secret.hash(key))
                .param("account", account)
                .param("purpose", purpose.name())
                .param("address", address)
                .param("now", Timestamp.from(now))
                .param("expiresAt", Timestamp.from(now.plus(purpose.life)))
                .update();
        return key;
    }

    /** Empty for what is no such key, or no longer good. */
    Optional<Owner> owner(String key, Purpose purpose) {
        return db.sql("""
                        select account_id, address from mail_key
                        where hash = :hash and purpose = :purpose and expires_at > :now""")
                .param("hash", Secret.hash(key))
                .param("purpose", purpose.name())
                .param("now", Timestamp.from(clock.instant()))
                .query((row, n) -> new Owner(row.getObject("account_id", UUID.class), row.getString("address")))
                .optional();
    }

    /** How many of such keys somebody was sent of late. */
    int recent(UUID account, Purpose purpose, Duration within) {
        return db.sql("""
                        select count(*) from mail_key
                        where account_id = :account and purpose = :purpose and created_at > :since""")
                .param("account", account)
                .param("purpose", purpose.name())
                .param("since", Timestamp.from(clock.instant().minus(within)))
                .query(Integer.class)
                .single();
    }
}
