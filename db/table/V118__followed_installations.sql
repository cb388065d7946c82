-- Other installations whose records are recorded here, too: how far each was followed, and what became of each of its things.
--
-- A row of followed_thing is written in the transaction that records what it tells of: whatever ends the service, nothing is
-- recorded twice, and what was read and not noted is read again.

create table followed_installation (
    name            text        not null,
    url             text        not null,
    wanted          boolean     not null,
    place           text,
    reading_whole   boolean     not null,
    whole_as_of     text,
    whole_after     text,
    round           bigint      not null,
    recorded        bigint      not null,
    changed         bigint      not null,
    deleted         bigint      not null,
    failures        integer     not null,
    last_error      text,
    next_attempt_at timestamptz,
    worker          uuid,
    worker_until    timestamptz,
    complete_at     timestamptz,
    created_at      timestamptz not null,
    constraint followed_installation_pk primary key (name),
    constraint followed_installation_placed check (not reading_whole or place is not null)
);

comment on table followed_installation is 'Which other installations are followed, and how far.';
comment on column followed_installation.name is 'What the settings call it: the scheme of the external ids of what comes from it.';
comment on column followed_installation.url is 'Where it is.';
comment on column followed_installation.wanted is 'Whether the settings still name it.';
comment on column followed_installation.place is 'The cursor of its feed behind which to go on; absent until its record is begun to be read.';
comment on column followed_installation.reading_whole is 'Whether its whole record is read; then the changes behind the place follow.';
comment on column followed_installation.whole_as_of is 'The instant as of which the whole is read, as the other one tells it.';
comment on column followed_installation.whole_after is 'The last line of the whole that was recorded, as an export is told to go on behind it.';
comment on column followed_installation.round is 'Counts how often the whole was begun to be read.';
comment on column followed_installation.recorded is 'How many things were recorded by it.';
comment on column followed_installation.changed is 'How often one of them was changed, or restored.';
comment on column followed_installation.deleted is 'How often one was deleted, or merged.';
comment on column followed_installation.failures is 'How often in a row it could not be read.';
comment on column followed_installation.last_error is 'Why, the last time.';
comment on column followed_installation.next_attempt_at is 'When it is asked again, after a failure.';
comment on column followed_installation.worker is 'The instance that follows it just now.';
comment on column followed_installation.worker_until is 'Until then no other instance does.';
comment on column followed_installation.complete_at is 'When all that it had was last recorded here.';
comment on column followed_installation.created_at is 'When it was first followed.';

create table followed_thing (
    installation  text    not null,
    resource      text    not null,
    there_id      uuid    not null,
    thing_id      uuid,
    is_own        boolean not null,
    is_deleted    boolean not null,
    digest        bytea,
    change_set_id xid8,
    round         bigint  not null,
    status        text,
    fault         text,
    tries         integer not null,
    noted_at      timestamptz not null,
    constraint followed_thing_pk primary key (installation, resource, there_id),
    constraint followed_thing_of_installation foreign key (installation) references followed_installation (name) on delete cascade
);
create index followed_thing_by_thing on followed_thing (thing_id);
create index followed_thing_at_fault on followed_thing (installation, noted_at) where fault is not null;
create index followed_thing_by_round on followed_thing (installation, round);

comment on table followed_thing is 'What became of each thing of a followed installation.';
comment on column followed_thing.installation is 'Which installation.';
comment on column followed_thing.resource is 'What kind of thing it is.';
comment on column followed_thing.there_id is 'Its id there.';
comment on column followed_thing.thing_id is 'What it is recorded as here; absent where it could not be.';
comment on column followed_thing.is_own is 'Whether it came here by this following: else it was here before, and is left as it is.';
comment on column followed_thing.is_deleted is 'Whether it was deleted or merged here, since it was there.';
comment on column followed_thing.digest is 'SHA-256 of what was said of it: the same again changes nothing.';
comment on column followed_thing.change_set_id is 'The change set in which that was recorded.';
comment on column followed_thing.round is 'In which reading of the whole it was seen last: what is not seen in one is gone.';
comment on column followed_thing.status is 'Of a claim, its status there.';
comment on column followed_thing.fault is 'Why what is said of it now was not recorded.';
comment on column followed_thing.tries is 'How often that was tried.';
comment on column followed_thing.noted_at is 'When this was last written.';
