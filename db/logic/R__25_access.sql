-- What access asks of the database: ${logic}

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

-- Instances remember whom a token stands for. What changes that is told to all of them in the transaction that does it, also
-- where it is typed in psql.
create function tell_of_access() returns trigger
    language plpgsql as
$$
begin
    perform pg_notify('claimtrail_access', '');
    return null;
end
$$;
comment on function tell_of_access() is 'Tells the instances to forget whom tokens stand for.';

create trigger api_token_told
    after update of account_id, name, scope, hash, expires_at, revoked_at on api_token
    for each statement execute function tell_of_access();
create trigger api_token_told_on_delete after delete or truncate on api_token
    for each statement execute function tell_of_access();
create trigger account_told after update on account
    for each row
    when ((old.name, old.role, old.disabled) is distinct from (new.name, new.role, new.disabled))
    execute function tell_of_access();
create trigger account_told_on_delete after delete or truncate on account
    for each statement execute function tell_of_access();
