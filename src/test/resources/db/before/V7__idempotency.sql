create table idempotency (
    key         text primary key,
    fingerprint text        not null,
    status      int,
    location    text,
    etag        text,
    body        bytea,
    created_at  timestamptz not null
);
create index idempotency_by_created on idempotency (created_at);
comment on table idempotency is
    'What POST requests with an Idempotency-Key were answered, written in the transaction of what they did.';
comment on column idempotency.key is 'The client''s key.';
comment on column idempotency.fingerprint is 'SHA-256 of method, path and body: the same key with another request is refused.';
comment on column idempotency.status is 'The HTTP status answered.';
comment on column idempotency.location is 'The Location header answered.';
comment on column idempotency.etag is 'The ETag header answered.';
comment on column idempotency.body is 'The body answered.';
comment on column idempotency.created_at is 'When; old rows are removed.';

create table demo_load (
    only_row  boolean primary key default true,
    loaded_at timestamptz not null,
    constraint demo_load_once check (only_row)
);
comment on table demo_load is 'That the demo data was loaded, so that it is not loaded again after a person deleted it.';
comment on column demo_load.only_row is 'Always true: there is one row at the most.';
comment on column demo_load.loaded_at is 'When.';
