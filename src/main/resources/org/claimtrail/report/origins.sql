-- title: What rests on one origin
-- about: Of the claims recorded in each month, how many lead back to a single independent origin, to several, or to none that is known.
-- cost: Reads the claims of these months, by index.
-- picture: shares
-- values: several_origins, one_origin, no_known_origin
-- filter from: day -364, Recorded from
-- filter to: day 0, Recorded until
-- filter kind: one of FACT FIGURE ACCUSATION DENIAL QUOTE PREDICTION, Kind
-- filter topic: text, Topic
with recorded as (
    select date_trunc('month', c.recorded_at at time zone 'UTC') as month, c.id, c.origins
    from {claim} c
    where c.recorded_at >= (:from)::timestamp at time zone 'UTC'
        and c.recorded_at < (:to + 1)::timestamp at time zone 'UTC'
        and (:kind is null or c.kind = :kind)
        and (:topic is null or exists (
            select from report.claim_topic t where t.claim_id = c.id and lower(t.topic) = lower(:topic)))
)
select m.month::date as month,
    count(r.id) as claims,
    count(*) filter (where r.origins > 1) as several_origins,
    count(*) filter (where r.origins = 1) as one_origin,
    count(*) filter (where r.origins = 0) as no_known_origin,
    round(100.0 * count(*) filter (where r.origins = 1) / nullif(count(r.origins), 0)) as percent_one_origin
from generate_series(date_trunc('month', (:from)::timestamp), (:to)::timestamp, interval '1 month') m (month)
left join recorded r on r.month = m.month
group by m.month
order by m.month
