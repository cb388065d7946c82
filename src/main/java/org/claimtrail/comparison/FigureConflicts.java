package org.claimtrail.comparison;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.claimtrail.claim.FigureSettings;
import org.claimtrail.comparison.ComparedRow.Key;
import org.claimtrail.comparison.ConflictSearch.Nearest;
import org.claimtrail.comparison.ConflictSearch.Sought;
import org.claimtrail.database.Sql;
import org.claimtrail.past.AsOf;
import org.claimtrail.platform.Currencies;
import org.claimtrail.unit.UnitReader;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Tells which figures conflict, from what is stored of them ({@code compared_figure}) and what was changed since, at a cost
 * that does not grow with how many figures a measure has.
 *
 * <p>Every stored figure names a claim that it conflicts with, if there is one. So a change bears on the figures that
 * changed, on those that named one of their claims, and on those that conflicted with nothing so far and do now.
 *
 * <p>Amounts of a measure that has several currencies are stored in the common one as well, by the rates of their days: see
 * {@link MeasureCurrencies}. Where rates change, or the common currency does, all of them are stored anew.
 */
@Component
public class FigureConflicts {

    /** How many conflicts of a claim are told. */
    static final int TOLD = 20;

    /** How many claims are stored at a time. */
    private static final int BATCH = 1000;

    private static final String CHANGED = Sql.of(
            """
            with given as materialized (
                select * from jsonb_to_recordset(cast(:rows as jsonb)) g ({definitions})
            ), placed as (
                select g.*, {times}
                from given g join figure f on f.id = g.figure_id
            ), stored as materialized (
                select {columns}, {timeColumns} from compared_figure where claim_id = any(:claims)
            )
            select figure_id, claim_id, measure_id from (select * from placed except select * from stored) x
            union all
            select figure_id, claim_id, measure_id from (select * from stored except select * from placed) x""",
            Map.of(
                    "definitions", ComparedRow.DEFINITIONS,
                    "columns", ComparedRow.COLUMNS,
                    "times", ComparedRow.TIMES,
                    "timeColumns", ComparedRow.TIME_COLUMNS));

    private final ChangedFigures changes;
    private final MeasureFigures figures;
    private final MeasureCurrencies currencies;
    private final ConflictSearch search;
    private final RateReader rates;
    private final FigureSettings settings;
    private final JdbcClient db;

    FigureConflicts(
            ChangedFigures changes,
            MeasureFigures figures,
            MeasureCurrencies currencies,
            ConflictSearch search,
            RateReader rates,
            FigureSettings settings,
            JdbcClient db) {
        this.changes = changes;
        this.figures = figures;
        this.currencies = currencies;
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
     * @param rows of figures that changed, as they compare now
     * @param gone the figures that changed, of which nothing that is stored holds
     * @param conflictsWith a claim that a row conflicts with; none where the value is absent
     * @param pairs claims and measures on which it bears
     * @param inConflict of which of these a figure conflicts; and of these claims, on other measures too
     */
    public record Difference(
            List<ComparedRow> rows,
            Set<UUID> gone,
            Map<Key, Optional<UUID>> conflictsWith,
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
        Set<UUID> all = new LinkedHashSet<>(claims);
        all.addAll(withMoney(measures));
        if (all.size() > most) {
            return Optional.empty();
        }
        Set<UUID> touched = new HashSet<>(changes.measuresOf(all));
        touched.addAll(measures);
        List<StatedFigure> present = figures.ofClaims(all);
        MeasureCurrencies.Found money = currencies.of(touched, present, all);
        if (!money.outdated().isEmpty() && all.addAll(withMoney(money.outdated()))) {
            if (all.size() > most) {
                return Optional.empty();
            }
            touched.addAll(changes.measuresOf(all));
            present = figures.ofClaims(all);
            money = currencies.of(touched, present, all);
        }
        return change(all, present, money, most);
    }

    private Optional<Difference> change(
            Collection<UUID> claims, List<StatedFigure> present, MeasureCurrencies.Found money, int most) {
        List<ComparedRow> given = rows(present, money);
        Set<UUID> changed = new HashSet<>();
        Set<UUID> changedClaims = new HashSet<>();
        Set<Pair> pairs = new HashSet<>();
        db.sql(CHANGED)
                .param("rows", ConflictSearch.json(given))
                .param("claims", ids(claims))
                .query(row -> {
                    changed.add(row.getObject("figure_id", UUID.class));
                    UUID claim = row.getObject("claim_id", UUID.class);
                    changedClaims.add(claim);
                    pairs.add(new Pair(row.getObject("measure_id", UUID.class), claim));
                });
        List<ComparedRow> rows =
                given.stream().filter(row -> changed.contains(row.figure())).toList();
        List<ComparedRow> toBeDecided = new ArrayList<>(rows);
        if (!changedClaims.isEmpty()) {
            toBeDecided.addAll(stored(
                    "r.conflicts_with = any(:changed) and r.figure_id not in (select unnest(cast(:gone as uuid[])))",
                    changedClaims,
                    changed));
        }
        if (toBeDecided.size() > most) {
            return Optional.empty();
        }
        Map<Key, Optional<UUID>> conflictsWith = new HashMap<>();
        decide(ConflictSearch.sought(toBeDecided, money), changed, conflictsWith);
        decideOthers(ConflictSearch.sought(rows, money), changed, conflictsWith, pairs);
        toBeDecided.forEach(row -> pairs.add(new Pair(row.measure(), row.claim())));
        return pairs.size() > most
                ? Optional.empty()
                : Optional.of(new Difference(
                        rows, changed, conflictsWith, pairs, inConflict(claims, rows, changed, conflictsWith, pairs)));
    }

    private List<ComparedRow> rows(List<StatedFigure> stated, MeasureCurrencies.Found money) {
        UnitReader units = new UnitReader();
        return stated.stream()
                .flatMap(figure -> ComparedRow.of(figure, settings.aboutTolerance(), units, money.exchanges()).stream())
                .toList();
    }

    /** Of each row whether it conflicts, with a stored one or with another one that changed. */
    private void decide(List<Sought> rows, Collection<UUID> gone, Map<Key, Optional<UUID>> conflictsWith) {
        search.any(rows, gone)
                .forEach((row, found) -> conflictsWith.merge(
                        row.row().key(),
                        Optional.ofNullable(found.anyClaim()),
                        (one, other) -> one.isPresent() ? one : other));
        Set<Key> undecided = conflictsWith.keySet().stream()
                .filter(key -> requireNonNull(conflictsWith.get(key)).isEmpty())
                .collect(Collectors.toSet());
        search.among(rows, undecided).forEach((key, claim) -> conflictsWith.put(key, Optional.of(claim)));
    }

    /** Which stored rows conflict with one that changed, and conflicted with none before. */
    private void decideOthers(
            List<Sought> rows, Collection<UUID> gone, Map<Key, Optional<UUID>> conflictsWith, Set<Pair> pairs) {
        search.free(rows, gone).forEach((row, found) -> {
            for (int i = 0; i < found.figures().size(); i++) {
                Key other = new Key(found.figures().get(i), row.sought());
                if (conflictsWith.getOrDefault(other, Optional.empty()).isEmpty()) {
                    conflictsWith.put(other, Optional.of(row.row().claim()));
                    pairs.add(new Pair(row.row().measure(), found.claims().get(i)));
                }
            }
        });
    }

    /** By what was decided, and what is stored of the claims' other figures; pairs that are stored are added. */
    private Set<Pair> inConflict(
            Collection<UUID> claims,
            List<ComparedRow> rows,
            Set<UUID> gone,
            Map<Key, Optional<UUID>> conflictsWith,
            Set<Pair> pairs) {
        db.sql("select measure_id, claim_id from claim_figure_conflict where claim_id = any(:claims)")
                .param("claims", ids(claims))
                .query(row -> {
                    pairs.add(pair(row.getObject("measure_id", UUID.class), row.getObject("claim_id", UUID.class)));
                });
        Set<Pair> inConflict = new HashSet<>();
        rows.stream()
                .filter(row -> requireNonNull(conflictsWith.get(row.key())).isPresent())
                .forEach(row -> inConflict.add(new Pair(row.measure(), row.claim())));
        db.sql("""
                        select r.figure_id, r.kind, r.measure_id, r.claim_id, r.conflicts_with is not null as conflicts
                        from compared_figure r
                        where r.claim_id = any(:claims) and r.figure_id not in (select unnest(cast(:gone as uuid[])))""")
                .param("claims", ids(pairs.stream().map(Pair::claim).collect(Collectors.toSet())))
                .param("gone", ids(gone))
                .query(row -> {
                    Optional<UUID> decided = conflictsWith.get(
                            new Key(row.getObject("figure_id", UUID.class), row.getObject("kind", UUID.class)));
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

    /** The measures that rates of exchange bear on: those that have amounts of several currencies, their own unit included. */
    public List<UUID> exchanging() {
        UnitReader units = new UnitReader();
        List<UUID> exchanging = new ArrayList<>();
        db.sql("""
                        select m.id, m.unit, first.kind as first, last.kind as last
                        from measure m
                        cross join lateral (
                            select kind from compared_figure r where r.measure_id = m.id and r.currency
                            order by kind limit 1) first
                        cross join lateral (
                            select kind from compared_figure r where r.measure_id = m.id and r.currency
                            order by kind desc limit 1) last""").query(row -> {
            Set<UUID> kinds =
                    new HashSet<>(List.of(row.getObject("first", UUID.class), row.getObject("last", UUID.class)));
            String unit = units.read(row.getString("unit")).kind();
            if (Currencies.isCode(unit)) {
                kinds.add(ComparedRow.named(unit));
            }
            if (kinds.size() > 1) {
                exchanging.add(row.getObject("id", UUID.class));
            }
        });
        return exchanging;
    }

    /** The claims that put amounts of money on these measures. */
    private Set<UUID> withMoney(Collection<UUID> measures) {
        return measures.isEmpty()
                ? Set.of()
                : Set.copyOf(db.sql(
                                "select distinct claim_id from compared_figure where measure_id = any(:measures) and currency")
                        .param("measures", ids(measures))
                        .query(UUID.class)
                        .list());
    }

    /** Stores what is otherwise, bit by bit: see {@link #change}. Each bit leaves all that is stored right among itself. */
    public void store(Collection<UUID> claims, Collection<UUID> measures) {
        Set<UUID> all = new LinkedHashSet<>(claims);
        all.addAll(withMoney(measures));
        List<UUID> left = List.copyOf(all);
        for (int from = 0; from < left.size(); from += BATCH) {
            change(left.subList(from, Math.min(from + BATCH, left.size())), List.of(), Integer.MAX_VALUE)
                    .ifPresent(this::store);
        }
    }

    private void store(Difference change) {
        db.sql("delete from compared_figure where figure_id = any(:gone)")
                .param("gone", ids(change.gone()))
                .update();
        db.sql(Sql.of(
                        """
                        insert into compared_figure ({columns}, {timeColumns})
                        select g.*, {times}
                        from jsonb_to_recordset(cast(:rows as jsonb)) g ({definitions})
                        join figure f on f.id = g.figure_id""",
                        Map.of(
                                "columns", ComparedRow.COLUMNS,
                                "definitions", ComparedRow.DEFINITIONS,
                                "times", ComparedRow.TIMES,
                                "timeColumns", ComparedRow.TIME_COLUMNS)))
                .param("rows", ConflictSearch.json(change.rows()))
                .update();
        List<Map.Entry<Key, Optional<UUID>>> decided =
                List.copyOf(change.conflictsWith().entrySet());
        db.sql("""
                        update compared_figure r set conflicts_with = d.claim_id
                        from unnest(cast(:figures as uuid[]), cast(:kinds as uuid[]), cast(:claims as uuid[]))
                            d (figure_id, kind, claim_id)
                        where r.figure_id = d.figure_id and r.kind = d.kind
                          and r.conflicts_with is distinct from d.claim_id""")
                .param(
                        "figures",
                        decided.stream().map(one -> one.getKey().figure()).toArray(UUID[]::new))
                .param("kinds", decided.stream().map(one -> one.getKey().kind()).toArray(UUID[]::new))
                .param(
                        "claims",
                        decided.stream().map(one -> one.getValue().orElse(null)).toArray(UUID[]::new))
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
     * there are. By what is compared alone where it cannot be told from what is stored: in the past, and while very much has
     * been changed.
     */
    public FigurePairs.Listed ofClaim(UUID claim) {
        if (AsOf.instant().isPresent()) {
            return ofClaimCompared(claim);
        }
        List<StatedFigure> own = figures.ofClaims(List.of(claim));
        Set<UUID> measures = own.stream()
                .filter(UnitGroup::compares)
                .map(figure -> figure.measure().id())
                .collect(Collectors.toSet());
        if (measures.isEmpty()) {
            return FigurePairs.Listed.NONE;
        }
        Set<UUID> others = changes.of(measures).map(HashSet::new).orElse(null);
        if (others == null) {
            return ofClaimCompared(claim);
        }
        others.remove(claim);
        List<StatedFigure> fresh = others.isEmpty() ? List.of() : figures.ofClaims(others, measures);
        List<StatedFigure> changed = Stream.concat(own.stream(), fresh.stream()).toList();
        MeasureCurrencies.Found money = money(measures, own, changed);
        if (!money.outdated().isEmpty() || money.isExchanging() && changes.ofRates()) {
            return ofClaimCompared(claim);
        }
        Map<Sought, Nearest> found = search.nearest(
                ConflictSearch.sought(rows(own, money), money), others.isEmpty() ? Set.of() : figuresOf(others), TOLD);
        return nearest(own, fresh, found, money);
    }

    /** Of claims, those that put a figure on a measure, and only those can have conflicts. */
    public Set<UUID> compared(Collection<UUID> claims) {
        return new HashSet<>(
                db.sql("""
                        select distinct f.claim_id from figure f
                        where f.claim_id = any(:claims) and f.measure_id is not null and f.deleted_at is null""").param("claims", ids(claims)).query(UUID.class).list());
    }

    /** Without asking where the claim has no amounts of money. */
    private MeasureCurrencies.Found money(Set<UUID> measures, List<StatedFigure> own, List<StatedFigure> changed) {
        UnitReader units = new UnitReader();
        return own.stream()
                        .noneMatch(figure ->
                                Currencies.isCode(units.read(figure.unit()).kind()))
                ? MeasureCurrencies.Found.NO_MONEY
                : currencies.of(
                        measures,
                        changed,
                        changed.stream().map(figure -> figure.claim().id()).collect(Collectors.toSet()));
    }

    private FigurePairs.Listed nearest(
            List<StatedFigure> own,
            List<StatedFigure> fresh,
            Map<Sought, Nearest> found,
            MeasureCurrencies.Found money) {
        List<UUID> ids = found.values().stream()
                .flatMap(one -> one.figures().stream())
                .distinct()
                .toList();
        List<StatedFigure> told = ids.isEmpty() ? List.of() : figures.of(ids);
        Map<UUID, StatedFigure> stated = Stream.concat(own.stream(), told.stream())
                .collect(Collectors.toMap(StatedFigure::id, figure -> figure, (one, other) -> one));
        Exchanges exchanges = currencies.with(
                money.exchanges(),
                Stream.concat(stated.values().stream(), fresh.stream()).toList());
        UnitReader units = new UnitReader();
        List<FigurePair> pairs = new ArrayList<>();
        found.forEach((row, its) -> its.figures()
                .forEach(other -> pairs.add(UnitGroup.pair(
                        requireNonNull(stated.get(row.row().figure())),
                        requireNonNull(stated.get(other)),
                        settings.aboutTolerance(),
                        units,
                        exchanges))));
        int count = found.values().stream().mapToInt(Nearest::count).sum();
        for (StatedFigure one : own) {
            for (StatedFigure other : fresh) {
                if (UnitGroup.compare(one, other, units, exchanges)) {
                    FigurePair pair = UnitGroup.pair(one, other, settings.aboutTolerance(), units, exchanges);
                    if (pair.bearing() == FigurePair.Bearing.CONFLICT) {
                        pairs.add(pair);
                        count++;
                    }
                }
            }
        }
        return FigurePairs.nearest(pairs, count, found.values().stream().allMatch(Nearest::complete));
    }

    /** The conflicts with figures of claims that strangers may read. Rates of exchange are no part of what they read. */
    public FigurePairs.Listed ofClaimInPublic(UUID claim) {
        MeasureFigures.OfClaim found = figures.ofClaim(claim);
        return FigurePairs.ofClaim(claim, found.figures(), settings.aboutTolerance(), Rates.NONE, found.all());
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
        return db.sql(Sql.of(
                        "select {columns} from compared_figure r where {condition}",
                        Map.of("columns", ComparedRow.COLUMNS, "condition", condition)))
                .param("changed", ids(changed))
                .param("gone", ids(gone))
                .query((row, n) -> new ComparedRow(
                        row.getObject("figure_id", UUID.class),
                        row.getObject("claim_id", UUID.class),
                        row.getObject("measure_id", UUID.class),
                        row.getObject("kind", UUID.class),
                        MeasureFigures.nature(row.getString("nature")),
                        row.getBoolean("currency"),
                        row.getBoolean("exchanged"),
                        row.getString("lower"),
                        row.getInt("lower_edge"),
                        row.getString("upper"),
                        row.getInt("upper_edge"),
                        row.getObject("stated_in", UUID.class),
                        row.getString("rounded_lower"),
                        row.getString("rounded_upper"),
                        row.getObject("claimant", UUID.class),
                        row.getString("day"),
                        row.getObject("alternative_to_id", UUID.class)))
                .list();
    }

    private static UUID[] ids(Collection<UUID> ids) {
        return ids.toArray(UUID[]::new);
    }
}
