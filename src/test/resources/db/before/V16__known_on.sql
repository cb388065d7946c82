-- The record with only what had been published by a day: views over those of schema as_of, of the same names, that leave
-- out what was published later and what has no date. What has no view here is taken from as_of, which comes next in the
-- search_path.
--
-- An appearance is known from the day of its article; where that has none, from the last day on which somebody in its
-- chain said it. That day is kept with it. Evidence is known from the day it was captured, an assessment from the day of
-- the review. Of a day that is not exact, the latest possible one counts. A claim is known when one of its appearances
-- is, a relation when both its claims are, a figure when its claim is.

create schema known_on;
comment on schema known_on is
    'What had been published by the day that the setting claimtrail.known_on holds, of the record as of the instant that as_of shows.';

create function known_on.day() returns date
    language sql stable parallel safe
    return current_setting('claimtrail.known_on')::date;
comment on function known_on.day() is 'The day by the end of which (UTC) everything shown had been published.';

alter table appearance add known_from date;
comment on column appearance.known_from is
    'The latest day on which it can have become public: its article''s, else the last on which it was said. Absent where no day is stated. Kept by triggers.';

create function appearance_known_from(appearance uuid, article uuid) returns date
    language sql stable
begin atomic
    select coalesce(
        (select a.published_on_latest from article a where a.id = article),
        (select max(l.said_on_latest) from attribution l where l.appearance_id = appearance));
end;
comment on function appearance_known_from(uuid, uuid) is 'The latest day on which an appearance in an article can have become public.';

-- Nothing that was said or done changes here, so that no history is written; versions of old get the day of the article
-- as it is now, or was when it was last there.
alter table appearance disable trigger user;
update appearance set known_from = appearance_known_from(id, article_id);
alter table appearance enable trigger user;
call history.keep('appearance', 'claim', 'r.claim_id');
update history.appearance p
set known_from = coalesce(
    (select a.published_on_latest from history.article a where a.id = p.article_id order by a.began desc limit 1),
    (select max(l.said_on_latest) from history.attribution l
     where l.appearance_id = p.id and (l.ended is null or l.ended >= p.ended)));


create function note_known_from() returns trigger
    language plpgsql as
$$
begin
    -- Waits for whoever is changing the article, who would not see this appearance yet.
    perform 1 from article where id = new.article_id for share;
    new.known_from := appearance_known_from(new.id, new.article_id);
    return new;
end
$$;
comment on function note_known_from() is 'Keeps since when an appearance is known, when it gets its article.';
create trigger appearance_known_from before insert or update of article_id, deleted_at on appearance
    for each row execute function note_known_from();

create function note_known_from_of_article() returns trigger
    language plpgsql as
$$
begin
    -- What is deleted is left alone, as nothing changes about it: it gets its day when it comes back.
    update appearance p set known_from = appearance_known_from(p.id, p.article_id)
    from claim c
    where p.article_id = new.id and p.deleted_at is null and c.id = p.claim_id and c.deleted_at is null
      and p.known_from is distinct from appearance_known_from(p.id, p.article_id);
    return null;
end
$$;
comment on function note_known_from_of_article() is 'Keeps since when the appearances in an article are known, when its day changes.';
create trigger article_known_from after update of published_on_latest on article
    for each row when (old.published_on_latest is distinct from new.published_on_latest)
    execute function note_known_from_of_article();

create function note_known_from_of_claim() returns trigger
    language plpgsql as
$$
begin
    perform 1 from article a
    where a.id in (select p.article_id from appearance p where p.claim_id = new.id) order by a.id for share;
    update appearance p set known_from = appearance_known_from(p.id, p.article_id)
    where p.claim_id = new.id and p.deleted_at is null
      and p.known_from is distinct from appearance_known_from(p.id, p.article_id);
    return null;
end
$$;
comment on function note_known_from_of_claim() is 'Keeps since when the appearances of a claim are known, when it comes back.';
create trigger claim_known_from after update of deleted_at on claim
    for each row when (old.deleted_at is not null and new.deleted_at is null)
    execute function note_known_from_of_claim();

create function note_known_from_of_links() returns trigger
    language plpgsql as
$$
begin
    update appearance p set known_from = appearance_known_from(p.id, p.article_id)
    where p.id in (select r.appearance_id from changed_rows r)
      and p.known_from is distinct from appearance_known_from(p.id, p.article_id);
    return null;
end
$$;
comment on function note_known_from_of_links() is 'Keeps since when appearances are known, when their chains change.';
create trigger attribution_known_from_on_insert after insert on attribution
    referencing new table as changed_rows for each statement execute function note_known_from_of_links();
create trigger attribution_known_from_on_update after update on attribution
    referencing new table as changed_rows for each statement execute function note_known_from_of_links();
create trigger attribution_known_from_on_delete after delete on attribution
    referencing old table as changed_rows for each statement execute function note_known_from_of_links();

do $$
declare
    made constant text :=
        '(select true from as_of.appearance k '
        'where k.claim_id = %s and k.deleted_at is null and k.known_from <= known_on.day() limit 1)';
    shown record;
    change text;
begin
    for shown in
        select v.name, v.meaning, v.condition, (
            select string_agg(
                -- What a figure was computed from may have become known later.
                case when v.name = 'figure' and a.attname in ('derived_from_id', 'alternative_to_id')
                    then format(
                        '(select o.id from as_of.figure o where o.id = p.%1$I and %2$s) as %1$I',
                        a.attname, format(made, 'o.claim_id'))
                    else format('p.%I', a.attname) end,
                ', ' order by a.attnum)
            from pg_attribute a
            where a.attrelid = format('as_of.%I', v.name)::regclass and a.attnum > 0 and not a.attisdropped) as columns
        from (values
            ('appearance', 'The appearances that were public.',
                'p.known_from <= known_on.day()'),
            ('figure', 'The figures of claims that had been made.',
                format(made, 'p.claim_id')),
            ('relation', 'The relations between claims that had both been made.',
                format(made, 'p.from_claim_id') || ' and ' || format(made, 'p.to_claim_id')),
            ('evidence', 'The evidence that was public.', 'p.captured_on_latest <= known_on.day()'),
            ('assessment', 'The assessments that were published.', 'p.reviewed_on_latest <= known_on.day()')
        ) v (name, meaning, condition)
    loop
        execute format(
            'create view known_on.%1$I as select %2$s from as_of.%1$I p where %3$s',
            shown.name, shown.columns, shown.condition);
        execute format('comment on view known_on.%I is %L', shown.name, shown.meaning);
        for change in
            select format('comment on column known_on.%I.%I is %L', shown.name, a.attname, col_description(a.attrelid, a.attnum))
            from pg_attribute a
            where a.attrelid = format('as_of.%I', shown.name)::regclass and a.attnum > 0 and not a.attisdropped
        loop
            execute change;
        end loop;
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

create function public.claim_as_known(claim uuid) returns json
    language sql immutable parallel safe
    return null::json;
comment on function public.claim_as_known(uuid) is 'Nothing: everything is shown, whenever it was published. Schema known_on has another one.';

create function public.measure_as_known(measure uuid) returns json
    language sql immutable parallel safe
    return null::json;
comment on function public.measure_as_known(uuid) is 'Nothing: everything is shown, whenever it was published. Schema known_on has another one.';

create function as_of.claim_as_known(claim uuid) returns json
    language sql immutable parallel safe
    return null::json;
comment on function as_of.claim_as_known(uuid) is 'public.claim_as_known().';

create function as_of.measure_as_known(measure uuid) returns json
    language sql immutable parallel safe
    return null::json;
comment on function as_of.measure_as_known(uuid) is 'public.measure_as_known().';

create function public_record.claim_as_known(claim uuid) returns json
    language sql immutable parallel safe
    return null::json;
comment on function public_record.claim_as_known(uuid) is 'public.claim_as_known().';

create function public_record.measure_as_known(measure uuid) returns json
    language sql immutable parallel safe
    return null::json;
comment on function public_record.measure_as_known(uuid) is 'public.measure_as_known().';

create or replace view public_record.appearance as
select id, claim_id, position, article_id, article_version, exact, prefix, suffix, start_offset, end_offset, fragment,
    excerpt_gone, deleted_at, known_from
from public.appearance p
where deleted_at is null and (select true from public_record.claim c where c.id = p.claim_id);
comment on column public_record.appearance.known_from is 'The latest day on which it can have become public.';
