-- Functions that these files made once and make no more: ${logic}

do $$
declare
    left_over record;
begin
    for left_over in
        select f.oid::regprocedure as routine, case f.prokind when 'a' then 'aggregate' when 'p' then 'procedure' else 'function' end as kind
        from pg_proc f
        where f.pronamespace in (
                select n.oid from pg_namespace n
                where n.nspname in (current_schema(), 'history', 'as_of', 'known_on', 'public_record', 'search'))
          and age(f.xmin) > (select age(m.since::xid) from catalogue.made m)
          -- Those that tables are made with come with the tables, those of an extension with the extension.
          and not exists (
            select from pg_depend d
            where d.refclassid = 'pg_proc'::regclass and d.refobjid = f.oid
              and d.classid in ('pg_attrdef'::regclass, 'pg_constraint'::regclass, 'pg_class'::regclass))
          and not exists (
            select from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = f.oid and d.deptype = 'e')
    loop
        execute format('drop %s %s', left_over.kind, left_over.routine);
    end loop;
end
$$;
