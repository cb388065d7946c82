-- Whether another change set has a later time is asked of the last one by index. As it was asked before (V15), the server
-- planned to look through all change sets, once the same session had asked several times: each commit took longer, the
-- longer the history was.
create or replace function history.stamp() returns trigger
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
          and (moment, new.id) > (
            select c.at, c.id from (
                select c.at, c.id from history.change_set c
                where c.at is not null and c.id <> new.id
                order by c.at desc, c.id desc limit 1
            ) c
            union all
            select '-infinity', '0'::xid8
            limit 1);
        exit when found;
    end loop;
    return null;
end
$$;
