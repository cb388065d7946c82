package org.claimtrail.article;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.claimtrail.address.AddressRules;
import org.claimtrail.database.Listing;
import org.claimtrail.database.Selection;
import org.claimtrail.database.Sql;
import org.claimtrail.database.StoredJson;
import org.claimtrail.platform.Conflict;
import org.claimtrail.platform.Page;
import org.claimtrail.platform.Query;
import org.claimtrail.platform.Representation;
import org.claimtrail.thing.AttachedFiles;
import org.claimtrail.thing.ExternalIds;
import org.claimtrail.thing.Kind;
import org.claimtrail.thing.Resource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads articles. Lists leave the bodies out. */
@Component
class ArticleQueries {

    private static final String FROM =
            "article a join article_version v on v.article_id = a.id and v.version = a.current_version";

    static final Kind<Article> KIND =
            new Kind<>(Resource.ARTICLE, Article.class, FROM, "a", json("v.body"), Set.of(Resource.SOURCE));

    private static final Listing LISTING = new Listing(FROM, "a", json("null"), "-createdAt")
            .sortedBy("createdAt", "a.created_at", "timestamptz")
            .sortedBy("updatedAt", "a.updated_at", "timestamptz")
            .sortedBy(
                    "publishedOn",
                    "coalesce(a.published_on_earliest, 'infinity'::date)",
                    "coalesce(a.published_on_earliest, '-infinity'::date)",
                    "date");

    /** Those that another article {@code a} is, by their addresses or citations. */
    private static final String OTHERS = """
            from article o join article_version w on w.article_id = o.id and w.version = o.current_version
            where o.deleted_at is null and o.id <> a.id and o.id in (
                select p.id from article p where p.canonical_url = a.duplicate_url and p.deleted_at is null
                union all
                select p.id from article p where p.duplicate_url = a.canonical_url and p.deleted_at is null
                union all
                select x.article_id from article_address x where x.canonical_url in (a.canonical_url, a.duplicate_url)
                union all
                select p.id
                from article_address x join article p on p.canonical_url = x.canonical_url and p.deleted_at is null
                where x.article_id = a.id
                union all
                select p.id from article p
                where a.url is null and p.url is null and p.citation_key = a.citation_key and p.deleted_at is null
                  and not p.shares_name
                union all
                select p.id from article p
                where a.url is null and p.url is null and p.citation_key = a.citation_key and p.deleted_at is null
                  and p.shares_name)""";

    private static final Listing DUPLICATES = new Listing(
                    FROM, "a", Sql.of("""
            json_strip_nulls(json_build_object(
                'id', a.id, 'name', coalesce(v.title, a.url, a.citation), 'url', a.url, 'citation', a.citation,
                'createdAt', rfc3339(a.created_at),
                'duplicates', (
                    select json_agg(json_build_object(
                        'id', o.id, 'name', coalesce(w.title, o.url, o.citation), 'url', o.url, 'citation', o.citation,
                        'createdAt', rfc3339(o.created_at)) order by o.created_at, o.id)
                    {others})))""", Map.of("others", OTHERS)), "-createdAt")
            .sortedBy("createdAt", "a.created_at", "timestamptz");

    private static final String VERSION = """
            json_strip_nulls(json_build_object(
                'version', v.version,
                'title', v.title,
                'body', {body},
                'sha256', v.sha256,
                'note', v.note,
                'recordedAt', rfc3339(v.recorded_at)))""";

    private final JdbcClient db;
    private final AddressRules addresses;

    ArticleQueries(JdbcClient db, AddressRules addresses) {
        this.db = db;
        this.addresses = addresses;
    }

    private static String json(String body) {
        return Sql.of("""
            json_strip_nulls(json_build_object(
                'id', a.id,
                'url', a.url,
                'canonicalUrl', a.canonical_url,
                'citation', a.citation,
                'medium', a.medium,
                'title', v.title,
                'publisher', case when a.publisher_id is not null then (
                    select json_build_object('id', s.id, 'name', s.name) from source s where s.id = a.publisher_id) end,
                'authors', coalesce((
                    select json_agg(w.name order by w.position) from article_author w where w.article_id = a.id), '[]'),
                'publishedOn', a.published_on,
                'retrievedAt', rfc3339(a.retrieved_at),
                'language', a.language,
                'archiveUrl', a.archive_url,
                'addresses', coalesce((
                    select json_agg(x.url order by x.position) from article_address x where x.article_id = a.id), '[]'),
                'version', v.version,
                'note', v.note,
                'body', {body},
                'sha256', v.sha256,
                'files', {files},
                'externalIds', external_ids(a.external_ids),
                'createdAt', rfc3339(a.created_at),
                'updatedAt', rfc3339(a.updated_at)))""", Map.of("body", body, "files", AttachedFiles.of("article", "a.id")));
    }

    private static final String WORDS = "words(v.title) @@ websearch_to_tsquery('simple', search.asked(:q))";

    private static final String OF_FEW = Sql.of("""
            a.id = any(array(
                select p.id from article_version v join article p on p.id = v.article_id and p.current_version = v.version
                where {words}))""", Map.of("words", WORDS));

    private static final int MOST_BY_INDEX = 10_000;

    Page list(Query query) {
        return LISTING.page(db, query, selected(query));
    }

    /**
     * Whether few titles are expected to have these words: those are found by their index. The planner would rather go through
     * the newest articles until a page is full, and so through all of them where the words are in none.
     */
    private boolean isInFew(String words) {
        return Listing.expected(
                        db,
                        Sql.of("select from article_version v where {words}", Map.of("words", WORDS)),
                        Map.of("q", words))
                <= MOST_BY_INDEX;
    }

    /** Which articles, {@code a}, a query selects. */
    Selection selected(Query query) {
        Optional<String> q = query.searched("q");
        Selection selection = new Selection()
                .where("a.deleted_at is null")
                .where(q.filter(this::isInFew).isPresent() ? OF_FEW : WORDS, "q", q)
                .whereAny(
                        """
                        a.id in (
                            select p.id from article p where p.canonical_url = any(:url) and p.deleted_at is null
                            union all
                            select x.article_id from article_address x where x.canonical_url = any(:url))""",
                        "url",
                        query.values("url", url -> addresses.document(url).value()))
                .whereOneOf("a.publisher_id", "uuid", "publisher", query.ids("publisher"))
                .whereOneOf("a.medium", "medium", query.choices("medium", Medium.class));
        query.days("publishedFrom", "publishedTo")
                .ifPresent(range -> selection.canMean("a.published_on", "published", range));
        return ExternalIds.filter(selection, Resource.ARTICLE, "a", query);
    }

    /** Each is told once: the one whose address was folded anew, or was taken in a race. */
    Page duplicates(Query query) {
        return DUPLICATES.page(
                db,
                query,
                new Selection()
                        .where("a.deleted_at is null")
                        .where("""
                        a.id in (
                            select p.id from article p where p.duplicate_url is not null and p.deleted_at is null
                            union all
                            select p.id from article p where p.shares_name and p.deleted_at is null
                            union all
                            select p.id
                            from article_address x
                            join article p on p.canonical_url = x.canonical_url and p.deleted_at is null
                            where p.id <> x.article_id)""")
                        .where(Sql.of("exists (select {others})", Map.of("others", OTHERS))));
    }

    /** The versions without their bodies. */
    Page versions(UUID id, Query query) {
        ObjectNode versions = StoredJson.one(
                        db, "article", Sql.of("""
                        select a.deleted_at, json_build_object('versions', (
                            select json_agg({version} order by v.version)
                            from article_version v where v.article_id = a.id)) as json
                        from article a where a.id = :id""", Map.of("version", Sql.of(VERSION, Map.of("body", "null")))), id)
                .tree();
        return Page.of((ArrayNode) versions.get("versions"), "version", "version", "-version", query);
    }

    Representation version(UUID id, int version) {
        return StoredJson.one(
                db,
                "version of the article",
                Sql.of(
                        "select null::timestamptz as deleted_at, {json} as json from article_version v where v.article_id = :id and v.version = :version",
                        Map.of("json", Sql.of(VERSION, Map.of("body", "v.body")))),
                Map.of("id", id, "version", version),
                version);
    }

    /** What refers to an article, the first ten. */
    List<Conflict.Other> referrers(UUID id) {
        return StoredJson.others(db, """
                select distinct 'claim' as type, c.id, 'C-' || c.number as name
                from appearance p join claim c on c.id = p.claim_id
                where p.article_id = :id and p.deleted_at is null and c.deleted_at is null
                limit 10""", Map.of("id", id));
    }

    /** What an article refers to that is deleted. */
    List<Conflict.Other> deletedPublisher(UUID id) {
        return StoredJson.others(db, """
                with publisher as materialized (
                    select s.id, s.name, s.deleted_at from source s
                    where s.id = (select a.publisher_id from article a where a.id = :id)
                    for share)
                select 'source' as type, id, name from publisher where deleted_at is not null""", Map.of("id", id));
    }
}
