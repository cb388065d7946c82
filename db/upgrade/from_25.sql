-- From version 25, the last one in whose files tables and logic stood together, to version 12 of db/table. What tables hold
-- stays as it is. The files of db/logic, which run next, replace the functions, triggers and views of before, and drop those
-- that are no more.

-- A thing is marked once in a transaction, whatever is planned.
drop index standing_mark_by_kind;
drop index history.standing_mark_by_kind;
create unique index standing_mark_once on standing_mark (kind, about_id, tx);

-- Names that very many claims share: see db/table/V10. Those that were recorded before are gathered by the service, in the
-- background, and found by their names meanwhile.
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

insert into search.gathering (id, kind)
select n.id, n.kind
from (
    select ca.source_id, 'source' from claim_about ca
    union all
    select x.source_id, 'source' from attribution_source x
    union all
    select a.publisher_id, 'source' from appearance p join article a on a.id = p.article_id where a.publisher_id is not null
    union all
    select p.article_id, 'article' from appearance p
    union all
    select ct.topic_id, 'topic' from claim_topic ct
) n (id, kind)
group by n.id, n.kind
having count(*) >= 500;

comment on column claim_search.words is
    'Its words: of weight A the text; B quotes, as translated and in the original; C excerpts, and titles of articles; D names and aliases of the sources in it, and topics; the first 50,000 characters of all that. For what is in common_name, a lexeme that stands for it.';

delete from flyway_schema_history;
insert into flyway_schema_history
    (installed_rank, version, description, type, script, checksum, installed_by, execution_time, success)
values (1, '12', 'carried over from version 25', 'BASELINE', 'db/upgrade/from_25.sql', null, current_user, 0, true);
