package org.claimtrail.comparison;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.claimtrail.comparison.ComparedRow.Key;
import org.claimtrail.database.Sql;
import org.claimtrail.platform.Json;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Finds which stored figures conflict with given ones, by index: those whose interval lies wholly above or below, of the
 * same kind of unit, whose period meets theirs, by another claimant or said on the same day, as {@link FigurePair} tells it.
 *
 * <p>No one index serves all of this, so several ways are tried, each of which looks at so many rows at most. By value, the
 * nearest first, finds what conflicts where much does, and that nothing does where all agree. By period finds it where
 * figures count over many periods, as of a rate of each day; by claimant where one of them keeps telling new numbers, as of
 * a war's casualties. What none of these decides, a measure in which nearly all could conflict and hardly any do, is
 * decided by looking at all of it.
 */
@Component
class ConflictSearch {

    private static final int LOOKED_AT_BY_VALUE = 200;
    /** Where one is enough. */
    private static final int FEW = 20;

    private static final int LOOKED_AT_BY_OTHERS = 2000;

    private static final String GIVEN =
            Sql.of("""
            x as materialized (
                select g.*, {times}
                from jsonb_to_recordset(cast(:rows as jsonb)) g (n int, sought uuid, {columns})
                join figure f on f.id = g.figure_id
            )""", Map.of("columns", ComparedRow.DEFINITIONS, "times", ComparedRow.TIMES));

    /** That both count the same: see {@link Periods#compare}. */
    private static final String SAME = """
            (r.starts = x.starts or r.starts is null or x.starts is null)
            and (r.ends = x.ends or r.ends is null or x.ends is null)
            and (r.indefinite is not distinct from x.indefinite
                or r.starts is null and r.ends is null or x.starts is null and x.ends is null)
            or x.nature = 'STOCK' and r.indefinite is null and x.indefinite is null""";

    /** Excluded are as many as change at once: as a subquery, they are hashed once, and not gone through for each. */
    private static final String MATCHES = """
            r.claim_id <> x.claim_id and r.figure_id not in (select unnest(cast(:excluded as uuid[])))
            and r.first <= x.last and r.last >= x.first
            and (r.claimant <> x.claimant or r.day = x.day or r.day is null or x.day is null)
            and r.figure_id is distinct from x.alternative_to_id and r.alternative_to_id is distinct from x.figure_id""";

    private static final String OF_KIND = "r.measure_id = x.measure_id and r.kind = x.sought";

    /** Of which those that count over the same days are found by these. */
    private static final String BY_ITS_DAYS =
            "x.nature is distinct from 'STOCK' and x.starts is not null and x.ends is not null";

    /** Those of a span begin at most so many days before a period that they meet. Each span by itself, by index. */
    private static final String MEETING = Sql.of("""
            select r.*
            from generate_series(0, 17) s (span)
            cross join lateral (
                select r.* from compared_figure r
                where not ({byItsDays}) and {ofKind} and r.span = s.span and r.first <= x.last and r.last >= x.first
                    and r.first >= case when s.span < 17 and x.first > date '4000-01-01 BC' and x.first <> 'infinity'
                        then x.first - (1 << s.span) else '-infinity' end
                offset 0
            ) r""", Map.of("ofKind", OF_KIND, "byItsDays", BY_ITS_DAYS));

    /** The rest of those that a flow is compared with: not those of the same days. */
    private static final String OF_A_FLOW = Sql.of("""
            {byItsDays} and x.nature = 'FLOW' and {ofKind} and r.span = s.span
                and not ((r.starts is null or r.starts = x.starts) and (r.ends is null or r.ends = x.ends))""", Map.of("ofKind", OF_KIND, "byItsDays", BY_ITS_DAYS));

    private static final String PARTS = Sql.of("""
            select r.*
            from generate_series(0, 17) s (span)
            cross join lateral (
                select r.* from compared_figure r
                where {ofFlow} and r.first >= x.starts and r.first <= x.held_until and r.last <= x.held_until
                offset 0
            ) r""", Map.of("ofFlow", OF_A_FLOW));

    /** Those of a span begin less than so many days before the end of what they have in them. */
    private static final String WHOLES = Sql.of("""
            select r.*
            from generate_series(0, 17) s (span)
            cross join lateral (
                select r.* from compared_figure r
                where {ofFlow} and r.first <= x.first and r.held_until >= x.last
                    and r.first >= case when s.span < 17 and x.last > date '4000-01-01 BC' and x.last <> 'infinity'
                        then x.last - (1 << s.span) else '-infinity' end
                offset 0
            ) r""", Map.of("ofFlow", OF_A_FLOW));

    private static final String FREE = "r.conflicts_with is null";

    /** On which side of the given figure others are looked for. */
    private enum Side {
        ABOVE(
                "(r.lower, r.lower_edge) > (x.upper, x.upper_edge)",
                "(r.rounded_lower, r.lower_edge) > (x.rounded_upper, x.upper_edge)",
                "r.first >= x.starts and r.last <= x.held_until and x.upper >= 0",
                "r.lower, r.lower_edge",
                "r.lower - x.upper"),
        BELOW(
                "(r.upper, r.upper_edge) < (x.lower, x.lower_edge)",
                "(r.rounded_upper, r.upper_edge) < (x.rounded_lower, x.lower_edge)",
                "x.first >= r.starts and x.last <= r.held_until and r.upper >= 0",
                "r.upper desc, r.upper_edge desc",
                "x.lower - r.upper");

        private final String condition;
        private final String order;
        private final String gap;
        private final String beyond;

        /**
         * @param rounded that it is so even as precisely as both are stated, which bears on those in other units
         * @param exceeding that the higher one counts over a part of what the lower one does
         */
        Side(String beyond, String rounded, String exceeding, String order, String gap) {
            this.condition =
                    Sql.of("""
                    {beyond} and (r.stated_in = x.stated_in or {rounded})
                    and ({same} or x.nature = 'FLOW' and {exceeding})""", Map.of("beyond", beyond, "rounded", rounded, "same", SAME, "exceeding", exceeding));
            this.beyond = beyond;
            this.order = order;
            this.gap = gap;
        }
    }

    private enum Way {
        BY_VALUE,
        BY_PERIOD,
        BY_CLAIMANT
    }

    /**
     * What was found on one side of a figure.
     *
     * @param complete whether {@code count} is all there are
     * @param figures the nearest first
     * @param claims whose figures these are
     */
    private record Half(boolean complete, int count, List<UUID> figures, List<UUID> claims) {}

    /**
     * What conflicts with a figure.
     *
     * @param complete whether {@code count} is all there are, or there are more
     * @param figures the nearest of each side
     * @param claims whose figures these are
     */
    record Nearest(boolean complete, int count, List<UUID> figures, List<UUID> claims) {

        static final Nearest NOTHING = new Nearest(true, 0, List.of(), List.of());

        @Nullable
        UUID anyClaim() {
            return claims.isEmpty() ? null : claims.get(0);
        }
    }

    /** A row, and the kind of those that it is held against. */
    record Sought(int n, UUID sought, @JsonUnwrapped ComparedRow row) {}

    /** Of each row the kinds of which figures compare with it. */
    static List<Sought> sought(Collection<ComparedRow> rows, MeasureCurrencies.Found currencies) {
        List<Sought> sought = new ArrayList<>();
        for (ComparedRow row : rows) {
            for (UUID kind : currencies.comparingWith(row)) {
                sought.add(new Sought(sought.size(), kind, row));
            }
        }
        return sought;
    }

    private final JdbcClient db;
    private final int byValue;
    private final int byOthers;

    @Autowired
    ConflictSearch(JdbcClient db) {
        this(db, LOOKED_AT_BY_VALUE, LOOKED_AT_BY_OTHERS);
    }

    /**
     * @param byValue how many figures of each side are looked at first
     * @param byOthers how many by period, and by claimant
     */
    ConflictSearch(JdbcClient db, int byValue, int byOthers) {
        this.db = db;
        this.byValue = byValue;
        this.byOthers = byOthers;
    }

    /**
     * The nearest of each side, as many as wanted if there are so many.
     *
     * @param excluded stored figures that are not what they were
     */
    Map<Sought, Nearest> nearest(List<Sought> rows, Collection<UUID> excluded, int wanted) {
        return search(
                rows, excluded, wanted, byValue, false, half -> half.figures().size() >= wanted);
    }

    /** For each one that it conflicts with, where there is one. */
    Map<Sought, Nearest> any(List<Sought> rows, Collection<UUID> excluded) {
        return search(rows, excluded, 1, FEW, false, half -> !half.figures().isEmpty());
    }

    /** All that conflict with these figures, and with no stored one. */
    Map<Sought, Nearest> free(List<Sought> rows, Collection<UUID> excluded) {
        return search(rows, excluded, Integer.MAX_VALUE, byValue, true, half -> false);
    }

    private Map<Sought, Nearest> search(
            List<Sought> rows, Collection<UUID> excluded, int wanted, int first, boolean free, Predicate<Half> enough) {
        Map<Sought, Map<Side, Half>> halves = new LinkedHashMap<>();
        rows.forEach(row -> halves.put(row, new HashMap<>()));
        Predicate<Half> decided = half -> half.complete() || enough.test(half);
        if (rows.isEmpty()) {
            return Map.of();
        }
        List<Sought> left = List.copyOf(rows);
        for (int attempt = 0; !left.isEmpty() && attempt < 4; attempt++) {
            Way way = attempt == 1 ? Way.BY_PERIOD : attempt == 2 ? Way.BY_CLAIMANT : Way.BY_VALUE;
            int most = attempt == 0 ? Math.min(byValue, first) : attempt == 3 ? Integer.MAX_VALUE : byOthers;
            find(way, left, excluded, wanted, most, free)
                    .forEach((row, sides) -> sides.forEach((side, half) -> {
                        Map<Side, Half> before = requireNonNull(halves.get(row));
                        before.merge(side, half, (old, better) -> decided.test(old) ? old : better);
                    }));
            left = left.stream()
                    .filter(row -> {
                        Collection<Half> found = requireNonNull(halves.get(row)).values();
                        boolean one = wanted == 1 && found.stream().anyMatch(enough);
                        return !one && !found.stream().allMatch(decided);
                    })
                    .toList();
        }
        Map<Sought, Nearest> found = new LinkedHashMap<>();
        halves.forEach((row, sides) -> found.put(
                row,
                new Nearest(
                        sides.values().stream().allMatch(Half::complete),
                        sides.values().stream().mapToInt(Half::count).sum(),
                        sides.values().stream()
                                .flatMap(half -> half.figures().stream())
                                .toList(),
                        sides.values().stream()
                                .flatMap(half -> half.claims().stream())
                                .toList())));
        return found;
    }

    /** Of those of some of these rows that conflict with another one of them all, the claim of such a one. */
    Map<Key, UUID> among(List<Sought> all, Collection<Key> some) {
        Map<Key, UUID> found = new HashMap<>();
        if (all.size() > 1 && !some.isEmpty()) {
            db.sql(Sql.of(
                            """
                            with {given}
                            select x.n, other.claim_id
                            from x
                            cross join lateral (
                                select r.claim_id from x r where {ofKind} and {matches} and ({above} or {below}) limit 1) other
                            where x.n = any(:some)""",
                            Map.of(
                                    "given", GIVEN,
                                    "ofKind", OF_KIND,
                                    "matches", MATCHES,
                                    "above", Side.ABOVE.condition,
                                    "below", Side.BELOW.condition)))
                    .param("rows", json(all))
                    .param(
                            "some",
                            all.stream()
                                    .filter(row -> some.contains(row.row().key()))
                                    .map(Sought::n)
                                    .toArray(Integer[]::new))
                    .param("excluded", new UUID[0])
                    .query(row -> {
                        found.put(all.get(row.getInt("n")).row().key(), row.getObject("claim_id", UUID.class));
                    });
        }
        return found;
    }

    private Map<Sought, Map<Side, Half>> find(
            Way way, List<Sought> rows, Collection<UUID> excluded, int wanted, int most, boolean free) {
        Map<Integer, Sought> byNumber = rows.stream().collect(Collectors.toMap(Sought::n, row -> row));
        Map<Sought, Map<Side, Half>> found = new HashMap<>();
        db.sql(Sql.of(
                        """
                        with {given}
                        select x.n, s.side, s.looked, s.count, s.figures, s.claims
                        from x
                        cross join lateral ({above} union all {below}) s""",
                        Map.of(
                                "given", GIVEN,
                                "above", half(Side.ABOVE, way, wanted, most, free),
                                "below", half(Side.BELOW, way, wanted, most, free))))
                .param("rows", json(rows))
                .param("excluded", excluded.toArray(UUID[]::new))
                .query(row -> {
                    found.computeIfAbsent(byNumber.get(row.getInt("n")), one -> new HashMap<>())
                            .put(
                                    Side.valueOf(row.getString("side")),
                                    new Half(
                                            row.getLong("looked") < most,
                                            row.getInt("count"),
                                            ids(row, "figures"),
                                            ids(row, "claims")));
                });
        return found;
    }

    private static String half(Side side, Way way, int wanted, int most, boolean free) {
        // Whether one matches is found out once, and not for each aggregate.
        return Sql.of(
                """
                select '{side}' as side, count(*) as looked, count(*) filter (where r.matches) as count,
                    {figures} as figures, {claims} as claims
                from (
                    select r.*, ({matches} and {condition}{free}) as matches
                    from ({candidates} limit {most}) r
                    offset 0
                ) r""",
                Map.of(
                        "side",
                        side,
                        "figures",
                        nearest("figure_id", side, wanted),
                        "claims",
                        nearest("claim_id", side, wanted),
                        "matches",
                        MATCHES,
                        "condition",
                        side.condition,
                        "free",
                        free ? " and " + FREE : "",
                        "candidates",
                        candidates(side, way, free),
                        "most",
                        most));
    }

    private static String nearest(String column, Side side, int wanted) {
        return Sql.of(
                "(array_agg(r.{column} order by {gap}, r.figure_id) filter (where r.matches))[1\\:{wanted}]",
                Map.of("column", column, "gap", side.gap, "wanted", wanted));
    }

    private static String candidates(Side side, Way way, boolean free) {
        return switch (way) {
            case BY_VALUE ->
                Sql.of(
                        "select r.* from compared_figure r where {ofKind} and {condition}{free} order by {order}{last}",
                        Map.of(
                                "ofKind",
                                OF_KIND,
                                "condition",
                                side.beyond,
                                "free",
                                free ? " and " + FREE : "",
                                "order",
                                side.order,
                                "last",
                                free ? "" : side == Side.ABOVE ? ", r.figure_id" : ", r.figure_id desc"));
            case BY_PERIOD ->
                Sql.of(
                        """
                        select r.* from compared_figure r
                        where {stated} and {ofKind} and r.starts = x.starts and r.ends = x.ends
                        union all
                        select r.* from compared_figure r
                        where {stated} and {ofKind} and r.starts = x.starts and r.ends is null
                        union all
                        select r.* from compared_figure r
                        where {stated} and {ofKind} and r.starts is null and r.ends = x.ends
                        union all
                        select r.* from compared_figure r
                        where {stated} and {ofKind} and r.starts is null and r.ends is null
                        union all
                        ({exceeding})
                        union all
                        ({meeting})""",
                        Map.of(
                                "ofKind", OF_KIND,
                                "stated", BY_ITS_DAYS,
                                "exceeding", side == Side.ABOVE ? PARTS : WHOLES,
                                "meeting", MEETING));
            case BY_CLAIMANT -> Sql.of("""
                    select r.* from compared_figure r where {ofKind} and r.claimant < x.claimant
                    union all
                    select r.* from compared_figure r where {ofKind} and r.claimant > x.claimant
                    union all
                    select r.* from compared_figure r where {ofKind} and r.claimant = x.claimant and r.day = x.day
                    union all
                    select r.* from compared_figure r where {ofKind} and r.claimant = x.claimant and r.day is null
                    union all
                    select r.* from compared_figure r
                    where x.day is null and {ofKind} and r.claimant = x.claimant and r.day is not null""", Map.of("ofKind", OF_KIND));
        };
    }

    static String json(Collection<?> rows) {
        return new String(Json.write(rows), StandardCharsets.UTF_8);
    }

    private static List<UUID> ids(ResultSet row, String column) throws SQLException {
        Array ids = row.getArray(column);
        return ids == null
                ? List.of()
                : Arrays.stream((Object[]) ids.getArray()).map(UUID.class::cast).toList();
    }
}
