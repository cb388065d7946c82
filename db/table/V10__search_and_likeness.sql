-- What claims are found by: one row a claim, written by the database itself when a transaction commits, whoever changed
-- what. So a claim is found by its words from the instant on that it has them, and no longer.
--
-- Words are stemmed by the language of the claim. Case and accents are folded. A lexeme in capitals says which
-- configuration stemmed the others; one with a leading = is a word as it was written, where its stem is another, so that
-- beginnings of words are found; one with a leading @ stands for a thing whose names are in common_name; TRUNCATED says that not all of the words, or of their places, are kept.

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
-- So that the planner knows a rare word from a common one.
alter table claim_search alter words set statistics 1000;
-- Written at once, so that what is found does not depend on how much was written lately.
create index claim_search_by_words on claim_search using gin (bucket, words) with (fastupdate = off);
create index claim_search_by_days_said on claim_search using gist (said_on) where said_on is not null;
create index claim_search_by_days_published on claim_search using gist (published_on) where published_on is not null;
-- What has no day comes last in either order.
create index claim_search_by_said on claim_search (coalesce(said_on_earliest, 'infinity'), claim_id);
create index claim_search_by_said_last_first on claim_search (coalesce(said_on_earliest, '-infinity'), claim_id);
create index claim_search_by_published on claim_search (coalesce(published_on_earliest, 'infinity'), claim_id);
create index claim_search_by_published_last_first on claim_search (coalesce(published_on_earliest, '-infinity'), claim_id);
-- A sample of one in 256 claims tells whether words are in very many of them. By the MD5 of its id, so that whatever order
-- claims were recorded in, and whoever chose their ids, has no part in which claims are in it.
create index claim_search_sample on claim_search using gin (words) with (fastupdate = off)
    where md5(claim_id::text) like '00%';

comment on table claim_search is
    'What each claim that is not deleted is found by. Written by triggers alone. No foreign key: locking claims is for those who change them.';
comment on column claim_search.claim_id is 'The claim.';
comment on column claim_search.bucket is 'Its number, divided by 65,536: of words that very many claims have, the newest claims are looked at.';
comment on column claim_search.config is 'The text search configuration, in schema search, that stems its language.';
comment on column claim_search.words is
    'Its words: of weight A the text; B quotes, as translated and in the original; C excerpts, and titles of articles; D names and aliases of the sources in it, and topics; the first 50,000 characters of all that. For what is in common_name, a lexeme that stands for it.';
comment on column claim_search.said_on is 'The days on which it can have been said, by anybody in its chains.';
comment on column claim_search.said_on_earliest is 'The first of them; absent where no day is stated.';
comment on column claim_search.published_on is 'The days on which articles that it appears in can have been published.';
comment on column claim_search.published_on_earliest is 'The first of them; absent where no day is stated.';

create table common_name (
    id    uuid primary key,
    kind  text     not null,
    words tsvector not null,
    constraint common_name_kind_known check (kind in ('source', 'article', 'topic'))
);
create index common_name_by_words on common_name using gin (words) with (fastupdate = off);
comment on table common_name is
    'What things are called that very many claims name: claims have a lexeme instead that stands for the thing. Written by triggers, and by search.gather(), alone. No foreign key: things that are gone are found by nothing.';
comment on column common_name.id is 'The source, article or topic.';
comment on column common_name.kind is 'Which of these.';
comment on column common_name.words is 'The words of its names, or of its title, in the stems of all languages.';

create table search.gathering (
    id       uuid primary key,
    kind     text not null,
    swept_to uuid
);
comment on table search.gathering is 'Things that may be named by very many claims, to be looked at by search.gather().';
comment on column search.gathering.id is 'The source, article or topic.';
comment on column search.gathering.kind is 'Which of these.';
comment on column search.gathering.swept_to is
    'The last claim in whose words something stands for it instead of its names, where these are in common_name already; absent until it was looked at.';

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

create table claim_stems (
    claim_number bigint   primary key,
    stems        tsvector not null,
    length       int      not null
);
-- How many claims have a common stem is known by the statistics: of more stems than usually.
alter table claim_stems alter column stems set statistics 500;
-- Without a list of what is still to be put in, which every reader would have to go through.
create index claim_stems_by_stem on claim_stems using gin (stems) with (fastupdate = off);

comment on table claim_stems is
    'The stems of the text of each claim that is not deleted. Kept by triggers on claim, also where a claim is purged. No foreign key: locking claims is for those who change them.';
comment on column claim_stems.claim_number is 'The number of the claim.';
comment on column claim_stems.stems is
    'The stems, with their places, by the claim''s language; of a very long text those of the first 100,000 characters.';
comment on column claim_stems.length is 'How many places the stems have.';

create table claim_vector (
    claim_number bigint primary key,
    text_hash    bytea,
    model        text,
    vector       bytea,
    tx           xid8   not null default pg_current_xact_id(),
    constraint claim_vector_of_text check (text_hash is not null or vector is null),
    constraint claim_vector_of_model check ((model is null) = (vector is null))
);
create index claim_vector_by_change on claim_vector (tx);
create index claim_vector_due on claim_vector (tx, claim_number) where vector is null and text_hash is not null;

comment on table claim_vector is
    'What the text of each claim means. Rows are kept by triggers on claim, vectors computed by the service. What is left of a deleted or purged claim is a row that says nothing of it, so that services learn to forget it.';
comment on column claim_vector.claim_number is 'The number of the claim.';
comment on column claim_vector.text_hash is
    'SHA-256 of the text that the vector is, or is to be, made of; absent where the claim is deleted or purged.';
comment on column claim_vector.model is 'Which model made the vector.';
comment on column claim_vector.vector is
    'The direction of the meaning: each byte a signed coordinate. Absent where it is still to be computed, or the claim is deleted.';
comment on column claim_vector.tx is
    'The transaction that changed the row last, by which services find what changed since they looked.';
