create table note (
    id             uuid primary key,
    revision       bigint      not null,
    claim_id       uuid        not null,
    in_reply_to_id uuid,
    text           text        not null,
    author         text        not null,
    edited_at      timestamptz,
    resolved_at    timestamptz,
    resolved_by    text,
    created_at     timestamptz not null,
    updated_at     timestamptz not null,
    deleted_at     timestamptz,
    constraint note_of_claim foreign key (claim_id) references claim (id),
    constraint note_once_on_claim unique (claim_id, id),
    constraint note_in_reply_to foreign key (claim_id, in_reply_to_id) references note (claim_id, id),
    constraint note_not_in_reply_to_itself check (in_reply_to_id <> id),
    constraint note_text_not_blank check (text ~ '\S'),
    constraint note_author_not_blank check (author ~ '\S'),
    constraint note_resolved_by_somebody check ((resolved_at is null) = (resolved_by is null))
);
create index note_by_claim on note (claim_id, created_at, id);
create index note_by_answered on note (claim_id, in_reply_to_id) where in_reply_to_id is not null;

comment on table note is 'What people at the desk say to each other about a claim. It is not public.';
comment on column note.id is 'UUIDv7.';
comment on column note.revision is 'Grows with every change.';
comment on column note.claim_id is 'The claim.';
comment on column note.in_reply_to_id is 'The note of the same claim that it answers; absent where it begins a thread.';
comment on column note.text is 'What it says.';
comment on column note.author is 'The name of the account that wrote it.';
comment on column note.edited_at is 'When what it says last changed; absent while it says what it said first.';
comment on column note.resolved_at is 'When it was resolved; absent while it is open.';
comment on column note.resolved_by is 'The name of the account that resolved it.';
comment on column note.created_at is 'When it was recorded here.';
comment on column note.updated_at is 'When it last changed.';
comment on column note.deleted_at is 'When it was deleted; absent while it stands.';
