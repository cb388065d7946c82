-- What must not be kept, by law, is purged: from the record, from its history, and from the answers that are kept for
-- repeats of requests. What is left is who did it, when, why, and to what.
--
-- A claim goes with all that belongs to it. A source, an article or a measure is referred to by others, now or in the
-- past: its rows stay, with neutral words. Of a thing that stands, only the past can be purged.

create table history.purge (
    id            uuid primary key,
    resource      text        not null,
    resource_id   uuid        not null,
    number        bigint,
    keeps_present boolean     not null,
    change_set_id xid8        not null,
    at            timestamptz not null,
    by            text        not null,
    through       text        not null,
    request       text,
    reason        text        not null,
    removed       jsonb       not null,
    constraint purge_has_reason check (reason ~ '\S'),
    constraint purge_resource_known check (resource in ('claim', 'source', 'article', 'measure'))
);
create index purge_by_thing on history.purge (resource_id, resource);
create index purge_by_number on history.purge (number) where number is not null;
create index purge_by_time on history.purge (at, id);
comment on table history.purge is 'What was purged: that it was, and nothing of it.';
comment on column history.purge.id is 'Of the purge.';
comment on column history.purge.resource is 'What was purged: claim, source, article or measure.';
comment on column history.purge.resource_id is 'Which one.';
comment on column history.purge.number is 'The number of a claim.';
comment on column history.purge.keeps_present is 'Whether only its past was purged.';
comment on column history.purge.change_set_id is 'The change set that did it.';
comment on column history.purge.at is 'When.';
comment on column history.purge.by is 'As in history.change_set.';
comment on column history.purge.through is 'As in history.change_set.';
comment on column history.purge.request is 'As in history.change_set.';
comment on column history.purge.reason is 'Why.';
comment on column history.purge.removed is 'How many rows of which table, and versions of rows, went or got neutral words.';

create table history.purged (
    purge_id    uuid not null,
    resource    text not null,
    resource_id uuid not null,
    constraint purged_pk primary key (resource, resource_id, purge_id),
    constraint purged_in foreign key (purge_id) references history.purge (id)
);
create index purged_by_purge on history.purged (purge_id);
comment on table history.purged is 'The things of which something went in a purge: a claim with its relations, evidence and assessments.';
comment on column history.purged.purge_id is 'The purge.';
comment on column history.purged.resource is 'As in history.change.';
comment on column history.purged.resource_id is 'Which one.';

-- What an article said is rewritten by a purge alone: by its owner, who says that this is one.
create or replace function refuse_rewriting() returns trigger
    language plpgsql as
$$
begin
    if current_setting('claimtrail.purging', true) = 'on'
        and current_user = (select pg_get_userbyid(c.relowner) from pg_class c where c.oid = tg_relid) then
        return new;
    end if;
    raise exception 'what an article said cannot be rewritten'
        using errcode = 'check_violation', constraint = 'article_version_stands', table = 'article_version';
end
$$;

create function refuse_restoring_purged() returns trigger
    language plpgsql as
$$
begin
    if exists (select from history.purge p where p.resource_id = new.id and not p.keeps_present) then
        raise exception 'what was purged cannot be restored'
            using errcode = 'check_violation', constraint = 'purged_for_good', table = tg_table_name;
    end if;
    return new;
end
$$;
comment on function refuse_restoring_purged() is 'Of what was purged, nothing is left to be restored: constraint purged_for_good.';
create trigger source_purged_for_good before update on source
    for each row when (old.deleted_at is not null and new.deleted_at is null) execute function refuse_restoring_purged();
create trigger article_purged_for_good before update on article
    for each row when (old.deleted_at is not null and new.deleted_at is null) execute function refuse_restoring_purged();
create trigger measure_purged_for_good before update on measure
    for each row when (old.deleted_at is not null and new.deleted_at is null) execute function refuse_restoring_purged();

create function history.wipe(kept name, key name, ids uuid[], present xid8, keeps_present boolean, stale text default 'false')
    returns jsonb
    language plpgsql set search_path = public, pg_temp as
$$
declare
    rows bigint;
    versions bigint;
begin
    execute format('delete from public.%I r where r.%I = any ($1) and (%s)', kept, key,
        case when keeps_present then stale else 'true' end) using ids;
    get diagnostics rows = row_count;
    execute format('delete from history.%I r where r.%I = any ($1)%s', kept, key,
        case when keeps_present then ' and r.ended is not null' else '' end) using ids;
    get diagnostics versions = row_count;
    if keeps_present then
        -- It is there from now on, whole: what it was made of did not come all at once.
        execute format('update history.%I r set began = $2 where r.%I = any ($1)', kept, key) using ids, present;
    end if;
    return case when rows + versions = 0 then '{}' else
        jsonb_build_object(kept, jsonb_build_object('rows', rows, 'versions', versions)) end;
end
$$;
comment on function history.wipe(name, name, uuid[], xid8, boolean, text) is
    'Removes rows of a table and their versions, or, where the present is kept, the stale rows and the versions that have ended. For the owner alone.';

create function history.purge_claim(claim uuid, present xid8, keeps_present boolean) returns jsonb
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
        || history.wipe('claim_about', 'claim_id', claims, present, keeps_present);
    if not keeps_present then
        removed := removed
            || history.wipe('status_change', 'claim_id', claims, present, false)
            || history.wipe('stage_change', 'claim_id', claims, present, false)
            || history.wipe('claim_standing', 'claim_id', claims, present, false)
            || history.wipe('claim_figure_conflict', 'claim_id', claims, present, false);
    end if;
    removed := removed || history.wipe('claim', 'id', claims, present, keeps_present);

    -- A topic that was of this claim alone says something of it.
    perform from public.topic t where t.id = any (topics) order by t.id for update;
    topics := array(
        select t from unnest(topics) t
        where not exists (select from public.claim_topic x where x.topic_id = t)
          and not exists (select from history.claim_topic x where x.topic_id = t));
    removed := removed || history.wipe('topic', 'id', topics, present, false);

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
    return removed || jsonb_build_object('ids', to_jsonb(
        claims || figures || appearances || links || relations || evidence || assessments));
end
$$;
comment on function history.purge_claim(uuid, xid8, boolean) is
    'The part of history.purge that is about claims; tells what was removed, and the ids of all that belonged to it.';

create function history.purge_words(resource text, id uuid, keeps_present boolean) returns jsonb
    language plpgsql set search_path = public, pg_temp as
$$
declare
    words constant text := case resource
        when 'source' then
            $w$name = '(purged)', description = null, homepage = null, country = null, wikidata_id = null, reliability = null$w$
        when 'article' then
            $w$url = null, canonical_url = null, citation = '(purged)', archive_url = null$w$
        else
            $w$name = '(purged)', unit = null, description = null$w$
    end;
    -- Columns that the record computes are plain ones in its history.
    computed constant text := case resource
        when 'source' then $w$name_key = '(purged)'$w$
        when 'article' then $w$citation_key = '(purged)'$w$
        else $w$name_key = '(purged)', unit_key = null$w$
    end;
    parts constant name := case resource when 'source' then 'source_alias' when 'article' then 'article_author' end;
    part_key constant name := case resource when 'source' then 'source_id' when 'article' then 'article_id' end;
    rows bigint;
    versions bigint;
    removed jsonb := '{}';
begin
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
    'The part of history.purge that is about sources, articles and measures; tells what got neutral words.';

create function history.purge(id uuid, resource text, resource_id uuid, keeps_present boolean, reason text) returns void
    language plpgsql security definer set search_path = public, pg_temp as
$$
declare
    present xid8;
    deleted boolean;
    num bigint;
    removed jsonb;
    ids text[];
    answers bigint;
begin
    if resource is null or resource not in ('claim', 'source', 'article', 'measure') then
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
    -- A repeat is told that it was purged, rather than done again.
    update public.idempotency i
    set status = 410, location = null, etag = null, body = ''
    where exists (
        select from regexp_matches(
            convert_from(i.body, 'UTF8'), '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}', 'g') m (groups)
        where m.groups[1] = any (ids));
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
        s.through, s.request, purge.reason, (removed - 'ids') || jsonb_build_object('answers', answers)
    from history.change_set s where s.id = present;
    insert into history.purged (purge_id, resource, resource_id)
    select purge.id, h.resource, h.resource_id
    from history.change h
    where h.change_set_id = present and h.resource_id::text = any (ids);
end
$$;
comment on function history.purge(uuid, text, uuid, boolean, text) is
    'Purges a deleted claim, source, article or measure, or the past of one that stands. All in this transaction.';
