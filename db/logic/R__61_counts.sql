-- How many claims there are: ${logic}

create function add_up_tally() returns void
    language sql security definer
    set search_path = public, pg_temp
begin atomic
    with taken as (
        delete from claim_tally t
        where t.id in (select o.id from claim_tally o order by o.id for update skip locked)
        returning t.month, t.status, t.stage, t.kind, t.claims
    )
    insert into claim_tally (month, status, stage, kind, claims)
    select month, status, stage, kind, sum(claims) from taken
    group by month, status, stage, kind
    having sum(claims) <> 0;
end;
comment on function add_up_tally() is 'Makes few rows of many; what others are adding up just now is left to them.';

create function tally_claims() returns trigger
    language plpgsql security definer
    set search_path = public, pg_temp
as $$
declare
    last bigint;
begin
    if tg_op = 'INSERT' then
        insert into claim_tally (month, status, stage, kind, claims)
        select date_trunc('month', a.created_at at time zone 'UTC')::date, a.status, a.stage, a.kind, count(*)
        from after_rows a where a.deleted_at is null
        group by 1, 2, 3, 4;
    elsif tg_op = 'DELETE' then
        insert into claim_tally (month, status, stage, kind, claims)
        select date_trunc('month', b.created_at at time zone 'UTC')::date, b.status, b.stage, b.kind, -count(*)
        from before_rows b where b.deleted_at is null
        group by 1, 2, 3, 4;
    else
        insert into claim_tally (month, status, stage, kind, claims)
        select date_trunc('month', c.created_at at time zone 'UTC')::date, c.status, c.stage, c.kind, sum(c.n)
        from (
            select a.created_at, a.status, a.stage, a.kind, 1 as n from after_rows a where a.deleted_at is null
            union all
            select b.created_at, b.status, b.stage, b.kind, -1 from before_rows b where b.deleted_at is null
        ) c
        group by 1, 2, 3, 4
        having sum(c.n) <> 0;
    end if;
    get diagnostics last = row_count;
    -- Now and then: rows are numbered one after the other.
    if last > 0 and currval('claim_tally_id_seq') % 5000 < last then
        perform add_up_tally();
    end if;
    return null;
end
$$;
comment on function tally_claims() is 'Keeps how many claims there are.';
call catalogue.watch('claim', 'tallied', 'tally_claims()');
