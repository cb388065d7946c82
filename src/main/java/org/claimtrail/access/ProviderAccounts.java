package org.claimtrail.access;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.claimtrail.platform.Caller;
import org.claimtrail.platform.Ids;
import org.claimtrail.platform.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The accounts of those for whom an OpenID provider vouches. One is created when somebody first comes with a role; role,
 * display name and e-mail address follow what the provider says.
 */
@Service
public class ProviderAccounts {

    private static final int LONGEST_NAME = 100;

    /**
     * @param roleClaim where the roles stand in what the provider says; dots lead into nested objects, such as
     *     {@code realm_access.roles}
     * @param nameClaim what an account is called after, when it is created
     * @param roles which values of the claim stand for a role; by default its name, in any case
     */
    @ConfigurationProperties("claimtrail.oidc")
    record Settings(
            @DefaultValue("roles") String roleClaim,
            @DefaultValue("preferred_username") String nameClaim,
            @DefaultValue Map<Role, List<String>> roles) {

        boolean means(Role role, Object value) {
            return roles.containsKey(role)
                    ? roles.get(role).contains(value.toString())
                    : role.name().equalsIgnoreCase(value.toString());
        }
    }

    private record Identity(String issuer, String subject, Role role, Account.Profile profile) {}

    private final AccountRepository accounts;
    private final LookAlikes lookAlikes;
    private final Endings endings;
    private final KnownTokens tokens;
    private final SecurityLog log;
    private final Settings settings;
    private final Sessions sessions;
    private final JdbcClient db;
    private final Clock clock;

    ProviderAccounts(
            AccountRepository accounts,
            LookAlikes lookAlikes,
            Endings endings,
            KnownTokens tokens,
            SecurityLog log,
            Settings settings,
            Sessions sessions,
            JdbcClient db,
            Clock clock) {
        this.accounts = accounts;
        this.lookAlikes = lookAlikes;
        this.endings = endings;
        this.tokens = tokens;
        this.log = log;
        this.settings = settings;
        this.sessions = sessions;
        this.db = db;
        this.clock = clock;
    }

    /**
     * The account of a subject.
     *
     * @param claims what the provider says of it, whose signature was checked
     * @return empty if the claims hold no role, or the account is disabled
     */
    @Transactional
    public Optional<Caller> find(String issuer, String subject, Map<String, Object> claims) {
        Optional<Role> role = role(claims);
        if (role.isEmpty()) {
            accounts.findByIssuerAndSubject(issuer, subject).ifPresent(this::end);
            return Optional.empty();
        }
        Identity identity = new Identity(
                issuer, subject, role.get(), new Account.Profile(line(claims.get("name")), line(claims.get("email"))));
        return accounts.findByIssuerAndSubject(issuer, subject)
                .or(() -> create(identity, claims))
                .or(() -> accounts.findByIssuerAndSubject(issuer, subject))
                .filter(account -> !account.isDisabled())
                .map(account -> follow(account, identity))
                .map(account -> new Caller(account.id(), account.name(), account.role(), null));
    }

    /** Whoever has no role any more keeps nothing of what he was given by one. */
    private void end(Account account) {
        Instant now = clock.instant();
        Account locked = accounts.lock(account.id()).orElseThrow();
        if (endings.revokeTokens(locked, "no role, by the provider") > 0 || locked.mayHaveSessions()) {
            locked.endSessions(now);
            tokens.changed();
        }
    }

    /** The session of somebody who came by the provider's page. */
    @Transactional
    public CallerAuthentication signedIn(Caller caller) {
        Account account = accounts.lock(caller.account()).orElseThrow();
        Instant now = clock.instant();
        account.signedIn(now);
        log.record(SecurityEvent.SIGNED_IN, account, "by the provider");
        return sessions.of(account, now);
    }

    private Optional<Role> role(Map<String, Object> claims) {
        Object value = claims;
        for (String name : settings.roleClaim().split("\\.")) {
            value = value instanceof Map<?, ?> object ? object.get(name) : null;
        }
        List<?> values = value instanceof Collection<?> several
                ? List.copyOf(several)
                : value == null ? List.of() : List.of(value.toString().split("[ ,]+"));
        return Arrays.stream(Role.values())
                .filter(role -> values.stream().anyMatch(given -> settings.means(role, given)))
                .max(Comparator.naturalOrder());
    }

    private Account follow(Account account, Identity identity) {
        if (account.role() == identity.role() && account.isShownAs(identity.profile())) {
            return account;
        }
        Account locked = accounts.lock(account.id()).orElseThrow();
        locked.vouchedFor(identity.profile(), identity.role(), clock.instant());
        tokens.changed();
        log.record(SecurityEvent.ACCOUNT_CHANGED, locked, identity.role() + ", by the provider");
        return locked;
    }

    /** Empty where somebody else was faster. */
    private Optional<Account> create(Identity identity, Map<String, Object> claims) {
        UUID id = Ids.next();
        Timestamp now = Timestamp.from(clock.instant());
        lookAlikes.awaitTurn();
        boolean created = names(claims, identity)
                .filter(name -> !lookAlikes.isTaken(name))
                .anyMatch(name -> db.sql("""
                        insert into account (id, revision, name, display_name, email, role, disabled, issuer, subject,
                            sessions_valid_from, created_at, updated_at)
                        values (:id, 0, :name, :displayName, :email, :role, false, :issuer, :subject, :now, :now, :now)
                        on conflict do nothing""")
                                .param("id", id)
                                .param("name", name)
                                .param("displayName", identity.profile().displayName())
                                .param("email", identity.profile().email())
                                .param("role", identity.role().name())
                                .param("issuer", identity.issuer())
                                .param("subject", identity.subject())
                                .param("now", now)
                                .update()
                        == 1);
        Optional<Account> account = accounts.findById(id).filter(found -> created);
        account.ifPresent(found ->
                log.record(SecurityEvent.ACCOUNT_CREATED, found, "as " + found.role() + ", by " + identity.issuer()));
        return account;
    }

    /** What the account may be called: as the provider calls it, or with its number added where that, or what looks like it, is taken. */
    private Stream<String> names(Map<String, Object> claims, Identity identity) {
        String wanted = Stream.of(
                        claims.get(settings.nameClaim()), identity.profile().email(), identity.subject())
                .filter(Objects::nonNull)
                .map(value -> value.toString().replaceAll("[^\\p{L}\\p{N}._@+-]", "-"))
                .filter(name -> !name.isBlank())
                .findFirst()
                .orElse("somebody");
        String name = wanted.substring(0, Math.min(wanted.length(), LONGEST_NAME - 10));
        return Stream.concat(
                Stream.of(name),
                Stream.of(name + "-" + Integer.toHexString(Objects.hash(identity.issuer(), identity.subject()))));
    }

    private static @Nullable String line(@Nullable Object claim) {
        String line = claim == null
                ? ""
                : claim.toString().replaceAll("\\p{Cntrl}", " ").strip();
        return line.isEmpty() ? null : line.substring(0, Math.min(line.length(), 500));
    }
}
