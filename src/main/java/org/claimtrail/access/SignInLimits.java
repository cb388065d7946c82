package org.claimtrail.access;

import io.github.bucket4j.Bucket;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.claimtrail.platform.Actor;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.stereotype.Component;

/**
 * Slows down whoever guesses passwords. A try is counted before the password is looked at, and given back where it was
 * right, so that many tries at once cannot slip through; all instances count together, exactly.
 */
@Component
class SignInLimits {

    /**
     * @param nameAndAddress tries of one name from one address, and of the present password of one account
     * @param address tries from one address, of whatever names
     * @param name tries of one name from wherever: enough for its owner to sign in while strangers guess
     */
    @ConfigurationProperties("claimtrail.sign-in-limit")
    record Settings(
            @DefaultValue("5/5m") Rate nameAndAddress,
            @DefaultValue("30/15m") Rate address,
            @DefaultValue("100/1h") Rate name) {}

    /** What was counted for a try. */
    record Try(List<Bucket> counted) {

        /** The password was right. */
        void giveBack() {
            counted.forEach(bucket -> bucket.addTokens(1));
        }
    }

    private record Limit(String key, Rate rate) {}

    private final RateStore store;
    private final Settings settings;
    private final SecurityLog log;
    private final OnceAMinute logged = new OnceAMinute();

    SignInLimits(RateStore store, Settings settings, SecurityLog log) {
        this.store = store;
        this.settings = settings;
        this.log = log;
    }

    /**
     * Counts a try to sign in. The narrowest limit comes first: whoever has used that up takes nothing from the others,
     * so that one address alone cannot use up a name.
     *
     * @param account the one that the database finds by the name, however that is written
     * @return empty where there were too many
     */
    Optional<Try> countSignIn(String name, Optional<Account> account) {
        String address = ClientAddress.of(MDC.get(Actor.ADDRESS));
        // Hashed because people type their password here, and strangers whole pages.
        String tried = HexFormat.of()
                .formatHex(Secret.hash(key(account.map(Account::name).orElse(name))));
        return count(
                List.of(
                        new Limit("sign-in:" + tried + ":" + address, settings.nameAndAddress()),
                        new Limit("sign-in-address:" + address, settings.address()),
                        new Limit("sign-in-name:" + tried, settings.name())),
                name,
                account.map(Account::id).orElse(null));
    }

    /** Counts a try of somebody who is signed in to tell the present password. */
    Optional<Try> countPassword(Account account) {
        return count(
                List.of(new Limit("password:" + account.id(), settings.nameAndAddress())),
                account.name(),
                account.id());
    }

    private Optional<Try> count(List<Limit> limits, String name, @Nullable UUID account) {
        Try counted = new Try(new ArrayList<>());
        for (Limit limit : limits) {
            Bucket bucket = store.exact(limit.key(), limit.rate());
            if (!bucket.tryConsume(1)) {
                counted.giveBack();
                if (logged.isNew(limit.key())) {
                    log.record(
                            SecurityEvent.SIGN_IN_THROTTLED,
                            name,
                            account,
                            null,
                            limit.rate().toString());
                }
                return Optional.empty();
            }
            counted.counted().add(bucket);
        }
        return Optional.of(counted);
    }

    private static String key(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    }
}
