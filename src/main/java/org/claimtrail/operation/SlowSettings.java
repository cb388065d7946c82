package org.claimtrail.operation;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the log tells of requests that are slow.
 *
 * @param request from when on a request is; 0 for none
 * @param plans whether the plans of its slow statements are told, too, with the values that they were given: what somebody recorded
 *     or looked for may be in the log then
 */
@ConfigurationProperties("claimtrail.slow")
public record SlowSettings(
        @DefaultValue("2s") Duration request,
        @DefaultValue("false") boolean plans) {

    boolean isSlow(long nanos) {
        return !request.isZero() && nanos >= request.toNanos();
    }

    /** Whether a statement may well be why a request is slow. */
    boolean isWorthAPlan(long nanos) {
        return plans && !request.isZero() && nanos >= request.toNanos() / 4;
    }
}
