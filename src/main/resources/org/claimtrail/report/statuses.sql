-- title: What we held, week by week
-- about: Which part of the claims had which status when each week ended. Claims that were deleted since are left out.
-- cost: Reads every claim and every change of a status that there is.
-- picture: shares
-- values: unverified, corroborated, contested, confirmed, refuted, unverifiable, retracted, superseded
-- filter from: day -182, From
-- filter to: day 0, Until
-- filter kind: one of FACT FIGURE ACCUSATION DENIAL QUOTE PREDICTION, Kind
-- filter topic: text, Topic
with chosen as (
    select c.id, c.recorded_at
    from report.claim c
    where (:kind is null or c.kind = :kind)
        and (:topic is null or exists (
            select from report.claim_topic t where t.claim_id = c.id and lower(t.topic) = lower(:topic)))
), moved as (
    -- Every claim begins as unverified.
    select c.recorded_at as at, 'UNVERIFIED' as status, 1 as claims
    from chosen c
    union all
    select s.changed_at, m.status, m.claims
    from chosen c
    join report.status_change s on s.claim_id = c.id
    cross join lateral (values (s.from_status, -1), (s.to_status, 1)) m (status, claims)
), by_week as (
    select greatest(date_trunc('week', m.at at time zone 'UTC'), date_trunc('week', (:from)::timestamp)) as week, m.status,
        sum(m.claims) as claims
    from moved m
    group by 1, 2
)
select w.week::date as week,
    coalesce(sum(sum(m.claims)) over so_far, 0) as claims,
    coalesce(sum(sum(m.claims) filter (where m.status = 'UNVERIFIED')) over so_far, 0) as unverified,
    coalesce(sum(sum(m.claims) filter (where m.status = 'CORROBORATED')) over so_far, 0) as corroborated,
    coalesce(sum(sum(m.claims) filter (where m.status = 'CONTESTED')) over so_far, 0) as contested,
    coalesce(sum(sum(m.claims) filter (where m.status = 'CONFIRMED')) over so_far, 0) as confirmed,
    coalesce(sum(sum(m.claims) filter (where m.status = 'REFUTED')) over so_far, 0) as refuted,
    coalesce(sum(sum(m.claims) filter (where m.status = 'UNVERIFIABLE')) over so_far, 0) as unverifiable,
    coalesce(sum(sum(m.claims) filter (where m.status = 'RETRACTED')) over so_far, 0) as retracted,
    coalesce(sum(sum(m.claims) filter (where m.status = 'SUPERSEDED')) over so_far, 0) as superseded
from generate_series(date_trunc('week', (:from)::timestamp), (:to)::timestamp, interval '1 week') w (week)
left join by_week m on m.week = w.week
group by w.week
window so_far as (order by w.week)
order by w.week
