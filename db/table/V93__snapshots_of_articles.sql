-- The bytes that an article was recorded from, as they came.

create table article_snapshot (
    id           uuid primary key,
    article_id   uuid,
    version      integer,
    account_id   uuid        not null,
    by           text        not null,
    name         text,
    address      text,
    content_type text        not null,
    headers      jsonb,
    bytes        integer     not null,
    sha256       text        not null,
    taken_at     timestamptz not null,
    content      bytea       not null,
    constraint article_snapshot_of_version foreign key (article_id, version) references article_version (article_id, version),
    constraint article_snapshot_by_account foreign key (account_id) references account (id),
    constraint article_snapshot_has_both check ((article_id is null) = (version is null)),
    constraint article_snapshot_not_too_large check (bytes = octet_length(content) and bytes between 1 and 20 * 1024 * 1024)
);
create index article_snapshot_of_version on article_snapshot (article_id, version);
create index article_snapshot_by_account on article_snapshot (account_id);
create index article_snapshot_without_article on article_snapshot (taken_at) where article_id is null;
-- Most of it is packed already, and to pack it again takes longer than to write it.
alter table article_snapshot alter column content set storage external;

comment on table article_snapshot is
    'What articles were recorded from, as it came: files that were sent, and pages that were fetched. Without an article, what somebody looks at before it is recorded.';
comment on column article_snapshot.id is 'UUIDv7.';
comment on column article_snapshot.article_id is 'Of which article; absent until that is recorded, for a day at most.';
comment on column article_snapshot.version is 'Which version of it was recorded from this.';
comment on column article_snapshot.account_id is 'Who brought it.';
comment on column article_snapshot.by is 'The name of the account that brought it.';
comment on column article_snapshot.name is 'What the file was called; absent where a page was fetched.';
comment on column article_snapshot.address is 'From where it was fetched in the end; absent of a file.';
comment on column article_snapshot.content_type is 'What it was said to be by whoever sent it.';
comment on column article_snapshot.headers is 'Those of the answer, by names in lower case; absent of a file.';
comment on column article_snapshot.bytes is 'How long it is.';
comment on column article_snapshot.sha256 is 'SHA-256 of it, in hexadecimal.';
comment on column article_snapshot.taken_at is 'When it was sent or fetched.';
comment on column article_snapshot.content is 'The bytes.';
