-- What is exported is known elsewhere by what it is called here. Ids are only once anywhere; numbers of claims are so here.
create table installation (
    only_row boolean primary key default true,
    id       uuid    not null default gen_random_uuid(),
    constraint installation_only_row check (only_row)
);
comment on table installation is 'One row: what tells this record from those of other installations.';
comment on column installation.only_row is 'True, so that there is no second row.';
comment on column installation.id is 'Made at random, once; a copy of the record keeps it.';
insert into installation default values;
