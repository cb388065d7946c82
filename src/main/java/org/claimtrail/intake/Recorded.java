package org.claimtrail.intake;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.claimtrail.address.AddressRules;
import org.claimtrail.article.Articles;
import org.claimtrail.claim.Claims;
import org.claimtrail.database.Selection;
import org.claimtrail.database.Sql;
import org.claimtrail.platform.Json;
import org.claimtrail.platform.Query;
import org.claimtrail.thing.ExternalIds;
import org.claimtrail.thing.Resource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Looks up what rows of a file are already recorded as. */
@Component
class Recorded {

    /**
     * What a row is known to be.
     *
     * @param thing absent where a dry run came across it
     * @param digest of what the row said when it came in; absent where the thing did not come in by an import
     * @param changeSet in which that was recorded
     * @param importId by which it came in
     */
    record Known(
            @Nullable UUID thing,
            boolean deleted,
            byte @Nullable [] digest,
            @Nullable String changeSet,
            @Nullable UUID importId) {}

    /**
     * How a claim is worded, and in which articles it is made: what is the same in both is taken for the same claim.
     *
     * @param articles addresses, or else titles and citations
     */
    record Wording(String text, Set<String> articles) {

        /** Whether all that another one says is said by this. */
        boolean covers(Wording other) {
            return text.equals(other.text) && articles.containsAll(other.articles);
        }
    }

    /** Of a change set: that it is neither an import's nor a following's. */
    private static final String SOMEONE =
            "s.through not like 'import %' and not (s.by = 'system' and s.through like 'follow %')";

    private final ExternalIds externalIds;
    private final AddressRules addresses;
    private final Claims claims;
    private final Articles articles;
    private final JdbcClient db;

    Recorded(ExternalIds externalIds, AddressRules addresses, Claims claims, Articles articles, JdbcClient db) {
        this.externalIds = externalIds;
        this.addresses = addresses;
        this.claims = claims;
        this.articles = articles;
        this.db = db;
    }

    /** Of a claim as a body or an answer tells it. */
    Wording wording(ObjectNode claim) {
        Set<String> articles = new HashSet<>();
        for (JsonNode appearance : claim.path("appearances")) {
            JsonNode article = appearance.path("article");
            String url = article.path("url").asString("");
            articles.add(
                    url.isEmpty()
                            ? article.path("title")
                                    .asString(article.path("citation").asString(""))
                            : page(url));
        }
        return new Wording(folded(claim.path("text").asString("")), Set.copyOf(articles));
    }

    private static String folded(String text) {
        return text.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
    }

    private String page(String url) {
        try {
            return addresses.document(url).value();
        } catch (IllegalArgumentException e) {
            return url;
        }
    }

    /** What came in before by these names, by the newest import of each; else what is called so here. */
    Map<Key.Name, Known> known(UUID importId, Collection<Key> keys) {
        Map<Key.Name, Known> known = new HashMap<>();
        Map<Resource, Set<String>> called = new HashMap<>();
        Map<Resource, Set<String>> named = new HashMap<>();
        for (Key key : keys) {
            called.computeIfAbsent(key.resource(), kind -> new HashSet<>()).add(key.called());
            named.computeIfAbsent(key.resource(), kind -> new HashSet<>()).addAll(key.names());
        }
        named.forEach((kind, names) -> {
            Map<String, ExternalIds.Found> found = externalIds.find(kind, names);
            keys.stream()
                    .filter(key -> key.resource() == kind)
                    .forEach(key -> key.names().stream()
                            .map(found::get)
                            .filter(Objects::nonNull)
                            .findFirst()
                            .ifPresent(thing ->
                                    known.put(key.name(), new Known(thing.id(), thing.deleted(), null, null, null))));
        });
        called.forEach((kind, names) -> {
            db.sql(Sql.of("""
                            select distinct on (i.called) i.called, i.thing_id, i.digest, i.change_set_id::text as change_set,
                                i.import_id, t.deleted_at is not null as deleted
                            from import_item i
                            join import m on m.id = i.import_id and (not m.dry_run or m.id = :import)
                            left join {table} t on t.id = i.thing_id
                            where i.called = any(:called) and i.resource = :resource
                              -- What was undone may come in again.
                              and (m.state not in ('UNDOING', 'UNDONE') or t.deleted_at is null)
                            order by i.called, i.import_id desc, i.nth desc""", Map.of("table", kind.table())))
                    .param("called", Selection.texts(names))
                    .param("resource", kind.toString())
                    .param("import", importId)
                    .query(row -> {
                        known.put(
                                new Key.Name(kind, row.getString("called")),
                                new Known(
                                        row.getObject("thing_id", UUID.class),
                                        row.getBoolean("deleted"),
                                        row.getBytes("digest"),
                                        row.getString("change_set"),
                                        row.getObject("import_id", UUID.class)));
                    });
        });
        return known;
    }

    /** Of bodies of claims, those of which the wording is recorded, in all of their articles. */
    Map<Wording, UUID> worded(Collection<Wording> wordings) {
        Map<Wording, UUID> found = new HashMap<>();
        if (wordings.isEmpty()) {
            return found;
        }
        List<UUID> alike = db.sql("""
                        select c.id from claim c
                        where hashtextextended(lower(c.text), 0) = any(
                                select hashtextextended(lower(t), 0) from unnest(cast(:texts as text[])) t)
                          and c.deleted_at is null
                        order by c.number
                        limit 2000""")
                .param("texts", wordings.stream().map(Wording::text).distinct().toArray(String[]::new))
                .query(UUID.class)
                .list();
        Map<UUID, ObjectNode> answers = claims.live(alike);
        List<Map.Entry<UUID, Wording>> there = new ArrayList<>();
        alike.forEach(id ->
                Optional.ofNullable(answers.get(id)).ifPresent(claim -> there.add(Map.entry(id, wording(claim)))));
        for (Wording wording : wordings) {
            there.stream()
                    .filter(claim -> claim.getValue().covers(wording))
                    .findFirst()
                    .ifPresent(claim -> found.put(wording, claim.getKey()));
        }
        return found;
    }

    /** Which thing that stands by itself has the name or the address that a body gives. */
    Optional<UUID> named(Draft draft) {
        ObjectNode body = draft.body();
        return switch (draft.resource()) {
            case SOURCE, TOPIC, MEASURE ->
                db.sql(Sql.of(
                                "select id from {table} where name_key = name_key(:name) and deleted_at is null order by id limit 1",
                                Map.of("table", draft.resource().table())))
                        .param("name", body.path("name").asString(""))
                        .query(UUID.class)
                        .optional();
            case ARTICLE ->
                body.path("url").isString() ? articleAt(body.path("url").stringValue()) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private Optional<UUID> articleAt(String url) {
        return articles.list(new Query(Map.of("url", List.of(url)))).items().stream()
                .findFirst()
                .map(item ->
                        UUID.fromString(Json.mapper().readTree(item).get("id").stringValue()));
    }

    /**
     * Whether anybody changed what a thing says since it came in: not that, another import, or what is followed. What a claim
     * shows of others, its status and its stage are no part of it.
     */
    boolean wasChangedHere(Resource kind, UUID id, String since) {
        return db.sql(
                        kind == Resource.CLAIM
                                ? Sql.of("""
                        with later as (
                            select v.began from history.claim v
                            where v.id = :id and v.began > cast(:since as xid8) and not exists (
                                select from history.claim p
                                where p.id = v.id and p.ended = v.began and p.text = v.text and p.kind = v.kind
                                  and p.language is not distinct from v.language
                                  and p.occurred is not distinct from v.occurred
                                  and p.resolves_by is not distinct from v.resolves_by
                                  and p.place is not distinct from v.place
                                  and p.external_ids is not distinct from v.external_ids)
                            union all
                            select began from history.figure where claim_id = :id and began > cast(:since as xid8)
                            union all
                            select began from history.appearance where claim_id = :id and began > cast(:since as xid8)
                            union all
                            select began from history.claim_topic where claim_id = :id and began > cast(:since as xid8)
                            union all
                            select began from history.claim_about where claim_id = :id and began > cast(:since as xid8)
                        )
                        select exists (
                            select from later l join history.change_set s on s.id = l.began
                            where {someone})""", Map.of("someone", SOMEONE))
                                : Sql.of("""
                        select exists (
                            select from history.{table} v join history.change_set s on s.id = v.began
                            where v.id = :id and v.began > cast(:since as xid8) and {someone})""", Map.of("table", kind.table(), "someone", SOMEONE)))
                .param("id", id)
                .param("since", since)
                .query(Boolean.class)
                .single();
    }
}
