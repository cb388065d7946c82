package org.claimtrail.article;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.claimtrail.database.PatientLocks;
import org.claimtrail.database.Positions;
import org.claimtrail.platform.Actor;
import org.claimtrail.platform.Faults;
import org.claimtrail.source.SourceMerges;
import org.claimtrail.thing.Merge;
import org.claimtrail.thing.Merges;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Merges articles that turn out to be one document, and takes them apart again. Claims that appear in the duplicate appear in
 * the newest version of the survivor then, which is found by the addresses of both. Somebody whom both speak of without
 * naming him, by the same words, is one.
 */
@Service
class ArticleMerges extends Merges {

    private static final String REFERRING_CLAIMS = "select claim_id from appearance where article_id = :duplicate";

    private static final String MOVED_CLAIMS = """
            select p.claim_id from article_merge_reference r join appearance p on p.id = r.holder_id
            where r.merge_id = :merge and r.kind = 'APPEARANCE'""";

    private static final String MOVED_SOURCES =
            "select holder_id from article_merge_reference where merge_id = :merge and kind = 'WITHIN'";

    private static final String GOT_ADDRESSES =
            "select holder_id from article_merge_reference where merge_id = :merge and kind = 'ADDRESS'";

    private static final String GOT_FILES = """
            select m.into_id from article_merge m
            where m.id = :merge and exists (
                select from article_merge_reference r where r.merge_id = m.id and r.kind = 'FILE')""";

    /** A source that the duplicate speaks of without naming it, and the one that the survivor calls so. */
    private record Namesakes(UUID duplicate, UUID survivor) {}

    private final SourceMerges sources;

    ArticleMerges(PatientLocks locks, SourceMerges sources, JdbcClient db, Actor actor, Clock clock) {
        super(
                ArticleQueries.KIND,
                "coalesce(t.url, t.citation)",
                "'url', t.url, 'citation', t.citation",
                locks,
                db,
                actor,
                clock);
        this.sources = sources;
    }

    @Override
    protected void lockToMerge(UUID duplicate, UUID survivor) {
        lockWithClaims(REFERRING_CLAIMS, duplicate, survivor);
    }

    @Override
    protected void lockToUndo(Merge merge) {
        lockWithClaims(MOVED_CLAIMS, merge);
    }

    @Override
    protected void move(Merge merge, String reason, Timestamp now) {
        change(merge, """
                insert into article_merge_reference (merge_id, kind, holder_id, before)
                select :merge, 'APPEARANCE', p.id, jsonb_build_object('article_version', p.article_version)
                from appearance p where p.article_id = :duplicate""");
        change(merge, """
                update appearance p set article_id = :survivor, article_version = a.current_version
                from article a where a.id = :survivor and p.article_id = :duplicate""");
        moveUnnamed(merge, reason, now);
        moveAddresses(merge);
        moveFiles(merge);
        touch("claim", MOVED_CLAIMS, merge, now);
        touch("article", GOT_ADDRESSES, merge, now);
        touch("article", GOT_FILES, merge, now);
    }

    /** What somebody changed since stays as it is. */
    @Override
    protected void putBack(Merge merge, Timestamp now) {
        putBackUnnamed(merge, now);
        change(merge, """
                update appearance p set article_id = :duplicate, article_version = (r.before ->> 'article_version')::int
                from article_merge_reference r
                where r.merge_id = :merge and r.kind = 'APPEARANCE' and p.id = r.holder_id
                  and p.article_id is not distinct from :survivor""");
        removeAddresses(merge);
        putBackFiles(merge);
        // Nothing referred to an article that was merged, so whatever does came back just now.
        touch("claim", REFERRING_CLAIMS, merge, now);
        touch("article", GOT_ADDRESSES, merge, now);
        touch("article", GOT_FILES, merge, now);
    }

    private void moveUnnamed(Merge merge, String reason, Timestamp now) {
        List<Namesakes> namesakes =
                db.sql("""
                        select d.id as duplicate, s.id as survivor
                        from source d
                        join source s on s.within_article_id = :survivor and s.name_key = d.name_key and s.kind = 'UNNAMED'
                            and s.deleted_at is null and not s.shares_name
                        where d.within_article_id = :duplicate and d.kind = 'UNNAMED' and d.deleted_at is null
                        order by d.id""").params(values(merge)).query(Namesakes.class).list();
        for (Namesakes both : namesakes) {
            sources.merge(both.duplicate(), both.survivor(), reason, new Faults());
            db.sql(
                            "insert into article_merge_reference (merge_id, kind, holder_id) values (:merge, 'SPEAKER', :source)")
                    .param("merge", merge.id())
                    .param("source", both.duplicate())
                    .update();
        }
        change(merge, """
                insert into article_merge_reference (merge_id, kind, holder_id)
                select :merge, 'WITHIN', s.id from source s
                where s.within_article_id = :duplicate and s.deleted_at is null""");
        change(merge, """
                update source s set within_article_id = :survivor
                from article_merge_reference r
                where r.merge_id = :merge and r.kind = 'WITHIN' and s.id = r.holder_id""");
        touch("source", MOVED_SOURCES, merge, now);
    }

    private void putBackUnnamed(Merge merge, Timestamp now) {
        db.sql("""
                        select s.id from article_merge_reference r join source s on s.id = r.holder_id
                        where r.merge_id = :merge and r.kind = 'SPEAKER' and s.merged_into_id is not null
                        order by s.id""").param("merge", merge.id()).query(UUID.class).list().forEach(sources::undo);
        change(merge, """
                update source s set within_article_id = :duplicate
                from article_merge_reference r
                where r.merge_id = :merge and r.kind = 'WITHIN' and s.id = r.holder_id
                  and s.within_article_id is not distinct from :survivor""");
        touch("source", MOVED_SOURCES, merge, now);
    }

    /**
     * Notes the addresses that the survivor has not of its own. One that it has by another merge is noted too, so that each of
     * the two can be undone alone.
     */
    private void moveAddresses(Merge merge) {
        change(merge, """
                insert into article_merge_reference (merge_id, kind, holder_id, before)
                select :merge, 'ADDRESS', :survivor,
                    jsonb_build_object('url', given.url, 'canonical_url', given.canonical_url)
                from (
                    select d.url, d.canonical_url, -1 as place from article d where d.id = :duplicate and d.url is not null
                    union all
                    select x.url, x.canonical_url, x.position from article_address x where x.article_id = :duplicate) given
                where given.url not in (select s.url from article s where s.id = :survivor and s.url is not null)
                  and not exists (
                    select from article_address x
                    where x.article_id = :survivor and x.url = given.url
                      and not exists (
                        select from article_merge o join article_merge_reference r on r.merge_id = o.id and r.kind = 'ADDRESS'
                        where o.into_id = :survivor and o.id <> :merge and r.before ->> 'url' = x.url
                          and not exists (select from article_merge_undo u where u.merge_id = o.id)))
                order by given.place""");
        change(merge, """
                insert into article_address (article_id, position, url, canonical_url)
                select :survivor,
                    (select count(*) from article_address x where x.article_id = :survivor)
                        + row_number() over (order by r.id) - 1,
                    r.before ->> 'url', r.before ->> 'canonical_url'
                from article_merge_reference r
                where r.merge_id = :merge and r.kind = 'ADDRESS' and not exists (
                    select from article_address x where x.article_id = :survivor and x.url = r.before ->> 'url')""");
    }

    /** A file that both have stays with each. */
    private void moveFiles(Merge merge) {
        change(merge, """
                insert into article_merge_reference (merge_id, kind, holder_id, before)
                select :merge, 'FILE', f.id, jsonb_build_object('article_version', f.article_version)
                from article_file f
                where f.article_id = :duplicate and f.deleted_at is null and not exists (
                    select from article_file o
                    where o.article_id = :survivor and o.sha256 = f.sha256 and o.deleted_at is null)""");
        change(merge, """
                update article_file f set article_id = :survivor, article_version = null
                from article_merge_reference r
                where r.merge_id = :merge and r.kind = 'FILE' and f.id = r.holder_id""");
    }

    private void putBackFiles(Merge merge) {
        change(merge, """
                update article_file f
                set article_id = :duplicate, article_version = (r.before ->> 'article_version')::int
                from article_merge_reference r
                where r.merge_id = :merge and r.kind = 'FILE' and f.id = r.holder_id and f.article_id = :survivor""");
    }

    private void removeAddresses(Merge merge) {
        change(merge, """
                delete from article_address x
                using article_merge_reference r
                where r.merge_id = :merge and r.kind = 'ADDRESS' and x.article_id = :survivor and x.url = r.before ->> 'url'
                  and not exists (
                    select from article_merge o join article_merge_reference other on other.merge_id = o.id
                    where o.into_id = :survivor and o.id <> :merge and other.kind = 'ADDRESS'
                      and other.before ->> 'url' = x.url
                      and not exists (select from article_merge_undo u where u.merge_id = o.id))""");
        Positions.close(db, "article_address", "article_id", merge.survivor());
    }
}
