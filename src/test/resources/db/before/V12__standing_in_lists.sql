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
create index standing_mark_by_kind on standing_mark (kind, about_id);
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

create function mark_standing(changed text, ids uuid[]) returns void
    language sql
begin atomic
    insert into standing_mark (kind, about_id)
    select distinct changed, i.id
    from unnest(ids) i (id)
    where i.id is not null and not exists (
        select from standing_mark m
        where m.kind = changed and m.about_id = i.id and m.tx = pg_current_xact_id());
end;
comment on function mark_standing(text, uuid[]) is 'Marks things that were changed.';

-- Each function serves tables that share a column. The rows are called after_rows and before_rows, of which an insert has
-- only the first and a delete only the second.

create function mark_claims() returns trigger
    language plpgsql as
$$
begin
    if tg_op = 'INSERT' then
        perform mark_standing('CLAIM', array(select id from after_rows));
    elsif tg_op = 'DELETE' then
        perform mark_standing('CLAIM', array(select id from before_rows));
    else
        perform mark_standing('CLAIM', array(
            select a.id
            from after_rows a join before_rows b on b.id = a.id
            where a.deleted_at is distinct from b.deleted_at
               or (a.status = 'RETRACTED') <> (b.status = 'RETRACTED')));
    end if;
    return null;
end
$$;
comment on function mark_claims() is 'Marks claims that come, go or are retracted, whose figures no longer count.';
create trigger claim_marked_on_insert after insert on claim
    referencing new table as after_rows for each statement execute function mark_claims();
create trigger claim_marked_on_update after update on claim
    referencing old table as before_rows new table as after_rows for each statement execute function mark_claims();
create trigger claim_marked_on_delete after delete on claim
    referencing old table as before_rows for each statement execute function mark_claims();

create function mark_claims_of_parts() returns trigger
    language plpgsql as
$$
begin
    if tg_op <> 'DELETE' then
        perform mark_standing('CLAIM', array(select claim_id from after_rows));
    end if;
    if tg_op <> 'INSERT' then
        perform mark_standing('CLAIM', array(select claim_id from before_rows));
    end if;
    return null;
end
$$;
comment on function mark_claims_of_parts() is 'Marks the claims of appearances and of evidence.';
create trigger appearance_marked_on_insert after insert on appearance
    referencing new table as after_rows for each statement execute function mark_claims_of_parts();
create trigger appearance_marked_on_update after update on appearance
    referencing old table as before_rows new table as after_rows for each statement execute function mark_claims_of_parts();
create trigger appearance_marked_on_delete after delete on appearance
    referencing old table as before_rows for each statement execute function mark_claims_of_parts();
create trigger evidence_marked_on_insert after insert on evidence
    referencing new table as after_rows for each statement execute function mark_claims_of_parts();
create trigger evidence_marked_on_update after update on evidence
    referencing old table as before_rows new table as after_rows for each statement execute function mark_claims_of_parts();
create trigger evidence_marked_on_delete after delete on evidence
    referencing old table as before_rows for each statement execute function mark_claims_of_parts();

create function mark_claims_of_links() returns trigger
    language plpgsql as
$$
begin
    if tg_op <> 'DELETE' then
        perform mark_standing('CLAIM', array(
            select p.claim_id from after_rows a join appearance p on p.id = a.appearance_id));
    end if;
    if tg_op <> 'INSERT' then
        perform mark_standing('CLAIM', array(
            select p.claim_id from before_rows b join appearance p on p.id = b.appearance_id));
    end if;
    return null;
end
$$;
comment on function mark_claims_of_links() is 'Marks the claims in whose chains links come, go or change.';
create trigger attribution_marked_on_insert after insert on attribution
    referencing new table as after_rows for each statement execute function mark_claims_of_links();
create trigger attribution_marked_on_update after update on attribution
    referencing old table as before_rows new table as after_rows for each statement execute function mark_claims_of_links();
create trigger attribution_marked_on_delete after delete on attribution
    referencing old table as before_rows for each statement execute function mark_claims_of_links();

create function mark_claims_of_speakers() returns trigger
    language plpgsql as
$$
begin
    if tg_op <> 'DELETE' then
        perform mark_standing('CLAIM', array(
            select p.claim_id
            from after_rows a join attribution l on l.id = a.attribution_id join appearance p on p.id = l.appearance_id));
    end if;
    if tg_op <> 'INSERT' then
        perform mark_standing('CLAIM', array(
            select p.claim_id
            from before_rows b join attribution l on l.id = b.attribution_id join appearance p on p.id = l.appearance_id));
    end if;
    return null;
end
$$;
comment on function mark_claims_of_speakers() is 'Marks the claims in whose chains speakers come, go or change.';
create trigger attribution_source_marked_on_insert after insert on attribution_source
    referencing new table as after_rows for each statement execute function mark_claims_of_speakers();
create trigger attribution_source_marked_on_update after update on attribution_source
    referencing old table as before_rows new table as after_rows
    for each statement execute function mark_claims_of_speakers();
create trigger attribution_source_marked_on_delete after delete on attribution_source
    referencing old table as before_rows for each statement execute function mark_claims_of_speakers();

create function mark_claims_of_relations() returns trigger
    language plpgsql as
$$
begin
    if tg_op <> 'DELETE' then
        perform mark_standing('CLAIM', array(
            select from_claim_id from after_rows union select to_claim_id from after_rows));
    end if;
    if tg_op <> 'INSERT' then
        perform mark_standing('CLAIM', array(
            select from_claim_id from before_rows union select to_claim_id from before_rows));
    end if;
    return null;
end
$$;
comment on function mark_claims_of_relations() is 'Marks the claims at both ends of relations.';
create trigger relation_marked_on_insert after insert on relation
    referencing new table as after_rows for each statement execute function mark_claims_of_relations();
create trigger relation_marked_on_update after update on relation
    referencing old table as before_rows new table as after_rows
    for each statement execute function mark_claims_of_relations();
create trigger relation_marked_on_delete after delete on relation
    referencing old table as before_rows for each statement execute function mark_claims_of_relations();

create function mark_measures_of_figures() returns trigger
    language plpgsql as
$$
begin
    if tg_op <> 'DELETE' then
        perform mark_standing('MEASURE', array(select measure_id from after_rows));
    end if;
    if tg_op <> 'INSERT' then
        perform mark_standing('MEASURE', array(select measure_id from before_rows));
    end if;
    return null;
end
$$;
comment on function mark_measures_of_figures() is 'Marks the measures that figures are put on.';
create trigger figure_marked_on_insert after insert on figure
    referencing new table as after_rows for each statement execute function mark_measures_of_figures();
create trigger figure_marked_on_update after update on figure
    referencing old table as before_rows new table as after_rows
    for each statement execute function mark_measures_of_figures();
create trigger figure_marked_on_delete after delete on figure
    referencing old table as before_rows for each statement execute function mark_measures_of_figures();

create function mark_articles() returns trigger
    language plpgsql as
$$
begin
    perform mark_standing('ARTICLE', array(
        select a.id
        from after_rows a join before_rows b on b.id = a.id
        where a.publisher_id is distinct from b.publisher_id
           or a.published_on is distinct from b.published_on
           or a.canonical_url is distinct from b.canonical_url));
    return null;
end
$$;
comment on function mark_articles() is 'Marks articles that get another publisher, day or address.';
create trigger article_marked_on_update after update on article
    referencing old table as before_rows new table as after_rows for each statement execute function mark_articles();

create function mark_sources() returns trigger
    language plpgsql as
$$
begin
    perform mark_standing('SOURCE', array(
        select a.id from after_rows a join before_rows b on b.id = a.id where a.kind <> b.kind));
    return null;
end
$$;
comment on function mark_sources() is 'Marks sources that get or lose a name.';
create trigger source_marked_on_update after update on source
    referencing old table as before_rows new table as after_rows for each statement execute function mark_sources();

create function mark_members() returns trigger
    language plpgsql as
$$
begin
    if tg_op <> 'DELETE' then
        perform mark_standing('SOURCE', array(select source_id from after_rows));
    end if;
    if tg_op <> 'INSERT' then
        perform mark_standing('SOURCE', array(select source_id from before_rows));
    end if;
    return null;
end
$$;
comment on function mark_members() is 'Marks sources that become part of something, or cease to be.';
create trigger membership_marked_on_insert after insert on membership
    referencing new table as after_rows for each statement execute function mark_members();
create trigger membership_marked_on_update after update on membership
    referencing old table as before_rows new table as after_rows for each statement execute function mark_members();
create trigger membership_marked_on_delete after delete on membership
    referencing old table as before_rows for each statement execute function mark_members();

create function mark_measures() returns trigger
    language plpgsql as
$$
begin
    perform mark_standing('MEASURE', array(
        select a.id from after_rows a join before_rows b on b.id = a.id where a.unit is distinct from b.unit));
    return null;
end
$$;
comment on function mark_measures() is 'Marks measures that get another unit.';
create trigger measure_marked_on_update after update on measure
    referencing old table as before_rows new table as after_rows for each statement execute function mark_measures();

-- Those that are overdue are found among those that can be.
create index claim_by_resolution on claim (resolves_by_latest) where resolves_by_latest is not null and deleted_at is null;
