-- How the history lets go of its beginning: ${logic}

create function history.reading() returns setof text
    language sql stable
begin atomic
    select l.virtualtransaction
    from pg_locks l
    where l.locktype = 'advisory' and l.granted and l.pid <> pg_backend_pid()
      and l.database = (select d.oid from pg_database d where d.datname = current_database())
      and l.objsubid = 1
      and (l.classid::bigint << 32 | l.objid::bigint) = hashtextextended('claimtrail past', 0);
end;
comment on function history.reading() is 'The transactions that read the past.';

create function history.begin_later() returns boolean
    language plpgsql security definer set search_path = pg_catalog as
$$
declare
    before timestamptz := (select clock_timestamp() - r.kept_for from history.retention r);
    wanted history.change_set;
begin
    if before is null or not pg_try_advisory_xact_lock(hashtextextended('claimtrail beginning', 0)) then
        return false;
    end if;
    -- One that the feed tells of, so that there is a place to go on from.
    select * into wanted from history.change_set c
    where c.at < before and c.seen is not null
      and exists (select from history.change h where h.change_set_id = c.id)
    order by c.at desc, c.id desc limit 1;
    -- Once a day: each time, all of the history is looked through.
    if wanted.id is null
        or exists (select from history.beginning b where not b.done or wanted.at < b.at + interval '1 day') then
        return false;
    end if;
    insert into history.beginning as b (change_set_id, at, forgotten_to, page, done)
    values (wanted.id, wanted.at, '0', 0, false)
    on conflict (only_row) do update
    set change_set_id = excluded.change_set_id, at = excluded.at, awaited = null, swept = null, page = 0, done = false;
    return true;
end
$$;
comment on function history.begin_later() is
    'Moves the beginning of the history as far as history.retention lets it, if that is a day at least; tells whether it did.';

create function history.forget() returns boolean
    language plpgsql security definer set search_path = pg_catalog as
$$
declare
    beginning history.beginning;
    pages constant bigint := 2000;
    old pg_snapshot;
    next_table name;
    gone xid8[];
begin
    select * into beginning from history.beginning b where not b.done for update skip locked;
    if beginning.at is null then
        return false;
    end if;
    if beginning.awaited is null or beginning.awaited <> '{}' then
        update history.beginning b
        set awaited = array(
            select r from history.reading() r where beginning.awaited is null or r = any (beginning.awaited));
        return true;
    end if;

    next_table := (
        select c.relname
        from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'ended' and not a.attisdropped
        where c.relnamespace = 'history'::regnamespace and c.relkind = 'r'
          and c.relname >= coalesce(beginning.swept, '')
          and (c.relname <> coalesce(beginning.swept, '')
            or beginning.page < pg_relation_size(c.oid) / current_setting('block_size')::bigint)
        order by c.relname limit 1);
    if next_table is not null then
        old := as_of.change_set(beginning.at, beginning.change_set_id)::pg_snapshot;
        beginning.page := case next_table when beginning.swept then beginning.page else 0 end;
        execute format(
            'delete from history.%I where ctid >= %L and ctid < %L and ended is not null and pg_visible_in_snapshot(ended, $1)',
            next_table, format('(%s,0)', beginning.page), format('(%s,0)', beginning.page + pages)) using old;
        update history.beginning b set swept = next_table, page = beginning.page + pages;
        return true;
    end if;

    -- A day more is kept of the change sets themselves: some may have had their time and ended only after the beginning.
    gone := array(
        select c.id from history.change_set c where c.at < beginning.at - interval '1 day' order by c.at, c.id limit 5000);
    insert into history.forgotten as f (resource, resource_id, changes)
    select h.resource, h.resource_id, count(*)
    from history.change h where h.change_set_id = any (gone)
    group by h.resource, h.resource_id
    on conflict (resource, resource_id) do update set changes = f.changes + excluded.changes;
    delete from history.change h where h.change_set_id = any (gone);
    delete from history.change_set c where c.id = any (gone);
    update history.beginning b
    set done = gone = '{}',
        forgotten_to = greatest(b.forgotten_to, (select g from unnest(gone) g order by g desc limit 1));
    return gone <> '{}';
end
$$;
comment on function history.forget() is
    'Lets go a bounded part of what was before the beginning of the history, or waits for those who read it; tells whether to call again.';
