-- What must not be kept, by law, is purged: from the record, from its history, and from the answers that are kept for
-- repeats of requests. What is left is who did it, when, why, and to what.
--
-- A claim goes with all that belongs to it. A source, an article or a measure is referred to by others, now or in the
-- past: its rows stay, with neutral words, and the notes on it go. Of a thing that is not deleted, only the past can be purged.
--
-- ${logic}

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

do $$
declare
    one record;
begin
    for one in select t.name from catalogue.record_table t where t.purge = 'WORDS' order by t.position loop
        execute format(
            'create trigger %I before update on public.%I for each row when (old.deleted_at is not null and new.deleted_at is null) '
                'execute function refuse_restoring_purged()',
            one.name || '_purged_for_good', one.name);
    end loop;
end
$$;

create function catalogue.stale(part name, r text) returns text
    language plpgsql stable as
$$
declare
    one catalogue.record_table := (select t from catalogue.record_table t where t.name = part);
begin
    return concat_ws(' or ',
        case when exists (select from catalogue.columns(format('public.%I', part)::regclass) c where c.name = 'deleted_at')
            then r || '.deleted_at is not null' || coalesce(' and not ' || regexp_replace(one.referred, '\mr\.', r || '.', 'g'), '')
        end,
        coalesce((
            select string_agg(format('exists (select from public.%1$I where %1$I.id = %2$s.%3$I and (%4$s))',
                b.parent, r, b.key, catalogue.stale(b.parent, b.parent)), ' or ')
            from catalogue.belonging b
            join catalogue.record_table t on t.name = b.parent and t.parent is not null
            where b.name = part), 'false'));
end
$$;
comment on function catalogue.stale(name, text) is
    'SQL for whether a row, called r, of a live thing says something that is no longer said: it is deleted, or what it belongs to is.';

create function history.wipe(kept name, keys name[], ids uuid[], present xid8, keeps_present boolean, stale text)
    returns jsonb
    language plpgsql set search_path = public, pg_temp as
$$
declare
    belongs constant text := (select string_agg(format('r.%I = any ($1)', k), ' or ') from unnest(keys) k);
    rows bigint;
    versions bigint;
begin
    execute format('delete from public.%I r where (%s) and (%s)', kept, belongs,
        case when keeps_present then stale else 'true' end) using ids;
    get diagnostics rows = row_count;
    execute format('delete from history.%I r where (%s)%s', kept, belongs,
        case when keeps_present then ' and r.ended is not null' else '' end) using ids;
    get diagnostics versions = row_count;
    if keeps_present then
        -- It is there from now on, whole: what it was made of did not come all at once.
        execute format('update history.%I r set began = $2 where %s', kept, belongs) using ids, present;
    end if;
    return case when rows + versions = 0 then '{}' else
        jsonb_build_object(kept, jsonb_build_object('rows', rows, 'versions', versions)) end;
end
$$;
comment on function history.wipe(name, name[], uuid[], xid8, boolean, text) is
    'Removes rows of a table and their versions, or, where the present is kept, the stale rows and the versions that have ended. For the owner alone.';

create function history.belonging(resource text, id uuid) returns jsonb
    language plpgsql stable set search_path = public, pg_temp as
$$
declare
    part record;
    ids uuid[];
    belonging jsonb := jsonb_build_object(resource, array[id]);
begin
    for part in
        select t.name,
            string_agg(format('r.%I = any (array(select jsonb_array_elements_text($1 -> %L)::uuid))', b.key, b.parent), ' or ')
                as belongs
        from catalogue.record_table t join catalogue.belonging b on b.name = t.name
        where t.purge in ('ROWS', 'WHOLE')
          and exists (select from catalogue.columns(format('public.%I', t.name)::regclass) c where c.name = 'id')
        group by t.name, t.position
        order by t.position
    loop
        execute format('select array(select distinct r.id from history.%I r where %s)', part.name, part.belongs)
        into ids using belonging;
        belonging := belonging || jsonb_build_object(part.name, ids);
    end loop;
    return belonging;
end
$$;
comment on function history.belonging(text, uuid) is
    'By table, the ids of a thing and of the rows that belong to it, now or in the past, as far as these are purged with it.';

create function history.wipe_belonging(belonging jsonb, present xid8, keeps_present boolean) returns jsonb
    language plpgsql set search_path = public, pg_temp as
$$
declare
    part record;
    removed jsonb := '{}';
begin
    -- What refers goes before what it refers to.
    for part in
        select t.name, h.keys, array(select jsonb_array_elements_text(belonging -> h.holder)::uuid) as ids
        from catalogue.record_table t
        cross join lateral (
            select t.name as holder, '{id}'::name[] as keys
            from catalogue.columns(format('public.%I', t.name)::regclass) c where c.name = 'id'
            union all
            select t.parent, t.keys
            where not exists (
                select from catalogue.columns(format('public.%I', t.name)::regclass) c where c.name = 'id')) h
        where t.purge = 'ROWS' or t.purge = 'WHOLE' and not keeps_present
        order by t.position desc
    loop
        if part.ids <> '{}' then
            removed := removed || history.wipe(
                part.name, part.keys, part.ids, present, keeps_present, catalogue.stale(part.name, 'r'));
        end if;
    end loop;

    insert into history.change (change_set_id, resource, resource_id)
    select present, t.kind, r::uuid
    from catalogue.record_table t cross join lateral jsonb_array_elements_text(belonging -> t.name) r
    where t.name = t.kind
    on conflict do nothing;
    return removed || jsonb_build_object(
        'ids', (select jsonb_agg(r) from jsonb_each(belonging) b, jsonb_array_elements(b.value) r));
end
$$;
comment on function history.wipe_belonging(jsonb, xid8, boolean) is
    'Removes what history.belonging found, and notes it as changed; tells what was removed, and the ids. For the owner alone.';

create function history.purge_claim(claim uuid, present xid8, keeps_present boolean) returns jsonb
    language plpgsql set search_path = public, pg_temp as
$$
declare
    topics uuid[] := array(select distinct t.topic_id from history.claim_topic t where t.claim_id = claim);
    removed jsonb;
begin
    -- What it was proposed as says what it says.
    delete from public.proposal p where p.claim_id = claim;

    removed := history.wipe_belonging(history.belonging('claim', claim), present, keeps_present);

    -- What is computed of its figures says what they said.
    delete from public.compared_figure f where f.claim_id = claim;

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

    return removed || jsonb_build_object('topics', to_jsonb(topics));
end
$$;
comment on function history.purge_claim(uuid, xid8, boolean) is
    'The part of history.purge that is about claims; tells what was removed, the ids of all that belonged to it, and the topics that are to be purged along with it.';


create function history.purge_words(resource text, id uuid, present xid8, keeps_present boolean) returns jsonb
    language plpgsql set search_path = public, pg_temp as
$$
declare
    kept constant catalogue.record_table := (select t from catalogue.record_table t where t.name = resource);
    list catalogue.record_table;
    rows bigint;
    versions bigint;
    merges name;
    removed jsonb;
begin
    perform search.forget(resource, id);
    -- What the desk says about it says what it said.
    removed := history.wipe_belonging(history.belonging(resource, id), present, keeps_present);
    for list in select * from catalogue.record_table t where t.parent = resource and t.purge = 'LIST' loop
        if not keeps_present then
            execute format('delete from public.%I r where r.%I = $1', list.name, list.keys[1]) using id;
        elsif exists (
            select from catalogue.columns(format('public.%I', list.name)::regclass) c where c.name = 'deleted_at') then
            execute format('delete from public.%I r where r.%I = $1 and r.deleted_at is not null', list.name, list.keys[1])
            using id;
        end if;
        execute format('delete from history.%I r where r.%I = $1%s', list.name, list.keys[1],
            case when keeps_present then ' and r.ended is not null' else '' end) using id;
        get diagnostics versions = row_count;
        if versions > 0 then
            removed := removed || jsonb_build_object(list.name, jsonb_build_object('versions', versions));
        end if;
    end loop;
    if resource = 'article' then
        -- What was read in its text, or is being written about it, holds parts of it.
        delete from public.proposal p where p.article_id = purge_words.id;
        delete from public.model_answer m where m.article_id = purge_words.id;
        delete from public.model_reading m where m.article_id = purge_words.id;
        delete from public.reading_draft d where d.article_id = purge_words.id;
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
        delete from public.article_snapshot s
        where s.article_id = purge_words.id
          and (not keeps_present or s.version < (select a.current_version from public.article a where a.id = s.article_id));
        get diagnostics rows = row_count;
        if rows > 0 then
            removed := removed || jsonb_build_object('article_snapshot', jsonb_build_object('rows', rows));
        end if;
    end if;
    if resource in ('source', 'article', 'measure') and not keeps_present then
        -- What was merged with it may be called like it.
        foreach merges in array array['public', 'history'] loop
            execute format('update %1$I.%2$I m set %4$s reason = ''(purged)'' where $1 in (m.%3$I, m.into_id)',
                merges, resource || '_merge', resource || '_id', case when resource = 'source' then 'aliases = ''{}'',' end)
            using id;
        end loop;
    end if;
    if resource = 'article' and not keeps_present then
        update public.article_merge_reference r set before = null
        from public.article_merge m
        where m.id = r.merge_id and r.kind = 'ADDRESS' and purge_words.id in (m.article_id, m.into_id);
    end if;

    -- In the past it is there for those who refer to it, and for nobody else.
    execute format('update public.%I r set %s revision = r.revision + 1 where r.id = $1', resource,
        case when keeps_present then '' else kept.neutral || ',' end) using id;
    execute format(
        'update history.%I r set %s, %s, deleted_at = coalesce(r.deleted_at, clock_timestamp()) where r.id = $1 and %s',
        resource, kept.neutral, kept.computed, case when keeps_present then 'r.ended is not null' else 'true' end) using id;
    get diagnostics versions = row_count;
    return removed || jsonb_build_object(resource, jsonb_build_object('versions', versions));
end
$$;
comment on function history.purge_words(text, uuid, xid8, boolean) is
    'The part of history.purge that is about sources, articles, measures and topics; tells what got neutral words.';

create function history.purge(id uuid, resource text, resource_id uuid, keeps_present boolean, reason text)
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
    if not exists (
        select from catalogue.record_table t
        where t.name = purge.resource and t.parent is null and t.purge is not null) then
        raise exception 'there is no purging of %', resource using errcode = 'invalid_parameter_value';
    end if;
    -- Before anything else is locked: whoever answers something is awaited, and others wait.
    lock table public.idempotency in share row exclusive mode;
    -- Nobody is told of it meanwhile.
    perform from public.notice_mark for update;
    execute format('select r.deleted_at is not null, %s from public.%I r where r.id = $1 for update',
        case resource when 'claim' then 'r.number' else 'null' end, resource)
    into deleted, num using resource_id;
    if deleted is null or deleted = keeps_present then
        raise exception 'only what is deleted can be purged whole, and only what is not deleted can be purged of its past'
            using errcode = 'check_violation', constraint = 'purge_of_deleted', table = resource;
    end if;
    perform set_config('claimtrail.reason', purge.reason, true);
    present := history.present();
    removed := case resource
        when 'claim' then history.purge_claim(resource_id, present, keeps_present)
        else history.purge_words(resource, resource_id, present, keeps_present)
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
    -- Words that are known of claims do not say of which: they are learned anew, of all that is left.
    delete from search.known_word;
    update search.learned l set updated_at = '-infinity', claim_id = '00000000-0000-0000-0000-000000000000';
    -- That somebody was told of it goes with it, and that somebody watches it.
    delete from public.notice n
    where n.id in (
            select r.notice_id from public.notice_reason r
            where r.resource_id = any (ids::uuid[]) or r.watched_id = any (ids::uuid[]))
      and not exists (
            select from public.notice_reason r
            where r.notice_id = n.id and r.resource_id <> all (ids::uuid[]) and r.watched_id <> all (ids::uuid[]));
    delete from public.notice_reason r where r.resource_id = any (ids::uuid[]) or r.watched_id = any (ids::uuid[]);
    delete from public.watch w where not purge.keeps_present and w.thing_id = any (ids::uuid[]);
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
            public.new_id(), 'topic', topic, false, purge.reason);
    end loop;
end
$$;
comment on function history.purge(uuid, text, uuid, boolean, text) is
    'Purges a deleted claim, source, article, measure or topic, or the past of one that is not deleted. All in this transaction.';

create function search.forget(resource text, id uuid) returns void
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
        cross join unnest(tsvector_to_array(to_tsvector(('search.' || c.config)::regconfig, search.spaced(named.name)))) l (lexeme)
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
comment on function search.forget(text, uuid) is
    'The part of history.purge that is about the words that claims were found by. For the owner alone.';
