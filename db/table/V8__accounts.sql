create table account (
    id                  uuid primary key,
    revision            bigint      not null,
    name                text        not null,
    name_key            text        not null generated always as (name_key(name)) stored,
    display_name        text,
    email               text,
    role                text        not null,
    disabled            boolean     not null,
    password            text,
    issuer              text,
    subject             text,
    sessions_valid_from timestamptz not null,
    last_sign_in_at     timestamptz,
    created_at          timestamptz not null,
    updated_at          timestamptz not null,
    constraint account_name_one_word check (name !~ '[[:space:][:cntrl:]]' and length(name) between 1 and 100),
    constraint account_role_known check (role in ('READER', 'CONTRIBUTOR', 'REVIEWER', 'ADMIN')),
    constraint account_of_provider_whole check ((issuer is null) = (subject is null)),
    constraint account_of_provider_has_no_password check (issuer is null or password is null),
    constraint account_name_unique unique (name_key),
    constraint account_of_provider_unique unique (issuer, subject)
);

comment on table account is 'Who may use the service, people and programs. Accounts are disabled, never deleted: history names them.';
comment on column account.id is 'UUIDv7.';
comment on column account.revision is 'Counts the changes.';
comment on column account.name is 'What one signs in with, and what history shows. It never changes.';
comment on column account.name_key is 'The name in NFC without case: no two accounts share it.';
comment on column account.display_name is 'The name of the person or the program.';
comment on column account.email is 'Where to reach whoever it is.';
comment on column account.role is 'READER reads, CONTRIBUTOR records and edits, REVIEWER assesses and decides, ADMIN does all; each may what the former may.';
comment on column account.disabled is 'Whether it may do nothing any more.';
comment on column account.password is 'The hash of the password, with the name of its algorithm in front; absent until one is chosen.';
comment on column account.issuer is 'The OpenID provider that vouches for the account, where one does.';
comment on column account.subject is 'The provider''s identifier of the account.';
comment on column account.sessions_valid_from is 'Sessions that began before are void: the password was changed, or the account disabled.';
comment on column account.last_sign_in_at is 'When it last signed in to the pages.';
comment on column account.created_at is 'When it was created.';
comment on column account.updated_at is 'When it was last changed.';

create table api_token (
    id                uuid primary key,
    account_id        uuid        not null,
    name              text        not null,
    scope             text        not null,
    hash              bytea       not null,
    expires_at        timestamptz,
    last_used_at      timestamptz,
    last_used_address text,
    created_at        timestamptz not null,
    revoked_at        timestamptz,
    constraint api_token_of_account foreign key (account_id) references account (id),
    constraint api_token_scope_known check (scope in ('READER', 'CONTRIBUTOR', 'REVIEWER', 'ADMIN')),
    constraint api_token_unique unique (hash)
);
create index api_token_by_account on api_token (account_id);

comment on table api_token is 'What programs show instead of a password. The token itself is told once and not kept.';
comment on column api_token.id is 'UUIDv7.';
comment on column api_token.account_id is 'In whose name it acts.';
comment on column api_token.name is 'What it is for, in its owner''s words.';
comment on column api_token.scope is 'The most it may do, as a role; never more than its account may.';
comment on column api_token.hash is 'SHA-256 of the token, which is 256 random bits.';
comment on column api_token.expires_at is 'From when on it is void; absent where it lasts until it is revoked.';
comment on column api_token.last_used_at is 'When it was last used, to the minute.';
comment on column api_token.last_used_address is 'From which address.';
comment on column api_token.created_at is 'When it was issued.';
comment on column api_token.revoked_at is 'When it was revoked.';

create table invitation (
    id         uuid primary key,
    account_id uuid        not null,
    hash       bytea       not null,
    expires_at timestamptz not null,
    created_at timestamptz not null,
    constraint invitation_of_account foreign key (account_id) references account (id),
    constraint invitation_unique unique (hash)
);
create index invitation_by_account on invitation (account_id);

comment on table invitation is 'Links that let somebody choose the password of an account, once. Used ones are gone.';
comment on column invitation.id is 'UUIDv7.';
comment on column invitation.account_id is 'Whose password may be chosen.';
comment on column invitation.hash is 'SHA-256 of the key in the link, which is 256 random bits.';
comment on column invitation.expires_at is 'From when on it is void.';
comment on column invitation.created_at is 'When it was made.';

create table page_session (
    primary_id            char(36) primary key,
    session_id            char(36) not null,
    creation_time         bigint   not null,
    last_access_time      bigint   not null,
    max_inactive_interval int      not null,
    expiry_time           bigint   not null,
    principal_name        text,
    constraint page_session_unique unique (session_id)
);
create index page_session_by_expiry on page_session (expiry_time);
create index page_session_by_principal on page_session (principal_name);

comment on table page_session is 'Who is signed in to the pages; written by Spring Session.';
comment on column page_session.primary_id is 'Identifies the row for its whole life.';
comment on column page_session.session_id is 'What the browser''s cookie holds.';
comment on column page_session.creation_time is 'When it began, in milliseconds since 1970.';
comment on column page_session.last_access_time is 'When it was last used, in milliseconds since 1970.';
comment on column page_session.max_inactive_interval is 'After how many seconds without use it ends.';
comment on column page_session.expiry_time is 'When it ends, in milliseconds since 1970.';
comment on column page_session.principal_name is 'The name of the account.';

create table page_session_attributes (
    session_primary_id char(36) not null,
    attribute_name     text     not null,
    attribute_bytes    bytea    not null,
    constraint page_session_attributes_pk primary key (session_primary_id, attribute_name),
    constraint page_session_attributes_of_session foreign key (session_primary_id)
        references page_session (primary_id) on delete cascade
);

comment on table page_session_attributes is 'What a session holds: the account and when it signed in.';
comment on column page_session_attributes.session_primary_id is 'The session.';
comment on column page_session_attributes.attribute_name is 'The name of the attribute.';
comment on column page_session_attributes.attribute_bytes is 'Its value, as Java serialises it.';

create table security_event (
    id         uuid primary key,
    at         timestamptz not null,
    kind       text        not null,
    account    text,
    account_id uuid,
    token_id   uuid,
    address    text,
    request    text,
    detail     text
);
create index security_event_by_time on security_event (at, id);
create index security_event_by_account on security_event (account_id, at, id);

comment on table security_event is 'Sign-ins, failures, the use of tokens, denials, and changes of accounts. Rows are only added.';
comment on column security_event.id is 'UUIDv7.';
comment on column security_event.at is 'When.';
comment on column security_event.kind is 'What happened, such as SIGN_IN_FAILED.';
comment on column security_event.account is 'The account''s name, or the name that somebody tried.';
comment on column security_event.account_id is 'The account, where there is one of that name.';
comment on column security_event.token_id is 'The token that was used, issued or revoked.';
comment on column security_event.address is 'From which address.';
comment on column security_event.request is 'The method and path of the request.';
comment on column security_event.detail is 'What else is to be said.';

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

create table idempotency (
    key         text        not null,
    fingerprint text        not null,
    status      int,
    location    text,
    etag        text,
    body        bytea,
    created_at  timestamptz not null,
    account_id  uuid,
    constraint idempotency_of_account foreign key (account_id) references account (id)
);
create index idempotency_by_created on idempotency (created_at);
create unique index idempotency_by_key on idempotency (account_id, key) nulls not distinct;

comment on table idempotency is
    'What POST requests with an Idempotency-Key were answered, written in the transaction of what they did.';
comment on column idempotency.key is 'The client''s key. Each account has keys of its own.';
comment on column idempotency.fingerprint is 'SHA-256 of method, path and body: the same key with another request is refused.';
comment on column idempotency.status is 'The HTTP status answered.';
comment on column idempotency.location is 'The Location header answered.';
comment on column idempotency.etag is 'The ETag header answered.';
comment on column idempotency.body is 'The body answered.';
comment on column idempotency.created_at is 'When; old rows are removed.';
comment on column idempotency.account_id is 'Whose request it was; absent in rows from before there were accounts.';

create table demo_load (
    only_row  boolean primary key default true,
    loaded_at timestamptz not null,
    constraint demo_load_once check (only_row)
);

comment on table demo_load is 'That the demo data was loaded, so that it is not loaded again after a person deleted it.';
comment on column demo_load.only_row is 'Always true: there is one row at the most.';
comment on column demo_load.loaded_at is 'When.';
