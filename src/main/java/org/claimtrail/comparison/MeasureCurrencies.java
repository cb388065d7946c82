package org.claimtrail.comparison;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.claimtrail.platform.Currencies;
import org.claimtrail.rate.WantedRate;
import org.claimtrail.unit.UnitReader;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tells in which currencies the amounts of measures are, and which of them is the common one: see {@link UnitGroup}. */
@Component
class MeasureCurrencies {

    private static final Map<UUID, String> BY_KIND =
            Currencies.all().stream().collect(Collectors.toUnmodifiableMap(ComparedRow::named, Function.identity()));

    /** Goes from one kind to the next, and not through all figures that have it. */
    private static final String KINDS = """
            with recursive asked as (
                select m.id, m.unit from measure m where m.id = any(:measures)
            ), found as (
                select a.id, r.kind, r.exchanged
                from asked a
                cross join lateral (
                    select r.kind, r.exchanged from compared_figure r
                    where r.measure_id = a.id and r.currency
                    order by r.kind limit 1) r
                union all
                select k.id, r.kind, r.exchanged
                from found k
                cross join lateral (
                    select r.kind, r.exchanged from compared_figure r
                    where r.measure_id = k.id and r.currency and r.kind > k.kind
                    order by r.kind limit 1) r
            )
            select a.id, a.unit, f.kind, f.exchanged from asked a left join found f using (id)""";

    /**
     * What the amounts of some measures are in.
     *
     * @param outdated measures of which amounts are not stored as exchanged into what is the common currency by now
     */
    record Found(Exchanges exchanges, Map<UUID, Set<UUID>> exchangedKinds, Set<UUID> outdated) {

        static final Found NO_MONEY = new Found(Exchanges.NONE, Map.of(), Set.of());

        /** Whether there may be amounts that compare by rates of exchange. */
        boolean isExchanging() {
            return exchangedKinds.values().stream().anyMatch(kinds -> !kinds.isEmpty());
        }

        /** The kinds of which figures compare with one of this row. */
        Set<UUID> comparingWith(ComparedRow row) {
            Set<UUID> kinds = new HashSet<>();
            if (!row.exchanged()) {
                kinds.add(row.kind());
            }
            String common = row.currency() ? exchanges.currencies().get(row.measure()) : null;
            if (common != null && (row.exchanged() || row.kind().equals(ComparedRow.named(common)))) {
                kinds.add(ComparedRow.named(common));
                kinds.addAll(exchangedKinds.getOrDefault(row.measure(), Set.of()));
                if (row.exchanged()) {
                    // Two amounts of one currency compare in it.
                    kinds.remove(row.kind());
                }
            }
            return kinds;
        }
    }

    /** What is known of one measure before its common currency is. */
    private static final class OfMeasure {

        private @Nullable String unit;
        private final Set<String> codes = new HashSet<>();
        private final Set<String> stored = new HashSet<>();
        private final Set<UUID> exchanged = new HashSet<>();
    }

    private final RateReader rates;
    private final JdbcClient db;

    MeasureCurrencies(RateReader rates, JdbcClient db) {
        this.rates = rates;
        this.db = db;
    }

    /**
     * @param given all figures of these measures that some claims have by now
     * @param claims which claims; what is stored of them may not be so any more
     */
    Found of(Collection<UUID> measures, List<StatedFigure> given, Collection<UUID> claims) {
        UnitReader units = new UnitReader();
        Map<UUID, OfMeasure> known = known(measures, given, units);
        Map<UUID, String> currencies = new HashMap<>();
        known.forEach((measure, its) -> {
            String unit = units.read(its.unit).kind();
            if (Currencies.isCode(unit)) {
                currencies.put(measure, unit);
            } else if (its.codes.size() == 1) {
                currencies.put(measure, its.codes.iterator().next());
            } else if (!its.codes.isEmpty()) {
                most(measure, its.codes, given, claims, units).ifPresent(code -> currencies.put(measure, code));
            }
        });
        if (currencies.isEmpty()) {
            return Found.NO_MONEY;
        }
        Set<WantedRate> stored = new HashSet<>();
        currencies.forEach((measure, common) -> requireNonNull(known.get(measure)).stored.stream()
                .filter(code -> !code.equals(common))
                .forEach(code -> stored.add(new WantedRate(code, common, Rates.LAST))));
        Exchanges exchanges = new Exchanges(currencies, rates.into(currencies, given, stored));
        Map<UUID, Set<UUID>> kinds = new HashMap<>();
        Set<UUID> outdated = new HashSet<>();
        currencies.forEach((measure, common) -> {
            OfMeasure its = requireNonNull(known.get(measure));
            Set<UUID> possible = its.codes.stream()
                    .filter(code -> !code.equals(common))
                    .map(code -> ComparedRow.exchangedKind(code, common))
                    .collect(Collectors.toSet());
            if (!possible.containsAll(its.exchanged)
                    || its.stored.stream()
                            .anyMatch(code -> !code.equals(common)
                                    && exchanges.rates().convert(code, common)
                                    && !its.exchanged.contains(ComparedRow.exchangedKind(code, common)))) {
                outdated.add(measure);
            }
            kinds.put(measure, possible);
        });
        return new Found(exchanges, kinds, outdated);
    }

    /** The same, and what these figures convert by. */
    Exchanges with(Exchanges exchanges, List<StatedFigure> figures) {
        return exchanges.currencies().isEmpty()
                ? exchanges
                : new Exchanges(exchanges.currencies(), rates.into(exchanges.currencies(), figures, Set.of()));
    }

    private Map<UUID, OfMeasure> known(Collection<UUID> measures, List<StatedFigure> given, UnitReader units) {
        Map<UUID, OfMeasure> known = new HashMap<>();
        db.sql(KINDS).param("measures", measures.toArray(UUID[]::new)).query(row -> {
            OfMeasure its = known.computeIfAbsent(row.getObject("id", UUID.class), id -> new OfMeasure());
            its.unit = row.getString("unit");
            UUID kind = row.getObject("kind", UUID.class);
            if (kind != null && row.getBoolean("exchanged")) {
                its.exchanged.add(kind);
            } else if (kind != null) {
                its.codes.add(BY_KIND.get(kind));
                its.stored.add(BY_KIND.get(kind));
            }
        });
        given.stream().filter(UnitGroup::compares).forEach(figure -> {
            String code = units.read(figure.unit()).kind();
            OfMeasure its = known.get(figure.measure().id());
            if (its != null && Currencies.isCode(code)) {
                its.codes.add(code);
            }
        });
        return known;
    }

    /** All figures that have a currency are counted: only where a measure has none itself, and its figures several. */
    private Optional<String> most(
            UUID measure, Set<String> codes, List<StatedFigure> given, Collection<UUID> claims, UnitReader units) {
        Map<String, Long> counts = new HashMap<>();
        db.sql("""
                        select kind, count(*) as figures from compared_figure
                        where measure_id = :measure and currency and kind = any(:kinds) and claim_id not in (select unnest(cast(:claims as uuid[])))
                        group by kind""")
                .param("kinds", codes.stream().map(ComparedRow::named).toArray(UUID[]::new))
                .param("measure", measure)
                .param("claims", claims.toArray(UUID[]::new))
                .query(row -> {
                    counts.put(BY_KIND.get(row.getObject("kind", UUID.class)), row.getLong("figures"));
                });
        given.stream()
                .filter(figure -> figure.measure().id().equals(measure) && UnitGroup.compares(figure))
                .map(figure -> units.read(figure.unit()).kind())
                .filter(Currencies::isCode)
                .forEach(code -> counts.merge(code, 1L, Long::sum));
        return UnitGroup.most(counts);
    }
}
