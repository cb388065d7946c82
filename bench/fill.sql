-- Fills an empty record with plausible claims, as if they had been recorded one by one over five years, with their
-- history and their standing. Run by fill.sh, which sets :claims, and :nth, where every nth claim has its history.
\set ON_ERROR_STOP on
\timing on
set client_min_messages = warning;
set synchronous_commit = off;
set maintenance_work_mem = '1GB';
set work_mem = '256MB';
-- Triggers and foreign keys would look at every row; what triggers write is written below.
set session_replication_role = replica;

do $$
begin
    if exists (select from claim) or exists (select from source) then
        raise exception 'The record is not empty: fill a database that the service has started on once, without the demo.';
    end if;
end
$$;

-- Which of so many, the same at every run.
create function pg_temp.pick(n bigint, salt int, many bigint) returns int
    language sql immutable parallel safe
    return ((hashint8extended(n, salt) & 9223372036854775807) % many)::int;
-- The first of them much oftener than the last.
create function pg_temp.skewed(n bigint, salt int, many bigint) returns int
    language sql immutable parallel safe
    return floor(many * power(((hashint8extended(n, salt) & 9223372036854775807) % 1000003) / 1000003.0, 2.5))::int;
create function pg_temp.one_of(words text[], place int) returns text
    language sql immutable parallel safe
    return words[place + 1];
-- A UUID of version 7 for the nth thing of a kind at a time.
create function pg_temp.id(at timestamptz, kind int, n bigint) returns uuid
    language sql immutable parallel safe
    return (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7' || lpad(to_hex(kind), 3, '0')
        || '8' || lpad(to_hex(n), 15, '0'))::uuid;
-- A name that few others have.
create function pg_temp.rare(n bigint, salt int) returns text
    language sql immutable parallel safe
    return initcap(
        pg_temp.one_of('{ba,be,bor,cal,cha,da,den,du,el,fa,fen,ga,gor,ha,hel,il,ja,ka,kel,la,lor,ma,mi,mor,na,no,or,pa,pel,qua,ra,ros,sa,sel,ta,tor,ul,va,vor,ya}', pg_temp.pick(n, salt, 40))
        || pg_temp.one_of('{ba,bel,cor,da,dri,el,fo,ga,gi,ha,il,ka,li,ma,men,na,nor,or,pa,ri,sa,shi,ta,ti,tu,va,ve,wa,xi,zo}', pg_temp.pick(n, salt + 1, 30))
        || pg_temp.one_of('{bad,berg,burg,dor,field,grad,ham,ia,kow,land,lin,mar,mouth,nia,pol,port,shire,stad,stan,ton,vale,ville,vik,wick,zhou}', pg_temp.pick(n, salt + 2, 25)));

create temp table world as
select :claims::bigint as claims,
    greatest(100, least(:claims / 500, 5000))::bigint as publishers,
    greatest(300, least(:claims / 50, 100000))::bigint as speakers,
    100::bigint as governments,
    50::bigint as agencies,
    greatest(50, :claims / 200)::bigint as measures,
    500::bigint as topics,
    greatest(1, :claims / 2)::bigint as articles,
    timestamptz '2021-11-01 00:00:00+00' as beginning,
    interval '5 years' / :claims as apart;

create temp table saved_index as
select n.nspname as schema, c.relname as name, pg_get_indexdef(i.indexrelid) as definition
from pg_index i
join pg_class c on c.oid = i.indexrelid
join pg_namespace n on n.oid = c.relnamespace
where n.nspname in ('public', 'history')
  and not exists (select from pg_constraint k where k.conindid = i.indexrelid)
  and i.indrelid not in ('flyway_schema_history'::regclass)
  and not exists (select from pg_inherits h where h.inhrelid = i.indexrelid);
select format('drop index %I.%I', schema, name) from saved_index \gexec

insert into source (id, revision, name, kind, country, created_at, updated_at)
select pg_temp.id(w.beginning, 1, n), 0,
    case when n <= w.governments then 'Republic of ' || pg_temp.rare(n, 11) || ' ' || n
        when n <= w.governments + w.agencies then pg_temp.rare(n, 11) || ' News Agency ' || n
        when n <= w.governments + w.agencies + w.publishers then 'The ' || pg_temp.rare(n, 11) || ' Times ' || n
        when n % 3 = 0 then pg_temp.rare(n, 11) || ' ' || pg_temp.rare(n, 17) || ' ' || n
        else 'Ministry of ' || pg_temp.one_of('{Defence,Trade,Health,Transport,Energy,Finance,Justice,Education}', pg_temp.pick(n, 12, 8))
            || ' of ' || pg_temp.rare(n, 11) || ' ' || n end,
    case when n <= w.governments then 'GOVERNMENT'
        when n > w.governments + w.agencies and n <= w.governments + w.agencies + w.publishers then 'PUBLICATION'
        when n > w.governments + w.agencies + w.publishers and n % 3 = 0 then 'PERSON'
        else 'ORGANIZATION' end,
    null, w.beginning, w.beginning
from world w, generate_series(1, w.governments + w.agencies + w.publishers + w.speakers) n;

create function pg_temp.source(kind text, n bigint) returns uuid
    language sql stable
    return (select pg_temp.id(w.beginning, 1, 1 + n + case kind
        when 'government' then 0
        when 'agency' then w.governments
        when 'publisher' then w.governments + w.agencies
        else w.governments + w.agencies + w.publishers end) from world w);

-- Half of those who speak are part of a government.
insert into membership (id, source_id, position, part_of_id)
select pg_temp.id(w.beginning, 2, n), pg_temp.source('speaker', n), 0, pg_temp.source('government', pg_temp.pick(n, 21, w.governments))
from world w, generate_series(0, w.speakers - 1) n
where n % 2 = 0;

insert into source_alias (source_id, position, alias)
select pg_temp.source('speaker', n), 0, 'Alias ' || pg_temp.rare(n, 31) || ' ' || n
from world w, generate_series(0, w.speakers - 1) n
where n % 5 = 0;

insert into topic (id, revision, name, created_at, updated_at)
select pg_temp.id(w.beginning, 3, n), 0, 'topic ' || n || ' ' || lower(pg_temp.rare(n, 41)), w.beginning, w.beginning
from world w, generate_series(0, w.topics - 1) n;

insert into measure (id, revision, name, unit, created_at, updated_at)
select pg_temp.id(w.beginning, 4, n), 0, 'measure ' || n || ' of ' || pg_temp.rare(n, 51),
    pg_temp.one_of('{containers,people,t,km,USD,shells}', pg_temp.pick(n, 52, 6)), w.beginning, w.beginning
from world w, generate_series(0, w.measures - 1) n;

insert into article (id, revision, url, canonical_url, medium, publisher_id, published_on, published_on_earliest,
    published_on_latest, language, current_version, created_at, updated_at)
select a.id, 0, a.url, a.url, 'WEB', pg_temp.source('publisher', pg_temp.skewed(n, 61, w.publishers)),
    a.day::text, a.day, a.day, a.language, 1, a.at, a.at
from world w, generate_series(0, w.articles - 1) n,
    lateral (
        select pg_temp.id(w.beginning + 2 * n * w.apart, 5, n) as id,
            'https://news-' || n % 977 || '.example/articles/' || n as url,
            (w.beginning + 2 * n * w.apart) as at,
            ((w.beginning + 2 * n * w.apart) at time zone 'UTC')::date - pg_temp.pick(n, 62, 3) as day,
            pg_temp.one_of('{en,en,en,en,en,en,de,fr,es,ru}', pg_temp.pick(n, 63, 10)) as language) a;

insert into article_version (article_id, version, title, recorded_at)
select a.id, 1,
    pg_temp.one_of('{Officials report,Ministry denies,What is known about,New figures on,Analysts doubt,Envoys discuss,Paper reveals}', pg_temp.pick(n, 64, 7))
        || ' ' || pg_temp.one_of('{shipments,elections,floods,talks,exercises,prices,wages,hospitals,railways,ports}', pg_temp.pick(n, 65, 10))
        || ' in ' || pg_temp.rare(n, 66), a.created_at
from (select id, created_at, row_number() over (order by id) - 1 as n from article) a;

-- One claim in two shares its article with the next.
create temp table one as
select n, pg_temp.id(t.at, 6, n) as id, t.at,
    (t.at at time zone 'UTC')::date as day,
    pg_temp.skewed(n, 71, 60) as subject,
    pg_temp.skewed(n, 72, 20) as verb,
    pg_temp.skewed(n, 73, 60) as noun,
    -- One appearance, of five claims two.
    case when n % 5 = 0 then 2 else 1 end as appearances
from world w, generate_series(0, w.claims - 1) n, lateral (select w.beginning + n * w.apart as at) t;

insert into claim (id, number, revision, text, kind, language, occurred, occurred_earliest, occurred_latest, resolves_by,
    resolves_by_earliest, resolves_by_latest, place, status, stage, assignee, created_at, updated_at)
select o.id, o.n + 1, 0,
    pg_temp.one_of('{The army,A ministry,The government,A spokesman,The port authority,An official,The police,A union,The central bank,A hospital,The railway,An envoy,The navy,A court,The mayor,Rebels,A company,The regulator,Farmers,Engineers,The president,A senator,The opposition,Doctors,Inspectors,A laboratory,The airline,A refinery,Customs officers,The embassy,Scientists,A newspaper,Teachers,The parliament,Prosecutors,A foundation,The treasury,Miners,Fishermen,The fleet,A battalion,The council,Nurses,A contractor,The commission,Drivers,A bank,The agency,Soldiers,A museum,The ministry of health,Pilots,An insurer,The prison,A university,The broadcaster,Voters,A charity,The church,Shipyards}', o.subject)
        || ' ' || pg_temp.one_of('{said that it shipped,reported,denied having sent,counted,delivered,received,lost,announced,bought,sold,confirmed,promised,stored,inspected,produced,destroyed,moved,returned,seized,financed}', o.verb)
        || ' ' || (1 + pg_temp.pick(o.n, 74, 9900)) || ' '
        || pg_temp.one_of('{containers,shells,rockets,vehicles,people,tonnes of grain,barrels of oil,ballots,houses,trucks,tents,vaccines,generators,drones,cables,pipes,bridges,wagons,ships,engines,missiles,uniforms,radars,helmets,doses,patients,pupils,jobs,loans,contracts,visas,prisoners,refugees,horses,cattle,turbines,transformers,batteries,chips,phones,books,paintings,coins,bonds,shares,permits,flights,buses,trams,boats,anchors,cranes,bricks,windows,roofs,wells,pumps,dams,fields,trees}', o.noun)
        || ' in ' || pg_temp.rare(o.n, 75) || ' in ' || to_char(o.day - 20, 'FMMonth YYYY') || '.',
    pg_temp.one_of('{FIGURE,FIGURE,FIGURE,FACT,FACT,FACT,ACCUSATION,DENIAL,QUOTE,PREDICTION}', pg_temp.pick(o.n, 76, 10)),
    pg_temp.one_of('{en,en,en,en,en,en,de,fr,es,NULL}', pg_temp.pick(o.n, 77, 10)),
    to_char(o.day - 20, 'YYYY-MM'), date_trunc('month', o.day - 20)::date,
    (date_trunc('month', o.day - 20) + interval '1 month - 1 day')::date,
    case when pg_temp.pick(o.n, 76, 10) = 9 then (o.day + 400)::text end,
    case when pg_temp.pick(o.n, 76, 10) = 9 then o.day + 400 end,
    case when pg_temp.pick(o.n, 76, 10) = 9 then o.day + 400 end,
    null,
    pg_temp.one_of('{UNVERIFIED,UNVERIFIED,UNVERIFIED,UNVERIFIED,UNVERIFIED,UNVERIFIED,CORROBORATED,CONTESTED,CONFIRMED,REFUTED}', pg_temp.pick(o.n, 78, 10)),
    pg_temp.one_of('{INBOX,INBOX,INBOX,IN_PROGRESS,IN_REVIEW,DONE,DONE,DONE,DONE,DROPPED}', pg_temp.pick(o.n, 79, 10)),
    case when pg_temp.pick(o.n, 80, 4) = 0 then 'desk ' || pg_temp.pick(o.n, 81, 20) end,
    o.at, o.at + pg_temp.pick(o.n, 82, 1000) * interval '1 second'
from one o;

insert into claim_topic (claim_id, position, topic_id)
select o.id, 0, pg_temp.id(w.beginning, 3, pg_temp.skewed(o.n, 91, w.topics)) from one o, world w;
insert into claim_about (claim_id, position, source_id)
select o.id, 0, pg_temp.source('government', pg_temp.skewed(o.n, 92, w.governments)) from one o, world w where o.n % 2 = 0;

insert into figure (id, claim_id, position, measure_id, as_stated, qualifier, amount, lower_bound, unit, period,
    period_earliest, period_latest)
select pg_temp.id(o.at, 7, o.n), o.id, 0, pg_temp.id(w.beginning, 4, pg_temp.pick(o.n, 101, w.measures)),
    'about ' || f.number, f.qualifier,
    case when f.qualifier <> 'AT_LEAST' then f.number end, case when f.qualifier = 'AT_LEAST' then f.number end,
    null, to_char(o.day - 20, 'YYYY-MM'), date_trunc('month', o.day - 20)::date,
    (date_trunc('month', o.day - 20) + interval '1 month - 1 day')::date
from one o, world w, lateral (
    select pg_temp.pick(o.n, 102, 100000) as number,
        pg_temp.one_of('{ABOUT,EXACT,AT_LEAST}', pg_temp.pick(o.n, 103, 3)) as qualifier) f
where o.n % 2 = 0;

insert into appearance (id, claim_id, position, article_id, article_version, exact, known_from)
select pg_temp.id(o.at, 8, 2 * o.n + k), o.id, k, pg_temp.id(w.beginning + 2 * a.n * w.apart, 5, a.n), 1,
    case when o.n % 4 = 0 then 'as seen near ' || pg_temp.rare(o.n, 75) end,
    ((w.beginning + 2 * a.n * w.apart) at time zone 'UTC')::date - pg_temp.pick(a.n, 62, 3)
from one o, world w, generate_series(0, 1) k,
    -- The second one is in an article of another day.
    lateral (select case k when 0 then least(o.n / 2, w.articles - 1) else pg_temp.pick(o.n, 111, w.articles) end as n) a
where k < o.appearances;

-- A claim that appears once may have no chain; four chains of ten have a second link, an agency.
insert into attribution (id, appearance_id, position, cue, mode, basis, quote, said_on, said_on_earliest, said_on_latest)
select pg_temp.id(o.at, 9, 4 * o.n + 2 * k + l), pg_temp.id(o.at, 8, 2 * o.n + k), l, 'said',
    case when o.n % 3 = 0 and l = 0 then 'DIRECT' else 'INDIRECT' end, 'ON_RECORD',
    case when o.n % 3 = 0 and l = 0 then 'we have seen it near ' || pg_temp.rare(o.n, 75) || ' ourselves' end,
    (o.day - 1)::text, o.day - 1, o.day - 1
from one o, generate_series(0, 1) k, generate_series(0, 1) l
where k < o.appearances and (o.appearances = 2 or o.n % 10 <> 1) and (l = 0 or pg_temp.pick(2 * o.n + k, 112, 10) < 4);

insert into attribution_source (attribution_id, position, source_id)
select pg_temp.id(o.at, 9, 4 * o.n + 2 * k), j,
    pg_temp.source('speaker', (pg_temp.skewed(2 * o.n + k, 113, w.speakers) + j * 7) % w.speakers)
from one o, world w, generate_series(0, 1) k, generate_series(0, 1) j
where k < o.appearances and (o.appearances = 2 or o.n % 10 <> 1) and (j = 0 or pg_temp.pick(2 * o.n + k, 114, 10) = 0);
insert into attribution_source (attribution_id, position, source_id)
select l.id, 0, pg_temp.source('agency', pg_temp.pick(l.n, 115, w.agencies))
from (select id, row_number() over () as n from attribution where position = 1) l, world w;

-- Three claims of twenty bear on an older one.
insert into relation (id, revision, from_claim_id, to_claim_id, type, created_at, updated_at)
select pg_temp.id(o.at, 10, o.n), 0, o.id, pg_temp.id(w.beginning + t.n * w.apart, 6, t.n),
    pg_temp.one_of('{DENIES,DENIES,CONTRADICTS,CORROBORATES,UPDATES,QUALIFIES}', pg_temp.pick(o.n, 121, 6)), o.at, o.at
from one o, world w, lateral (select greatest(0, o.n - 1 - pg_temp.pick(o.n, 122, 5000)) as n) t
where o.n % 20 in (3, 9, 14) and o.n > 0;

insert into evidence (id, revision, claim_id, title, kind, stance, captured_on, captured_on_earliest, captured_on_latest,
    created_at, updated_at)
select pg_temp.id(o.at, 11, o.n), 0, o.id, 'Photograph of ' || pg_temp.rare(o.n, 75), 'IMAGE',
    pg_temp.one_of('{SUPPORTS,SUPPORTS,REFUTES,CONTEXT}', pg_temp.pick(o.n, 131, 4)), o.day::text, o.day, o.day, o.at, o.at
from one o where o.n % 10 = 7;

insert into assessment (id, revision, claim_id, summary, reviewed_on, reviewed_on_earliest, reviewed_on_latest,
    created_at, updated_at)
select pg_temp.id(o.at, 12, o.n), 0, o.id, 'Looks right.', (o.day + 2)::text, o.day + 2, o.day + 2, o.at, o.at
from one o where o.n % 20 = 11;

insert into status_change (id, claim_id, from_status, to_status, reason, by, at, overridden)
select pg_temp.id(o.at, 13, o.n), o.id, 'UNVERIFIED', c.status, 'As the record shows.', 'desk', c.updated_at, false
from one o join claim c on c.id = o.id where c.status <> 'UNVERIFIED';

select setval('claim_number', (select max(number) from claim));

-- How each claim stands, by the rules of the service for a record without rings, retractions and repetitions.
insert into claim_standing (claim_id, origins, denied, contradicted, circular, false_confirmations, suggested_status)
select s.id, s.origins, s.denied, s.contradicted, false, 0, case
    when s.updated then 'SUPERSEDED'
    when s.refutes > 0 then case when s.supports > 0 then 'CONTESTED' else 'REFUTED' end
    when s.denied or s.contradicted then 'CONTESTED'
    when s.supports > 0 then 'CONFIRMED'
    when s.origins > 1 then 'CORROBORATED'
    else 'UNVERIFIED' end
from (
    select o.id, coalesce(g.origins, 1) as origins,
        coalesce(r.denied, false) as denied,
        coalesce(r.contradicted, false) or coalesce(x.contradicts, false) as contradicted,
        coalesce(r.updated, false) as updated, coalesce(e.supports, 0) as supports, coalesce(e.refutes, 0) as refutes
    from one o
    left join (
        select p.claim_id, count(distinct coalesce(m.part_of_id, y.source_id)) as origins
        from attribution_source y
        join attribution l on l.id = y.attribution_id and l.position = 0
        join appearance p on p.id = l.appearance_id
        left join membership m on m.source_id = y.source_id
        group by p.claim_id) g on g.claim_id = o.id
    left join (
        select to_claim_id, bool_or(type = 'DENIES') as denied, bool_or(type = 'CONTRADICTS') as contradicted,
            bool_or(type = 'UPDATES') as updated
        from relation group by to_claim_id) r on r.to_claim_id = o.id
    left join (
        select from_claim_id, true as contradicts from relation where type = 'CONTRADICTS' group by from_claim_id
    ) x on x.from_claim_id = o.id
    left join (
        select claim_id, count(*) filter (where stance = 'SUPPORTS') as supports,
            count(*) filter (where stance = 'REFUTES') as refutes
        from evidence group by claim_id) e on e.claim_id = o.id) s;

insert into claim_origin (group_id, origin_id, sources, named_after_id, named, known, inferred, appearances,
    first_said_on, first_said_on_earliest, first_said_on_latest, latest_said_on, latest_said_on_earliest, latest_said_on_latest)
select o.claim_id, min(o.source_id::text)::uuid, array_agg(distinct o.source_id), o.whole, true, true, false,
    count(distinct o.appearance_id), min(o.said)::text, min(o.said), min(o.said), max(o.said)::text, max(o.said), max(o.said)
from (
    select p.claim_id, p.id as appearance_id, x.source_id, coalesce(m.part_of_id, x.source_id) as whole,
        coalesce(l.said_on_earliest, a.published_on_earliest) as said
    from appearance p
    join article a on a.id = p.article_id
    left join attribution l on l.appearance_id = p.id and l.position = 0
    left join attribution_source y on y.attribution_id = l.id
    cross join lateral (select coalesce(y.source_id, a.publisher_id) as source_id) x
    left join membership m on m.source_id = x.source_id) o
group by o.claim_id, o.whole;

insert into claim_tally (month, status, stage, kind, claims)
select date_trunc('month', created_at at time zone 'UTC')::date, status, stage, kind, count(*)
from claim group by 1, 2, 3, 4;

-- What each claim is found by, read by index.
select format('%s', definition) from saved_index where schema = 'public' and definition !~ ' ON public\.claim_(search|stems) ' \gexec
analyze source, source_alias, article, article_version, topic, claim, claim_topic, claim_about, appearance, attribution,
    attribution_source;
insert into common_name (id, kind, words)
select n.id, n.kind, search.of_names(n.id, n.kind)
from (
    select ca.source_id, 'source' from claim_about ca
    union all
    select x.source_id, 'source' from attribution_source x
    union all
    select a.publisher_id, 'source' from appearance p join article a on a.id = p.article_id where a.publisher_id is not null
    union all
    select p.article_id, 'article' from appearance p
    union all
    select ct.topic_id, 'topic' from claim_topic ct
) n (id, kind)
group by n.id, n.kind
having count(*) >= search.enough();
select format(
    'insert into claim_search select * from search.of_claims(array(select id from claim where number between %s and %s))',
    n, n + 999)
from generate_series(1, :claims, 1000) n \gexec

-- Of what is found by likeness the stems; the vectors are the service's to compute.
insert into claim_stems (claim_number, stems, length)
select c.number, t.stems, (select coalesce(sum(cardinality(l.positions)), 0) from unnest(t.stems) l)
from claim c cross join lateral to_tsvector(stem_config(c.language), c.text) t (stems);
insert into claim_vector (claim_number, text_hash)
select number, sha256(convert_to(text, 'UTF8')) from claim;

select format('%s', definition) from saved_index where schema = 'public' and definition ~ ' ON public\.claim_(search|stems) ' \gexec
insert into source_act select claim_id, source_id, status, made, relayed, denied from source_act_present;
-- Figures are for the service to compare.
insert into standing_mark (kind, about_id) select distinct 'MEASURE', measure_id from figure where measure_id is not null;

-- The change sets: the first brought sources, articles, topics and measures, each next one a claim.
insert into history.change_set (id, at, seen, by, through)
select (100 + n)::text::xid8,
    case when n = 0 then w.beginning - interval '1 hour' else w.beginning + (n - 1) * w.apart end,
    ((100 + n)::text || ':' || (100 + n)::text || ':')::pg_snapshot, 'desk', 'bench'
from world w, generate_series(0, w.claims) n
on conflict do nothing;
update history.numbering set shift = (select claims + 10000000 from world);

create temp table kept_claim as select n, id from one where n % :nth = 0;
create temp table kept as
select t.name, t.key
from (values
    ('source', 'first'), ('source_alias', 'first'), ('membership', 'first'), ('topic', 'first'), ('measure', 'first'),
    ('article', 'first'), ('article_version', 'first'), ('common_name', 'first'),
    ('claim', 'id'), ('claim_topic', 'claim_id'), ('claim_about', 'claim_id'), ('figure', 'claim_id'),
    ('appearance', 'claim_id'), ('evidence', 'claim_id'), ('assessment', 'claim_id'), ('status_change', 'claim_id'),
    ('claim_standing', 'claim_id'), ('claim_search', 'claim_id'), ('relation', 'from_claim_id')) t (name, key);
select format(
    'insert into history.%1$I (%2$s, began) select %3$s, %4$s from %1$I v %5$s',
    k.name, string_agg(quote_ident(a.attname), ', ' order by a.attnum),
    string_agg('v.' || quote_ident(a.attname), ', ' order by a.attnum),
    case when k.key = 'first' then $q$'100'::xid8$q$ else '(101 + o.n)::text::xid8' end,
    case when k.key = 'first' then '' else format('join kept_claim o on o.id = v.%I', k.key) end)
from kept k join pg_attribute a on a.attrelid = k.name::regclass and a.attnum > 0 and not a.attisdropped
group by k.name, k.key \gexec
insert into history.attribution select v.*, (101 + o.n)::text::xid8, null
from attribution v join appearance p on p.id = v.appearance_id join kept_claim o on o.id = p.claim_id;
insert into history.attribution_source select v.*, (101 + o.n)::text::xid8, null
from attribution_source v join attribution l on l.id = v.attribution_id join appearance p on p.id = l.appearance_id
join kept_claim o on o.id = p.claim_id;

insert into history.change (change_set_id, resource, resource_id)
select (101 + o.n)::text::xid8, 'claim', o.id from one o
union all
select (101 + o.n)::text::xid8, 'relation', r.id from relation r join one o on o.id = r.from_claim_id
union all
select (101 + o.n)::text::xid8, 'evidence', r.id from evidence r join one o on o.id = r.claim_id
union all
select (101 + o.n)::text::xid8, 'assessment', r.id from assessment r join one o on o.id = r.claim_id
union all
select '100'::xid8, 'source', id from source
union all
select '100'::xid8, 'measure', id from measure
union all
select '100'::xid8, 'topic', id from topic
union all
select '100'::xid8, 'article', id from article;

select format('%s', definition) from saved_index where schema = 'history' \gexec
select format('vacuum (analyze) %I.%I', schemaname, tablename) from pg_tables where schemaname in ('public', 'history') \gexec
checkpoint;
