package org.claimtrail.exchange;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.claimtrail.claim.Claims;
import org.claimtrail.database.Selection;
import org.claimtrail.database.Sql;
import org.claimtrail.note.Noted;
import org.claimtrail.platform.Query;
import org.claimtrail.thing.Resource;
import org.claimtrail.thing.Things;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds what belongs to an export, in its order: claims by their numbers, all else by ids, so as it was recorded. */
@Component
class Places {

    /** How places of a kind are selected. */
    private record Shape(String from, String alias, String key, String type, String claim, String weight) {

        Shape(Resource kind, String claim) {
            this(kind.table() + " " + first(kind), first(kind), first(kind) + ".id", "uuid", claim, "0");
        }

        /** What one is on. */
        String on() {
            return alias.equals("n") ? Noted.json("n") : "cast(null as json)";
        }

        private static String first(Resource kind) {
            return kind.table().substring(0, 1);
        }
    }

    private static final String NO_CLAIM = "cast(null as uuid)";

    private static final Map<Resource, Shape> SHAPES = Map.of(
            Resource.CLAIM,
            new Shape("claim c", "c", "c.number", "bigint", NO_CLAIM, "0"),
            Resource.TOPIC,
            new Shape(Resource.TOPIC, NO_CLAIM),
            Resource.MEASURE,
            new Shape(Resource.MEASURE, NO_CLAIM),
            Resource.SOURCE,
            new Shape(Resource.SOURCE, NO_CLAIM),
            Resource.ARTICLE,
            new Shape(
                    "article a join article_version v on v.article_id = a.id and v.version = a.current_version",
                    "a",
                    "a.id",
                    "uuid",
                    NO_CLAIM,
                    "(select coalesce(sum(octet_length(b.body)), 0) from article_version b where b.article_id = a.id)"),
            Resource.EVIDENCE,
            new Shape(Resource.EVIDENCE, "e.claim_id"),
            Resource.ASSESSMENT,
            new Shape(Resource.ASSESSMENT, "a.claim_id"),
            Resource.RELATION,
            new Shape(Resource.RELATION, "r.from_claim_id"),
            Resource.NOTE,
            new Shape(Resource.NOTE, "n.claim_id"),
            Resource.EXCHANGE_RATE,
            new Shape("exchange_rate r", "r", "r.id", "uuid", NO_CLAIM, "0"));

    private static final String CHOSEN = "(select c.id from claim c where {claims})";

    /** Which things claims need, by the claims. */
    private static final Map<Resource, String> NEEDED = Map.of(
            Resource.TOPIC,
            "t.id in (select ct.topic_id from claim_topic ct where ct.claim_id in {chosen})",
            Resource.MEASURE,
            "m.id in (select f.measure_id from figure f where f.deleted_at is null and f.claim_id in {chosen})",
            Resource.ARTICLE,
            "a.id in {articles}",
            Resource.EVIDENCE,
            "e.claim_id in {chosen}",
            Resource.ASSESSMENT,
            "a.claim_id in {chosen}",
            Resource.NOTE,
            """
            (n.claim_id in {chosen} or n.source_id in {sources} or n.article_id in {articles})
            and\s""" + Noted.isLive("n"),
            Resource.RELATION,
            "r.from_claim_id in {chosen} and r.to_claim_id in {chosen}",
            Resource.SOURCE,
            "s.id in {sources}");

    private static final String ARTICLES =
            "(select p.article_id from appearance p where p.deleted_at is null and p.claim_id in {chosen})";

    /** Whoever is named, and what they are part of. */
    private static final String SOURCES = """
            (
                with recursive chosen as materialized {chosen},
                named (id) as (
                    (select x.source_id
                     from appearance p
                     join attribution l on l.appearance_id = p.id
                     join attribution_source x on x.attribution_id = l.id
                     where p.deleted_at is null and p.claim_id in (select id from chosen)
                     union all
                     select a.publisher_id from appearance p join article a on a.id = p.article_id
                     where p.deleted_at is null and p.claim_id in (select id from chosen)
                     union all
                     select ca.source_id from claim_about ca where ca.claim_id in (select id from chosen)
                     union all
                     select e.provider_id from evidence e
                     where e.deleted_at is null and e.claim_id in (select id from chosen)
                     union all
                     select v.reviewer_id from assessment v
                     where v.deleted_at is null and v.claim_id in (select id from chosen))
                    union
                    select m.part_of_id from named n join membership m on m.source_id = n.id
                )
                select id from named)""";

    private final Claims claims;
    private final Map<Resource, Things<?>> things;
    private final JdbcClient db;

    Places(Claims claims, List<Things<?>> things, JdbcClient db) {
        this.claims = claims;
        this.things = things.stream().collect(Collectors.toMap(Things::resource, Function.identity()));
        this.db = db;
    }

    /** Those of a list, by its filters. */
    List<Place> listed(Resource kind, Query query, @Nullable String after, int most) {
        if (kind == Resource.CLAIM) {
            return claims.selecting(query, selection -> read(kind, selection, after, most));
        }
        Selection selection = requireNonNull(things.get(kind)).selected(query);
        query.done();
        return read(kind, selection, after, most);
    }

    /** Claims of a list of which the work is done. */
    List<Place> done(Query query, @Nullable String after, int most) {
        return claims.selecting(
                query, selection -> read(Resource.CLAIM, selection.copy().where("c.stage = 'DONE'"), after, most));
    }

    /**
     * Those of a kind that claims have or need, by the filters of claims.
     *
     * @param among only those of these; empty for all
     */
    List<Place> needed(Resource kind, Optional<Set<UUID>> among, Query query, @Nullable String after, int most) {
        return claims.selecting(query, selected -> {
            String chosen = Sql.of(CHOSEN, Map.of("claims", selected.sql()));
            Map<String, String> parts = Map.of("chosen", chosen);
            Selection selection = live(kind, among)
                    .where(Sql.of(
                            requireNonNull(NEEDED.get(kind)),
                            Map.of(
                                    "chosen",
                                    chosen,
                                    "articles",
                                    Sql.of(ARTICLES, parts),
                                    "sources",
                                    Sql.of(SOURCES, parts))));
            selected.values().forEach(selection::value);
            return read(kind, selection, after, most);
        });
    }

    /** All of a kind that there are; likewise. */
    List<Place> all(Resource kind, Optional<Set<UUID>> among, @Nullable String after, int most) {
        Selection live = live(kind, among);
        return read(kind, kind == Resource.NOTE ? live.where(Noted.isLive("n")) : live, after, most);
    }

    private static Selection live(Resource kind, Optional<Set<UUID>> among) {
        String alias = requireNonNull(SHAPES.get(kind)).alias();
        return new Selection()
                .where(alias + ".deleted_at is null")
                .where(alias + ".id = any(cast(:among as uuid[]))", "among", among.map(Selection::texts));
    }

    private List<Place> read(Resource kind, Selection selection, @Nullable String after, int most) {
        Shape shape = requireNonNull(SHAPES.get(kind));
        if (after != null) {
            selection = selection
                    .copy()
                    .where(
                            Sql.of(
                                    "{key} > cast(:placesAfter as {type})",
                                    Map.of("key", shape.key(), "type", shape.type())),
                            "placesAfter",
                            Optional.of(after));
        }
        return db.sql(Sql.of(
                        """
                        select {alias}.id, cast({key} as text) as key, {claim} as claim, {on} as on_thing, {weight} as weight
                        from {from} where {conditions} order by {key} limit :placesMost""",
                        Map.of(
                                "alias",
                                shape.alias(),
                                "key",
                                shape.key(),
                                "claim",
                                shape.claim(),
                                "on",
                                shape.on(),
                                "weight",
                                shape.weight(),
                                "from",
                                shape.from(),
                                "conditions",
                                selection.sql())))
                .params(selection.values())
                .param("placesMost", most)
                .query((row, n) -> new Place(
                        row.getObject("id", UUID.class),
                        row.getString("key"),
                        row.getObject("claim", UUID.class),
                        on(row.getString("on_thing")),
                        row.getLong("weight")))
                .list();
    }

    private static Noted.@Nullable Thing on(@Nullable String json) {
        Noted.Thing on = Noted.Thing.of(json);
        return on != null && on.isOther() ? on : null;
    }
}
