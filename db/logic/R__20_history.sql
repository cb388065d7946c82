-- How change sets come about, and the triggers that keep every version of every row: ${logic}.

create function history.shifted(snapshot pg_snapshot) returns pg_snapshot
    language plpgsql stable as
$$
declare
    shift constant bigint := (select n.shift from history.numbering n);
begin
    if shift = 0 then
        return snapshot;
    end if;
    return (
        (pg_snapshot_xmin(snapshot)::text::bigint + shift) || ':'
        || (pg_snapshot_xmax(snapshot)::text::bigint + shift) || ':'
        || coalesce((
            select string_agg((x::text::bigint + shift)::text, ',' order by x::text::bigint)
            from pg_snapshot_xip(snapshot) x), ''))::pg_snapshot;
end
$$;
comment on function history.shifted(pg_snapshot) is 'A snapshot of transactions as one of change sets.';

-- A standby does not tell which transactions are under way, only the first of them: what follows it may be seen or not.
create function history.seen() returns pg_snapshot
    language plpgsql stable as
$$
declare
    seen constant pg_snapshot := pg_current_snapshot();
begin
    return history.shifted(
        case when pg_is_in_recovery() then (pg_snapshot_xmin(seen) || ':' || pg_snapshot_xmin(seen) || ':')::pg_snapshot
        else seen end);
end
$$;
comment on function history.seen() is
    'The change sets that a statement sees; on a standby only those of which that is sure.';

create function history.here() returns text
    language plpgsql stable security definer set search_path = pg_catalog as
$$
begin
    -- A standby changes nothing; its timeline is that of the server that it follows.
    return (
        select case when pg_is_in_recovery() then (select n.server from history.numbering n)
            else s.system_identifier || '/' || left(pg_walfile_name(pg_current_wal_lsn()), 8) || '/' || d.oid end
        from pg_control_system() s, pg_database d
        where d.datname = current_database());
end
$$;
comment on function history.here() is
    'The server by the number that it got when it was made, its timeline, which is another one since a standby took over, and the database.';

create function history.notice_move(is_copy boolean default null) returns boolean
    language plpgsql security definer set search_path = pg_catalog as
$$
declare
    here constant text := history.here();
    numbering history.numbering;
    own bigint;
    last history.change_set;
    highest bigint;
    copied boolean;
begin
    if not exists (select from history.numbering n where n.server is distinct from here) then
        return false;
    end if;
    -- Others that notice it at the same time wait until it is done.
    select * into numbering from history.numbering for update;
    if numbering.server is not distinct from here then
        return true;
    end if;
    own := pg_current_xact_id()::text::bigint;
    select * into last from history.change_set c where c.at is not null order by c.at desc, c.id desc limit 1;
    select max(c.id::text::bigint) into highest from history.change_set c;
    update history.numbering n
    set server = here,
        -- Well above what was under way.
        shift = case when n.shift + own <= highest then highest - own + 1000000 else n.shift end;
    if last.id is null or numbering.server is null and numbering.shift + own > highest then
        return true;
    end if;
    copied := coalesce(notice_move.is_copy, regexp_replace(coalesce(numbering.server, ''), '/.*/', '/') <> regexp_replace(here, '/.*/', '/')
        -- Brought back to what it was at a time that somebody named.
        or exists (
            select from pg_settings s
            where s.name in ('recovery_target', 'recovery_target_lsn', 'recovery_target_name', 'recovery_target_time',
                'recovery_target_xid') and s.setting <> ''));
    insert into history.move (noticed_at, at, change_set_id, from_server, to_server, is_copy)
    values (clock_timestamp(), last.at, last.id, coalesce(numbering.server, 'unknown'), here, copied);
    if copied then
        insert into public.outgoing_hold (since) values (clock_timestamp()) on conflict do nothing;
    end if;
    return true;
end
$$;
comment on function history.notice_move(boolean) is
    'To be called before the record is changed: looks whether it is where it was, and if not so, numbers change sets on from the last one, notes where the record parted, and holds back what is sent to others if it is a copy, as far as nobody says what it is. Tells whether it was elsewhere.';

create function history.parted(moment timestamptz) returns table (at timestamptz, change_set_id xid8)
    language sql stable security definer set search_path = pg_catalog as
$$
    (
        select m.at, m.change_set_id from history.move m where m.noticed_at >= moment
        union all
        (
            -- Not noticed yet.
            select c.at, c.id from history.change_set c
            where c.at is not null and (select n.server from history.numbering n) <> history.here()
            order by c.at desc, c.id desc limit 1
        )
    )
    order by at limit 1
$$;
comment on function history.parted(timestamptz) is
    'The last change set that is left of what somebody knows who knows a change of that time which is not there: after it, the record went on elsewhere. No row where it never did since.';

create function history.present() returns xid8
    language plpgsql security definer set search_path = pg_catalog as
$$
declare
    number xid8;
    is_there boolean;
    stamped timestamptz;
begin
    loop
        number := (select (pg_current_xact_id()::text::bigint + n.shift)::text::xid8 from history.numbering n);
        select true, c.at into is_there, stamped from history.change_set c where c.id = number;
        if is_there and stamped is null then
            return number;
        end if;
        exit when not history.notice_move();
    end loop;
    if is_there then
        raise exception 'The changes of this transaction have their time already: no more can be made in it.'
            using errcode = 'object_not_in_prerequisite_state';
    end if;
    insert into history.change_set (id, by, through, request, reason, made)
    values (
        number,
        coalesce(nullif(current_setting('claimtrail.by', true), ''), session_user),
        coalesce(nullif(current_setting('claimtrail.through', true), ''), 'SQL'),
        nullif(current_setting('claimtrail.request', true), ''),
        nullif(current_setting('claimtrail.reason', true), ''),
        nullif(current_setting('claimtrail.made', true), '')::timestamptz);
    return number;
end
$$;
comment on function history.present() is 'The change set of this transaction, which begins with its first change.';

-- In PL/pgSQL, as that keeps its plans: functions in SQL that are not inlined are planned at each call before PostgreSQL 18.
create function history.begun() returns bigint
    language plpgsql volatile as
$$
declare
    own constant bigint := pg_current_xact_id()::text::bigint;
begin
    -- Locks tell the last 32 bits of a number, which is not far from this one's.
    return (
        select max(own + (((l.transactionid::text::bigint - own) % 4294967296 + 6442450944) % 4294967296) - 2147483648)
        from pg_locks l
        where l.locktype = 'transactionid' and l.granted);
end
$$;
comment on function history.begun() is 'The highest number of the transactions that have begun to write and not ended yet.';

create function history.not_seen(snapshot pg_snapshot, own bigint, begun bigint) returns pg_snapshot
    language plpgsql immutable as
$$
begin
    if begun < pg_snapshot_xmax(snapshot)::text::bigint then
        return snapshot;
    end if;
    if begun = own and pg_snapshot_xmax(snapshot)::text::bigint = own then
        -- Nobody but this one: the usual case, told without a query.
        return (split_part(snapshot::text, ':', 1) || ':' || (begun + 1) || ':' || split_part(snapshot::text, ':', 3))::pg_snapshot;
    end if;
    return (
        pg_snapshot_xmin(snapshot) || ':' || (begun + 1) || ':' || coalesce((
            select string_agg(x::text, ',' order by x)
            from (
                select x::text::bigint as x from pg_snapshot_xip(snapshot) x
                union
                select generate_series(pg_snapshot_xmax(snapshot)::text::bigint, begun)
            ) unseen
            where x <> own), ''))::pg_snapshot;
end
$$;
comment on function history.not_seen(pg_snapshot, bigint, bigint) is
    'A snapshot that names those transactions, too, that had begun and are not in it because none after them had ended.';

-- Whether another change set has a later time is asked of the last one by index: asked whether there is any, the server
-- plans to look through all change sets, once the same session has asked several times.
create function history.stamp() returns trigger
    language plpgsql security definer set search_path = pg_catalog as
$$
declare
    moment timestamptz;
    begun bigint;
begin
    perform pg_advisory_xact_lock_shared(hashtextextended('claimtrail history', 0));
    loop
        -- First the time, then who has begun, then the snapshot: whatever has an earlier time is in it, or known to be
        -- under way. Whatever it sees has to have one: where others have committed meanwhile, or the clock was put back,
        -- a later time is taken.
        moment := (select greatest(clock_timestamp(), max(c.at) + interval '1 microsecond') from history.change_set c);
        begun := history.begun();
        update history.change_set
        set at = moment,
            seen = case when current_setting('transaction_isolation') = 'read committed' then history.shifted(
                history.not_seen(pg_current_snapshot(), pg_current_xact_id()::text::bigint, begun)) end
        where id = new.id
          and (moment, new.id) > (
            select c.at, c.id from (
                select c.at, c.id from history.change_set c
                where c.at is not null and c.id <> new.id
                order by c.at desc, c.id desc limit 1
            ) c
            union all
            select '-infinity', '0'::xid8
            limit 1);
        exit when found;
    end loop;
    return null;
end
$$;
comment on function history.stamp() is 'Gives a change set its time, when its transaction is about to commit.';
create constraint trigger change_set_stamped after insert on history.change_set
    deferrable initially deferred for each row execute function history.stamp();

create function history.changed(places int[], resources text[], ids uuid[], states pg_snapshot[], state pg_snapshot)
    returns int[]
    language plpgsql stable
    set plan_cache_mode = force_generic_plan
    set enable_seqscan = off
as $$
begin
    return array(
        select distinct k.place
        from unnest(places, resources, ids, states) k (place, resource, id, its_state)
        where k.resource = 'claim' and not exists (
            -- Nor does the history tell where it was emptied, and filled anew.
            select from public.claim c where c.id = k.id and c.deleted_at is null)
        or exists (
            select from history.change h
            where h.resource = k.resource and h.resource_id = k.id
              and h.change_set_id >= least(pg_snapshot_xmin(k.its_state), pg_snapshot_xmin(state))
              and not (pg_visible_in_snapshot(h.change_set_id, k.its_state)
                  and pg_visible_in_snapshot(h.change_set_id, state))));
end
$$;
comment on function history.changed(int[], text[], uuid[], pg_snapshot[], pg_snapshot) is
    'The places at which a thing stands that was changed after the state there, or after the last one: each a snapshot as history.shifted() has it.';

-- Tells whoever listens that there are new changes, whoever made them.
--
-- A transaction that notifies takes a lock on commits of all others that do, so that those would have to wait for each
-- other, and for each other's disk. Here one at a time notifies, and nobody waits: whoever finds that another one is about
-- to has his time by then, and who listens waits for those who have their time (as_of.committing()) before he reads. So
-- he finds the changes of both when he is told of the one.
create function history.tell() returns trigger
    language plpgsql security definer set search_path = pg_catalog as
$$
begin
    if pg_try_advisory_xact_lock(hashtextextended('claimtrail changes', 0)) then
        perform pg_notify('claimtrail_changes', '');
    end if;
    return null;
end
$$;
comment on function history.tell() is
    'Tells those who listen to claimtrail_changes that there are new ones, unless another transaction is about to. Whoever listens waits until none is left of what as_of.committing() was when he was told.';
-- After change_set_stamped, by the order of their names.
create constraint trigger change_set_told after insert on history.change_set
    deferrable initially deferred for each row execute function history.tell();

create procedure catalogue.keep(kept name)
    language plpgsql as
$procedure$
declare
    present constant regclass := format('public.%I', kept);
    is_new constant boolean := to_regclass(format('history.%I', kept)) is null;
    kind constant text := (select t.kind from catalogue.record_table t where t.name = kept);
    thing constant text := catalogue.thing(kept, 'r');
    names text;
    compared text;
    key text;
    holding text;
    note text;
    change text;
begin
    select string_agg(quote_ident(c.name), ', ' order by c.nth),
        string_agg(case when c.type = 'numeric'::regtype
            -- 1.0 is not 1.00 where somebody wrote it so.
            then format('%1$I, %1$I::text as %2$I', c.name, c.name || ' as written')
            else quote_ident(c.name) end, ', ' order by c.nth)
    into names, compared
    from catalogue.columns(present) c;
    select string_agg(format('v.%1$I = g.%1$I', a.attname), ' and ')
    into key
    from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
    where i.indrelid = present and i.indisprimary;

    if is_new then
        execute format('create table history.%I as select * from public.%1$I with no data', kept);
        execute format('alter table history.%I add began xid8 not null, add ended xid8', kept);
        -- Before there are indexes: that is faster. Whoever would change the table meanwhile waits.
        execute format('lock table public.%I in share row exclusive mode', kept);
        execute format(
            'insert into history.%I (%s, began) select %2$s, (select history.present()) from public.%1$I', kept, names);
        if thing = 'r.id' then
            execute format(
                'insert into history.change select (select history.present()), %L, r.id from public.%I r', kind, kept);
        end if;
    end if;
    for change in
        select format('alter table history.%I add %I %s', kept, c.name, format_type(a.atttypid, a.atttypmod))
        from catalogue.columns(present) c
        join pg_attribute a on a.attrelid = present and a.attname = c.name
        where not exists (
            select from catalogue.columns(to_regclass(format('history.%I', kept))) t where t.name = c.name)
        union all
        -- The same answers are to be found as fast.
        select regexp_replace(
            replace(pg_get_indexdef(i.indexrelid), ' NULLS NOT DISTINCT', ''),
            '^CREATE (UNIQUE )?INDEX (\S+) ON public\.', 'CREATE INDEX IF NOT EXISTS \2 ON history.')
        from pg_index i
        where i.indrelid = present
          and to_regclass(format('history.%I', (select x.relname from pg_class x where x.oid = i.indexrelid))) is null
        union all
        select format('comment on table history.%I is %L', kept, 'Every version of every row of ' || kept || '.')
        union all
        select format('comment on column history.%I.%I is %L', kept, c.name, c.meaning) from catalogue.columns(present) c
        union all
        select format('comment on column history.%I.%I is %L', kept, c.name, c.meaning)
        from (values
            ('began', 'The change set that made it so.'),
            ('ended', 'The change set that made it otherwise; absent while it holds.')) c (name, meaning)
    loop
        execute change;
    end loop;

    note := case when kind is null then 'null;' else format(
        'insert into history.change (change_set_id, resource, resource_id) '
            'select distinct change_set_id, %L, %s from %%s r where %2$s is not null on conflict do nothing;',
        kind, thing) end;
    -- One by one by their key, whatever was last counted of them: of rows that wait for work, such as marks, hardly any version
    -- holds, and all that ever held would be read. Nor may a plan that a connection made while there was hardly anything to
    -- read, and keeps, read all of it for each row later: the function plans no sequential scan.
    holding := format(
        'select o.ctid from %%s g cross join lateral (select v.ctid from history.%I v where %s and v.ended is null offset 0) o',
        kept, key);
    execute format($function$
        create function history.%1$I() returns trigger
            language plpgsql security definer set search_path = pg_catalog set enable_seqscan = off as
        $body$
        declare
            change_set_id xid8;
        begin
            if tg_op = 'INSERT' then
                if exists (select from after_rows) then
                    change_set_id := history.present();
                    %5$s
                    insert into history.%2$I (%3$s, began) select %3$s, change_set_id from after_rows;
                end if;
            elsif tg_op = 'DELETE' then
                if exists (select from before_rows) then
                    change_set_id := history.present();
                    %6$s
                    delete from history.%2$I v where v.ctid = any (array(%8$s)) and v.began = change_set_id;
                    update history.%2$I v set ended = change_set_id where v.ctid = any (array(%8$s));
                end if;
            elsif exists (select %4$s from after_rows except select %4$s from before_rows) then
                change_set_id := history.present();
                %7$s
                delete from history.%2$I v where v.ctid = any (array(%9$s)) and v.began = change_set_id;
                update history.%2$I v set ended = change_set_id where v.ctid = any (array(%9$s));
                insert into history.%2$I (%3$s, began)
                select %3$s, change_set_id
                from (select %4$s from after_rows except select %4$s from before_rows) n;
            end if;
            return null;
        end
        $body$$function$, 'keep_' || kept, kept, names, compared,
        format(note, 'after_rows'),
        format(note, 'before_rows'),
        format(note, format('((select %1$s from after_rows except select %1$s from before_rows) union all (select %1$s from before_rows except select %1$s from after_rows))', compared)),
        format(holding, 'before_rows'),
        format(holding, format('(select %1$s from before_rows except select %1$s from after_rows)', compared)));
    execute format('comment on function history.%I() is %L', 'keep_' || kept, 'Keeps the versions of ' || kept || '.');
    call catalogue.watch(kept, 'kept', format('history.%I()', 'keep_' || kept));
end
$procedure$;
comment on procedure catalogue.keep(name) is
    'Makes the twin of a table in schema history, with the columns and indexes that the table has, and the triggers that fill it.';

-- The triggers of a table on one event run in the order of their names.
create procedure catalogue.watch(watched name, what text, action text, events text[] default '{insert, update, delete}')
    language plpgsql as
$procedure$
declare
    event text;
begin
    foreach event in array events loop
        execute format(
            'create trigger %I after %s on public.%I referencing %s for each statement execute function %s',
            format('%s_%s_on_%s', watched, what, event), event, watched,
            case event
                when 'insert' then 'new table as after_rows'
                when 'delete' then 'old table as before_rows'
                else 'old table as before_rows new table as after_rows'
            end,
            action);
    end loop;
end
$procedure$;
comment on procedure catalogue.watch(name, text, text, text[]) is
    'Has a trigger function called after each statement that changes a table, with the rows as before_rows and after_rows: an insert has only the latter, a delete only the former.';

create procedure catalogue.show(shown name, event text, places text)
    language plpgsql as
$procedure$
declare
    action constant text := format('history.%I', 'show_' || shown || '_on_' || event);
    key constant text := (
        select string_agg(format('o.%1$I = n.%1$I', a.attname), ' and ')
        from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
        where i.indrelid = format('public.%I', shown)::regclass and i.indisprimary);
begin
    execute format($function$
        create function %1$s() returns trigger
            language plpgsql security definer set search_path = pg_catalog as
        $body$
        begin
            insert into history.change (change_set_id, resource, resource_id)
            select (select history.present()), place.resource, place.resource_id
            from (
                select distinct p.resource, p.resource_id
                from %2$s cross join lateral (%3$s) p (resource, resource_id)
            ) place
            on conflict do nothing;
            return null;
        end
        $body$$function$, action,
        case event
            when 'insert' then 'after_rows n'
            when 'delete' then 'before_rows o'
            else 'after_rows n join before_rows o on ' || key
        end,
        places);
    execute format('comment on function %s() is %L', action, 'Notes what shows something of ' || shown || ' and so changes with it.');
    call catalogue.watch(shown, 'shown', action || '()', array[event]);
end
$procedure$;
comment on procedure catalogue.show(name, text, text) is
    'Notes what shows something of a table''s rows: the places are SQL that selects resources and ids for a row that was o and is n.';

do $$
declare
    one record;
begin
    for one in select t.name from catalogue.record_table t order by t.position loop
        call catalogue.keep(one.name);
    end loop;
end
$$;

-- A thing is changed, too, where something of its own that its answer tells follows from another: what a denial wants. Names
-- that it shows of others are not its own: the others tell of them. Deleted things show nothing.
call catalogue.show('claim', 'update', $places$
    select 'claim', c.id
    from public.relation r join public.claim c on c.id = r.from_claim_id
    where (o.deleted_at is null) <> (n.deleted_at is null)
      and r.to_claim_id = n.id and r.type = 'DENIES' and r.deleted_at is null
      and c.kind = 'DENIAL' and c.deleted_at is null$places$);

-- A denial says whether it wants something that it denies.
call catalogue.show('relation', 'insert', $places$
    select 'claim', c.id from public.claim c
    where c.id = n.from_claim_id and n.type = 'DENIES' and c.kind = 'DENIAL' and c.deleted_at is null$places$);
call catalogue.show('relation', 'update', $places$
    select 'claim', c.id from public.claim c
    where c.id = n.from_claim_id and n.type = 'DENIES' and c.kind = 'DENIAL' and c.deleted_at is null
      and (o.deleted_at is null) <> (n.deleted_at is null)$places$);
call catalogue.show('relation', 'delete', $places$
    select 'claim', c.id from public.claim c
    where c.id = o.from_claim_id and o.type = 'DENIES' and c.kind = 'DENIAL' and c.deleted_at is null$places$);

-- Nothing else tells of scales.
call catalogue.show('rating_scale', 'update', $places$
    select 'assessment', a.id from public.assessment a
    where (o.name, o.worst, o.best) is distinct from (n.name, n.worst, n.best) and a.scale_id = n.id
      and a.deleted_at is null$places$);
