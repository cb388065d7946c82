-- What a measure is decides which of its figures can contradict each other.
alter table measure
    add column nature text,
    add constraint measure_nature_known check (nature in ('FLOW', 'STOCK', 'RATE'));

comment on column measure.nature is
    'FLOW (adds up over its period: shipped, killed, spent), STOCK (holds at a time: troops, debt) or RATE (of one thing to another: deaths per day, percent); absent where nobody told.';

-- The service makes these rows anew as soon as it starts, since the rules of standing are others: see standing_basis.
delete from compared_figure;
alter table compared_figure
    add column nature text,
    add column starts date,
    add column ends date,
    add column held_until date,
    add column indefinite text;
create index compared_figure_by_times on compared_figure (measure_id, kind, starts, ends);

comment on column compared_figure.nature is 'The nature of its measure.';
comment on column compared_figure.first is 'The first day that it can count over.';
comment on column compared_figure.last is 'The last day that it can count over.';
comment on column compared_figure.starts is 'The first day that it counts over, as stated; -infinity where that is open, absent where it was not stated.';
comment on column compared_figure.ends is 'The last day that it counts over, as stated; infinity where that is open, absent where it was not stated.';
comment on column compared_figure.held_until is
    'Up to which day it surely counts from its start: where its end is open, up to when it was said. Absent where nobody knows.';
comment on column compared_figure.indefinite is 'Its period as written, where that stands for some days among others: 202X, [2023,2024].';
