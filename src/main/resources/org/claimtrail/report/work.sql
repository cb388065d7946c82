-- title: Work that waits
-- about: How many claims are in each open stage of work, by how long ago they were moved there or given to somebody.
-- cost: Reads every claim in an open stage, with its last change of stage.
-- picture: bars
-- values: under_a_day, under_a_week, under_a_month, longer
-- constants: stage
-- filter kind: one of FACT FIGURE ACCUSATION DENIAL QUOTE PREDICTION, Kind
-- filter topic: text, Topic
-- filter assignee: text, Assignee
with waiting as (
    select c.stage, now() - coalesce(s.changed_at, c.recorded_at) as age
    from report.claim c
    left join report.stage_change s on s.claim_id = c.id and s.is_latest
    where c.stage in ('INBOX', 'IN_PROGRESS', 'IN_REVIEW')
        and (:kind is null or c.kind = :kind)
        and (:assignee is null or c.assignee = :assignee)
        and (:topic is null or exists (
            select from report.claim_topic t where t.claim_id = c.id and lower(t.topic) = lower(:topic)))
)
select o.stage,
    count(w.stage) as claims,
    count(*) filter (where w.age < interval '1 day') as under_a_day,
    count(*) filter (where w.age >= interval '1 day' and w.age < interval '7 days') as under_a_week,
    count(*) filter (where w.age >= interval '7 days' and w.age < interval '30 days') as under_a_month,
    count(*) filter (where w.age >= interval '30 days') as longer
from (values (1, 'INBOX'), (2, 'IN_PROGRESS'), (3, 'IN_REVIEW')) o (place, stage)
left join waiting w on w.stage = o.stage
group by o.place, o.stage
order by o.place
