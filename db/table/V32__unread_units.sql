-- What the service cannot read of units, so that answers can say it: it alone reads them.
create table unread_unit (
    unit_hash bytea primary key,
    why       text not null
);

comment on table unread_unit is
    'Units of figures and measures that the service does not read, or that may be several. It makes them anew when it reads units otherwise: see unit_basis.';
comment on column unread_unit.unit_hash is 'SHA-256 of the unit as it is written, so that nothing of what is purged stays here.';
comment on column unread_unit.why is 'Why it only compares with what is given in the same words, as the end of a sentence.';

create table unit_basis (
    only_row boolean primary key default true,
    tables   text not null,
    constraint unit_basis_one_row check (only_row)
);

comment on table unit_basis is 'By which tables the service read the units that it tells of in unread_unit.';
comment on column unit_basis.only_row is 'There is one row.';
comment on column unit_basis.tables is 'The hash of these tables.';
