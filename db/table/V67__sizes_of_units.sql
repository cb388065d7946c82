-- How large units are, so that reports can tell figures in the unit of their measure: the service alone reads units.
create table unit_size (
    unit_hash bytea   primary key,
    kind      uuid    not null,
    currency  text,
    dividend  numeric not null,
    shift     numeric not null,
    divisor   numeric not null,
    tables    text    not null,
    constraint unit_size_iso4217 check (currency ~ '^[A-Z]{3}$'),
    constraint unit_size_positive check (dividend > 0 and divisor > 0)
);
comment on table unit_size is
    'How the service reads units of figures and measures that differ. It keeps this in the background; standing_mark leads to what is still to be read.';
comment on column unit_size.unit_hash is 'SHA-256 of the unit as it is written, so that nothing of what is purged stays here.';
comment on column unit_size.kind is 'A name-based UUID of what units have in common that convert into each other.';
comment on column unit_size.currency is 'The currency, where it is one: ISO 4217.';
comment on column unit_size.dividend is 'A number of the unit times this, plus the shift, by the divisor is the number in the base unit of its kind.';
comment on column unit_size.shift is 'How far its nought is above that of the base unit, times the divisor: only of temperatures.';
comment on column unit_size.divisor is 'See dividend.';
comment on column unit_size.tables is 'The hash of the tables by which it was read.';
