-- The mail of the morning: what somebody was told since the last one, and what waits for him.

create table digest (
    account_id   uuid        not null,
    address      text        not null,
    confirmed_at timestamptz,
    days         text[]      not null,
    hour         int         not null,
    zone         text        not null,
    active       boolean     not null,
    next_at      timestamptz,
    last_on      date,
    last_sent_at timestamptz,
    failures     int         not null,
    last_failure text,
    constraint digest_pk primary key (account_id),
    constraint digest_of_account foreign key (account_id) references account (id) on delete cascade,
    constraint digest_address_one_word check (address !~ '[[:space:][:cntrl:]]' and length(address) between 3 and 254),
    constraint digest_hour_of_day check (hour between 0 and 23),
    constraint digest_to_confirmed_address check (next_at is null or confirmed_at is not null and active)
);
create index digest_by_next on digest (next_at) where next_at is not null;

comment on table digest is 'Who is sent a mail of his notices, where and when.';
comment on column digest.account_id is 'Who.';
comment on column digest.address is 'Where. Nothing but the link that confirms it is sent there before it is confirmed.';
comment on column digest.confirmed_at is 'When its owner confirmed that address.';
comment on column digest.days is 'On which days of the week: MONDAY, TUESDAY and so on.';
comment on column digest.hour is 'At which hour, in the time zone.';
comment on column digest.zone is 'The time zone, as the IANA names it.';
comment on column digest.active is 'Whether it is wanted.';
comment on column digest.next_at is 'When the next one is due. Whoever sends one sets this first, so that it is not sent twice.';
comment on column digest.last_on is 'The day, in the time zone, for which one was taken up last: there is one a day at most.';
comment on column digest.last_sent_at is 'When the last one was handed over.';
comment on column digest.failures is 'How many tries in a row failed.';
comment on column digest.last_failure is 'Why the last one did.';

create table mail_key (
    hash       bytea       not null,
    account_id uuid        not null,
    purpose    text        not null,
    address    text        not null,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    constraint mail_key_pk primary key (hash),
    constraint mail_key_of_account foreign key (account_id) references account (id) on delete cascade,
    constraint mail_key_purpose_known check (purpose in ('CONFIRM', 'UNSUBSCRIBE'))
);
create index mail_key_by_account on mail_key (account_id, created_at);
create index mail_key_by_end on mail_key (expires_at);

comment on table mail_key is 'What links in mails are good for, each for one thing.';
comment on column mail_key.hash is 'SHA-256 of the key in the link, which is 256 random bits.';
comment on column mail_key.account_id is 'Whose mail it is.';
comment on column mail_key.purpose is 'CONFIRM an address, or UNSUBSCRIBE from the digest.';
comment on column mail_key.address is 'Where the mail went.';
comment on column mail_key.created_at is 'When it was made.';
comment on column mail_key.expires_at is 'From when on it is void.';

alter table notice add column digested_at timestamptz;
create index notice_for_digest on notice (account_id, digested_at) where digested_at is not null;

comment on column notice.digested_at is 'By which digest it was told: when that was taken up.';
