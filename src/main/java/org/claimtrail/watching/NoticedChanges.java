package org.claimtrail.watching;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.claimtrail.database.Sql;
import org.claimtrail.past.Horizon;
import org.claimtrail.thing.Resource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Makes notices of changes. How far it has come is noted in the transaction that makes them, so that after a crash none is
 * missing and none is there twice; of several instances, one at a time does it.
 */
@Component
class NoticedChanges {

    /** So many change sets are looked at together. */
    private static final int BATCH = 500;

    /** So many reasons are kept of one notice: whoever imports many claims tells of all of them by it. */
    static final int MOST_REASONS = 50;

    /** Notes on what stands by itself, as a change set found them or left them. */
    private static final String NOTED_THINGS = Resource.those(kind -> kind.isNoted() && kind.isNamedByClaims())
            .map(kind -> Sql.of("""

                    union select p.set, '{kind}', r.{kind}_id
                    from part p join history.note r on r.id = p.resource_id and p.set in (r.began, r.ended)
                    where p.resource = 'note' and r.{kind}_id is not null""", Map.of("kind", kind)))
            .collect(Collectors.joining());

    /** The change sets that are looked at, and what they changed: a part of a thing is a change of the thing. */
    private static final String CHANGED = Sql.of(
            """
            with changed as materialized (
                select s.id, s.at, s.by from history.change_set s where s.id = any(cast(:sets as xid8[]))
            ), part as materialized (
                select s.id as set, h.resource, h.resource_id
                from changed s join history.change h on h.change_set_id = s.id
            ), thing as materialized (
                select t.* from (
                    select p.set, p.resource, p.resource_id from part p where p.resource = any(:things)
                    union
                    {parts}
                ) t
                -- What is gone for good is not told of.
                where not exists (
                    select from history.purged g join history.purge u on u.id = g.purge_id
                    where g.resource = t.resource and g.resource_id = t.resource_id and not u.keeps_present)
            )""",
            Map.of(
                    "parts",
                    Resource.those(Resource::isPart)
                                    .flatMap(part -> part.claims().stream()
                                            .map(claim -> Sql.of(
                                                    """
                                    select p.set, 'claim', r.{claim}
                                    from part p join history.{table} r on r.id = p.resource_id
                                    where p.resource = '{part}' and r.{claim} is not null""", Map.of("claim", claim, "table", part.table(), "part", part))))
                                    .collect(Collectors.joining("\nunion "))
                            + NOTED_THINGS));

    /** What is of a claim as a change set found it or left it: what it took away is told, too. */
    private static final String THEN = "({row}.ended is null or {row}.ended = t.set)";

    private static final String NOTICES = Sql.of(
            """
            , key as (
                select t.set, t.resource, t.resource_id, t.resource as kind, t.resource_id as id from thing t
                union
                select t.set, t.resource, t.resource_id, 'topic', k.topic_id
                from thing t join history.claim_topic k on k.claim_id = t.resource_id and {kThen}
                where t.resource = 'claim'
                union
                select t.set, t.resource, t.resource_id, 'source', k.source_id
                from thing t join history.claim_about k on k.claim_id = t.resource_id and {kThen}
                where t.resource = 'claim'
                union
                select t.set, t.resource, t.resource_id, 'measure', k.measure_id
                from thing t join history.figure k on k.claim_id = t.resource_id and {kThen}
                where t.resource = 'claim' and k.deleted_at is null
                union
                select t.set, t.resource, t.resource_id, o.kind, o.id
                from thing t
                join history.appearance k on k.claim_id = t.resource_id and {kThen}
                cross join lateral (
                    select 'article' as kind, k.article_id as id
                    union all
                    select 'source', a.publisher_id from article a where a.id = k.article_id
                    union all
                    select 'source', x.source_id
                    from history.attribution l
                    join history.attribution_source x on x.attribution_id = l.id and {xThen}
                    where l.appearance_id = k.id and {lThen}
                ) o
                where t.resource = 'claim' and k.deleted_at is null
            ), found (account_id, set, resource, resource_id, reason, kind, watched_id) as (
                select w.account_id, k.set, k.resource, k.resource_id, 'WATCHED', k.kind, k.id
                from key k
                join changed s on s.id = k.set
                join watch w on w.thing_id = k.id and w.kind = k.kind and w.since <= s.at
                union
                select a.id, t.set, t.resource, t.resource_id, 'ASSIGNED', 'claim', t.resource_id
                from thing t
                join history.claim v on v.id = t.resource_id and v.began = t.set and v.deleted_at is null
                join account a on a.name_key = account_key(v.assignee)
                where t.resource = 'claim' and v.stage not in ('DONE', 'DROPPED') and not exists (
                    select from history.claim o where o.id = v.id and o.ended = t.set and o.assignee = v.assignee)
                union
                select a.id, p.set, t.resource, t.resource_id, 'MENTIONED', t.resource, t.resource_id
                from part p
                join history.note v on v.id = p.resource_id and v.began = p.set and v.deleted_at is null
                join thing t on t.set = p.set and t.resource_id = coalesce(v.claim_id, v.source_id, v.article_id)
                join account a on a.name_key = any(mentioned(v.text))
                where p.resource = 'note' and not exists (
                    select from history.note o
                    where o.id = v.id and o.ended = p.set and o.deleted_at is null and mentioned(o.text) @> array[a.name_key])
                union
                -- A claim that somebody else works on who may close its review is his to close.
                select a.id, t.set, t.resource, t.resource_id, 'REVIEW', 'claim', t.resource_id
                from thing t
                join changed s on s.id = t.set
                join history.claim v on v.id = t.resource_id and v.began = t.set and v.deleted_at is null
                left join account b on b.name_key = account_key(v.assignee) and b.role in ('REVIEWER', 'ADMIN')
                    and not b.disabled and b.name <> s.by
                join account a on a.role in ('REVIEWER', 'ADMIN') and a.id = coalesce(b.id, a.id)
                where t.resource = 'claim' and v.stage = 'IN_REVIEW' and not exists (
                    select from history.claim o where o.id = v.id and o.ended = t.set and o.stage = 'IN_REVIEW')
            ), told as materialized (
                select f.*, row_number() over (
                    partition by f.account_id, f.set
                    order by array_position(array['MENTIONED', 'ASSIGNED', 'REVIEW'], f.reason), f.resource, f.resource_id, f.kind,
                        f.watched_id) as nth
                from found f
                join changed s on s.id = f.set
                join account a on a.id = f.account_id and not a.disabled and a.name <> s.by
            ), made as (
                insert into notice (id, account_id, change_set_id, at, by, things)
                select new_id(), r.account_id, r.set, s.at, s.by, count(distinct (r.resource, r.resource_id))
                from told r join changed s on s.id = r.set
                group by r.account_id, r.set, s.at, s.by
                order by s.at, r.set
                on conflict (account_id, change_set_id) do nothing
                returning id, account_id, change_set_id
            )
            insert into notice_reason (notice_id, resource, resource_id, reason, kind, watched_id)
            select m.id, r.resource, r.resource_id, r.reason, r.kind, r.watched_id
            from told r join made m on m.account_id = r.account_id and m.change_set_id = r.set
            where r.nth <= :mostReasons""",
            Map.of(
                    "kThen",
                    Sql.of(THEN, Map.of("row", "k")),
                    "lThen",
                    Sql.of(THEN, Map.of("row", "l")),
                    "xThen",
                    Sql.of(THEN, Map.of("row", "x"))));

    /** Who watched what was merged with another goes on with that; the watch stays for the day on which the merge is undone. */
    private static final String MERGED = Stream.of(Resource.SOURCE, Resource.ARTICLE, Resource.MEASURE)
            .map(kind -> Sql.of("""
                    select new_id(), w.account_id, w.kind, m.merged_into_id, w.since
                    from part p
                    join {table} m on m.id = p.resource_id and m.merged_into_id is not null
                    join watch w on w.thing_id = m.id and w.kind = p.resource
                    where p.resource = '{table}'""", Map.of("table", kind.table())))
            .collect(Collectors.joining(
                    "\nunion all ",
                    " insert into watch (id, account_id, kind, thing_id, since) ",
                    "\non conflict (account_id, kind, thing_id) do nothing"));

    private static final String[] THINGS = Resource.those(kind -> kind == Resource.CLAIM || kind.isNamedByClaims())
            .map(Resource::toString)
            .toArray(String[]::new);

    private record Mark(Instant at, String changeSet) {

        Map<String, Object> values() {
            return Map.of("at", Timestamp.from(at), "set", changeSet);
        }
    }

    private final Horizon horizon;
    private final JdbcClient db;

    NoticedChanges(Horizon horizon, JdbcClient db) {
        this.horizon = horizon;
        this.db = db;
    }

    /**
     * Makes notices of the next changes.
     *
     * @return whether there may be more to look at by now
     */
    @Transactional
    public boolean next() {
        Instant settled = horizon.now();
        Mark present = mark("").orElse(null);
        if (present == null) {
            db.sql("insert into notice_mark (at, change_set_id) values ('epoch', '0') on conflict do nothing")
                    .update();
        } else if (after(present, settled).isEmpty()) {
            return false;
        }
        // Who else has it makes them.
        List<Mark> next = mark(" for update skip locked")
                .map(mark -> after(mark, settled))
                .orElse(List.of());
        if (next.isEmpty()) {
            return false;
        }
        // To plan these takes longer than to run them; a few change sets are what the usual plan is for.
        planFor("force_generic_plan");
        String[] sets = next.stream().map(Mark::changeSet).toArray(String[]::new);
        db.sql(CHANGED + MERGED).param("things", THINGS).param("sets", sets).update();
        db.sql(CHANGED + NOTICES)
                .param("things", THINGS)
                .param("sets", sets)
                .param("mostReasons", MOST_REASONS)
                .update();
        db.sql("update notice_mark set at = :at, change_set_id = cast(:set as xid8)")
                .params(next.get(next.size() - 1).values())
                .update();
        return true;
    }

    private void planFor(String mode) {
        db.sql("select set_config('plan_cache_mode', :mode, true)")
                .param("mode", mode)
                .query()
                .singleRow();
    }

    private Optional<Mark> mark(String lock) {
        return db.sql(Sql.of("select at, change_set_id::text as set from notice_mark{lock}", Map.of("lock", lock)))
                .query((row, n) ->
                        new Mark(row.getObject("at", OffsetDateTime.class).toInstant(), row.getString("set")))
                .optional();
    }

    /** The change sets that come next. A plan for any place would read all that follow it. */
    private List<Mark> after(Mark mark, Instant settled) {
        planFor("force_custom_plan");
        return db.sql("""
                        select s.at, s.id::text as set from history.change_set s
                        where s.at >= :at and s.at <= :settled and (s.at, s.id) > (:at, cast(:set as xid8))
                        order by s.at, s.id limit :most""")
                .params(mark.values())
                .param("settled", Timestamp.from(settled))
                .param("most", BATCH)
                .query((row, n) ->
                        new Mark(row.getObject("at", OffsetDateTime.class).toInstant(), row.getString("set")))
                .list();
    }
}
