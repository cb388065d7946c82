-- From version 25, the last one in whose files tables and logic stood together, to version 12 of db/table. What tables hold
-- stays as it is. The files of db/logic, which run next, replace the functions, triggers and views of before, and drop those
-- that are no more.

-- A thing is marked once in a transaction, whatever is planned.
drop index standing_mark_by_kind;
drop index history.standing_mark_by_kind;
create unique index standing_mark_once on standing_mark (kind, about_id, tx);

-- Figures as others are held against them, so that what conflicts with a figure is found by index, however many figures its
-- measure has. The service reads units and tells intervals, so it keeps these rows, as it keeps claim_standing.
create table compared_figure (
    figure_id         uuid     primary key,
    claim_id          uuid     not null,
    measure_id        uuid     not null,
    kind              uuid     not null,
    currency          boolean  not null,
    lower             numeric  not null,
    lower_edge        smallint not null,
    upper             numeric  not null,
    upper_edge        smallint not null,
    first             date     not null,
    last              date     not null,
    span              smallint not null generated always as (case
        when last = 'infinity' or first = '-infinity' or last - first >= 65536 then 17
        else length(ltrim((last - first)::bit(32)::text, '0')) end) stored,
    claimant          uuid     not null,
    day               text,
    alternative_to_id uuid,
    conflicts_with    uuid,
    constraint compared_figure_edges check (lower_edge in (0, 1) and upper_edge in (0, -1)),
    constraint compared_figure_ordered check ((lower, lower_edge) <= (upper, upper_edge) and first <= last)
);
create index compared_figure_by_claim on compared_figure (claim_id);
create index compared_figure_by_lower on compared_figure (measure_id, kind, lower, lower_edge, figure_id);
create index compared_figure_by_upper on compared_figure (measure_id, kind, upper, upper_edge, figure_id);
create index compared_figure_by_period on compared_figure (measure_id, kind, span, first);
create index compared_figure_by_claimant on compared_figure (measure_id, kind, claimant, day);
create index compared_figure_by_conflict on compared_figure (conflicts_with) where conflicts_with is not null;
create index compared_figure_free_by_lower on compared_figure (measure_id, kind, lower, lower_edge) where conflicts_with is null;
create index compared_figure_free_by_upper on compared_figure (measure_id, kind, upper, upper_edge) where conflicts_with is null;
create index compared_figure_by_currency on compared_figure (measure_id, kind) where currency;

comment on table compared_figure is
    'The figures that compare with others of their measure, as intervals in the base unit of their kind of unit; right unless standing_mark leads to the claim. No foreign keys: locking is for those who change the record.';
comment on column compared_figure.figure_id is 'The figure.';
comment on column compared_figure.claim_id is 'The claim whose figure it is.';
comment on column compared_figure.measure_id is 'The measure.';
comment on column compared_figure.kind is 'A name-based UUID of what units have in common that convert into each other: only figures of one kind compare.';
comment on column compared_figure.currency is 'Whether the kind is a currency. Amounts of a measure that has several compare by exchange rates, which the service does.';
comment on column compared_figure.lower is 'The lower end of the numbers that the figure can mean; -Infinity where there is none.';
comment on column compared_figure.lower_edge is '1 where the lower end itself is left out, else 0: so ends are in order as pairs.';
comment on column compared_figure.upper is 'The upper end; Infinity where there is none.';
comment on column compared_figure.upper_edge is '-1 where the upper end itself is left out, else 0.';
comment on column compared_figure.first is 'The first day that it counts over.';
comment on column compared_figure.last is 'The last day that it counts over.';
comment on column compared_figure.span is 'How many binary digits the number of days after the first has, 17 where these are 65,536 or more: those of a span that meet a period begin at most so many days before it.';
comment on column compared_figure.claimant is 'A name-based UUID of who claims it, equal for the same claimant alone.';
comment on column compared_figure.day is 'The first day on which it can have been said, else published; absent where nobody knows.';
comment on column compared_figure.alternative_to_id is 'The figure that it is another way to put.';
comment on column compared_figure.conflicts_with is 'A claim with a figure of the measure that it conflicts with, any of them; absent where there is none.';
comment on column standing_mark.kind is
    'What was changed: CLAIM (the claim, its appearances, figures, evidence or relations), ARTICLE, SOURCE, MEASURE (its unit), RATES (of exchange), or EVERYTHING when the rules are others.';
comment on table claim_figure_conflict is
    'The claims of which a figure conflicts with one that another claim puts on the same measure; right unless standing_mark leads to one of these claims, or to the measure.';
comment on table standing_basis is 'The rules and settings that claim_standing was computed by.';

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
