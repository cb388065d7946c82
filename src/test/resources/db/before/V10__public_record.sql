-- What strangers may read: views with the names and columns of the tables, so that the SQL of the service is the same
-- for them. It runs with public_record as its whole search_path: a table that has no view here is not found.

create schema public_record;
comment on schema public_record is
    'The record as strangers may read it: claims that are DONE, with their sources and articles, and nothing about who works on them.';

-- Functions that answers call are found only here, too. These are inlined, so that the indexes are used as before.
create function public_record.name_key(name text) returns text
    language sql immutable strict parallel safe
    return public.name_key(name);
comment on function public_record.name_key(text) is 'public.name_key().';

create function public_record.rfc3339(at timestamptz) returns text
    language sql stable strict parallel safe
    return public.rfc3339(at);
comment on function public_record.rfc3339(timestamptz) is 'public.rfc3339().';

create function public_record.words(text text) returns tsvector
    language sql immutable parallel safe
    return public.words(text);
comment on function public_record.words(text) is 'public.words().';

-- Columns are spelled out: one that a table gets later is shown when somebody has thought about it.
--
-- Whether a row is shown is asked by (select true ...), which is answered row by row and by index. An exists would be
-- turned into joins, of which a filter of the list of claims would then have more than the planner puts in order. What
-- many claims may share, such as an article, is left to the planner.

create view public_record.claim as
select id, number, revision, text, kind, language, occurred, occurred_earliest, occurred_latest, resolves_by,
    resolves_by_earliest, resolves_by_latest, place, status, stage, null::text as assignee, created_at, updated_at,
    deleted_at
from public.claim
where stage = 'DONE' and deleted_at is null;
comment on view public_record.claim is 'Claims that are DONE and not deleted.';
comment on column public_record.claim.assignee is 'Nobody: who works here is not shown.';

create view public_record.claim_topic as
select claim_id, position, topic_id
from public.claim_topic ct
where (select true from public_record.claim c where c.id = ct.claim_id);
comment on view public_record.claim_topic is 'The topics of the claims shown.';

create view public_record.topic as
select id, name, name_key, created_at
from public.topic t
where exists (select from public_record.claim_topic ct where ct.topic_id = t.id);
comment on view public_record.topic is 'The topics that claims shown are filed under.';

create view public_record.claim_about as
select claim_id, position, source_id
from public.claim_about ca
where (select true from public_record.claim c where c.id = ca.claim_id);
comment on view public_record.claim_about is 'The sources that the claims shown are about.';

create view public_record.figure as
select id, claim_id, position, measure_id, as_stated, qualifier, amount, lower_bound, upper_bound, unit, period,
    period_earliest, period_latest,
    (select o.id from public.figure o join public_record.claim c on c.id = o.claim_id
     where o.id = f.derived_from_id and o.deleted_at is null) as derived_from_id,
    factor, assumption,
    (select o.id from public.figure o join public_record.claim c on c.id = o.claim_id
     where o.id = f.alternative_to_id and o.deleted_at is null) as alternative_to_id,
    deleted_at
from public.figure f
where deleted_at is null and (select true from public_record.claim c where c.id = f.claim_id);
comment on view public_record.figure is 'The figures of the claims shown.';
comment on column public_record.figure.derived_from_id is
    'The figure that this one was computed from by the claimant; absent where that is not shown.';
comment on column public_record.figure.alternative_to_id is
    'The figure that this one is an alternative to; absent where that is not shown.';

create view public_record.measure as
select id, revision, name, name_key, unit, unit_key, description, created_at, updated_at, deleted_at
from public.measure m
where deleted_at is null and exists (select from public_record.figure f where f.measure_id = m.id);
comment on view public_record.measure is 'What figures shown count.';

create view public_record.appearance as
select id, claim_id, position, article_id, article_version, exact, prefix, suffix, start_offset, end_offset, fragment,
    excerpt_gone, deleted_at
from public.appearance p
where deleted_at is null and (select true from public_record.claim c where c.id = p.claim_id);
comment on view public_record.appearance is 'Where the claims shown are made.';

create view public_record.attribution as
select id, appearance_id, position, role_as_stated, cue, mode, basis, quote, quote_language, original,
    original_language, translator, said_on, said_on_earliest, said_on_latest, venue
from public.attribution l
where (select true from public_record.appearance p where p.id = l.appearance_id);
comment on view public_record.attribution is 'The links of the appearances shown.';

create view public_record.attribution_source as
select attribution_id, position, source_id
from public.attribution_source x
where (select true from public_record.attribution l where l.id = x.attribution_id);
comment on view public_record.attribution_source is 'Who speaks in the links shown.';

create view public_record.relation as
select id, revision, from_claim_id, to_claim_id, type, scope, figure_id, act, nature, null::text as note, created_at,
    updated_at, deleted_at
from public.relation r
where deleted_at is null
  and (select true from public_record.claim c where c.id = r.from_claim_id)
  and (select true from public_record.claim c where c.id = r.to_claim_id);
comment on view public_record.relation is 'How claims shown bear on each other.';
comment on column public_record.relation.note is 'Nothing: the desk''s notes are its own.';

create view public_record.evidence as
select id, revision, claim_id, title, url, kind, provider_id, stance, captured_on, captured_on_earliest,
    captured_on_latest, archive_url, sha256, credibility, null::text as note, created_at, updated_at, deleted_at
from public.evidence e
where deleted_at is null and (select true from public_record.claim c where c.id = e.claim_id);
comment on view public_record.evidence is 'Material that speaks for or against the claims shown.';
comment on column public_record.evidence.note is 'Nothing: the desk''s notes are its own.';

create view public_record.assessment as
select id, revision, claim_id, scale_id, rating, rating_value, summary, reviewer_id, reviewed_on, reviewed_on_earliest,
    reviewed_on_latest, url, created_at, updated_at, deleted_at
from public.assessment a
where deleted_at is null and (select true from public_record.claim c where c.id = a.claim_id);
comment on view public_record.assessment is 'Verdicts that reviewers published on the claims shown.';

create view public_record.assessment_evidence as
select assessment_id, position, evidence_id
from public.assessment_evidence x
where (select true from public_record.assessment a where a.id = x.assessment_id)
  and (select true from public_record.evidence e where e.id = x.evidence_id);
comment on view public_record.assessment_evidence is 'The evidence shown that the verdicts shown used.';

create view public_record.rating_scale as
select id, name, name_key, worst, best, created_at
from public.rating_scale r
where exists (select from public_record.assessment a where a.scale_id = r.id);
comment on view public_record.rating_scale is 'The scales of the verdicts shown.';

create view public_record.article as
select id, revision, url, canonical_url, citation, citation_key, medium, publisher_id, published_on,
    published_on_earliest, published_on_latest, retrieved_at, language, archive_url, current_version, created_at,
    updated_at, deleted_at
from public.article a
where deleted_at is null and exists (
    select from public.appearance p join public_record.claim c on c.id = p.claim_id
    where p.article_id = a.id and p.deleted_at is null);
comment on view public_record.article is 'Articles in which claims shown appear.';

create view public_record.article_author as
select article_id, position, name
from public.article_author w
where (select true from public_record.article a where a.id = w.article_id);
comment on view public_record.article_author is 'Who signed the articles shown.';

create view public_record.article_version as
select article_id, version, title, body, sha256, note, recorded_at
from public.article_version v
where (select true from public_record.article a where a.id = v.article_id and a.current_version = v.version)
   or (select true from public_record.appearance p
       where p.article_id = v.article_id and p.article_version = v.version limit 1);
comment on view public_record.article_version is
    'What the articles shown say now, and what they said when a claim shown was seen in them.';

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

-- A ministry's government is shown with the ministry. While few claims are shown, all the sources that they name are
-- collected; later each source is asked for one claim that names it, as it would soon find one.
create view public_record.source as
select id, revision, name, name_key, kind, description, homepage, country, wikidata_id, reliability,
    (select a.id from public_record.article a where a.id = s.within_article_id) as within_article_id,
    created_at, updated_at, deleted_at
from public.source s
where deleted_at is null and (
    with recursive part (id) as (
        select s.id
        union
        select m.source_id from public.membership m join part on m.part_of_id = part.id
    )
    select true
    from part
    where case
        when (select count(*) <= 1000 from (select from public_record.claim limit 1001) few)
        then part.id in (select n.source_id from public_record.named_source n where n.source_id is not null)
        else (select true from public_record.named_source n where n.source_id = part.id limit 1)
        end
    limit 1);
comment on view public_record.source is
    'The sources that claims shown name, and what these are part of.';
comment on column public_record.source.within_article_id is
    'UNNAMED sources only: the article that speaks of it; absent where that is not shown.';

create view public_record.source_alias as
select source_id, position, alias, alias_key
from public.source_alias a
where (select true from public_record.source s where s.id = a.source_id);
comment on view public_record.source_alias is 'Other names of the sources shown.';

create view public_record.membership as
select id, source_id, position, part_of_id, since, since_earliest, since_latest, until, until_earliest, until_latest
from public.membership m
where (select true from public_record.source s where s.id = m.source_id);
comment on view public_record.membership is 'What the sources shown are part of.';

create view public_record.status_transition as
select from_status, to_status
from public.status_transition;
comment on view public_record.status_transition is 'Which status may follow which.';

create view public_record.status_change as
select id, claim_id, from_status, to_status, null::text as reason, null::text as by, at, overridden,
    null::text as through
from public.status_change h
where (select true from public_record.claim c where c.id = h.claim_id);
comment on view public_record.status_change is 'When the status of the claims shown changed.';
comment on column public_record.status_change.reason is 'Nothing: what the desk weighed is its own.';
comment on column public_record.status_change.by is 'Nobody: who works here is not shown.';
comment on column public_record.status_change.through is 'Nothing: who works here is not shown.';

create view public_record.stage_change as
select id, claim_id, from_stage, to_stage, assignee, reason, by, at, through
from public.stage_change
where false;
comment on view public_record.stage_change is 'Nothing: how the desk works is not shown.';

-- A column without a comment of its own means what it means in the table.
do $$
declare
    shown record;
begin
    for shown in
        select v.relname as view, c.attname as name, col_description(t.attrelid, t.attnum) as meaning
        from pg_class v
        join pg_attribute c on c.attrelid = v.oid and c.attnum > 0
        join pg_attribute t on t.attrelid = to_regclass('public.' || quote_ident(v.relname)) and t.attname = c.attname
        where v.relnamespace = 'public_record'::regnamespace and v.relkind = 'v'
          and col_description(c.attrelid, c.attnum) is null
    loop
        execute format('comment on column public_record.%I.%I is %L', shown.view, shown.name, shown.meaning);
    end loop;
end
$$;

-- The list of sources is in this order, which source_by_name, made to match names, does not give.
create index source_in_order on source (name_key, id) where deleted_at is null;
