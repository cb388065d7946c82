-- What comes in by files: the upload in pieces, how it is read, and what became of each of its rows.
--
-- A row of import_item is written in the transaction that records what it tells of, and the position of the import with it:
-- whatever ends the service, it goes on where it was, and records nothing twice.

create table import (
    id              uuid primary key,
    number          bigint generated always as identity,
    name            text        not null,
    format          text        not null,
    state           text        not null,
    dry_run         boolean     not null,
    reading         jsonb       not null,
    account_id      uuid,
    by              text        not null,
    role            text        not null,
    bytes           bigint      not null,
    bytes_read      bigint      not null,
    position        bigint      not null,
    recorded        bigint      not null,
    unchanged       bigint      not null,
    changed         bigint      not null,
    duplicate       bigint      not null,
    faulty          bigint      not null,
    undone          bigint      not null,
    failure         text,
    created_at      timestamptz not null,
    started_at      timestamptz,
    ended_at        timestamptz,
    worked_for      interval    not null,
    updated_at      timestamptz not null,
    constraint import_by_account foreign key (account_id) references account (id),
    constraint import_number_unique unique (number),
    constraint import_format_known check (format in ('NDJSON', 'CSV', 'XLSX', 'CLAIM_REVIEW', 'WEB_ANNOTATION')),
    constraint import_state_known check (state in (
        'UPLOADING', 'READY', 'RUNNING', 'PAUSED', 'TRIED', 'DONE', 'CANCELLED', 'FAILED', 'UNDOING', 'UNDONE'))
);
create index import_by_account on import (account_id);
create index import_by_state on import (state, updated_at) where state in ('UPLOADING', 'RUNNING', 'UNDOING');
create index import_by_time on import (created_at, id);

comment on table import is 'Files that were sent to be recorded, and how far that is.';
comment on column import.id is 'UUIDv7.';
comment on column import.number is 'Counts the imports; the history tells what one recorded as "through" import and this number.';
comment on column import.name is 'What the file is called.';
comment on column import.format is 'What it is: NDJSON, CSV (any text with rows and columns), XLSX, CLAIM_REVIEW or WEB_ANNOTATION.';
comment on column import.state is
    'UPLOADING until all of it arrived, READY to be started, RUNNING, PAUSED, TRIED after a dry run, DONE, CANCELLED, FAILED as what it is cannot be read on, UNDOING, UNDONE.';
comment on column import.dry_run is 'Whether all is done but the recording.';
comment on column import.reading is 'How it is read: encoding, delimiter, sheet and mapping of a table; what was found out of these.';
comment on column import.account_id is 'Who started it.';
comment on column import.by is 'The name of the account that started it.';
comment on column import.role is 'As what that account may record.';
comment on column import.bytes is 'How long the file is.';
comment on column import.bytes_read is 'How much of it was looked at.';
comment on column import.position is 'How many of its rows or objects are done.';
comment on column import.recorded is 'How many of these recorded something new.';
comment on column import.unchanged is 'How many are recorded as they are.';
comment on column import.changed is 'How many changed something.';
comment on column import.duplicate is 'How many were left out, as the same is recorded already.';
comment on column import.faulty is 'How many were refused.';
comment on column import.undone is 'How many things that it recorded were deleted again.';
comment on column import.failure is 'Why it cannot go on.';
comment on column import.created_at is 'When the upload began.';
comment on column import.started_at is 'When its rows were first looked at.';
comment on column import.ended_at is 'When the last one was done.';
comment on column import.worked_for is 'How long it was worked on, without pauses.';
comment on column import.updated_at is 'When anything of this last changed: a running import at every few hundred rows.';

create table import_piece (
    import_id uuid    not null,
    place     integer not null,
    content   bytea   not null,
    constraint import_piece_pk primary key (import_id, place),
    constraint import_piece_of_import foreign key (import_id) references import (id) on delete cascade
);
-- To compress it takes longer than to write it.
alter table import_piece alter column content set storage external;

comment on table import_piece is 'What was uploaded, in pieces, until it is recorded.';
comment on column import_piece.import_id is 'Of which import.';
comment on column import_piece.place is 'Counts the pieces from 0.';
comment on column import_piece.content is 'At most 1 MiB.';

create table import_item (
    import_id     uuid   not null,
    nth           bigint not null,
    line          bigint not null,
    outcome       text   not null,
    resource      text,
    thing_id      uuid,
    called        text collate "C",
    digest        bytea,
    change_set_id xid8,
    faults        jsonb,
    content       text,
    constraint import_item_pk primary key (import_id, nth),
    constraint import_item_of_import foreign key (import_id) references import (id) on delete cascade,
    constraint import_item_outcome_known check (outcome in ('RECORDED', 'UNCHANGED', 'CHANGED', 'DUPLICATE', 'FAULTY'))
);
create index import_item_by_called on import_item (called, resource, import_id) where called is not null;
create index import_item_told on import_item (import_id, outcome, nth) where outcome in ('CHANGED', 'DUPLICATE', 'FAULTY');

comment on table import_item is 'What became of each row or object of an import.';
comment on column import_item.import_id is 'Of which import.';
comment on column import_item.nth is 'Counts them from 1.';
comment on column import_item.line is 'In which line of the file it begins; of a sheet, its row; where there are no lines, as nth.';
comment on column import_item.outcome is 'RECORDED, UNCHANGED, CHANGED, DUPLICATE or FAULTY.';
comment on column import_item.resource is 'What kind of thing it is.';
comment on column import_item.thing_id is 'What was recorded, changed or found.';
comment on column import_item.called is
    'By what it is known again: its first external id, or one made of what it says. Absent where it was refused or undone.';
comment on column import_item.digest is 'SHA-256 of what it says: the same again changes nothing.';
comment on column import_item.change_set_id is 'The change set in which that was recorded.';
comment on column import_item.faults is 'What is wrong, as the API tells it, with the column where there is one; or what is worth telling.';
comment on column import_item.content is 'What stood in the file, where it was refused.';

create table import_mapping (
    id         uuid primary key,
    name       text        not null,
    name_key   text        not null generated always as (name_key(name)) stored,
    reading    jsonb       not null,
    by         text        not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    constraint import_mapping_name_unique unique (name_key)
);

comment on table import_mapping is 'Which columns of a table are which fields, kept by name to be used again.';
comment on column import_mapping.id is 'UUIDv7.';
comment on column import_mapping.name is 'What it is called.';
comment on column import_mapping.name_key is 'The name in NFC without case.';
comment on column import_mapping.reading is 'As import.reading.';
comment on column import_mapping.by is 'Who saved it last.';
comment on column import_mapping.created_at is 'When it was first saved.';
comment on column import_mapping.updated_at is 'When it was last saved.';

-- Whether a claim is recorded already, by its wording.
create index claim_by_wording on claim (hashtextextended(lower(text), 0));

-- What one import changed.
create index change_set_of_import on history.change_set (through, id) where through like 'import %';
