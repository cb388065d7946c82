package org.claimtrail.comparison;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.claimtrail.platform.Currencies;
import org.jspecify.annotations.Nullable;

/**
 * A figure as others are held against it: a row of {@code compared_figure} without its period, which the figure's own row
 * has.
 *
 * @param lower and upper: the ends, in the base unit of the kind, as PostgreSQL writes numbers
 */
record ComparedRow(
        @JsonProperty("figure_id") UUID figure,
        @JsonProperty("claim_id") UUID claim,
        @JsonProperty("measure_id") UUID measure,
        UUID kind,
        boolean currency,
        String lower,
        @JsonProperty("lower_edge") int lowerEdge,
        String upper,
        @JsonProperty("upper_edge") int upperEdge,
        UUID claimant,
        @Nullable String day,
        @JsonProperty("alternative_to_id") @Nullable UUID alternativeTo) {

    /** Its columns as a list of definitions, for {@code jsonb_to_recordset}. */
    static final String DEFINITIONS = """
            figure_id uuid, claim_id uuid, measure_id uuid, kind uuid, currency boolean, lower numeric, lower_edge smallint,
            upper numeric, upper_edge smallint, claimant uuid, day text, alternative_to_id uuid""";

    static final String COLUMNS = """
            figure_id, claim_id, measure_id, kind, currency, lower, lower_edge, upper, upper_edge, claimant, day,
            alternative_to_id""";

    /** Empty where it does not compare: see {@link ComparedFigure#compares}. */
    static Optional<ComparedRow> of(StatedFigure figure, BigDecimal tolerance, UnitReader units) {
        if (figure.withdrawn()) {
            return Optional.empty();
        }
        ReadUnit unit = units.read(figure.unit());
        return figure.number()
                .interval(tolerance)
                .map(interval -> interval.map(number -> unit.convert(number, unit.base())))
                .map(interval -> new ComparedRow(
                        figure.id(),
                        figure.claim().id(),
                        figure.measure().id(),
                        named(unit.kind()),
                        Currencies.isCode(unit.kind()),
                        interval.from() == null ? "-Infinity" : interval.from().toPlainString(),
                        interval.fromOpen() ? 1 : 0,
                        interval.to() == null ? "Infinity" : interval.to().toPlainString(),
                        interval.toOpen() ? -1 : 0,
                        named(figure.claimant().key()),
                        figure.day() == null ? null : figure.day().toString(),
                        figure.alternativeTo()));
    }

    static UUID named(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }
}
