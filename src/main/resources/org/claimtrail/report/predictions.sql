-- title: Predictions and their outcome
-- about: Predictions by the month in which they can be checked, and what became of them.
-- cost: Reads the predictions that are due on these days.
-- picture: columns
-- values: confirmed, refuted, settled_otherwise, overdue, open
-- filter from: day -364, Due from
-- filter to: day 364, Due until
-- filter topic: text, Topic
with due as (
    select date_trunc('month', c.resolves_by_latest::timestamp) as month, c.id, c.status, c.overdue,
        c.status in ('UNVERIFIED', 'CORROBORATED', 'CONTESTED') as unsettled
    from {claim} c
    where c.kind = 'PREDICTION'
        and c.resolves_by_latest between :from and :to
        and (:topic is null or exists (
            select from report.claim_topic t where t.claim_id = c.id and lower(t.topic) = lower(:topic)))
)
select m.month::date as month,
    count(d.id) as predictions,
    count(*) filter (where d.status = 'CONFIRMED') as confirmed,
    count(*) filter (where d.status = 'REFUTED') as refuted,
    count(*) filter (where d.status in ('UNVERIFIABLE', 'RETRACTED', 'SUPERSEDED')) as settled_otherwise,
    count(*) filter (where d.unsettled and d.overdue) as overdue,
    count(*) filter (where d.unsettled and not d.overdue) as open
from generate_series(date_trunc('month', (:from)::timestamp), (:to)::timestamp, interval '1 month') m (month)
left join due d on d.month = m.month
group by m.month
order by m.month
