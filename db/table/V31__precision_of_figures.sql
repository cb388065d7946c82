-- A number in another unit compares as precisely as it was stated: 1,000 kg and 2,204.62 lb are one.
delete from compared_figure;
alter table compared_figure
    add column stated_in uuid not null,
    add column rounded_lower numeric not null,
    add column rounded_upper numeric not null;

comment on column compared_figure.stated_in is
    'A name-based UUID of the unit that it was stated in: with figures in the same one it compares to the digit, with others as precisely as it was stated.';
comment on column compared_figure.rounded_lower is 'The lowest number that rounds to what was stated, of an exact one; else the lower end.';
comment on column compared_figure.rounded_upper is 'The highest number that rounds to what was stated, of an exact one; else the upper end.';
