-- How claims stand, for lists that select or sort by it. A standing is computed by the service; what is kept here is
-- right wherever nothing is marked. Whoever changes what standings rest on marks what was changed, in the same
-- transaction, by the triggers below: only the thing itself, never what depends on it, which another transaction may be
-- changing at the same time. Whoever reads follows the marks to the claims that depend on them, in one snapshot, and
-- computes these anew.
create table claim_standing (
    claim_id         uuid primary key,
    origins          int     not null,
    denied           boolean not null,
    contradicted     boolean not null,
    suggested_status text    not null,
    constraint claim_standing_status_known check (suggested_status in ('UNVERIFIED', 'CORROBORATED', 'CONTESTED',
        'CONFIRMED', 'REFUTED', 'UNVERIFIABLE', 'RETRACTED', 'SUPERSEDED'))
);
create index claim_standing_by_origins on claim_standing (origins, claim_id);
create index claim_standing_by_suggestion on claim_standing (suggested_status, claim_id);
create index claim_standing_denied on claim_standing (claim_id) where denied;
create index claim_standing_contradicted on claim_standing (claim_id) where contradicted;

comment on table claim_standing is
    'How each claim stands, as GET /claims/{id}/standing tells it; right unless standing_mark leads to the claim. No foreign key: locking claims is for those who change them.';
comment on column claim_standing.claim_id is 'The claim.';
comment on column claim_standing.origins is 'How many independent origins it has.';
comment on column claim_standing.denied is 'Whether a denial of it stands.';
comment on column claim_standing.contradicted is 'Whether a contradiction of it stands.';
comment on column claim_standing.suggested_status is 'The status that the record suggests.';

create table claim_figure_conflict (
    measure_id uuid not null,
    claim_id   uuid not null,
    constraint claim_figure_conflict_pk primary key (measure_id, claim_id)
);
create index claim_figure_conflict_by_claim on claim_figure_conflict (claim_id);

comment on table claim_figure_conflict is
    'The claims of which a figure conflicts with one that another claim puts on the same measure; right unless standing_mark leads to the measure.';
comment on column claim_figure_conflict.measure_id is 'The measure.';
comment on column claim_figure_conflict.claim_id is 'The claim.';

create table standing_mark (
    id       bigint generated always as identity primary key,
    kind     text not null,
    about_id uuid,
    tx       xid8 not null default pg_current_xact_id(),
    constraint standing_mark_kind_known check (kind in ('CLAIM', 'ARTICLE', 'SOURCE', 'MEASURE', 'RATES', 'EVERYTHING')),
    constraint standing_mark_about_one check ((about_id is null) = (kind in ('RATES', 'EVERYTHING')))
);
create unique index standing_mark_once on standing_mark (kind, about_id, tx);

comment on table standing_mark is
    'What was changed since claim_standing and claim_figure_conflict were computed. Rows are added by triggers, never by hand, and go when what depends on them was computed anew.';
comment on column standing_mark.id is 'Counts up.';
comment on column standing_mark.kind is
    'What was changed: CLAIM (the claim, its appearances, evidence or relations), ARTICLE, SOURCE, MEASURE (or a figure of it), RATES (of exchange), or EVERYTHING when the rules are others.';
comment on column standing_mark.about_id is 'Which one.';
comment on column standing_mark.tx is 'The transaction that changed it, which marks it once.';

create table standing_basis (
    only_row boolean primary key default true,
    rules    text not null,
    constraint standing_basis_one_row check (only_row)
);

comment on table standing_basis is
    'The rules and settings that claim_standing was computed by. Whoever computes it locks this table, so that one does at a time.';
comment on column standing_basis.only_row is 'There is one row.';
comment on column standing_basis.rules is 'The version of the rules, and the settings that they depend on.';
