package org.claimtrail.comparison;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.claimtrail.claim.Nature;
import org.claimtrail.database.Sql;
import org.claimtrail.platform.Currencies;
import org.claimtrail.unit.ReadUnit;
import org.claimtrail.unit.UnitReader;
import org.jspecify.annotations.Nullable;

/**
 * A figure as others are held against it: a row of {@code compared_figure} without its period, which the figure's own row
 * has. An amount that converts to another currency, the common one of its measure, has a second row there.
 *
 * @param lower and upper: the ends, in the base unit of the kind, as PostgreSQL writes numbers
 */
record ComparedRow(
        @JsonProperty("figure_id") UUID figure,
        @JsonProperty("claim_id") UUID claim,
        @JsonProperty("measure_id") UUID measure,
        UUID kind,
        @Nullable Nature nature,
        boolean currency,
        boolean exchanged,
        String lower,
        @JsonProperty("lower_edge") int lowerEdge,
        String upper,
        @JsonProperty("upper_edge") int upperEdge,
        @JsonProperty("stated_in") UUID statedIn,
        @JsonProperty("rounded_lower") String roundedLower,
        @JsonProperty("rounded_upper") String roundedUpper,
        UUID claimant,
        @Nullable String day,
        @JsonProperty("alternative_to_id") @Nullable UUID alternativeTo) {

    /** Its columns as a list of definitions, for {@code jsonb_to_recordset}. */
    static final String DEFINITIONS = """
            figure_id uuid, claim_id uuid, measure_id uuid, kind uuid, nature text, currency boolean, exchanged boolean,
            lower numeric, lower_edge smallint, upper numeric, upper_edge smallint, stated_in uuid,
            rounded_lower numeric, rounded_upper numeric, claimant uuid, day text, alternative_to_id uuid""";

    static final String COLUMNS = """
            figure_id, claim_id, measure_id, kind, nature, currency, exchanged, lower, lower_edge, upper, upper_edge, stated_in, rounded_lower,
            rounded_upper, claimant, day,
            alternative_to_id""";

    /** What the columns of its period are of a row {@code g} of these, and {@code f} of its figure: see {@link Periods}. */
    static final String TIMES = Sql.of(
            """
            coalesce(f.period_earliest, '-infinity') as first, coalesce(f.period_latest, 'infinity') as last,
            f.period_earliest as starts, f.period_latest as ends, {untilHeld} as held_until,
            case when f.period ~ '{indefinite}' then f.period end as indefinite""",
            Map.of(
                    "indefinite",
                    Periods.INDEFINITE,
                    "untilHeld",
                    Sql.of("""
                            case when f.period ~ '{indefinite}' then null
                                when f.period_latest = 'infinity' then case when g.day ~ '^\\d{4}-' then cast(g.day as date) end
                                else f.period_latest end""", Map.of("indefinite", Periods.INDEFINITE))));

    static final String TIME_COLUMNS = "first, last, starts, ends, held_until, indefinite";

    /** A row among all. */
    record Key(UUID figure, UUID kind) {}

    Key key() {
        return new Key(figure, kind);
    }

    /** As stated, then exchanged; none where it does not compare: see {@link ComparedFigure#compares}. */
    static List<ComparedRow> of(StatedFigure figure, BigDecimal tolerance, UnitReader units, Exchanges exchanges) {
        Interval stated =
                figure.withdrawn() ? null : figure.number().interval(tolerance).orElse(null);
        if (stated == null) {
            return List.of();
        }
        ReadUnit unit = units.read(figure.unit());
        Interval amount = stated.map(number -> unit.convert(number, unit.base()));
        Interval rounded =
                figure.number().rounded(tolerance).orElse(stated).map(number -> unit.convert(number, unit.base()));
        List<ComparedRow> rows = new ArrayList<>();
        rows.add(of(figure, unit, named(unit.kind()), Currencies.isCode(unit.kind()), false, amount, rounded));
        String common = exchanges.common(figure.measure());
        if (common != null && !common.equals(unit.kind()) && exchanges.convert(figure.measure(), unit.kind())) {
            Exchange exchange = exchanges.rates().exchange(amount, unit.kind(), common, Rates.day(figure));
            rows.add(of(
                    figure,
                    unit,
                    exchangedKind(unit.kind(), common),
                    true,
                    true,
                    exchange.exchanged(),
                    exchange.exchanged(rounded)));
        }
        return rows;
    }

    private static ComparedRow of(
            StatedFigure figure,
            ReadUnit unit,
            UUID kind,
            boolean currency,
            boolean exchanged,
            Interval interval,
            Interval rounded) {
        return new ComparedRow(
                figure.id(),
                figure.claim().id(),
                figure.measure().id(),
                kind,
                figure.measure().nature(),
                currency,
                exchanged,
                from(interval),
                interval.fromOpen() ? 1 : 0,
                to(interval),
                interval.toOpen() ? -1 : 0,
                named(unit.kind() + " " + unit.size()),
                from(rounded),
                to(rounded),
                named(figure.claimant().key()),
                figure.day() == null ? null : figure.day().toString(),
                figure.alternativeTo());
    }

    private static String from(Interval interval) {
        return interval.from() == null ? "-Infinity" : interval.from().toPlainString();
    }

    private static String to(Interval interval) {
        return interval.to() == null ? "Infinity" : interval.to().toPlainString();
    }

    /** The kind of amounts of one currency that are exchanged into another. */
    static UUID exchangedKind(String from, String to) {
        return named(from + " in " + to);
    }

    static UUID named(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }
}
