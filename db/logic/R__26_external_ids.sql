-- What things are called elsewhere, each only once for a kind: ${logic}.

-- With its rights, as nobody else writes there.
create function keep_external_ids() returns trigger
    language plpgsql security definer
    set search_path = pg_catalog
    -- What is planned while the table is empty serves until it is full, within one transaction.
    set enable_seqscan = off as
$$
declare
    before constant text[] := case when tg_op = 'INSERT' then '{}' else coalesce(old.external_ids, '{}') end;
    after  constant text[] := case when tg_op = 'DELETE' then '{}' else coalesce(new.external_ids, '{}') end;
    other  public.external_id;
begin
    delete from public.external_id e where e.kind = tg_argv[0] and e.called = any (before) and not e.called = any (after);
    -- In one order, so that two who write the same ones wait for each other only one way round.
    insert into public.external_id (kind, called, thing_id)
    select tg_argv[0], called, new.id from unnest(after) called where not called = any (before) order by called
    on conflict do nothing;
    if cardinality(after) > 0 then
        select e.* into other from public.external_id e
        where e.kind = tg_argv[0] and e.called = any (after) and e.thing_id <> new.id limit 1;
        if found then
            raise unique_violation using
                constraint = 'external_id_unique',
                message = format('another %s is called %s', other.kind, other.called),
                detail = other.thing_id;
        end if;
    end if;
    return null;
end
$$;
comment on function keep_external_ids() is 'Keeps table external_id as the column of the changed row is.';

create function external_ids(ids text[]) returns json
    language plpgsql immutable strict parallel safe as
$$
begin
    return (
        select json_agg(json_build_object('scheme', split_part(e.id, ':', 1), 'id', substr(e.id, strpos(e.id, ':') + 1)) order by e.nth)
        from unnest(ids) with ordinality e (id, nth));
end
$$;
comment on function external_ids(text[]) is 'What a thing is called elsewhere, as the API writes it; nothing where there is nothing.';

do $$
declare
    kind record;
    schema text;
begin
    for kind in
        select t.name, t.kind from catalogue.record_table t
        where t.name = replace(t.kind, '-', '_')
    loop
        execute format(
            'create trigger %I after insert on %I for each row when (new.external_ids is not null) execute function keep_external_ids(%L)',
            kind.name || '_external_ids_new', kind.name, kind.kind);
        execute format(
            'create trigger %I after update of external_ids on %I for each row
             when (old.external_ids is distinct from new.external_ids) execute function keep_external_ids(%L)',
            kind.name || '_external_ids_changed', kind.name, kind.kind);
        execute format(
            'create trigger %I after delete on %I for each row when (old.external_ids is not null) execute function keep_external_ids(%L)',
            kind.name || '_external_ids_gone', kind.name, kind.kind);
    end loop;
    foreach schema in array '{as_of, public_record}'::text[] loop
        execute format(
            'create function %I.external_ids(ids text[]) returns json language sql immutable strict parallel safe return public.external_ids(ids)',
            schema);
        execute format('comment on function %I.external_ids(text[]) is %L', schema, 'public.external_ids().');
    end loop;
end
$$;
