package org.claimtrail.access;

import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.distributed.BucketProxy;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.jdbc.PrimaryKeyMapper;
import io.github.bucket4j.distributed.proxy.optimization.Optimization;
import io.github.bucket4j.postgresql.Bucket4jPostgreSQL;
import io.github.bucket4j.postgresql.PostgreSQLSelectForUpdateBasedProxyManager;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * What is left of each rate, in the database, where all instances find it. Time is that of the instances, whose clocks
 * have to agree.
 *
 * <p>Each use of it is a transaction of its own, on a connection of its own: not to be used within another one, where
 * all connections could wait for one more.
 */
@Component
class RateStore {

    private static final int REMOVED_AT_ONCE = 1000;

    private final PostgreSQLSelectForUpdateBasedProxyManager<String> buckets;

    RateStore(DataSource database) {
        this.buckets = Bucket4jPostgreSQL.selectForUpdateBasedBuilder(database)
                .primaryKeyMapper(PrimaryKeyMapper.STRING)
                .table("rate_limit")
                .idColumn("key")
                .expirationAfterWrite(
                        ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(Duration.ofMinutes(1)))
                .build();
    }

    /** Asks the database each time, in one transaction. */
    BucketProxy exact(String key, Rate rate) {
        return buckets.builder().build(key(key, rate), () -> configuration(rate));
    }

    /** Worth keeping: what it saves, it saves by what it remembers. */
    BucketProxy optimised(String key, Rate rate, Optimization optimisation) {
        return buckets.builder().withOptimization(optimisation).build(key(key, rate), () -> configuration(rate));
    }

    /** A bucket keeps the rate that it began with, so another rate is another bucket. */
    private static String key(String key, Rate rate) {
        return key + "@" + rate;
    }

    private static BucketConfiguration configuration(Rate rate) {
        return BucketConfiguration.builder()
                .addLimit(limit -> limit.capacity(rate.times()).refillGreedy(rate.times(), rate.period()))
                .build();
    }

    @Scheduled(initialDelayString = "PT10M", fixedDelayString = "PT10M")
    void removeExpired() {
        int removed;
        do {
            removed = buckets.removeExpired(REMOVED_AT_ONCE);
        } while (removed == REMOVED_AT_ONCE);
    }
}
