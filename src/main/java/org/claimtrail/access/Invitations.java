package org.claimtrail.access;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.claimtrail.platform.Actor;
import org.claimtrail.platform.Conflict;
import org.claimtrail.platform.Fields;
import org.claimtrail.platform.Ids;
import org.claimtrail.platform.NotRecorded;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.node.ObjectNode;

/**
 * Links by which the owner of an account chooses its password, once. So nobody else ever knows a password: who creates an
 * account, or helps somebody who forgot his, hands on a link.
 */
@Service
public class Invitations {

    /** @param life how long a link can be used */
    @ConfigurationProperties("claimtrail.invitations")
    record Settings(@DefaultValue("3d") Duration life) {}

    /** @param path the address of the page, beginning with a slash; it holds the secret */
    public record Invitation(String path, Instant expiresAt) {}

    private final AccountRepository accounts;
    private final Passwords passwords;
    private final Endings endings;
    private final SecurityLog log;
    private final Settings settings;
    private final Actor actor;
    private final JdbcClient db;
    private final Clock clock;

    Invitations(
            AccountRepository accounts,
            Passwords passwords,
            Endings endings,
            SecurityLog log,
            Settings settings,
            Actor actor,
            JdbcClient db,
            Clock clock) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.endings = endings;
        this.log = log;
        this.settings = settings;
        this.actor = actor;
        this.db = db;
        this.clock = clock;
    }

    /**
     * @param body what is to end at once, before the link is used; nothing by default
     * @throws Conflict if another provider vouches for the account
     */
    @Transactional
    public Invitation invite(UUID id, ObjectNode body) {
        Fields fields = Fields.of(body);
        Endings.Wanted ended = Endings.Wanted.read(fields);
        fields.done();
        fields.faults().throwIfAny();
        return invite(id, ended);
    }

    @Transactional
    public Invitation invite(UUID id, Endings.Wanted ended) {
        Account account = accounts.lock(id).orElseThrow(() -> new NotRecorded("account", id));
        if (account.isOfProvider()) {
            throw new Conflict(
                    Conflict.Reason.DUPLICATE, account.name() + " signs in elsewhere and has no password here.");
        }
        String key = Secret.next();
        Instant now = clock.instant();
        Instant expiresAt = now.plus(settings.life());
        db.sql("delete from invitation where expires_at <= :now")
                .param("now", Timestamp.from(now))
                .update();
        db.sql("""
                        insert into invitation (id, account_id, hash, expires_at, created_at)
                        values (:id, :account, :hash, :expiresAt, :now)""")
                .param("id", Ids.next())
                .param("account", id)
                .param("hash", Secret.hash(key))
                .param("expiresAt", Timestamp.from(expiresAt))
                .param("now", Timestamp.from(now))
                .update();
        log.record(
                SecurityEvent.INVITED,
                account,
                "by " + actor.name() + (ended.sessions() ? ", whose sessions ended" : ""));
        endings.end(account, ended, "with an invitation, by " + actor.name());
        return new Invitation("/invitation?key=" + key, expiresAt);
    }

    /** The name of the account that a key is for; empty if the key was used, expired or never was. */
    public Optional<String> invited(String key) {
        return account(key).filter(account -> !account.isDisabled()).map(Account::name);
    }

    /**
     * Sets the password, ends all sessions and makes every other link of the account void.
     *
     * @param revokeTokens whether the tokens that were issued before end, too
     * @return what is wrong with the password, as the end of a sentence; empty if nothing is
     * @throws NotRecorded if the key is no good any more
     */
    @Transactional
    public Optional<String> accept(String key, String password, boolean revokeTokens) {
        UUID id = account(key)
                .filter(account -> !account.isDisabled())
                .map(Account::id)
                .orElseThrow(() -> new NotRecorded("invitation", ""));
        Account account = accounts.lock(id).orElseThrow();
        Optional<String> objection = passwords.objection(password, account.name());
        if (objection.isPresent()) {
            return objection;
        }
        // Of two who come at once, one finds it.
        int used = db.sql("delete from invitation where hash = :hash")
                .param("hash", Secret.hash(key))
                .update();
        if (used == 0) {
            throw new NotRecorded("invitation", "");
        }
        db.sql("delete from invitation where account_id = :account")
                .param("account", id)
                .update();
        account.choosePassword(passwords.hash(password), clock.instant());
        log.record(SecurityEvent.PASSWORD_CHOSEN, account, "by a link");
        endings.end(account, new Endings.Wanted(true, revokeTokens), "with a new password, by a link");
        return Optional.empty();
    }

    private Optional<Account> account(String key) {
        return db.sql("select account_id from invitation where hash = :hash and expires_at > :now")
                .param("hash", Secret.hash(key))
                .param("now", Timestamp.from(clock.instant()))
                .query(UUID.class)
                .optional()
                .flatMap(accounts::findById);
    }
}
