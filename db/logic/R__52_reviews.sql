-- What a review closed stands as it was reviewed: a change of what strangers see of a claim that is DONE, or of what its
-- standing rests on, takes it to IN_REVIEW again, whoever makes it and on whichever way. Who changed it is who asked for the
-- review. ${logic}
--
-- In which order rows are locked: claims by their ids, then what they name. So who changes something that claims share holds
-- those that are DONE before it: hold_reviewed(). And a claim becomes DONE with what it names as it is by then.

create function new_id() returns uuid
    language sql volatile
    return (lpad(to_hex((extract(epoch from clock_timestamp()) * 1000)::bigint), 12, '0') || '7'
        || substr(replace(gen_random_uuid()::text, '-', ''), 14))::uuid;
comment on function new_id() is 'A UUIDv7.';

-- Of the claims that something concerns, those that are DONE are picked by their ids: (stage = 'DONE') is true keeps the planner from
-- going through all that are, of which there were few when it made a plan that is kept.

create function reviewed_with(kind text, ids uuid[]) returns uuid[]
    language plpgsql stable as
$$
declare
    done bigint;
    parts uuid[];
begin
    if kind = 'article' then
        return array(
            select distinct c.id from appearance p join claim c on c.id = p.claim_id
            where p.article_id = any (ids) and p.deleted_at is null and (c.stage = 'DONE') is true and c.deleted_at is null);
    elsif kind = 'measure' then
        return array(
            select distinct c.id from figure f join claim c on c.id = f.claim_id
            where f.measure_id = any (ids) and f.deleted_at is null and (c.stage = 'DONE') is true and c.deleted_at is null);
    elsif kind = 'topic' then
        return array(
            select distinct c.id from claim_topic t join claim c on c.id = t.claim_id
            where t.topic_id = any (ids) and (c.stage = 'DONE') is true and c.deleted_at is null);
    end if;
    done := (select count(*) from (select from claim c where c.stage = 'DONE' and c.deleted_at is null limit 1001) d);
    if done = 0 or ids = '{}' then
        return '{}';
    end if;
    -- A source is shown with its parts, which count for it.
    parts := array(
        with recursive part (id) as (
            select unnest(ids)
            union
            select m.source_id from membership m join part on m.part_of_id = part.id
        )
        select p.id from part p);
    -- While few claims are DONE, each is asked whether it names one; later the sources are asked for their claims.
    if done <= 1000 then
        return array(
            select c.id from claim c
            where c.stage = 'DONE' and c.deleted_at is null and (
                exists (select from claim_about a where a.claim_id = c.id and a.source_id = any (parts))
                or exists (
                    select from appearance p join article a on a.id = p.article_id
                    where p.claim_id = c.id and p.deleted_at is null and a.publisher_id = any (parts))
                or exists (
                    select
                    from appearance p
                    join attribution l on l.appearance_id = p.id
                    join attribution_source x on x.attribution_id = l.id
                    where p.claim_id = c.id and p.deleted_at is null and x.source_id = any (parts))
                or exists (
                    select from evidence e
                    where e.claim_id = c.id and e.deleted_at is null and e.provider_id = any (parts))
                or exists (
                    select from assessment v
                    where v.claim_id = c.id and v.deleted_at is null and v.reviewer_id = any (parts))));
    end if;
    return array(
        select c.id
        from (
            select a.claim_id from claim_about a where a.source_id = any (parts)
            union
            select p.claim_id from article a join appearance p on p.article_id = a.id and p.deleted_at is null
            where a.publisher_id = any (parts)
            union
            select p.claim_id
            from attribution_source x
            join attribution l on l.id = x.attribution_id
            join appearance p on p.id = l.appearance_id and p.deleted_at is null
            where x.source_id = any (parts)
            union
            select e.claim_id from evidence e where e.provider_id = any (parts) and e.deleted_at is null
            union
            select v.claim_id from assessment v where v.reviewer_id = any (parts) and v.deleted_at is null
        ) n (id)
        join claim c on c.id = n.id and (c.stage = 'DONE') is true and c.deleted_at is null);
end
$$;
comment on function reviewed_with(text, uuid[]) is
    'The claims that are DONE and name sources, articles, measures or topics, or something that is part of such a source.';

create function hold_reviewed(kind text, ids uuid[]) returns void
    language plpgsql volatile as
$$
begin
    if not exists (select from claim c where c.stage = 'DONE' and c.deleted_at is null) then
        return;
    end if;
    perform 1 from claim c where c.id = any (reviewed_with(hold_reviewed.kind, hold_reviewed.ids)) order by c.id for no key update;
end
$$;
comment on function hold_reviewed(text, uuid[]) is
    'Locks the claims that a change of these sources, articles, measures or topics takes to IN_REVIEW again. To be called before anything else is locked.';

create function review_again(claims uuid[], what text, counts boolean) returns void
    language plpgsql volatile as
$$
begin
    -- A purge is no edit: see refuse_rewriting().
    if current_setting('claimtrail.purging', true) = 'on'
        and current_user = (select pg_get_userbyid(c.relowner) from pg_class c where c.oid = 'article_version'::regclass) then
        return;
    end if;
    with held as (
        select c.id, c.assignee from claim c
        where c.id = any (claims) and (c.stage = 'DONE') is true and c.deleted_at is null
        order by c.id for no key update
    ), asked as (
        insert into stage_change (id, claim_id, from_stage, to_stage, assignee, reason, by, through, at)
        select new_id(), h.id, 'DONE', 'IN_REVIEW', h.assignee, 'Changed after the review that closed it: ' || what || '.',
            coalesce(nullif(current_setting('claimtrail.by', true), ''), session_user),
            -- Pages and the service itself are no tokens.
            case when current_setting('claimtrail.by', true) <> ''
                then nullif(nullif(nullif(current_setting('claimtrail.through', true), ''), 'session'), 'system')
                else 'SQL' end,
            coalesce(nullif(current_setting('claimtrail.made', true), '')::timestamptz, clock_timestamp())
        from held h
        returning claim_id, at
    )
    update claim c
    set stage = 'IN_REVIEW', updated_at = a.at, revision = c.revision + case when counts then 1 else 0 end
    from asked a
    where c.id = a.claim_id;
end
$$;
comment on function review_again(uuid[], text, boolean) is
    'Takes those of these claims that are DONE to IN_REVIEW, as whoever changes them asks for it. Their revision counts where nobody else counts it.';

-- Which columns need no review: how the desk works, what is computed, and notes, which strangers do not see. Every other one
-- does, also one that comes later, and so do rows that come and go. Numbers are compared as they are written.
create procedure catalogue.review(reviewed name, working name[], what text, claims text, counts boolean, events text[])
    language plpgsql as
$procedure$
declare
    names text;
    live text;
begin
    select string_agg(case when c.type = 'numeric'::regtype then format('%1$I, %1$I::text as %2$I', c.name, c.name || ' as written')
            else quote_ident(c.name) end, ', ' order by c.nth),
        case when bool_or(c.name = 'deleted_at') then ' where deleted_at is null' else '' end
    into names, live
    from catalogue.columns(format('public.%I', reviewed)::regclass) c
    where c.name <> all (working || '{revision,created_at,updated_at,shares_name}')
      and c.name !~ '_(earliest|latest|key)$';
    execute format($function$
        create function %1$I() returns trigger
            language plpgsql as
        $body$
        declare
            changed uuid[];
        begin
            -- Nothing is asked of what changes while no claim is DONE.
            if not exists (select from claim c where c.stage = 'DONE' and c.deleted_at is null) then
                return null;
            end if;
            if tg_op = 'INSERT' then
                changed := array(%4$s);
            elsif tg_op = 'DELETE' then
                changed := array(%5$s);
            else
                changed := array(%6$s);
            end if;
            if changed <> '{}' then
                perform review_again(changed, %2$L, %3$L);
            end if;
            return null;
        end
        $body$$function$,
        'review_' || reviewed, what, counts,
        catalogue.reviewed(claims, format('(select %s from after_rows%s)', names, live)),
        catalogue.reviewed(claims, format('(select %s from before_rows%s)', names, live)),
        catalogue.reviewed(claims, format(
            '((select %1$s from after_rows%2$s except select %1$s from before_rows%2$s) union all (select %1$s from before_rows%2$s except select %1$s from after_rows%2$s))',
            names, live)));
    execute format('comment on function %I() is %L', 'review_' || reviewed,
        'Takes claims that are DONE to IN_REVIEW again where ' || what || ' changed.');
    call catalogue.watch(reviewed, 'reviewed', format('%I()', 'review_' || reviewed), events);
end
$procedure$;
comment on procedure catalogue.review(name, name[], text, text, boolean, text[]) is
    'Has changes of a table, but for those of working columns, take claims that are DONE to IN_REVIEW; the SQL selects the ids of these from changed rows, for which it has a place (%1$s).';

create function catalogue.reviewed(claims text, rows text) returns text
    language sql immutable
    return format(
        'select c.id from claim c where c.id = any (array(%s)) and (c.stage = ''DONE'') is true and c.deleted_at is null',
        format(claims, rows));
comment on function catalogue.reviewed(text, text) is 'SQL for the claims that are DONE of changed rows.';

do $$
declare
    one record;
    parts constant text[] := '{insert, update, delete}';
    ways constant jsonb := $json$ {
        "claim": "select r.id from %1$s r",
        "part": "select r.claim_id from %1$s r",
        "link": "select p.claim_id from %1$s r join appearance p on p.id = r.appearance_id and p.deleted_at is null",
        "speaker": "select p.claim_id from %1$s r join attribution l on l.id = r.attribution_id join appearance p on p.id = l.appearance_id and p.deleted_at is null",
        "relation": "select x from %1$s r cross join lateral unnest(array[r.from_claim_id, r.to_claim_id]) x",
        "of evidence": "select e.claim_id from %1$s r join evidence e on e.id = r.evidence_id and e.deleted_at is null",
        "used": "select v.claim_id from %1$s r join assessment v on v.id = r.assessment_id and v.deleted_at is null",
        "scale": "select v.claim_id from %1$s r join assessment v on v.scale_id = r.id and v.deleted_at is null",
        "source": "select unnest(reviewed_with('source', array(select r.id from %1$s r)))",
        "of source": "select unnest(reviewed_with('source', array(select r.source_id from %1$s r)))",
        "article": "select unnest(reviewed_with('article', array(select r.id from %1$s r)))",
        "of article": "select unnest(reviewed_with('article', array(select r.article_id from %1$s r)))",
        "measure": "select unnest(reviewed_with('measure', array(select r.id from %1$s r)))",
        "topic": "select unnest(reviewed_with('topic', array(select r.id from %1$s r)))"}$json$;
begin
    for one in
        select *
        from (values
            -- A claim that comes back was not there to be reviewed while what it names changed.
            ('claim', '{number,status,stage,assignee}'::name[], 'what it says', 'claim', false, '{update}'::text[]),
            ('claim_topic', '{position}', 'its topics', 'part', false, parts),
            ('claim_about', '{position}', 'what it is about', 'part', false, parts),
            ('figure', '{position}', 'its figures', 'part', false, parts),
            ('appearance', '{position,excerpt_gone,known_from,excerpt_state,excerpt_gone_since,position_differs}',
                'its appearances', 'part', false, parts),
            ('attribution', '{}', 'who says it', 'link', false, parts),
            ('attribution_source', '{position}', 'who says it', 'speaker', false, parts),
            ('relation', '{note}', 'its relations', 'relation', true, parts),
            ('evidence', '{note}', 'its evidence', 'part', true, parts),
            ('evidence_file', '{has_thumbnail}', 'its evidence', 'of evidence', true, parts),
            ('assessment', '{}', 'its assessments', 'part', true, parts),
            ('assessment_evidence', '{position}', 'its assessments', 'used', true, parts),
            -- What is new no claim names yet.
            ('rating_scale', '{}', 'the scale of an assessment', 'scale', true, '{update}'),
            ('source', '{merged_into_id}', 'a source that it names', 'source', true, '{update}'),
            ('source_alias', '{position}', 'a source that it names', 'of source', true, parts),
            ('membership', '{id,position}', 'a source that it names', 'of source', true, parts),
            -- The address that articles are told apart by is computed, and its site; versions tell of themselves.
            ('article', '{canonical_url,duplicate_url,site,current_version,merged_into_id}', 'an article in which it appears', 'article', true, '{update}'),
            ('article_author', '{position}', 'an article in which it appears', 'of article', true, parts),
            ('article_address', '{position,canonical_url}', 'an article in which it appears', 'of article', true, parts),
            ('article_version', '{recorded_at}', 'an article in which it appears', 'of article', true, parts),
            ('measure', '{merged_into_id}', 'a measure of its figures', 'measure', true, '{update}'),
            ('topic', '{}', 'a topic of it', 'topic', true, '{update}')
        ) t (reviewed, working, what, way, counts, events)
    loop
        call catalogue.review(one.reviewed, one.working, one.what, ways ->> one.way, one.counts, one.events);
    end loop;
end
$$;

create function hold_what_is_named() returns trigger
    language plpgsql as
$$
declare
    closed constant uuid[] := array(
        select a.id from after_rows a join before_rows b on b.id = a.id where a.stage = 'DONE' and b.stage <> 'DONE');
begin
    if closed = '{}' then
        return null;
    end if;
    perform 1 from article a
    where a.id in (select p.article_id from appearance p where p.claim_id = any (closed)) order by a.id for share;
    perform 1 from source s
    where s.id in (
        select a.source_id from claim_about a where a.claim_id = any (closed)
        union all
        select x.source_id
        from appearance p
        join attribution l on l.appearance_id = p.id
        join attribution_source x on x.attribution_id = l.id
        where p.claim_id = any (closed)
        union all
        select a.publisher_id from appearance p join article a on a.id = p.article_id where p.claim_id = any (closed)
        union all
        select e.provider_id from evidence e where e.claim_id = any (closed)
        union all
        select v.reviewer_id from assessment v where v.claim_id = any (closed))
    order by s.id for share;
    perform 1 from measure m
    where m.id in (select f.measure_id from figure f where f.claim_id = any (closed)) order by m.id for share;
    perform 1 from topic t
    where t.id in (select ct.topic_id from claim_topic ct where ct.claim_id = any (closed)) order by t.id for share;
    return null;
end
$$;
comment on function hold_what_is_named() is
    'Has a claim that becomes DONE wait for whoever is changing something that it names, who did not see that it would.';
call catalogue.watch('claim', 'closed', 'hold_what_is_named()', '{update}');

create view public_record.under_review as
select c.id, c.number,
    (select max(s.at) from public.stage_change s
     where s.claim_id = c.id and s.from_stage = 'DONE' and s.to_stage <> 'DONE') as since
from public.claim c
where c.deleted_at is null and c.stage not in ('DONE', 'DROPPED')
  and exists (
    select from public.stage_change s where s.claim_id = c.id and s.from_stage = 'DONE' and s.to_stage <> 'DONE');
comment on view public_record.under_review is
    'Claims that were DONE and are looked at again: strangers are told that, and nothing of what they say.';
comment on column public_record.under_review.id is 'The claim.';
comment on column public_record.under_review.number is 'Its number.';
comment on column public_record.under_review.since is 'When it last ceased to be DONE.';
