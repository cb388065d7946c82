package org.claimtrail.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.claimtrail.address.LocalAddress;
import org.claimtrail.address.PublicAddress;
import org.claimtrail.database.embedded.SecretFile;
import org.claimtrail.database.embedded.ServiceFiles;
import org.claimtrail.platform.Role;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Lets the first person in, before the service says that it is ready. There is no default password:
 *
 * <ul>
 *   <li>beside the embedded database an administrator is created with a random password and an API token, both shown once
 *       in the log; the token is also in the file {@value #TOKEN_FILE} of the data directory, for its owner's eyes;
 *   <li>with a database of one's own, the password comes from the configuration, or the log shows a link by which it is
 *       chosen, at each start until it is.
 * </ul>
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class FirstAdministrator implements ApplicationRunner {

    private static final Logger log = LoggerFactory.getLogger("claimtrail");
    private static final String TOKEN_FILE = "admin-token";

    /** What only one of several instances that start at once may do. */
    private static final long LOCK = 0x636c61696d01L;

    /**
     * @param name of the first administrator
     * @param password of the first administrator; used once, when there is none yet
     */
    @ConfigurationProperties("claimtrail.admin")
    record Settings(
            @DefaultValue("admin") String name, @Nullable String password) {

        @Override
        public String toString() {
            return "Settings[name=" + name + "]";
        }
    }

    private final AccountRepository accounts;
    private final ApiTokens tokens;
    private final Invitations invitations;
    private final Passwords passwords;
    private final SecurityLog securityLog;
    private final Settings settings;
    private final ServiceFiles files;
    private final LocalAddress local;
    private final PublicAddress address;
    private final TransactionTemplate transaction;
    private final JdbcClient db;
    private final Clock clock;

    FirstAdministrator(
            AccountRepository accounts,
            ApiTokens tokens,
            Invitations invitations,
            Passwords passwords,
            SecurityLog securityLog,
            Settings settings,
            ServiceFiles files,
            LocalAddress local,
            PublicAddress address,
            PlatformTransactionManager transactions,
            JdbcClient db,
            Clock clock) {
        this.accounts = accounts;
        this.tokens = tokens;
        this.invitations = invitations;
        this.passwords = passwords;
        this.securityLog = securityLog;
        this.settings = settings;
        this.files = files;
        this.local = local;
        this.address = address;
        this.transaction = new TransactionTemplate(transactions);
        this.db = db;
        this.clock = clock;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        // Told when it is certain: what was not committed would let nobody in.
        transaction.execute(status -> admit()).ifPresent(lines -> lines.lines().forEach(log::info));
    }

    private Optional<String> admit() {
        db.sql("select pg_advisory_xact_lock(:lock)").param("lock", LOCK).query(rows -> {});
        boolean administered = db.sql("""
                        select exists (
                            select from account a
                            where a.role = 'ADMIN' and not a.disabled and (
                                a.password is not null or a.issuer is not null
                                or exists (select from api_token t where t.account_id = a.id and t.revoked_at is null)))""").query(Boolean.class).single();
        if (administered) {
            return Optional.empty();
        }
        Account administrator = accounts.findByName(settings.name()).orElseGet(this::create);
        if (settings.password() != null && !settings.password().isBlank()) {
            choosePassword(administrator, settings.password());
            return Optional.of("Administrator " + administrator.name() + " has the password of the configuration");
        }
        return Optional.of(
                files.directory().isPresent()
                        ? withToken(administrator, files.directory().get())
                        : "Administrator " + administrator.name() + ": choose the password, once, at "
                                + link(invitations
                                        .invite(administrator.id(), Endings.Wanted.NOTHING)
                                        .path()));
    }

    /** Where people reach the service; from its own machine, where nobody said where that is. */
    private String link(String path) {
        return address.url() == null ? local + path : address.of(path);
    }

    private Account create() {
        if (!settings.name().matches(Accounts.NAME)) {
            throw new IllegalStateException(
                    "claimtrail.admin.name must be one word of at most 100 letters, digits and the signs . _ @ + and -.");
        }
        Account account = accounts.saveAndFlush(new Account(settings.name(), Role.ADMIN, clock.instant()));
        securityLog.record(SecurityEvent.ACCOUNT_CREATED, account, "as the first administrator");
        return account;
    }

    private void choosePassword(Account account, String password) {
        passwords.objection(password, account.name()).ifPresent(objection -> {
            throw new IllegalStateException("claimtrail.admin.password " + objection);
        });
        account.choosePassword(passwords.hash(password), clock.instant());
        account.endSessions(clock.instant());
        accounts.flush();
    }

    private String withToken(Account account, Path directory) {
        String password = Secret.next().substring(0, 20);
        choosePassword(account, password);
        String token =
                tokens.issue(account.id(), "first start", Role.ADMIN, null).secret();
        Path file = directory.resolve(TOKEN_FILE);
        try {
            // Before the commit: a kill in between leaves a file with a token that is void, never a lost token.
            SecretFile.write(file, token);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        }
        return """
                Administrator %s, shown this once:
                  password: %s
                  token:    %s (also in %s)""".formatted(account.name(), password, token, file);
    }
}
