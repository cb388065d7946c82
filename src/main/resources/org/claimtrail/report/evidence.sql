-- title: Evidence
-- about: What the evidence is, and whether it speaks for the claims or against them.
-- cost: Reads all evidence that there is, or what was recorded on these days.
-- picture: bars
-- values: supports, refutes, context
-- constants: kind
-- filter from: day, Recorded from
-- filter to: day, Recorded until
-- filter topic: text, Topic
select e.kind,
    count(*) as pieces,
    count(*) filter (where e.stance = 'SUPPORTS') as supports,
    count(*) filter (where e.stance = 'REFUTES') as refutes,
    count(*) filter (where e.stance = 'CONTEXT') as context,
    count(distinct e.claim_id) as claims
from report.evidence e
where (:from is null or e.recorded_at >= (:from)::timestamp at time zone 'UTC')
    and (:to is null or e.recorded_at < (:to + 1)::timestamp at time zone 'UTC')
    and (:topic is null or exists (
        select from report.claim_topic t where t.claim_id = e.claim_id and lower(t.topic) = lower(:topic)))
group by e.kind
order by pieces desc, e.kind
