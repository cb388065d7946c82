-- What sources must never be: ${logic}

-- Whatever the dates: that a ministry is part of its government and the government once part of its ministry is an
-- error of entry. The lock makes two entries that would close a ring together wait for each other.
create function refuse_membership_cycle() returns trigger
    language plpgsql as
$$
begin
    perform pg_advisory_xact_lock(hashtextextended('membership', 0));
    if exists (
        with recursive wholes (id) as (
            select new.part_of_id
            union
            select m.part_of_id from membership m join wholes w on m.source_id = w.id
        )
        select from wholes where id = new.source_id
    ) then
        raise exception 'the source would be part of itself'
            using errcode = 'check_violation', constraint = 'membership_acyclic', table = 'membership';
    end if;
    return new;
end
$$;
comment on function refuse_membership_cycle() is 'Keeps memberships free of cycles: constraint membership_acyclic.';
create trigger membership_acyclic after insert or update of source_id, part_of_id on membership
    for each row execute function refuse_membership_cycle();
