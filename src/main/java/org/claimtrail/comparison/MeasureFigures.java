package org.claimtrail.comparison;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.claimtrail.claim.Nature;
import org.claimtrail.claim.Qualifier;
import org.claimtrail.database.Sql;
import org.claimtrail.date.Edtf;
import org.claimtrail.past.KnownOn;
import org.claimtrail.platform.Deleted;
import org.claimtrail.platform.Json;
import org.claimtrail.platform.NotRecorded;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Reads the figures that are compared. Those that are deleted, and those of deleted claims, are left out. */
@Component
class MeasureFigures {

    /** The most that are compared: a measure with more is compared by those said last. */
    static final int MOST = 500;

    /** The most derivations that are shown. */
    private static final int MOST_EQUIVALENCES = 200;

    /**
     * Who claims it are those whom the first links of the claim's appearances name; where an article speaks for itself,
     * its publisher. When it was said is told by the appearance of which it was said first, else published first.
     */
    private static final String STATED = """
                select f.*, c.number, c.text, c.status, m.name as measure, m.unit as measure_unit, m.nature,
                    said.said_on, said.published_on, said.day
                from figure f
                join claim c on c.id = f.claim_id and c.deleted_at is null
                join measure m on m.id = f.measure_id
                left join lateral (
                    select l.said_on, a.published_on, coalesce(
                        case when isfinite(l.said_on_earliest) then l.said_on_earliest end,
                        case when isfinite(l.said_on_latest) then l.said_on_latest end,
                        case when isfinite(a.published_on_earliest) then a.published_on_earliest end,
                        case when isfinite(a.published_on_latest) then a.published_on_latest end) as day
                    from appearance p
                    join article a on a.id = p.article_id
                    left join attribution l on l.appearance_id = p.id and l.position = 0
                    where p.claim_id = c.id and p.deleted_at is null
                    order by day nulls last, a.published_on_earliest nulls last, p.id
                    limit 1) said on true
                where f.deleted_at is null and f.measure_id""";

    /** Those that were said last of each measure, and those of certain claims besides. */
    private static final String PICKED = """
            picked as (
                select * from (
                    select s.*, count(*) over of_measure as total, row_number() over in_order as place
                    from ({stated} {of}) s
                    window of_measure as (partition by s.measure_id),
                        in_order as (of_measure order by s.day desc nulls last, s.number desc, s.position desc)
                ) ranked
                where place <= {most} {orAlso}
            )""";

    private static final String FIGURES = """
            select json_agg(json_build_object(
                'id', f.id,
                'position', f.position,
                'claim', json_build_object('id', f.claim_id, 'number', f.number, 'text', f.text),
                'measure', json_build_object('id', f.measure_id, 'name', f.measure, 'unit', f.measure_unit, 'nature', f.nature),
                'claimants', (
                    select json_agg(json_build_object('id', s.id, 'name', s.name) order by s.name_key, s.id)
                    from source s
                    where s.id in (select v.source_id from voice v where v.claim_id = f.claim_id and v.is_origin)),
                'asStated', f.as_stated,
                'qualifier', f.qualifier,
                'amount', f.amount,
                'lowerBound', f.lower_bound,
                'upperBound', f.upper_bound,
                'unit', coalesce(f.unit, f.measure_unit),
                'period', f.period,
                'saidOn', f.said_on,
                'publishedOn', f.published_on,
                'withdrawn', f.status = 'RETRACTED' or exists (
                    select from retraction x
                    where x.claim_id = f.claim_id and (x.figure_id = f.id and x.theirs or x.whole and x.by_all)
                      and not exists (
                        select from retraction y
                        where y.claim_id = x.by_claim_id and y.act = 'RETRACTION' and y.whole and y.by_all)),
                'alternativeTo', f.alternative_to_id))
            from picked f""";

    private static final String FIGURE_LINK = """
            json_build_object(
                'id', {figure}.id,
                'claim', json_build_object('id', {claim}.id, 'number', {claim}.number),
                'asStated', {figure}.as_stated,
                'qualifier', {figure}.qualifier,
                'measure', case when {measure}.id is not null then
                    json_build_object('id', {measure}.id, 'name', {measure}.name, 'unit', {measure}.unit) end)""";

    /** Figures that were computed from one of these, and those that one of these was computed from. */
    private static final String EQUIVALENCES = Sql.of(
            """
            select json_agg(edge.json order by edge.number, edge.position, edge.id)
            from (
                select c.number, f.position, f.id, json_strip_nulls(json_build_object(
                    'figure', {figure}, 'derivedFrom', {derivedFrom}, 'factor', f.factor, 'assumption', f.assumption)) as json
                from figure f
                join claim c on c.id = f.claim_id and c.deleted_at is null
                left join measure m on m.id = f.measure_id
                join figure b on b.id = f.derived_from_id and b.deleted_at is null
                join claim bc on bc.id = b.claim_id and bc.deleted_at is null
                left join measure bm on bm.id = b.measure_id
                where f.deleted_at is null
                  and f.id in (
                    select p.id from picked p where p.derived_from_id is not null
                    union all
                    select d.id from figure d where d.derived_from_id in (select p.id from picked p))
                order by c.number, f.position, f.id
                limit {most}) edge""",
            Map.of(
                    "figure",
                    Sql.of(FIGURE_LINK, Map.of("figure", "f", "claim", "c", "measure", "m")),
                    "derivedFrom",
                    Sql.of(FIGURE_LINK, Map.of("figure", "b", "claim", "bc", "measure", "bm")),
                    "most",
                    MOST_EQUIVALENCES));

    private static final String PICKED_OF_MEASURE =
            Sql.of(PICKED, Map.of("stated", STATED, "of", "= :measure", "most", MOST, "orAlso", ""));

    private static final String OF_MEASURE =
            Sql.of("""
            with {picked}
            select o.deleted_at, o.id, o.name, o.unit, o.nature,
                coalesce((select max(total) from picked), 0) as total,
                coalesce(({figures}), '[]') as figures,
                coalesce(({equivalences}), '[]') as equivalences,
                measure_as_known(o.id) as known_on
            from measure o
            where o.id = :measure""", Map.of("picked", PICKED_OF_MEASURE, "figures", FIGURES, "equivalences", EQUIVALENCES));

    private static final String SAID_LAST = Sql.of(
            "with {picked} select coalesce(({figures}), '[]')",
            Map.of("picked", PICKED_OF_MEASURE, "figures", FIGURES));

    /**
     * Of a measure whose figures are all compared, in the measure's own unit, those are enough that count over days that
     * a figure of the claim counts over, too: others neither conflict with that nor decide what unit it is compared in.
     * The rest, nearly all, is neither read nor dated. Days as in {@link Periods}.
     */
    private static final String OF_CLAIM = Sql.of(
            """
            with own as materialized (
                select f.measure_id, coalesce(f.period_earliest, '-infinity') as first,
                    coalesce(f.period_latest, 'infinity') as last
                from figure f where f.claim_id = :claim and f.deleted_at is null
            ), plain as materialized (
                select f.measure_id
                from figure f join measure m on m.id = f.measure_id
                where f.measure_id in (select own.measure_id from own) and f.deleted_at is null
                group by f.measure_id
                having count(*) <= {most} and bool_and(f.unit is null or f.unit is not distinct from m.unit)
            ), {picked}
            select coalesce(({figures}), '[]') as figures, (
                select coalesce(max(total), 0) <= {most} from picked) as complete""",
            Map.of(
                    "most",
                    MOST,
                    "picked",
                    Sql.of(PICKED, Map.of("stated", STATED, "of", """
                    in (select own.measure_id from own) and (
                        f.measure_id not in (select plain.measure_id from plain)
                        or exists (
                            select from own
                            where own.measure_id = f.measure_id
                              and own.first <= coalesce(f.period_latest, 'infinity')
                              and own.last >= coalesce(f.period_earliest, '-infinity')))""", "most", MOST, "orAlso", "or claim_id = :claim")),
                    "figures",
                    FIGURES));

    private static final String OF_CLAIMS = Sql.of("""
            with picked as ({stated} is not null and f.claim_id = any(:claims))
            select coalesce(({figures}), '[]')""", Map.of("stated", STATED, "figures", FIGURES));

    private static final String OF_CLAIMS_AND_MEASURES = Sql.of("""
            with picked as ({stated} = any(:measures) and f.claim_id = any(:claims))
            select coalesce(({figures}), '[]')""", Map.of("stated", STATED, "figures", FIGURES));

    private static final String OF_IDS = Sql.of("""
            with picked as ({stated} is not null and f.id = any(:figures))
            select coalesce(({figures}), '[]')""", Map.of("stated", STATED, "figures", FIGURES));

    private final JdbcClient db;

    MeasureFigures(JdbcClient db) {
        this.db = db;
    }

    /**
     * The figures of one measure.
     *
     * @param total how many there are, {@value #MOST} of which at most are in {@code figures}: those said last
     * @param equivalences derivations by claimants that begin or end at one of these, as they are answered
     * @param knownOn what is left out, where only what had been published by a day is read, as it is answered
     */
    record OfMeasure(
            StatedFigure.Measure measure,
            int total,
            List<StatedFigure> figures,
            JsonNode equivalences,
            @Nullable JsonNode knownOn) {}

    /**
     * In one statement.
     *
     * @throws NotRecorded if there is no such measure
     * @throws Deleted if it is deleted
     */
    OfMeasure ofMeasure(UUID id) {
        record MeasureRow(@Nullable Instant deletedAt, OfMeasure figures) {}
        MeasureRow found = db.sql(OF_MEASURE)
                .param("measure", id)
                .query((row, n) -> new MeasureRow(
                        Optional.ofNullable(row.getObject("deleted_at", OffsetDateTime.class))
                                .map(OffsetDateTime::toInstant)
                                .orElse(null),
                        new OfMeasure(
                                new StatedFigure.Measure(
                                        id,
                                        row.getString("name"),
                                        row.getString("unit"),
                                        nature(row.getString("nature"))),
                                row.getInt("total"),
                                figures(row.getString("figures")),
                                Json.mapper().readTree(row.getString("equivalences")),
                                KnownOn.day().isPresent() ? Json.mapper().readTree(row.getString("known_on")) : null)))
                .optional()
                .orElseThrow(() -> new NotRecorded("measure", id));
        if (found.deletedAt() != null) {
            throw new Deleted("measure", id, found.deletedAt());
        }
        return found.figures();
    }

    /**
     * A claim's figures, and those that may conflict with them.
     *
     * @param all whether no others may
     */
    record OfClaim(List<StatedFigure> figures, boolean all) {}

    /**
     * A claim's figures, and those that may conflict with them, of the {@value #MOST} said last of each of their measures,
     * in one statement: what {@link FigurePairs#ofClaim} wants.
     */
    OfClaim ofClaim(UUID claim) {
        return db.sql(OF_CLAIM)
                .param("claim", claim)
                .query((row, n) -> new OfClaim(figures(row.getString("figures")), row.getBoolean("complete")))
                .single();
    }

    /** Those said last, {@value #MOST} at most. */
    List<StatedFigure> saidLast(UUID measure) {
        return db.sql(SAID_LAST)
                .param("measure", measure)
                .query((row, n) -> figures(row.getString(1)))
                .single();
    }

    /** Those that these claims put on any measures. */
    List<StatedFigure> ofClaims(Collection<UUID> claims) {
        return db.sql(OF_CLAIMS)
                .param("claims", claims.toArray(UUID[]::new))
                .query((row, n) -> figures(row.getString(1)))
                .single();
    }

    /** Those that these claims put on these measures. */
    List<StatedFigure> ofClaims(Collection<UUID> claims, Collection<UUID> measures) {
        return db.sql(OF_CLAIMS_AND_MEASURES)
                .param("measures", measures.toArray(UUID[]::new))
                .param("claims", claims.toArray(UUID[]::new))
                .query((row, n) -> figures(row.getString(1)))
                .single();
    }

    List<StatedFigure> of(Collection<UUID> ids) {
        return db.sql(OF_IDS)
                .param("figures", ids.toArray(UUID[]::new))
                .query((row, n) -> figures(row.getString(1)))
                .single();
    }

    /** Claims that have figures of a measure, in the order of their ids, {@value #MOST} at most. */
    List<UUID> claimsOf(UUID measure, UUID after) {
        return db.sql("""
                        select distinct f.claim_id
                        from figure f join claim c on c.id = f.claim_id and c.deleted_at is null
                        where f.measure_id = :measure and f.deleted_at is null and f.claim_id > :after
                        order by f.claim_id
                        limit :most""")
                .param("measure", measure)
                .param("after", after)
                .param("most", MOST)
                .query(UUID.class)
                .list();
    }

    static @Nullable Nature nature(@Nullable String name) {
        return name == null ? null : Nature.valueOf(name);
    }

    private static List<StatedFigure> figures(String json) {
        return List.of(Json.mapper().readValue(json, Row[].class)).stream()
                .map(Row::figure)
                .toList();
    }

    /** A figure as the statement writes it. */
    private record Row(
            UUID id,
            int position,
            NumberedClaim claim,
            StatedFigure.Measure measure,
            @Nullable List<NamedThing> claimants,
            @Nullable String asStated,
            Qualifier qualifier,
            @Nullable BigDecimal amount,
            @Nullable BigDecimal lowerBound,
            @Nullable BigDecimal upperBound,
            @Nullable String unit,
            @Nullable String period,
            @Nullable String saidOn,
            @Nullable String publishedOn,
            boolean withdrawn,
            @Nullable UUID alternativeTo) {

        record NamedThing(UUID id, String name) {}

        StatedFigure figure() {
            return new StatedFigure(
                    id,
                    position,
                    claim,
                    measure,
                    claimant(),
                    asStated,
                    new StatedNumber(qualifier, amount, lowerBound, upperBound),
                    unit,
                    Edtf.parseStored(period),
                    Edtf.parseStored(saidOn),
                    Edtf.parseStored(publishedOn),
                    withdrawn,
                    alternativeTo);
        }

        private Claimant claimant() {
            return claimants == null
                    ? Claimant.unknown(claim.id())
                    : new Claimant(
                            claimants.stream()
                                    .map(source -> source.id().toString())
                                    .sorted()
                                    .collect(Collectors.joining(" ")),
                            claimants.stream().map(NamedThing::name).collect(Collectors.joining(", ")),
                            claimants.stream().map(NamedThing::id).toList());
        }
    }
}
