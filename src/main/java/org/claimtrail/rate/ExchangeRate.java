package org.claimtrail.rate;

import static org.claimtrail.platform.Fields.given;

import jakarta.persistence.Entity;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.claimtrail.platform.Fields;
import org.claimtrail.source.SourceRef;
import org.claimtrail.thing.Thing;
import org.jspecify.annotations.Nullable;

/** What one unit of a currency was worth in another on a day, as a source gives it. */
@Entity
class ExchangeRate extends Thing {

    /** A rate as a body gives it. */
    record Input(
            @Nullable String from,
            @Nullable String to,
            @Nullable BigDecimal rate,
            @Nullable LocalDate on,
            @Nullable SourceRef source,
            @Nullable String url) {

        static Input read(Fields body) {
            Input input = new Input(
                    body.required("from", body.currency("from")),
                    body.required("to", body.currency("to")),
                    body.required("rate", body.decimal("rate")),
                    body.required("on", body.day("on")),
                    body.required("source", body.object("source", SourceRef::read)),
                    body.webAddress("url"));
            if (input.from != null && input.from.equals(input.to)) {
                body.fault("to", "must be another currency than from.");
            }
            if (input.rate != null && input.rate.signum() <= 0) {
                body.fault("rate", "must be above 0.");
            }
            // PostgreSQL would answer it as a year before Christ.
            if (input.on != null && input.on.getYear() < 1) {
                body.fault("on", "must be in the years 1 to 9999.");
            }
            body.readOnly("id", "createdAt", "updatedAt");
            body.done();
            return input;
        }
    }

    private String fromCurrency;
    private String toCurrency;
    private BigDecimal rate;
    private LocalDate day;
    private UUID sourceId;
    private @Nullable String url;

    protected ExchangeRate() {}

    ExchangeRate(Input input, UUID source, Instant now) {
        super(now);
        revise(input, source, now);
    }

    final void revise(Input input, UUID source, Instant now) {
        fromCurrency = given(input.from());
        toCurrency = given(input.to());
        rate = given(input.rate());
        day = given(input.on());
        sourceId = source;
        url = input.url();
        touch(now);
    }
}
