-- What strangers may read: views with the names and columns of the tables, so that the SQL of the service is the same for
-- them. It runs with public_record as its whole search_path: a table that has no view here is not found. ${logic}

create procedure catalogue.publish(tables name[])
    language plpgsql as
$procedure$
declare
    one record;
    waiting name[] := tables;
    left_over name[];
begin
    -- Views are made of views, whose order nobody has to know: one that wants another that is not there yet waits for it.
    while waiting <> '{}' loop
        left_over := '{}';
        for one in
            select t.*,
                exists (
                    select from catalogue.columns(format('public.%I', t.name)::regclass) c
                    where c.name = 'deleted_at') as can_be_deleted
            from catalogue.record_table t
            where t.name = any (waiting)
            order by t.position
        loop
            begin
                execute format(
                    'create view public_record.%1$I as select %2$s from public.%1$I r where %3$s(%4$s)%5$s',
                    one.name, one.shown,
                    case when one.can_be_deleted then 'r.deleted_at is null and ' else '' end,
                    one.public,
                    (select string_agg(
                        format(' and (select true from public_record.%I o where o.id = r.%I)', one.parent, k.key), '')
                     from unnest(one.keys) k (key)));
                call catalogue.explain(
                    format('public_record.%I', one.name)::regclass,
                    format('The rows of %s that strangers may read.', one.name),
                    format('public.%I', one.name)::regclass);
            exception when undefined_table then
                left_over := left_over || one.name;
            end;
        end loop;
        if left_over = waiting then
            raise exception 'these views of schema public_record want each other: %', waiting;
        end if;
        waiting := left_over;
    end loop;
end
$procedure$;
comment on procedure catalogue.publish(name[]) is 'Makes the views of these tables that strangers may read.';

call catalogue.publish('{claim}');

create view public_record.named_source as
select x.source_id
from public_record.claim c
join public.appearance p on p.claim_id = c.id and p.deleted_at is null
join public.attribution l on l.appearance_id = p.id
join public.attribution_source x on x.attribution_id = l.id
union all
select a.publisher_id
from public_record.claim c
join public.appearance p on p.claim_id = c.id and p.deleted_at is null
join public.article a on a.id = p.article_id and a.deleted_at is null
union all
select ca.source_id from public_record.claim c join public.claim_about ca on ca.claim_id = c.id
union all
select e.provider_id
from public_record.claim c join public.evidence e on e.claim_id = c.id and e.deleted_at is null
union all
select v.reviewer_id
from public_record.claim c join public.assessment v on v.claim_id = c.id and v.deleted_at is null;
comment on view public_record.named_source is
    'The sources that claims shown name: who speaks, publishes, is spoken of, provided evidence or reviewed.';
comment on column public_record.named_source.source_id is 'The source, as often as it is named.';

create view public_record.status_transition as select from_status, to_status from public.status_transition;
call catalogue.explain('public_record.status_transition', 'Which status may follow which.', 'public.status_transition');

do $$
declare
    all_others name[] := array(
        select t.name from catalogue.record_table t where t.public is not null and t.name <> 'claim' order by t.position);
    hidden record;
begin
    call catalogue.publish(all_others);
    for hidden in
        select *
        from (values
            ('claim', 'assignee', 'Nobody: who works here is not shown.'),
            ('status_change', 'by', 'Nobody: who works here is not shown.'),
            ('status_change', 'through', 'Nothing: who works here is not shown.'),
            ('status_change', 'reason', 'Nothing: what the desk weighed is its own.'),
            ('relation', 'note', 'Nothing: the desk''s notes are its own.'),
            ('evidence', 'note', 'Nothing: the desk''s notes are its own.'),
            ('evidence_file', 'by', 'Nobody: who works here is not shown.'),
            ('source', 'merged_into_id', 'Nothing: what is shown is not merged into anything.'),
            ('article', 'merged_into_id', 'Nothing: what is shown is not merged into anything.'),
            ('article', 'duplicate_url', 'Nothing: what probably is recorded twice is for the desk.'),
            ('measure', 'merged_into_id', 'Nothing: what is shown is not merged into anything.'),
            ('source', 'within_article_id', 'UNNAMED sources only: the article that speaks of it; absent where that is not shown.'),
            ('figure', 'derived_from_id', 'The figure that this one was computed from by the claimant; absent where that is not shown.'),
            ('figure', 'alternative_to_id', 'The figure that this one is an alternative to; absent where that is not shown.')
        ) h (name, "column", meaning)
    loop
        execute format('comment on column public_record.%I.%I is %L', hidden.name, hidden."column", hidden.meaning);
    end loop;
end
$$;
