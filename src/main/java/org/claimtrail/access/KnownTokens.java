package org.claimtrail.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.claimtrail.platform.Caller;
import org.claimtrail.platform.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Whom tokens stand for, remembered by their hashes. All is forgotten when an account or a token is changed: by the instance
 * that changes it before it answers, by the others when the database has told them ({@link AccessNews}). Where that cannot be
 * relied on, nothing is remembered.
 */
@Component
class KnownTokens {

    private static final int MOST = 10_000;

    /** A token as it is recorded, with the account that it acts for. */
    record TokenOfAccount(
            UUID id,
            String name,
            Role scope,
            @Nullable Instant expiresAt,
            boolean revoked,
            UUID account,
            String accountName,
            Role role,
            boolean disabled) {

        boolean isGood() {
            return !revoked && !disabled;
        }

        Caller caller() {
            return new Caller(account, accountName, role.atMost(scope), new Caller.Token(id, name));
        }
    }

    private final Cache<String, TokenOfAccount> known =
            Caffeine.newBuilder().maximumSize(MOST).build();
    /** How often all was forgotten: what was read before the last time is not to be remembered. */
    private final AtomicLong forgotten = new AtomicLong();

    private final AccessNews news;
    private final JdbcClient db;

    KnownTokens(AccessNews news, JdbcClient db) {
        this.news = news;
        this.db = db;
        news.tell(this::forget);
    }

    Optional<TokenOfAccount> find(byte[] hash) {
        String key = HexFormat.of().formatHex(hash);
        if (news.isHeard()) {
            TokenOfAccount remembered = known.getIfPresent(key);
            if (remembered != null) {
                return Optional.of(remembered);
            }
        }
        long before = forgotten.get();
        Optional<TokenOfAccount> read =
                db.sql("""
                        select t.id, t.name, t.scope, t.expires_at,
                            t.revoked_at is not null as revoked, a.id as account, a.name as account_name, a.role, a.disabled
                        from api_token t join account a on a.id = t.account_id
                        where t.hash = :hash""").param("hash", hash).query(TokenOfAccount.class).optional();
        // What is refused is asked for anew each time.
        read.filter(TokenOfAccount::isGood).ifPresent(token -> remember(key, token, before));
        return read;
    }

    private void remember(String key, TokenOfAccount token, long before) {
        known.put(key, token);
        if (forgotten.get() != before) {
            known.invalidate(key);
        }
    }

    /** What is changed here counts here when the transaction has ended, before anybody is answered. */
    void changed() {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                forget();
            }
        });
    }

    private void forget() {
        forgotten.incrementAndGet();
        known.invalidateAll();
    }
}
