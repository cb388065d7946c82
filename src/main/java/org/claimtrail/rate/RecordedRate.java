package org.claimtrail.rate;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.UUID;

/**
 * A rate that is recorded.
 *
 * @param rate how many units of {@code to} one unit of {@code from} is worth
 * @param source who gives it
 */
public record RecordedRate(UUID id, String from, String to, BigDecimal rate, LocalDate on, Source source) {

    public record Source(UUID id, String name) {}
}
