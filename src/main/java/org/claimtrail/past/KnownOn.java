package org.claimtrail.past;

import java.time.LocalDate;
import java.util.Optional;

/** The day by the end of which (UTC) everything that this thread reads had been published. */
public final class KnownOn {

    private static final ThreadLocal<LocalDate> DAY = new ThreadLocal<>();

    private KnownOn() {}

    /** Empty where everything is read, whenever it was published. */
    public static Optional<LocalDate> day() {
        return Optional.ofNullable(DAY.get());
    }

    public static void during(LocalDate day, Runnable reading) {
        DAY.set(day);
        try {
            reading.run();
        } finally {
            DAY.remove();
        }
    }
}
