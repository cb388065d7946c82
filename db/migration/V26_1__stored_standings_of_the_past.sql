-- How claims stood by what was stored then. What the service computes for a list besides goes with the list's statement, as
-- its parameters.
create or replace view as_of.claim_standing as
select claim_id, origins, denied, contradicted, suggested_status
from history.claim_standing
where pg_visible_in_snapshot(began, (select current_setting('claimtrail.as_of')::pg_snapshot))
  and (ended is null or not pg_visible_in_snapshot(ended, (select current_setting('claimtrail.as_of')::pg_snapshot)));

create or replace view as_of.claim_figure_conflict as
select measure_id, claim_id
from history.claim_figure_conflict
where pg_visible_in_snapshot(began, (select current_setting('claimtrail.as_of')::pg_snapshot))
  and (ended is null or not pg_visible_in_snapshot(ended, (select current_setting('claimtrail.as_of')::pg_snapshot)));

comment on table standing_basis is 'The rules and settings that claim_standing was computed by.';
