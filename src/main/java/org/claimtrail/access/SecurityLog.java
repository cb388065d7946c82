package org.claimtrail.access;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;
import org.claimtrail.database.Listing;
import org.claimtrail.database.Selection;
import org.claimtrail.platform.Actor;
import org.claimtrail.platform.Caller;
import org.claimtrail.platform.Ids;
import org.claimtrail.platform.Page;
import org.claimtrail.platform.Query;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;

/**
 * Who signed in or failed to, which tokens were used, what was denied. Each event is a row that the service cannot change
 * or take away, and a line of the logger {@code claimtrail.security} for whoever watches logs.
 */
@Service
public class SecurityLog {

    private static final Logger log = LoggerFactory.getLogger("claimtrail.security");

    private static final String JSON = """
            json_strip_nulls(json_build_object(
                'id', e.id,
                'at', rfc3339(e.at),
                'kind', e.kind,
                'account', e.account,
                'accountId', e.account_id,
                'tokenId', e.token_id,
                'address', e.address,
                'request', e.request,
                'detail', e.detail))""";

    private static final Listing LISTING =
            new Listing("security_event e", "e", JSON, "-at").sortedBy("at", "e.at", "timestamptz");

    /** Controls of both sets, ends of lines and paragraphs, and what turns the direction of what follows. */
    private static final Pattern NOT_OF_A_LINE =
            Pattern.compile("[\\p{Cc}\\u2028\\u2029\\u061C\\u200B-\\u200F\\u202A-\\u202E\\u2060-\\u2069\\uFEFF]");

    /** What strangers make up is cut: they could send pages of it. */
    private static final int LONGEST = 200;

    /** @param retention how long events are kept; the database keeps them for 30 days at least */
    @ConfigurationProperties("claimtrail.security-log")
    record Settings(@DefaultValue("400d") Duration retention) {}

    private final JdbcClient db;
    private final Settings settings;
    private final Clock clock;

    SecurityLog(JdbcClient db, Settings settings, Clock clock) {
        this.db = db;
        this.settings = settings;
        this.clock = clock;
    }

    public Page list(Query query) {
        Selection selection = new Selection()
                .whereOneOf("e.kind", "kind", query.choices("kind", SecurityEvent.class))
                .whereAny("e.account_id = any(cast(:account as uuid[]))", "account", query.ids("account"))
                .where("e.at >= :from", "from", query.from("from"))
                .where("e.at < :to", "to", query.until("to"));
        return LISTING.page(db, query, selection);
    }

    void record(SecurityEvent event, Account account, @Nullable String detail) {
        record(event, account.name(), account.id(), null, detail);
    }

    public void record(SecurityEvent event, Caller caller, @Nullable String detail) {
        record(
                event,
                caller.name(),
                caller.account(),
                caller.token() == null ? null : caller.token().id(),
                detail);
    }

    /** That a token was used, which is told later. */
    void recordUse(Caller caller, Instant at, String address, @Nullable String request) {
        record(
                SecurityEvent.TOKEN_USED,
                at,
                caller.name(),
                caller.account(),
                caller.token() == null ? null : caller.token().id(),
                address,
                request,
                null);
    }

    /** @param account its name, or what somebody gave for one */
    public void record(
            SecurityEvent event,
            @Nullable String account,
            @Nullable UUID accountId,
            @Nullable UUID tokenId,
            @Nullable String detail) {
        record(
                event,
                clock.instant(),
                account,
                accountId,
                tokenId,
                MDC.get(Actor.ADDRESS),
                MDC.get(Actor.REQUEST),
                detail);
    }

    private void record(
            SecurityEvent event,
            Instant at,
            @Nullable String account,
            @Nullable UUID accountId,
            @Nullable UUID tokenId,
            @Nullable String address,
            @Nullable String asked,
            @Nullable String detail) {
        String request = cut(asked);
        String name = cut(account);
        db.sql("""
                        insert into security_event (id, at, kind, account, account_id, token_id, address, request, detail)
                        values (:id, :at, :kind, :account, :accountId, :tokenId, :address, :request, :detail)""")
                .param("id", Ids.next())
                .param("at", Timestamp.from(at))
                .param("kind", event.name())
                .param("account", name)
                .param("accountId", accountId)
                .param("tokenId", tokenId)
                .param("address", address)
                .param("request", request)
                .param("detail", detail)
                .update();
        log.info(
                "{}{}{}{}{}{}",
                event,
                told("account", name),
                told("token", tokenId),
                told("address", address),
                told("request", request),
                told("detail", cut(detail)));
    }

    private static String told(String key, @Nullable Object value) {
        return value == null ? "" : ", " + key + ": " + value;
    }

    /** On one line, and short. */
    private static @Nullable String cut(@Nullable String text) {
        if (text == null) {
            return null;
        }
        String line = NOT_OF_A_LINE.matcher(text).replaceAll("�");
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
    }

    @Scheduled(initialDelayString = "PT1H", fixedDelayString = "PT1H")
    void forget() {
        db.sql("select forget_security_events(:before)")
                .param("before", Timestamp.from(clock.instant().minus(settings.retention())))
                .query(Long.class)
                .single();
    }
}
