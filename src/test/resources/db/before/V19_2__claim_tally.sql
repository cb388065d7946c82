-- How many claims there are by month, status, stage and kind, so that counting all does not read all. Whoever changes
-- claims adds what comes and goes; nobody waits for a common row. Now and then many rows are added up to few.

create table claim_tally (
    id     bigint generated always as identity primary key,
    month  date   not null,
    status text   not null,
    stage  text   not null,
    kind   text   not null,
    claims bigint not null
);
comment on table claim_tally is
    'How many claims that are not deleted came and went; the sum is how many there are. Written by triggers alone.';
comment on column claim_tally.id is 'Counts up.';
comment on column claim_tally.month is 'The first day of the month in which they were recorded, in UTC.';
comment on column claim_tally.status is 'Their status.';
comment on column claim_tally.stage is 'Their stage.';
comment on column claim_tally.kind is 'Their kind.';
comment on column claim_tally.claims is 'How many came, less how many went.';

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
    after_all constant text := $q$
        select created_at, status, stage, kind, 1 as n from after_rows where deleted_at is null$q$;
    before_all constant text := $q$
        select created_at, status, stage, kind, -1 from before_rows where deleted_at is null$q$;
    last bigint;
begin
    execute format($q$
        with added as (
            insert into claim_tally (month, status, stage, kind, claims)
            select date_trunc('month', created_at at time zone 'UTC')::date, status, stage, kind, sum(n)
            from (%s) c (created_at, status, stage, kind, n)
            group by 1, 2, 3, 4
            having sum(n) <> 0
            returning id
        )
        select max(id) from added where id %% 5000 = 0$q$,
        case tg_op
            when 'INSERT' then after_all
            when 'DELETE' then before_all
            else after_all || ' union all ' || before_all
        end)
    into last;
    if last is not null then
        perform add_up_tally();
    end if;
    return null;
end
$$;
comment on function tally_claims() is 'Keeps how many claims there are.';
create trigger claim_tallied_on_insert after insert on claim
    referencing new table as after_rows for each statement execute function tally_claims();
create trigger claim_tallied_on_update after update on claim
    referencing old table as before_rows new table as after_rows for each statement execute function tally_claims();
create trigger claim_tallied_on_delete after delete on claim
    referencing old table as before_rows for each statement execute function tally_claims();

lock table claim in share row exclusive mode;
insert into claim_tally (month, status, stage, kind, claims)
select date_trunc('month', c.created_at at time zone 'UTC')::date, c.status, c.stage, c.kind, count(*)
from claim c
where c.deleted_at is null
group by 1, 2, 3, 4;
