-- What people follow, and what they are told of it.

create table watch (
    id              uuid        not null,
    account_id      uuid        not null,
    kind            text        not null,
    thing_id        uuid        not null,
    since           timestamptz not null,
    -- What is kept of searches goes with them; things of the record are only marked as deleted.
    saved_search_id uuid generated always as (case when kind = 'saved-search' then thing_id end) stored,
    constraint watch_pk primary key (id),
    constraint watch_of_account foreign key (account_id) references account (id) on delete cascade,
    constraint watch_of_saved_search foreign key (saved_search_id) references saved_search (id) on delete cascade,
    constraint watch_kind_known check (kind in ('claim', 'source', 'topic', 'measure', 'article', 'saved-search')),
    constraint watch_once unique (account_id, kind, thing_id)
);
create index watch_by_thing on watch (thing_id, kind);
create index watch_by_saved_search on watch (saved_search_id) where saved_search_id is not null;

comment on table watch is 'What somebody wants to be told the changes of.';
comment on column watch.id is 'UUIDv7.';
comment on column watch.account_id is 'Who watches.';
comment on column watch.kind is 'claim, source, topic, measure, article or saved-search.';
comment on column watch.thing_id is 'Which one.';
comment on column watch.since is 'From when on: what was changed before is not told.';
comment on column watch.saved_search_id is 'The same as thing_id of a saved search.';

create table notice (
    id            uuid        not null,
    account_id    uuid        not null,
    change_set_id xid8,
    at            timestamptz not null,
    by            text,
    things        int         not null,
    read_at       timestamptz,
    constraint notice_pk primary key (id),
    constraint notice_of_account foreign key (account_id) references account (id) on delete cascade,
    constraint notice_once unique (account_id, change_set_id)
);
create index notice_by_time on notice (account_id, at, id);
create index notice_unread on notice (account_id, at, id) where read_at is null;
create index notice_by_reading on notice (read_at) where read_at is not null;

comment on table notice is 'That something changed which concerns somebody: one for each change set and person, and for each look at a search.';
comment on column notice.id is 'UUIDv7: in the order in which they were made.';
comment on column notice.account_id is 'Who is told.';
comment on column notice.change_set_id is 'What changed it, as in history.change_set, which may not be kept any more; absent where a search newly finds something.';
comment on column notice.at is 'When that took effect.';
comment on column notice.by is 'Who changed it.';
comment on column notice.things is 'How many things it is about, of which the first 50 are named.';
comment on column notice.read_at is 'When it was marked as read.';

create table notice_reason (
    notice_id   uuid not null,
    resource    text not null,
    resource_id uuid not null,
    reason      text not null,
    kind        text not null,
    watched_id  uuid not null,
    constraint notice_reason_pk primary key (notice_id, resource, resource_id, reason, kind, watched_id),
    constraint notice_reason_of_notice foreign key (notice_id) references notice (id) on delete cascade,
    constraint notice_reason_known check (reason in ('WATCHED', 'ASSIGNED', 'MENTIONED', 'REVIEW'))
);
create index notice_reason_by_thing on notice_reason (resource_id);
create index notice_reason_by_watched on notice_reason (watched_id);

comment on table notice_reason is 'What a notice is about, and why. It has no words of these things: they are told as they are by then.';
comment on column notice_reason.notice_id is 'The notice.';
comment on column notice_reason.resource is 'What changed, or is newly found: claim, source, article, measure or topic, each with what belongs to it.';
comment on column notice_reason.resource_id is 'Which one.';
comment on column notice_reason.reason is 'WATCHED, or without watching: ASSIGNED to one, MENTIONED in a note, to be looked over in a REVIEW.';
comment on column notice_reason.kind is 'The kind of what is watched, as in watch; else claim.';
comment on column notice_reason.watched_id is 'What is watched, such as a topic of the claim; else the claim.';

create table notice_mark (
    only_row      boolean     not null default true,
    at            timestamptz not null,
    change_set_id xid8        not null,
    constraint notice_mark_pk primary key (only_row),
    constraint notice_mark_one_row check (only_row)
);

comment on table notice_mark is 'The last change set of which notices were made. Whoever makes or purges notices holds this row.';
comment on column notice_mark.only_row is 'There is one row.';
comment on column notice_mark.at is 'When it took effect.';
comment on column notice_mark.change_set_id is 'Which one.';

-- Nobody is told of what was before there were notices.
insert into notice_mark (at, change_set_id)
select coalesce(max(c.at), timestamptz 'epoch'), '0' from history.change_set c;

create table watched_search (
    saved_search_id uuid        not null,
    filters_of      timestamptz not null,
    looked_at       timestamptz not null,
    constraint watched_search_pk primary key (saved_search_id),
    constraint watched_search_of_search foreign key (saved_search_id) references saved_search (id) on delete cascade
);

comment on table watched_search is 'When a search that somebody watches was looked at last.';
comment on column watched_search.saved_search_id is 'The search.';
comment on column watched_search.filters_of is 'When it had been saved by then: what it found with other filters says nothing.';
comment on column watched_search.looked_at is 'When.';

create table watched_match (
    saved_search_id uuid not null,
    claim_id        uuid not null,
    constraint watched_match_pk primary key (saved_search_id, claim_id),
    constraint watched_match_of_search foreign key (saved_search_id) references watched_search (saved_search_id) on delete cascade,
    constraint watched_match_of_claim foreign key (claim_id) references claim (id) on delete cascade
);
create index watched_match_by_claim on watched_match (claim_id);

comment on table watched_match is 'What a search found then, so that what is new is known.';
comment on column watched_match.saved_search_id is 'The search.';
comment on column watched_match.claim_id is 'A claim that it found.';
