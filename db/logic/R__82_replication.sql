-- Logical decoding says of a row that changes which one it was, by its primary key. Tables that only their own triggers write have
-- none: of these it says all that the row was. Without either, a publication of all tables would have every change refused. ${logic}
do $$
declare
    change text;
begin
    for change in
        select format('alter table %s replica identity full', c.oid::regclass)
        from pg_class c
        where c.relkind in ('r', 'p') and c.relreplident = 'd'
          and c.relnamespace in (select n.oid from pg_namespace n where n.nspname in (current_schema(), 'history', 'search'))
          and pg_has_role(c.relowner, 'usage')
          and not exists (select from pg_index i where i.indrelid = c.oid and i.indisprimary)
    loop
        execute change;
    end loop;
end
$$;
