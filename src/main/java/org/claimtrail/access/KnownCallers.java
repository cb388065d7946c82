package org.claimtrail.access;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.Collection;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.claimtrail.database.Selection;
import org.claimtrail.platform.Caller;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Looks again who may use the service, for requests that last. */
@Service
public class KnownCallers {

    private final JdbcClient db;
    private final Clock clock;

    KnownCallers(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /** Those of them whose account is not disabled by now, nor their token revoked or expired. */
    public Set<Caller> known(Collection<Caller> callers) {
        if (callers.isEmpty()) {
            return Set.of();
        }
        Set<UUID> accounts = new HashSet<>(db.sql(
                        "select id from account where id = any(cast(:ids as uuid[])) and not disabled")
                .param(
                        "ids",
                        Selection.texts(callers.stream().map(Caller::account).toList()))
                .query(UUID.class)
                .list());
        Set<UUID> tokens = new HashSet<>(db.sql("""
                        select id from api_token
                        where id = any(cast(:ids as uuid[])) and revoked_at is null
                          and (expires_at is null or expires_at > :now)""")
                .param(
                        "ids",
                        Selection.texts(callers.stream()
                                .map(Caller::token)
                                .filter(Objects::nonNull)
                                .map(Caller.Token::id)
                                .toList()))
                .param("now", Timestamp.from(clock.instant()))
                .query(UUID.class)
                .list());
        return callers.stream()
                .filter(caller -> accounts.contains(caller.account())
                        && (caller.token() == null
                                || tokens.contains(caller.token().id())))
                .collect(Collectors.toSet());
    }
}
