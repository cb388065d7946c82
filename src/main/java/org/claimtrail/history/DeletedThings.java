package org.claimtrail.history;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.claimtrail.database.Listing;
import org.claimtrail.database.Selection;
import org.claimtrail.database.Sql;
import org.claimtrail.database.StoredJson;
import org.claimtrail.note.Noted;
import org.claimtrail.platform.Page;
import org.claimtrail.platform.Query;
import org.claimtrail.platform.Representation;
import org.claimtrail.thing.Resource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * What was deleted and can be restored, of all kinds. What was merged into another is no part of it, nor what was purged: of
 * that nothing is left.
 */
@Service
public class DeletedThings {

    /** What tells people which one it is: of each kind, as far as it goes, the members that its answer has. */
    private static final Map<Resource, String> TOLD = Map.of(
            Resource.CLAIM, "'number', t.number, 'text', t.text",
            Resource.RELATION, """
                    'from', (select json_build_object('number', c.number) from claim c where c.id = t.from_claim_id),
                    'type', t.type, 'scope', t.scope, 'note', t.note,
                    'to', (select json_build_object('number', c.number) from claim c where c.id = t.to_claim_id)""",
            Resource.EVIDENCE, "'stance', t.stance, 'title', t.title, 'url', t.url",
            Resource.ASSESSMENT, "'rating', t.rating, 'summary', t.summary, 'url', t.url",
            Resource.NOTE, "'text', t.text",
            Resource.SOURCE, "'name', t.name",
            Resource.ARTICLE, """
                    'title', (select v.title from article_version v where v.article_id = t.id and v.version = t.current_version),
                    'url', t.url, 'citation', t.citation""",
            Resource.MEASURE, "'name', t.name",
            Resource.TOPIC, "'name', t.name",
            Resource.EXCHANGE_RATE, "'from', t.from_currency, 'to', t.to_currency, 'rate', t.rate, 'on', t.day");

    /** Deleted things of a kind. A later change of what is deleted, as when a name in it is purged, did not delete it. */
    private static final String OF_KIND = """
            select '{resource}' as resource, t.id, t.deleted_at, {claim} as claim_id, {on} as on_thing,
                json_strip_nulls(json_build_object({told})) as told,
                (select h.began from history.{table} h
                 where h.id = t.id and h.deleted_at = t.deleted_at order by h.began limit 1) as began
            from {table} t
            where t.deleted_at is not null {merged}
              and not exists (
                select from history.purge p
                where p.resource = '{resource}' and p.resource_id = t.id and not p.keeps_present)""";

    private static final String ALL = Resource.those(resource -> true)
            .map(resource -> Sql.of(
                    OF_KIND,
                    Map.of(
                            "resource",
                            resource,
                            "table",
                            resource.table(),
                            "claim",
                            resource.isPart() ? "t." + resource.claims().get(0) : "null::uuid",
                            "on",
                            resource == Resource.NOTE ? Noted.namedJson("t") : "null::json",
                            "told",
                            requireNonNull(TOLD.get(resource)),
                            "merged",
                            isMerged(resource) ? "and t.merged_into_id is null" : "")))
            .collect(Collectors.joining("\nunion all\n", "(", ") d"));

    private static final String JSON = """
            (select json_strip_nulls(json_build_object(
                'resource', d.resource,
                'id', d.id,
                'claim', (select json_build_object('id', c.id, 'number', c.number) from claim c where c.id = d.claim_id),
                'on', d.on_thing,
                'thing', d.told,
                'at', rfc3339(d.deleted_at),
                'by', s.by,
                'through', s.through,
                'reason', s.reason))
             from (select) one left join history.change_set s on s.id = d.began)""";

    private static final Listing LISTING =
            new Listing(ALL, "d", JSON, "-at").sortedBy("at", "d.deleted_at", "timestamptz");

    private final JdbcClient db;

    DeletedThings(JdbcClient db) {
        this.db = db;
    }

    /** By kind, by who deleted them, by words in what they are called. */
    public Page list(Query query) {
        Selection selection = new Selection()
                .whereOneOf("d.resource", "resource", query.values("resource", Resource::parse))
                .whereAny(
                        "exists (select from history.change_set s where s.id = d.began and s.by = any(:by))",
                        "by",
                        query.texts("by"))
                .where("""
                        name_key((
                            select string_agg(case
                                when v.key = 'number' then 'C-' || v.value || ':'
                                when v.value like '{"number"%' then 'C-' || regexp_replace(v.value, '[^0-9]', '', 'g')
                                else v.value
                            end, ' ')
                            from json_each_text(d.told) v)) like :q""", "q", query.text("q").map(Selection::contained));
        return LISTING.page(db, query, selection);
    }

    /** One of them, as the list shows it. */
    public Representation read(Resource resource, UUID id) {
        return StoredJson.one(
                db,
                resource.thing(),
                Sql.of(
                        "select null::timestamptz as deleted_at, {json} as json from {all} where d.resource = :resource and d.id = :id",
                        Map.of("json", JSON, "all", ALL)),
                Map.of("resource", resource.toString(), "id", id),
                id);
    }

    /** How much there is of what would be purged with a claim, by what one is called; what there is none of is left out. */
    public Map<String, Long> belonging(UUID claim) {
        Map<String, String> counts = new LinkedHashMap<>();
        counts.put("figure", "select count(*) from figure t where t.claim_id = :claim");
        counts.put("appearance", "select count(*) from appearance t where t.claim_id = :claim");
        Resource.those(Resource::isPart)
                .forEach(part -> counts.put(
                        part.thing(),
                        Sql.of(
                                "select count(*) from {table} t where :claim in ({claims})",
                                Map.of("table", part.table(), "claims", "t." + String.join(", t.", part.claims())))));
        Map<String, Long> belonging = new LinkedHashMap<>();
        counts.forEach((thing, sql) -> {
            long count = db.sql(sql).param("claim", claim).query(Long.class).single();
            if (count > 0) {
                belonging.put(thing, count);
            }
        });
        return belonging;
    }

    private static boolean isMerged(Resource resource) {
        return List.of(Resource.SOURCE, Resource.ARTICLE, Resource.MEASURE).contains(resource);
    }
}
