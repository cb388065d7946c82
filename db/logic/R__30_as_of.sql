-- The record as it was: ${logic}. Functions that say which change sets belong to an instant, and a view for each table.

-- Whoever reads the past says so, until the end of the transaction, and looks then where the record begins.
create function as_of.change_set(moment timestamptz, number xid8) returns text
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

-- What a change says of when it was made is a moment before its change set has its time.
create function as_of.instant(moment timestamptz) returns text
    language plpgsql volatile security definer set search_path = pg_catalog as
$$
begin
    return as_of.change_set(
        greatest(moment, (select max(c.at) from history.change_set c where c.made = moment)),
        '18446744073709551615'::xid8);
end
$$;
comment on function as_of.instant(timestamptz) is
    'The change sets that had been committed by an instant, and those that were made at it, to be set as claimtrail.as_of in the same transaction. Whoever asks waits first until as_of.committing() is none of those that it was. Fails before the beginning of the history.';

-- Whoever tells of new changes (history.tell()) may be seen by others a moment before he lets go of his locks, and whoever
-- commits in that moment leaves it to him and is told of by nobody. So who listens waits, once he was told, until those
-- who may have told him have let go, and only then takes the time up to which he reads.
create function as_of.committing() returns setof text
    language sql stable
begin atomic
    select distinct l.virtualtransaction
    from pg_locks l
    where l.locktype = 'advisory' and l.granted and l.pid <> pg_backend_pid()
      and l.database = (select d.oid from pg_database d where d.datname = current_database())
      and l.objsubid = 1
      and (l.classid::bigint << 32 | l.objid::bigint) in (
          hashtextextended('claimtrail history', 0), hashtextextended('claimtrail changes', 0));
end;
comment on function as_of.committing() is
    'The transactions that have their time and have not ended yet, or not let go of the right to tell of new changes.';

do $$
declare
    one record;
begin
    for one in select t.name from catalogue.record_table t order by t.position loop
        execute format($view$
            create view as_of.%1$I as
            select %2$s
            from history.%1$I
            where pg_visible_in_snapshot(began, (select current_setting('claimtrail.as_of')::pg_snapshot))
              and (ended is null
                or not pg_visible_in_snapshot(ended, (select current_setting('claimtrail.as_of')::pg_snapshot)))$view$,
            one.name,
            (select string_agg(quote_ident(c.name), ', ' order by c.nth)
             from catalogue.columns(format('public.%I', one.name)::regclass) c));
        call catalogue.explain(
            format('as_of.%I', one.name)::regclass,
            format('The rows of %s at the instant asked for.', one.name),
            format('public.%I', one.name)::regclass);
    end loop;
    -- Which status may follow which is part of the release, not of the record.
    create view as_of.status_transition as select from_status, to_status from public.status_transition;
    call catalogue.explain('as_of.status_transition', 'Which status may follow which.', 'public.status_transition');
end
$$;
