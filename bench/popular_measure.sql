-- Measures that many claims put figures on, in an empty record: run by popular_measure.py.
--
--   Popular 10, 10000, 100000   figures of as many claims, by 50 claimants, that differ
--   Popular 100001              a rate of each of 1,000 days, by 10 claimants, who mostly agree
--   Popular 100002              a count that one claimant told anew on each of 1,000 days
\set ON_ERROR_STOP on
begin;
set local session_replication_role = replica;

create function pg_temp.id(kind text, n bigint) returns uuid
    language sql as
$$select ('00000000-0000-7000-8000-' || kind || lpad(n::text, 11, '0'))::uuid$$;

insert into source (id, name, kind, created_at, updated_at, revision)
select pg_temp.id('0', n), 'Filler ' || n, 'ORGANIZATION', now(), now(), 0 from generate_series(1, 50) n;
insert into article (id, url, canonical_url, medium, published_on, published_on_earliest, published_on_latest, current_version,
    created_at, updated_at, revision)
select pg_temp.id('1', n), 'https://fill.example/' || n, 'https://fill.example/' || n, 'WEB', '2024-06-01', '2024-06-01',
    '2024-06-01', 1, now(), now(), 0
from generate_series(1, 300) n;
insert into article_version (article_id, version, title, recorded_at)
select pg_temp.id('1', n), 1, 'Filler', now() from generate_series(1, 300) n;
insert into measure (id, name, unit, created_at, updated_at, revision)
select pg_temp.id('2', m), 'Popular ' || m, 'men', now(), now(), 0 from unnest(array [10, 11, 10000, 100000, 100001, 100002]) m;

create temp table filled on commit drop as
select row_number() over () as k, m, n, date '2022-01-01' + (n % 1000) as day
from unnest(array [10, 10000, 100000, 100001, 100002]) m,
    generate_series(1, case when m > 100000 then 100000 else m end) n;
insert into claim (id, text, kind, created_at, updated_at, revision, number)
overriding system value
select pg_temp.id('3', k), 'So many, ' || k, 'FIGURE', now(), now(), 0, k from filled;
select setval(pg_get_serial_sequence('claim', 'number'), (select max(k) from filled));
insert into figure (id, claim_id, position, measure_id, qualifier, amount, period, period_earliest, period_latest)
select pg_temp.id('4', k), pg_temp.id('3', k), 0, pg_temp.id('2', m), 'EXACT',
    case
        when m <= 100000 then 1000 + (n * 7919) % 9000
        when m = 100001 then 100 + n % 1000 + (n % 97 = 0)::int
        else 1000 + 10 * (n % 1000) end,
    case when m = 100001 then day::text end, case when m = 100001 then day end, case when m = 100001 then day end
from filled;
insert into appearance (id, claim_id, article_id, position, article_version)
select pg_temp.id('5', k), pg_temp.id('3', k), pg_temp.id('1', 1 + k % 300), 0, 1 from filled;
insert into attribution (id, appearance_id, position, said_on, said_on_earliest, said_on_latest)
select pg_temp.id('6', k), pg_temp.id('5', k), 0, day::text, day, day from filled;
insert into attribution_source (attribution_id, source_id, position)
select pg_temp.id('6', k), pg_temp.id('0', case m when 100002 then 1 when 100001 then 1 + k % 10 else 1 + k % 50 end), 0
from filled;
insert into standing_mark (kind) values ('EVERYTHING');
commit;
analyze;
