package org.claimtrail.source;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.claimtrail.database.Listing;
import org.claimtrail.database.NamePart;
import org.claimtrail.database.Selection;
import org.claimtrail.database.Sql;
import org.claimtrail.database.StoredJson;
import org.claimtrail.platform.Conflict;
import org.claimtrail.platform.Page;
import org.claimtrail.platform.Query;
import org.claimtrail.thing.ExternalIds;
import org.claimtrail.thing.Kind;
import org.claimtrail.thing.Resource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads sources. */
@Component
class SourceQueries {

    private static final String JSON = """
            json_strip_nulls(json_build_object(
                'id', s.id,
                'name', s.name,
                'kind', s.kind,
                'aliases', coalesce((
                    select json_agg(a.alias order by a.position) from source_alias a where a.source_id = s.id), '[]'),
                'partOf', coalesce((
                    select json_agg(json_build_object(
                        'source', json_build_object('id', w.id, 'name', w.name),
                        'from', m.since,
                        'until', m.until) order by m.position)
                    from membership m join source w on w.id = m.part_of_id
                    where m.source_id = s.id), '[]'),
                'description', s.description,
                'homepage', s.homepage,
                'country', s.country,
                'wikidataId', s.wikidata_id,
                'reliability', s.reliability,
                'withinArticle', case when s.within_article_id is not null then (
                    select json_build_object('id', a.id, 'url', a.url, 'citation', a.citation)
                    from article a where a.id = s.within_article_id) end,
                'externalIds', external_ids(s.external_ids),
                'createdAt', rfc3339(s.created_at),
                'updatedAt', rfc3339(s.updated_at)))""";

    static final Kind<Source> KIND =
            new Kind<>(Resource.SOURCE, Source.class, "s", JSON, Resource.SOURCE, Resource.ARTICLE);

    private static final Listing LISTING = KIND.listing("name")
            .sortedBy("name", "s.name_key", "text")
            .sortedBy("createdAt", "s.created_at", "timestamptz")
            .sortedBy("updatedAt", "s.updated_at", "timestamptz");

    private final JdbcClient db;

    SourceQueries(JdbcClient db) {
        this.db = db;
    }

    Page list(Query query) {
        return LISTING.page(db, query, selected(query));
    }

    /** Which sources, {@code s}, a query selects. */
    static Selection selected(Query query) {
        Optional<NamePart> q = query.text("q").map(NamePart::new);
        Selection selection = new Selection()
                .where("s.deleted_at is null")
                .where(
                        q.map(part -> Sql.of(
                                        """
                                        ({name} or exists (
                                            select from source_alias a where a.source_id = s.id and {alias}))""",
                                        Map.of(
                                                "name", part.isIn("s.name", "s.name_key"),
                                                "alias", part.isIn("a.alias", "a.alias_key"))))
                                .orElse("true"),
                        "q",
                        q.map(NamePart::value))
                .whereOneOf("s.kind", "kind", query.choices("kind", SourceKind.class))
                .whereAny("""
                        exists (select from membership m
                            where m.source_id = s.id and m.part_of_id = any(cast(:partOf as uuid[])))""", "partOf", query.ids("partOf"));
        return ExternalIds.filter(selection, Resource.SOURCE, "s", query);
    }

    /** Somebody whom an article does not name has got a name, by which to be found from now on. */
    void forgetArticle(UUID id) {
        db.sql("update source set within_article_id = null where id = :id and within_article_id is not null")
                .param("id", id)
                .update();
    }

    /** What refers to a source, the first ten. */
    List<Conflict.Other> referrers(UUID id) {
        return StoredJson.others(db, """
                (select 'claim' as type, c.id, 'C-' || c.number as name
                 from claim_about a join claim c on c.id = a.claim_id
                 where a.source_id = :id and c.deleted_at is null limit 10)
                union
                (select 'claim', c.id, 'C-' || c.number
                 from attribution_source x
                 join attribution l on l.id = x.attribution_id
                 join appearance p on p.id = l.appearance_id and p.deleted_at is null
                 join claim c on c.id = p.claim_id
                 where x.source_id = :id and c.deleted_at is null limit 10)
                union
                (select 'article', a.id, coalesce(a.url, a.citation)
                 from article a where a.publisher_id = :id and a.deleted_at is null limit 10)
                union
                (select 'source', s.id, s.name
                 from membership m join source s on s.id = m.source_id
                 where m.part_of_id = :id and s.deleted_at is null limit 10)
                union
                (select 'evidence', e.id, e.title
                 from evidence e join claim c on c.id = e.claim_id
                 where e.provider_id = :id and e.deleted_at is null and c.deleted_at is null limit 10)
                union
                (select 'assessment', r.id, r.rating
                 from assessment r join claim c on c.id = r.claim_id
                 where r.reviewer_id = :id and r.deleted_at is null and c.deleted_at is null limit 10)
                union
                (select 'exchange-rate', x.id, concat_ws(' ', x.from_currency, x.to_currency, x.day)
                 from exchange_rate x where x.source_id = :id and x.deleted_at is null limit 10)
                limit 10""", Map.of("id", id));
    }

    /** What a source refers to that is deleted. */
    List<Conflict.Other> deletedWholes(UUID id) {
        return StoredJson.others(db, """
                with whole as materialized (
                    select w.id, w.name, w.deleted_at from source w
                    where w.id in (select m.part_of_id from membership m where m.source_id = :id)
                    order by w.id for share)
                select 'source' as type, id, name from whole where deleted_at is not null limit 10""", Map.of("id", id));
    }
}
