package org.claimtrail.access;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.function.SingletonSupplier;

/** Lets people in by name and password, and knows whether they still may be in. */
@Service
public class SignIns implements AuthenticationProvider {

    private final AccountRepository accounts;
    private final Passwords passwords;
    private final SignInLimits limits;
    private final SecurityLog log;
    private final TransactionTemplate transaction;
    private final Sessions sessions;
    private final Clock clock;
    /** Compared with where there is no account or no password, so that the time of an answer tells nothing. */
    private final Supplier<String> nobodysPassword;

    SignIns(
            AccountRepository accounts,
            Passwords passwords,
            SignInLimits limits,
            SecurityLog log,
            PlatformTransactionManager transactions,
            Sessions sessions,
            Clock clock) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.limits = limits;
        this.log = log;
        this.transaction = new TransactionTemplate(transactions);
        this.sessions = sessions;
        this.clock = clock;
        this.nobodysPassword = SingletonSupplier.of(() -> passwords.hash(Secret.next()));
    }

    /**
     * @throws TooManyTries whether the password is right or not, and whether there is such an account or not
     * @throws BadCredentialsException for whatever reason: what it is would help whoever guesses
     */
    @Override
    public Authentication authenticate(Authentication attempt) {
        String name = attempt.getName();
        String password = String.valueOf(attempt.getCredentials());
        Optional<Account> account = name.matches(Accounts.NAME) ? accounts.findByName(name) : Optional.empty();
        SignInLimits.Try counted = limits.countSignIn(name, account).orElseThrow(TooManyTries::new);
        String hash = account.map(Account::password).orElse(null);
        boolean right = passwords.matches(password, hash == null ? nobodysPassword.get() : hash);
        if (hash == null || !right || account.get().isDisabled()) {
            log.record(
                    SecurityEvent.SIGN_IN_FAILED,
                    // What is no name here may be a password in the wrong field.
                    account.map(Account::name).orElse(null),
                    account.map(Account::id).orElse(null),
                    null,
                    account.map(found -> !right ? "wrong password" : "disabled").orElse("no such account"));
            throw new BadCredentialsException("Name or password is wrong.");
        }
        counted.giveBack();
        return signedIn(account.get().id(), passwords.isOutdated(hash) ? Optional.of(password) : Optional.empty());
    }

    @Override
    public boolean supports(Class<?> type) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(type);
    }

    private CallerAuthentication signedIn(UUID id, Optional<String> passwordToHash) {
        return transaction.execute(status -> {
            Account account = accounts.lock(id).orElseThrow();
            Instant now = clock.instant();
            passwordToHash.ifPresent(password -> account.choosePassword(passwords.hash(password), now));
            account.signedIn(now);
            log.record(SecurityEvent.SIGNED_IN, account, null);
            return sessions.of(account, now);
        });
    }

    /** The same session with what the account is now; empty where it is void. */
    public Optional<CallerAuthentication> stillValid(CallerAuthentication session) {
        Instant since = session.signedInAt();
        if (since == null || sessions.isOver(since)) {
            return Optional.empty();
        }
        return accounts.findById(session.getPrincipal().account())
                .filter(account -> account.admits(since))
                .map(account -> sessions.of(account, since));
    }
}
