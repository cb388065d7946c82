-- Files that are attached to evidence, to notes and to articles. Their bytes lie beside the database, under their SHA-256.

create table evidence_file (
    id            uuid primary key,
    evidence_id   uuid        not null,
    name          text        not null,
    media_type    text        not null,
    name_suggests text,
    bytes         bigint      not null,
    sha256        text        not null,
    has_thumbnail boolean     not null,
    by            text        not null,
    created_at    timestamptz not null,
    deleted_at    timestamptz,
    constraint evidence_file_of_evidence foreign key (evidence_id) references evidence (id),
    constraint evidence_file_name_not_blank check (name ~ '\S'),
    constraint evidence_file_not_empty check (bytes > 0),
    constraint evidence_file_sha256_hexadecimal check (sha256 ~ '^[0-9a-f]{64}$')
);
create unique index evidence_file_once on evidence_file (evidence_id, sha256) where deleted_at is null;
create index evidence_file_by_evidence on evidence_file (evidence_id, created_at, id);
create index evidence_file_by_content on evidence_file (sha256);

comment on table evidence_file is 'Files of evidence, and those that were removed from it.';
comment on column evidence_file.id is 'UUIDv7.';
comment on column evidence_file.evidence_id is 'The evidence.';
comment on column evidence_file.name is 'What it was called, without folders and what cannot be seen.';
comment on column evidence_file.media_type is 'What its bytes are.';
comment on column evidence_file.name_suggests is 'What its name says it is, where that is something else.';
comment on column evidence_file.bytes is 'How long it is.';
comment on column evidence_file.sha256 is 'SHA-256 of its bytes, in hexadecimal: what they are stored under, once for all that have the same.';
comment on column evidence_file.has_thumbnail is 'Whether a small picture can be made of it.';
comment on column evidence_file.by is 'The name of the account that attached it.';
comment on column evidence_file.created_at is 'When it was attached.';
comment on column evidence_file.deleted_at is 'When it was removed; absent while it is there.';

create table note_file (
    id            uuid primary key,
    note_id       uuid        not null,
    name          text        not null,
    media_type    text        not null,
    name_suggests text,
    bytes         bigint      not null,
    sha256        text        not null,
    has_thumbnail boolean     not null,
    by            text        not null,
    created_at    timestamptz not null,
    deleted_at    timestamptz,
    constraint note_file_of_note foreign key (note_id) references note (id),
    constraint note_file_name_not_blank check (name ~ '\S'),
    constraint note_file_not_empty check (bytes > 0),
    constraint note_file_sha256_hexadecimal check (sha256 ~ '^[0-9a-f]{64}$')
);
create unique index note_file_once on note_file (note_id, sha256) where deleted_at is null;
create index note_file_by_note on note_file (note_id, created_at, id);
create index note_file_by_content on note_file (sha256);

comment on table note_file is 'Files of notes, and those that were removed from them. They are not public.';
comment on column note_file.id is 'UUIDv7.';
comment on column note_file.note_id is 'The note.';
comment on column note_file.name is 'What it was called, without folders and what cannot be seen.';
comment on column note_file.media_type is 'What its bytes are.';
comment on column note_file.name_suggests is 'What its name says it is, where that is something else.';
comment on column note_file.bytes is 'How long it is.';
comment on column note_file.sha256 is 'SHA-256 of its bytes, in hexadecimal: what they are stored under, once for all that have the same.';
comment on column note_file.has_thumbnail is 'Whether a small picture can be made of it.';
comment on column note_file.by is 'The name of the account that attached it.';
comment on column note_file.created_at is 'When it was attached.';
comment on column note_file.deleted_at is 'When it was removed; absent while it is there.';

create table article_file (
    id            uuid primary key,
    article_id    uuid        not null,
    article_version integer,
    name          text        not null,
    media_type    text        not null,
    name_suggests text,
    bytes         bigint      not null,
    sha256        text        not null,
    has_thumbnail boolean     not null,
    by            text        not null,
    created_at    timestamptz not null,
    deleted_at    timestamptz,
    constraint article_file_of_article foreign key (article_id) references article (id),
    constraint article_file_of_version foreign key (article_id, article_version) references article_version (article_id, version),
    constraint article_file_name_not_blank check (name ~ '\S'),
    constraint article_file_not_empty check (bytes > 0),
    constraint article_file_sha256_hexadecimal check (sha256 ~ '^[0-9a-f]{64}$')
);
create unique index article_file_once on article_file (article_id, sha256) where deleted_at is null;
create index article_file_by_article on article_file (article_id, created_at, id);
create index article_file_of_version on article_file (article_id, article_version);
create index article_file_by_content on article_file (sha256);

comment on table article_file is 'Files of articles, and those that were removed from them. They are not public.';
comment on column article_file.id is 'UUIDv7.';
comment on column article_file.article_id is 'The article.';
comment on column article_file.article_version is 'The version that was the newest when it was attached; absent where it came with an article that was merged into this one.';
comment on column article_file.name is 'What it was called, without folders and what cannot be seen.';
comment on column article_file.media_type is 'What its bytes are.';
comment on column article_file.name_suggests is 'What its name says it is, where that is something else.';
comment on column article_file.bytes is 'How long it is.';
comment on column article_file.sha256 is 'SHA-256 of its bytes, in hexadecimal: what they are stored under, once for all that have the same.';
comment on column article_file.has_thumbnail is 'Whether a small picture can be made of it.';
comment on column article_file.by is 'The name of the account that attached it.';
comment on column article_file.created_at is 'When it was attached.';
comment on column article_file.deleted_at is 'When it was removed; absent while it is there.';
