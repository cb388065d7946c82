-- A topic is a thing of its own, like a measure: it stands, whether claims are filed under it or not, can be called
-- otherwise, deleted, restored and purged, and has a history.

alter table topic
    add revision bigint not null default 0,
    add description text,
    add updated_at timestamptz,
    add deleted_at timestamptz;
alter table topic alter revision drop default;
-- Nothing that was said or done changes here, so that no history is written.
alter table topic disable trigger user;
update topic set updated_at = created_at;
alter table topic enable trigger user;
alter table topic alter updated_at set not null;

comment on table topic is 'What claims are filed under, matched without case.';
comment on column topic.name is 'What it is called; as first written, unless somebody renamed it.';
comment on column topic.created_at is 'When it was first used, or recorded by itself.';
comment on column topic.revision is 'Grows with every change.';
comment on column topic.description is 'What belongs under it and what does not.';
comment on column topic.updated_at is 'When it last changed.';
comment on column topic.deleted_at is 'When it was deleted; absent while it stands.';

alter table topic drop constraint topic_name_unique;
drop index history.topic_name_unique;
create unique index topic_name_unique on topic (name_key) where deleted_at is null;
create index topic_by_created on topic (created_at, id) where deleted_at is null;
call history.keep('topic', 'topic', 'r.id');
update history.topic set revision = 0, updated_at = created_at;

-- The history tells of topics from their beginning. Who follows it from a later place has claims' words for them, and
-- reads the topics themselves once.
insert into history.change (change_set_id, resource, resource_id)
select s.id, 'topic', t.id
from history.topic t join history.change_set s on s.id in (t.began, t.ended)
on conflict do nothing;
insert into history.forgotten (resource, resource_id, changes)
select 'topic', t.id, count(*)
from history.topic t
where not exists (select from history.change_set s where s.id = t.began)
group by t.id;
comment on column history.change.resource is
    'What it is: claim, relation, evidence, assessment, source, article, measure, topic or exchange-rate, each with its parts.';

create or replace view public_record.topic as
select id, name, name_key, created_at, revision, description, updated_at, deleted_at
from public.topic t
where deleted_at is null and exists (select from public_record.claim_topic ct where ct.topic_id = t.id);
do $$
declare
    shown record;
begin
    for shown in
        select a.attname as name, col_description(a.attrelid, a.attnum) as meaning
        from pg_attribute a where a.attrelid = 'public.topic'::regclass and a.attnum > 0 and not a.attisdropped
    loop
        execute format('comment on column public_record.topic.%I is %L', shown.name, shown.meaning);
    end loop;
end
$$;

-- Purging.

alter table history.purge drop constraint purge_resource_known;
alter table history.purge add constraint purge_resource_known
    check (resource in ('claim', 'source', 'article', 'measure', 'topic'));
comment on column history.purge.resource is 'What was purged: claim, source, article, measure or topic.';
create trigger topic_purged_for_good before update on topic
    for each row when (old.deleted_at is not null and new.deleted_at is null) execute function refuse_restoring_purged();

-- As in V19, but that claims were found by what their topics were called, too.
create or replace function search.forget(resource text, id uuid) returns void
    language plpgsql
    set search_path = public, pg_temp
as $$
declare
    gone text[];
begin
    gone := array(
        select distinct w
        from (
            select s.name from history.source s where forget.resource = 'source' and s.id = forget.id
            union
            select a.alias from history.source_alias a where forget.resource = 'source' and a.source_id = forget.id
            union
            select v.title from history.article_version v
            where forget.resource = 'article' and v.article_id = forget.id
            union
            select t.name from history.topic t where forget.resource = 'topic' and t.id = forget.id
        ) named (name)
        cross join (select 'simple' as config union select l.config from search.language l) c
        cross join unnest(tsvector_to_array(to_tsvector(('search.' || c.config)::regconfig, name_key(named.name)))) l (lexeme)
        cross join lateral (values (l.lexeme), ('=' || l.lexeme)) x (w)
        where named.name is not null);
    -- A word that a claim has today, from elsewhere, is no secret in its past.
    update history.claim_search h
    set words = ts_delete(h.words, array(
        select unnest(gone)
        except
        select unnest(tsvector_to_array(p.words)) from claim_search p where p.claim_id = h.claim_id))
    where h.ended is not null and h.claim_id in (
        select ca.claim_id from history.claim_about ca where ca.source_id = forget.id
        union
        select ct.claim_id from history.claim_topic ct where ct.topic_id = forget.id
        union
        select p.claim_id
        from history.attribution_source x
        join history.attribution l on l.id = x.attribution_id
        join history.appearance p on p.id = l.appearance_id
        where x.source_id = forget.id
        union
        select p.claim_id
        from history.article a join history.appearance p on p.article_id = a.id
        where forget.id in (a.id, a.publisher_id));
end
$$;

-- As in V19, but for the topics: those that say something of the claim are deleted here, and purged as what they are.
create or replace function history.purge_claim(claim uuid, present xid8, keeps_present boolean) returns jsonb
    language plpgsql set search_path = public, pg_temp as
$$
declare
    claims uuid[] := array[claim];
    figures uuid[] := array(select distinct f.id from history.figure f where f.claim_id = claim);
    appearances uuid[] := array(select distinct a.id from history.appearance a where a.claim_id = claim);
    links uuid[] := array(select distinct l.id from history.attribution l where l.appearance_id = any (appearances));
    relations uuid[] := array(
        select distinct r.id from history.relation r where claim in (r.from_claim_id, r.to_claim_id));
    evidence uuid[] := array(select distinct e.id from history.evidence e where e.claim_id = claim);
    assessments uuid[] := array(select distinct a.id from history.assessment a where a.claim_id = claim);
    topics uuid[] := array(select distinct t.topic_id from history.claim_topic t where t.claim_id = claim);
    deleted constant text := 'r.deleted_at is not null';
    of_deleted constant text := 'exists (select from public.%s w where w.id = r.%s and w.deleted_at is not null)';
    of_appearance constant text := 'r.appearance_id in (select a.id from public.appearance a where a.deleted_at is not null)';
    removed jsonb := '{}';
begin
    removed := removed
        || history.wipe('assessment_evidence', 'assessment_id', assessments, present, keeps_present,
            format(of_deleted, 'assessment', 'assessment_id'))
        || history.wipe('assessment', 'id', assessments, present, keeps_present, deleted)
        || history.wipe('evidence', 'id', evidence, present, keeps_present,
            deleted || ' and not exists (select from public.assessment_evidence x where x.evidence_id = r.id)')
        || history.wipe('relation', 'id', relations, present, keeps_present, deleted)
        || history.wipe('attribution_source', 'attribution_id', links, present, keeps_present,
            'r.attribution_id in (select l.id from public.attribution l join public.appearance a on a.id = l.appearance_id where a.deleted_at is not null)')
        || history.wipe('attribution', 'id', links, present, keeps_present, of_appearance)
        || history.wipe('appearance', 'id', appearances, present, keeps_present, deleted)
        || history.wipe('figure', 'id', figures, present, keeps_present, deleted
            || ' and not exists (select from public.figure o where r.id in (o.derived_from_id, o.alternative_to_id) and o.deleted_at is null)')
        || history.wipe('claim_topic', 'claim_id', claims, present, keeps_present)
        || history.wipe('claim_about', 'claim_id', claims, present, keeps_present)
        || history.wipe('claim_search', 'claim_id', claims, present, keeps_present);
    if not keeps_present then
        removed := removed
            || history.wipe('status_change', 'claim_id', claims, present, false)
            || history.wipe('stage_change', 'claim_id', claims, present, false)
            || history.wipe('claim_standing', 'claim_id', claims, present, false)
            || history.wipe('claim_figure_conflict', 'claim_id', claims, present, false);
    end if;
    removed := removed || history.wipe('claim', 'id', claims, present, keeps_present);

    -- A topic that came with this claim, and was of no other one, says something of it.
    perform from public.topic t where t.id = any (topics) order by t.id for update;
    topics := array(
        select t from unnest(topics) t
        where not exists (select from public.claim_topic x where x.topic_id = t)
          and not exists (select from history.claim_topic x where x.topic_id = t)
          and not exists (select from history.purge p where p.resource_id = t and not p.keeps_present)
          and not exists (
            select
            from (
                select h.change_set_id from history.change h where h.resource = 'topic' and h.resource_id = t
                order by h.change_set_id limit 1
            ) first
            where not exists (
                select from history.change h
                where h.change_set_id = first.change_set_id and h.resource = 'claim' and h.resource_id = claim)));
    update public.topic t set deleted_at = clock_timestamp(), revision = t.revision + 1
    where t.id = any (topics) and t.deleted_at is null;

    insert into history.change (change_set_id, resource, resource_id)
    select present, t.resource, t.id
    from (
        select 'claim' as resource, claim as id
        union all
        select 'relation', r from unnest(relations) r
        union all
        select 'evidence', e from unnest(evidence) e
        union all
        select 'assessment', a from unnest(assessments) a
    ) t
    on conflict do nothing;
    return removed || jsonb_build_object('topics', to_jsonb(topics), 'ids', to_jsonb(
        claims || figures || appearances || links || relations || evidence || assessments));
end
$$;
comment on function history.purge_claim(uuid, xid8, boolean) is
    'The part of history.purge that is about claims; tells what was removed, the ids of all that belonged to it, and the topics that are to be purged along with it.';

-- As in V19, but for the topics.
create or replace function history.purge_words(resource text, id uuid, keeps_present boolean) returns jsonb
    language plpgsql set search_path = public, pg_temp as
$$
declare
    words constant text := case resource
        when 'source' then
            $w$name = '(purged)', description = null, homepage = null, country = null, wikidata_id = null, reliability = null$w$
        when 'article' then
            $w$url = null, canonical_url = null, citation = '(purged)', archive_url = null$w$
        when 'measure' then
            $w$name = '(purged)', unit = null, description = null$w$
        else
            $w$name = '(purged)', description = null$w$
    end;
    -- Columns that the record computes are plain ones in its history.
    computed constant text := case resource
        when 'article' then $w$citation_key = '(purged)'$w$
        when 'measure' then $w$name_key = '(purged)', unit_key = null$w$
        else $w$name_key = '(purged)'$w$
    end;
    parts constant name := case resource when 'source' then 'source_alias' when 'article' then 'article_author' end;
    part_key constant name := case resource when 'source' then 'source_id' when 'article' then 'article_id' end;
    rows bigint;
    versions bigint;
    removed jsonb := '{}';
begin
    perform search.forget(resource, id);
    if parts is not null then
        if not keeps_present then
            execute format('delete from public.%I r where r.%I = $1', parts, part_key) using id;
        end if;
        execute format('delete from history.%I r where r.%I = $1%s', parts, part_key,
            case when keeps_present then ' and r.ended is not null' else '' end) using id;
        get diagnostics versions = row_count;
        if versions > 0 then
            removed := jsonb_build_object(parts, jsonb_build_object('versions', versions));
        end if;
    end if;
    if resource = 'article' then
        perform set_config('claimtrail.purging', 'on', true);
        update public.article_version v
        set title = null, body = null, sha256 = null
        where v.article_id = id and (v.title is not null or v.body is not null)
          and (not keeps_present or v.version < (select a.current_version from public.article a where a.id = v.article_id));
        get diagnostics rows = row_count;
        perform set_config('claimtrail.purging', '', true);
        update history.article_version v
        set title = null, body = null, sha256 = null
        where v.article_id = id
          and (not keeps_present or v.ended is not null
            or v.version < (select a.current_version from public.article a where a.id = v.article_id));
        get diagnostics versions = row_count;
        removed := removed || jsonb_build_object('article_version', jsonb_build_object('rows', rows, 'versions', versions));
    elsif resource = 'source' and not keeps_present then
        -- Those who were merged with it may be called like it.
        update public.source_merge m set aliases = '{}', reason = '(purged)' where purge_words.id in (m.source_id, m.into_id);
        update history.source_merge m set aliases = '{}', reason = '(purged)' where purge_words.id in (m.source_id, m.into_id);
    end if;

    -- In the past it is there for those who refer to it, and for nobody else.
    execute format('update public.%I r set %s revision = r.revision + 1 where r.id = $1', resource,
        case when keeps_present then '' else words || ',' end) using id;
    execute format(
        'update history.%I r set %s, %s, deleted_at = coalesce(r.deleted_at, clock_timestamp()) where r.id = $1 and %s',
        resource, words, computed, case when keeps_present then 'r.ended is not null' else 'true' end) using id;
    get diagnostics versions = row_count;
    return removed || jsonb_build_object(resource, jsonb_build_object('versions', versions));
end
$$;
comment on function history.purge_words(text, uuid, boolean) is
    'The part of history.purge that is about sources, articles, measures and topics; tells what got neutral words.';

-- As in V18_1, but for the topics.
create or replace function history.purge(id uuid, resource text, resource_id uuid, keeps_present boolean, reason text)
    returns void
    language plpgsql security definer set search_path = public, pg_temp as
$$
declare
    present xid8;
    deleted boolean;
    num bigint;
    removed jsonb;
    ids text[];
    answers bigint;
    topic uuid;
begin
    if resource is null or resource not in ('claim', 'source', 'article', 'measure', 'topic') then
        raise exception 'there is no purging of %', resource using errcode = 'invalid_parameter_value';
    end if;
    -- Before anything else is locked: whoever answers something is awaited, and others wait.
    lock table public.idempotency in share row exclusive mode;
    execute format('select r.deleted_at is not null, %s from public.%I r where r.id = $1 for update',
        case resource when 'claim' then 'r.number' else 'null' end, resource)
    into deleted, num using resource_id;
    if deleted is null or deleted = keeps_present then
        raise exception 'only what is deleted can be purged whole, and only what stands can be purged of its past'
            using errcode = 'check_violation', constraint = 'purge_of_deleted', table = resource;
    end if;
    perform set_config('claimtrail.reason', purge.reason, true);
    present := history.present();
    removed := case resource
        when 'claim' then history.purge_claim(resource_id, present, keeps_present)
        else history.purge_words(resource, resource_id, keeps_present)
    end;
    insert into history.change (change_set_id, resource, resource_id)
    values (present, resource, purge.resource_id) on conflict do nothing;

    ids := array(select jsonb_array_elements_text(removed -> 'ids') union select purge.resource_id::text);
    -- A repeat is told that it was purged, rather than done again. A claim's answer has the names of its topics alone.
    update public.idempotency i
    set status = 410, location = null, etag = null, body = ''
    where exists (
        select from regexp_matches(
            convert_from(i.body, 'UTF8'), '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}', 'g') m (groups)
        where m.groups[1] = any (ids) or purge.resource = 'topic' and exists (
            select from history.claim_topic t
            where t.topic_id = purge.resource_id and t.claim_id = m.groups[1]::uuid));
    get diagnostics answers = row_count;
    -- Reasons that were given for its changes may say what it said.
    update history.change_set c
    set reason = null
    where c.reason is not null and c.id <> present and c.id in (
        select h.change_set_id from history.change h
        where h.resource = purge.resource and h.resource_id = purge.resource_id);

    insert into history.purge (id, resource, resource_id, number, keeps_present, change_set_id, at, by, through, request,
        reason, removed)
    select purge.id, purge.resource, purge.resource_id, num, purge.keeps_present, present, clock_timestamp(), s.by,
        s.through, s.request, purge.reason, (removed - 'ids' - 'topics') || jsonb_build_object('answers', answers)
    from history.change_set s where s.id = present;
    insert into history.purged (purge_id, resource, resource_id)
    select purge.id, h.resource, h.resource_id
    from history.change h
    where h.change_set_id = present and h.resource_id::text = any (ids);

    for topic in select t::uuid from jsonb_array_elements_text(removed -> 'topics') t loop
        perform history.purge(
            (lpad(to_hex((extract(epoch from clock_timestamp()) * 1000)::bigint), 12, '0') || '7'
                || substr(replace(gen_random_uuid()::text, '-', ''), 14))::uuid,
            'topic', topic, false, purge.reason);
    end loop;
end
$$;
comment on function history.purge(uuid, text, uuid, boolean, text) is
    'Purges a deleted claim, source, article, measure or topic, or the past of one that stands. All in this transaction.';
