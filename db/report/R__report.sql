-- The record for people with psql, Metabase, Excel or R: see README.md beside this file, which is its contract. Deleted
-- things do not appear, nor do those that were merged into others: what referred to them refers to the survivor.
--
-- This runs again whenever it, or what it stands on, changed: ${logic}. Views are replaced, so that what others built on
-- them stays: columns are added at the end, and keep their names and types. What cannot be done so is another version of
-- the contract, and a migration that drops the view first. So does a migration that drops or alters a column shown here,
-- which PostgreSQL refuses otherwise: the view comes back below.
--
-- The views read the tables with their owner's rights. Counts are subqueries of each row, by index, so that a report on
-- one claim, or on a month of them, reads no more than that; being left joins, those that nobody asks for are left out.

do $$
begin
    if to_regnamespace('report') is null then
        create schema report;
    end if;
end
$$;
comment on schema report is
    'The record for reports: stable views and functions, whose contract is db/report/README.md. Its version is in report.contract.';

create or replace view report.contract as
select '1.6'::text as version,
    (select count(*) from standing_mark) as standings_waiting,
    (select b.at from history.beginning b) as history_begins_at;

-- A claim, in the tables of whatever schema comes first in the search path, and at an instant: the view and the function
-- that shows the past are made of the same text. How claims stand is stored for all that is on record, not for what had
-- been published by some day.
do $report$
declare
    claim constant text := $claim$
select c.number,
    'C-' || c.number as code,
    c.id,
    c.text,
    c.kind,
    c.language,
    c.place,
    n.topics,
    n.about,
    n.claimants,
    c.occurred,
    case when isfinite(c.occurred_earliest) then c.occurred_earliest end as occurred_earliest,
    case when isfinite(c.occurred_latest) then c.occurred_latest end as occurred_latest,
    c.resolves_by,
    case when isfinite(c.resolves_by_earliest) then c.resolves_by_earliest end as resolves_by_earliest,
    case when isfinite(c.resolves_by_latest) then c.resolves_by_latest end as resolves_by_latest,
    exists (
        select from unresolved_claim u
        where u.claim_id = c.id and u.resolves_by_latest < ({at} at time zone 'UTC')::date) as overdue,
    c.status,
    coalesce(st.since, c.created_at) as status_since,
    round(extract(epoch from {at} - coalesce(st.since, c.created_at)) / 86400, 2) as days_in_status,
    st.changes as status_changes,
    st.overridden as status_overridden,
    st.settled_at as first_settled_at,
    round(extract(epoch from st.settled_at - c.created_at) / 86400, 2) as days_to_settle,
    c.stage,
    c.assignee,
    s.suggested_status,
    s.origins,
    s.origins <= 1 as single_source,
    s.denied,
    s.contradicted,
    case when {stored} then exists (select from claim_figure_conflict fc where fc.claim_id = c.id) end as figures_conflict,
    ap.appearances,
    ap.articles,
    ap.publishers,
    ap.links,
    ap.longest_chain,
    ap.own_words as appearances_without_chain,
    ap.excerpts_gone,
    re.denials,
    re.contradictions,
    re.denies,
    re.relations,
    ev.evidence,
    ev.evidence_for,
    ev.evidence_against,
    (select count(*)::int from assessment v where v.claim_id = c.id and v.deleted_at is null) as assessments,
    (select count(*)::int from figure f where f.claim_id = c.id and f.deleted_at is null) as figures,
    ap.said_earliest as first_said_earliest,
    ap.published_earliest as first_published_earliest,
    ap.public_on as first_public_on,
    c.created_at as recorded_at,
    c.updated_at as changed_at,
    (c.created_at at time zone 'UTC')::date - ap.public_on as days_to_recording,
    s.circular,
    s.false_confirmations,
    array_to_string(n.topics, '; ') as topics_text,
    array_to_string(n.about, '; ') as about_text,
    array_to_string(n.claimants, '; ') as claimants_text
from claim c
cross join lateral (
    select
        array(
            select t.name from claim_topic ct join topic t on t.id = ct.topic_id
            where ct.claim_id = c.id order by ct.position) as topics,
        array(
            select s.name from claim_about ca join source s on s.id = ca.source_id
            where ca.claim_id = c.id order by ca.position) as about,
        array(
            select s.name
            from source s
            where s.id in (select v.source_id from voice v where v.claim_id = c.id and v.is_origin)
            order by s.name collate "und-x-icu", s.id) as claimants) n
left join claim_standing s on s.claim_id = c.id and {stored}
left join lateral (
    select max(h.at) as since, count(*)::int as changes, count(*) filter (where h.overridden)::int as overridden,
        min(h.at) filter (where h.to_status not in (select o.status from open_status o)) as settled_at
    from status_change h where h.claim_id = c.id) st on true
left join lateral (
    select count(*)::int as appearances,
        count(distinct p.article_id)::int as articles,
        count(distinct a.publisher_id)::int as publishers,
        coalesce(sum(k.links), 0)::int as links,
        coalesce(max(k.links), 0)::int as longest_chain,
        count(*) filter (where k.links = 0)::int as own_words,
        count(*) filter (where p.excerpt_gone)::int as excerpts_gone,
        min(k.said_earliest) as said_earliest,
        min(a.published_on_earliest) filter (where isfinite(a.published_on_earliest)) as published_earliest,
        min(p.known_from) filter (where isfinite(p.known_from)) as public_on
    from appearance p
    join article a on a.id = p.article_id
    cross join lateral (
        select count(*) as links,
            min(l.said_on_earliest) filter (where l.position = 0 and isfinite(l.said_on_earliest)) as said_earliest
        from attribution l where l.appearance_id = p.id) k
    where p.claim_id = c.id and p.deleted_at is null) ap on true
left join lateral (
    select count(*) filter (where r.type = 'DENIES' and r.acted_on)::int as denials,
        count(*) filter (where r.type = 'CONTRADICTS')::int as contradictions,
        count(*) filter (where r.type = 'DENIES' and not r.acted_on)::int as denies,
        count(*)::int as relations
    from (
        select i.type, true as acted_on, i.from_claim_id as other
        from relation i where i.to_claim_id = c.id and i.deleted_at is null
        union all
        select o.type, false, o.to_claim_id
        from relation o where o.from_claim_id = c.id and o.deleted_at is null
    ) r
    join claim other on other.id = r.other and other.deleted_at is null) re on true
left join lateral (
    select count(*)::int as evidence,
        count(*) filter (where e.stance = 'SUPPORTS')::int as evidence_for,
        count(*) filter (where e.stance = 'REFUTES')::int as evidence_against
    from evidence e where e.claim_id = c.id and e.deleted_at is null) ev on true
where c.deleted_at is null$claim$;

    status constant text := $status$
select c.number,
    'C-' || c.number as code,
    c.id,
    c.text,
    c.kind,
    c.status,
    coalesce((select max(h.at) from status_change h where h.claim_id = c.id), c.created_at) as status_since,
    c.stage,
    c.assignee
from claim c
where c.deleted_at is null$status$;

    -- Until the end of the transaction, what was at the instant is kept: see as_of.change_set.
    past constant text := $past$
declare
    %s
    awaited text[] := array(select as_of.committing());
    patience constant timestamptz := clock_timestamp() + interval '5 seconds';
begin
    if moment is null or moment > clock_timestamp() then
        raise exception 'the instant must be given, and not be in the future' using errcode = 'invalid_parameter_value';
    end if;
    -- Those that may have their time already, and cannot be seen yet.
    while awaited && array(select as_of.committing()) loop
        if clock_timestamp() > patience then
            raise exception 'a transaction takes very long to commit' using errcode = 'lock_not_available';
        end if;
        perform pg_sleep(0.002);
    end loop;
    perform set_config('claimtrail.as_of', as_of.instant(moment), true);
    if known_on is not null then
        perform set_config('claimtrail.known_on', known_on::text, true),
            set_config('search_path', 'known_on, as_of, pg_temp', true);
    end if;
    -- One statement for one claim and for all would be planned as if for all. By its id, one is found everywhere by index.
    return query execute %L
        || case when claim_number is not null
            then ' and c.id = (select k.id from claim k where k.number = $2)' else '' end
        || case when known_on is not null
            then ' and c.id in (select p.claim_id from appearance p where p.deleted_at is null)' else '' end
        using moment, claim_number, known_on;
end
$past$;

    made record;
begin
    execute 'create or replace view report.claim as' || replace(replace(claim, '{at}', 'now()'), '{stored}', 'true');
    execute 'create or replace view report.claim_status as' || status;
    for made in
        select *
        from (values
            ('claims_as_of', ', known_on date default null', '', 'claim', claim),
            ('status_as_of', '', 'known_on constant date := null;', 'claim_status', status)
        ) f (name, asked, otherwise, row, query)
    loop
        execute format(
            'create or replace function report.%1$I(moment timestamptz, claim_number bigint default null%4$s)
                returns setof report.%2$I
                language plpgsql security definer
                set search_path = as_of, pg_temp
                set jit = off
                as %3$L',
            made.name, made.row,
            format(past, made.otherwise, replace(replace(made.query, '{at}', '$1'), '{stored}', '$3 is null')),
            made.asked);
    end loop;
end
$report$;

create or replace view report.claim_topic as
select c.number as claim_number, ct.claim_id, ct.position, t.name as topic, ct.topic_id
from claim_topic ct
join claim c on c.id = ct.claim_id and c.deleted_at is null
join topic t on t.id = ct.topic_id;

create or replace view report.topic as
select t.id,
    t.name,
    t.description,
    (select count(*)::int from claim_topic ct where ct.topic_id = t.id)
        - (select count(*)::int from claim_topic ct join claim c on c.id = ct.claim_id
           where ct.topic_id = t.id and c.deleted_at is not null) as claims,
    t.created_at as recorded_at,
    t.updated_at as changed_at
from topic t
where t.deleted_at is null;

create or replace view report.claim_about as
select c.number as claim_number, ca.claim_id, ca.position, ca.source_id, s.name as source, s.kind as source_kind
from claim_about ca
join claim c on c.id = ca.claim_id and c.deleted_at is null
join source s on s.id = ca.source_id;

create or replace view report.appearance as
select p.id,
    c.number as claim_number,
    p.claim_id,
    p.position,
    p.article_id,
    a.url,
    a.citation,
    v.title,
    a.publisher_id,
    u.name as publisher,
    a.published_on,
    case when isfinite(a.published_on_earliest) then a.published_on_earliest end as published_on_earliest,
    case when isfinite(a.published_on_latest) then a.published_on_latest end as published_on_latest,
    case when isfinite(p.known_from) then p.known_from end as public_on,
    p.article_version,
    a.current_version,
    p.exact,
    p.prefix,
    p.suffix,
    p.start_offset,
    p.end_offset,
    p.fragment,
    p.excerpt_gone,
    (select count(*)::int from attribution l where l.appearance_id = p.id) as links,
    n.origin,
    p.excerpt_state,
    p.excerpt_gone_since,
    -- An id is of UUID version 7: it begins with the milliseconds since 1970 in which it was given.
    to_timestamp(('x' || translate(left(p.id::text, 13), '-', ''))::bit(48)::bigint / 1000.0) as recorded_at,
    array_to_string(n.origin, '; ') as origin_text
from appearance p
join claim c on c.id = p.claim_id and c.deleted_at is null
join article a on a.id = p.article_id
join article_version v on v.article_id = a.id and v.version = a.current_version
left join source u on u.id = a.publisher_id
cross join lateral (
    select array(
        select s.name
        from chain_voice v join source s on s.id = v.source_id
        where v.appearance_id = p.id and v.is_origin order by v.position) as origin) n
where p.deleted_at is null;

create or replace view report.attribution as
select l.id,
    c.number as claim_number,
    p.claim_id,
    l.appearance_id,
    p.article_id,
    l.position,
    l.position = 0 as is_origin,
    not exists (
        select from attribution n where n.appearance_id = l.appearance_id and n.position > l.position) as is_last,
    array(
        select s.name from attribution_source x join source s on s.id = x.source_id
        where x.attribution_id = l.id order by x.position) as speakers,
    l.role_as_stated,
    l.cue,
    l.mode,
    l.basis,
    l.quote,
    l.quote_language,
    l.original,
    l.original_language,
    l.translator,
    l.said_on,
    case when isfinite(l.said_on_earliest) then l.said_on_earliest end as said_on_earliest,
    case when isfinite(l.said_on_latest) then l.said_on_latest end as said_on_latest,
    l.venue,
    (select u.name from article a join source u on u.id = a.publisher_id where a.id = p.article_id) as publisher,
    (select string_agg(s.name, '; ' order by x.position)
     from attribution_source x join source s on s.id = x.source_id where x.attribution_id = l.id) as speakers_text
from attribution l
join appearance p on p.id = l.appearance_id and p.deleted_at is null
join claim c on c.id = p.claim_id and c.deleted_at is null;

create or replace view report.speaker as
select x.attribution_id,
    c.number as claim_number,
    p.claim_id,
    l.appearance_id,
    p.article_id,
    l.position as link_position,
    l.position = 0 as is_origin,
    x.position,
    exists (
        select from attribution_source o where o.attribution_id = x.attribution_id and o.source_id <> x.source_id
    ) as is_joint,
    x.source_id,
    s.name as source,
    s.kind as source_kind,
    s.country as source_country,
    s.reliability as source_reliability,
    l.basis,
    l.said_on,
    case when isfinite(l.said_on_earliest) then l.said_on_earliest end as said_on_earliest,
    case when isfinite(l.said_on_latest) then l.said_on_latest end as said_on_latest
from attribution_source x
join attribution l on l.id = x.attribution_id
join appearance p on p.id = l.appearance_id and p.deleted_at is null
join claim c on c.id = p.claim_id and c.deleted_at is null
join source s on s.id = x.source_id;

create or replace view report.claimant as
select claim_number,
    claim_id,
    source_id,
    source,
    source_kind,
    source_country,
    source_reliability,
    count(distinct appearance_id)::int as appearances,
    count(distinct appearance_id) filter (where publishes)::int as appearances_without_chain,
    min(said_on_earliest) filter (where isfinite(said_on_earliest)) as said_earliest,
    max(said_on_latest) filter (where isfinite(said_on_latest)) as said_latest
from (
    -- All that one may ask for stands in both, so that either is found by index: by claim as by source.
    select c.number as claim_number, c.id as claim_id, s.id as source_id, s.name as source, s.kind as source_kind,
        s.country as source_country, s.reliability as source_reliability,
        v.appearance_id, false as publishes, v.said_on_earliest, v.said_on_latest
    from claim c
    join chain_voice v on v.claim_id = c.id and v.is_origin
    join source s on s.id = v.source_id
    where c.deleted_at is null
    union all
    select c.number, c.id, s.id, s.name, s.kind, s.country, s.reliability,
        v.appearance_id, true, v.said_on_earliest, v.said_on_latest
    from claim c
    join publisher_voice v on v.claim_id = c.id and v.is_origin
    join source s on s.id = v.source_id
    where c.deleted_at is null
) made
group by claim_number, claim_id, source_id, source, source_kind, source_country, source_reliability;

create or replace view report.figure as
select f.id,
    c.number as claim_number,
    f.claim_id,
    c.text as claim_text,
    c.status as claim_status,
    f.position,
    f.measure_id,
    m.name as measure,
    coalesce(f.unit, m.unit) as unit,
    f.unit as stated_unit,
    m.unit as measure_unit,
    n.claimants,
    f.as_stated,
    f.qualifier,
    f.amount,
    f.lower_bound,
    f.upper_bound,
    coalesce(f.amount, f.lower_bound) as at_least,
    coalesce(f.amount, f.upper_bound) as at_most,
    f.period,
    case when isfinite(f.period_earliest) then f.period_earliest end as period_earliest,
    case when isfinite(f.period_latest) then f.period_latest end as period_latest,
    d.id as derived_from_id,
    case when d.id is not null then f.factor end as factor,
    case when d.id is not null then f.assumption end as assumption,
    o.id as alternative_to_id,
    exists (
        select from claim_figure_conflict fc where fc.claim_id = f.claim_id and fc.measure_id = f.measure_id
    ) as in_conflict,
    said.said_on,
    case when isfinite(said.earliest) then said.earliest end as said_on_earliest,
    case when isfinite(said.latest) then said.latest end as said_on_latest,
    said.day,
    converted.amount as amount_in_measure_unit,
    coalesce(converted.amount, converted.lower_bound) as at_least_in_measure_unit,
    coalesce(converted.amount, converted.upper_bound) as at_most_in_measure_unit,
    rate.id as exchange_rate_id,
    array_to_string(n.claimants, '; ') as claimants_text
from figure f
join claim c on c.id = f.claim_id and c.deleted_at is null
left join measure m on m.id = f.measure_id
cross join lateral (
    select array(
        select k.source
        from report.claimant k
        where k.claim_id = f.claim_id
        order by k.source collate "und-x-icu", k.source_id) as claimants) n
-- When it was said, as comparisons tell it: by the appearance of which it was said first, else published first. An aggregate
-- has one row, so that the planner leaves it out where nobody asks.
left join lateral (
    select (array_agg(x.said_on order by x.day, x.published, x.id))[1] as said_on,
        (array_agg(x.earliest order by x.day, x.published, x.id))[1] as earliest,
        (array_agg(x.latest order by x.day, x.published, x.id))[1] as latest,
        min(x.day) as day
    from (
        select p.id, l.said_on, l.said_on_earliest as earliest, l.said_on_latest as latest,
            a.published_on_earliest as published, coalesce(
                case when isfinite(l.said_on_earliest) then l.said_on_earliest end,
                case when isfinite(l.said_on_latest) then l.said_on_latest end,
                case when isfinite(a.published_on_earliest) then a.published_on_earliest end,
                case when isfinite(a.published_on_latest) then a.published_on_latest end) as day
        from appearance p
        join article a on a.id = p.article_id
        left join attribution l on l.appearance_id = p.id and l.position = 0
        where p.claim_id = f.claim_id and p.deleted_at is null) x) said on true
-- Units, as the service reads them, of a figure that has one of its own.
left join unit_size own on m.unit <> f.unit and own.unit_hash = sha256(convert_to(f.unit, 'UTF8'))
left join unit_size its on m.unit <> f.unit and its.unit_hash = sha256(convert_to(m.unit, 'UTF8'))
-- The rate that comparisons take: the last one up to the day of the figure, else the first after it, in either direction.
left join lateral (
    select (array_agg(x.id order by x.later, x.apart, x.id))[1] as id,
        (array_agg(x.rate order by x.later, x.apart, x.id))[1] as rate,
        (array_agg(x.from_currency order by x.later, x.apart, x.id))[1] as from_currency
    from (
        select greatest(date '0001-01-01', least(date '9999-12-31', coalesce(
            case when f.period_latest <> 'infinity' then f.period_latest end, said.day, date '9999-12-31'))) as day
        where own.currency <> its.currency) wanted
    cross join lateral (values (own.currency, its.currency), (its.currency, own.currency)) pair (from_currency, to_currency)
    cross join lateral (
        (select e.id, e.rate, e.from_currency, false as later, wanted.day - e.day as apart
         from exchange_rate e
         where e.from_currency = pair.from_currency and e.to_currency = pair.to_currency and e.day <= wanted.day
           and e.deleted_at is null
         order by e.day desc, e.id limit 1)
        union all
        (select e.id, e.rate, e.from_currency, true, e.day - wanted.day
         from exchange_rate e
         where e.from_currency = pair.from_currency and e.to_currency = pair.to_currency and e.day > wanted.day
           and e.deleted_at is null
         order by e.day, e.id limit 1)) x) rate on true
-- A number times the multiplier, plus the shift, by the divisor is the number in the measure's unit.
cross join lateral (
    select own.dividend * its.divisor * case when rate.from_currency = own.currency then rate.rate else 1 end as multiplier,
        case when own.kind = its.kind then own.shift * its.divisor - its.shift * own.divisor
            when rate.id is not null then 0 end as shift,
        own.divisor * its.dividend * case when rate.from_currency = its.currency then rate.rate else 1 end as divisor) size
cross join lateral (
    select
        case when m.id is null then null when f.unit is distinct from m.unit and f.unit is not null
            then trim_scale(round(round(f.amount * size.multiplier + size.shift, 30) / size.divisor, 30))
            else f.amount end as amount,
        case when m.id is null then null when f.unit is distinct from m.unit and f.unit is not null
            then trim_scale(round(round(f.lower_bound * size.multiplier + size.shift, 30) / size.divisor, 30))
            else f.lower_bound end as lower_bound,
        case when m.id is null then null when f.unit is distinct from m.unit and f.unit is not null
            then trim_scale(round(round(f.upper_bound * size.multiplier + size.shift, 30) / size.divisor, 30))
            else f.upper_bound end as upper_bound) converted
left join (figure d join claim dc on dc.id = d.claim_id and dc.deleted_at is null)
    on d.id = f.derived_from_id and d.deleted_at is null
left join (figure o join claim oc on oc.id = o.claim_id and oc.deleted_at is null)
    on o.id = f.alternative_to_id and o.deleted_at is null
where f.deleted_at is null;

create or replace view report.measure as
select m.id,
    m.name,
    m.unit,
    m.description,
    n.figures,
    n.claims,
    (select count(*)::int from claim_figure_conflict fc where fc.measure_id = m.id) as claims_in_conflict,
    m.created_at as recorded_at,
    m.updated_at as changed_at,
    m.nature
from measure m
left join lateral (
    select count(*)::int as figures, count(distinct f.claim_id)::int as claims
    from figure f join claim c on c.id = f.claim_id and c.deleted_at is null
    where f.measure_id = m.id and f.deleted_at is null) n on true
where m.deleted_at is null;

create or replace view report.relation as
select r.id,
    r.type,
    r.scope,
    r.from_claim_id,
    f.number as from_number,
    f.text as from_text,
    f.status as from_status,
    r.to_claim_id,
    t.number as to_number,
    t.text as to_text,
    t.status as to_status,
    g.id as figure_id,
    g.as_stated as figure_as_stated,
    r.act,
    r.nature,
    r.note,
    r.created_at as recorded_at,
    r.updated_at as changed_at
from relation r
join claim f on f.id = r.from_claim_id and f.deleted_at is null
join claim t on t.id = r.to_claim_id and t.deleted_at is null
left join figure g on g.id = r.figure_id and g.deleted_at is null
where r.deleted_at is null;

create or replace view report.denial as
select r.id,
    r.to_number as claim_number,
    r.to_claim_id as claim_id,
    r.to_text as claim_text,
    r.to_status as claim_status,
    r.from_number as denial_number,
    r.from_claim_id as denial_id,
    r.from_text as denial_text,
    r.from_status as denial_status,
    r.scope,
    r.figure_id,
    r.figure_as_stated,
    n.denied_by,
    n.denied_by_concerned,
    said.earliest as denied_earliest,
    said.latest as denied_latest,
    exists (
        select from retraction w
        where w.claim_id = r.from_claim_id and w.act = 'RETRACTION' and w.whole and w.by_all
          and not exists (
            select from retraction o
            where o.claim_id = w.by_claim_id and o.act = 'RETRACTION' and o.whole and o.by_all)) as retracted,
    r.note,
    r.recorded_at,
    r.changed_at,
    array_to_string(n.denied_by, '; ') as denied_by_text,
    array_to_string(n.denied_by_concerned, '; ') as denied_by_concerned_text
from report.relation r
cross join lateral (
    select
        array(
            select k.source
            from report.claimant k
            where k.claim_id = r.from_claim_id
            order by k.source collate "und-x-icu", k.source_id) as denied_by,
        array(
            select k.source
            from report.claimant k
            -- As standing tells it: by what a source was part of when it said so, else when that was published.
            cross join lateral (
                select min(coalesce(v.said_on_earliest, a.published_on_earliest)) as earliest,
                    max(coalesce(v.said_on_latest, a.published_on_latest)) as latest
                from voice v
                join appearance p on p.id = v.appearance_id
                join article a on a.id = p.article_id
                where v.claim_id = k.claim_id and v.source_id = k.source_id and v.is_origin) spoke
            where k.claim_id = r.from_claim_id and exists (
                with recursive part (id) as (
                    select k.source_id
                    union
                    select m.part_of_id
                    from membership m join part on m.source_id = part.id
                    where coalesce(m.since_earliest, '-infinity') <= coalesce(spoke.latest, 'infinity')
                      and coalesce(m.until_latest, 'infinity') >= coalesce(spoke.earliest, '-infinity')
                )
                select from part join claim_about a on a.source_id = part.id and a.claim_id = r.to_claim_id)
            order by k.source collate "und-x-icu", k.source_id) as denied_by_concerned) n
left join lateral (
    select min(k.said_earliest) as earliest, max(k.said_latest) as latest
    from report.claimant k where k.claim_id = r.from_claim_id) said on true
where r.type = 'DENIES';

create or replace view report.evidence as
select e.id,
    c.number as claim_number,
    e.claim_id,
    c.status as claim_status,
    e.stance,
    e.kind,
    e.title,
    e.url,
    e.archive_url,
    e.provider_id,
    s.name as provider,
    e.captured_on,
    case when isfinite(e.captured_on_earliest) then e.captured_on_earliest end as captured_on_earliest,
    case when isfinite(e.captured_on_latest) then e.captured_on_latest end as captured_on_latest,
    e.credibility::int as credibility,
    e.sha256,
    e.note,
    (select count(*)::int
     from assessment_evidence x join assessment a on a.id = x.assessment_id and a.deleted_at is null
     where x.evidence_id = e.id) as assessments,
    e.created_at as recorded_at,
    e.updated_at as changed_at
from evidence e
join claim c on c.id = e.claim_id and c.deleted_at is null
left join source s on s.id = e.provider_id
where e.deleted_at is null;

create or replace view report.assessment as
select a.id,
    c.number as claim_number,
    a.claim_id,
    c.status as claim_status,
    a.reviewer_id,
    s.name as reviewer,
    a.rating,
    a.rating_value,
    r.name as scale,
    r.worst as scale_worst,
    r.best as scale_best,
    round((a.rating_value - r.worst) / (r.best - r.worst), 4) as rating_share,
    a.summary,
    a.url,
    a.reviewed_on,
    case when isfinite(a.reviewed_on_earliest) then a.reviewed_on_earliest end as reviewed_on_earliest,
    case when isfinite(a.reviewed_on_latest) then a.reviewed_on_latest end as reviewed_on_latest,
    (select count(*)::int
     from assessment_evidence x join evidence e on e.id = x.evidence_id and e.deleted_at is null
     where x.assessment_id = a.id) as evidence,
    a.created_at as recorded_at,
    a.updated_at as changed_at
from assessment a
join claim c on c.id = a.claim_id and c.deleted_at is null
left join rating_scale r on r.id = a.scale_id
left join source s on s.id = a.reviewer_id
where a.deleted_at is null;

create or replace view report.note as
select n.id,
    c.number as claim_number,
    n.claim_id,
    c.status as claim_status,
    n.in_reply_to_id,
    n.text,
    n.author,
    n.edited_at,
    n.resolved_at is not null as resolved,
    n.resolved_at,
    n.resolved_by,
    n.created_at as recorded_at,
    n.updated_at as changed_at,
    case
        when n.assessment_id is not null then 'assessment'
        when n.claim_id is not null then 'claim'
        when n.source_id is not null then 'source'
        else 'article'
    end as thing,
    n.on_id as thing_id,
    n.source_id,
    s.name as source,
    n.article_id,
    n.assessment_id
from note n
left join claim c on c.id = n.claim_id
left join assessment a on a.id = n.assessment_id
left join source s on s.id = n.source_id
left join article r on r.id = n.article_id
where n.deleted_at is null and coalesce(c.deleted_at, a.deleted_at, s.deleted_at, r.deleted_at) is null;

create or replace view report.file as
select f.id,
    'evidence' as thing,
    e.id as thing_id,
    c.number as claim_number,
    c.id as claim_id,
    f.name,
    f.media_type,
    f.bytes,
    f.sha256,
    f.by as attached_by,
    f.created_at as attached_at,
    f.deleted_at as removed_at
from evidence_file f
join evidence e on e.id = f.evidence_id and e.deleted_at is null
join claim c on c.id = e.claim_id and c.deleted_at is null
union all
select f.id, 'note', n.id, n.claim_number, n.claim_id, f.name, f.media_type, f.bytes, f.sha256, f.by, f.created_at, f.deleted_at
from note_file f
join report.note n on n.id = f.note_id
union all
select f.id, 'article', a.id, null, null, f.name, f.media_type, f.bytes, f.sha256, f.by, f.created_at, f.deleted_at
from article_file f
join article a on a.id = f.article_id and a.deleted_at is null;

create or replace view report.status_change as
select h.id,
    c.number as claim_number,
    h.claim_id,
    h.from_status,
    h.to_status,
    h.at as changed_at,
    h.by as changed_by,
    h.reason,
    h.overridden,
    held.since as from_status_since,
    round(extract(epoch from h.at - held.since) / 86400, 2) as days_in_from_status,
    next.at as to_status_until,
    round(extract(epoch from coalesce(next.at, now()) - h.at) / 86400, 2) as days_in_to_status,
    next.at is null as is_latest
from status_change h
join claim c on c.id = h.claim_id and c.deleted_at is null
left join lateral (
    select coalesce((
        select b.at from status_change b
        where b.claim_id = h.claim_id and (b.at, b.id) < (h.at, h.id)
        order by b.at desc, b.id desc limit 1), c.created_at) as since) held on true
left join lateral (
    select n.at from status_change n
    where n.claim_id = h.claim_id and (n.at, n.id) > (h.at, h.id)
    order by n.at, n.id limit 1) next on true;

create or replace view report.stage_change as
select h.id,
    c.number as claim_number,
    h.claim_id,
    h.from_stage,
    h.to_stage,
    h.assignee,
    h.at as changed_at,
    h.by as changed_by,
    h.reason,
    next.at as to_stage_until,
    round(extract(epoch from coalesce(next.at, now()) - h.at) / 86400, 2) as days_in_to_stage,
    next.at is null as is_latest
from stage_change h
join claim c on c.id = h.claim_id and c.deleted_at is null
left join lateral (
    select n.at from stage_change n
    where n.claim_id = h.claim_id and (n.at, n.id) > (h.at, h.id)
    order by n.at, n.id limit 1) next on true;

create or replace view report.source as
select s.id,
    s.name,
    s.kind,
    array(select a.alias from source_alias a where a.source_id = s.id order by a.position) as aliases,
    array(
        select w.name from membership m join source w on w.id = m.part_of_id
        where m.source_id = s.id order by m.position) as part_of,
    s.description,
    s.homepage,
    s.country,
    s.wikidata_id,
    s.reliability,
    s.within_article_id,
    kept.made + coalesce(fresh.made, 0) as made,
    kept.made_unverified + coalesce(fresh.made_unverified, 0) as made_unverified,
    kept.made_corroborated + coalesce(fresh.made_corroborated, 0) as made_corroborated,
    kept.made_contested + coalesce(fresh.made_contested, 0) as made_contested,
    kept.made_confirmed + coalesce(fresh.made_confirmed, 0) as made_confirmed,
    kept.made_refuted + coalesce(fresh.made_refuted, 0) as made_refuted,
    kept.made_unverifiable + coalesce(fresh.made_unverifiable, 0) as made_unverifiable,
    kept.made_retracted + coalesce(fresh.made_retracted, 0) as made_retracted,
    kept.made_superseded + coalesce(fresh.made_superseded, 0) as made_superseded,
    kept.relayed + coalesce(fresh.relayed, 0) as relayed,
    kept.relayed_confirmed + coalesce(fresh.relayed_confirmed, 0) as relayed_confirmed,
    kept.relayed_refuted + coalesce(fresh.relayed_refuted, 0) as relayed_refuted,
    kept.denied + coalesce(fresh.denied, 0) as denied,
    kept.denied_confirmed + coalesce(fresh.denied_confirmed, 0) as denied_confirmed,
    kept.denied_refuted + coalesce(fresh.denied_refuted, 0) as denied_refuted,
    (select count(*)::int from claim_about ca join claim c on c.id = ca.claim_id and c.deleted_at is null
     where ca.source_id = s.id) as about,
    (select count(*)::int from article a where a.publisher_id = s.id and a.deleted_at is null) as articles,
    (select count(*)::int from evidence e join claim c on c.id = e.claim_id and c.deleted_at is null
     where e.provider_id = s.id and e.deleted_at is null) as evidence,
    (select count(*)::int from assessment v join claim c on c.id = v.claim_id and c.deleted_at is null
     where v.reviewer_id = s.id and v.deleted_at is null) as assessments,
    s.created_at as recorded_at,
    s.updated_at as changed_at,
    (select string_agg(a.alias, '; ' order by a.position) from source_alias a where a.source_id = s.id) as aliases_text,
    (select string_agg(w.name, '; ' order by m.position) from membership m join source w on w.id = m.part_of_id
     where m.source_id = s.id) as part_of_text
from source s
-- What is kept of it, but for claims that something was changed of since: these are counted from their chains.
left join lateral (
    select count(*) filter (where k.made)::int as made,
        count(*) filter (where k.made and k.status = 'UNVERIFIED')::int as made_unverified,
        count(*) filter (where k.made and k.status = 'CORROBORATED')::int as made_corroborated,
        count(*) filter (where k.made and k.status = 'CONTESTED')::int as made_contested,
        count(*) filter (where k.made and k.status = 'CONFIRMED')::int as made_confirmed,
        count(*) filter (where k.made and k.status = 'REFUTED')::int as made_refuted,
        count(*) filter (where k.made and k.status = 'UNVERIFIABLE')::int as made_unverifiable,
        count(*) filter (where k.made and k.status = 'RETRACTED')::int as made_retracted,
        count(*) filter (where k.made and k.status = 'SUPERSEDED')::int as made_superseded,
        count(*) filter (where k.relayed)::int as relayed,
        count(*) filter (where k.relayed and k.status = 'CONFIRMED')::int as relayed_confirmed,
        count(*) filter (where k.relayed and k.status = 'REFUTED')::int as relayed_refuted,
        count(*) filter (where k.denied)::int as denied,
        count(*) filter (where k.denied and k.status = 'CONFIRMED')::int as denied_confirmed,
        count(*) filter (where k.denied and k.status = 'REFUTED')::int as denied_refuted
    from source_act k
    where k.source_id = s.id
      and not exists (select from source_act_mark a where a.claim_id is null)
      and k.claim_id not in (select p.claim_id from source_act_pending p)) kept on true
left join (
    select k.source_id,
        count(*) filter (where k.made)::int as made,
        count(*) filter (where k.made and k.status = 'UNVERIFIED')::int as made_unverified,
        count(*) filter (where k.made and k.status = 'CORROBORATED')::int as made_corroborated,
        count(*) filter (where k.made and k.status = 'CONTESTED')::int as made_contested,
        count(*) filter (where k.made and k.status = 'CONFIRMED')::int as made_confirmed,
        count(*) filter (where k.made and k.status = 'REFUTED')::int as made_refuted,
        count(*) filter (where k.made and k.status = 'UNVERIFIABLE')::int as made_unverifiable,
        count(*) filter (where k.made and k.status = 'RETRACTED')::int as made_retracted,
        count(*) filter (where k.made and k.status = 'SUPERSEDED')::int as made_superseded,
        count(*) filter (where k.relayed)::int as relayed,
        count(*) filter (where k.relayed and k.status = 'CONFIRMED')::int as relayed_confirmed,
        count(*) filter (where k.relayed and k.status = 'REFUTED')::int as relayed_refuted,
        count(*) filter (where k.denied)::int as denied,
        count(*) filter (where k.denied and k.status = 'CONFIRMED')::int as denied_confirmed,
        count(*) filter (where k.denied and k.status = 'REFUTED')::int as denied_refuted
    from (
        select p.claim_id from source_act_pending p
        union
        select c.id from claim c where exists (select from source_act_mark a where a.claim_id is null)
    ) p
    cross join lateral (select * from source_act_present a where a.claim_id = p.claim_id offset 0) k
    group by k.source_id) fresh on fresh.source_id = s.id
where s.deleted_at is null;

create or replace view report.membership as
select m.id,
    m.source_id,
    s.name as source,
    m.part_of_id,
    w.name as part_of,
    m.since,
    case when isfinite(m.since_earliest) then m.since_earliest end as since_earliest,
    case when isfinite(m.since_latest) then m.since_latest end as since_latest,
    m.until,
    case when isfinite(m.until_earliest) then m.until_earliest end as until_earliest,
    case when isfinite(m.until_latest) then m.until_latest end as until_latest
from membership m
join source s on s.id = m.source_id and s.deleted_at is null
join source w on w.id = m.part_of_id and w.deleted_at is null;

create or replace view report.article as
select a.id,
    a.url,
    a.citation,
    a.medium,
    v.title,
    a.publisher_id,
    u.name as publisher,
    array(select w.name from article_author w where w.article_id = a.id order by w.position) as authors,
    a.language,
    a.published_on,
    case when isfinite(a.published_on_earliest) then a.published_on_earliest end as published_on_earliest,
    case when isfinite(a.published_on_latest) then a.published_on_latest end as published_on_latest,
    a.retrieved_at,
    a.archive_url,
    v.body is not null as has_body,
    a.current_version as versions,
    e.silent_edits,
    e.corrections,
    v.note is not distinct from 'WITHDRAWN' as withdrawn,
    v.recorded_at as last_version_at,
    n.appearances,
    n.claims,
    n.excerpts_gone,
    a.created_at as recorded_at,
    a.updated_at as changed_at,
    array(select x.url from article_address x where x.article_id = a.id order by x.position) as addresses,
    (select string_agg(w.name, '; ' order by w.position) from article_author w where w.article_id = a.id) as authors_text,
    (select string_agg(x.url, ' ' order by x.position) from article_address x where x.article_id = a.id) as addresses_text
from article a
join article_version v on v.article_id = a.id and v.version = a.current_version
left join source u on u.id = a.publisher_id
left join lateral (
    select count(*) filter (where o.note = 'SILENT')::int as silent_edits,
        count(*) filter (where o.note = 'CORRECTED')::int as corrections
    from article_version o where o.article_id = a.id) e on true
left join lateral (
    select count(*)::int as appearances,
        count(distinct p.claim_id)::int as claims,
        count(*) filter (where p.excerpt_gone)::int as excerpts_gone
    from appearance p join claim c on c.id = p.claim_id and c.deleted_at is null
    where p.article_id = a.id and p.deleted_at is null) n on true
where a.deleted_at is null;

create or replace view report.article_version as
select v.article_id,
    v.version,
    v.version = a.current_version as is_latest,
    v.title,
    v.body,
    length(v.body) as characters,
    v.sha256,
    v.note,
    v.recorded_at
from article_version v
join article a on a.id = v.article_id and a.deleted_at is null;

create or replace view report.exchange_rate as
select r.id,
    r.from_currency,
    r.to_currency,
    r.rate,
    r.day,
    r.source_id,
    s.name as source,
    r.url,
    r.created_at as recorded_at,
    r.updated_at as changed_at
from exchange_rate r
join source s on s.id = r.source_id
where r.deleted_at is null;

-- Claims that REPEATS joins share their origins, each of which is shown with every one of them. What nobody recorded a
-- publisher of is called after its site, as standing calls it.
create or replace view report.claim_origin as
select c.number as claim_number,
    c.id as claim_id,
    o.origin_id,
    coalesce(w.name, a.site, 'unknown publisher' || coalesce(' of "' || v.title || '"', '')) as origin,
    o.named_after_id as origin_source_id,
    w.kind as origin_source_kind,
    n.sources,
    o.known,
    o.named,
    o.inferred,
    o.appearances,
    o.first_said_on,
    case when isfinite(o.first_said_on_earliest) then o.first_said_on_earliest end as first_said_on_earliest,
    case when isfinite(o.first_said_on_latest) then o.first_said_on_latest end as first_said_on_latest,
    o.latest_said_on,
    case when isfinite(o.latest_said_on_earliest) then o.latest_said_on_earliest end as latest_said_on_earliest,
    case when isfinite(o.latest_said_on_latest) then o.latest_said_on_latest end as latest_said_on_latest,
    g.number as group_number,
    array_to_string(n.sources, '; ') as sources_text
from claim c
join claim_standing s on s.claim_id = c.id
join claim_origin o on o.group_id = coalesce(s.group_id, s.claim_id)
join claim g on g.id = o.group_id
left join source w on w.id = o.named_after_id
left join article a on a.id = o.article_id
left join article_version v on v.article_id = a.id and v.version = a.current_version
cross join lateral (
    select case when o.article_id is null then array(
        select x.name from source x where x.id = any (o.sources) order by x.name collate "und-x-icu", x.id)
        else array[coalesce(a.site, 'unknown publisher' || coalesce(' of "' || v.title || '"', ''))] end as sources) n
where c.deleted_at is null;

create or replace view report.claim_origin_source as
select c.number as claim_number,
    c.id as claim_id,
    o.origin_id,
    x.id as source_id,
    x.name as source,
    x.kind as source_kind,
    x.country as source_country,
    x.reliability as source_reliability
from claim c
join claim_standing s on s.claim_id = c.id
join claim_origin o on o.group_id = coalesce(s.group_id, s.claim_id)
cross join lateral unnest(o.sources) w (id)
join source x on x.id = w.id
where c.deleted_at is null;

-- Upwards from each source, by the memberships that can have held at the same time, as standing counts them. It is at the top
-- of itself, or what it reaches is, on the days on which that was part of nothing.
create or replace view report.source_root as
select s.id as source_id,
    s.name as source,
    s.kind as source_kind,
    r.id as root_id,
    w.name as root,
    w.kind as root_kind,
    case when not lower_inf(t.days) then lower(t.days) end as from_day,
    case when not upper_inf(t.days) then upper(t.days) - 1 end as until_day,
    r.steps
from source s
cross join lateral (
    with recursive up (id, days, steps) as (
        select s.id, daterange(null, null), 0
        union
        select m.part_of_id, up.days * m.days, up.steps + 1
        from up
        cross join lateral (
            select p.part_of_id, daterange(
                case when isfinite(p.since_earliest) then p.since_earliest end,
                case when isfinite(p.until_latest) then p.until_latest end, '[]') as days
            from membership p
            where p.source_id = up.id) m
        where up.days && m.days
    )
    select u.id, min(u.steps) as steps, range_agg(u.days - b.days) as days
    from (select id, datemultirange(days) as days, steps from up) u
    cross join lateral (
        select coalesce(range_agg(daterange(
            case when isfinite(p.since_earliest) then p.since_earliest end,
            case when isfinite(p.until_latest) then p.until_latest end, '[]')), '{}') as days
        from membership p
        where p.source_id = u.id) b
    group by u.id) r
join source w on w.id = r.id
cross join lateral unnest(r.days) t (days)
where s.deleted_at is null;

-- How good they are that propose claims: by what became of what they proposed.
create or replace view report.proposers as
select p.proposer,
    p.proposer_version as version,
    count(*)::int as proposed,
    (count(*) filter (where p.state = 'ACCEPTED'))::int as accepted,
    (count(*) filter (where p.edited))::int as edited,
    (count(*) filter (where p.state = 'REJECTED'))::int as rejected,
    (count(*) filter (where p.state = 'OPEN'))::int as open,
    round((count(*) filter (where p.state = 'ACCEPTED'))::numeric / nullif(count(*) filter (where p.state <> 'OPEN'), 0), 4) as precision
from proposal p
group by p.proposer, p.proposer_version;

-- What is shown, in words. What is given for a column of any view stands where none is given for that view.
do $meanings$
declare
    meaning record;
begin
    for meaning in
        select format('comment on view report.%I is %L', v.name, v.meaning) as said
        from (values
            ('contract', 'One row: the version of this contract, and how far what the views show can be relied upon.'),
            ('claim', 'One row a claim, with everything about it that can be counted. The columns from suggested_status to figures_conflict are what the service computed last: see contract.standings_waiting.'),
            ('claim_status', 'One row a claim: what the desk holds of it, and where the work is. The rows that status_as_of() shows of an instant.'),
            ('claim_topic', 'One row a topic of a claim.'),
            ('topic', 'One row a topic: what claims are filed under.'),
            ('claim_about', 'One row a source that a claim is about.'),
            ('appearance', 'One row a place where a claim is made.'),
            ('attribution', 'One row a link of an appearance''s chain, however many speak in it. The publisher, who is the implied last link, has no row.'),
            ('speaker', 'One row a source that speaks in a link: a joint statement of two governments has two.'),
            ('claimant', 'One row a claim and a source that makes it: in the first link of a chain, or as the publisher of an article that speaks for itself. A source that makes a claim in several places has one row.'),
            ('figure', 'One row a figure of a claim.'),
            ('measure', 'One row a measure: what figures of several claims count in common.'),
            ('relation', 'One row a relation: how the claim "from" bears on the claim "to".'),
            ('denial', 'One row a denial of a claim: a relation DENIES. A claim that denies three others has three.'),
            ('evidence', 'One row a piece of evidence on a claim.'),
            ('assessment', 'One row a verdict that a reviewer published on a claim.'),
            ('note', 'One row a note on a claim, an assessment of one, a source or an article: what people at the desk say to each other about it.'),
            ('file', 'One row a file that is or was attached to evidence, to a note or to an article.'),
            ('proposers', 'One row a version of what proposes claims: what became of those that it read in articles.'),
            ('status_change', 'One row a change of a claim''s status, with the time in the status before and after. The first status of a claim, UNVERIFIED, began when the claim was recorded and has no row of its own.'),
            ('stage_change', 'One row a change of a claim''s stage or assignee.'),
            ('source', 'One row a source, with its record: how many claims it made, relayed and denied, by the status that these have now, as GET /sources/{id}/record tells it.'),
            ('membership', 'One row a membership: that a source is, or was, part of another.'),
            ('article', 'One row an article, with how often it was changed and how many claims appear in it.'),
            ('article_version', 'One row a version of an article: what it said at a time.'),
            ('claim_origin', 'One row a claim and an independent origin of it: sources that have it from nobody else and belong together, however many articles lead back to them; as GET /claims/{id}/standing tells them. Computed by the service: see contract.standings_waiting.'),
            ('claim_origin_source', 'One row a claim, an independent origin of it, and a source of that. An origin that is only known by the address of an article has no row.'),
            ('source_root', 'One row a source, what it belongs to at the top, and a span of days: the government of a ministry. A source that is part of nothing is at the top of itself. Where it can have belonged to several, each has a row.'),
            ('exchange_rate', 'One row a rate of exchange, by which figures are compared.')) v (name, meaning)
        union all
        select format('comment on function %s is %L', p.oid::regprocedure, f.meaning)
        from (values
            ('claims_as_of', 'The rows of report.claim as they were at an instant, of all claims or of the one with this number. Days count up to the instant. With known_on, only claims and material that had been published by the end of that day; how claims stood is absent then.'),
            ('status_as_of', 'The rows of report.claim_status as they were at an instant, of all claims or of the one with this number.')) f (name, meaning)
        join pg_proc p on p.pronamespace = 'report'::regnamespace and p.proname = f.name
        union all
        select format('comment on column report.%I.%I is %L', c.relname, a.attname, coalesce(
            own.meaning,
            shared.meaning,
            -- Each list is shown as text, too.
            case when a.attname ~ '_text$' then format(
                'The same as %s, in one text, for tools that do not read arrays.', substring(a.attname from '^(.*)_text$'))
            -- Each date that is not exact is shown in three columns.
            when a.attname ~ '_(earliest|latest)$' then format(
                'The %s day that %s can mean; absent where that is open or not known.',
                substring(a.attname from '_(earliest|latest)$'), substring(a.attname from '^(.*)_(?:earliest|latest)$'))
            end))
        from pg_class c
        join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
        left join (values
            ('contract', 'version', 'The version of db/report/README.md: the first number grows where something is renamed, dropped or means something else, the second where something is added.'),
            ('contract', 'standings_waiting', 'How many changes the service has still to work into what it computes: origins, suggestions, conflicts. 0 where these are right to the moment; usually after a second.'),
            ('contract', 'history_begins_at', 'The first instant that the functions ..._as_of() can be asked about; absent where the whole history is kept.'),
            ('claim', 'claimants', 'The names of the sources that make it, in the first link of a chain or as the publisher of an article that speaks for itself; one a row in report.claimant.'),
            ('claim', 'topics', 'What it is filed under; one a row in report.claim_topic.'),
            ('claim', 'about', 'The names of those whom it is about; one a row in report.claim_about.'),
            ('claim', 'id', 'The claim''s identifier: UUIDv7.'),
            ('claim_status', 'id', 'The claim''s identifier: UUIDv7.'),
            ('claim', 'occurred', 'When what it describes happened or is to happen, as written (EDTF).'),
            ('claim', 'resolves_by', 'When a prediction can be checked, as written (EDTF).'),
            ('claim', 'overdue', 'Whether the day by which it could be checked has passed, nothing is settled and nobody assessed it.'),
            ('claim', 'days_in_status', 'How many days it has had its status.'),
            ('claim', 'status_changes', 'How often its status was changed.'),
            ('claim', 'status_overridden', 'How many of these changes overruled the rules.'),
            ('claim', 'first_settled_at', 'When it was first given a status that settles it: CONFIRMED, REFUTED, UNVERIFIABLE, RETRACTED or SUPERSEDED. Absent where it never was.'),
            ('claim', 'days_to_settle', 'How many days that was after it was recorded.'),
            ('claim', 'suggested_status', 'The status that the record suggests. Absent until it was computed.'),
            ('claim', 'origins', 'How many independent origins it has, together with the claims that REPEATS joins to it in full, when every chain is followed to its first link. Absent until it was computed.'),
            ('claim', 'single_source', 'Whether it rests on one independent origin at most, however many articles have it.'),
            ('claim', 'denied', 'Whether a denial of it stands, or of a claim that REPEATS joins to it: one that was not retracted.'),
            ('claim', 'contradicted', 'Whether a contradiction of it stands, or of a claim that REPEATS joins to it.'),
            ('claim', 'figures_conflict', 'Whether a figure of it conflicts with one that another claim puts on the same measure.'),
            ('claim', 'appearances', 'In how many places it is made.'),
            ('claim', 'articles', 'In how many articles.'),
            ('claim', 'publishers', 'Of how many publishers, as far as they are known.'),
            ('claim', 'links', 'How many links its chains have together.'),
            ('claim', 'longest_chain', 'How many links the longest has.'),
            ('claim', 'excerpts_gone', 'Of how many appearances the excerpt is gone from the newest version of the article.'),
            ('claim', 'denials', 'How many claims on record deny it, or a part of it; those that deny only what it repeats are not counted.'),
            ('claim', 'contradictions', 'How many claims on record contradict it, or are contradicted by it, which is the same.'),
            ('claim', 'denies', 'How many claims it denies.'),
            ('claim', 'relations', 'How many relations it has to other claims, in either direction.'),
            ('claim', 'evidence', 'How many pieces of evidence it has.'),
            ('claim', 'evidence_for', 'How many of these support it.'),
            ('claim', 'evidence_against', 'How many refute it.'),
            ('claim', 'assessments', 'How many verdicts on it are on record.'),
            ('claim', 'figures', 'How many figures it has.'),
            ('claim', 'first_said_earliest', 'The earliest day on which an origin of it can have said it, of those that are dated.'),
            ('claim', 'first_published_earliest', 'The earliest day on which an article with it can have been published, of those that are dated.'),
            ('claim', 'first_public_on', 'The first day by the end of which it had been published for sure, whatever the dates leave open: as knownOn counts.'),
            ('claim', 'days_to_recording', 'How many days after first_public_on it was recorded here; below 0 where that was later.'),
            ('claim', 'circular', 'Whether some of those who relay it have it from each other, directly or through others, so that a chain leads back to itself. Absent until it was computed.'),
            ('claim', 'false_confirmations', 'How often an article names a source for it that another article shows to have it from somebody else: what looks like a confirmation, and is none. Absent until it was computed.'),
            ('claim_origin', 'origin_id', 'Which one of the claim: the source with the lowest id of those that are it, else the article after which it is called.'),
            ('claim_origin', 'origin', 'What it is called: what its sources are all part of, such as the government of two ministries, or the one source that it is.'),
            ('claim_origin', 'origin_source_id', 'The source of that name: report.source.id. Absent where it is called after the address of an article.'),
            ('claim_origin', 'origin_source_kind', 'What that source is: see report.source.kind.'),
            ('claim_origin', 'sources', 'The names of the sources that have it from nobody else; one a row in report.claim_origin_source.'),
            ('claim_origin', 'known', 'Whether it counts towards CORROBORATED: it has a name, and somebody recorded that it says so.'),
            ('claim_origin', 'named', 'Whether anybody of it, or above, has a name; "a senior official" of nothing has none.'),
            ('claim_origin', 'inferred', 'Whether nobody recorded that it says so: its publisher was inferred from another article of the same site, or from the address.'),
            ('claim_origin', 'appearances', 'How many appearances lead back to it, of all claims of the group.'),
            ('claim_origin', 'first_said_on', 'When it was said first, as written (EDTF).'),
            ('claim_origin', 'latest_said_on', 'When it was said last, as written (EDTF).'),
            ('claim_origin', 'group_number', 'The number of the claim that stands for all that REPEATS joins in full, and that share their origins: count origins by this and origin_id to count each once.'),
            ('claim_origin_source', 'origin_id', 'The origin: report.claim_origin.origin_id.'),
            ('source_root', 'root_id', 'What it belongs to at the top: report.source.id.'),
            ('source_root', 'root', 'The name of that.'),
            ('source_root', 'root_kind', 'What that is: see report.source.kind.'),
            ('source_root', 'from_day', 'The first day on which it can have been so; absent where that is open or not known.'),
            ('source_root', 'until_day', 'The last day on which it can have been so; absent where that is open or not known.'),
            ('source_root', 'steps', 'How many memberships lie between; 0 where it is part of nothing.'),
            ('claim_topic', 'topic', 'What the topic is called.'),
            ('claim_topic', 'position', 'Order among the topics of the claim, from 0.'),
            ('claim_topic', 'topic_id', 'The topic: report.topic.id.'),
            ('topic', 'id', 'The topic''s identifier: UUIDv7.'),
            ('topic', 'name', 'What it is called.'),
            ('topic', 'description', 'What belongs under it and what does not.'),
            ('topic', 'claims', 'How many claims are filed under it.'),
            ('claim_about', 'position', 'Order among those whom the claim is about, from 0.'),
            ('appearance', 'id', 'The appearance''s identifier: UUIDv7.'),
            ('appearance', 'position', 'Order within the claim, from 0.'),
            ('appearance', 'public_on', 'The latest day on which it can have become public: its article''s, else the last on which it was said.'),
            ('appearance', 'article_version', 'The version of the article that it was seen in.'),
            ('appearance', 'current_version', 'The newest version of the article.'),
            ('appearance', 'exact', 'The excerpt itself (W3C TextQuoteSelector).'),
            ('appearance', 'prefix', 'What stands before the excerpt.'),
            ('appearance', 'suffix', 'What stands after the excerpt.'),
            ('appearance', 'start_offset', 'The first character of the excerpt, from 0 (W3C TextPositionSelector).'),
            ('appearance', 'end_offset', 'The character after its last.'),
            ('appearance', 'fragment', 'The part of a recording or a document (W3C FragmentSelector): "t=513,533" for seconds.'),
            ('appearance', 'excerpt_gone', 'Whether the newest version of the article no longer has the excerpt.'),
            ('appearance', 'excerpt_state', 'STANDS in the newest version; MOVED: elsewhere in it than between prefix and suffix; GONE; or NEVER in the version that it was seen in. Absent where no text or no excerpt is kept.'),
            ('appearance', 'excerpt_gone_since', 'The first version since which the excerpt is gone.'),
            ('appearance', 'recorded_at', 'When it was recorded here, to the millisecond.'),
            ('appearance', 'links', 'How many links its chain has; 0 where the article speaks for itself.'),
            ('appearance', 'origin', 'The names of those who speak in the first link; empty where the article speaks for itself.'),
            ('attribution', 'id', 'The link''s identifier: UUIDv7.'),
            ('attribution', 'position', 'Place in the chain; 0 is the origin.'),
            ('attribution', 'is_origin', 'Whether it is the first link, from which the others have it.'),
            ('attribution', 'is_last', 'Whether it is the last link before the publisher.'),
            ('attribution', 'speakers', 'The names of those who speak in it, several where they speak jointly; one a row in report.speaker.'),
            ('attribution', 'role_as_stated', 'How the article calls the speaker: "US national security spokesman".'),
            ('attribution', 'cue', 'The words that attribute: "told reporters".'),
            ('attribution', 'mode', 'DIRECT, INDIRECT, MIXED, DOCUMENT or IMAGERY.'),
            ('attribution', 'quote', 'What was said, verbatim.'),
            ('attribution', 'quote_language', 'The language of the quote: BCP 47.'),
            ('attribution', 'original', 'The quote before translation.'),
            ('attribution', 'original_language', 'The language of the original: BCP 47.'),
            ('attribution', 'translator', 'Who translated it.'),
            ('attribution', 'venue', 'Where or to whom it was said: "news conference".'),
            ('attribution', 'publisher', 'The name of the article''s publisher, who is the implied last link.'),
            ('speaker', 'attribution_id', 'The link that it speaks in: report.attribution.id.'),
            ('speaker', 'link_position', 'Place of the link in the chain; 0 is the origin.'),
            ('speaker', 'is_origin', 'Whether it speaks in the first link.'),
            ('speaker', 'position', 'Order among those who speak in the link, from 0.'),
            ('speaker', 'is_joint', 'Whether others speak in the link, too.'),
            ('claimant', 'appearances', 'In how many places it makes the claim.'),
            ('claimant', 'appearances_without_chain', 'In how many of these as the publisher of an article that speaks for itself.'),
            ('claimant', 'said_earliest', 'The earliest day on which it can have said it, or published it itself; of those that are dated.'),
            ('claimant', 'said_latest', 'The latest day on which it can have said it, or published it itself; of those that are dated.'),
            ('figure', 'id', 'The figure''s identifier: UUIDv7.'),
            ('figure', 'position', 'Order within the claim, from 0.'),
            ('figure', 'measure', 'What it counts, in common with figures of other claims.'),
            ('figure', 'unit', 'The unit that its numbers are in: as stated, else the measure''s.'),
            ('figure', 'stated_unit', 'The unit as stated, where it differs from the measure''s.'),
            ('figure', 'measure_unit', 'The unit of the measure.'),
            ('figure', 'claimants', 'The names of those who make the claim: report.claimant.'),
            ('figure', 'as_stated', 'The words of the source: "about 6,700 containers".'),
            ('figure', 'qualifier', 'EXACT and ABOUT have an amount; AT_LEAST and MORE_THAN a lower bound; AT_MOST, LESS_THAN and NEARLY an upper bound; BETWEEN both; DOZENS, HUNDREDS, THOUSANDS, MILLIONS and UNSTATED none.'),
            ('figure', 'amount', 'The number itself, exact to the digit.'),
            ('figure', 'lower_bound', 'The stated lower bound; absent where none was stated.'),
            ('figure', 'upper_bound', 'The stated upper bound; absent where none was stated.'),
            ('figure', 'at_least', 'The amount or else the lower bound: the lower end, for charts. "About" is not widened.'),
            ('figure', 'at_most', 'The amount or else the upper bound: the upper end, for charts.'),
            ('figure', 'period', 'The time that it counts over, as written (EDTF).'),
            ('figure', 'derived_from_id', 'The figure that the claimant computed it from.'),
            ('figure', 'factor', 'The number that the other figure was multiplied by.'),
            ('figure', 'assumption', 'The assumption that the derivation rests on.'),
            ('figure', 'alternative_to_id', 'The figure that it is an alternative to: "or 500,000 rockets".'),
            ('figure', 'said_on', 'When the claim was said first, as written (EDTF): of the appearance by which day is told.'),
            ('figure', 'day', 'The first day on which the claim can have been said, else published: for charts over time.'),
            ('figure', 'amount_in_measure_unit', 'The amount in the unit of the measure: 150 of 150,000 kg where that is t. Absent where the figure has no measure, or its unit does not convert. Units are read by the service a moment after they were written.'),
            ('figure', 'at_least_in_measure_unit', 'The lower end in the unit of the measure, for charts of several figures.'),
            ('figure', 'at_most_in_measure_unit', 'The upper end in the unit of the measure, for charts of several figures.'),
            ('figure', 'exchange_rate_id', 'The rate by which an amount of another currency was converted: report.exchange_rate.id.'),
            ('figure', 'in_conflict', 'Whether a figure that the claim puts on this measure conflicts with one of another claim.'),
            ('measure', 'id', 'The measure''s identifier: UUIDv7.'),
            ('measure', 'name', 'What is counted: "containers shipped from North Korea to Russia".'),
            ('measure', 'unit', 'The unit that figures are given in, unless they say otherwise.'),
            ('measure', 'description', 'What counts and what does not.'),
            ('measure', 'nature', 'FLOW (adds up over its period), STOCK (holds at a time) or RATE; absent where nobody told.'),
            ('measure', 'figures', 'How many figures claims put on it.'),
            ('measure', 'claims', 'How many claims put figures on it.'),
            ('measure', 'claims_in_conflict', 'How many of these have a figure that conflicts with another claim''s.'),
            ('relation', 'id', 'The relation''s identifier: UUIDv7.'),
            ('relation', 'type', 'DENIES, CONTRADICTS, CORROBORATES, REPEATS, QUALIFIES, UPDATES, CORRECTS, RETRACTS, RESPONDS_TO, DERIVED_FROM or ALTERNATIVE_TO.'),
            ('relation', 'from_claim_id', 'The claim that acts: the denial.'),
            ('relation', 'from_number', 'Its number.'),
            ('relation', 'from_text', 'Its text.'),
            ('relation', 'from_status', 'The status that it has now.'),
            ('relation', 'to_claim_id', 'The claim that is acted on: what is denied.'),
            ('relation', 'to_number', 'Its number.'),
            ('relation', 'to_text', 'Its text.'),
            ('relation', 'to_status', 'The status that it has now.'),
            ('relation', 'act', 'Of RETRACTS: RETRACTION, CORRECTION or CLARIFICATION.'),
            ('relation', 'nature', 'Of CONTRADICTS: DIRECT, SCOPE, PERIOD, DEFINITION or MEASURE.'),
            ('denial', 'id', 'The relation''s identifier: report.relation.id.'),
            ('denial', 'claim_number', 'The number of the claim that is denied.'),
            ('denial', 'claim_id', 'The claim that is denied: report.claim.id.'),
            ('denial', 'denial_number', 'The number of the claim that denies it.'),
            ('denial', 'denial_id', 'The claim that denies it: report.claim.id.'),
            ('denial', 'denial_text', 'The text of the claim that denies it.'),
            ('denial', 'denial_status', 'What the desk holds of that.'),
            ('denial', 'denied_by', 'The names of those who deny it: the claimants of the denial.'),
            ('denial', 'denied_by_concerned', 'Those of them whom the claim is about, or who can have been part of that when they said so, else when that was published.'),
            ('denial', 'denied_earliest', 'The earliest day on which it can have been denied, of the denials'' dates.'),
            ('denial', 'denied_latest', 'The latest day on which it can have been denied, of the denials'' dates.'),
            ('denial', 'retracted', 'Whether a claim on record retracts the denial, as a whole.'),
            ('evidence', 'id', 'The identifier of the evidence: UUIDv7.'),
            ('evidence', 'stance', 'SUPPORTS, REFUTES or CONTEXT.'),
            ('evidence', 'kind', 'DOCUMENT, IMAGE, VIDEO, DATA, STATEMENT or ARTICLE.'),
            ('evidence', 'title', 'What it is.'),
            ('evidence', 'url', 'Where it is.'),
            ('evidence', 'provider_id', 'The source that provided it: report.source.id.'),
            ('evidence', 'provider', 'That source''s name.'),
            ('evidence', 'captured_on', 'When it was made, as written (EDTF).'),
            ('evidence', 'credibility', 'Admiralty (NATO) credibility, 1 (confirmed) to 6 (cannot be judged).'),
            ('evidence', 'sha256', 'SHA-256 of the material, hexadecimal.'),
            ('evidence', 'assessments', 'How many verdicts used it.'),
            ('assessment', 'id', 'The identifier of the assessment: UUIDv7.'),
            ('assessment', 'reviewer_id', 'The source that concluded it: report.source.id.'),
            ('assessment', 'reviewer', 'That source''s name.'),
            ('assessment', 'rating', 'The verdict in the reviewer''s words; absent where the review gives none.'),
            ('assessment', 'rating_value', 'The verdict as a number of the scale.'),
            ('assessment', 'scale', 'The name of the scale that it rates on.'),
            ('assessment', 'scale_worst', 'The number of the worst rating of the scale, where it has numbers.'),
            ('assessment', 'scale_best', 'The number of the best rating; it may be below the worst.'),
            ('assessment', 'rating_share', 'Where the verdict stands between the worst (0) and the best (1), so that scales can be compared.'),
            ('assessment', 'summary', 'Why, in short.'),
            ('assessment', 'url', 'Where it was published.'),
            ('assessment', 'reviewed_on', 'When it was published, as written (EDTF).'),
            ('assessment', 'evidence', 'How many pieces of evidence it used.'),
            ('status_change', 'id', 'The identifier of the change: UUIDv7.'),
            ('status_change', 'from_status', 'The status before.'),
            ('status_change', 'to_status', 'The status after.'),
            ('status_change', 'changed_at', 'When it was changed.'),
            ('status_change', 'reason', 'Why it was changed.'),
            ('status_change', 'overridden', 'Whether the rules were overruled.'),
            ('status_change', 'from_status_since', 'Since when it had had the status before: from the change before, else from when it was recorded.'),
            ('status_change', 'days_in_from_status', 'How many days it had had the status before.'),
            ('status_change', 'to_status_until', 'Until when it had the status after; absent while it has it.'),
            ('status_change', 'days_in_to_status', 'How many days it had the status after, up to now while it has it.'),
            ('status_change', 'is_latest', 'Whether it is the claim''s latest change of status.'),
            ('stage_change', 'id', 'The identifier of the change: UUIDv7.'),
            ('stage_change', 'from_stage', 'The stage before.'),
            ('stage_change', 'to_stage', 'The stage after; the same where only the assignee changed.'),
            ('stage_change', 'assignee', 'Who works on it from then on.'),
            ('stage_change', 'changed_at', 'When it was changed.'),
            ('stage_change', 'reason', 'Why it was changed, where that was said.'),
            ('stage_change', 'to_stage_until', 'Until when nothing was changed again; absent while that holds.'),
            ('stage_change', 'days_in_to_stage', 'How many days that was, up to now while it holds.'),
            ('stage_change', 'is_latest', 'Whether it is the claim''s latest change of stage.'),
            ('source', 'id', 'The source''s identifier: UUIDv7.'),
            ('source', 'name', 'The name that it is known by.'),
            ('source', 'kind', 'PERSON, ORGANIZATION, GOVERNMENT, PUBLICATION, ACCOUNT, DATASET, or UNNAMED ("a senior official").'),
            ('source', 'aliases', 'Its other names.'),
            ('source', 'part_of', 'The names of what it is or was part of; one a row, with dates, in report.membership.'),
            ('source', 'description', 'Who it is, in the desk''s words.'),
            ('source', 'homepage', 'Its own web address.'),
            ('source', 'country', 'Its country: ISO 3166-1 alpha-2.'),
            ('source', 'wikidata_id', 'Its item at Wikidata, such as Q884.'),
            ('source', 'reliability', 'Admiralty (NATO) reliability, A (completely reliable) to F (cannot be judged); absent where it was not rated.'),
            ('source', 'within_article_id', 'Of an UNNAMED source, the article that speaks of it.'),
            ('source', 'made', 'How many claims it made, in the first link of a chain or as the publisher of an article that speaks for itself.'),
            ('source', 'made_unverified', 'How many of these are UNVERIFIED now.'),
            ('source', 'made_corroborated', 'How many of these are CORROBORATED now.'),
            ('source', 'made_contested', 'How many of these are CONTESTED now.'),
            ('source', 'made_confirmed', 'How many of these are CONFIRMED now.'),
            ('source', 'made_refuted', 'How many of these are REFUTED now.'),
            ('source', 'made_unverifiable', 'How many of these are UNVERIFIABLE now.'),
            ('source', 'made_retracted', 'How many of these are RETRACTED now.'),
            ('source', 'made_superseded', 'How many of these are SUPERSEDED now.'),
            ('source', 'relayed', 'How many claims it relayed, in a later link of a chain or as the publisher of an article that has them from somebody.'),
            ('source', 'relayed_confirmed', 'How many of these are CONFIRMED now.'),
            ('source', 'relayed_refuted', 'How many of these are REFUTED now.'),
            ('source', 'denied', 'How many claims are denied by claims that it made.'),
            ('source', 'denied_confirmed', 'How many of these are CONFIRMED now: denied, and yet true.'),
            ('source', 'denied_refuted', 'How many of these are REFUTED now.'),
            ('source', 'about', 'How many claims are about it.'),
            ('source', 'articles', 'How many articles it published.'),
            ('source', 'evidence', 'How many pieces of evidence it provided.'),
            ('source', 'assessments', 'How many verdicts it published.'),
            ('membership', 'id', 'The identifier of the membership: UUIDv7.'),
            ('membership', 'source_id', 'The part: report.source.id.'),
            ('membership', 'source', 'The name of the part.'),
            ('membership', 'part_of_id', 'The whole: report.source.id.'),
            ('membership', 'part_of', 'The name of the whole.'),
            ('membership', 'since', 'From when, as written (EDTF).'),
            ('membership', 'until', 'Until when, as written (EDTF); absent while it lasts or is not known.'),
            ('article', 'id', 'The article''s identifier: UUIDv7.'),
            ('article', 'medium', 'WEB, PRINT, BROADCAST, SOCIAL, DOCUMENT, AUDIO, VIDEO or OTHER.'),
            ('article', 'authors', 'Who signed it, as printed.'),
            ('article', 'language', 'Its language: BCP 47.'),
            ('article', 'retrieved_at', 'When the desk fetched it.'),
            ('article', 'has_body', 'Whether the desk keeps its text: report.article_version.body.'),
            ('article', 'versions', 'How many versions of it are on record.'),
            ('article', 'silent_edits', 'How many of these are edits that the publisher said nothing about.'),
            ('article', 'corrections', 'How many are corrections that the publisher owned up to.'),
            ('article', 'withdrawn', 'Whether its newest version is a withdrawal.'),
            ('article', 'last_version_at', 'When its newest version was recorded here.'),
            ('article', 'appearances', 'How often claims appear in it.'),
            ('article', 'claims', 'How many claims appear in it.'),
            ('article', 'excerpts_gone', 'Of how many appearances the excerpt is gone from its newest version.'),
            ('article_version', 'version', 'Counts from 1.'),
            ('article_version', 'is_latest', 'Whether it is the newest.'),
            ('article_version', 'title', 'Its headline.'),
            ('article_version', 'body', 'Its text; absent where the desk keeps none.'),
            ('article_version', 'characters', 'How long the text is.'),
            ('article_version', 'sha256', 'SHA-256 of the text in UTF-8, hexadecimal.'),
            ('article_version', 'note', 'How the publisher treated the change: SILENT, CORRECTED or WITHDRAWN. Absent for the first version.'),
            ('article_version', 'recorded_at', 'When this version was recorded here.'),
            ('note', 'id', 'The identifier of the note: UUIDv7.'),
            ('note', 'in_reply_to_id', 'The note that it answers: report.note.id; absent where it begins a thread.'),
            ('note', 'text', 'What it says.'),
            ('note', 'author', 'The account that wrote it.'),
            ('note', 'edited_at', 'When what it says last changed; absent while it says what it said first.'),
            ('note', 'resolved', 'Whether it is resolved; one that is open again is not.'),
            ('note', 'resolved_at', 'When it was resolved.'),
            ('note', 'resolved_by', 'The account that resolved it.'),
            ('note', 'thing', 'What it is on: claim, assessment, source or article.'),
            ('note', 'thing_id', 'Which one, by the id of its view.'),
            ('note', 'source_id', 'The source that it is on, if it is on one: report.source.id.'),
            ('note', 'source', 'The name of the source that it is on.'),
            ('note', 'article_id', 'The article that it is on, if it is on one: report.article.id.'),
            ('note', 'assessment_id', 'The assessment that it is on, if it is on one: report.assessment.id.'),
            ('file', 'id', 'The identifier of the file where it is attached: UUIDv7.'),
            ('file', 'thing', 'What it is attached to: evidence, note or article.'),
            ('file', 'thing_id', 'Which one, by the id of its view.'),
            ('file', 'name', 'What it is called.'),
            ('file', 'media_type', 'What it is, told by its bytes.'),
            ('file', 'bytes', 'How many it has.'),
            ('file', 'sha256', 'SHA-256 of its bytes, hexadecimal: the same wherever the same file is attached.'),
            ('file', 'attached_by', 'The account that attached it.'),
            ('file', 'attached_at', 'When it was attached.'),
            ('file', 'removed_at', 'When it was removed; absent while it is attached.'),
            ('proposers', 'proposer', 'What proposes: rules, or "model" and the name of a language model.'),
            ('proposers', 'version', 'Which of its versions; of a language model, the version of the prompt.'),
            ('proposers', 'proposed', 'How many claims it proposed.'),
            ('proposers', 'accepted', 'How many of them were recorded.'),
            ('proposers', 'edited', 'How many of these otherwise than proposed.'),
            ('proposers', 'rejected', 'How many were left.'),
            ('proposers', 'open', 'How many are not decided yet.'),
            ('proposers', 'precision', 'Which part of those decided was recorded: from 0 to 1; absent where none is decided.'),
            ('exchange_rate', 'id', 'The identifier of the rate: UUIDv7.'),
            ('exchange_rate', 'from_currency', 'The currency of which one unit was worth so much: ISO 4217.'),
            ('exchange_rate', 'to_currency', 'The currency that the rate is in: ISO 4217.'),
            ('exchange_rate', 'rate', 'How many units of to_currency one unit of from_currency is worth.'),
            ('exchange_rate', 'day', 'The day that it is the rate of.'),
            ('exchange_rate', 'url', 'Where it stands.')) own (view, name, meaning) on own.view = c.relname and own.name = a.attname
        left join (values
            ('number', 'The number that people call it by: 24 for C-24.'),
            ('code', 'The number as people write it: C-24.'),
            ('text', 'The statement, in the desk''s neutral words.'),
            ('kind', 'The leading kind of the claim: FACT, FIGURE, ACCUSATION, DENIAL, QUOTE or PREDICTION.'),
            ('language', 'The language of the text: BCP 47.'),
            ('place', 'Where it happened or is to happen.'),
            ('status', 'What the desk holds: UNVERIFIED, CORROBORATED, CONTESTED, CONFIRMED, REFUTED, UNVERIFIABLE, RETRACTED or SUPERSEDED.'),
            ('status_since', 'Since when it has had that status.'),
            ('stage', 'Where the work is: INBOX, IN_PROGRESS, IN_REVIEW, DONE or DROPPED.'),
            ('assignee', 'Who works on it.'),
            ('claim_number', 'The number of the claim: report.claim.number.'),
            ('claim_id', 'The claim: report.claim.id.'),
            ('claim_text', 'The text of the claim.'),
            ('claim_status', 'What the desk holds of the claim now.'),
            ('appearances_without_chain', 'How many of the appearances are in articles that speak for themselves.'),
            ('appearance_id', 'The appearance: report.appearance.id.'),
            ('article_id', 'The article: report.article.id.'),
            ('source_id', 'The source: report.source.id.'),
            ('source', 'The source''s name.'),
            ('source_kind', 'What the source is: see report.source.kind.'),
            ('source_country', 'The source''s country: ISO 3166-1 alpha-2.'),
            ('source_reliability', 'The source''s reliability: see report.source.reliability.'),
            ('publisher_id', 'The source that published the article: report.source.id.'),
            ('publisher', 'That source''s name.'),
            ('measure_id', 'The measure: report.measure.id.'),
            ('url', 'The web address of the article; absent for a broadcast or a print.'),
            ('citation', 'How to find the article where it has no address.'),
            ('title', 'The headline of the article''s newest version.'),
            ('published_on', 'When the article was published, as written (EDTF).'),
            ('said_on', 'When it was said, as written (EDTF).'),
            ('basis', 'ON_RECORD, BACKGROUND, DEEP_BACKGROUND or UNNAMED.'),
            ('scope', 'FULL, or PARTIAL where it bears on a part only.'),
            ('figure_id', 'The one figure of the other claim that it aims at: report.figure.id.'),
            ('figure_as_stated', 'The words of that figure.'),
            ('archive_url', 'The address of an archived copy.'),
            ('addresses', 'Further addresses of the document.'),
            ('note', 'What is to be said of it, in the desk''s words.'),
            ('changed_by', 'The account that changed it; system for the service itself.'),
            ('recorded_at', 'When it was recorded here.'),
            ('changed_at', 'When it last changed.')) shared (name, meaning) on shared.name = a.attname
        where c.relnamespace = 'report'::regnamespace and c.relkind = 'v'
    loop
        execute meaning.said;
    end loop;
end
$meanings$;
