-- Unlogged: written often, and worth nothing after a crash. The room left in each page, and no index on what changes with
-- every write, let a row be rewritten where it stands.
create unlogged table rate_limit (
    key        text primary key,
    state      bytea,
    expires_at bigint not null default 0
) with (fillfactor = 50);
comment on table rate_limit is 'How many requests, and tries to sign in, each client has left; written by Bucket4j. Rows that have expired say nothing more.';
comment on column rate_limit.key is 'What is counted, and against which limit: token:UUID@1200/60s. It holds no secret; names that are tried are hashed.';
comment on column rate_limit.state is 'What is left and as of when, as Bucket4j serialises it; absent for the moment between a row''s insertion and its first state.';
comment on column rate_limit.expires_at is 'When all of it is left again and the row may go, in milliseconds since 1970.';
