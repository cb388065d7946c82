package org.claimtrail.publication;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.claimtrail.assessment.Assessments;
import org.claimtrail.assessment.EvidenceLog;
import org.claimtrail.claim.ClaimKey;
import org.claimtrail.claim.ClaimParts;
import org.claimtrail.claim.Claims;
import org.claimtrail.claim.Relations;
import org.claimtrail.database.Selection;
import org.claimtrail.exchange.LinkedData;
import org.claimtrail.platform.Ids;
import org.claimtrail.platform.Json;
import org.claimtrail.platform.Page;
import org.claimtrail.platform.Query;
import org.claimtrail.prose.Prose;
import org.claimtrail.prose.Tree;
import org.claimtrail.publication.PublishedClaim.Correction;
import org.claimtrail.source.Sources;
import org.claimtrail.standing.SourceRecords;
import org.claimtrail.standing.Standings;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads what is published. All but {@link #endOf} and {@link #survivor} is to be called while the {@code PublicRecord} is read,
 * and so finds nothing else.
 */
@Service
public class Publications {

    private static final String FEW = "20";

    public static final int MOST_PARTS = 200;

    /**
     * When a page last became another: as the claim changed, or as one that bears on it, or on one that it is repeated by, was
     * published, withdrawn or judged. That it changed at all is all that is told of what is not published.
     */
    private static final String MODIFIED = """
            with recursive told (id) as (
                select cast(:claim as uuid)
                union
                select case when r.from_claim_id = t.id then r.to_claim_id else r.from_claim_id end
                from told t
                join public.relation r on t.id in (r.from_claim_id, r.to_claim_id)
                where r.type = 'REPEATS' and r.scope = 'FULL' and r.deleted_at is null
            ), around (id) as (
                select t.id from told t
                union
                select r.from_claim_id from told t join public.relation r on r.to_claim_id = t.id
                union
                select r.to_claim_id from told t join public.relation r on r.from_claim_id = t.id
            )
            select greatest(
                (select c.updated_at from claim c where c.id = :claim),
                (select max(s.at) from around a join public.stage_change s on s.claim_id = a.id
                 where s.from_stage = 'DONE' or s.to_stage = 'DONE'),
                (select max(c.updated_at) from around a join claim c on c.id = a.id),
                (select max(c.deleted_at) from around a join public.claim c on c.id = a.id where c.stage = 'DONE'))""";

    private static final String CORRECTIONS = """
            select distinct on (v.article_id) v.article_id, v.note = 'WITHDRAWN' as withdrawn, v.recorded_at
            from article_version v
            where v.article_id = any(cast(:articles as uuid[])) and v.note in ('CORRECTED', 'WITHDRAWN')
            order by v.article_id, v.version desc""";

    /** What was published once: by a review that was closed. */
    private static final String ENDED = """
            select c.deleted_at is null and c.stage <> 'DROPPED'
            from public.claim c
            where {key} and (
                c.stage = 'DONE' and c.deleted_at is not null
                or exists (select from public.stage_change s where s.claim_id = c.id and s.from_stage = 'DONE'))""";

    private static final String SURVIVOR = """
            with recursive merged (id, into_id) as (
                select s.id, s.merged_into_id from public.source s where s.id = :id
                union
                select s.id, s.merged_into_id from merged m join public.source s on s.id = m.into_id
            )
            select m.id from merged m where m.into_id is null""";

    private final Claims claims;
    private final Standings standings;
    private final Relations relations;
    private final EvidenceLog evidence;
    private final Assessments assessments;
    private final Sources sources;
    private final SourceRecords records;
    private final LinkedData markup;
    private final Prose prose;
    private final JdbcClient db;

    Publications(
            Claims claims,
            Standings standings,
            Relations relations,
            EvidenceLog evidence,
            Assessments assessments,
            Sources sources,
            SourceRecords records,
            LinkedData markup,
            Prose prose,
            JdbcClient db) {
        this.claims = claims;
        this.standings = standings;
        this.relations = relations;
        this.evidence = evidence;
        this.assessments = assessments;
        this.sources = sources;
        this.records = records;
        this.markup = markup;
        this.prose = prose;
        this.db = db;
    }

    /** What was published and is not. */
    public enum End {
        UNDER_REVIEW,
        WITHDRAWN
    }

    /**
     * @param base the address of the API, for the markup
     * @param pages the address that those of pages of claims begin with
     */
    public PublishedClaim claim(ClaimKey key, String base, String pages) {
        ObjectNode claim = claims.read(key).tree();
        UUID id = UUID.fromString(claim.get("id").stringValue());
        ClaimKey same = ClaimKey.of(id);
        String page = pages + "C-" + claim.get("number").asString();
        ObjectNode standing = standings.inPublic(id).tree();
        List<ObjectNode> related = parts(relations, same);
        List<ObjectNode> pieces = parts(evidence, same);
        List<ObjectNode> assessed = parts(assessments, same);
        List<ObjectNode> documents = markup.onPage(
                claim,
                standing.get("origins"),
                List.copyOf(related),
                List.copyOf(assessed),
                pieces,
                base,
                page,
                assessment -> prose.rating(tree(assessment)));
        Tree told = tree(claim);
        return new PublishedClaim(
                told,
                tree(standing),
                related.stream().map(Publications::tree).toList(),
                pieces.stream().map(Publications::tree).toList(),
                assessed.stream().map(Publications::tree).toList(),
                corrections(told),
                documents.stream().map(Publications::text).toList(),
                db.sql(MODIFIED)
                        .param("claim", id)
                        .query(OffsetDateTime.class)
                        .single()
                        .toInstant());
    }

    private static Tree tree(JsonNode object) {
        return (Tree) requireNonNull(Tree.of(object));
    }

    /** A claim alone. */
    public Tree claim(ClaimKey key) {
        return Tree.of(claims.read(key));
    }

    public Page claims(Query query) {
        return claims.list(query);
    }

    public PublishedSource source(UUID id, String base, String page) {
        Tree source = Tree.of(sources.read(id));
        Page made = claims.list(new Query(
                Map.of("source", List.of(id.toString()), "sort", List.of("-updatedAt"), "limit", List.of(FEW))));
        return new PublishedSource(
                source,
                Tree.of(records.read(id)),
                Tree.of(made),
                made.next() != null,
                text(markup.sourceOnPage(id, base, page)));
    }

    /** @throws org.claimtrail.platform.NotRecorded unless it is published */
    public void requireSource(UUID id) {
        sources.read(id);
    }

    public Page sources(Query query) {
        return sources.list(query);
    }

    /** What became of a claim that was published. */
    public Optional<End> endOf(ClaimKey key) {
        Optional<UUID> id = Ids.parse(key.toString());
        var asked = id.isPresent()
                ? db.sql(ENDED.replace("{key}", "c.id = :key")).param("key", id.get())
                : db.sql(ENDED.replace("{key}", "c.number = :key"))
                        .param("key", Long.valueOf(key.toString().substring("C-".length())));
        return asked.query(Boolean.class).optional().map(returns -> returns ? End.UNDER_REVIEW : End.WITHDRAWN);
    }

    /** What a source was merged into, in the end. */
    public Optional<UUID> survivor(UUID source) {
        return db.sql(SURVIVOR)
                .param("id", source)
                .query(UUID.class)
                .optional()
                .filter(survivor -> !survivor.equals(source));
    }

    /** Claims of a span of numbers, each with when it last changed. */
    public List<Listed> claimsFrom(long first, long last) {
        return db.sql("""
                        select 'C-' || c.number as name, c.updated_at from claim c
                        where c.number between :first and :last order by c.number""")
                .param("first", first)
                .param("last", last)
                .query((row, n) -> new Listed(
                        row.getString("name"),
                        row.getObject("updated_at", OffsetDateTime.class).toInstant()))
                .list();
    }

    /** The spans of so many numbers that have claims, by their places from 1 on, and when one of each last changed. */
    public List<Listed> spans(int size) {
        return db.sql("""
                        select (c.number - 1) / :size + 1 as name, max(c.updated_at) as updated_at
                        from claim c group by 1 order by 1""")
                .param("size", size)
                .query((row, n) -> new Listed(
                        row.getString("name"),
                        row.getObject("updated_at", OffsetDateTime.class).toInstant()))
                .list();
    }

    /** So many sources of the record, those that are published of them. */
    public List<Listed> sourcesFrom(UUID first, int size) {
        return db.sql("""
                        select cast(s.id as text) as name, s.updated_at
                        from (select o.id from public.source o where o.id >= :first order by o.id limit :size) span
                        join source s on s.id = span.id
                        order by s.id""")
                .param("first", first)
                .param("size", size)
                .query((row, n) -> new Listed(
                        row.getString("name"),
                        row.getObject("updated_at", OffsetDateTime.class).toInstant()))
                .list();
    }

    /** The first of each so many sources of the record: they come at the end, so that the spans stay. */
    public List<UUID> firstSources(int size) {
        return db.sql("""
                        select n.id from (
                            select o.id, row_number() over (order by o.id) as place from public.source o) n
                        where (n.place - 1) % :size = 0 order by n.id""").param("size", size).query(UUID.class).list();
    }

    /** What a sitemap tells of a page, or of a part of itself. */
    public record Listed(String name, Instant modified) {}

    /** As many as a page shows. */
    private static List<ObjectNode> parts(ClaimParts<?> kind, ClaimKey claim) {
        return kind.list(claim, new Query(Map.of("limit", List.of(String.valueOf(MOST_PARTS))))).items().stream()
                .map(item -> Json.parseObject(item.getBytes(StandardCharsets.UTF_8)))
                .toList();
    }

    private Map<String, Correction> corrections(Tree claim) {
        List<UUID> articles = new ArrayList<>();
        if (claim.get("appearances") instanceof List<?> appearances) {
            for (Object appearance : appearances) {
                if (appearance instanceof Map<?, ?> place && place.get("article") instanceof Map<?, ?> article) {
                    articles.add(UUID.fromString(String.valueOf(article.get("id"))));
                }
            }
        }
        Map<String, Correction> corrections = new HashMap<>();
        db.sql(CORRECTIONS).param("articles", Selection.texts(articles)).query(row -> {
            corrections.put(
                    row.getString("article_id"),
                    new Correction(
                            row.getBoolean("withdrawn"),
                            row.getObject("recorded_at", OffsetDateTime.class).toInstant()));
        });
        return corrections;
    }

    private static String text(ObjectNode markup) {
        return new String(Json.write(markup), StandardCharsets.UTF_8);
    }
}
