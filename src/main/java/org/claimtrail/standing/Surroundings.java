package org.claimtrail.standing;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.claimtrail.claim.ClaimKey;
import org.claimtrail.claim.Claims;
import org.claimtrail.origin.ClaimGroup.Appearance;
import org.claimtrail.origin.ClaimGroup.Article;
import org.claimtrail.origin.ClaimGroup.Link;
import org.claimtrail.origin.Order;
import org.claimtrail.platform.Json;
import org.claimtrail.platform.Query;
import org.claimtrail.platform.Representation;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/**
 * What stands around a claim, as nodes and edges to be drawn: the claims that relations lead to, their articles, and who
 * has it from whom. A picture bears only so much, so there are at most {@value #MOST_CLAIMS} claims and
 * {@value #MOST_EDGES} edges, those nearest to the claim first.
 */
@Service
public class Surroundings {

    static final int MOST_CLAIMS = 100;
    static final int MOST_EDGES = 2000;
    private static final int MOST_STEPS = 3;

    /** The nearest first, then by number; one more than are shown, to see whether there are more. */
    private static final String CLAIMS = """
            with recursive near(id, steps) as (
                select cast(:claim as uuid), 0
                union
                select other.id, n.steps + 1
                from (select id, steps from near where steps < :depth limit :reach) n
                cross join lateral (
                    select r.to_claim_id as id from relation r where r.from_claim_id = n.id and r.deleted_at is null
                    union all
                    select r.from_claim_id from relation r where r.to_claim_id = n.id and r.deleted_at is null) other
                join claim c on c.id = other.id and c.deleted_at is null
            )
            select c.id, c.number, c.text, c.status
            from (select id, min(steps) as steps from near group by id) n join claim c on c.id = n.id
            order by n.steps, c.number limit :most""";

    private static final String RELATIONS = """
            select r.id, r.type, r.scope, r.from_claim_id, r.to_claim_id from relation r
            where r.from_claim_id = any(:claims) and r.to_claim_id = any(:claims) and r.deleted_at is null
            order by r.id limit :most""";

    /** A claim, a source or an article. What is not recorded has no node. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Node(
            UUID id,
            String type,
            @Nullable Long number,
            @Nullable String text,
            @Nullable String status,
            @Nullable String name) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Edge(
            String type,
            UUID from,
            UUID to,
            @Nullable UUID relation,
            @Nullable String scope,
            @Nullable UUID appearance) {}

    record Graph(int depth, List<Node> nodes, List<Edge> edges, boolean truncated) {}

    private final Claims claims;
    private final StandingQueries queries;
    private final JdbcClient db;

    Surroundings(Claims claims, StandingQueries queries, JdbcClient db) {
        this.claims = claims;
        this.queries = queries;
        this.db = db;
    }

    /** The query's {@code depth} says how many relations away a claim may be, from 0 to 3. */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public Representation read(ClaimKey key, Query query) {
        int depth = query.number("depth", 0, MOST_STEPS, 1);
        query.done();
        List<Node> near = claims(claims.liveId(key), depth);
        List<Node> shown = near.subList(0, Math.min(MOST_CLAIMS, near.size()));
        UUID[] ids = shown.stream().map(Node::id).toArray(UUID[]::new);

        List<Edge> edges = new ArrayList<>(relations(ids));
        Map<UUID, Article> articles = new LinkedHashMap<>();
        Map<UUID, List<Appearance>> appearances = queries.appearances(List.of(ids));
        for (UUID claim : ids) {
            appearances.getOrDefault(claim, List.of()).forEach(appearance -> {
                articles.putIfAbsent(appearance.article().id(), appearance.article());
                edges.addAll(edges(appearance));
            });
        }
        boolean truncated = near.size() > shown.size() || edges.size() > MOST_EDGES;
        List<Edge> drawn = edges.subList(0, Math.min(MOST_EDGES, edges.size()));
        return new Representation(
                Json.write(new Graph(depth, nodes(shown, articles, drawn), List.copyOf(drawn), truncated)));
    }

    private List<Node> claims(UUID claim, int depth) {
        return db.sql(CLAIMS)
                .param("claim", claim)
                .param("depth", depth)
                .param("reach", MOST_CLAIMS)
                .param("most", MOST_CLAIMS + 1)
                .query((row, n) -> new Node(
                        row.getObject("id", UUID.class),
                        "claim",
                        row.getLong("number"),
                        row.getString("text"),
                        row.getString("status"),
                        null))
                .list();
    }

    private List<Edge> relations(UUID[] claims) {
        return db.sql(RELATIONS)
                .param("claims", claims)
                .param("most", MOST_EDGES + 1)
                .query((row, n) -> new Edge(
                        row.getString("type"),
                        row.getObject("from_claim_id", UUID.class),
                        row.getObject("to_claim_id", UUID.class),
                        row.getObject("id", UUID.class),
                        row.getString("scope"),
                        null))
                .list();
    }

    /** From the claim to the article, from there to its publisher, and back along the chain to the origin. */
    private static List<Edge> edges(Appearance appearance) {
        UUID article = appearance.article().id();
        List<Edge> edges = new ArrayList<>();
        edges.add(edge("APPEARS_IN", appearance.claim(), article, appearance));
        if (appearance.article().publisher() != null) {
            edges.add(edge("PUBLISHED_BY", article, appearance.article().publisher(), appearance));
        }
        List<UUID> takers = List.of(article);
        for (int i = appearance.chain().size() - 1; i >= 0; i--) {
            Link link = appearance.chain().get(i);
            for (UUID taker : takers) {
                link.sources().forEach(giver -> edges.add(edge("HAS_IT_FROM", taker, giver, appearance)));
            }
            takers = link.sources();
        }
        return edges;
    }

    private static Edge edge(String type, UUID from, UUID to, Appearance appearance) {
        return new Edge(type, from, to, null, null, appearance.id());
    }

    /** The claims, and what the edges drawn lead to. */
    private List<Node> nodes(List<Node> claims, Map<UUID, Article> articles, List<Edge> drawn) {
        Set<UUID> reached = new LinkedHashSet<>();
        drawn.forEach(edge -> {
            reached.add(edge.from());
            reached.add(edge.to());
        });
        claims.forEach(claim -> reached.remove(claim.id()));
        Map<UUID, String> names = new HashMap<>();
        db.sql("select id, name from source where id = any(:ids)")
                .param("ids", reached.toArray(UUID[]::new))
                .query(row -> {
                    names.put(row.getObject("id", UUID.class), row.getString("name"));
                });
        List<Node> nodes = new ArrayList<>(claims);
        nodes.addAll(reached.stream()
                .map(id -> articles.containsKey(id)
                        ? new Node(
                                id,
                                "article",
                                null,
                                null,
                                null,
                                articles.get(id).title())
                        : new Node(id, "source", null, null, null, names.get(id)))
                .sorted(Comparator.comparing(Node::type).thenComparing(Node::id, Order.BY_ID))
                .toList());
        return nodes;
    }
}
