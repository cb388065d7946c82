-- Up to which change each account has seen what others did.

create table seen_changes (
    account_id    uuid primary key,
    at            timestamptz not null,
    change_set_id xid8        not null,
    resource      text        not null,
    resource_id   uuid        not null,
    constraint seen_changes_of_account foreign key (account_id) references account (id) on delete cascade
);

comment on table seen_changes is 'The last of the changes that somebody has marked as seen.';
comment on column seen_changes.account_id is 'Who has seen them.';
comment on column seen_changes.at is 'When that change took effect.';
comment on column seen_changes.change_set_id is 'Its change set, which may not be kept any more.';
comment on column seen_changes.resource is 'The kind of the thing that it changed, as in history.change.';
comment on column seen_changes.resource_id is 'Which one.';
