-- Whoever tells of new changes (history.tell()) may be seen by others a moment before he lets go of his locks, and whoever
-- commits in that moment leaves it to him and is told of by nobody. So who listens waits, once he was told, until those
-- who may have told him have let go, and only then takes the time up to which he reads.
create or replace function as_of.committing() returns setof text
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
comment on function history.tell() is
    'Tells those who listen to claimtrail_changes that there are new ones, unless another transaction is about to. Whoever listens waits until none is left of what as_of.committing() was when he was told.';
