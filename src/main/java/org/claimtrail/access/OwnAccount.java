package org.claimtrail.access;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.claimtrail.platform.Actor;
import org.claimtrail.platform.Caller;
import org.claimtrail.platform.Edit;
import org.claimtrail.platform.Fields;
import org.claimtrail.platform.IfMatch;
import org.claimtrail.platform.Json;
import org.claimtrail.platform.Representation;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.node.ObjectNode;

/** What the caller may know and change of himself. */
@Service
public class OwnAccount {

    /** @param session what the browser's session is from then on; absent where the password was not changed */
    public record PasswordChange(
            @Nullable String field,
            @Nullable String objection,
            @Nullable CallerAuthentication session) {}

    private final Accounts accounts;
    private final AccountRepository repository;
    private final Passwords passwords;
    private final SignInLimits limits;
    private final Endings endings;
    private final SecurityLog log;
    private final Actor actor;
    private final JdbcClient db;
    private final TransactionTemplate transaction;
    private final Sessions sessions;
    private final Clock clock;

    OwnAccount(
            Accounts accounts,
            AccountRepository repository,
            Passwords passwords,
            SignInLimits limits,
            Endings endings,
            SecurityLog log,
            Actor actor,
            JdbcClient db,
            PlatformTransactionManager transactions,
            Sessions sessions,
            Clock clock) {
        this.accounts = accounts;
        this.repository = repository;
        this.passwords = passwords;
        this.limits = limits;
        this.endings = endings;
        this.log = log;
        this.actor = actor;
        this.db = db;
        this.transaction = new TransactionTemplate(transactions);
        this.sessions = sessions;
        this.clock = clock;
    }

    /** The account, with the role that this very request has, and the token that it showed. */
    public Representation read() {
        Caller caller = actor.caller().orElseThrow();
        ObjectNode me = accounts.read(caller.account()).tree();
        me.put("role", caller.role().name());
        Caller.Token token = caller.token();
        if (token != null) {
            ObjectNode shown = me.putObject("token");
            shown.put("id", token.id().toString()).put("name", token.name());
            db.sql("select rfc3339(expires_at) from api_token where id = :id")
                    .param("id", token.id())
                    .query(String.class)
                    .optional()
                    .ifPresent(expiresAt -> shown.put("expiresAt", expiresAt));
        }
        return new Representation(Json.write(me));
    }

    /** Changes what one is shown as and where one is reached; all else is the administrators' to change. */
    public Representation change(IfMatch ifMatch, Edit edit) {
        return transaction.execute(status -> {
            Caller caller = actor.caller().orElseThrow();
            Account account = repository.lock(caller.account()).orElseThrow();
            Representation present = read();
            ifMatch.check(present);
            Fields fields = edit.fields(present).orElse(null);
            if (fields == null) {
                return present;
            }
            fields.readOnly("name", "role", "disabled", "token");
            Account.Profile profile = Account.Profile.read(fields);
            fields.done();
            account.leaveToProvider(profile, fields);
            fields.faults().throwIfAny();
            account.show(profile, clock.instant());
            repository.flush();
            log.record(SecurityEvent.ACCOUNT_CHANGED, caller, "profile, by its owner");
            return read();
        });
    }

    /** @param ended what ends with it, but for the session of the browser that asks */
    public PasswordChange changePassword(String present, String wanted, Endings.Wanted ended) {
        Account caller =
                repository.findById(actor.caller().orElseThrow().account()).orElseThrow();
        // Counted before the transaction begins: see RateStore.
        Optional<SignInLimits.Try> counted = limits.countPassword(caller);
        if (counted.isEmpty()) {
            return new PasswordChange("present", "was wrong too often. Wait a few minutes before the next try.", null);
        }
        PasswordChange change = transaction.execute(status -> change(caller.id(), present, wanted, ended));
        if (!"present".equals(change.field())) {
            counted.get().giveBack();
        }
        return change;
    }

    private PasswordChange change(UUID id, String present, String wanted, Endings.Wanted ended) {
        Account account = repository.lock(id).orElseThrow();
        String hash = account.password();
        if (hash == null || !passwords.matches(present, hash)) {
            log.record(SecurityEvent.SIGN_IN_FAILED, account, "wrong password, while changing it");
            return new PasswordChange("present", "is not your password.", null);
        }
        Optional<String> objection = passwords.objection(wanted, account.name());
        if (objection.isPresent()) {
            return new PasswordChange("wanted", objection.get(), null);
        }
        Instant now = clock.instant();
        account.choosePassword(passwords.hash(wanted), now);
        log.record(SecurityEvent.PASSWORD_CHOSEN, account, "by its owner");
        endings.end(account, ended, "with a new password, by its owner");
        return new PasswordChange(null, null, sessions.of(account, clock.instant()));
    }
}
