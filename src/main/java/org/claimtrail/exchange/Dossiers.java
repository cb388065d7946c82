package org.claimtrail.exchange;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.claimtrail.assessment.Assessments;
import org.claimtrail.assessment.EvidenceLog;
import org.claimtrail.claim.Claims;
import org.claimtrail.claim.Relations;
import org.claimtrail.database.Selection;
import org.claimtrail.exchange.Dossier.ArticleFacts;
import org.claimtrail.exchange.Dossier.Correction;
import org.claimtrail.exchange.Dossier.SourceFacts;
import org.claimtrail.platform.Json;
import org.claimtrail.standing.Standings;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads dossiers: by a few statements, however many claims there are. */
@Component
class Dossiers {

    private final Claims claims;
    private final Standings standings;
    private final Relations relations;
    private final Assessments assessments;
    private final EvidenceLog evidence;
    private final JdbcClient db;

    Dossiers(
            Claims claims,
            Standings standings,
            Relations relations,
            Assessments assessments,
            EvidenceLog evidence,
            JdbcClient db) {
        this.claims = claims;
        this.standings = standings;
        this.relations = relations;
        this.assessments = assessments;
        this.evidence = evidence;
        this.db = db;
    }

    /** More than any claim has. */
    static final int ALL = 1_000_000_000;

    /**
     * Those of live claims, in their order.
     *
     * @param most how many relations and assessments they have at most
     */
    List<Dossier> of(List<UUID> ids, int most) {
        Map<UUID, ObjectNode> found = claims.live(ids);
        Map<UUID, JsonNode> origins = standings.origins(ids);
        Map<UUID, List<JsonNode>> related = items(relations.of(ids, most));
        Map<UUID, List<JsonNode>> assessed = items(assessments.of(ids, most));
        List<JsonNode> reviews =
                assessed.values().stream().flatMap(List::stream).toList();
        Map<String, ObjectNode> used = new HashMap<>();
        evidence.live(named(reviews, "evidence")).forEach((id, one) -> used.put(id.toString(), one));
        return together(ids, found, origins, related, assessed, used);
    }

    /**
     * That of a claim of which answers were read already.
     *
     * @param evidence all of the claim's
     */
    Dossier of(
            ObjectNode claim,
            JsonNode origins,
            List<JsonNode> relations,
            List<JsonNode> assessments,
            List<ObjectNode> evidence) {
        UUID id = UUID.fromString(claim.get("id").stringValue());
        Map<String, ObjectNode> used = new HashMap<>();
        evidence.forEach(one -> used.put(one.get("id").stringValue(), one));
        return together(
                        List.of(id),
                        Map.of(id, claim),
                        Map.of(id, origins),
                        Map.of(id, relations),
                        Map.of(id, assessments),
                        used)
                .get(0);
    }

    private List<Dossier> together(
            List<UUID> ids,
            Map<UUID, ObjectNode> found,
            Map<UUID, JsonNode> origins,
            Map<UUID, List<JsonNode>> related,
            Map<UUID, List<JsonNode>> assessed,
            Map<String, ObjectNode> used) {
        Map<String, ArticleFacts> documents = articles(named(found.values(), "article"));
        Set<UUID> named = new LinkedHashSet<>(named(found.values(), "sources", "about"));
        assessed.values().forEach(reviews -> named.addAll(named(reviews, "reviewer")));
        named.addAll(named(used.values(), "provider"));
        origins.values().forEach(several -> named.addAll(named(List.of(several), "sources")));
        documents.values().stream()
                .map(ArticleFacts::publisherId)
                .filter(Objects::nonNull)
                .map(UUID::fromString)
                .forEach(named::add);
        Map<String, SourceFacts> sources = sources(named);
        return ids.stream()
                .map(id -> new Dossier(
                        requireNonNull(found.get(id)),
                        requireNonNull(origins.get(id)),
                        requireNonNull(related.get(id)),
                        requireNonNull(assessed.get(id)),
                        used,
                        sources,
                        documents))
                .toList();
    }

    /** What markup tells of sources. */
    Map<String, SourceFacts> sources(Collection<UUID> ids) {
        Map<String, SourceFacts> found = new LinkedHashMap<>();
        db.sql("""
                        select s.id, s.name, s.kind, s.homepage, s.wikidata_id
                        from source s where s.id = any(cast(:ids as uuid[]))""").param("ids", Selection.texts(ids)).query(row -> {
            found.put(
                    row.getString("id"),
                    new SourceFacts(
                            row.getString("id"),
                            row.getString("name"),
                            row.getString("kind"),
                            row.getString("homepage"),
                            row.getString("wikidata_id")));
        });
        return found;
    }

    /** What markup tells of articles. */
    Map<String, ArticleFacts> articles(Collection<UUID> ids) {
        Map<String, ArticleFacts> found = new LinkedHashMap<>();
        db.sql("""
                        select a.id, a.url, a.citation, v.title, a.medium, a.published_on, a.language, a.archive_url, a.publisher_id,
                            array(select w.name from article_author w where w.article_id = a.id order by w.position) as authors,
                            c.note, rfc3339(c.recorded_at) as recorded_at
                        from article a
                        join article_version v on v.article_id = a.id and v.version = a.current_version
                        left join lateral (
                            select o.note, o.recorded_at from article_version o
                            where o.article_id = a.id and o.note in ('CORRECTED', 'WITHDRAWN')
                            order by o.version desc limit 1) c on true
                        where a.id = any(cast(:ids as uuid[]))""").param("ids", Selection.texts(ids)).query(row -> {
            String note = row.getString("note");
            found.put(
                    row.getString("id"),
                    new ArticleFacts(
                            row.getString("id"),
                            row.getString("url"),
                            row.getString("citation"),
                            row.getString("title"),
                            row.getString("medium"),
                            row.getString("published_on"),
                            row.getString("language"),
                            row.getString("archive_url"),
                            row.getString("publisher_id"),
                            Arrays.asList((String[]) row.getArray("authors").getArray()),
                            note == null ? null : new Correction(note, row.getString("recorded_at"))));
        });
        return found;
    }

    private static Map<UUID, List<JsonNode>> items(Map<UUID, String> lists) {
        Map<UUID, List<JsonNode>> items = new HashMap<>();
        lists.forEach((id, list) -> items.put(
                id,
                List.copyOf(Json.parseObject(list.getBytes(StandardCharsets.UTF_8))
                        .get("items")
                        .values())));
        return items;
    }

    /** The ids of what is named by members of these names, anywhere. */
    private static Set<UUID> named(Collection<? extends JsonNode> trees, String... members) {
        Set<UUID> ids = new LinkedHashSet<>();
        for (JsonNode tree : trees) {
            for (String member : members) {
                tree.findValues(member).stream()
                        .flatMap(found -> found.isArray() ? found.values().stream() : Stream.of(found))
                        .map(ref -> ref.path("id").asString(""))
                        .filter(id -> !id.isEmpty())
                        .map(UUID::fromString)
                        .forEach(ids::add);
            }
        }
        return ids;
    }
}
