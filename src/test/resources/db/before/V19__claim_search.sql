-- What claims are found by: one row a claim, written by the database itself when a transaction commits, whoever changed
-- what. So a claim is found by its words from the instant on that it has them, and no longer.
--
-- Words are stemmed by the language of the claim. Case and accents are folded. A lexeme in capitals says which
-- configuration stemmed the others; one with a leading = is a word as it was written, where its stem is another, so that
-- beginnings of words are found; TRUNCATED says that not all of the words, or of their places, are kept.

create schema search;
comment on schema search is 'How text is turned into the words that it is found by.';
create extension if not exists unaccent schema search;
create extension if not exists btree_gin schema search;

create table search.language (
    tag    text primary key,
    config text not null
);
comment on table search.language is 'Which configuration stems a language; all others are not stemmed, by configuration simple.';
comment on column search.language.tag is 'The language, as the first part of a BCP 47 tag.';
comment on column search.language.config is 'The text search configuration, in schema search.';

do $$
declare
    accents constant text := (
        select format('%I.%I', n.nspname, d.dictname)
        from pg_ts_dict d join pg_namespace n on n.oid = d.dictnamespace
        where d.dictname = 'unaccent'
        order by n.nspname = 'search' desc limit 1);
    shipped record;
    mapping record;
begin
    insert into search.language (tag, config)
    select l.tag, l.config
    from (values
        ('ar', 'arabic'), ('hy', 'armenian'), ('eu', 'basque'), ('ca', 'catalan'), ('da', 'danish'), ('nl', 'dutch'),
        ('en', 'english'), ('et', 'estonian'), ('fi', 'finnish'), ('fr', 'french'), ('de', 'german'), ('el', 'greek'),
        ('hi', 'hindi'), ('hu', 'hungarian'), ('id', 'indonesian'), ('ga', 'irish'), ('it', 'italian'),
        ('lt', 'lithuanian'), ('ne', 'nepali'), ('no', 'norwegian'), ('nb', 'norwegian'), ('nn', 'norwegian'),
        ('pl', 'polish'), ('pt', 'portuguese'), ('ro', 'romanian'), ('ru', 'russian'), ('sr', 'serbian'),
        ('es', 'spanish'), ('sv', 'swedish'), ('ta', 'tamil'), ('tr', 'turkish'), ('yi', 'yiddish')) l (tag, config)
    where exists (
        select from pg_ts_config c where c.cfgname = l.config and c.cfgnamespace = 'pg_catalog'::regnamespace);
    for shipped in
        select 'simple' as config union select l.config from search.language l
    loop
        execute format('create text search configuration search.%I (copy = pg_catalog.%1$I)', shipped.config);
        execute format('comment on text search configuration search.%I is %L', shipped.config,
            'The configuration that PostgreSQL ships, with accents folded.');
        for mapping in
            select t.alias, string_agg(m.mapdict::regdictionary::text, ', ' order by m.mapseqno) as dictionaries
            from pg_ts_config_map m
            join pg_ts_config c on c.oid = m.mapcfg
            join ts_token_type(c.cfgparser) t on t.tokid = m.maptokentype
            where c.oid = format('pg_catalog.%I', shipped.config)::regconfig
              and t.alias in ('word', 'hword', 'hword_part', 'numword', 'numhword', 'hword_numpart')
            group by t.alias
        loop
            execute format('alter text search configuration search.%I alter mapping for %s with %s, %s',
                shipped.config, mapping.alias, accents, mapping.dictionaries);
        end loop;
    end loop;
end
$$;

create function search.config(language text) returns text
    language sql stable parallel safe
begin atomic
    select coalesce(
        (select l.config from search.language l where l.tag = lower(split_part(language, '-', 1))), 'simple');
end;
comment on function search.config(text) is 'The configuration that stems a language.';

create aggregate search.concat (tsvector) (sfunc = tsvector_concat, stype = tsvector, parallel = safe);
comment on aggregate search.concat(tsvector) is 'One after the other.';

create table claim_search (
    claim_id              uuid primary key,
    bucket                int      not null,
    config                text     not null,
    words                 tsvector not null,
    said_on               datemultirange,
    said_on_earliest      date,
    published_on          datemultirange,
    published_on_earliest date
);
comment on table claim_search is
    'What each claim that is not deleted is found by. Written by triggers alone. No foreign key: locking claims is for those who change them.';
comment on column claim_search.claim_id is 'The claim.';
comment on column claim_search.bucket is 'Its number, divided by 65,536: of words that very many claims have, the newest claims are looked at.';
comment on column claim_search.config is 'The text search configuration, in schema search, that stems its language.';
comment on column claim_search.words is
    'Its words: of weight A the text; B quotes, as translated and in the original; C excerpts, and titles of articles; D names and aliases of the sources in it, and topics. The first 50,000 characters of all that.';
comment on column claim_search.said_on is 'The days on which it can have been said, by anybody in its chains.';
comment on column claim_search.said_on_earliest is 'The first of them; absent where no day is stated.';
comment on column claim_search.published_on is 'The days on which articles that it appears in can have been published.';
comment on column claim_search.published_on_earliest is 'The first of them; absent where no day is stated.';

-- Names of tables are looked for where the caller looks, so that what was known on a day is computed by the same.
create function search.of_claims(ids uuid[]) returns setof claim_search
    language sql stable parallel safe
    set jit = off
as $$
    with asked as (
        select c.id, (c.number / 65536)::int as bucket, search.config(c.language) as config, c.text
        from unnest(ids) i (id) join claim c on c.id = i.id
        where c.deleted_at is null
    ), place as (
        select p.claim_id, p.id, p.position, p.exact, a.id as article_id, a.publisher_id, a.current_version, a.published_on,
            a.published_on_earliest, a.published_on_latest
        from asked c
        join appearance p on p.claim_id = c.id
        join article a on a.id = p.article_id
        where p.deleted_at is null
    ), link as (
        select p.claim_id, p.position as place, l.*
        from place p join attribution l on l.appearance_id = p.id
    ), named as (
        select c.id as claim_id, ca.source_id from asked c join claim_about ca on ca.claim_id = c.id
        union
        select l.claim_id, x.source_id from link l join attribution_source x on x.attribution_id = l.id
        union
        select p.claim_id, p.publisher_id from place p where p.publisher_id is not null
    ), written (claim_id, weight, place, part, text) as (
        select c.id, 'A'::"char", 0, 0, c.text from asked c
        union all
        select l.claim_id, 'B', l.place, l.position, q.text
        from link l cross join lateral (values (l.quote), (l.original)) q (text)
        where q.text is not null
        union all
        select p.claim_id, 'C', p.position, 0, p.exact from place p where p.exact is not null
        union all
        select p.claim_id, 'C', p.first, 1, v.title
        from (
            select p.claim_id, p.article_id, p.current_version, min(p.position) as first
            from place p group by p.claim_id, p.article_id, p.current_version
        ) p
        join article_version v on v.article_id = p.article_id and v.version = p.current_version
        where v.title is not null
        union all
        select n.claim_id, 'D', 0, 0, s.name from named n join source s on s.id = n.source_id
        union all
        select n.claim_id, 'D', 0, 1, a.alias from named n join source_alias a on a.source_id = n.source_id
        union all
        select c.id, 'D', 1, 0, t.name
        from asked c join claim_topic ct on ct.claim_id = c.id join topic t on t.id = ct.topic_id
    ), bounded as (
        select w.claim_id, w.weight, row_number() over kept as nth,
            name_key(left(w.text, greatest(0, 50000 - (sum(length(w.text)) over kept)::int + length(w.text)))) as text,
            -- There are places for 16,383 words, of two characters at least, and gaps.
            sum(length(w.text) + 16) over kept > 32000 as truncated
        from written w
        window kept as (partition by w.claim_id order by w.weight, w.place, w.part, w.text rows unbounded preceding)
    ), stemmed as (
        select c.id, c.bucket, c.config,
            -- A phrase does not begin in one text and end in the next.
            ts_delete(
                search.concat(
                    setweight('-:8'::tsvector || to_tsvector(('search.' || c.config)::regconfig, b.text), b.weight)
                    order by b.nth),
                '-') as words,
            string_agg(b.text, ' ') as text,
            bool_or(b.truncated) as truncated
        from asked c join bounded b on b.claim_id = c.id
        group by c.id, c.bucket, c.config
    )
    select s.id, s.bucket, s.config,
        s.words
            || array_to_tsvector(array[upper(s.config)])
            || array_to_tsvector(case when s.truncated then '{TRUNCATED}' else '{}' end::text[])
            || case when s.config = 'simple' then '' else array_to_tsvector(array(
                select '=' || w
                from unnest(tsvector_to_array(ts_delete(
                    to_tsvector('search.simple', s.text), tsvector_to_array(s.words)))) w)) end,
        said.days, said.earliest, published.days, published.earliest
    from stemmed s
    left join (
        select l.claim_id, min(l.said_on_earliest) as earliest,
            range_agg(daterange(
                nullif(l.said_on_earliest, '-infinity'), nullif(l.said_on_latest, 'infinity'), '[]')) as days
        from link l where l.said_on is not null group by l.claim_id) said on said.claim_id = s.id
    left join (
        select p.claim_id, min(p.published_on_earliest) as earliest,
            range_agg(daterange(
                nullif(p.published_on_earliest, '-infinity'), nullif(p.published_on_latest, 'infinity'), '[]')) as days
        from place p where p.published_on is not null group by p.claim_id) published on published.claim_id = s.id
$$;
comment on function search.of_claims(uuid[]) is 'What those of the claims that are not deleted are found by.';

create function search.slots(claims uuid[], renamed uuid[]) returns table (slot int, for_itself boolean)
    language sql stable
    set search_path = public, pg_temp
    set jit = off
as $$
    -- 256 of them, as very many sources may be named in one transaction, and there is room for so many locks only.
    select uuid_hash(n.id) & 255, bool_or(n.is_renamed)
    from (
        select unnest(renamed), true
        union
        select ca.source_id, false from unnest(claims) c (id) join claim_about ca on ca.claim_id = c.id
        union
        select x.source_id, false
        from unnest(claims) c (id)
        join appearance p on p.claim_id = c.id
        join attribution l on l.appearance_id = p.id
        join attribution_source x on x.attribution_id = l.id
        union
        select x.id, false
        from unnest(claims) c (id)
        join appearance p on p.claim_id = c.id
        join article a on a.id = p.article_id
        cross join lateral (values (a.id), (a.publisher_id)) x (id)
        where x.id is not null
    ) n (id, is_renamed)
    group by 1
    order by 1
$$;
comment on function search.slots(uuid[], uuid[]) is
    'Of the sources and articles that claims name, and those that are renamed, what stands for each where locks are taken, in their order.';

create function search.naming(renamed uuid[]) returns setof uuid
    language sql stable
    set search_path = public, pg_temp
    set jit = off
as $$
    select ca.claim_id from unnest(renamed) r (id) join claim_about ca on ca.source_id = r.id
    union
    select p.claim_id
    from unnest(renamed) r (id)
    join attribution_source x on x.source_id = r.id
    join attribution l on l.id = x.attribution_id
    join appearance p on p.id = l.appearance_id
    where p.deleted_at is null
    union
    select p.claim_id
    from unnest(renamed) r (id)
    join article a on a.publisher_id = r.id
    join appearance p on p.article_id = a.id
    where p.deleted_at is null
    union
    select p.claim_id from unnest(renamed) r (id) join appearance p on p.article_id = r.id where p.deleted_at is null
$$;
comment on function search.naming(uuid[]) is 'The claims that name sources or articles.';

create function search.note_changed() returns trigger
    language plpgsql security definer
    set search_path = public, pg_temp
as $$
declare
    changed uuid[] := array(
        select h.resource_id from history.change h where h.change_set_id = new.id and h.resource = 'claim');
    -- Sources that were there before and are called otherwise now, and articles that were there before.
    renamed uuid[] := array(
        select h.resource_id
        from history.change h
        where h.change_set_id = new.id and h.resource = 'source'
          and exists (select from history.source s where s.id = h.resource_id and s.began <> new.id)
          and (exists (
                select from history.source_alias a where a.source_id = h.resource_id and new.id in (a.began, a.ended))
            or exists (
                select from history.source o join history.source n on n.id = o.id
                where o.id = h.resource_id and o.ended = new.id and n.began = new.id and o.name <> n.name))
        union all
        select h.resource_id
        from history.change h
        where h.change_set_id = new.id and h.resource = 'article'
          and exists (select from history.article a where a.id = h.resource_id and a.began <> new.id));
    held record;
begin
    if changed = '{}' and renamed = '{}' then
        return null;
    end if;
    -- Whoever names a thing and whoever renames it wait for each other, so that the second one sees what the first did.
    -- All take these locks at their end and in one order, before the rows: so nobody waits in a ring.
    for held in select s.slot, s.for_itself from search.slots(changed, renamed) s loop
        if held.for_itself then
            perform pg_advisory_xact_lock(hashtext('claimtrail search'), held.slot);
        else
            perform pg_advisory_xact_lock_shared(hashtext('claimtrail search'), held.slot);
        end if;
    end loop;
    changed := array(select unnest(changed) union select search.naming(renamed));
    perform from claim_search s where s.claim_id = any (changed) order by s.claim_id for update;
    delete from claim_search s
    where s.claim_id = any (changed)
      and not exists (select from claim c where c.id = s.claim_id and c.deleted_at is null);
    insert into claim_search as s select * from search.of_claims(changed)
    on conflict (claim_id) do update
    set bucket = excluded.bucket, config = excluded.config, words = excluded.words, said_on = excluded.said_on,
        said_on_earliest = excluded.said_on_earliest, published_on = excluded.published_on,
        published_on_earliest = excluded.published_on_earliest
    where s.* is distinct from excluded.*;
    return null;
end
$$;
comment on function search.note_changed() is
    'Keeps what claims are found by, when a transaction that changed them, or the names of what they name, is about to commit.';
-- Before change_set_stamped, which comes last, by its name.
create constraint trigger change_set_searched after insert on history.change_set
    deferrable initially deferred for each row execute function search.note_changed();

-- What stood when this was migrated is taken to have been found by the same since it was recorded.
call history.keep('claim_search');
alter table claim_search disable trigger user;
do $$
begin
    -- Part by part, so that it needs no more memory where there are more.
    for part in 0 .. (select coalesce(max(c.number), 0) / 20000 from claim c) loop
        insert into claim_search
        select *
        from search.of_claims(array(
            select c.id from claim c
            where c.number >= 20000 * part and c.number < 20000 * (part + 1) and c.deleted_at is null));
    end loop;
end
$$;
alter table claim_search enable trigger user;
insert into history.claim_search
select s.*, c.began, null
from claim_search s join (select id, min(began) as began from history.claim group by id) c on c.id = s.claim_id;

-- Written at once, so that what is found does not depend on how much was written lately.
create index claim_search_by_words on claim_search using gin (bucket, words) with (fastupdate = off);
create index claim_search_by_days_said on claim_search using gist (said_on) where said_on is not null;
create index claim_search_by_days_published on claim_search using gist (published_on) where published_on is not null;
-- What has no day comes last in either order.
create index claim_search_by_said on claim_search (coalesce(said_on_earliest, 'infinity'), claim_id);
create index claim_search_by_said_last_first on claim_search (coalesce(said_on_earliest, '-infinity'), claim_id);
create index claim_search_by_published on claim_search (coalesce(published_on_earliest, 'infinity'), claim_id);
create index claim_search_by_published_last_first on claim_search (coalesce(published_on_earliest, '-infinity'), claim_id);
call history.keep('claim_search');

create index claim_by_occurred on claim (coalesce(occurred_earliest, 'infinity'), id) where deleted_at is null;
create index claim_by_occurred_last_first on claim (coalesce(occurred_earliest, '-infinity'), id) where deleted_at is null;
call history.keep('claim', 'claim', 'r.id');
-- The words of the text alone.
drop index claim_words;
drop index history.claim_words;

create view public_record.claim_search as
select claim_id, bucket, config, words, said_on, said_on_earliest, published_on, published_on_earliest
from public.claim_search s
where (select true from public_record.claim c where c.id = s.claim_id);
comment on view public_record.claim_search is
    'What the claims shown are found by: names, titles and words that are shown with them.';

-- Computed of each claim that is asked for; who looks for words asks first whether the claim ever had them.
create view known_on.claim_search as
select s.claim_id, s.bucket, s.config,
    (select w.words from search.of_claims(array[s.claim_id]) w) as words,
    (select w.said_on from search.of_claims(array[s.claim_id]) w) as said_on,
    (select w.said_on_earliest from search.of_claims(array[s.claim_id]) w) as said_on_earliest,
    (select w.published_on from search.of_claims(array[s.claim_id]) w) as published_on,
    (select w.published_on_earliest from search.of_claims(array[s.claim_id]) w) as published_on_earliest
from as_of.claim_search s;
comment on view known_on.claim_search is 'What claims are found by, of what had been published.';

do $$
declare
    shown record;
begin
    for shown in
        select v.oid::regclass as view, c.attname as name, col_description(t.attrelid, t.attnum) as meaning
        from pg_class v
        join pg_attribute c on c.attrelid = v.oid and c.attnum > 0
        join pg_attribute t on t.attrelid = 'public.claim_search'::regclass and t.attname = c.attname
        where v.relname = 'claim_search' and v.relkind = 'v' and col_description(c.attrelid, c.attnum) is null
    loop
        execute format('comment on column %s.%I is %L', shown.view, shown.name, shown.meaning);
    end loop;
end
$$;

-- What was purged is not found by its words either, in the past.
create function search.forget(resource text, id uuid) returns void
    language plpgsql
    set search_path = public, pg_temp
as $$
declare
    gone text[];
begin
    gone := array(
        select distinct w
        from (
            select s.name from history.source s where forget.resource = 'source' and s.id = forget.id
            union
            select a.alias from history.source_alias a where forget.resource = 'source' and a.source_id = forget.id
            union
            select v.title from history.article_version v
            where forget.resource = 'article' and v.article_id = forget.id
        ) named (name)
        cross join (select 'simple' as config union select l.config from search.language l) c
        cross join unnest(tsvector_to_array(to_tsvector(('search.' || c.config)::regconfig, name_key(named.name)))) l (lexeme)
        cross join lateral (values (l.lexeme), ('=' || l.lexeme)) x (w)
        where named.name is not null);
    -- A word that a claim has today, from elsewhere, is no secret in its past.
    update history.claim_search h
    set words = ts_delete(h.words, array(
        select unnest(gone)
        except
        select unnest(tsvector_to_array(p.words)) from claim_search p where p.claim_id = h.claim_id))
    where h.ended is not null and h.claim_id in (
        select ca.claim_id from history.claim_about ca where ca.source_id = forget.id
        union
        select p.claim_id
        from history.attribution_source x
        join history.attribution l on l.id = x.attribution_id
        join history.appearance p on p.id = l.appearance_id
        where x.source_id = forget.id
        union
        select p.claim_id
        from history.article a join history.appearance p on p.article_id = a.id
        where forget.id in (a.id, a.publisher_id));
end
$$;
comment on function search.forget(text, uuid) is
    'The part of history.purge that is about the words that claims were found by. For the owner alone.';

create or replace function history.purge_claim(claim uuid, present xid8, keeps_present boolean) returns jsonb
    language plpgsql set search_path = public, pg_temp as
$$
declare
    claims uuid[] := array[claim];
    figures uuid[] := array(select distinct f.id from history.figure f where f.claim_id = claim);
    appearances uuid[] := array(select distinct a.id from history.appearance a where a.claim_id = claim);
    links uuid[] := array(select distinct l.id from history.attribution l where l.appearance_id = any (appearances));
    relations uuid[] := array(
        select distinct r.id from history.relation r where claim in (r.from_claim_id, r.to_claim_id));
    evidence uuid[] := array(select distinct e.id from history.evidence e where e.claim_id = claim);
    assessments uuid[] := array(select distinct a.id from history.assessment a where a.claim_id = claim);
    topics uuid[] := array(select distinct t.topic_id from history.claim_topic t where t.claim_id = claim);
    deleted constant text := 'r.deleted_at is not null';
    of_deleted constant text := 'exists (select from public.%s w where w.id = r.%s and w.deleted_at is not null)';
    of_appearance constant text := 'r.appearance_id in (select a.id from public.appearance a where a.deleted_at is not null)';
    removed jsonb := '{}';
begin
    removed := removed
        || history.wipe('assessment_evidence', 'assessment_id', assessments, present, keeps_present,
            format(of_deleted, 'assessment', 'assessment_id'))
        || history.wipe('assessment', 'id', assessments, present, keeps_present, deleted)
        || history.wipe('evidence', 'id', evidence, present, keeps_present,
            deleted || ' and not exists (select from public.assessment_evidence x where x.evidence_id = r.id)')
        || history.wipe('relation', 'id', relations, present, keeps_present, deleted)
        || history.wipe('attribution_source', 'attribution_id', links, present, keeps_present,
            'r.attribution_id in (select l.id from public.attribution l join public.appearance a on a.id = l.appearance_id where a.deleted_at is not null)')
        || history.wipe('attribution', 'id', links, present, keeps_present, of_appearance)
        || history.wipe('appearance', 'id', appearances, present, keeps_present, deleted)
        || history.wipe('figure', 'id', figures, present, keeps_present, deleted
            || ' and not exists (select from public.figure o where r.id in (o.derived_from_id, o.alternative_to_id) and o.deleted_at is null)')
        || history.wipe('claim_topic', 'claim_id', claims, present, keeps_present)
        || history.wipe('claim_about', 'claim_id', claims, present, keeps_present)
        || history.wipe('claim_search', 'claim_id', claims, present, keeps_present);
    if not keeps_present then
        removed := removed
            || history.wipe('status_change', 'claim_id', claims, present, false)
            || history.wipe('stage_change', 'claim_id', claims, present, false)
            || history.wipe('claim_standing', 'claim_id', claims, present, false)
            || history.wipe('claim_figure_conflict', 'claim_id', claims, present, false);
    end if;
    removed := removed || history.wipe('claim', 'id', claims, present, keeps_present);

    -- A topic that was of this claim alone says something of it.
    perform from public.topic t where t.id = any (topics) order by t.id for update;
    topics := array(
        select t from unnest(topics) t
        where not exists (select from public.claim_topic x where x.topic_id = t)
          and not exists (select from history.claim_topic x where x.topic_id = t));
    removed := removed || history.wipe('topic', 'id', topics, present, false);

    insert into history.change (change_set_id, resource, resource_id)
    select present, t.resource, t.id
    from (
        select 'claim' as resource, claim as id
        union all
        select 'relation', r from unnest(relations) r
        union all
        select 'evidence', e from unnest(evidence) e
        union all
        select 'assessment', a from unnest(assessments) a
    ) t
    on conflict do nothing;
    return removed || jsonb_build_object('ids', to_jsonb(
        claims || figures || appearances || links || relations || evidence || assessments));
end
$$;

create or replace function history.purge_words(resource text, id uuid, keeps_present boolean) returns jsonb
    language plpgsql set search_path = public, pg_temp as
$$
declare
    words constant text := case resource
        when 'source' then
            $w$name = '(purged)', description = null, homepage = null, country = null, wikidata_id = null, reliability = null$w$
        when 'article' then
            $w$url = null, canonical_url = null, citation = '(purged)', archive_url = null$w$
        else
            $w$name = '(purged)', unit = null, description = null$w$
    end;
    -- Columns that the record computes are plain ones in its history.
    computed constant text := case resource
        when 'source' then $w$name_key = '(purged)'$w$
        when 'article' then $w$citation_key = '(purged)'$w$
        else $w$name_key = '(purged)', unit_key = null$w$
    end;
    parts constant name := case resource when 'source' then 'source_alias' when 'article' then 'article_author' end;
    part_key constant name := case resource when 'source' then 'source_id' when 'article' then 'article_id' end;
    rows bigint;
    versions bigint;
    removed jsonb := '{}';
begin
    perform search.forget(resource, id);
    if parts is not null then
        if not keeps_present then
            execute format('delete from public.%I r where r.%I = $1', parts, part_key) using id;
        end if;
        execute format('delete from history.%I r where r.%I = $1%s', parts, part_key,
            case when keeps_present then ' and r.ended is not null' else '' end) using id;
        get diagnostics versions = row_count;
        if versions > 0 then
            removed := jsonb_build_object(parts, jsonb_build_object('versions', versions));
        end if;
    end if;
    if resource = 'article' then
        perform set_config('claimtrail.purging', 'on', true);
        update public.article_version v
        set title = null, body = null, sha256 = null
        where v.article_id = id and (v.title is not null or v.body is not null)
          and (not keeps_present or v.version < (select a.current_version from public.article a where a.id = v.article_id));
        get diagnostics rows = row_count;
        perform set_config('claimtrail.purging', '', true);
        update history.article_version v
        set title = null, body = null, sha256 = null
        where v.article_id = id
          and (not keeps_present or v.ended is not null
            or v.version < (select a.current_version from public.article a where a.id = v.article_id));
        get diagnostics versions = row_count;
        removed := removed || jsonb_build_object('article_version', jsonb_build_object('rows', rows, 'versions', versions));
    elsif resource = 'source' and not keeps_present then
        -- Those who were merged with it may be called like it.
        update public.source_merge m set aliases = '{}', reason = '(purged)' where purge_words.id in (m.source_id, m.into_id);
        update history.source_merge m set aliases = '{}', reason = '(purged)' where purge_words.id in (m.source_id, m.into_id);
    end if;

    -- In the past it is there for those who refer to it, and for nobody else.
    execute format('update public.%I r set %s revision = r.revision + 1 where r.id = $1', resource,
        case when keeps_present then '' else words || ',' end) using id;
    execute format(
        'update history.%I r set %s, %s, deleted_at = coalesce(r.deleted_at, clock_timestamp()) where r.id = $1 and %s',
        resource, words, computed, case when keeps_present then 'r.ended is not null' else 'true' end) using id;
    get diagnostics versions = row_count;
    return removed || jsonb_build_object(resource, jsonb_build_object('versions', versions));
end
$$;
