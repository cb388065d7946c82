package org.claimtrail.standing;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.claimtrail.database.Selection;
import org.claimtrail.database.Sql;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What was changed since standings were stored, and which claims depend on it.
 *
 * <p>A mark names only what was changed. Following it to what depends on it is left to whoever reads, in one snapshot of
 * the record: a writer does not see what others are changing at the same time, and would leave out a claim that comes to
 * depend on the thing just then. A claim that ceases to depend on it is marked itself by what made it so.
 */
@Component
class StandingMarks {

    enum Subject {
        CLAIM,
        ARTICLE,
        SITE,
        SOURCE,
        MEASURE,
        RATES,
        EVERYTHING
    }

    /** What may lead to very many claims and measures. */
    static final List<Subject> WIDE = List.of(Subject.EVERYTHING, Subject.SOURCE, Subject.SITE, Subject.ARTICLE);

    /** What standings of claims may depend on, apart from how their figures compare. */
    static final Subject[] OF_CLAIMS = {Subject.EVERYTHING, Subject.SOURCE, Subject.SITE, Subject.ARTICLE, Subject.CLAIM
    };

    /**
     * Whose appearances, evidence or relations count for a claim: the claim itself, those that repeat it, those that act
     * on any of these, those that retract what acts or what retracts, and those that repeat any of these. Followed
     * backwards here, deleted claims included, since what they were joined to stands without them now.
     */
    private static final String DEPENDENTS = Sql.of("""
            with recursive said(id) as (
                select unnest(:claims)
                union
                select other.id
                from said j
                cross join lateral ({repeated}) other
            ), retracted as (
                select id from said
                union
                select r.to_claim_id from retracted t join relation r on r.from_claim_id = t.id
                where r.type = 'RETRACTS' and r.deleted_at is null
            ), acted_on as (
                select id from retracted
                union
                select r.to_claim_id from retracted x join relation r on r.from_claim_id = x.id
                where r.type in ('DENIES', 'CONTRADICTS', 'RETRACTS', 'UPDATES', 'CORRECTS', 'REPEATS')
                    and r.deleted_at is null
                union
                select r.from_claim_id from retracted x join relation r on r.to_claim_id = x.id
                where r.type in ('CONTRADICTS', 'REPEATS') and r.deleted_at is null
            ), joined(id) as (
                select id from acted_on
                union
                select other.id
                from joined j
                cross join lateral ({repeated}) other
            )
            select id from joined""", Map.of("repeated", StandingQueries.REPEATED));

    private static final String CLAIMS_OF_ARTICLES = """
            select distinct p.claim_id from appearance p where p.article_id = any(:about)""";

    /** Of the articles of a site whose publisher is inferred from another article. */
    private static final String CLAIMS_OF_SITES = """
            select distinct p.claim_id
            from article a join appearance p on p.article_id = a.id
            where md5(a.site)::uuid = any(:about) and a.publisher_id is null""";

    private static final String CLAIMS_OF_SOURCES = """
            with recursive part(id) as (
                select unnest(:about)
                union
                select m.source_id from part join membership m on m.part_of_id = part.id
            )
            select p.claim_id
            from part
            join attribution_source x on x.source_id = part.id
            join attribution l on l.id = x.attribution_id
            join appearance p on p.id = l.appearance_id
            union
            select p.claim_id
            from part join article a on a.publisher_id = part.id join appearance p on p.article_id = a.id
            union
            select p.claim_id
            from article a join appearance p on p.article_id = a.id
            where a.publisher_id is null and md5(a.site)::uuid in (
                select distinct md5(o.site)::uuid from part join article o on o.publisher_id = part.id)""";

    private static final String MEASURES_WITH_OTHER_UNITS = """
            select distinct f.measure_id
            from figure f join measure m on m.id = f.measure_id
            where f.unit is not null and f.unit is distinct from m.unit""";

    /** What a mark that may lead to very many claims and measures leads to. */
    private record Lead(Subject to, String ids) {}

    private static final Map<Subject, List<Lead>> LEADS = Map.of(
            Subject.ARTICLE, List.of(new Lead(Subject.CLAIM, CLAIMS_OF_ARTICLES)),
            Subject.SITE, List.of(new Lead(Subject.CLAIM, CLAIMS_OF_SITES)),
            Subject.SOURCE, List.of(new Lead(Subject.CLAIM, CLAIMS_OF_SOURCES)),
            Subject.RATES, List.of(new Lead(Subject.MEASURE, MEASURES_WITH_OTHER_UNITS)),
            Subject.EVERYTHING,
                    List.of(
                            new Lead(Subject.CLAIM, "select id from claim"),
                            new Lead(Subject.MEASURE, "select id from measure")));

    private final JdbcClient db;

    StandingMarks(JdbcClient db) {
        this.db = db;
    }

    boolean any(Subject... kinds) {
        return db.sql("select exists (select from standing_mark where kind = any(:kinds))")
                .param("kinds", Selection.texts(List.of(kinds)))
                .query(Boolean.class)
                .single();
    }

    /** What is marked, each thing once; null for what is not about one thing. */
    List<@Nullable UUID> about(Subject kind, int limit) {
        return db.sql("""
                        select distinct about_id from standing_mark
                        where kind = :kind order by about_id limit :limit""")
                .param("kind", kind.name())
                .param("limit", limit)
                .query((row, n) -> row.getObject("about_id", UUID.class))
                .list();
    }

    /** Puts marks of claims in the place of marks that may lead to very many of them; what rates bear on stays marked. */
    void spread(Subject kind, Collection<@Nullable UUID> about) {
        for (Lead lead : LEADS.getOrDefault(kind, List.of())) {
            if (lead.to() == Subject.CLAIM) {
                leading(
                                Sql.of(
                                        "insert into standing_mark (kind, about_id) select 'CLAIM', ids.id from ({ids}) ids (id) on conflict do nothing",
                                        Map.of("ids", lead.ids())),
                                about)
                        .update();
            }
        }
        if (kind == Subject.EVERYTHING) {
            db.sql("insert into standing_mark (kind) values ('RATES')").update();
        }
    }

    /** What all marks lead to, of one kind; empty if that is more than so many things. */
    Optional<Set<UUID>> marked(Subject to, int most) {
        Set<UUID> marked = new LinkedHashSet<>(about(to, most + 1));
        for (Subject kind : LEADS.keySet()) {
            List<UUID> about = about(kind, most + 1);
            if (!about.isEmpty()) {
                marked.addAll(ledTo(to, kind, about, most + 1));
            }
        }
        return marked.size() > most ? Optional.empty() : Optional.of(marked);
    }

    /** What such marks lead to, of one kind. */
    private List<UUID> ledTo(Subject to, Subject kind, Collection<@Nullable UUID> about, int limit) {
        return LEADS.getOrDefault(kind, List.of()).stream()
                .filter(lead -> lead.to() == to)
                .flatMap(lead -> leading(
                        Sql.of("select ids.id from ({ids}) ids (id) limit :limit", Map.of("ids", lead.ids())), about)
                        .param("limit", limit)
                        .query(UUID.class)
                        .list()
                        .stream())
                .toList();
    }

    private JdbcClient.StatementSpec leading(String sql, Collection<@Nullable UUID> about) {
        JdbcClient.StatementSpec statement = db.sql(sql);
        return sql.contains(":about") ? statement.param("about", ids(about)) : statement;
    }

    /** The claims given and all whose standing depends on them. */
    List<UUID> dependents(Collection<UUID> claims) {
        return claims.isEmpty()
                ? List.of()
                : db.sql(DEPENDENTS)
                        .param("claims", ids(claims))
                        .query(UUID.class)
                        .list();
    }

    /** Claims that have figures of these measures, so many at most. */
    List<UUID> claimsOf(Collection<UUID> measures, int most) {
        return db.sql("""
                        select distinct f.claim_id from figure f
                        where f.measure_id = any(:measures) and f.deleted_at is null limit :most""")
                .param("measures", ids(measures))
                .param("most", most)
                .query(UUID.class)
                .list();
    }

    /** Those of the caller's snapshot; what was marked since stays. */
    void remove(Subject kind, Collection<@Nullable UUID> about) {
        UUID[] ids = ids(about);
        // Apart, so that the index serves either.
        db.sql("delete from standing_mark where kind = :kind and "
                        + (ids.length == 0 ? "about_id is null" : "about_id = any(:about)"))
                .param("kind", kind.name())
                .param("about", ids)
                .update();
    }

    private static UUID[] ids(Collection<@Nullable UUID> ids) {
        return ids.stream().filter(Objects::nonNull).toArray(UUID[]::new);
    }
}
