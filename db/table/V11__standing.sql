-- How claims stand, for lists that select or sort by it. A standing is computed by the service; what is kept here is
-- right wherever nothing is marked. Whoever changes what standings rest on marks what was changed, in the same
-- transaction, by triggers (db/logic): only the thing itself, never what depends on it, which another transaction may be
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
    'The claims of which a figure conflicts with one that another claim puts on the same measure; right unless standing_mark leads to one of these claims, or to the measure.';
comment on column claim_figure_conflict.measure_id is 'The measure.';
comment on column claim_figure_conflict.claim_id is 'The claim.';

-- Figures as others are held against them, so that what conflicts with a figure is found by index, however many figures its
-- measure has. The service reads units and tells intervals, so it keeps these rows, as it keeps claim_standing.
create table compared_figure (
    figure_id         uuid     primary key,
    claim_id          uuid     not null,
    measure_id        uuid     not null,
    kind              uuid     not null,
    currency          boolean  not null,
    lower             numeric  not null,
    lower_edge        smallint not null,
    upper             numeric  not null,
    upper_edge        smallint not null,
    first             date     not null,
    last              date     not null,
    span              smallint not null generated always as (case
        when last = 'infinity' or first = '-infinity' or last - first >= 65536 then 17
        else length(ltrim((last - first)::bit(32)::text, '0')) end) stored,
    claimant          uuid     not null,
    day               text,
    alternative_to_id uuid,
    conflicts_with    uuid,
    constraint compared_figure_edges check (lower_edge in (0, 1) and upper_edge in (0, -1)),
    constraint compared_figure_ordered check ((lower, lower_edge) <= (upper, upper_edge) and first <= last)
);
create index compared_figure_by_claim on compared_figure (claim_id);
create index compared_figure_by_lower on compared_figure (measure_id, kind, lower, lower_edge, figure_id);
create index compared_figure_by_upper on compared_figure (measure_id, kind, upper, upper_edge, figure_id);
create index compared_figure_by_period on compared_figure (measure_id, kind, span, first);
create index compared_figure_by_claimant on compared_figure (measure_id, kind, claimant, day);
create index compared_figure_by_conflict on compared_figure (conflicts_with) where conflicts_with is not null;
create index compared_figure_free_by_lower on compared_figure (measure_id, kind, lower, lower_edge) where conflicts_with is null;
create index compared_figure_free_by_upper on compared_figure (measure_id, kind, upper, upper_edge) where conflicts_with is null;
create index compared_figure_by_currency on compared_figure (measure_id, kind) where currency;

comment on table compared_figure is
    'The figures that compare with others of their measure, as intervals in the base unit of their kind of unit; right unless standing_mark leads to the claim. No foreign keys: locking is for those who change the record.';
comment on column compared_figure.figure_id is 'The figure.';
comment on column compared_figure.claim_id is 'The claim whose figure it is.';
comment on column compared_figure.measure_id is 'The measure.';
comment on column compared_figure.kind is 'A name-based UUID of what units have in common that convert into each other: only figures of one kind compare.';
comment on column compared_figure.currency is 'Whether the kind is a currency. Amounts of a measure that has several compare by exchange rates, which the service does.';
comment on column compared_figure.lower is 'The lower end of the numbers that the figure can mean; -Infinity where there is none.';
comment on column compared_figure.lower_edge is '1 where the lower end itself is left out, else 0: so ends are in order as pairs.';
comment on column compared_figure.upper is 'The upper end; Infinity where there is none.';
comment on column compared_figure.upper_edge is '-1 where the upper end itself is left out, else 0.';
comment on column compared_figure.first is 'The first day that it counts over.';
comment on column compared_figure.last is 'The last day that it counts over.';
comment on column compared_figure.span is 'How many binary digits the number of days after the first has, 17 where these are 65,536 or more: those of a span that meet a period begin at most so many days before it.';
comment on column compared_figure.claimant is 'A name-based UUID of who claims it, equal for the same claimant alone.';
comment on column compared_figure.day is 'The first day on which it can have been said, else published; absent where nobody knows.';
comment on column compared_figure.alternative_to_id is 'The figure that it is another way to put.';
comment on column compared_figure.conflicts_with is 'A claim with a figure of the measure that it conflicts with, any of them; absent where there is none.';

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
    'What was changed: CLAIM (the claim, its appearances, figures, evidence or relations), ARTICLE, SOURCE, MEASURE (its unit), RATES (of exchange), or EVERYTHING when the rules are others.';
comment on column standing_mark.about_id is 'Which one.';
comment on column standing_mark.tx is 'The transaction that changed it, which marks it once.';

create table standing_basis (
    only_row boolean primary key default true,
    rules    text not null,
    constraint standing_basis_one_row check (only_row)
);

comment on table standing_basis is 'The rules and settings that claim_standing was computed by.';
comment on column standing_basis.only_row is 'There is one row.';
comment on column standing_basis.rules is 'The version of the rules, and the settings that they depend on.';
