-- title: What became of proposals
-- about: How many of the claims that were proposed somebody recorded, as they were or otherwise, and how many were left.
-- cost: Reads every proposal that there is.
-- picture: bars
-- values: recorded_as_proposed, recorded_otherwise, left_out, open
select p.proposer || ' ' || p.version as proposed_by,
    p.proposed as claims,
    p.accepted - p.edited as recorded_as_proposed,
    p.edited as recorded_otherwise,
    p.rejected as left_out,
    p.open,
    round(100 * p.precision) as percent_recorded
from report.proposers p
order by p.proposed desc, proposed_by
