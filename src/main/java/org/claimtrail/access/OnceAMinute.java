package org.claimtrail.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;

/** Keeps what is said again and again from being written down each time. */
final class OnceAMinute {

    private final Cache<String, Boolean> said = Caffeine.newBuilder()
            .expireAfterWrite(Duration.ofMinutes(1))
            .maximumSize(10_000)
            .build();

    /** Whether it was not said within the last minute, by this instance. */
    boolean isNew(String what) {
        return said.asMap().putIfAbsent(what, true) == null;
    }

    void forget() {
        said.invalidateAll();
    }
}
