create table exchange_rate (
    id            uuid primary key,
    revision      bigint      not null,
    from_currency text        not null,
    to_currency   text        not null,
    rate          numeric     not null,
    day           date        not null,
    source_id     uuid        not null,
    url           text,
    created_at    timestamptz not null,
    updated_at    timestamptz not null,
    deleted_at    timestamptz,
    constraint exchange_rate_from_iso4217 check (from_currency ~ '^[A-Z]{3}$'),
    constraint exchange_rate_to_iso4217 check (to_currency ~ '^[A-Z]{3}$'),
    constraint exchange_rate_between_two check (from_currency <> to_currency),
    constraint exchange_rate_positive check (rate > 0),
    constraint exchange_rate_decimals_bounded check (rate <= 1e30 and scale(rate) <= 12),
    -- Four digits of a year is what an answer can hold.
    constraint exchange_rate_day_bounded check (day between '0001-01-01' and '9999-12-31'),
    constraint exchange_rate_source foreign key (source_id) references source (id)
);
-- Also finds the rates of two currencies by day.
create unique index exchange_rate_unique on exchange_rate (from_currency, to_currency, day, source_id)
    where deleted_at is null;
create index exchange_rate_by_day on exchange_rate (day, id) where deleted_at is null;
create index exchange_rate_by_created on exchange_rate (created_at, id) where deleted_at is null;
create index exchange_rate_by_source on exchange_rate (source_id);

comment on table exchange_rate is
    'What one unit of a currency was worth in another on a day, as a source gives it. Figures are compared by it.';
comment on column exchange_rate.id is 'UUIDv7.';
comment on column exchange_rate.revision is 'Grows with every change.';
comment on column exchange_rate.from_currency is 'The currency that one unit of was worth so much: ISO 4217.';
comment on column exchange_rate.to_currency is 'The currency that the rate is in: ISO 4217.';
comment on column exchange_rate.rate is 'How many units of to_currency one unit of from_currency is worth.';
comment on column exchange_rate.day is 'The day that it is the rate of.';
comment on column exchange_rate.source_id is 'Who gives it.';
comment on column exchange_rate.url is 'Web address where it stands.';
comment on column exchange_rate.created_at is 'When it was recorded here.';
comment on column exchange_rate.updated_at is 'When it last changed.';
comment on column exchange_rate.deleted_at is 'When it was deleted; absent while it stands.';
