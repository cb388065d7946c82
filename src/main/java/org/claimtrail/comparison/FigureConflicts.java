package org.claimtrail.comparison;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.claimtrail.comparison.ConflictSearch.Nearest;
import org.claimtrail.past.AsOf;
import org.claimtrail.platform.Currencies;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Tells which figures conflict, from what is stored of them ({@code compared_figure}) and what was changed since, at a cost
 * that does not grow with how many figures a measure has.
 *
 * <p>Every stored figure names a claim that it conflicts with, if there is one. So a change bears on the figures that
 * changed, on those that named one of their claims, and on those that conflicted with nothing so far and do now.
 *
 * <p>Amounts of a measure that has several currencies compare by exchange rates, which no index knows: those are compared
 * all, by {@link ComparedFigures}.
 */
@Component
public class FigureConflicts {

    /** How many conflicts of a claim are told. */
    static final int TOLD = 20;

    private static final String CHANGED = """
            with given as materialized (
                select * from jsonb_to_recordset(cast(:rows as jsonb)) g (%1$s)
            ), placed as (
                select g.*, coalesce(f.period_earliest, '-infinity') as first, coalesce(f.period_latest, 'infinity') as last
                from given g join figure f on f.id = g.figure_id
            ), stored as materialized (
                select %2$s, first, last from compared_figure where claim_id = any(:claims)
            )
            select true as now, figure_id, claim_id, measure_id from (select * from placed except select * from stored) x
            union all
            select false, figure_id, claim_id, measure_id from (select * from stored except select * from placed) x""".formatted(ComparedRow.DEFINITIONS, ComparedRow.COLUMNS);

    private static final String STORED = """
            select figure_id, claim_id, measure_id, kind, currency, lower, lower_edge, upper, upper_edge, claimant, day,
                alternative_to_id
            from compared_figure r""";

    private final ChangedFigures changes;
    private final MeasureFigures figures;
    private final ComparedFigures compared;
    private final ConflictSearch search;
    private final RateReader rates;
    private final ComparisonSettings settings;
    private final JdbcClient db;

    FigureConflicts(
            ChangedFigures changes,
            MeasureFigures figures,
            ComparedFigures compared,
            ConflictSearch search,
            RateReader rates,
            ComparisonSettings settings,
            JdbcClient db) {
        this.changes = changes;
        this.figures = figures;
        this.compared = compared;
        this.search = search;
        this.rates = rates;
        this.settings = settings;
        this.db = db;
    }

    /** A claim that puts figures on a measure. */
    public record Pair(UUID measure, UUID claim) {}

    /**
     * What is otherwise than it is stored.
     *
     * @param rows figures that changed, as they compare now
     * @param gone what is stored of figures that changed
     * @param conflictsWith a claim that a figure conflicts with; none where the value is absent
     * @param pairs claims and measures on which it bears
     * @param inConflict of which of these a figure conflicts; and of these claims, on other measures too
     */
    public record Difference(
            List<ComparedRow> rows,
            Set<UUID> gone,
            Map<UUID, Optional<UUID>> conflictsWith,
            Set<Pair> pairs,
            Set<Pair> inConflict) {}

    /**
     * What has to be otherwise than it is stored.
     *
     * @param claims whose figures may have changed
     * @param measures whose unit, or whose rates of exchange may have
     * @param most empty if it takes to look at more figures than that
     */
    public Optional<Difference> change(Collection<UUID> claims, Collection<UUID> measures, int most) {
        UnitReader units = new UnitReader();
        List<ComparedRow> given = figures.ofClaims(claims).stream()
                .flatMap(figure -> ComparedRow.of(figure, settings.aboutTolerance(), units).stream())
                .toList();
        Set<UUID> now = new HashSet<>();
        Set<UUID> gone = new HashSet<>();
        Set<UUID> changed = new HashSet<>();
        Set<Pair> pairs = new HashSet<>();
        db.sql(CHANGED)
                .param("rows", ConflictSearch.json(given))
                .param("claims", ids(claims))
                .query(row -> {
                    (row.getBoolean("now") ? now : gone).add(row.getObject("figure_id", UUID.class));
                    UUID claim = row.getObject("claim_id", UUID.class);
                    changed.add(claim);
                    pairs.add(new Pair(row.getObject("measure_id", UUID.class), claim));
                });
        List<ComparedRow> rows =
                given.stream().filter(row -> now.contains(row.figure())).toList();
        Set<UUID> exchanging = exchanging(
                Stream.concat(changes.measuresOf(claims).stream(), measures.stream())
                        .collect(Collectors.toSet()),
                rows);
        List<ComparedRow> toBeDecided = new ArrayList<>(rows);
        if (!changed.isEmpty()) {
            toBeDecided.addAll(stored("r.conflicts_with = any(:changed) and r.figure_id <> all(:gone)", changed, gone));
        }
        if (toBeDecided.size() > most) {
            return Optional.empty();
        }
        toBeDecided.removeIf(row -> row.currency() && exchanging.contains(row.measure()));

        Map<UUID, Optional<UUID>> conflictsWith = new HashMap<>();
        decide(toBeDecided, gone, conflictsWith);
        decideOthers(
                toBeDecided.stream().filter(row -> now.contains(row.figure())).toList(), gone, conflictsWith, pairs);
        toBeDecided.forEach(row -> pairs.add(new Pair(row.measure(), row.claim())));
        for (UUID measure : exchanging) {
            Map<UUID, UUID> found = compared.conflicts(measure);
            Stream.concat(
                            rows.stream(),
                            stored("r.measure_id = any(:changed) and r.figure_id <> all(:gone)", Set.of(measure), gone)
                                    .stream())
                    .filter(row -> row.currency() && row.measure().equals(measure))
                    .forEach(row -> {
                        conflictsWith.put(row.figure(), Optional.ofNullable(found.get(row.figure())));
                        pairs.add(new Pair(measure, row.claim()));
                    });
        }
        return pairs.size() > most
                ? Optional.empty()
                : Optional.of(new Difference(
                        rows, gone, conflictsWith, pairs, inConflict(claims, rows, gone, conflictsWith, pairs)));
    }

    /** Of each figure whether it conflicts, with a stored one or with another one that changed. */
    private void decide(List<ComparedRow> rows, Collection<UUID> gone, Map<UUID, Optional<UUID>> conflictsWith) {
        Map<UUID, Nearest> found = search.any(rows, gone);
        rows.forEach(row -> conflictsWith.put(
                row.figure(),
                Optional.ofNullable(requireNonNull(found.get(row.figure())).anyClaim())));
        List<UUID> undecided = rows.stream()
                .map(ComparedRow::figure)
                .filter(figure -> requireNonNull(conflictsWith.get(figure)).isEmpty())
                .toList();
        search.among(rows, undecided).forEach((figure, claim) -> conflictsWith.put(figure, Optional.of(claim)));
    }

    /** Which stored figures conflict with one that changed, and conflicted with none before. */
    private void decideOthers(
            List<ComparedRow> rows, Collection<UUID> gone, Map<UUID, Optional<UUID>> conflictsWith, Set<Pair> pairs) {
        Map<UUID, Nearest> free = search.free(rows, gone);
        for (ComparedRow row : rows) {
            Nearest found = requireNonNull(free.get(row.figure()));
            for (int i = 0; i < found.figures().size(); i++) {
                if (conflictsWith
                        .getOrDefault(found.figures().get(i), Optional.empty())
                        .isEmpty()) {
                    conflictsWith.put(found.figures().get(i), Optional.of(row.claim()));
                    pairs.add(new Pair(row.measure(), found.claims().get(i)));
                }
            }
        }
    }

    /** By what was decided, and what is stored of the claims' other figures; pairs that are stored are added. */
    private Set<Pair> inConflict(
            Collection<UUID> claims,
            List<ComparedRow> rows,
            Set<UUID> gone,
            Map<UUID, Optional<UUID>> conflictsWith,
            Set<Pair> pairs) {
        db.sql("select measure_id, claim_id from claim_figure_conflict where claim_id = any(:claims)")
                .param("claims", ids(claims))
                .query(row -> {
                    pairs.add(pair(row.getObject("measure_id", UUID.class), row.getObject("claim_id", UUID.class)));
                });
        Set<Pair> inConflict = new HashSet<>();
        rows.stream()
                .filter(row -> requireNonNull(conflictsWith.get(row.figure())).isPresent())
                .forEach(row -> inConflict.add(new Pair(row.measure(), row.claim())));
        db.sql("""
                        select r.figure_id, r.measure_id, r.claim_id, r.conflicts_with is not null as conflicts
                        from compared_figure r
                        where r.claim_id = any(:claims) and r.figure_id <> all(:gone)""")
                .param("claims", ids(pairs.stream().map(Pair::claim).collect(Collectors.toSet())))
                .param("gone", ids(gone))
                .query(row -> {
                    Optional<UUID> decided = conflictsWith.get(row.getObject("figure_id", UUID.class));
                    if (decided == null ? row.getBoolean("conflicts") : decided.isPresent()) {
                        inConflict.add(
                                pair(row.getObject("measure_id", UUID.class), row.getObject("claim_id", UUID.class)));
                    }
                });
        return inConflict;
    }

    private static Pair pair(UUID measure, UUID claim) {
        return new Pair(measure, claim);
    }

    /** Those of these measures that have amounts of several currencies, their own unit included. */
    private Set<UUID> exchanging(Collection<UUID> measures, Collection<ComparedRow> rows) {
        if (measures.isEmpty()) {
            return Set.of();
        }
        UnitReader units = new UnitReader();
        Map<UUID, Set<UUID>> kinds = new HashMap<>();
        rows.stream()
                .filter(ComparedRow::currency)
                .forEach(row -> kinds.computeIfAbsent(row.measure(), id -> new HashSet<>())
                        .add(row.kind()));
        db.sql("""
                        select m.id, m.unit, first.kind as first, last.kind as last
                        from measure m
                        left join lateral (
                            select kind from compared_figure r where r.measure_id = m.id and r.currency
                            order by kind limit 1) first on true
                        left join lateral (
                            select kind from compared_figure r where r.measure_id = m.id and r.currency
                            order by kind desc limit 1) last on true
                        where m.id = any(:measures)""").param("measures", ids(measures)).query(row -> {
            Set<UUID> known = kinds.computeIfAbsent(row.getObject("id", UUID.class), id -> new HashSet<>());
            String unit = units.read(row.getString("unit")).kind();
            Stream.of(
                            Optional.ofNullable(row.getObject("first", UUID.class)),
                            Optional.ofNullable(row.getObject("last", UUID.class)))
                    .flatMap(Optional::stream)
                    .forEach(known::add);
            if (!known.isEmpty() && Currencies.isCode(unit)) {
                known.add(ComparedRow.named(unit));
            }
        });
        return measures.stream()
                .filter(measure -> kinds.getOrDefault(measure, Set.of()).size() > 1)
                .collect(Collectors.toSet());
    }

    /** The measures that rates of exchange bear on. */
    public List<UUID> exchanging() {
        List<UUID> measures = db.sql("select distinct measure_id from compared_figure where currency")
                .query(UUID.class)
                .list();
        return List.copyOf(exchanging(measures, List.of()));
    }

    /** Stores what is otherwise: see {@link #change}. */
    public void store(Collection<UUID> claims, Collection<UUID> measures) {
        change(claims, measures, Integer.MAX_VALUE).ifPresent(this::store);
    }

    private void store(Difference change) {
        db.sql("delete from compared_figure where figure_id = any(:gone)")
                .param("gone", ids(change.gone()))
                .update();
        Map<UUID, UUID> found = new HashMap<>();
        List<UUID> none = new ArrayList<>();
        change.conflictsWith()
                .forEach((figure, claim) ->
                        claim.ifPresentOrElse(one -> found.put(figure, one), () -> none.add(figure)));
        db.sql("""
                        insert into compared_figure (%1$s, first, last)
                        select g.*, coalesce(f.period_earliest, '-infinity'), coalesce(f.period_latest, 'infinity')
                        from jsonb_to_recordset(cast(:rows as jsonb)) g (%2$s)
                        join figure f on f.id = g.figure_id""".formatted(ComparedRow.COLUMNS, ComparedRow.DEFINITIONS))
                .param("rows", ConflictSearch.json(change.rows()))
                .update();
        db.sql("""
                        update compared_figure r set conflicts_with = d.claim_id
                        from (
                            select * from unnest(cast(:figures as uuid[]), cast(:claims as uuid[]))
                            union all
                            select unnest(cast(:none as uuid[])), null
                        ) d (figure_id, claim_id)
                        where r.figure_id = d.figure_id and r.conflicts_with is distinct from d.claim_id""")
                .param("figures", found.keySet().toArray(UUID[]::new))
                .param("claims", found.values().toArray(UUID[]::new))
                .param("none", ids(none))
                .update();
        List<Pair> pairs = List.copyOf(change.pairs());
        db.sql("""
                        with pair as (
                            select * from unnest(cast(:measures as uuid[]), cast(:claims as uuid[]), cast(:conflicts as boolean[]))
                                p (measure_id, claim_id, conflicts)
                        ), gone as (
                            delete from claim_figure_conflict f using pair p
                            where not p.conflicts and f.measure_id = p.measure_id and f.claim_id = p.claim_id
                        )
                        insert into claim_figure_conflict (measure_id, claim_id)
                        select measure_id, claim_id from pair where conflicts
                        on conflict do nothing""")
                .param("measures", pairs.stream().map(Pair::measure).toArray(UUID[]::new))
                .param("claims", pairs.stream().map(Pair::claim).toArray(UUID[]::new))
                .param(
                        "conflicts",
                        pairs.stream().map(change.inConflict()::contains).toArray(Boolean[]::new))
                .update();
    }

    /**
     * The conflicts of a claim's figures with those that other claims put on the same measures: the nearest, and how many
     * there are. By what is compared alone where it cannot be told from what is stored: in the past, in several currencies,
     * and while very much has been changed.
     */
    public FigurePairs.Listed ofClaim(UUID claim) {
        if (AsOf.instant().isPresent()) {
            return ofClaimCompared(claim);
        }
        List<StatedFigure> own = figures.ofClaims(List.of(claim));
        UnitReader units = new UnitReader();
        List<ComparedRow> rows = own.stream()
                .flatMap(figure -> ComparedRow.of(figure, settings.aboutTolerance(), units).stream())
                .toList();
        if (rows.isEmpty()) {
            return FigurePairs.Listed.NONE;
        }
        Set<UUID> measures = rows.stream().map(ComparedRow::measure).collect(Collectors.toSet());
        Optional<Set<UUID>> changed = changes.of(measures);
        if (changed.isEmpty()
                || rows.stream().anyMatch(ComparedRow::currency)
                        && !exchanging(measures, rows).isEmpty()) {
            return ofClaimCompared(claim);
        }
        Set<UUID> others = new HashSet<>(changed.get());
        others.remove(claim);
        List<StatedFigure> fresh = others.isEmpty() ? List.of() : figures.ofClaims(others, measures);
        if (fresh.stream()
                .anyMatch(figure -> ComparedRow.of(figure, settings.aboutTolerance(), units)
                        .filter(ComparedRow::currency)
                        .isPresent())) {
            return ofClaimCompared(claim);
        }
        Map<UUID, Nearest> found = search.nearest(rows, others.isEmpty() ? Set.of() : figuresOf(others), TOLD);
        List<UUID> ids = found.values().stream()
                .flatMap(one -> one.figures().stream())
                .distinct()
                .toList();
        Map<UUID, StatedFigure> stated = (ids.isEmpty() ? List.<StatedFigure>of() : figures.of(ids))
                .stream().collect(Collectors.toMap(StatedFigure::id, figure -> figure));
        List<FigurePair> pairs = new ArrayList<>();
        int count = found.values().stream().mapToInt(Nearest::count).sum();
        for (StatedFigure one : own) {
            for (UUID other : found.getOrDefault(one.id(), Nearest.NOTHING).figures()) {
                pairs.add(UnitGroup.pair(one, requireNonNull(stated.get(other)), settings.aboutTolerance(), units));
            }
            for (StatedFigure other : fresh) {
                if (UnitGroup.compare(one, other, units)) {
                    FigurePair pair = UnitGroup.pair(one, other, settings.aboutTolerance(), units);
                    if (pair.bearing() == FigurePair.Bearing.CONFLICT) {
                        pairs.add(pair);
                        count++;
                    }
                }
            }
        }
        return FigurePairs.nearest(pairs, count, found.values().stream().allMatch(Nearest::complete));
    }

    private FigurePairs.Listed ofClaimCompared(UUID claim) {
        MeasureFigures.OfClaim found = figures.ofClaim(claim);
        return FigurePairs.ofClaim(
                claim, found.figures(), settings.aboutTolerance(), rates.of(found.figures()), found.all());
    }

    private List<UUID> figuresOf(Collection<UUID> claims) {
        return db.sql("select figure_id from compared_figure where claim_id = any(:claims)")
                .param("claims", ids(claims))
                .query(UUID.class)
                .list();
    }

    private List<ComparedRow> stored(String condition, Collection<UUID> changed, Collection<UUID> gone) {
        return db.sql(STORED + " where " + condition)
                .param("changed", ids(changed))
                .param("gone", ids(gone))
                .query((row, n) -> new ComparedRow(
                        row.getObject("figure_id", UUID.class),
                        row.getObject("claim_id", UUID.class),
                        row.getObject("measure_id", UUID.class),
                        row.getObject("kind", UUID.class),
                        row.getBoolean("currency"),
                        row.getString("lower"),
                        row.getInt("lower_edge"),
                        row.getString("upper"),
                        row.getInt("upper_edge"),
                        row.getObject("claimant", UUID.class),
                        row.getString("day"),
                        row.getObject("alternative_to_id", UUID.class)))
                .list();
    }

    private static UUID[] ids(Collection<UUID> ids) {
        return ids.toArray(UUID[]::new);
    }
}
