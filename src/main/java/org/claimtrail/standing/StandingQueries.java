package org.claimtrail.standing;

import static java.util.Objects.requireNonNull;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.claimtrail.address.Site;
import org.claimtrail.claim.Status;
import org.claimtrail.comparison.NumberedClaim;
import org.claimtrail.database.Sql;
import org.claimtrail.date.Edtf;
import org.claimtrail.origin.ClaimGroup;
import org.claimtrail.origin.ClaimGroup.Appearance;
import org.claimtrail.origin.ClaimGroup.Article;
import org.claimtrail.origin.ClaimGroup.Link;
import org.claimtrail.origin.ClaimGroup.Membership;
import org.claimtrail.origin.ClaimGroup.Source;
import org.claimtrail.origin.DisjointSets;
import org.claimtrail.origin.SourcesRead;
import org.claimtrail.platform.Json;
import org.claimtrail.source.SourceKind;
import org.claimtrail.standing.Material.Facts;
import org.claimtrail.standing.Material.Relation;
import org.claimtrail.standing.Material.Retraction;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Reads what standings are computed from: in eight statements at most, however much there is. */
@Component
class StandingQueries {

    /** The claims that REPEATS joins to the claim {@code j} in full, in either direction. */
    static final String REPEATED = """
            select r.to_claim_id as id from relation r
            where r.from_claim_id = j.id and r.type = 'REPEATS' and r.scope = 'FULL' and r.deleted_at is null
            union all
            select r.from_claim_id from relation r
            where r.to_claim_id = j.id and r.type = 'REPEATS' and r.scope = 'FULL' and r.deleted_at is null""";

    /**
     * The claims given and all that REPEATS joins to them in full, in either direction, each with those that it repeats. One that
     * is deleted repeats nothing.
     */
    private static final String GROUPS = Sql.of("""
            with recursive joined(id) as (
                select unnest(:claims)
                union
                select other.id
                from joined j
                cross join lateral ({repeated}) other
                join claim c on c.id = other.id and c.deleted_at is null
            )
            select j.id, array(
                select r.to_claim_id
                from relation r
                join claim one on one.id = r.from_claim_id and one.deleted_at is null
                join claim other on other.id = r.to_claim_id and other.deleted_at is null
                where r.from_claim_id = j.id and r.type = 'REPEATS' and r.scope = 'FULL' and r.deleted_at is null)
                as repeated
            from joined j""", Map.of("repeated", REPEATED));

    private static final String FACTS = """
            select c.id, c.status,
                (select u.resolves_by_latest from unresolved_claim u where u.claim_id = c.id) as unresolved_by,
                array(select a.source_id from claim_about a where a.claim_id = c.id order by a.position) as about,
                e.supports, e.refutes, e.context,
                (select count(*) from assessment s where s.claim_id = c.id and s.deleted_at is null) as assessments
            from claim c
            cross join lateral (
                select count(*) filter (where stance = 'SUPPORTS') as supports,
                    count(*) filter (where stance = 'REFUTES') as refutes,
                    count(*) filter (where stance = 'CONTEXT') as context
                from evidence where claim_id = c.id and deleted_at is null) e
            where c.id = any(:claims)""";

    /** CONTRADICTS holds both ways. Of retractions, only that there are some: see {@link #RETRACTIONS}. */
    private static final String RELATIONS = """
            select r.id, r.type, r.scope, r.act, r.nature, r.figure_id, f.as_stated,
                o.id as claim, o.number, o.text, r.acted_on, r.reversed,
                null as makers, null as taking, null as theirs, null as by_all
            from (
                select r.*, r.from_claim_id as other, r.to_claim_id as acted_on, false as reversed
                from relation r
                where r.to_claim_id = any(:claims) and r.deleted_at is null
                    and r.type in ('DENIES', 'CONTRADICTS', 'UPDATES', 'CORRECTS', 'RETRACTS')
                union all
                select r.*, r.to_claim_id, r.from_claim_id, true from relation r
                where r.from_claim_id = any(:claims) and r.deleted_at is null and r.type = 'CONTRADICTS'
            ) r
            join claim o on o.id = r.other and o.deleted_at is null
            left join figure f on f.id = r.figure_id
            order by o.number, r.id""";

    /** Those of the claims given, and of the claims that retract any of these. */
    private static final String RETRACTIONS = """
            with recursive retracted(id) as (
                select unnest(:claims)
                union
                select r.from_claim_id
                from retracted t
                join relation r on r.to_claim_id = t.id and r.type = 'RETRACTS' and r.deleted_at is null
            )
            select r.id, r.type, r.scope, r.act, r.nature, r.figure_id, f.as_stated,
                o.id as claim, o.number, o.text, r.to_claim_id as acted_on, false as reversed,
                x.makers, x.taking, x.theirs, x.by_all
            from retracted t
            join relation r on r.to_claim_id = t.id and r.type = 'RETRACTS' and r.deleted_at is null
            join retraction x on x.relation_id = r.id
            join claim o on o.id = r.from_claim_id
            left join figure f on f.id = r.figure_id
            order by o.number, r.id""";

    private static final String APPEARANCES = """
            select p.id, p.claim_id, a.id as article, v.title, a.published_on, a.publisher_id,
                case when a.publisher_id is null then (
                    select o.publisher_id from article o
                    where o.site = a.site and o.publisher_id is not null and o.deleted_at is null
                    order by o.created_at, o.id limit 1) end as publisher_of_site,
                a.site, l.said_on,
                array(select s.source_id from attribution_source s where s.attribution_id = l.id order by s.position)
                    as sources
            from appearance p
            join article a on a.id = p.article_id
            join article_version v on v.article_id = a.id and v.version = a.current_version
            left join attribution l on l.appearance_id = p.id
            where p.claim_id = any(:claims) and p.deleted_at is null
            order by p.id, l.position""";

    /** The sources given and all that they are part of, whenever. */
    private static final String SOURCES = """
            with recursive reached(id) as (
                select unnest(:sources)
                union
                select m.part_of_id from reached r join membership m on m.source_id = r.id
            )
            select s.id, s.name, s.kind from reached r join source s on s.id = r.id""";

    private static final String MEMBERSHIPS = """
            select m.source_id, m.part_of_id, m.since, m.until from membership m where m.source_id = any(:sources)""";

    private final JdbcClient db;

    StandingQueries(JdbcClient db) {
        this.db = db;
    }

    /**
     * Has the statements of this transaction planned once and not each time. For one claim that takes longer than running
     * them, and no plan is better for one than for another.
     */
    void reusePlans() {
        db.sql("select set_config('plan_cache_mode', 'force_generic_plan', true)")
                .query()
                .singleRow();
    }

    /** @param claim has to exist */
    Material read(UUID claim) {
        return requireNonNull(read(List.of(claim)).get(claim));
    }

    /** By claim; those that do not exist are left out. Claims of one group share one {@link Material#group()}. */
    Map<UUID, Material> read(Collection<UUID> claims) {
        List<Facts> facts = db.sql(FACTS)
                .param("claims", ids(claims))
                .query((row, n) -> facts(row))
                .list();
        Map<UUID, Set<UUID>> groups = groups(claims);
        Map<UUID, List<Relation>> relations = relations(RELATIONS, groups.keySet());
        Set<UUID> retractable = new LinkedHashSet<>(groups.keySet());
        acting(relations).forEach(retractable::add);
        // Most claims have nothing that acts on them, and then nothing that could be retracted or retract.
        Map<UUID, List<Relation>> retractions = relations.isEmpty() ? Map.of() : relations(RETRACTIONS, retractable);
        relations.values().forEach(several -> several.removeIf(one -> one.type().equals("RETRACTS")));
        Set<UUID> others = new LinkedHashSet<>();
        Stream.concat(acting(relations), acting(retractions))
                .filter(id -> !groups.containsKey(id))
                .forEach(others::add);
        if (!others.isEmpty()) {
            groups.putAll(groups(others));
        }
        Map<UUID, List<Appearance>> appearances = appearances(groups.keySet());
        SourcesRead sources = sources(appearances.values());

        Map<UUID, ClaimGroup> read = new HashMap<>();
        Map<Set<UUID>, ClaimGroup> joined = new IdentityHashMap<>();
        groups.forEach((claim, ids) ->
                read.put(claim, joined.computeIfAbsent(ids, group -> sources.group(of(group, appearances)))));
        Map<UUID, Material> materials = new LinkedHashMap<>();
        for (Facts one : facts) {
            Set<UUID> group = requireNonNull(groups.get(one.claim()));
            List<Relation> acting = Stream.concat(of(group, relations).stream(), of(group, retractions).stream())
                    .sorted(Relation.IN_ORDER)
                    .toList();
            materials.put(one.claim(), new Material(one, acting, retractions, read));
        }
        return materials;
    }

    private static Stream<UUID> acting(Map<UUID, List<Relation>> relations) {
        return relations.values().stream()
                .flatMap(List::stream)
                .map(one -> one.claim().id());
    }

    private static <T> List<T> of(Set<UUID> claims, Map<UUID, List<T>> byClaim) {
        return claims.stream()
                .flatMap(id -> byClaim.getOrDefault(id, List.of()).stream())
                .toList();
    }

    /** What the record leaves out of a claim where only what had been published by a day is read. */
    JsonNode asKnown(UUID claim) {
        return Json.mapper()
                .readTree(db.sql("select claim_as_known(:claim)")
                        .param("claim", claim)
                        .query(String.class)
                        .single());
    }

    /** Of each of these claims, and of each that they are joined to, the whole group: one and the same set. */
    private Map<UUID, Set<UUID>> groups(Collection<UUID> claims) {
        Map<UUID, List<UUID>> repeated = new LinkedHashMap<>();
        db.sql(GROUPS).param("claims", ids(claims)).query(row -> {
            repeated.put(row.getObject("id", UUID.class), ids(row.getArray("repeated")));
        });
        DisjointSets<UUID> sets = new DisjointSets<>();
        repeated.forEach((claim, several) ->
                several.stream().filter(repeated::containsKey).forEach(one -> sets.join(claim, one)));
        Map<UUID, Set<UUID>> groups = new LinkedHashMap<>();
        sets.of(repeated.keySet()).forEach(set -> {
            Set<UUID> group = new LinkedHashSet<>(set);
            group.forEach(claim -> groups.put(claim, group));
        });
        return groups;
    }

    /** By the claim that is acted on. */
    private Map<UUID, List<Relation>> relations(String sql, Collection<UUID> claims) {
        Map<UUID, List<Relation>> relations = new HashMap<>();
        db.sql(sql).param("claims", ids(claims)).query(row -> {
            Relation relation = relation(row);
            relations.computeIfAbsent(relation.on(), id -> new ArrayList<>()).add(relation);
        });
        return relations;
    }

    /** The sources that chains and publishers name, and all that these are part of. */
    private SourcesRead sources(Collection<List<Appearance>> appearances) {
        Set<UUID> named = new LinkedHashSet<>();
        appearances.forEach(several -> named.addAll(SourcesRead.namedBy(several)));
        if (named.isEmpty()) {
            return new SourcesRead(List.of(), List.of());
        }
        List<Source> sources = db.sql(SOURCES)
                .param("sources", ids(named))
                .query((row, n) -> new Source(
                        row.getObject("id", UUID.class),
                        row.getString("name"),
                        SourceKind.valueOf(row.getString("kind"))))
                .list();
        return new SourcesRead(
                sources,
                db.sql(MEMBERSHIPS)
                        .param("sources", ids(sources.stream().map(Source::id).toList()))
                        .query((row, n) -> new Membership(
                                row.getObject("source_id", UUID.class),
                                row.getObject("part_of_id", UUID.class),
                                Edtf.parseStored(row.getString("since")),
                                Edtf.parseStored(row.getString("until"))))
                        .list());
    }

    /** By claim. */
    Map<UUID, List<Appearance>> appearances(Collection<UUID> claims) {
        Map<UUID, Appearance> byId = new LinkedHashMap<>();
        db.sql(APPEARANCES).param("claims", ids(claims)).query(row -> {
            UUID id = row.getObject("id", UUID.class);
            Appearance before = byId.get(id);
            List<Link> chain = new ArrayList<>(before == null ? List.of() : before.chain());
            List<UUID> speakers = ids(row.getArray("sources"));
            if (!speakers.isEmpty()) {
                chain.add(new Link(speakers, Edtf.parseStored(row.getString("said_on"))));
            }
            byId.put(id, new Appearance(id, row.getObject("claim_id", UUID.class), article(row), chain));
        });
        Map<UUID, List<Appearance>> byClaim = new HashMap<>();
        byId.values()
                .forEach(one -> byClaim.computeIfAbsent(one.claim(), id -> new ArrayList<>())
                        .add(one));
        return byClaim;
    }

    private static Article article(ResultSet row) throws SQLException {
        String site = row.getString("site");
        return new Article(
                row.getObject("article", UUID.class),
                row.getString("title"),
                Edtf.parseStored(row.getString("published_on")),
                row.getObject("publisher_id", UUID.class),
                row.getObject("publisher_of_site", UUID.class),
                site == null ? null : new Site(site));
    }

    private static Facts facts(ResultSet row) throws SQLException {
        return new Facts(
                row.getObject("id", UUID.class),
                Status.valueOf(row.getString("status")),
                ids(row.getArray("about")),
                row.getObject("unresolved_by", LocalDate.class),
                row.getInt("supports"),
                row.getInt("refutes"),
                row.getInt("context"),
                row.getInt("assessments"));
    }

    private static Relation relation(ResultSet row) throws SQLException {
        return new Relation(
                row.getObject("id", UUID.class),
                row.getString("type"),
                row.getString("scope"),
                row.getString("act"),
                row.getString("nature"),
                row.getObject("figure_id", UUID.class),
                row.getString("as_stated"),
                row.getBoolean("reversed"),
                claim(row),
                row.getObject("acted_on", UUID.class),
                row.getArray("makers") == null ? null : retraction(row));
    }

    private static Retraction retraction(ResultSet row) throws SQLException {
        return new Retraction(
                Set.copyOf(ids(row.getArray("makers"))),
                Set.copyOf(ids(row.getArray("taking"))),
                row.getBoolean("theirs"),
                row.getBoolean("by_all"));
    }

    private static NumberedClaim claim(ResultSet row) throws SQLException {
        return new NumberedClaim(row.getObject("claim", UUID.class), row.getLong("number"), row.getString("text"));
    }

    private static UUID[] ids(Collection<UUID> ids) {
        return ids.stream().filter(Objects::nonNull).toArray(UUID[]::new);
    }

    private static List<UUID> ids(Array array) throws SQLException {
        return Arrays.stream((Object[]) array.getArray()).map(UUID.class::cast).toList();
    }
}
