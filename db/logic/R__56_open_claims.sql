-- Which statuses are open, and which claims wait for an outcome: ${logic}

do $$
declare
    path record;
    came_with constant text := current_setting('search_path');
    open constant text := $s$'UNVERIFIED', 'CORROBORATED', 'CONTESTED'$s$;
begin
    for path in
        select * from (values
            ('public', 'public'), ('as_of', 'as_of'), ('known_on', 'known_on, as_of'), ('public_record', 'public_record')
        ) p (space, searched)
    loop
        perform set_config('search_path', path.searched, true);

        -- Reports build on those of public, so that they are replaced, and keep their columns.
        execute 'create or replace view open_status as '
            || 'select s.status from unnest(array[' || open || ']) s (status)';
        comment on view open_status is 'The statuses in which nothing is settled yet, one way or the other.';
        comment on column open_status.status is 'The status.';

        execute 'create or replace view unresolved_claim as '
            || 'select c.id as claim_id, c.resolves_by_latest from claim c '
            || 'where c.resolves_by_latest is not null and c.deleted_at is null and c.status in (' || open || ') '
            || 'and not exists (select from assessment v where v.claim_id = c.id and v.deleted_at is null)';
        comment on view unresolved_claim is
            'Claims that can be checked by some day and of which no outcome is recorded: nothing is settled, and nobody assessed them. They are overdue after that day.';
        comment on column unresolved_claim.claim_id is 'The claim.';
        comment on column unresolved_claim.resolves_by_latest is 'The last day on which it can be checked (UTC).';
    end loop;
    perform set_config('search_path', came_with, true);
end
$$;
