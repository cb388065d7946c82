-- ${logic}

-- The service itself may not delete what happened, only let go of what is old.
create function forget_security_events(before timestamptz) returns bigint
    language plpgsql
    security definer
    set search_path = public, pg_temp
as $$
declare
    forgotten bigint;
begin
    delete from security_event where at < least(before, now() - interval '30 days');
    get diagnostics forgotten = row_count;
    return forgotten;
end
$$;
comment on function forget_security_events is 'Deletes the security events before an instant, never those of the last 30 days.';
