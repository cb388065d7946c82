-- Measures that many claims put figures on, and sources that many are about, in an empty record: run by popular_measure.py.
-- What the service would store of how they stand, and what they are found by, is filled in, too.
--
--   Popular 10, 10000, 100000   figures of as many claims, by 50 claimants, that differ; all about one source
--   Popular 100001              a rate of each of 1,000 days, by 10 claimants, who mostly agree
--   Popular 100002              a count that one claimant told anew on each of 1,000 days
--   Popular 20, 20000, 200000   amounts of half as many claims in three currencies, by 50 claimants, that differ
\set ON_ERROR_STOP on
create function pg_temp.id(kind text, n bigint) returns uuid
    language sql as
$$select ('00000000-0000-7000-8000-' || kind || lpad(n::text, 11, '0'))::uuid$$;

-- With their history, by which it is known when one is renamed.
insert into source (id, name, kind, created_at, updated_at, revision)
select pg_temp.id('0', n), 'Filler ' || n, 'ORGANIZATION', now(), now(), 0 from generate_series(1, 50) n
union all
select pg_temp.id('0', m), 'Famous ' || m, 'ORGANIZATION', now(), now(), 0 from unnest(array [100, 10000, 100000]) m;

begin;
set local session_replication_role = replica;

-- As the service names kinds of units and claimants.
create function pg_temp.named(name text) returns uuid
    language sql as
$$select (substr(md5(name), 1, 12) || '3' || substr(md5(name), 14, 3)
    || substr('89ab', (('x' || substr(md5(name), 17, 1))::bit(4)::int & 3) + 1, 1) || substr(md5(name), 18))::uuid$$;

-- What a whole number may be off by where it is rounded to its last digit that is no nought, or to its third.
create function pg_temp.half(amount int) returns numeric
    language sql as
$$select power(10::numeric, least(length(substring(amount::text from '0*$')), greatest(length(amount::text) - 3, 0))) / 2$$;

create temp table filled on commit drop as
select *,
    case m when 100002 then 1 when 100001 then 1 + k % 10 else 1 + k % 50 end as claimant,
    case
        when m = 100001 then 100 + n % 1000 + (n % 97 = 0)::int
        when m = 100002 then 1000 + 10 * (n % 1000)
        else 1000 + (n * 7919) % 9000 end as amount,
    case when money then (array ['USD', 'EUR', 'GBP'])[1 + n % 3] end as currency,
    date '2022-01-01' + (n % 1000) as day
from (
    select row_number() over () as k, m, n, m in (20, 20000, 200000) as money
    from unnest(array [10, 10000, 100000, 100001, 100002, 20, 20000, 200000]) m,
        generate_series(1, case when m in (20, 20000, 200000) then m / 2 when m > 100000 then 100000 else m end) n) f;

insert into article (id, url, canonical_url, medium, published_on, published_on_earliest, published_on_latest, current_version,
    created_at, updated_at, revision)
select pg_temp.id('1', n), 'https://fill.example/' || n, 'https://fill.example/' || n, 'WEB', '2024-06-01', '2024-06-01',
    '2024-06-01', 1, now(), now(), 0
from generate_series(1, 300) n;
insert into article_version (article_id, version, title, recorded_at)
select pg_temp.id('1', n), 1, 'Filler', now() from generate_series(1, 300) n;
insert into measure (id, name, unit, created_at, updated_at, revision)
select pg_temp.id('2', m), 'Popular ' || m, case when money then 'USD' else 'men' end, now(), now(), 0
from (select distinct m, money from filled union select 11, false) f;
insert into exchange_rate (id, from_currency, to_currency, rate, day, source_id, created_at, updated_at, revision)
select gen_random_uuid(), c, 'USD', 2, '2022-01-01', pg_temp.id('0', 3), now(), now(), 0 from unnest(array ['EUR', 'GBP']) c;
insert into claim (id, text, kind, created_at, updated_at, revision, number)
overriding system value
select pg_temp.id('3', k), 'So many, ' || k, 'FIGURE', now(), now(), 0, k from filled;
select setval(pg_get_serial_sequence('claim', 'number'), (select max(number) from claim));
insert into claim_about (claim_id, source_id, position)
select pg_temp.id('3', k), pg_temp.id('0', greatest(m, 100)), 0 from filled where m in (10, 10000, 100000);
insert into figure (id, claim_id, position, measure_id, qualifier, amount, unit, period, period_earliest, period_latest)
select pg_temp.id('4', k), pg_temp.id('3', k), 0, pg_temp.id('2', m), 'EXACT', amount, nullif(currency, 'USD'),
    case when m = 100001 then day::text end, case when m = 100001 then day end, case when m = 100001 then day end
from filled;
insert into appearance (id, claim_id, article_id, position, article_version)
select pg_temp.id('5', k), pg_temp.id('3', k), pg_temp.id('1', 1 + k % 300), 0, 1 from filled;
insert into attribution (id, appearance_id, position, said_on, said_on_earliest, said_on_latest)
select pg_temp.id('6', k), pg_temp.id('5', k), 0, day::text, day, day from filled;
insert into attribution_source (attribution_id, source_id, position)
select pg_temp.id('6', k), pg_temp.id('0', claimant), 0 from filled;
-- Each with one that it conflicts with. Where all differ, that is the claim before or after, by another claimant.
insert into compared_figure (figure_id, claim_id, measure_id, kind, currency, exchanged, lower, lower_edge, upper, upper_edge,
    stated_in, rounded_lower, rounded_upper, first, last, claimant, day, conflicts_with)
select pg_temp.id('4', k), pg_temp.id('3', k), pg_temp.id('2', m), pg_temp.named(r.kind), money, r.exchanged,
    r.amount, 0, r.amount, 0, pg_temp.named(coalesce(currency, 'man') || ' 1 0/1'),
    r.amount - pg_temp.half(f.amount) * r.rate, r.amount + pg_temp.half(f.amount) * r.rate, '-infinity', 'infinity', pg_temp.named(pg_temp.id('0', claimant)::text), day::text,
    pg_temp.id('3', case
        when m = 100002 then null
        when money and not r.exchanged and currency <> 'USD' then k + case when n > 3 then -3 else 3 end
        else k + case when n > 1 then -1 else 1 end end)
from filled f
cross join lateral (
    select coalesce(currency, 'man') as kind, amount, false as exchanged, 1 as rate
    union all
    select currency || ' in USD', amount * 2, true, 2 where currency <> 'USD') r
where m <> 100001;
create temp table of_day on commit drop as
select n % 1000 as d, n % 97 = 0 as odd, min(k) as k from filled where m = 100001 group by 1, 2;
insert into compared_figure (figure_id, claim_id, measure_id, kind, currency, exchanged, lower, lower_edge, upper, upper_edge,
    stated_in, rounded_lower, rounded_upper, first, last, starts, ends, held_until, claimant, day, conflicts_with)
select pg_temp.id('4', f.k), pg_temp.id('3', f.k), pg_temp.id('2', m), pg_temp.named('man'), false, false, amount, 0, amount, 0,
    pg_temp.named('man 1 0/1'), amount - pg_temp.half(amount), amount + pg_temp.half(amount), day, day, day, day, day, pg_temp.named(pg_temp.id('0', claimant)::text), day::text, pg_temp.id('3', o.k)
from filled f join of_day o on o.d = f.n % 1000 and o.odd <> (f.n % 97 = 0)
where m = 100001;
insert into claim_figure_conflict (measure_id, claim_id)
select distinct measure_id, claim_id from compared_figure where conflicts_with is not null;
insert into claim_standing (claim_id, origins, denied, contradicted, suggested_status)
select pg_temp.id('3', k), 1, false, false, 'UNVERIFIED' from filled;
-- What very many name is found by its common name: nothing is left to be gathered when claims are recorded.
insert into common_name (id, kind, words)
select id, kind, search.of_names(id, kind)
from (select id, 'source' as kind from source union all select id, 'article' from article) n;
insert into claim_search
select * from search.of_claims(array(select claim_id from claim_about));
commit;
vacuum analyze;
