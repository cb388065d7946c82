-- How long history is kept: for ever, unless the operator says otherwise. Then the history has a beginning, which moves on.
--
-- The beginning is a change set. What was from then on is told as ever, whatever was before can be let go: versions that
-- had ended by then, and the change sets themselves. The service's role asks for it and can neither choose the beginning
-- nor delete anything: how long is kept is written by the migration role at a start (afterMigrate__retention.sql).
--
-- First the beginning moves, then those are awaited who may read what was before, then it goes, bit by bit.

create table history.retention (
    only_row boolean primary key default true,
    kept_for interval,
    constraint retention_one_row check (only_row),
    constraint retention_not_short check (kept_for >= interval '30 days')
);
comment on table history.retention is 'How long history is kept.';
comment on column history.retention.only_row is 'There is one row.';
comment on column history.retention.kept_for is 'At least 30 days; absent where it is kept for ever.';
insert into history.retention default values;

create table history.beginning (
    only_row      boolean primary key default true,
    change_set_id xid8        not null,
    at            timestamptz not null,
    forgotten_to  xid8        not null,
    awaited       text[],
    swept         text,
    page          bigint      not null,
    done          boolean     not null,
    constraint beginning_one_row check (only_row)
);
comment on table history.beginning is 'From when on the record is remembered; no row where all of it is.';
comment on column history.beginning.only_row is 'There is one row at most.';
comment on column history.beginning.change_set_id is 'What was since this change set is remembered.';
comment on column history.beginning.at is 'When that took effect: the first instant that can be asked for.';
comment on column history.beginning.forgotten_to is 'The highest number of the change sets that are gone.';
comment on column history.beginning.awaited is
    'The transactions that may read what was before; absent until they were looked for, empty when none is left.';
comment on column history.beginning.swept is 'The table whose old versions are going; all before it, by name, are swept.';
comment on column history.beginning.page is 'Where in that table to go on.';
comment on column history.beginning.done is 'Whether nothing is left that can go.';

create table history.forgotten (
    resource    text   not null,
    resource_id uuid   not null,
    changes     bigint not null,
    constraint forgotten_pk primary key (resource, resource_id)
);
comment on table history.forgotten is 'How many changes of a thing are gone, so that its revisions are counted as before.';
comment on column history.forgotten.resource is 'As in history.change.';
comment on column history.forgotten.resource_id is 'Which one.';
comment on column history.forgotten.changes is 'How many.';

-- Whoever reads the past says so, until the end of the transaction, and looks then where the record begins.
create or replace function as_of.change_set(moment timestamptz, number xid8) returns text
    language plpgsql volatile security definer set search_path = pg_catalog as
$$
declare
    last history.change_set;
    added xid8[];
    upper bigint;
begin
    perform pg_advisory_xact_lock_shared(hashtextextended('claimtrail past', 0));
    if exists (select from history.beginning b where (moment, number) < (b.at, b.change_set_id)) then
        raise exception 'what was before % is no longer kept', (select b.at from history.beginning b)
            using errcode = 'serialization_failure';
    end if;
    select * into last from history.change_set c
    where (c.at, c.id) <= (moment, number) and c.seen is not null
    order by c.at desc, c.id desc limit 1;
    if last.id is null then
        return '1:1:';
    end if;
    -- Those that were about to commit at the same time, and those that cannot tell what they saw.
    added := array(
        select c.id from history.change_set c
        where c.id in (select pg_snapshot_xip(last.seen)) and (c.at, c.id) <= (moment, number)
        union
        select c.id from history.change_set c where (c.at, c.id) between (last.at, last.id) and (moment, number));
    select greatest(pg_snapshot_xmax(last.seen)::text::bigint, max(a::text::bigint) + 1) into upper
    from unnest(added) a;
    return least(pg_snapshot_xmin(last.seen)::text::bigint, upper) || ':' || upper || ':' || coalesce((
        select string_agg(x::text, ',' order by x)
        from (
            select x::text::bigint as x from pg_snapshot_xip(last.seen) x
            union
            select generate_series(pg_snapshot_xmax(last.seen)::text::bigint, upper - 1)
        ) missing
        where x::text::xid8 <> all (added)), '');
end
$$;
comment on function as_of.change_set(timestamptz, xid8) is
    'The change sets up to one, to be set as claimtrail.as_of in the same transaction. Whoever asks waits first until as_of.committing() is none of those that it was. Fails before the beginning of the history.';

create or replace function as_of.instant(moment timestamptz) returns text
    language sql volatile
    return as_of.change_set(moment, '18446744073709551615'::xid8);
comment on function as_of.instant(timestamptz) is
    'The change sets that had been committed by an instant, to be set as claimtrail.as_of in the same transaction. Whoever asks waits first until as_of.committing() is none of those that it was. Fails before the beginning of the history.';

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
