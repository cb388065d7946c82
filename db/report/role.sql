-- Creates the role claimtrail_report, which reads schema report and nothing else, or gets it ready where it is there. For
-- psql, as somebody who may create roles, on the database of a service that has started once:
--
--     psql --file db/report/role.sql "host=127.0.0.1 dbname=claimtrail user=postgres"
--     psql --command '\password claimtrail_report' "host=127.0.0.1 dbname=claimtrail user=postgres"
--
-- What it may read is said again at each start of the service, by db/migration/afterMigrate__roles.sql.
\set ON_ERROR_STOP on
begin;

select not exists (select from pg_roles where rolname = 'claimtrail_report') as missing \gset
\if :missing
    create role claimtrail_report;
\endif
alter role claimtrail_report login;

-- Names alone suffice: select * from claim.
alter role claimtrail_report in database :"DBNAME" set search_path = report;
alter role claimtrail_report in database :"DBNAME" set default_transaction_read_only = on;
-- Views of many small parts cost more to compile than to run.
alter role claimtrail_report in database :"DBNAME" set jit = off;
-- A report that was forgotten does not hold up the service, which cannot clean up behind it, nor change what it reads.
alter role claimtrail_report in database :"DBNAME" set statement_timeout = '10min';
alter role claimtrail_report in database :"DBNAME" set idle_in_transaction_session_timeout = '10min';

grant usage on schema report to claimtrail_report;
grant select on all tables in schema report to claimtrail_report;
grant execute on all routines in schema report to claimtrail_report;

commit;
