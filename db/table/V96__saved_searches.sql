-- Lists of claims that people come back to.

create table saved_search (
    id         uuid        not null,
    account_id uuid        not null,
    name       text        not null,
    filters    jsonb       not null,
    shared     boolean     not null,
    saved_at   timestamptz not null,
    constraint saved_search_pk primary key (id),
    constraint saved_search_of_account foreign key (account_id) references account (id) on delete cascade,
    constraint saved_search_name_unique unique (account_id, name)
);
create index saved_search_shared on saved_search (name) where shared;

comment on table saved_search is 'A selection of claims that somebody keeps under a name.';
comment on column saved_search.id is 'Which one.';
comment on column saved_search.account_id is 'Whose it is.';
comment on column saved_search.name is 'What its owner calls it, once for each.';
comment on column saved_search.filters is 'The filters of the list of claims, by their names, each with its values.';
comment on column saved_search.shared is 'Whether everybody who has an account finds it.';
comment on column saved_search.saved_at is 'When it was saved.';

create table saved_search_look (
    saved_search_id uuid        not null,
    account_id      uuid        not null,
    looked_at       timestamptz not null,
    constraint saved_search_look_pk primary key (saved_search_id, account_id),
    constraint saved_search_look_of_search foreign key (saved_search_id) references saved_search (id) on delete cascade,
    constraint saved_search_look_of_account foreign key (account_id) references account (id) on delete cascade
);
create index saved_search_look_by_account on saved_search_look (account_id);

comment on table saved_search_look is 'When somebody looked last at what a saved search finds.';
comment on column saved_search_look.saved_search_id is 'The search.';
comment on column saved_search_look.account_id is 'Who looked.';
comment on column saved_search_look.looked_at is 'When: what was recorded later is new.';
