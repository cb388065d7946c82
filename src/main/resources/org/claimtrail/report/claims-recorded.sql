-- title: Claims recorded
-- about: How many claims were recorded in each week, by their kind.
-- cost: Reads the claims of these weeks, by index.
-- picture: columns
-- values: fact, figure, accusation, denial, quote, prediction
-- filter from: day -364, Recorded from
-- filter to: day 0, Recorded until
-- filter topic: text, Topic
with recorded as (
    select date_trunc('week', c.recorded_at at time zone 'UTC') as week, c.kind
    from {claim} c
    where c.recorded_at >= (:from)::timestamp at time zone 'UTC'
        and c.recorded_at < (:to + 1)::timestamp at time zone 'UTC'
        and (:topic is null or exists (
            select from report.claim_topic t where t.claim_id = c.id and lower(t.topic) = lower(:topic)))
)
select w.week::date as week,
    count(r.kind) as claims,
    count(*) filter (where r.kind = 'FACT') as fact,
    count(*) filter (where r.kind = 'FIGURE') as figure,
    count(*) filter (where r.kind = 'ACCUSATION') as accusation,
    count(*) filter (where r.kind = 'DENIAL') as denial,
    count(*) filter (where r.kind = 'QUOTE') as quote,
    count(*) filter (where r.kind = 'PREDICTION') as prediction
from generate_series(date_trunc('week', (:from)::timestamp), (:to)::timestamp, interval '1 week') w (week)
left join recorded r on r.week = w.week
group by w.week
order by w.week
