-- The record with only what had been published by a day: views over those of schema as_of, of the same names, that leave
-- out what was published later and what has no date. What has no view here is taken from as_of, which comes next in the
-- search_path.
--
-- An appearance is known from the day of its article; where that has none, from the last day on which somebody in its
-- chain said it. That day is kept with it. Evidence is known from the day it was captured, an assessment from the day of
-- the review. Of a day that is not exact, the latest possible one counts. A claim is known when one of its appearances
-- is, a relation when both its claims are, a figure when its claim is.
--
-- ${logic}

create function known_on.day() returns date
    language sql stable parallel safe
    return current_setting('claimtrail.known_on')::date;
comment on function known_on.day() is 'The day by the end of which (UTC) everything shown had been published.';

do $$
declare
    made constant text :=
        '(select true from as_of.appearance k '
        'where k.claim_id = \1 and k.deleted_at is null and k.known_from <= known_on.day() limit 1)';
    one record;
begin
    for one in
        select t.name,
            regexp_replace(t.known, '\{made ([^}]+)\}', made, 'g') as condition,
            (select string_agg(
                coalesce(regexp_replace(t.known_as ->> c.name, '\{made ([^}]+)\}', made, 'g') || ' as ', 'r.') || quote_ident(c.name),
                ', ' order by c.nth)
             from catalogue.columns(format('public.%I', t.name)::regclass) c) as columns
        from catalogue.record_table t
        where t.known is not null
        order by t.position
    loop
        execute format('create view known_on.%1$I as select %2$s from as_of.%1$I r where %3$s', one.name, one.columns, one.condition);
        call catalogue.explain(
            format('known_on.%I', one.name)::regclass,
            format('The rows of %s that were known on the day asked for.', one.name),
            format('public.%I', one.name)::regclass);
    end loop;
end
$$;

create view known_on.undated_claim as
select c.id
from as_of.claim c
where not exists (
    select from as_of.appearance p where p.claim_id = c.id and p.deleted_at is null and isfinite(p.known_from));
comment on view known_on.undated_claim is 'Claims of which nobody can say since when they were known: no appearance has a day.';
comment on column known_on.undated_claim.id is 'The claim.';

-- What an answer says of what it leaves out; nothing where nothing is left out.
create function known_on.claim_as_known(claim uuid) returns json
    language sql stable parallel safe
begin atomic
    select json_build_object(
        'day', known_on.day(),
        'known', exists (
            select from as_of.appearance p
            where p.claim_id = claim and p.deleted_at is null and p.known_from <= known_on.day()),
        'undated', json_build_object(
            'appearances', (
                select count(*) from as_of.appearance p
                where p.claim_id = claim and p.deleted_at is null and not coalesce(isfinite(p.known_from), false)),
            'evidence', (
                select count(*) from as_of.evidence e
                where e.claim_id = claim and e.deleted_at is null
                  and not coalesce(isfinite(e.captured_on_latest), false)),
            'relations', (
                select count(*)
                from as_of.relation r
                join as_of.claim o
                    on o.id = case r.from_claim_id when claim then r.to_claim_id else r.from_claim_id end
                where claim in (r.from_claim_id, r.to_claim_id) and r.deleted_at is null and o.deleted_at is null
                  and exists (select from known_on.undated_claim u where u.id in (r.from_claim_id, r.to_claim_id))),
            'assessments', (
                select count(*) from as_of.assessment s
                where s.claim_id = claim and s.deleted_at is null
                  and not coalesce(isfinite(s.reviewed_on_latest), false))));
end;
comment on function known_on.claim_as_known(uuid) is
    'Whether a claim was known on the day, and how much of its material has no day and is left out therefore.';

create function known_on.measure_as_known(measure uuid) returns json
    language sql stable parallel safe
begin atomic
    select json_build_object(
        'day', known_on.day(),
        'undated', json_build_object('figures', (
            select count(*)
            from as_of.figure f join as_of.claim c on c.id = f.claim_id
            where f.measure_id = measure and f.deleted_at is null and c.deleted_at is null
              and c.id in (select u.id from known_on.undated_claim u))));
end;
comment on function known_on.measure_as_known(uuid) is
    'How many figures of a measure are left out because nobody can say since when their claims were known.';
