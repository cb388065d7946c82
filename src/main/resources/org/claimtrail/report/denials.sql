-- title: Who denies whom
-- about: How many claims of one source are denied by claims of another: the sixty pairs with most of them.
-- cost: Reads every denial recorded on these days, with who made both claims.
-- picture: matrix
-- values: claims
-- link denied_by: /sources/{denied_by_id}
-- link claimed_by: /sources/{claimed_by_id}
-- filter from: day -364, Denial recorded from
-- filter to: day 0, Denial recorded until
-- filter topic: text, Topic of what is denied
select d.source as denied_by,
    k.source as claimed_by,
    count(distinct r.to_claim_id) as claims,
    d.source_id as denied_by_id,
    k.source_id as claimed_by_id
from report.relation r
cross join lateral (select * from report.claimant c where c.claim_id = r.from_claim_id) d
cross join lateral (select * from report.claimant c where c.claim_id = r.to_claim_id) k
where r.type = 'DENIES'
    and (:from is null or r.recorded_at >= (:from)::timestamp at time zone 'UTC')
    and (:to is null or r.recorded_at < (:to + 1)::timestamp at time zone 'UTC')
    and (:topic is null or exists (
        select from report.claim_topic t where t.claim_id = r.to_claim_id and lower(t.topic) = lower(:topic)))
group by d.source, k.source, d.source_id, k.source_id
order by claims desc, denied_by, claimed_by, d.source_id, k.source_id
limit 60
