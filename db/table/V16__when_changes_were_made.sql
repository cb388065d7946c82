-- When a change was made, as the things that it changed tell it: a moment before its change set gets its time, in the order of
-- which changes take effect. So the record can be asked for as of what an answer calls createdAt or updatedAt.
alter table history.change_set add column made timestamptz;
create index change_set_by_made on history.change_set (made) where made is not null;
comment on column history.change_set.made is
    'When its changes were made, as the rows that it changed tell it; absent for changes that come past the service, and for those before it was kept.';
