-- What was done to many claims at once, so that it can be looked at and undone.

create table bulk_change (
    id      uuid        not null,
    by      text        not null,
    through text,
    at      timestamptz not null,
    undoes  uuid,
    constraint bulk_change_pk primary key (id),
    constraint bulk_change_undoes foreign key (undoes) references bulk_change (id) on delete set null
);
create index bulk_change_by_time on bulk_change (at);
create index bulk_change_by_undone on bulk_change (undoes);

comment on table bulk_change is 'What somebody did to many claims at once, kept for thirty days.';
comment on column bulk_change.id is 'What it is asked for by.';
comment on column bulk_change.by is 'Who did it: the name of the account.';
comment on column bulk_change.through is 'The name of the API token; absent for pages.';
comment on column bulk_change.at is 'When it began.';
comment on column bulk_change.undoes is 'The one that it takes back.';

create table bulk_change_item (
    bulk_change_id uuid    not null,
    place          integer not null,
    claim_id       uuid    not null,
    outcome        text    not null,
    detail         text,
    missing        text[]  not null,
    was            jsonb   not null,
    now            jsonb   not null,
    constraint bulk_change_item_pk primary key (bulk_change_id, place),
    constraint bulk_change_item_of_change foreign key (bulk_change_id) references bulk_change (id) on delete cascade,
    constraint bulk_change_item_of_claim foreign key (claim_id) references claim (id) on delete cascade,
    constraint bulk_change_item_outcome check (outcome in ('CHANGED', 'UNCHANGED', 'REFUSED'))
);
create index bulk_change_item_by_claim on bulk_change_item (claim_id);

comment on table bulk_change_item is 'What became of each claim; written with the change of it.';
comment on column bulk_change_item.bulk_change_id is 'By what.';
comment on column bulk_change_item.place is 'Its place among the claims that were asked for, from 0.';
comment on column bulk_change_item.claim_id is 'The claim.';
comment on column bulk_change_item.outcome is 'CHANGED, UNCHANGED where it was so already, or REFUSED.';
comment on column bulk_change_item.detail is 'Why it was refused.';
comment on column bulk_change_item.missing is 'What the record lacks for it, a sentence each.';
comment on column bulk_change_item.was is 'Stage, assignee, status, topics by their ids, and whether it was deleted, before.';
comment on column bulk_change_item.now is 'The same as it was left.';
