-- From version 25, the last one in whose files tables and logic stood together, to version 12 of db/table. What tables hold
-- stays as it is. The files of db/logic, which run next, replace the functions, triggers and views of before, and drop those
-- that are no more.

-- A thing is marked once in a transaction, whatever is planned.
drop index standing_mark_by_kind;
drop index history.standing_mark_by_kind;
create unique index standing_mark_once on standing_mark (kind, about_id, tx);

delete from flyway_schema_history;
insert into flyway_schema_history
    (installed_rank, version, description, type, script, checksum, installed_by, execution_time, success)
values (1, '12', 'carried over from version 25', 'BASELINE', 'db/upgrade/from_25.sql', null, current_user, 0, true);
