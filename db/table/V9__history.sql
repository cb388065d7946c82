-- What the record was at any time, kept by the database, so that a change typed in psql is kept like any other.
--
-- Each table of the record has a twin in schema history with every version of every row, and a view of the same name in
-- schema as_of that shows the versions of one instant. The service's role reads history and writes none of it: the
-- triggers write as their owner.
--
-- An instant stands for whole transactions. Each that changes the record is a change set, numbered like the transaction,
-- and gets its time just before it commits, while it holds a shared lock: whoever wants to know what had happened by some
-- instant waits for those few that hold the lock just then, and finds the same ever after. A long transaction has its
-- time at its end, and so holds up nobody.

create schema history;
comment on schema history is 'Every version of every row of the record, and the change sets that made them. Written by triggers alone.';

create table history.numbering (
    only_row boolean primary key default true,
    shift    bigint not null,
    constraint numbering_one_row check (only_row)
);

comment on table history.numbering is
    'By how much change sets are numbered higher than their transactions: a server on which a dump was restored counts its own transactions.';
comment on column history.numbering.only_row is 'There is one row.';
comment on column history.numbering.shift is 'What is added.';

insert into history.numbering (shift) values (0);

create table history.change_set (
    id      xid8 primary key,
    at      timestamptz,
    seen    pg_snapshot,
    by      text not null,
    through text not null,
    request text,
    reason  text
);
create index change_set_by_time on history.change_set (at, id);

comment on table history.change_set is 'Transactions that changed the record.';
comment on column history.change_set.id is 'The transaction''s number: see history.numbering.';
comment on column history.change_set.at is 'When it was about to commit; in the order of these, changes take effect.';
comment on column history.change_set.seen is
    'Which change sets it could see when it was about to commit. Absent where the transaction looked at an older state all along.';
comment on column history.change_set.by is 'The account, "system", or the role in the database for changes that come past the service.';
comment on column history.change_set.through is 'The name of the API token, "session" for pages, "system", or SQL for changes that come past the service.';
comment on column history.change_set.reason is 'Why, where that was said of all of it; a change of status or stage has its reason with it.';
comment on column history.change_set.request is 'The request that it answers, as the service''s log names it.';

create table history.change (
    change_set_id xid8 not null,
    resource      text not null,
    resource_id   uuid not null,
    constraint change_pk primary key (resource, resource_id, change_set_id)
);
create index change_by_set on history.change (change_set_id, resource, resource_id);

comment on table history.change is
    'The things that a change set changed, those included that show something of another: a claim, where a source in it got another name.';
comment on column history.change.change_set_id is 'The change set.';
comment on column history.change.resource is
    'What it is: claim, relation, evidence, assessment, source, article, measure, topic or exchange-rate, each with its parts.';
comment on column history.change.resource_id is 'Which one.';

-- How long history is kept: for ever, unless the operator says otherwise. Then the history has a beginning, which moves on.
--
-- The beginning is a change set. What was from then on is told as ever, whatever was before can be let go: versions that
-- had ended by then, and the change sets themselves. The service's role asks for it and can neither choose the beginning
-- nor delete anything: how long is kept is written by the migration role at a start (afterMigrate__retention.sql).
--
-- First the beginning moves, then those are awaited who may read what was before, then it goes, bit by bit.

create table history.retention (
    only_row boolean primary key default true,
    kept_for interval,
    constraint retention_one_row check (only_row),
    constraint retention_not_short check (kept_for >= interval '30 days')
);

comment on table history.retention is 'How long history is kept.';
comment on column history.retention.only_row is 'There is one row.';
comment on column history.retention.kept_for is 'At least 30 days; absent where it is kept for ever.';

insert into history.retention default values;

create table history.beginning (
    only_row      boolean primary key default true,
    change_set_id xid8        not null,
    at            timestamptz not null,
    forgotten_to  xid8        not null,
    awaited       text[],
    swept         text,
    page          bigint      not null,
    done          boolean     not null,
    constraint beginning_one_row check (only_row)
);

comment on table history.beginning is 'From when on the record is remembered; no row where all of it is.';
comment on column history.beginning.only_row is 'There is one row at most.';
comment on column history.beginning.change_set_id is 'What was since this change set is remembered.';
comment on column history.beginning.at is 'When that took effect: the first instant that can be asked for.';
comment on column history.beginning.forgotten_to is 'The highest number of the change sets that are gone.';
comment on column history.beginning.awaited is
    'The transactions that may read what was before; absent until they were looked for, empty when none is left.';
comment on column history.beginning.swept is 'The table whose old versions are going; all before it, by name, are swept.';
comment on column history.beginning.page is 'Where in that table to go on.';
comment on column history.beginning.done is 'Whether nothing is left that can go.';

create table history.forgotten (
    resource    text   not null,
    resource_id uuid   not null,
    changes     bigint not null,
    constraint forgotten_pk primary key (resource, resource_id)
);

comment on table history.forgotten is 'How many changes of a thing are gone, so that its revisions are counted as before.';
comment on column history.forgotten.resource is 'As in history.change.';
comment on column history.forgotten.resource_id is 'Which one.';
comment on column history.forgotten.changes is 'How many.';

-- What must not be kept, by law, is purged: from the record, from its history, and from the answers that are kept for
-- repeats of requests. What is left is who did it, when, why, and to what.
--
-- A claim goes with all that belongs to it. A source, an article or a measure is referred to by others, now or in the
-- past: its rows stay, with neutral words. Of a thing that stands, only the past can be purged.

create table history.purge (
    id            uuid primary key,
    resource      text        not null,
    resource_id   uuid        not null,
    number        bigint,
    keeps_present boolean     not null,
    change_set_id xid8        not null,
    at            timestamptz not null,
    by            text        not null,
    through       text        not null,
    request       text,
    reason        text        not null,
    removed       jsonb       not null,
    constraint purge_has_reason check (reason ~ '\S'),
    constraint purge_resource_known check (resource in ('claim', 'source', 'article', 'measure', 'topic'))
);
create index purge_by_thing on history.purge (resource_id, resource);
create index purge_by_number on history.purge (number) where number is not null;
create index purge_by_time on history.purge (at, id);

comment on table history.purge is 'What was purged: that it was, and nothing of it.';
comment on column history.purge.id is 'Of the purge.';
comment on column history.purge.resource is 'What was purged: claim, source, article, measure or topic.';
comment on column history.purge.resource_id is 'Which one.';
comment on column history.purge.number is 'The number of a claim.';
comment on column history.purge.keeps_present is 'Whether only its past was purged.';
comment on column history.purge.change_set_id is 'The change set that did it.';
comment on column history.purge.at is 'When.';
comment on column history.purge.by is 'As in history.change_set.';
comment on column history.purge.through is 'As in history.change_set.';
comment on column history.purge.request is 'As in history.change_set.';
comment on column history.purge.reason is 'Why.';
comment on column history.purge.removed is 'How many rows of which table, and versions of rows, went or got neutral words.';

create table history.purged (
    purge_id    uuid not null,
    resource    text not null,
    resource_id uuid not null,
    constraint purged_pk primary key (resource, resource_id, purge_id),
    constraint purged_in foreign key (purge_id) references history.purge (id)
);
create index purged_by_purge on history.purged (purge_id);

comment on table history.purged is 'The things of which something went in a purge: a claim with its relations, evidence and assessments.';
comment on column history.purged.purge_id is 'The purge.';
comment on column history.purged.resource is 'As in history.change.';
comment on column history.purged.resource_id is 'Which one.';
