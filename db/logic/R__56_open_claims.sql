-- Which statuses are open, and which claims wait for an outcome: ${logic}
call catalogue.in_each_schema(format($views$
    create or replace view open_status as
    select s.status from unnest(array[%1$s]) s (status);
    comment on view open_status is 'The statuses in which nothing is settled yet, one way or the other.';
    comment on column open_status.status is 'The status.';

    create or replace view unresolved_claim as
    select c.id as claim_id, c.resolves_by_latest
    from claim c
    where c.resolves_by_latest is not null and c.deleted_at is null and c.status in (%1$s)
      and not exists (select from assessment v where v.claim_id = c.id and v.deleted_at is null);
    comment on view unresolved_claim is
        'Claims that can be checked by some day and of which no outcome is recorded: nothing is settled, and nobody assessed them. They are overdue after that day.';
    comment on column unresolved_claim.claim_id is 'The claim.';
    comment on column unresolved_claim.resolves_by_latest is 'The last day on which it can be checked (UTC).';
$views$, $open$'UNVERIFIED', 'CORROBORATED', 'CONTESTED'$open$));
