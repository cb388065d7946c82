-- What the record was at any time, kept by the database, so that a change typed in psql is kept like any other.
--
-- Each table of the record has a twin in schema history with every version of every row, and a view of the same name in
-- schema as_of that shows the versions of one instant. The service's role reads history and writes none of it: the
-- triggers write as their owner.
--
-- An instant stands for whole transactions. Each that changes the record is a change set, numbered like the transaction,
-- and gets its time just before it commits, while it holds a shared lock: whoever wants to know what had happened by some
-- instant waits for those few that hold the lock just then, and finds the same ever after. A long transaction has its
-- time at its end, and so holds up nobody.

create schema history;
comment on schema history is 'Every version of every row of the record, and the change sets that made them. Written by triggers alone.';
create schema as_of;
comment on schema as_of is
    'The record as it was at the instant that the setting claimtrail.as_of stands for: see as_of.instant(). The names and columns of the tables, so that the SQL of the service is the same for then and now.';

create table history.numbering (
    only_row boolean primary key default true,
    shift    bigint not null,
    constraint numbering_one_row check (only_row)
);
comment on table history.numbering is
    'By how much change sets are numbered higher than their transactions: a server on which a dump was restored counts its own transactions.';
comment on column history.numbering.only_row is 'There is one row.';
comment on column history.numbering.shift is 'What is added.';
insert into history.numbering (shift) values (0);

create table history.change_set (
    id      xid8 primary key,
    at      timestamptz,
    seen    pg_snapshot,
    by      text not null,
    through text not null,
    request text,
    reason  text
);
create index change_set_by_time on history.change_set (at, id);
comment on table history.change_set is 'Transactions that changed the record.';
comment on column history.change_set.id is 'The transaction''s number: see history.numbering.';
comment on column history.change_set.at is 'When it was about to commit; in the order of these, changes take effect.';
comment on column history.change_set.seen is
    'Which change sets it could see when it was about to commit. Absent where the transaction looked at an older state all along.';
comment on column history.change_set.by is 'The account, "system", or the role in the database for changes that come past the service.';
comment on column history.change_set.through is 'The name of the API token, "session" for pages, "system", or SQL for changes that come past the service.';
comment on column history.change_set.reason is 'Why, where that was said of all of it; a change of status or stage has its reason with it.';
comment on column history.change_set.request is 'The request that it answers, as the service''s log names it.';

create table history.change (
    change_set_id xid8 not null,
    resource      text not null,
    resource_id   uuid not null,
    constraint change_pk primary key (resource, resource_id, change_set_id)
);
create index change_by_set on history.change (change_set_id, resource, resource_id);
comment on table history.change is
    'The things that a change set changed, those included that show something of another: a claim, where a source in it got another name.';
comment on column history.change.change_set_id is 'The change set.';
comment on column history.change.resource is 'What it is: claim, relation, evidence, assessment, source, article, measure or exchange-rate, each with its parts.';
comment on column history.change.resource_id is 'Which one.';

create function history.shifted(snapshot pg_snapshot) returns pg_snapshot
    language sql stable
    return (
        select case n.shift
            when 0 then snapshot
            else (
                (pg_snapshot_xmin(snapshot)::text::bigint + n.shift) || ':'
                || (pg_snapshot_xmax(snapshot)::text::bigint + n.shift) || ':'
                || coalesce((
                    select string_agg((x::text::bigint + n.shift)::text, ',' order by x::text::bigint)
                    from pg_snapshot_xip(snapshot) x), ''))::pg_snapshot
            end
        from history.numbering n);
comment on function history.shifted(pg_snapshot) is 'A snapshot of transactions as one of change sets.';

create function history.present() returns xid8
    language plpgsql security definer set search_path = pg_catalog as
$$
declare
    number xid8 := (select (pg_current_xact_id()::text::bigint + n.shift)::text::xid8 from history.numbering n);
begin
    if not exists (select from history.change_set where id = number) then
        insert into history.change_set (id, by, through, request, reason)
        values (
            number,
            coalesce(nullif(current_setting('claimtrail.by', true), ''), session_user),
            coalesce(nullif(current_setting('claimtrail.through', true), ''), 'SQL'),
            nullif(current_setting('claimtrail.request', true), ''),
            nullif(current_setting('claimtrail.reason', true), ''));
    end if;
    return number;
end
$$;
comment on function history.present() is 'The change set of this transaction, which begins with its first change.';

create function history.begun() returns bigint
    language sql volatile
begin atomic
    -- Locks tell the last 32 bits of a number, which is not far from this one's.
    select max(own.number + (((l.transactionid::text::bigint - own.number) % 4294967296 + 6442450944) % 4294967296) - 2147483648)
    from (select pg_current_xact_id()::text::bigint as number) own, pg_locks l
    where l.locktype = 'transactionid' and l.granted;
end;
comment on function history.begun() is 'The highest number of the transactions that have begun to write and not ended yet.';

create function history.not_seen(snapshot pg_snapshot, own bigint, begun bigint) returns pg_snapshot
    language sql immutable
    return (
        case when begun < pg_snapshot_xmax(snapshot)::text::bigint then snapshot
        else (
            pg_snapshot_xmin(snapshot) || ':' || (begun + 1) || ':' || coalesce((
                select string_agg(x::text, ',' order by x)
                from (
                    select x::text::bigint as x from pg_snapshot_xip(snapshot) x
                    union
                    select generate_series(pg_snapshot_xmax(snapshot)::text::bigint, begun)
                ) unseen
                where x <> own), ''))::pg_snapshot
        end);
comment on function history.not_seen(pg_snapshot, bigint, bigint) is
    'A snapshot that names those transactions, too, that had begun and are not in it because none after them had ended.';

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
          and not exists (select from history.change_set c where (c.at, c.id) > (moment, new.id) and c.id <> new.id);
        exit when found;
    end loop;
    return null;
end
$$;
comment on function history.stamp() is 'Gives a change set its time, when its transaction is about to commit.';
create constraint trigger change_set_stamped after insert on history.change_set
    deferrable initially deferred for each row execute function history.stamp();

create function history.restored() returns void
    language sql security definer set search_path = pg_catalog as
$$
    update history.numbering
    set shift = (select max(c.id::text::bigint) from history.change_set c) - pg_current_xact_id()::text::bigint + 1000000
    where shift + pg_current_xact_id()::text::bigint <= (select max(c.id::text::bigint) from history.change_set c)
$$;
comment on function history.restored() is
    'To be called before anything else after a dump was restored on another server: counts on from the last change set. Does nothing elsewhere.';

create function as_of.change_set(moment timestamptz, number xid8) returns text
    language plpgsql stable security definer set search_path = pg_catalog as
$$
declare
    last history.change_set;
    added xid8[];
    upper bigint;
begin
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
    'The change sets up to one, to be set as claimtrail.as_of. Whoever asks waits first until as_of.committing() is none of those that it was.';

create function as_of.instant(moment timestamptz) returns text
    language sql stable
    return as_of.change_set(moment, '18446744073709551615'::xid8);
comment on function as_of.instant(timestamptz) is
    'The change sets that had been committed by an instant, to be set as claimtrail.as_of. Whoever asks waits first until as_of.committing() is none of those that it was.';

create function as_of.committing() returns setof text
    language sql stable
begin atomic
    select l.virtualtransaction
    from pg_locks l
    where l.locktype = 'advisory' and l.granted and l.pid <> pg_backend_pid()
      and l.database = (select d.oid from pg_database d where d.datname = current_database())
      and l.objsubid = 1
      and (l.classid::bigint << 32 | l.objid::bigint) = hashtextextended('claimtrail history', 0);
end;
comment on function as_of.committing() is 'The transactions that have their time and have not ended yet.';

-- As in public_record, functions that answers call are found only here; these are inlined.
create function as_of.name_key(name text) returns text
    language sql immutable strict parallel safe
    return public.name_key(name);
comment on function as_of.name_key(text) is 'public.name_key().';

create function as_of.rfc3339(at timestamptz) returns text
    language sql stable strict parallel safe
    return public.rfc3339(at);
comment on function as_of.rfc3339(timestamptz) is 'public.rfc3339().';

create function as_of.words(text text) returns tsvector
    language sql immutable parallel safe
    return public.words(text);
comment on function as_of.words(text) is 'public.words().';

create view as_of.status_transition as
select from_status, to_status
from public.status_transition;
comment on view as_of.status_transition is 'Which status may follow which: part of the release, not of the record.';

create procedure history.keep(kept name, resource text default null, resource_id text default null)
    language plpgsql as
$procedure$
declare
    present constant regclass := format('public.%I', kept);
    is_new constant boolean := to_regclass(format('history.%I', kept)) is null;
    names text;
    compared text;
    key text;
    note text;
    change text;
begin
    select string_agg(quote_ident(a.attname), ', ' order by a.attnum),
        string_agg(case when a.atttypid = 'numeric'::regtype
            -- 1.0 is not 1.00 where somebody wrote it so.
            then format('%1$I, %1$I::text as %2$I', a.attname, a.attname || ' as written')
            else quote_ident(a.attname) end, ', ' order by a.attnum)
    into names, compared
    from pg_attribute a
    where a.attrelid = present and a.attnum > 0 and not a.attisdropped;
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
        if resource_id = 'r.id' then
            execute format(
                'insert into history.change select (select history.present()), %L, r.id from public.%I r', resource, kept);
        end if;
    end if;
    for change in
        select format('alter table history.%I add %I %s', kept, a.attname, format_type(a.atttypid, a.atttypmod))
        from pg_attribute a
        where a.attrelid = present and a.attnum > 0 and not a.attisdropped and not exists (
            select from pg_attribute b
            where b.attrelid = to_regclass(format('history.%I', kept)) and b.attname = a.attname)
        union all
        -- The same answers are to be found as fast.
        select regexp_replace(
            replace(pg_get_indexdef(i.indexrelid), ' NULLS NOT DISTINCT', ''),
            '^CREATE (UNIQUE )?INDEX (\S+) ON public\.', 'CREATE INDEX IF NOT EXISTS \2 ON history.')
        from pg_index i
        where i.indrelid = present
        union all
        select format('comment on table history.%I is %L', kept, 'Every version of every row of ' || kept || '.')
        union all
        select format('comment on column history.%I.%I is %L', kept, a.attname, col_description(a.attrelid, a.attnum))
        from pg_attribute a
        where a.attrelid = present and a.attnum > 0 and not a.attisdropped
        union all
        select format('comment on column history.%I.%I is %L', kept, c.name, c.meaning)
        from (values
            ('began', 'The change set that made it so.'),
            ('ended', 'The change set that made it otherwise; absent while it holds.')) c (name, meaning)
    loop
        execute change;
    end loop;

    note := case when resource is null then 'null;' else format(
        'insert into history.change (change_set_id, resource, resource_id) '
            'select distinct change_set_id, %L, %s from %%s r where %2$s is not null on conflict do nothing;',
        resource, resource_id) end;
    execute format($function$
        create or replace function history.%1$I() returns trigger
            language plpgsql security definer set search_path = pg_catalog as
        $body$
        declare
            change_set_id xid8;
        begin
            if tg_op = 'INSERT' then
                if exists (select from after_rows) then
                    change_set_id := history.present();
                    %6$s
                    insert into history.%2$I (%3$s, began) select %3$s, change_set_id from after_rows;
                end if;
            elsif tg_op = 'DELETE' then
                if exists (select from before_rows) then
                    change_set_id := history.present();
                    %7$s
                    delete from history.%2$I v using before_rows g where %5$s and v.ended is null and v.began = change_set_id;
                    update history.%2$I v set ended = change_set_id from before_rows g where %5$s and v.ended is null;
                end if;
            elsif exists (select %4$s from after_rows except select %4$s from before_rows) then
                change_set_id := history.present();
                %8$s
                delete from history.%2$I v
                using (select %4$s from before_rows except select %4$s from after_rows) g
                where %5$s and v.ended is null and v.began = change_set_id;
                update history.%2$I v
                set ended = change_set_id
                from (select %4$s from before_rows except select %4$s from after_rows) g
                where %5$s and v.ended is null;
                insert into history.%2$I (%3$s, began)
                select %3$s, change_set_id
                from (select %4$s from after_rows except select %4$s from before_rows) n;
            end if;
            return null;
        end
        $body$$function$, 'keep_' || kept, kept, names, compared, key,
        format(note, 'after_rows'),
        format(note, 'before_rows'),
        format(note, format('((select %1$s from after_rows except select %1$s from before_rows) union all (select %1$s from before_rows except select %1$s from after_rows))', compared)));
    execute format('comment on function history.%I() is %L', 'keep_' || kept, 'Keeps the versions of ' || kept || '.');
    foreach change in array '{insert, update, delete}'::text[] loop
        execute format(
            'create or replace trigger %I after %s on public.%I referencing %s for each statement execute function history.%I()',
            kept || '_kept_on_' || change, change, kept,
            case change
                when 'insert' then 'new table as after_rows'
                when 'delete' then 'old table as before_rows'
                else 'old table as before_rows new table as after_rows'
            end,
            'keep_' || kept);
    end loop;

    execute format($view$
        create or replace view as_of.%1$I as
        select %2$s
        from history.%1$I
        where pg_visible_in_snapshot(began, (select current_setting('claimtrail.as_of')::pg_snapshot))
          and (ended is null
            or not pg_visible_in_snapshot(ended, (select current_setting('claimtrail.as_of')::pg_snapshot)))
        $view$, kept, names);
    execute format('comment on view as_of.%I is %L', kept, 'The rows of ' || kept || ' at the instant asked for.');
    for change in
        select format('comment on column as_of.%I.%I is %L', kept, a.attname, col_description(a.attrelid, a.attnum))
        from pg_attribute a
        where a.attrelid = present and a.attnum > 0 and not a.attisdropped
    loop
        execute change;
    end loop;
end
$procedure$;
comment on procedure history.keep(name, text, text) is
    'Begins to keep versions of a table, or goes on with the columns and indexes that it has got since: to be called by the migration that changes them.';

call history.keep('source', 'source', 'r.id');
call history.keep('source_alias', 'source', 'r.source_id');
call history.keep('membership', 'source', 'r.source_id');
call history.keep('article', 'article', 'r.id');
call history.keep('article_author', 'article', 'r.article_id');
call history.keep('article_version', 'article', 'r.article_id');
call history.keep('topic');
call history.keep('measure', 'measure', 'r.id');
call history.keep('claim', 'claim', 'r.id');
call history.keep('claim_topic', 'claim', 'r.claim_id');
call history.keep('claim_about', 'claim', 'r.claim_id');
call history.keep('figure', 'claim', 'r.claim_id');
call history.keep('appearance', 'claim', 'r.claim_id');
call history.keep('attribution', 'claim', '(select p.claim_id from public.appearance p where p.id = r.appearance_id)');
call history.keep('attribution_source', 'claim',
    '(select p.claim_id from public.attribution l join public.appearance p on p.id = l.appearance_id where l.id = r.attribution_id)');
call history.keep('exchange_rate', 'exchange-rate', 'r.id');
call history.keep('relation', 'relation', 'r.id');
call history.keep('evidence', 'evidence', 'r.id');
call history.keep('rating_scale');
call history.keep('assessment', 'assessment', 'r.id');
call history.keep('assessment_evidence', 'assessment', 'r.assessment_id');
call history.keep('source_merge');
call history.keep('source_merge_undo');
call history.keep('status_change');
call history.keep('stage_change');

-- Lists know how claims stood by what was stored then, and, where marks of then lead, by what the service computes.
call history.keep('claim_standing');
call history.keep('claim_figure_conflict');
call history.keep('standing_mark');

create or replace view as_of.claim_standing as
with computed as materialized (
    select claim_id, origins, denied, contradicted, suggested_status
    from jsonb_to_recordset(coalesce(nullif(current_setting('claimtrail.as_of_standings', true), ''), '[]')::jsonb)
        c (claim_id uuid, origins int, denied boolean, contradicted boolean, suggested_status text)
)
select claim_id, origins, denied, contradicted, suggested_status
from history.claim_standing
where pg_visible_in_snapshot(began, (select current_setting('claimtrail.as_of')::pg_snapshot))
  and (ended is null or not pg_visible_in_snapshot(ended, (select current_setting('claimtrail.as_of')::pg_snapshot)))
  and claim_id not in (select claim_id from computed)
union all
select claim_id, origins, denied, contradicted, suggested_status from computed;

create or replace view as_of.claim_figure_conflict as
with computed as materialized (
    select measure_id, claims
    from jsonb_to_recordset(coalesce(nullif(current_setting('claimtrail.as_of_conflicts', true), ''), '[]')::jsonb)
        c (measure_id uuid, claims jsonb)
)
select measure_id, claim_id
from history.claim_figure_conflict
where pg_visible_in_snapshot(began, (select current_setting('claimtrail.as_of')::pg_snapshot))
  and (ended is null or not pg_visible_in_snapshot(ended, (select current_setting('claimtrail.as_of')::pg_snapshot)))
  and measure_id not in (select measure_id from computed)
union all
select measure_id, claim_id::uuid from computed, jsonb_array_elements_text(claims) claim_id;

-- A thing is changed, too, where what its answer shows of another changes: every state that it was answered in belongs to
-- one of its changes. Deleted things show nothing.
create procedure history.show(shown name, event text, places text)
    language plpgsql as
$procedure$
declare
    key constant text := (
        select string_agg(format('o.%1$I = n.%1$I', a.attname), ' and ')
        from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
        where i.indrelid = format('public.%I', shown)::regclass and i.indisprimary);
begin
    execute format($function$
        create or replace function history.%1$I() returns trigger
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
        $body$$function$, 'show_' || shown || '_on_' || event,
        case event
            when 'insert' then 'after_rows n'
            when 'delete' then 'before_rows o'
            else 'after_rows n join before_rows o on ' || key
        end,
        places);
    execute format('comment on function history.%I() is %L', 'show_' || shown || '_on_' || event,
        'Notes what shows something of ' || shown || ' and so changes with it.');
    execute format(
        'create or replace trigger %I after %s on public.%I referencing %s for each statement execute function history.%I()',
        shown || '_shown_on_' || event, event, shown,
        case event
            when 'insert' then 'new table as after_rows'
            when 'delete' then 'old table as before_rows'
            else 'old table as before_rows new table as after_rows'
        end,
        'show_' || shown || '_on_' || event);
end
$procedure$;
comment on procedure history.show(name, text, text) is
    'Begins to note what shows something of a table''s rows: the places are SQL that selects resources and ids for a row that was o and is n.';

call history.show('source', 'update', $places$
    select 'claim', c.id
    from public.claim c
    where o.name <> n.name and c.deleted_at is null and c.id in (
        select a.claim_id from public.claim_about a where a.source_id = n.id
        union all
        select p.claim_id
        from public.attribution_source x
        join public.attribution l on l.id = x.attribution_id
        join public.appearance p on p.id = l.appearance_id
        where x.source_id = n.id and p.deleted_at is null
        union all
        select p.claim_id
        from public.article a join public.appearance p on p.article_id = a.id
        where a.publisher_id = n.id and p.deleted_at is null)
    union all
    select 'article', a.id from public.article a
    where o.name <> n.name and a.publisher_id = n.id and a.deleted_at is null
    union all
    select 'source', s.id from public.membership m join public.source s on s.id = m.source_id
    where o.name <> n.name and m.part_of_id = n.id and s.deleted_at is null
    union all
    select 'evidence', e.id from public.evidence e
    where o.name <> n.name and e.provider_id = n.id and e.deleted_at is null
    union all
    select 'assessment', a.id from public.assessment a
    where o.name <> n.name and a.reviewer_id = n.id and a.deleted_at is null
    union all
    select 'exchange-rate', r.id from public.exchange_rate r
    where o.name <> n.name and r.source_id = n.id and r.deleted_at is null$places$);

call history.show('article', 'update', $places$
    select 'claim', c.id
    from public.appearance p join public.claim c on c.id = p.claim_id
    where p.article_id = n.id and p.deleted_at is null and c.deleted_at is null
      and (o.url, o.citation, o.published_on, o.publisher_id, (
            select v.title from public.article_version v where v.article_id = o.id and v.version = o.current_version))
        is distinct from (n.url, n.citation, n.published_on, n.publisher_id, (
            select v.title from public.article_version v where v.article_id = n.id and v.version = n.current_version))
    union all
    select 'source', s.id from public.source s
    where s.within_article_id = n.id and s.deleted_at is null and (o.url, o.citation) is distinct from (n.url, n.citation)$places$);

call history.show('article_version', 'update', $places$
    select 'claim', c.id
    from public.article a
    join public.appearance p on p.article_id = a.id
    join public.claim c on c.id = p.claim_id
    where o.title is distinct from n.title and a.id = n.article_id and a.current_version = n.version
      and p.deleted_at is null and c.deleted_at is null$places$);

call history.show('measure', 'update', $places$
    select 'claim', c.id
    from public.figure f join public.claim c on c.id = f.claim_id
    where (o.name, o.unit) is distinct from (n.name, n.unit)
      and f.measure_id = n.id and f.deleted_at is null and c.deleted_at is null$places$);

call history.show('topic', 'update', $places$
    select 'claim', c.id
    from public.claim_topic t join public.claim c on c.id = t.claim_id
    where o.name <> n.name and t.topic_id = n.id and c.deleted_at is null$places$);

call history.show('claim', 'update', $places$
    select 'relation', r.id
    from public.relation r
    where o.text <> n.text and n.id in (r.from_claim_id, r.to_claim_id) and r.deleted_at is null
    union all
    select 'claim', c.id
    from public.relation r join public.claim c on c.id = r.from_claim_id
    where (o.deleted_at is null) <> (n.deleted_at is null)
      and r.to_claim_id = n.id and r.type = 'DENIES' and r.deleted_at is null
      and c.kind = 'DENIAL' and c.deleted_at is null$places$);

-- A denial says whether it wants something that it denies.
call history.show('relation', 'insert', $places$
    select 'claim', c.id from public.claim c
    where c.id = n.from_claim_id and n.type = 'DENIES' and c.kind = 'DENIAL' and c.deleted_at is null$places$);
call history.show('relation', 'update', $places$
    select 'claim', c.id from public.claim c
    where c.id = n.from_claim_id and n.type = 'DENIES' and c.kind = 'DENIAL' and c.deleted_at is null
      and (o.deleted_at is null) <> (n.deleted_at is null)$places$);
call history.show('relation', 'delete', $places$
    select 'claim', c.id from public.claim c
    where c.id = o.from_claim_id and o.type = 'DENIES' and c.kind = 'DENIAL' and c.deleted_at is null$places$);

call history.show('evidence', 'update', $places$
    select 'assessment', a.id
    from public.assessment_evidence x join public.assessment a on a.id = x.assessment_id
    where o.title <> n.title and x.evidence_id = n.id and a.deleted_at is null$places$);

call history.show('rating_scale', 'update', $places$
    select 'assessment', a.id from public.assessment a
    where (o.name, o.worst, o.best) is distinct from (n.name, n.worst, n.best) and a.scale_id = n.id
      and a.deleted_at is null$places$);
