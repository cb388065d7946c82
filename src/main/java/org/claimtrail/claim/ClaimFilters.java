package org.claimtrail.claim;

import org.claimtrail.platform.Query;
import org.claimtrail.platform.Selection;
import org.springframework.stereotype.Component;

/** The filters that lists and counts of claims share. Several values of one filter are or-ed, filters are and-ed. */
@Component
class ClaimFilters {

    Selection read(Query query) {
        return new Selection()
                .where("c.deleted_at is null")
                .where("words(c.text) @@ websearch_to_tsquery('simple', :q)", "q", query.text("q"))
                .whereAny("c.status = any(:status)", "status", query.choices("status", Status.class))
                .whereAny("c.stage = any(:stage)", "stage", query.choices("stage", Stage.class))
                .whereAny("c.kind = any(:kind)", "kind", query.choices("kind", ClaimKind.class))
                .whereAny("""
                        c.id in (
                            select ct.claim_id from claim_topic ct join topic t on t.id = ct.topic_id
                            where t.name_key in (select name_key(n) from unnest(:topic) n))""", "topic", query.texts("topic"))
                .whereAny("""
                        c.id in (
                            select p.claim_id
                            from attribution_source x
                            join attribution l on l.id = x.attribution_id
                            join appearance p on p.id = l.appearance_id
                            where x.source_id = any(cast(:source as uuid[])) and p.deleted_at is null
                            union all
                            select p.claim_id from article a join appearance p on p.article_id = a.id
                            where a.publisher_id = any(cast(:source as uuid[])) and p.deleted_at is null)""", "source", query.ids("source"))
                .whereAny("""
                        c.id in (
                            select p.claim_id
                            from attribution_source x
                            join attribution l on l.id = x.attribution_id
                            join appearance p on p.id = l.appearance_id
                            where x.source_id = any(cast(:origin as uuid[])) and l.position = 0
                              and p.deleted_at is null
                            union all
                            select p.claim_id from article a join appearance p on p.article_id = a.id
                            where a.publisher_id = any(cast(:origin as uuid[])) and p.deleted_at is null
                              and not exists (select from attribution l where l.appearance_id = p.id))""", "origin", query.ids("origin"))
                .whereAny("""
                        c.id in (
                            select ca.claim_id from claim_about ca
                            where ca.source_id = any(cast(:about as uuid[])))""", "about", query.ids("about"))
                .whereAny("""
                        c.id in (
                            select p.claim_id from appearance p
                            where p.article_id = any(cast(:article as uuid[])) and p.deleted_at is null)""", "article", query.ids("article"))
                .whereAny("""
                        c.id in (
                            select p.claim_id from article a join appearance p on p.article_id = a.id
                            where a.publisher_id = any(cast(:publisher as uuid[])) and p.deleted_at is null)""", "publisher", query.ids("publisher"))
                .whereAny("""
                        c.id in (
                            select f.claim_id from figure f
                            where f.measure_id = any(cast(:measure as uuid[])) and f.deleted_at is null)""", "measure", query.ids("measure"))
                .where("c.created_at >= :createdFrom", "createdFrom", query.from("createdFrom"))
                .where("c.created_at < :createdTo", "createdTo", query.until("createdTo"));
    }
}
