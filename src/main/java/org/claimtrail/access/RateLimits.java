package org.claimtrail.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.distributed.BucketProxy;
import io.github.bucket4j.distributed.proxy.BucketNotFoundException;
import io.github.bucket4j.distributed.proxy.optimization.DelayParameters;
import io.github.bucket4j.distributed.proxy.optimization.Optimizations;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.claimtrail.database.embedded.ServiceFiles;
import org.claimtrail.platform.Caller;
import org.claimtrail.platform.Role;
import org.claimtrail.platform.TooManyRequests;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.stereotype.Service;

/**
 * Counts requests: those with tokens of an account for all these together, those of a session or of another issuer's token
 * for the account, all others for the address.
 *
 * <p>All instances count together, in the database, but an instance goes there only once in a while: at the latest after
 * a twentieth of the limit, or after a sixth of its period. In between it goes by what it knows. So n instances let at
 * most n - 1 twentieths of the limit (or n - 1 requests, if that is more) through too many. These are counted
 * afterwards, so they are missing then. What an instance has not told yet is lost where it ends, or has too many clients
 * to remember them all: another twentieth at most.
 */
@Service
public class RateLimits {

    private static final Logger log = LoggerFactory.getLogger(RateLimits.class);

    /** The part of a limit that an instance may let through without telling the others. */
    static final int PART_UNTOLD = 20;

    private static final int PERIOD_PART_UNTOLD = 6;
    private static final int MOST_CLIENTS = 10_000;

    /** Not to wait for a connection with each request, where there is none to be had. */
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(5);

    /**
     * @param token what all tokens of one account together may ask
     * @param account what one account may ask in its sessions, or with tokens of another issuer
     * @param address what one address may ask without being known
     * @param exemptAdministrators whether administrators may ask without end; by default on the embedded database, where
     *     nobody else is kept waiting
     */
    @ConfigurationProperties("claimtrail.rate-limit")
    record Settings(
            @DefaultValue("true") boolean enabled,
            @DefaultValue("1200/1m") Rate token,
            @DefaultValue("1200/1m") Rate account,
            @DefaultValue("300/1m") Rate address,
            @Nullable Boolean exemptAdministrators) {}

    /**
     * What is left to a caller after a request.
     *
     * @param policy what is counted: token, account or address
     * @param left how many requests are left
     * @param untilFull in how many seconds as many are left as can be
     * @param untilNext in how many seconds the next request is let through
     */
    public record Allowance(String policy, Rate rate, boolean admitted, long left, long untilFull, long untilNext) {

        public TooManyRequests refusal() {
            return new TooManyRequests(
                    "%s may make %s in %s. Go on in %s."
                            .formatted(
                                    policy.equals("token") ? "All tokens of this account together" : "This " + policy,
                                    counted(rate.times(), "request"),
                                    counted(rate.period().toSeconds(), "second"),
                                    counted(untilNext, "second")),
                    untilNext);
        }

        private static String counted(long number, String what) {
            return number + " " + what + (number == 1 ? "" : "s");
        }
    }

    private record Client(String policy, Object id, Rate rate) {

        String key() {
            return policy + ":" + id;
        }
    }

    private final RateStore store;
    private final Settings settings;
    private final SecurityLog securityLog;
    private final Clock clock;
    private final boolean exemptAdministrators;
    private final Cache<Client, BucketProxy> buckets;
    private final OnceAMinute logged = new OnceAMinute();
    private volatile Instant pauseUntil = Instant.MIN;

    RateLimits(RateStore store, Settings settings, ServiceFiles files, SecurityLog securityLog, Clock clock) {
        this.store = store;
        this.settings = settings;
        this.securityLog = securityLog;
        this.clock = clock;
        Boolean exempt = settings.exemptAdministrators();
        this.exemptAdministrators = exempt == null ? files.directory().isPresent() : exempt;
        // Whoever was away for the whole period has everything left again, and need not be remembered.
        this.buckets = Caffeine.newBuilder()
                .maximumSize(MOST_CLIENTS)
                .expireAfterAccess(Collections.max(List.of(
                        settings.token().period(),
                        settings.account().period(),
                        settings.address().period())))
                .build();
    }

    /**
     * Counts a request.
     *
     * @param caller absent for a stranger
     * @return empty where it is not limited, or where the database cannot tell: whatever else it is asked for fails then
     */
    public Optional<Allowance> count(@Nullable Caller caller, String address) {
        if (!settings.enabled() || caller != null && caller.role() == Role.ADMIN && exemptAdministrators) {
            return Optional.empty();
        }
        Client client = client(caller, address);
        return asked(client, bucket -> {
            ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
            if (!probe.isConsumed() && logged.isNew(client.key())) {
                log(caller, client.rate());
            }
            return new Allowance(
                    client.policy(),
                    client.rate(),
                    probe.isConsumed(),
                    probe.getRemainingTokens(),
                    seconds(probe.getNanosToWaitForReset()),
                    Math.max(1, seconds(probe.getNanosToWaitForRefill())));
        });
    }

    /** Whether the next request that counts for the address will be refused; what it does then need not be logged. */
    public boolean isUsedUp(String address) {
        return settings.enabled()
                && asked(client(null, address), bucket -> bucket.getAvailableTokens() < 1)
                        .orElse(false);
    }

    private Client client(@Nullable Caller caller, String address) {
        if (caller == null) {
            return new Client("address", ClientAddress.of(address), settings.address());
        }
        return caller.token() == null
                ? new Client("account", caller.account(), settings.account())
                : new Client("token", caller.account(), settings.token());
    }

    private <T> Optional<T> asked(Client client, Function<BucketProxy, T> question) {
        if (clock.instant().isBefore(pauseUntil)) {
            return Optional.empty();
        }
        try {
            return Optional.of(counted(client, question));
        } catch (RuntimeException e) {
            pauseUntil = clock.instant().plus(PAUSE_AFTER_FAILURE);
            if (logged.isNew("failure")) {
                log.warn("Requests are not limited: the database cannot count them", e);
            }
            return Optional.empty();
        }
    }

    /**
     * A row expires while its client is still remembered, where the period is long. Of several requests that then ask at
     * once Bucket4j fails all, however often they try again together: so the row is made anew while nobody else asks.
     */
    private <T> T counted(Client client, Function<BucketProxy, T> question) {
        BucketProxy bucket = buckets.get(client, this::bucket);
        try {
            return question.apply(bucket);
        } catch (RuntimeException e) {
            if (!(NestedExceptionUtils.getMostSpecificCause(e) instanceof BucketNotFoundException)) {
                throw e;
            }
            // By one of them: the others find what he put there.
            buckets.asMap().remove(client, bucket);
            return question.apply(buckets.get(client, this::bucket));
        }
    }

    private BucketProxy bucket(Client client) {
        Rate rate = client.rate();
        BucketProxy bucket = store.optimised(
                client.key(),
                rate,
                Optimizations.delaying(new DelayParameters(
                        Math.max(1, rate.times() / PART_UNTOLD), rate.period().dividedBy(PERIOD_PART_UNTOLD))));
        // Puts it into the database while nobody else asks for it. Otherwise any stranger could end all limits for a
        // while, by a few first requests at once that fail as if the database did.
        bucket.getAvailableTokens();
        return bucket;
    }

    private void log(@Nullable Caller caller, Rate rate) {
        if (caller == null) {
            securityLog.record(SecurityEvent.RATE_LIMITED, null, (UUID) null, null, rate.toString());
        } else {
            securityLog.record(SecurityEvent.RATE_LIMITED, caller, rate.toString());
        }
    }

    private static long seconds(long nanos) {
        return (nanos + 999_999_999) / 1_000_000_000;
    }

    /** What this instance remembers; the database keeps what it was told. */
    void forget() {
        buckets.invalidateAll();
        logged.forget();
        pauseUntil = Instant.MIN;
    }
}
