-- Claims that were read from the texts of articles and proposed, until somebody takes or leaves them, and what became of them.

create table proposal (
    id               uuid primary key,
    article_id       uuid         not null,
    article_version  integer      not null,
    place_from       integer      not null,
    place_to         integer      not null,
    wording          bytea        not null,
    body             json         not null,
    confidence       numeric(3,2) not null,
    proposer         text         not null,
    proposer_version text         not null,
    proposed_by      text         not null,
    proposed_at      timestamptz  not null,
    state            text         not null default 'OPEN',
    claim_id         uuid,
    edited           boolean      not null default false,
    reason           text,
    decided_by       text,
    decided_at       timestamptz,
    constraint proposal_of_article foreign key (article_id) references article (id),
    constraint proposal_claim foreign key (claim_id) references claim (id),
    constraint proposal_wording_unique unique (article_id, wording),
    constraint proposal_place_in_order check (place_from >= 0 and place_from < place_to),
    constraint proposal_confidence_bounded check (confidence between 0 and 1),
    constraint proposal_state_known check (state in ('OPEN', 'ACCEPTED', 'REJECTED')),
    constraint proposal_decided_by_somebody check ((state = 'OPEN') = (decided_at is null) and (decided_at is null) = (decided_by is null)),
    constraint proposal_accepted_is_recorded check ((state = 'ACCEPTED') = (claim_id is not null)),
    constraint proposal_edited_is_accepted check (not edited or state = 'ACCEPTED')
);
create index proposal_by_claim on proposal (claim_id) where claim_id is not null;
create index proposal_by_proposer on proposal (proposer, proposer_version, state);

comment on table proposal is 'Claims that were read from the text of an article, and what became of them.';
comment on column proposal.id is 'UUIDv7.';
comment on column proposal.article_id is 'The article in which it was read.';
comment on column proposal.article_version is 'The version of it.';
comment on column proposal.place_from is 'Where the passage begins in the text of that version, in UTF-16 code units.';
comment on column proposal.place_to is 'The place behind it.';
comment on column proposal.wording is 'SHA-256 of kind and folded text: an article has no proposal twice, whoever proposes it and in whichever version.';
comment on column proposal.body is 'The claim as it was proposed: what POST /claims takes.';
comment on column proposal.confidence is 'How sure the proposer was, from 0 to 1.';
comment on column proposal.proposer is 'What read it: rules.';
comment on column proposal.proposer_version is 'Which of its versions.';
comment on column proposal.proposed_by is 'The account that had the article read.';
comment on column proposal.proposed_at is 'When.';
comment on column proposal.state is 'OPEN, ACCEPTED or REJECTED.';
comment on column proposal.claim_id is 'The claim that was recorded of it.';
comment on column proposal.edited is 'Whether that was another body than the proposed one.';
comment on column proposal.reason is 'Why it was decided so.';
comment on column proposal.decided_by is 'The account that decided.';
comment on column proposal.decided_at is 'When.';
