-- title: From recorded to done
-- about: How many days passed between the recording of a claim and the end of its review, for reviews that ended first in each month.
-- cost: Reads every change of a stage to done.
-- picture: lines
-- values: median_days, nine_of_ten_within_days
-- filter from: day -364, Done from
-- filter to: day 0, Done until
-- filter kind: one of FACT FIGURE ACCUSATION DENIAL QUOTE PREDICTION, Kind
-- filter topic: text, Topic
with done as (
    select c.id, min(s.changed_at) as at, extract(epoch from min(s.changed_at) - min(c.recorded_at)) / 86400 as days
    from report.stage_change s
    join report.claim c on c.id = s.claim_id
    where s.to_stage = 'DONE'
        and (:kind is null or c.kind = :kind)
        and (:topic is null or exists (
            select from report.claim_topic t where t.claim_id = c.id and lower(t.topic) = lower(:topic)))
    group by c.id
)
select m.month::date as month,
    count(d.id) as claims,
    round(percentile_cont(0.5) within group (order by d.days)::numeric, 1) as median_days,
    round(percentile_cont(0.9) within group (order by d.days)::numeric, 1) as nine_of_ten_within_days
from generate_series(date_trunc('month', (:from)::timestamp), (:to)::timestamp, interval '1 month') m (month)
left join done d on date_trunc('month', d.at at time zone 'UTC') = m.month
    and d.at >= (:from)::timestamp at time zone 'UTC'
    and d.at < (:to + 1)::timestamp at time zone 'UTC'
group by m.month
order by m.month
