-- An amount of another currency than its measure's is kept twice: as it was stated, and as it is in the common currency by the
-- rate of its day. So what conflicts with it is found by index, in whichever currencies a measure's figures are.
alter table compared_figure
    add column exchanged boolean not null default false,
    drop constraint compared_figure_pkey,
    add constraint compared_figure_pkey primary key (figure_id, kind);
alter table compared_figure alter column exchanged drop default;

drop index compared_figure_by_currency;
create index compared_figure_by_currency on compared_figure (measure_id, kind, claim_id) where currency;

comment on column compared_figure.kind is
    'A name-based UUID of what units have in common that convert into each other: only figures of one kind compare. Of an exchanged amount, that of both currencies, such as "EUR in USD", which compares with amounts in USD, and with what is exchanged into USD from others.';
comment on column compared_figure.currency is 'Whether it is an amount of money.';
comment on column compared_figure.exchanged is
    'Whether it is an amount in the common currency of its measure that was stated in another one, which has a row besides.';
comment on column compared_figure.conflicts_with is
    'A claim with a figure of the measure that it conflicts with, any of them; absent where there is none, of those that this row compares with.';
