-- A topic is a thing of its own, like a measure: it stands, whether claims are filed under it or not.
create table topic (
    id          uuid primary key,
    name        text        not null,
    name_key    text        not null generated always as (name_key(name)) stored,
    created_at  timestamptz not null,
    revision    bigint      not null,
    description text,
    updated_at  timestamptz not null,
    deleted_at  timestamptz,
    constraint topic_name_not_blank check (name ~ '\S')
);
create unique index topic_name_unique on topic (name_key) where deleted_at is null;
create index topic_by_created on topic (created_at, id) where deleted_at is null;

comment on table topic is 'What claims are filed under, matched without case.';
comment on column topic.id is 'UUIDv7.';
comment on column topic.name is 'What it is called; as first written, unless somebody renamed it.';
comment on column topic.name_key is 'The topic as it is matched: see name_key().';
comment on column topic.created_at is 'When it was first used, or recorded by itself.';
comment on column topic.revision is 'Grows with every change.';
comment on column topic.description is 'What belongs under it and what does not.';
comment on column topic.updated_at is 'When it last changed.';
comment on column topic.deleted_at is 'When it was deleted; absent while it stands.';

create table measure (
    id          uuid primary key,
    revision    bigint      not null,
    name        text        not null,
    name_key    text        not null generated always as (name_key(name)) stored,
    unit        text,
    unit_key    text generated always as (name_key(unit)) stored,
    description text,
    created_at  timestamptz not null,
    updated_at  timestamptz not null,
    deleted_at  timestamptz,
    constraint measure_name_not_blank check (name ~ '\S'),
    constraint measure_unit_not_blank check (unit ~ '\S')
);
create unique index measure_name_and_unit_unique on measure (name_key, unit_key) nulls not distinct
    where deleted_at is null;
create index measure_by_name on measure (name_key text_pattern_ops, id) where deleted_at is null;
create index measure_by_created on measure (created_at, id) where deleted_at is null;

comment on table measure is 'What figures of several claims count in common, so that they can be compared.';
comment on column measure.id is 'UUIDv7.';
comment on column measure.revision is 'Grows with every change.';
comment on column measure.name is 'What is counted: "containers shipped from North Korea to Russia".';
comment on column measure.name_key is 'The name as it is matched: see name_key().';
comment on column measure.unit is 'The unit that figures are given in: "containers", "t".';
comment on column measure.unit_key is 'The unit as it is matched: see name_key().';
comment on column measure.description is 'What counts and what does not.';
comment on column measure.created_at is 'When it was recorded here.';
comment on column measure.updated_at is 'When it last changed.';
comment on column measure.deleted_at is 'When it was deleted; absent while it stands.';

create sequence claim_number;
comment on sequence claim_number is 'The numbers that people call claims by: C-24.';

create table claim (
    id                   uuid primary key,
    number               bigint      not null default nextval('claim_number'),
    revision             bigint      not null,
    text                 text        not null,
    kind                 text        not null,
    language             text,
    occurred             text,
    occurred_earliest    date,
    occurred_latest      date,
    resolves_by          text,
    resolves_by_earliest date,
    resolves_by_latest   date,
    place                text,
    status               text        not null default 'UNVERIFIED',
    stage                text        not null default 'INBOX',
    assignee             text,
    created_at           timestamptz not null,
    updated_at           timestamptz not null,
    deleted_at           timestamptz,
    constraint claim_number_unique unique (number),
    constraint claim_text_not_blank check (text ~ '\S'),
    constraint claim_kind_known check (kind in ('FACT', 'FIGURE', 'ACCUSATION', 'DENIAL', 'QUOTE', 'PREDICTION')),
    constraint claim_status_known check (status in ('UNVERIFIED', 'CORROBORATED', 'CONTESTED', 'CONFIRMED',
        'REFUTED', 'UNVERIFIABLE', 'RETRACTED', 'SUPERSEDED')),
    constraint claim_stage_known check (stage in ('INBOX', 'IN_PROGRESS', 'IN_REVIEW', 'DONE', 'DROPPED')),
    constraint claim_assignee_not_blank check (assignee ~ '\S')
);
alter sequence claim_number owned by claim.number;
create index claim_by_created on claim (created_at, id) where deleted_at is null;
create index claim_by_updated on claim (updated_at, id) where deleted_at is null;
create index claim_by_status on claim (status, kind, created_at, id) where deleted_at is null;
create index claim_by_kind on claim (kind, created_at, id) where deleted_at is null;
create index claim_by_stage on claim (stage, created_at, id) where deleted_at is null;
create index claim_by_assignee on claim (assignee, created_at, id) where assignee is not null and deleted_at is null;
-- Those that are overdue are found among those that can be.
create index claim_by_resolution on claim (resolves_by_latest) where resolves_by_latest is not null and deleted_at is null;
create index claim_by_occurred on claim (coalesce(occurred_earliest, 'infinity'), id) where deleted_at is null;
create index claim_by_occurred_last_first on claim (coalesce(occurred_earliest, '-infinity'), id) where deleted_at is null;
-- Few: so that topics can count all claims by index, and take these away.
create index claim_deleted on claim (id) where deleted_at is not null;

comment on table claim is 'One checkable statement, in the desk''s own neutral words. It must not carry a verdict.';
comment on column claim.id is 'UUIDv7.';
comment on column claim.number is 'The number people call it by, written C-24.';
comment on column claim.revision is 'Grows with every change of the claim, its figures and appearances, its status and stage.';
comment on column claim.text is 'The statement.';
comment on column claim.kind is
    'The leading kind: FACT, FIGURE, ACCUSATION, DENIAL, QUOTE or PREDICTION.';
comment on column claim.language is 'BCP 47 tag of the text.';
comment on column claim.occurred is 'When what it describes happened or is to happen, as written (EDTF).';
comment on column claim.occurred_earliest is 'Earliest day that occurred can mean.';
comment on column claim.occurred_latest is 'Latest day that occurred can mean.';
comment on column claim.resolves_by is 'When a prediction can be checked, as written (EDTF).';
comment on column claim.resolves_by_earliest is 'Earliest day that resolves_by can mean.';
comment on column claim.resolves_by_latest is 'Latest day that resolves_by can mean.';
comment on column claim.place is 'Where it happened or is to happen.';
comment on column claim.status is 'What the desk holds: see status_transition.';
comment on column claim.stage is 'Where the work is: INBOX, IN_PROGRESS, IN_REVIEW, DONE or DROPPED.';
comment on column claim.assignee is 'Who works on it.';
comment on column claim.created_at is 'When it was recorded here.';
comment on column claim.updated_at is 'When it, a figure, an appearance, its status or its stage last changed.';
comment on column claim.deleted_at is 'When it was deleted; absent while it stands.';

create table claim_topic (
    claim_id uuid not null,
    position int  not null,
    topic_id uuid not null,
    constraint claim_topic_pk primary key (claim_id, position),
    constraint claim_topic_of_claim foreign key (claim_id) references claim (id),
    constraint claim_topic_topic foreign key (topic_id) references topic (id),
    constraint claim_topic_once unique (claim_id, topic_id) deferrable initially deferred
);
create index claim_topic_by_topic on claim_topic (topic_id, claim_id);

comment on table claim_topic is 'The topics of a claim.';
comment on column claim_topic.claim_id is 'The claim.';
comment on column claim_topic.position is 'Order, from 0.';
comment on column claim_topic.topic_id is 'The topic.';

create table claim_about (
    claim_id  uuid not null,
    position  int  not null,
    source_id uuid not null,
    constraint claim_about_pk primary key (claim_id, position),
    constraint claim_about_of_claim foreign key (claim_id) references claim (id),
    constraint claim_about_source foreign key (source_id) references source (id),
    constraint claim_about_once unique (claim_id, source_id) deferrable initially deferred
);
create index claim_about_by_source on claim_about (source_id, claim_id);

comment on table claim_about is 'The sources that a claim is about: those concerned by it.';
comment on column claim_about.claim_id is 'The claim.';
comment on column claim_about.position is 'Order, from 0.';
comment on column claim_about.source_id is 'Whom or what it is about.';

create table figure (
    id                uuid primary key,
    claim_id          uuid   not null,
    position          int    not null,
    measure_id        uuid,
    as_stated         text,
    qualifier         text   not null,
    amount            numeric,
    lower_bound       numeric,
    upper_bound       numeric,
    unit              text,
    period            text,
    period_earliest   date,
    period_latest     date,
    derived_from_id   uuid,
    factor            numeric,
    assumption        text,
    alternative_to_id uuid,
    deleted_at        timestamptz,
    constraint figure_of_claim foreign key (claim_id) references claim (id),
    constraint figure_of_measure foreign key (measure_id) references measure (id),
    constraint figure_derived_from foreign key (derived_from_id) references figure (id)
        deferrable initially deferred,
    constraint figure_alternative_to foreign key (alternative_to_id) references figure (id)
        deferrable initially deferred,
    constraint figure_within_claim unique (id, claim_id),
    constraint figure_qualifier_known check (qualifier in ('EXACT', 'ABOUT', 'AT_LEAST', 'MORE_THAN', 'AT_MOST',
        'LESS_THAN', 'NEARLY', 'BETWEEN', 'DOZENS', 'HUNDREDS', 'THOUSANDS', 'MILLIONS', 'UNSTATED')),
    constraint figure_bounds_follow_qualifier check (
        (amount is not null) = (qualifier in ('EXACT', 'ABOUT'))
        and (lower_bound is not null) = (qualifier in ('AT_LEAST', 'MORE_THAN', 'BETWEEN'))
        and (upper_bound is not null) = (qualifier in ('AT_MOST', 'LESS_THAN', 'NEARLY', 'BETWEEN'))),
    constraint figure_bounds_in_order check (lower_bound <= upper_bound),
    constraint figure_decimals_bounded check (
        abs(amount) <= 1e30 and scale(amount) <= 12
        and abs(lower_bound) <= 1e30 and scale(lower_bound) <= 12
        and abs(upper_bound) <= 1e30 and scale(upper_bound) <= 12
        and abs(factor) <= 1e30 and scale(factor) <= 12),
    constraint figure_derivation_from_a_figure check (
        derived_from_id is not null or (factor is null and assumption is null)),
    constraint figure_not_derived_from_itself check (derived_from_id <> id),
    constraint figure_not_alternative_to_itself check (alternative_to_id <> id)
);
create index figure_by_claim on figure (claim_id, position);
create index figure_by_measure on figure (measure_id, claim_id);
create index figure_by_derived_from on figure (derived_from_id) where derived_from_id is not null;
create index figure_by_alternative_to on figure (alternative_to_id) where alternative_to_id is not null;

comment on table figure is 'A number that a claim puts on something.';
comment on column figure.id is 'UUIDv7.';
comment on column figure.claim_id is 'The claim.';
comment on column figure.position is 'Order within the claim, from 0.';
comment on column figure.measure_id is 'What it counts, in common with figures of other claims.';
comment on column figure.as_stated is 'The words of the source: "about 6,700 containers".';
comment on column figure.qualifier is
    'EXACT and ABOUT have an amount; AT_LEAST and MORE_THAN a lower bound; AT_MOST, LESS_THAN and NEARLY an upper bound; BETWEEN both; DOZENS, HUNDREDS, THOUSANDS, MILLIONS and UNSTATED none.';
comment on column figure.amount is 'The number itself, exact to the digit.';
comment on column figure.lower_bound is 'The stated lower bound; absent when none was stated.';
comment on column figure.upper_bound is 'The stated upper bound; absent when none was stated.';
comment on column figure.unit is 'The unit as stated, where it differs from the measure''s.';
comment on column figure.period is 'The time that it counts over, as written (EDTF).';
comment on column figure.period_earliest is 'Earliest day of the period.';
comment on column figure.period_latest is 'Latest day of the period.';
comment on column figure.derived_from_id is 'The figure that this one was computed from by the claimant.';
comment on column figure.factor is 'The number that the other figure was multiplied by.';
comment on column figure.assumption is 'The assumption the derivation rests on.';
comment on column figure.alternative_to_id is 'The figure that this one is an alternative to: "or 500,000 rockets".';
comment on column figure.deleted_at is 'When it was deleted; absent while it stands.';

create table appearance (
    id              uuid primary key,
    claim_id        uuid    not null,
    position        int     not null,
    article_id      uuid    not null,
    article_version int     not null,
    exact           text,
    prefix          text,
    suffix          text,
    start_offset    bigint,
    end_offset      bigint,
    fragment        text,
    excerpt_gone    boolean not null default false,
    deleted_at      timestamptz,
    known_from      date,
    constraint appearance_of_claim foreign key (claim_id) references claim (id),
    constraint appearance_in_article foreign key (article_id, article_version)
        references article_version (article_id, version),
    constraint appearance_quote_selector check (exact is not null or (prefix is null and suffix is null)),
    constraint appearance_position_selector check (
        (start_offset is null) = (end_offset is null) and start_offset >= 0 and end_offset >= start_offset)
);
create index appearance_by_claim on appearance (claim_id, position);
create index appearance_by_article on appearance (article_id, claim_id);

comment on table appearance is 'One place where a claim is made: an article, or a primary document.';
comment on column appearance.id is 'UUIDv7.';
comment on column appearance.claim_id is 'The claim.';
comment on column appearance.position is 'Order within the claim, from 0.';
comment on column appearance.article_id is 'The article.';
comment on column appearance.article_version is 'The version of the article it was seen in.';
comment on column appearance.exact is 'W3C TextQuoteSelector: the excerpt itself.';
comment on column appearance.prefix is 'W3C TextQuoteSelector: what stands before the excerpt.';
comment on column appearance.suffix is 'W3C TextQuoteSelector: what stands after the excerpt.';
comment on column appearance.start_offset is 'W3C TextPositionSelector: first character, from 0.';
comment on column appearance.end_offset is 'W3C TextPositionSelector: the character after the last.';
comment on column appearance.fragment is 'W3C FragmentSelector: "t=513,533" for seconds of media, "page=3".';
comment on column appearance.excerpt_gone is 'Whether the newest version of the article no longer has the excerpt. Kept by triggers.';
comment on column appearance.deleted_at is 'When it was deleted; absent while it stands.';
comment on column appearance.known_from is
    'The latest day on which it can have become public: its article''s, else the last on which it was said. Absent where no day is stated. Kept by triggers.';

create table attribution (
    id                uuid primary key,
    appearance_id     uuid not null,
    position          int  not null,
    role_as_stated    text,
    cue               text,
    mode              text,
    basis             text,
    quote             text,
    quote_language    text,
    original          text,
    original_language text,
    translator        text,
    said_on           text,
    said_on_earliest  date,
    said_on_latest    date,
    venue             text,
    constraint attribution_of_appearance foreign key (appearance_id) references appearance (id),
    constraint attribution_position_once unique (appearance_id, position) deferrable initially deferred,
    constraint attribution_mode_known check (mode in ('DIRECT', 'INDIRECT', 'MIXED', 'DOCUMENT', 'IMAGERY')),
    constraint attribution_basis_known check (basis in ('ON_RECORD', 'BACKGROUND', 'DEEP_BACKGROUND', 'UNNAMED')),
    constraint attribution_language_of_quote check (quote is not null or quote_language is null),
    constraint attribution_language_of_original check (original is not null or original_language is null)
);

comment on table attribution is
    'One link of an appearance''s chain. The first is the origin, each next one relays the one before, the article''s publisher is the implied last.';
comment on column attribution.id is 'UUIDv7.';
comment on column attribution.appearance_id is 'The appearance.';
comment on column attribution.position is 'Place in the chain; 0 is the origin.';
comment on column attribution.role_as_stated is 'How the article calls the speaker: "US national security spokesman".';
comment on column attribution.cue is 'The words that attribute: "told reporters" (PARC 3.0).';
comment on column attribution.mode is 'DIRECT, INDIRECT, MIXED (PARC 3.0), DOCUMENT or IMAGERY.';
comment on column attribution.basis is 'ON_RECORD, BACKGROUND, DEEP_BACKGROUND (the AP''s terms) or UNNAMED.';
comment on column attribution.quote is 'What was said, verbatim.';
comment on column attribution.quote_language is 'BCP 47 tag of the quote.';
comment on column attribution.original is 'The quote before translation.';
comment on column attribution.original_language is 'BCP 47 tag of the original.';
comment on column attribution.translator is 'Who translated it.';
comment on column attribution.said_on is 'When it was said, as written (EDTF).';
comment on column attribution.said_on_earliest is 'Earliest day that said_on can mean.';
comment on column attribution.said_on_latest is 'Latest day that said_on can mean.';
comment on column attribution.venue is 'Where or to whom: "news conference".';

create table attribution_source (
    attribution_id uuid not null,
    position       int  not null,
    source_id      uuid not null,
    constraint attribution_source_pk primary key (attribution_id, position),
    constraint attribution_source_of_link foreign key (attribution_id) references attribution (id),
    constraint attribution_source_source foreign key (source_id) references source (id),
    constraint attribution_source_once unique (attribution_id, source_id) deferrable initially deferred
);
create index attribution_source_by_source on attribution_source (source_id, attribution_id);

comment on table attribution_source is 'Who speaks in a link; several when they speak jointly.';
comment on column attribution_source.attribution_id is 'The link.';
comment on column attribution_source.position is 'Order of the speakers, from 0.';
comment on column attribution_source.source_id is 'The speaker.';

create table relation (
    id            uuid primary key,
    revision      bigint      not null,
    from_claim_id uuid        not null,
    to_claim_id   uuid        not null,
    type          text        not null,
    scope         text        not null default 'FULL',
    figure_id     uuid,
    act           text,
    nature        text,
    note          text,
    created_at    timestamptz not null,
    updated_at    timestamptz not null,
    deleted_at    timestamptz,
    constraint relation_from_claim foreign key (from_claim_id) references claim (id),
    constraint relation_to_claim foreign key (to_claim_id) references claim (id),
    constraint relation_figure_of_target foreign key (figure_id, to_claim_id) references figure (id, claim_id),
    constraint relation_not_to_itself check (from_claim_id <> to_claim_id),
    constraint relation_type_known check (type in ('DENIES', 'CONTRADICTS', 'CORROBORATES', 'REPEATS', 'QUALIFIES',
        'UPDATES', 'CORRECTS', 'RETRACTS', 'RESPONDS_TO', 'DERIVED_FROM', 'ALTERNATIVE_TO')),
    constraint relation_scope_known check (scope in ('FULL', 'PARTIAL')),
    constraint relation_act_of_retraction check (
        act is null or (type = 'RETRACTS' and act in ('RETRACTION', 'CORRECTION', 'CLARIFICATION'))),
    constraint relation_nature_of_contradiction check (
        nature is null
        or (type = 'CONTRADICTS' and nature in ('DIRECT', 'SCOPE', 'PERIOD', 'DEFINITION', 'MEASURE')))
);
create unique index relation_once on relation (from_claim_id, to_claim_id, type, figure_id) nulls not distinct
    where deleted_at is null;
-- These hold in both directions, so that the opposite direction says nothing new.
create unique index relation_symmetric_once
    on relation (least(from_claim_id, to_claim_id), greatest(from_claim_id, to_claim_id), type, figure_id)
    nulls not distinct
    where deleted_at is null and type in ('CONTRADICTS', 'CORROBORATES', 'ALTERNATIVE_TO');
create index relation_by_from on relation (from_claim_id, created_at, id);
create index relation_by_to on relation (to_claim_id, created_at, id);
create index relation_by_figure on relation (figure_id) where figure_id is not null;

comment on table relation is 'How one claim bears on another.';
comment on column relation.id is 'UUIDv7.';
comment on column relation.revision is 'Grows with every change.';
comment on column relation.from_claim_id is 'The claim that acts: the denial.';
comment on column relation.to_claim_id is 'The claim that is acted on: what is denied.';
comment on column relation.type is
    'DENIES, CONTRADICTS, CORROBORATES, REPEATS, QUALIFIES, UPDATES, CORRECTS, RETRACTS, RESPONDS_TO, DERIVED_FROM or ALTERNATIVE_TO. UPDATES, CORRECTS, RETRACTS, REPEATS, RESPONDS_TO and DERIVED_FROM are free of cycles.';
comment on column relation.scope is 'FULL, or PARTIAL where it bears on a part only.';
comment on column relation.figure_id is 'The one figure of the other claim that it aims at.';
comment on column relation.act is 'RETRACTS only: RETRACTION, CORRECTION or CLARIFICATION.';
comment on column relation.nature is 'CONTRADICTS only: DIRECT, SCOPE, PERIOD, DEFINITION or MEASURE.';
comment on column relation.note is 'Why, in the desk''s words.';
comment on column relation.created_at is 'When it was recorded here.';
comment on column relation.updated_at is 'When it last changed.';
comment on column relation.deleted_at is 'When it was deleted; absent while it stands.';
