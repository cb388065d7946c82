package org.claimtrail.past;

import java.time.Instant;
import java.util.Optional;

/** The past instant as of which this thread reads the record; the clock stands there meanwhile. */
public final class AsOf {

    private static final ThreadLocal<Instant> INSTANT = new ThreadLocal<>();

    private AsOf() {}

    /** Empty where the record is read as it is. */
    public static Optional<Instant> instant() {
        return Optional.ofNullable(INSTANT.get());
    }

    public static void during(Instant instant, Runnable reading) {
        INSTANT.set(instant);
        try {
            reading.run();
        } finally {
            INSTANT.remove();
        }
    }
}
