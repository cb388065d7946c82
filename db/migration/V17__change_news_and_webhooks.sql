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
comment on function history.tell() is 'Tells those who listen to claimtrail_changes that there are new ones, unless another transaction is about to.';

-- After change_set_stamped, by the order of their names.
create constraint trigger change_set_told after insert on history.change_set
    deferrable initially deferred for each row execute function history.tell();
