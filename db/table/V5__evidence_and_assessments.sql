create table evidence (
    id                   uuid primary key,
    revision             bigint      not null,
    claim_id             uuid        not null,
    title                text,
    url                  text,
    kind                 text        not null,
    provider_id          uuid,
    stance               text        not null,
    captured_on          text,
    captured_on_earliest date,
    captured_on_latest   date,
    archive_url          text,
    sha256               text,
    credibility          smallint,
    note                 text,
    created_at           timestamptz not null,
    updated_at           timestamptz not null,
    deleted_at           timestamptz,
    constraint evidence_of_claim foreign key (claim_id) references claim (id),
    constraint evidence_provided_by foreign key (provider_id) references source (id),
    constraint evidence_can_be_named check (title is not null or url is not null),
    constraint evidence_title_not_blank check (title ~ '\S'),
    constraint evidence_kind_known check (kind in ('DOCUMENT', 'IMAGE', 'VIDEO', 'DATA', 'STATEMENT', 'ARTICLE')),
    constraint evidence_stance_known check (stance in ('SUPPORTS', 'REFUTES', 'CONTEXT')),
    constraint evidence_sha256 check (sha256 ~ '^[0-9a-f]{64}$'),
    constraint evidence_credibility_admiralty check (credibility between 1 and 6)
);
create index evidence_by_claim on evidence (claim_id, created_at, id);
create index evidence_by_provider on evidence (provider_id) where provider_id is not null;

comment on table evidence is 'Material that speaks for or against a claim.';
comment on column evidence.id is 'UUIDv7.';
comment on column evidence.revision is 'Grows with every change.';
comment on column evidence.claim_id is 'The claim.';
comment on column evidence.title is 'What it is.';
comment on column evidence.url is 'Where it is.';
comment on column evidence.kind is 'DOCUMENT, IMAGE, VIDEO, DATA, STATEMENT or ARTICLE.';
comment on column evidence.provider_id is 'The source that provided it.';
comment on column evidence.stance is 'SUPPORTS, REFUTES or CONTEXT.';
comment on column evidence.captured_on is 'When it was made, as written (EDTF).';
comment on column evidence.captured_on_earliest is 'Earliest day that captured_on can mean.';
comment on column evidence.captured_on_latest is 'Latest day that captured_on can mean.';
comment on column evidence.archive_url is 'Address of an archived copy.';
comment on column evidence.sha256 is 'SHA-256 of the material, hexadecimal.';
comment on column evidence.credibility is 'Admiralty (NATO) credibility, 1 (confirmed) to 6 (cannot be judged).';
comment on column evidence.note is 'What it shows, in the desk''s words.';
comment on column evidence.created_at is 'When it was recorded here.';
comment on column evidence.updated_at is 'When it last changed.';
comment on column evidence.deleted_at is 'When it was deleted; absent while it stands.';

create table rating_scale (
    id         uuid primary key,
    name       text        not null,
    name_key   text        not null generated always as (name_key(name)) stored,
    worst      numeric,
    best       numeric,
    created_at timestamptz not null,
    constraint rating_scale_name_unique unique (name_key),
    constraint rating_scale_name_not_blank check (name ~ '\S'),
    constraint rating_scale_both_ends check ((worst is null) = (best is null) and worst <> best)
);

comment on table rating_scale is 'A scale that a reviewer rates on: True … False, Pants on Fire, 0 to 5.';
comment on column rating_scale.id is 'UUIDv7.';
comment on column rating_scale.name is 'Its name, as first written.';
comment on column rating_scale.name_key is 'The name as it is matched: see name_key().';
comment on column rating_scale.worst is 'The number of the worst rating, where the scale has numbers.';
comment on column rating_scale.best is 'The number of the best rating; it may be below the worst.';
comment on column rating_scale.created_at is 'When it was first used.';

create table assessment (
    id                   uuid primary key,
    revision             bigint      not null,
    claim_id             uuid        not null,
    scale_id             uuid,
    rating               text,
    rating_value         numeric,
    summary              text,
    reviewer_id          uuid,
    reviewed_on          text,
    reviewed_on_earliest date,
    reviewed_on_latest   date,
    url                  text,
    created_at           timestamptz not null,
    updated_at           timestamptz not null,
    deleted_at           timestamptz,
    constraint assessment_of_claim foreign key (claim_id) references claim (id),
    constraint assessment_on_scale foreign key (scale_id) references rating_scale (id),
    constraint assessment_by_reviewer foreign key (reviewer_id) references source (id),
    constraint assessment_says_something check (rating is not null or summary is not null or url is not null),
    constraint assessment_value_on_scale check (rating_value is null or scale_id is not null)
);
create index assessment_by_claim on assessment (claim_id, created_at, id);
create index assessment_by_scale on assessment (scale_id) where scale_id is not null;
create index assessment_by_reviewer on assessment (reviewer_id) where reviewer_id is not null;

comment on table assessment is 'A reviewer''s published verdict on a claim, one of several over time.';
comment on column assessment.id is 'UUIDv7.';
comment on column assessment.revision is 'Grows with every change.';
comment on column assessment.claim_id is 'The claim.';
comment on column assessment.scale_id is 'The scale it rates on.';
comment on column assessment.rating is 'The verdict in the reviewer''s words; absent where the review gives none.';
comment on column assessment.rating_value is 'The verdict as a number, between the worst and the best of the scale.';
comment on column assessment.summary is 'Why, in short.';
comment on column assessment.reviewer_id is 'Who concluded it.';
comment on column assessment.reviewed_on is 'When it was published, as written (EDTF).';
comment on column assessment.reviewed_on_earliest is 'Earliest day that reviewed_on can mean.';
comment on column assessment.reviewed_on_latest is 'Latest day that reviewed_on can mean.';
comment on column assessment.url is 'Where it was published.';
comment on column assessment.created_at is 'When it was recorded here.';
comment on column assessment.updated_at is 'When it last changed.';
comment on column assessment.deleted_at is 'When it was deleted; absent while it stands.';

create table assessment_evidence (
    assessment_id uuid not null,
    position      int  not null,
    evidence_id   uuid not null,
    constraint assessment_evidence_pk primary key (assessment_id, position),
    constraint assessment_evidence_of_assessment foreign key (assessment_id) references assessment (id),
    constraint assessment_evidence_evidence foreign key (evidence_id) references evidence (id),
    constraint assessment_evidence_once unique (assessment_id, evidence_id) deferrable initially deferred
);
create index assessment_evidence_by_evidence on assessment_evidence (evidence_id);

comment on table assessment_evidence is 'The evidence that an assessment used.';
comment on column assessment_evidence.assessment_id is 'The assessment.';
comment on column assessment_evidence.position is 'Order, from 0.';
comment on column assessment_evidence.evidence_id is 'The evidence.';
