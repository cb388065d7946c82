-- Tells whoever listens that there are new changes, whoever made them.
--
-- A transaction that notifies takes a lock on commits of all others that do, so that those would have to wait for each
-- other, and for each other's disk. Here one at a time notifies, and nobody waits: whoever finds that another one is about
-- to has his time by then, and who listens waits for those who have their time (as_of.committing()) before he reads. So
-- he finds the changes of both when he is told of the one.
create function history.tell() returns trigger
    language plpgsql security definer set search_path = pg_catalog as
$$
begin
    if pg_try_advisory_xact_lock(hashtextextended('claimtrail changes', 0)) then
        perform pg_notify('claimtrail_changes', '');
    end if;
    return null;
end
$$;
comment on function history.tell() is 'Tells those who listen to claimtrail_changes that there are new ones, unless another transaction is about to.';

-- After change_set_stamped, by the order of their names.
create constraint trigger change_set_told after insert on history.change_set
    deferrable initially deferred for each row execute function history.tell();

create table webhook (
    id                  uuid primary key,
    url                 text        not null,
    types               text[]      not null,
    resources           text[]      not null,
    description         text,
    active              boolean     not null,
    place               text        not null,
    parked_at           timestamptz,
    failures            int         not null,
    last_delivered_at   timestamptz,
    next_attempt_at     timestamptz,
    last_error          text,
    secret              bytea       not null,
    former_secret       bytea,
    former_secret_until timestamptz,
    worker              uuid,
    worker_until        timestamptz,
    created_at          timestamptz not null,
    updated_at          timestamptz not null,
    constraint webhook_secret_long_enough check (length(secret) between 24 and 64),
    constraint webhook_failures_counted check (failures >= 0),
    constraint webhook_former_secret_ends check ((former_secret is null) = (former_secret_until is null)),
    constraint webhook_worker_for_a_time check ((worker is null) = (worker_until is null))
);
comment on table webhook is 'Who is sent the changes, one after the other. A deleted one is gone.';
comment on column webhook.id is 'UUIDv7.';
comment on column webhook.url is 'Where the changes are sent to.';
comment on column webhook.types is 'Only changes of these types, such as claim.created; empty for all.';
comment on column webhook.resources is 'Only changes of these kinds of things; empty for all.';
comment on column webhook.description is 'What it is for.';
comment on column webhook.active is 'Whether changes are sent; where not, they wait.';
comment on column webhook.place is 'The cursor of the last change that was acknowledged, or passed over.';
comment on column webhook.parked_at is 'When it was given up, until somebody sets the place anew.';
comment on column webhook.failures is 'How often the next change was sent in vain.';
comment on column webhook.last_delivered_at is 'When a change was last acknowledged.';
comment on column webhook.next_attempt_at is 'When the next change is tried again, after a failure.';
comment on column webhook.last_error is 'What went wrong the last time; absent when a change was acknowledged since.';
comment on column webhook.secret is 'The key of the signatures. It has to be known to sign, so it is here as it is.';
comment on column webhook.former_secret is 'The key before, which signs too for a while.';
comment on column webhook.former_secret_until is 'Until when.';
comment on column webhook.worker is 'The running service that sends the changes just now, so that no other one does.';
comment on column webhook.worker_until is 'When another service may take over, unless the worker has said before that it goes on.';
comment on column webhook.created_at is 'When it was created.';
comment on column webhook.updated_at is 'When it was last changed, apart from what sending changes.';
