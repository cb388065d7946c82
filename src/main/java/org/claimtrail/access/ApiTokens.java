package org.claimtrail.access;

import static org.claimtrail.platform.Fields.given;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.claimtrail.access.KnownTokens.TokenOfAccount;
import org.claimtrail.database.Listing;
import org.claimtrail.database.Selection;
import org.claimtrail.database.Sql;
import org.claimtrail.database.StoredJson;
import org.claimtrail.platform.Actor;
import org.claimtrail.platform.Caller;
import org.claimtrail.platform.Fields;
import org.claimtrail.platform.Ids;
import org.claimtrail.platform.IfMatch;
import org.claimtrail.platform.NotRecorded;
import org.claimtrail.platform.Page;
import org.claimtrail.platform.Query;
import org.claimtrail.platform.Representation;
import org.claimtrail.platform.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.node.ObjectNode;

/** Issues, recognises and revokes API tokens. One is told when it is issued; the database has only its hash. */
@Service
public class ApiTokens {

    /** What every token begins with, so that people and scanners know one when they see it. */
    static final String PREFIX = "ct_";

    private static final String JSON = """
            json_strip_nulls(json_build_object(
                'id', t.id,
                'account', json_build_object('id', a.id, 'name', a.name),
                'name', t.name,
                'scope', t.scope,
                'expiresAt', rfc3339(t.expires_at),
                'lastUsedAt', rfc3339(t.last_used_at),
                'lastUsedFrom', t.last_used_address,
                'createdAt', rfc3339(t.created_at)))""";

    private static final String TABLES = "api_token t join account a on a.id = t.account_id";

    private static final Listing LISTING =
            new Listing(TABLES, "t", JSON, "-createdAt").sortedBy("createdAt", "t.created_at", "timestamptz");

    /**
     * @param life how long a token lasts that is issued without an expiry
     * @param longestLife the longest that may be asked for
     * @param most how many good ones an account may have
     */
    @ConfigurationProperties("claimtrail.tokens")
    record Settings(
            @DefaultValue("90d") Duration life,
            @DefaultValue("366d") Duration longestLife,
            @DefaultValue("100") int most) {}

    /** A token as it is issued. */
    public record NewToken(String secret, Representation token) {}

    private final KnownTokens tokens;
    private final TokenUses uses;
    private final SecurityLog log;
    private final RateLimits rateLimits;
    private final Settings settings;
    private final Actor actor;
    private final JdbcClient db;
    private final Clock clock;

    ApiTokens(
            KnownTokens tokens,
            TokenUses uses,
            SecurityLog log,
            RateLimits rateLimits,
            Settings settings,
            Actor actor,
            JdbcClient db,
            Clock clock) {
        this.tokens = tokens;
        this.uses = uses;
        this.log = log;
        this.rateLimits = rateLimits;
        this.settings = settings;
        this.actor = actor;
        this.db = db;
        this.clock = clock;
    }

    /** One's own; an administrator's list has everybody's. */
    public Page list(Query query) {
        Selection selection = new Selection()
                .where("t.revoked_at is null")
                .where("t.account_id = :self", "self", onlyOwn())
                .whereAny("t.account_id = any(cast(:account as uuid[]))", "account", query.ids("account"));
        return LISTING.page(db, query, selection);
    }

    public Representation read(UUID id) {
        return StoredJson.one(
                db,
                "token",
                Sql.of(
                        "select t.revoked_at as deleted_at, {json} as json from {tables} where t.id = :id and (cast(:self as uuid) is null or t.account_id = cast(:self as uuid))",
                        Map.of("json", JSON, "tables", TABLES)),
                parameters(id),
                id);
    }

    @Transactional
    public NewToken issue(ObjectNode body) {
        Caller caller = actor.caller().orElseThrow();
        Instant now = clock.instant();
        Fields fields = Fields.of(body);
        UUID account = fields.object("account", owner -> {
            UUID id = owner.required("id", owner.id("id"));
            owner.done();
            return id;
        });
        String name = fields.requiredName("name");
        Role scope = fields.requiredChoice("scope", Role.class);
        Instant expiresAt = fields.instant("expiresAt");
        fields.readOnly("id", "lastUsedAt", "lastUsedFrom", "createdAt");
        fields.done();
        if (scope != null && !caller.role().includes(scope)) {
            fields.fault("scope", "must not be more than the " + caller.role() + " that this request may be.");
        }
        Instant latest = latestExpiry(caller, now);
        if (expiresAt != null && !expiresAt.isAfter(now)) {
            fields.fault("expiresAt", "must lie in the future.");
        } else if (expiresAt != null && expiresAt.isAfter(latest)) {
            fields.fault("expiresAt", "must not be later than " + latest + ".");
        }
        if (account != null && !account.equals(caller.account())) {
            actor.require(Role.ADMIN, "issue tokens for others");
            if (!exists(account)) {
                fields.fault("account", "must be the id of an account.");
            }
        }
        UUID owner = account == null ? caller.account() : account;
        if (good(owner, now) >= settings.most()) {
            fields.fault("account", "has as many tokens as it may have, " + settings.most() + ": revoke some first.");
        }
        fields.faults().throwIfAny();
        Instant usual = now.plus(settings.life()).isBefore(latest) ? now.plus(settings.life()) : latest;
        return issue(owner, given(name), given(scope), expiresAt == null ? usual : expiresAt);
    }

    /** How many of its tokens were neither revoked nor have expired. Its row is locked, so that no others come meanwhile. */
    private int good(UUID account, Instant now) {
        db.sql("select id from account where id = :account for no key update")
                .param("account", account)
                .query(UUID.class)
                .optional();
        return db.sql("""
                        select count(*) from api_token
                        where account_id = :account and revoked_at is null and (expires_at is null or expires_at > :now)""")
                .param("account", account)
                .param("now", Timestamp.from(now))
                .query(Integer.class)
                .single();
    }

    /**
     * Nothing that is issued outlives what it is issued by: a token that will expire, what a provider vouched for, or the
     * session of somebody for whom a provider vouched.
     */
    private Instant latestExpiry(Caller caller, Instant now) {
        Instant latest = now.plus(settings.longestLife());
        if (caller.token() == null) {
            Instant until = SecurityContextHolder.getContext().getAuthentication() instanceof CallerAuthentication shown
                    ? shown.until()
                    : null;
            return until != null && until.isBefore(latest) ? until : latest;
        }
        return db.sql("select least(cast(:latest as timestamptz), expires_at) from api_token where id = :id")
                .param("latest", Timestamp.from(latest))
                .param("id", caller.token().id())
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
    }

    private boolean exists(UUID account) {
        return db.sql("select exists (select from account where id = :id)")
                .param("id", account)
                .query(Boolean.class)
                .single();
    }

    /** @param expiresAt absent for never */
    @Transactional
    public NewToken issue(UUID account, String name, Role scope, @Nullable Instant expiresAt) {
        UUID id = Ids.next();
        String secret = PREFIX + Secret.next();
        db.sql("""
                        insert into api_token (id, account_id, name, scope, hash, expires_at, created_at)
                        values (:id, :account, :name, :scope, :hash, :expiresAt, :now)""")
                .param("id", id)
                .param("account", account)
                .param("name", name)
                .param("scope", scope.name())
                .param("hash", Secret.hash(secret))
                .param("expiresAt", expiresAt == null ? null : Timestamp.from(expiresAt))
                .param("now", Timestamp.from(clock.instant()))
                .update();
        log.record(SecurityEvent.TOKEN_ISSUED, nameOf(account), account, id, name + ", as " + scope);
        return new NewToken(secret, read(id));
    }

    @Transactional
    public void revoke(UUID id, IfMatch ifMatch) {
        ifMatch.check(read(id));
        UUID account = db.sql("""
                        update api_token set revoked_at = :now where id = :id and revoked_at is null
                        returning account_id""")
                .param("now", Timestamp.from(clock.instant()))
                .param("id", id)
                .query(UUID.class)
                .optional()
                .orElseThrow(() -> new NotRecorded("token", id));
        tokens.changed();
        log.record(SecurityEvent.TOKEN_REVOKED, nameOf(account), account, id, "by " + actor.name());
    }

    /** Who shows this token; empty where it is not good, and the log says why. */
    public Optional<Caller> recognise(String secret, String address) {
        byte[] hash = Secret.hash(secret);
        Optional<TokenOfAccount> known = tokens.find(hash);
        Instant now = clock.instant();
        String objection = known.map(token -> objection(token, now)).orElse("unknown");
        if (known.isEmpty() || !objection.isEmpty()) {
            // Whoever guesses on and on is answered 429, and must not fill the log.
            if (!rateLimits.isUsedUp(address)) {
                log.record(
                        SecurityEvent.TOKEN_REFUSED,
                        known.map(TokenOfAccount::accountName).orElse(null),
                        known.map(TokenOfAccount::account).orElse(null),
                        known.map(TokenOfAccount::id).orElse(null),
                        objection);
            }
            return Optional.empty();
        }
        Caller caller = known.get().caller();
        uses.gather(caller, known.get().id(), now, address);
        return Optional.of(caller);
    }

    private static String objection(TokenOfAccount token, Instant now) {
        if (token.revoked()) {
            return "revoked";
        }
        if (token.expiresAt() != null && !token.expiresAt().isAfter(now)) {
            return "expired";
        }
        return token.disabled() ? "account disabled" : "";
    }

    private Map<String, @Nullable Object> parameters(UUID id) {
        Map<String, @Nullable Object> parameters = new HashMap<>();
        parameters.put("id", id);
        parameters.put("self", onlyOwn().orElse(null));
        return parameters;
    }

    /** Whose tokens the caller may see; empty for everybody's. */
    private Optional<UUID> onlyOwn() {
        return actor.caller().filter(caller -> caller.role() != Role.ADMIN).map(Caller::account);
    }

    private String nameOf(UUID account) {
        return db.sql("select name from account where id = :id")
                .param("id", account)
                .query(String.class)
                .single();
    }
}
