package org.claimtrail.comparison;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.UUID;
import org.claimtrail.rate.RecordedRate;
import org.jspecify.annotations.Nullable;

/**
 * An amount and the rate by which it becomes one of another currency.
 *
 * @param amount in units of the currency that was stated
 * @param inverse whether the rate is recorded the other way round, so that it divides
 */
public record Exchange(Interval amount, RecordedRate rate, boolean inverse) {

    /** The rate as answers name it: {@code UsedRate} in the contract. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record UsedRate(
            UUID id,
            String from,
            String to,
            BigDecimal rate,
            LocalDate on,
            RecordedRate.Source source,
            @Nullable Boolean inverse) {}

    /** The currency that was stated. */
    String currency() {
        return inverse ? rate.to() : rate.from();
    }

    /** The amount in the other currency: exact where the rate multiplies, else rounded to 34 digits. */
    Interval exchanged() {
        return exchanged(amount);
    }

    /** Another amount of the same currency. */
    Interval exchanged(Interval another) {
        return another.map(
                number -> inverse ? number.divide(rate.rate(), MathContext.DECIMAL128) : number.multiply(rate.rate()));
    }

    UsedRate used() {
        return new UsedRate(
                rate.id(), rate.from(), rate.to(), rate.rate(), rate.on(), rate.source(), inverse ? true : null);
    }
}
