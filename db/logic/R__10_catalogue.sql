-- The catalogue of the record: one row for each table, from which the triggers that keep its history, the views of
-- schemas as_of, known_on and public_record, and what a purge removes are made. A new table wants a migration under
-- db/table and a row here.
--
-- All files in this folder run again, in the order of their numbers and in one transaction, whenever one of them or
-- what they stand on changed: ${logic}. This first one clears away what they made before, so that the files are all there
-- is: triggers, functions, and views that nobody but the files may build on.

do $$
declare
    -- All at once, as some go with others.
    made_before constant text[] := array(
        select format('drop trigger %I on %s', t.tgname, t.tgrelid::regclass)
        from pg_trigger t
        join pg_proc f on f.oid = t.tgfoid
        where not t.tgisinternal
          and f.pronamespace in (select n.oid from pg_namespace n where n.nspname in (current_schema(), 'history', 'search'))
    ) || array(
        select format('drop view if exists %I.%I cascade', n.nspname, v.relname)
        from pg_class v join pg_namespace n on n.oid = v.relnamespace
        where v.relkind = 'v' and n.nspname in ('as_of', 'known_on', 'public_record')
    ) || array(
        select format('drop routine if exists %I.%I(%s) cascade', n.nspname, f.proname, pg_get_function_identity_arguments(f.oid))
        from pg_proc f join pg_namespace n on n.oid = f.pronamespace
        where n.nspname in (current_schema(), 'history', 'as_of', 'known_on', 'public_record', 'search')
          -- Those that tables are made with come with the tables, those of an extension with the extension.
          and not exists (
            select from pg_depend d
            where d.refclassid = 'pg_proc'::regclass and d.refobjid = f.oid
              and d.classid in ('pg_attrdef'::regclass, 'pg_constraint'::regclass, 'pg_class'::regclass))
          -- What these are made of is in none of the catalogues of what depends on what.
          and not (f.proname = 'folded' and n.nspname = current_schema()
            or f.proname in ('legible', 'marked', 'parted', 'spaced', 'asked', 'separated') and n.nspname = 'search')
          and not exists (
            select from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = f.oid and d.deptype = 'e'));
    drop_before text;
    space record;
begin
    foreach drop_before in array made_before loop
        execute drop_before;
    end loop;
    for space in
        select s.name, s.meaning
        from (values
            ('as_of', 'The record as it was at the instant that the setting claimtrail.as_of stands for: see as_of.instant(). The names and columns of the tables, so that the SQL of the service is the same for then and now.'),
            ('known_on', 'What had been published by the day that the setting claimtrail.known_on holds, of the record as of the instant that as_of shows.'),
            ('public_record', 'The record as strangers may read it: claims that are DONE, with their sources and articles, and nothing about who works on them.')
        ) s (name, meaning)
    loop
        execute format('create schema if not exists %I', space.name);
        execute format('comment on schema %I is %L', space.name, space.meaning);
    end loop;
    drop schema if exists catalogue cascade;
end
$$;

create schema catalogue;
comment on schema catalogue is 'What is to be known of each table of the record, and what is made of it when the logic changes.';

create table catalogue.record_table (
    position int generated always as identity primary key,
    name     name not null unique,
    kind     text,
    parent   name references catalogue.record_table (name),
    keys     name[],
    besides  jsonb,
    purge    text,
    referred text,
    neutral  text,
    computed text,
    known    text,
    known_as jsonb,
    public   text,
    shown    text,
    constraint record_table_keys_of_parent check ((parent is null) = (keys is null)),
    constraint record_table_besides_parent check (besides is null or parent is not null),
    constraint record_table_purge_known check (purge in ('ROWS', 'WHOLE', 'WORDS', 'LIST')),
    constraint record_table_neutral_words check ((purge = 'WORDS') = (neutral is not null)),
    constraint record_table_public_columns check ((public is null) = (shown is null))
);
comment on table catalogue.record_table is
    'The tables of the record. Each has a twin in schema history with all versions of its rows, and a view in as_of.';
comment on column catalogue.record_table.position is 'What is referred to comes before what refers to it; a purge goes the other way.';
comment on column catalogue.record_table.name is 'The table.';
comment on column catalogue.record_table.kind is
    'As part of which kind of thing the feed and histories tell its changes: the kind''s own table is called like it. Absent where nothing tells of them.';
comment on column catalogue.record_table.parent is 'The table whose rows its rows belong to.';
comment on column catalogue.record_table.keys is 'The columns that name these, by id. By the first one, its rows belong to their thing.';
comment on column catalogue.record_table.besides is
    'Other tables whose rows its rows may belong to instead of the parent''s, or together with one, each with the column that names them, by id.';
comment on column catalogue.record_table.purge is
    'What becomes of its rows when the claim, or what else they belong to, is purged: ROWS go, of a purged past those that are deleted; WHOLE go only with the whole claim. Of things that others refer to, WORDS stay with neutral words, and a LIST of more words goes. Absent where they say nothing of their own.';
comment on column catalogue.record_table.referred is 'ROWS only: what keeps a deleted row r when only the past is purged.';
comment on column catalogue.record_table.neutral is 'WORDS only: what columns are set to.';
comment on column catalogue.record_table.computed is 'WORDS only: columns that the record computes of these, which are plain ones in its history.';
comment on column catalogue.record_table.known is
    'Which rows r had been published by known_on.day(), {made ID} being whether a claim had been made by then; absent where a row is known because what names it is.';
comment on column catalogue.record_table.known_as is 'What stands for columns where only what had been published is shown.';
comment on column catalogue.record_table.public is
    'Which rows r strangers may read, of those that are not deleted and whose parents they may read; absent where none. Asked by (select true ...), which is answered row by row and by index: an exists would be turned into joins, of which a filter of the list of claims would then have more than the planner puts in order. What many claims may share, such as an article, is left to the planner.';
comment on column catalogue.record_table.shown is
    'The columns that strangers read: one that a table gets later is shown when somebody has thought about it.';

insert into catalogue.record_table (name, kind, parent, keys, purge, referred, neutral, computed, known, known_as, public, shown)
values
('source', 'source', null, null, 'WORDS', null,
    $$name = '(purged)', description = null, homepage = null, country = null, wikidata_id = null, reliability = null,
    external_ids = null$$,
    $$name_key = '(purged)'$$,
    null, null,
    -- A ministry's government is shown with the ministry. While few claims are shown, all the sources that they name are
    -- collected; later each source is asked for one claim that names it, as it would soon find one.
    $$(
    with recursive part (id) as (
        select r.id
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
    limit 1)$$,
    $$id, revision, name, name_key, kind, description, homepage, country, wikidata_id, reliability,
    (select a.id from public_record.article a where a.id = r.within_article_id) as within_article_id,
    created_at, updated_at, deleted_at, null::uuid as merged_into_id, shares_name, null::text[] as external_ids$$),
('source_alias', 'source', 'source', '{source_id}', 'LIST', null, null, null, null, null,
    'true', 'source_id, position, alias, alias_key'),
('membership', 'source', 'source', '{source_id}', null, null, null, null, null, null,
    'true', 'id, source_id, position, part_of_id, since, since_earliest, since_latest, until, until_earliest, until_latest'),
('source_merge', null, null, null, null, null, null, null, null, null, null, null),
('source_merge_undo', null, null, null, null, null, null, null, null, null, null, null),
('article', 'article', null, null, 'WORDS', null,
    $$url = null, canonical_url = null, duplicate_url = null, citation = '(purged)', archive_url = null, site = null,
    external_ids = null$$,
    $$citation_key = '(purged)'$$,
    null, null,
    $$exists (
    select from public.appearance p join public_record.claim c on c.id = p.claim_id
    where p.article_id = r.id and p.deleted_at is null)$$,
    $$id, revision, url, canonical_url, citation, citation_key, medium, publisher_id, published_on,
    published_on_earliest, published_on_latest, retrieved_at, language, archive_url, current_version, created_at,
    updated_at, deleted_at, site, shares_name, null::uuid as merged_into_id, null::text as duplicate_url,
    null::text[] as external_ids$$),
('article_author', 'article', 'article', '{article_id}', 'LIST', null, null, null, null, null,
    'true', 'article_id, position, name'),
('article_address', 'article', 'article', '{article_id}', 'LIST', null, null, null, null, null,
    'true', 'article_id, position, url, canonical_url'),
('article_merge', null, null, null, null, null, null, null, null, null, null, null),
('article_merge_undo', null, null, null, null, null, null, null, null, null, null, null),
('article_version', 'article', 'article', '{article_id}', null, null, null, null, null, null,
    -- What the article says now, and what it said when a claim shown was seen in it.
    $$(select true from public_record.article a where a.id = r.article_id and a.current_version = r.version)
   or (select true from public_record.appearance p
       where p.article_id = r.article_id and p.article_version = r.version limit 1)$$,
    'article_id, version, title, body, sha256, note, recorded_at'),
('article_file', 'article', 'article', '{article_id}', 'LIST', null, null, null, null, null,
    -- What others published is theirs: the desk keeps it, and does not publish it again.
    'false',
    $$id, article_id, article_version, name, media_type, name_suggests, bytes, sha256, has_thumbnail, by, created_at,
    deleted_at$$),
('topic', 'topic', null, null, 'WORDS', null,
    $$name = '(purged)', description = null, external_ids = null$$, $$name_key = '(purged)'$$,
    null, null,
    'exists (select from public_record.claim_topic ct where ct.topic_id = r.id)',
    'id, name, name_key, created_at, revision, description, updated_at, deleted_at, shares_name, null::text[] as external_ids'),
('measure', 'measure', null, null, 'WORDS', null,
    $$name = '(purged)', unit = null, description = null, external_ids = null$$, $$name_key = '(purged)', unit_key = null$$,
    null, null,
    'exists (select from public_record.figure f where f.measure_id = r.id)',
    'id, revision, name, name_key, unit, unit_key, nature, description, created_at, updated_at, deleted_at,
    shares_name, null::uuid as merged_into_id, null::text[] as external_ids'),
('measure_merge', null, null, null, null, null, null, null, null, null, null, null),
('measure_merge_undo', null, null, null, null, null, null, null, null, null, null, null),
('claim', 'claim', null, null, 'ROWS', null, null, null, null, null,
    $$stage = 'DONE'$$,
    $$id, number, revision, text, kind, language, occurred, occurred_earliest, occurred_latest, resolves_by,
    resolves_by_earliest, resolves_by_latest, place, status, stage, null::text as assignee, created_at, updated_at,
    deleted_at, null::text[] as external_ids$$),
('claim_topic', 'claim', 'claim', '{claim_id}', 'ROWS', null, null, null, null, null,
    'true', 'claim_id, position, topic_id'),
('claim_about', 'claim', 'claim', '{claim_id}', 'ROWS', null, null, null, null, null,
    'true', 'claim_id, position, source_id'),
('figure', 'claim', 'claim', '{claim_id}', 'ROWS',
    'exists (select from public.figure o where r.id in (o.derived_from_id, o.alternative_to_id) and o.deleted_at is null)',
    null, null,
    '{made r.claim_id}',
    -- What a figure was computed from may have become known later.
    $${"derived_from_id": "(select o.id from as_of.figure o where o.id = r.derived_from_id and {made o.claim_id})",
       "alternative_to_id": "(select o.id from as_of.figure o where o.id = r.alternative_to_id and {made o.claim_id})"}$$,
    'true',
    $$id, claim_id, position, measure_id, as_stated, qualifier, amount, lower_bound, upper_bound, unit, period,
    period_earliest, period_latest,
    (select o.id from public.figure o join public_record.claim c on c.id = o.claim_id
     where o.id = r.derived_from_id and o.deleted_at is null) as derived_from_id,
    factor, assumption,
    (select o.id from public.figure o join public_record.claim c on c.id = o.claim_id
     where o.id = r.alternative_to_id and o.deleted_at is null) as alternative_to_id,
    deleted_at$$),
('appearance', 'claim', 'claim', '{claim_id}', 'ROWS', null, null, null,
    'r.known_from <= known_on.day()', null,
    'true',
    $$id, claim_id, position, article_id, article_version, exact, prefix, suffix, start_offset, end_offset, fragment,
    excerpt_gone, deleted_at, known_from, excerpt_state, excerpt_gone_since, position_differs$$),
('attribution', 'claim', 'appearance', '{appearance_id}', 'ROWS', null, null, null, null, null,
    'true',
    $$id, appearance_id, position, role_as_stated, cue, mode, basis, quote, quote_language, original,
    original_language, translator, said_on, said_on_earliest, said_on_latest, venue$$),
('attribution_source', 'claim', 'attribution', '{attribution_id}', 'ROWS', null, null, null, null, null,
    'true', 'attribution_id, position, source_id'),
('relation', 'relation', 'claim', '{from_claim_id, to_claim_id}', 'ROWS', null, null, null,
    '{made r.from_claim_id} and {made r.to_claim_id}', null,
    'true',
    $$id, revision, from_claim_id, to_claim_id, type, scope, figure_id, act, nature, null::text as note, created_at,
    updated_at, deleted_at, null::text[] as external_ids$$),
('evidence', 'evidence', 'claim', '{claim_id}', 'ROWS',
    'exists (select from public.assessment_evidence x where x.evidence_id = r.id)',
    null, null,
    'r.captured_on_latest <= known_on.day()', null,
    'true',
    $$id, revision, claim_id, title, url, kind, provider_id, stance, captured_on, captured_on_earliest,
    captured_on_latest, archive_url, sha256, credibility, null::text as note, created_at, updated_at, deleted_at,
    null::text[] as external_ids$$),
('evidence_file', 'evidence', 'evidence', '{evidence_id}', 'ROWS', null, null, null, null, null,
    'true',
    $$id, evidence_id, name, media_type, name_suggests, bytes, sha256, has_thumbnail, null::text as by, created_at,
    deleted_at$$),
('rating_scale', null, null, null, null, null, null, null, null, null,
    'exists (select from public_record.assessment a where a.scale_id = r.id)',
    'id, name, name_key, worst, best, created_at, shares_name'),
('assessment', 'assessment', 'claim', '{claim_id}', 'ROWS', null, null, null,
    'r.reviewed_on_latest <= known_on.day()', null,
    'true',
    $$id, revision, claim_id, scale_id, rating, rating_value, summary, reviewer_id, reviewed_on, reviewed_on_earliest,
    reviewed_on_latest, url, markup, created_at, updated_at, deleted_at, null::text[] as external_ids$$),
('assessment_evidence', 'assessment', 'assessment', '{assessment_id}', 'ROWS', null, null, null, null, null,
    '(select true from public_record.evidence e where e.id = r.evidence_id)',
    'assessment_id, position, evidence_id'),
('note', 'note', 'claim', '{claim_id}', 'ROWS', null, null, null, null, null,
    -- What the desk says among itself is not shown.
    'false',
    $$id, revision, claim_id, in_reply_to_id, text, author, edited_at, resolved_at, resolved_by, created_at, updated_at,
    deleted_at, null::text[] as external_ids, source_id, article_id, assessment_id, on_id$$),
('note_file', 'note', 'note', '{note_id}', 'ROWS', null, null, null, null, null,
    'false',
    'id, note_id, name, media_type, name_suggests, bytes, sha256, has_thumbnail, by, created_at, deleted_at'),
('exchange_rate', 'exchange-rate', null, null, null, null, null, null, null, null, null, null),
('status_change', null, 'claim', '{claim_id}', 'WHOLE', null, null, null, null, null,
    -- What the desk weighed, and who works here, is not shown.
    'true',
    $$id, claim_id, from_status, to_status, null::text as reason, null::text as by, at, overridden,
    null::text as through$$),
('stage_change', null, 'claim', '{claim_id}', 'WHOLE', null, null, null, null, null,
    -- How the desk works is not shown.
    'false', 'id, claim_id, from_stage, to_stage, assignee, reason, by, at, through'),
-- Lists know how claims stood by what was stored then, and, where marks of then lead, by what the service computes.
('claim_standing', null, 'claim', '{claim_id}', 'WHOLE', null, null, null, null, null, null, null),
('claim_figure_conflict', null, 'claim', '{claim_id}', 'WHOLE', null, null, null, null, null, null, null),
('standing_mark', null, null, null, null, null, null, null, null, null, null, null),
('claim_search', null, 'claim', '{claim_id}', 'ROWS', null, null, null, null, null,
    -- Names, titles and words that are shown with the claim.
    'true', 'claim_id, bucket, config, words, said_on, said_on_earliest, published_on, published_on_earliest'),
('common_name', null, null, null, null, null, null, null, null, null,
    $$case r.kind
        when 'source' then (select true from public_record.source s where s.id = r.id)
        when 'topic' then exists (select from public_record.topic t where t.id = r.id)
        else exists (select from public_record.article a where a.id = r.id) end$$,
    'id, kind, words');

update catalogue.record_table
set besides = '{"assessment": "assessment_id", "source": "source_id", "article": "article_id"}'
where name = 'note';

create view catalogue.belonging as
select t.name, t.parent, k.key
from catalogue.record_table t cross join lateral unnest(t.keys) k (key)
union all
select t.name, b.parent::name, b.key::name
from catalogue.record_table t cross join lateral jsonb_each_text(t.besides) b (parent, key);
comment on view catalogue.belonging is 'The tables whose rows belong to rows of another, and the columns that name these.';

create function catalogue.thing(part name, r text) returns text
    language plpgsql stable as
$$
declare
    one catalogue.record_table := (select t from catalogue.record_table t where t.name = part);
begin
    return case
        when one.kind is null then null
        when one.name = replace(one.kind, '-', '_') then r || '.id'
        when one.parent = replace(one.kind, '-', '_') then format('%s.%I', r, one.keys[1])
        else format('(select %s from public.%I %I where %3$I.id = %s.%I)',
            catalogue.thing(one.parent, one.parent), one.parent, one.parent, r, one.keys[1])
    end;
end
$$;
comment on function catalogue.thing(name, text) is
    'SQL for the id of the thing that a row of a table belongs to, where the row is called r.';

create function catalogue.columns(of_table regclass) returns table (name name, type oid, nth int, meaning text)
    language sql stable as
$$
    select a.attname, a.atttypid, a.attnum, col_description(a.attrelid, a.attnum)
    from pg_attribute a
    where a.attrelid = of_table and a.attnum > 0 and not a.attisdropped
$$;
comment on function catalogue.columns(regclass) is 'The columns of a table or view.';

create procedure catalogue.explain(of_view regclass, meaning text, as_in regclass)
    language plpgsql as
$$
declare
    col record;
begin
    execute format('comment on view %s is %L', of_view, meaning);
    for col in
        select v.name, coalesce(v.meaning, t.meaning) as meaning
        from catalogue.columns(of_view) v left join catalogue.columns(as_in) t on t.name = v.name
    loop
        execute format('comment on column %s.%I is %L', of_view, col.name, col.meaning);
    end loop;
end
$$;
comment on procedure catalogue.explain(regclass, text, regclass) is
    'Comments a view; a column without a comment of its own means what it means in the table.';

-- Reports build on the views of public, so that these are replaced, and keep their columns.
create procedure catalogue.in_each_schema(statements text)
    language plpgsql as
$$
declare
    path record;
    came_with constant text := current_setting('search_path');
begin
    for path in
        select * from (values
            ('public'), ('as_of'), ('known_on, as_of'), ('public_record')
        ) p (searched)
    loop
        perform set_config('search_path', path.searched, true);
        execute statements;
    end loop;
    perform set_config('search_path', came_with, true);
end
$$;
comment on procedure catalogue.in_each_schema(text) is
    'Makes what is of the same text in each schema in which answers are read: of the tables, or of the views that stand there for them.';
