-- Creates the role claimtrail_report, which reads schema report and nothing else, or makes it ready where it is there. To be
-- run once, as somebody who may create roles, on the database of a service that has started once. Then choose its password:
--
--     psql --file db/report/role.sql "host=127.0.0.1 dbname=claimtrail user=postgres"
--     psql --command '\password claimtrail_report' "host=127.0.0.1 dbname=claimtrail user=postgres"
--
-- What it may read is said again at each start of the service, by db/logic/afterMigrate__roles.sql. The embedded database is made
-- ready by the service itself, with this script; there nobody may create temporary tables or large objects either, which on a
-- server that others use is for its administrator to say.
do $role$
declare
    setting text;
begin
    if not exists (select from pg_roles where rolname = 'claimtrail_report') then
        create role claimtrail_report;
    end if;
    alter role claimtrail_report login;

    -- Names alone suffice: select * from claim. Views of many small parts cost more to compile than to run. And a report that
    -- was forgotten does not hold up the service, which could neither clean up behind it nor change what it reads.
    foreach setting in array '{
        search_path = report,
        default_transaction_read_only = on,
        jit = off,
        statement_timeout = 10min,
        idle_in_transaction_session_timeout = 10min}'::text[]
    loop
        execute format(
            'alter role claimtrail_report in database %I set %I = %L',
            current_database(), split_part(setting, ' = ', 1), split_part(setting, ' = ', 2));
    end loop;

    -- The embedded database has the role before it has the schema, which is granted with the first start then.
    if to_regnamespace('report') is not null then
        grant usage on schema report to claimtrail_report;
        grant select on all tables in schema report to claimtrail_report;
        grant execute on all routines in schema report to claimtrail_report;
    end if;
end
$role$;
