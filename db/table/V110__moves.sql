-- Where the record is: a dump goes on upon another server, which counts its own transactions, and a standby that takes over
-- may lack the last changes. Neither may be taken for what goes on as before.

alter table history.numbering add server text;
comment on column history.numbering.server is
    'The server, its timeline and the database that last changed the record, as history.here() has them; absent before the first change.';

create table history.move (
    noticed_at    timestamptz primary key,
    at            timestamptz not null,
    change_set_id xid8        not null,
    from_server   text        not null,
    to_server     text        not null,
    is_copy       boolean     not null
);

comment on table history.move is
    'When the record went on elsewhere: after a dump was restored, or after a standby took over. What had been changed after the last change that came along is lost.';
comment on column history.move.noticed_at is 'When that was noticed: at a start, or with the first change there.';
comment on column history.move.at is 'The time of the last change set that came along.';
comment on column history.move.change_set_id is 'The last change set that came along.';
comment on column history.move.from_server is 'Where the record was, as history.here() has it.';
comment on column history.move.to_server is 'Where it is since.';
comment on column history.move.is_copy is
    'Whether it is a copy, beside which the one that it was made of may live: not where a standby took over.';

create table outgoing_hold (
    only_row boolean primary key default true,
    since    timestamptz not null default now(),
    constraint outgoing_hold_one_row check (only_row)
);

comment on table outgoing_hold is
    'A row while nothing is sent to anybody, neither to webhooks nor by mail: since the record was found to be a copy, or since an administrator said so.';
comment on column outgoing_hold.only_row is 'There is one row at most.';
comment on column outgoing_hold.since is 'Since when.';
