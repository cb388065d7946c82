create table status_transition (
    from_status text not null,
    to_status   text not null,
    constraint status_transition_pk primary key (from_status, to_status),
    constraint status_transition_moves check (from_status <> to_status)
);
comment on table status_transition is 'Which status may follow which. The record decides besides what each needs.';
comment on column status_transition.from_status is 'The status a claim has.';
comment on column status_transition.to_status is 'A status it may be given next.';

-- A verdict that is turned round passes through CONTESTED or UNVERIFIED, where the doubt is on record. What was
-- retracted or superseded can only be opened again.
insert into status_transition (from_status, to_status) values
    ('UNVERIFIED', 'CORROBORATED'), ('UNVERIFIED', 'CONTESTED'), ('UNVERIFIED', 'CONFIRMED'),
    ('UNVERIFIED', 'REFUTED'), ('UNVERIFIED', 'UNVERIFIABLE'), ('UNVERIFIED', 'RETRACTED'),
    ('UNVERIFIED', 'SUPERSEDED'),
    ('CORROBORATED', 'UNVERIFIED'), ('CORROBORATED', 'CONTESTED'), ('CORROBORATED', 'CONFIRMED'),
    ('CORROBORATED', 'REFUTED'), ('CORROBORATED', 'UNVERIFIABLE'), ('CORROBORATED', 'RETRACTED'),
    ('CORROBORATED', 'SUPERSEDED'),
    ('CONTESTED', 'UNVERIFIED'), ('CONTESTED', 'CORROBORATED'), ('CONTESTED', 'CONFIRMED'),
    ('CONTESTED', 'REFUTED'), ('CONTESTED', 'UNVERIFIABLE'), ('CONTESTED', 'RETRACTED'),
    ('CONTESTED', 'SUPERSEDED'),
    ('CONFIRMED', 'UNVERIFIED'), ('CONFIRMED', 'CONTESTED'), ('CONFIRMED', 'RETRACTED'), ('CONFIRMED', 'SUPERSEDED'),
    ('REFUTED', 'UNVERIFIED'), ('REFUTED', 'CONTESTED'), ('REFUTED', 'RETRACTED'), ('REFUTED', 'SUPERSEDED'),
    ('UNVERIFIABLE', 'UNVERIFIED'), ('UNVERIFIABLE', 'CORROBORATED'), ('UNVERIFIABLE', 'CONTESTED'),
    ('UNVERIFIABLE', 'CONFIRMED'), ('UNVERIFIABLE', 'REFUTED'), ('UNVERIFIABLE', 'RETRACTED'),
    ('UNVERIFIABLE', 'SUPERSEDED'),
    ('RETRACTED', 'UNVERIFIED'),
    ('SUPERSEDED', 'UNVERIFIED');

create table status_change (
    id          uuid primary key,
    claim_id    uuid        not null,
    from_status text        not null,
    to_status   text        not null,
    reason      text        not null,
    by          text        not null,
    at          timestamptz not null,
    overridden  boolean     not null,
    constraint status_change_of_claim foreign key (claim_id) references claim (id),
    constraint status_change_moves check (from_status <> to_status),
    constraint status_change_has_reason check (reason ~ '\S')
);
create index status_change_by_claim on status_change (claim_id, at, id);
comment on table status_change is 'Every change of a claim''s status, with its reason.';
comment on column status_change.id is 'UUIDv7.';
comment on column status_change.claim_id is 'The claim.';
comment on column status_change.from_status is 'The status before.';
comment on column status_change.to_status is 'The status after.';
comment on column status_change.reason is 'Why.';
comment on column status_change.by is 'Who changed it.';
comment on column status_change.at is 'When.';
comment on column status_change.overridden is 'Whether the rules were overruled.';

create table stage_change (
    id         uuid primary key,
    claim_id   uuid        not null,
    from_stage text        not null,
    to_stage   text        not null,
    assignee   text,
    reason     text,
    by         text        not null,
    at         timestamptz not null,
    constraint stage_change_of_claim foreign key (claim_id) references claim (id)
);
create index stage_change_by_claim on stage_change (claim_id, at, id);
comment on table stage_change is 'Every change of a claim''s stage or assignee.';
comment on column stage_change.id is 'UUIDv7.';
comment on column stage_change.claim_id is 'The claim.';
comment on column stage_change.from_stage is 'The stage before.';
comment on column stage_change.to_stage is 'The stage after.';
comment on column stage_change.assignee is 'Who works on it from then on.';
comment on column stage_change.reason is 'Why, where it was said.';
comment on column stage_change.by is 'Who changed it.';
comment on column stage_change.at is 'When.';
