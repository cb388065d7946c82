package org.claimtrail.files;

import java.util.Map;
import org.claimtrail.database.Listing;
import org.claimtrail.database.Selection;
import org.claimtrail.database.Sql;
import org.claimtrail.note.Noted;
import org.claimtrail.platform.Page;
import org.claimtrail.platform.Query;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Files that were removed from things that are there. Their bytes stay until the thing is purged, so that they can come back. */
@Service
public class RemovedFiles {

    private static final String OF_KIND = """
            select f.id, f.deleted_at, f.name, f.media_type, f.bytes, '{kind}' as kind, t.id as thing_id, {author} as author,
                {called} as called, {page} as page,
                (select h.began from history.{kind}_file h
                 where h.id = f.id and h.deleted_at = f.deleted_at order by h.began limit 1) as began
            from {kind}_file f join {kind} t on t.id = f.{kind}_id {claim}
            where f.deleted_at is not null and t.deleted_at is null and {live}""";

    private static final String ALL = "("
            + Sql.of(
                    OF_KIND,
                    Map.of(
                            "kind", "evidence",
                            "author", "null",
                            "called", "coalesce(t.title, t.url)",
                            "page", "'/claims/C-' || c.number || '/evidence/' || t.id",
                            "claim", "join claim c on c.id = t.claim_id",
                            "live", "c.deleted_at is null"))
            + "\nunion all\n"
            + Sql.of(
                    OF_KIND,
                    Map.of(
                            "kind",
                            "note",
                            "author",
                            "t.author",
                            "called",
                            "t.text",
                            "page",
                            Noted.address("t", "c.number") + " || '/notes/' || t.id",
                            "claim",
                            "left join claim c on c.id = t.claim_id",
                            "live",
                            Noted.isLive("t")))
            + "\nunion all\n"
            + Sql.of(
                    OF_KIND,
                    Map.of(
                            "kind", "article",
                            "author", "null",
                            "called", "coalesce(v.title, t.url, t.citation)",
                            "page", "'/articles/' || t.id",
                            "claim", "join article_version v on v.article_id = t.id and v.version = t.current_version",
                            "live", "true"))
            + ") d";

    /** {@code page} is the address of the thing, below which its files have theirs. */
    private static final String JSON = """
            (select json_strip_nulls(json_build_object(
                'id', d.id,
                'name', d.name,
                'mediaType', d.media_type,
                'bytes', d.bytes,
                'kind', d.kind,
                'called', d.called,
                'author', d.author,
                'page', d.page,
                'at', rfc3339(d.deleted_at),
                'by', s.by))
             from (select) one left join history.change_set s on s.id = d.began)""";

    private static final Listing LISTING =
            new Listing(ALL, "d", JSON, "-at").sortedBy("at", "d.deleted_at", "timestamptz");

    private final JdbcClient db;

    RemovedFiles(JdbcClient db) {
        this.db = db;
    }

    /** By words in their names, or of some things alone. */
    public Page list(Query query) {
        Selection selection = new Selection()
                .whereAny("d.thing_id = any(cast(:thing as uuid[]))", "thing", query.ids("thing"))
                .where("name_key(d.name) like :q", "q", query.text("q").map(Selection::contained));
        return LISTING.page(db, query, selection);
    }
}
