-- Who may do what, made so at each start by the role that migrates. What differs is put right, also what was granted
-- by hand; where nothing differs, nothing is written and nothing is locked but the services that start at once.
--
-- The service's own role may change every table but those that are named here as history or fixed, and read the reports.
-- The reporting role may read what schema report shows, and nothing else: neither a table nor a function of ours.
do $roles$
declare
    application constant name := ${applicationRole};
    reporting constant name := ${reportingRole};

    -- Rows are only added.
    history constant name[] := '{
        status_change, stage_change, security_event, source_merge, source_merge_reference, source_merge_undo,
        article_merge, article_merge_reference, article_merge_undo, measure_merge, measure_merge_reference,
        measure_merge_undo}';
    -- Only migrations write these.
    fixed constant name[] := '{status_transition, flyway_schema_history, installation}';

    change text;
begin
    -- Services that start at once would write the same rows of the catalogue.
    perform pg_advisory_xact_lock(hashtextextended('claimtrail roles', 0));

    -- What everybody may: neither create tables, as PostgreSQL allowed before version 15, nor call functions of ours.
    for change in
        select format('revoke create on schema %I from public', n.nspname)
        from pg_namespace n, aclexplode(n.nspacl) held
        where n.nspname = current_schema() and pg_has_role(n.nspowner, 'usage')
            and held.grantee = 0 and held.privilege_type = 'CREATE'
        union all
        select format('revoke execute on routine %s from public', f.oid::regprocedure)
        from pg_proc f, aclexplode(coalesce(f.proacl, acldefault('f', f.proowner))) held
        where f.pronamespace in (
                select oid from pg_namespace
                where nspname in (current_schema(), 'history', 'as_of', 'known_on', 'search', 'report'))
            and (f.prosecdef or f.pronamespace = current_schema()::regnamespace)
            and pg_has_role(f.proowner, 'usage') and held.grantee = 0
            -- What an extension brought along may be used by whoever shares the database.
            and not exists (select from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = f.oid and d.deptype = 'e')
    loop
        execute change;
    end loop;

    for change in
        with space as (
            select oid, nspname, nspowner, nspacl, nspname = current_schema() as is_record, nspname = 'report' as is_report
            from pg_namespace
            where nspname in (current_schema(), 'public_record', 'history', 'as_of', 'known_on', 'search', 'report')
        ), role as (
            -- A service with one role owns what it may use.
            select oid, rolname, coalesce(rolname = application, false) as serves
            from pg_roles
            where rolname in (application, reporting) and rolname <> current_user
        ), wanted as (
            select 'schema' as kind, s.oid, quote_ident(s.nspname) as name, s.nspacl as acl, role.oid as grantee, role.rolname,
                case when role.serves or s.is_report then '{USAGE}' else '{}' end::text[] as privileges
            from space s, role
            where pg_has_role(s.nspowner, 'usage')
            union all
            select case c.relkind when 'S' then 'sequence' else 'table' end, c.oid, c.oid::regclass::text, c.relacl,
                role.oid, role.rolname,
                case
                    when not role.serves and not s.is_report then '{}'
                    when not s.is_record then '{SELECT}'
                    when c.relkind = 'S' then '{SELECT,USAGE}'
                    when c.relkind in ('v', 'm') or c.relname = any (fixed) then '{SELECT}'
                    when c.relname = any (history) then '{INSERT,SELECT}'
                    -- What was absent may be filled in, and no more: see article_version_stands.
                    when c.relname = 'article_version' then
                        '{INSERT,SELECT,UPDATE(body),UPDATE(note),UPDATE(sha256),UPDATE(title)}'
                    else '{DELETE,INSERT,SELECT,UPDATE}'
                end::text[]
            from space s join pg_class c on c.relnamespace = s.oid, role
            where c.relkind in ('r', 'p', 'v', 'm', 'S') and pg_has_role(c.relowner, 'usage')
            union all
            select 'routine', f.oid, f.oid::regprocedure::text, f.proacl, role.oid, role.rolname,
                case when role.serves or s.is_report then '{EXECUTE}' else '{}' end::text[]
            from space s join pg_proc f on f.pronamespace = s.oid, role
            where (f.prosecdef or s.is_record) and pg_has_role(f.proowner, 'usage')
                and not exists (select from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = f.oid and d.deptype = 'e')
        )
        select format('revoke all on %s %s from %I', kind, name, rolname)
            || case when privileges <> '{}' then
                format('; grant %s on %s %s to %I', array_to_string(privileges, ', '), kind, name, rolname) else '' end
        from wanted
        where privileges <> array(
            select held.privilege_type from aclexplode(wanted.acl) held where held.grantee = wanted.grantee
            union
            select format('%s(%s)', held.privilege_type, a.attname)
            from pg_attribute a, aclexplode(a.attacl) held
            where wanted.kind = 'table' and a.attrelid = wanted.oid and held.grantee = wanted.grantee
            order by 1)
    loop
        execute change;
    end loop;
end
$roles$;
