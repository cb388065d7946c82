package org.claimtrail.access;

import static java.util.Objects.requireNonNull;

import jakarta.annotation.PreDestroy;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.claimtrail.database.Selection;
import org.claimtrail.platform.Actor;
import org.claimtrail.platform.Caller;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * When tokens were last used. The uses are gathered here, and noted once a minute in the background: a request that reads
 * writes nothing, so that a replica can serve it. A crash loses the last minute.
 */
@Component
class TokenUses {

    private static final Logger log = LoggerFactory.getLogger(TokenUses.class);

    private static final String EVERY = "PT1M";

    /** Answers those that the security log tells of: used for the first time for an hour, or from another address. */
    private static final String NOTE = """
            with given as (
                select * from unnest(cast(:ids as uuid[]), cast(:ats as timestamptz[]), cast(:addresses as text[]))
                    g (id, at, address)
            ), due as (
                select g.id, g.at, g.address, t.last_used_at, t.last_used_address
                from given g join api_token t using (id)
                where t.last_used_at is null or t.last_used_at + interval '1 minute' <= g.at
                order by g.id
                for update of t
            ), noted as (
                update api_token t set last_used_at = d.at, last_used_address = d.address from due d where t.id = d.id
            )
            select id from due
            where last_used_at is null or last_used_at + interval '1 hour' < at
               or last_used_address is distinct from address""";

    /** The last one of a token. */
    private record Use(
            Caller caller,
            UUID token,
            Instant at,
            String address,
            @Nullable String request) {}

    private final Map<UUID, Use> gathered = new ConcurrentHashMap<>();
    private final SecurityLog securityLog;
    private final JdbcClient db;
    private final TransactionTemplate transaction;

    TokenUses(SecurityLog securityLog, JdbcClient db, PlatformTransactionManager transactions) {
        this.securityLog = securityLog;
        this.db = db;
        this.transaction = new TransactionTemplate(transactions);
    }

    void gather(Caller caller, UUID token, Instant at, String address) {
        gathered.put(token, new Use(caller, token, at, address, MDC.get(Actor.REQUEST)));
    }

    @PreDestroy
    @Scheduled(initialDelayString = EVERY, fixedDelayString = EVERY)
    void note() {
        Map<UUID, Use> uses = new HashMap<>();
        gathered.keySet().forEach(token -> uses.put(token, gathered.remove(token)));
        if (uses.isEmpty()) {
            return;
        }
        try {
            transaction.executeWithoutResult(status -> note(uses));
        } catch (DataAccessException | TransactionException e) {
            uses.forEach(gathered::putIfAbsent);
            log.warn("Cannot note now which tokens were used: {}", e.getMessage());
        }
    }

    private void note(Map<UUID, Use> uses) {
        List<Use> all = List.copyOf(uses.values());
        db.sql(NOTE)
                .param("ids", all.stream().map(Use::token).toArray(UUID[]::new))
                .param("ats", Selection.texts(all.stream().map(Use::at).toList()))
                .param(
                        "addresses",
                        Selection.texts(all.stream().map(Use::address).toList()))
                .query(UUID.class)
                .list()
                .forEach(token -> {
                    Use use = requireNonNull(uses.get(token));
                    securityLog.recordUse(use.caller(), use.at(), use.address(), use.request());
                });
    }
}
