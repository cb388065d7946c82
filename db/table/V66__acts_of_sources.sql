-- What sources did to claims, so that the record of all sources is counted without following every chain. The service keeps it,
-- as it keeps claim_standing; whoever counts takes what is marked from the chains themselves, and so finds what is so now.
create table source_act (
    claim_id  uuid    not null,
    source_id uuid    not null,
    status    text    not null,
    made      boolean not null,
    relayed   boolean not null,
    denied    boolean not null,
    constraint source_act_pk primary key (claim_id, source_id)
);
create index source_act_by_source on source_act (source_id) include (claim_id, status, made, relayed, denied);
comment on table source_act is
    'What sources did to claims that are not deleted; right unless source_act_pending names the claim. No foreign keys: locking is for those who change the record.';
comment on column source_act.claim_id is 'The claim.';
comment on column source_act.source_id is 'The source.';
comment on column source_act.status is 'The status of the claim.';
comment on column source_act.made is 'Whether the source made it: in the first link of a chain, or as the publisher of an article that speaks for itself.';
comment on column source_act.relayed is 'Whether it relayed it: in a later link, or as the publisher of an article that has it from somebody.';
comment on column source_act.denied is 'Whether a claim that it made denies it.';

create table source_act_mark (
    id       bigint generated always as identity primary key,
    claim_id uuid,
    tx       xid8   not null default pg_current_xact_id(),
    constraint source_act_mark_once unique (claim_id, tx)
);
comment on table source_act_mark is
    'Claims whose status was changed since source_act was computed; what else it rests on is in standing_mark. Rows are added by triggers, never by hand, and go when the claim was looked at.';
comment on column source_act_mark.id is 'Counts up.';
comment on column source_act_mark.claim_id is 'The claim; absent where it is all of them.';
comment on column source_act_mark.tx is 'The transaction that changed it, which marks it once.';

insert into source_act_mark (claim_id) select null where exists (select from claim);
