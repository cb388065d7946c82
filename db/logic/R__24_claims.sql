-- What figures, relations and appearances must never be, and what is kept with them: ${logic}

create function refuse_figure_cycle() returns trigger
    language plpgsql as
$$
begin
    perform pg_advisory_xact_lock(hashtextextended('figure', 0));
    if exists (
        with recursive bases (id) as (
            select new.derived_from_id
            union
            select f.derived_from_id from figure f join bases b on f.id = b.id where f.derived_from_id is not null
        )
        select from bases where id = new.id
    ) then
        raise exception 'the figure would be derived from itself'
            using errcode = 'check_violation', constraint = 'figure_acyclic', table = 'figure';
    end if;
    return new;
end
$$;
comment on function refuse_figure_cycle() is 'Keeps derivations free of cycles: constraint figure_acyclic.';
create trigger figure_acyclic after insert or update of derived_from_id on figure
    for each row when (new.derived_from_id is not null) execute function refuse_figure_cycle();

create function refuse_relation_cycle() returns trigger
    language plpgsql as
$$
begin
    perform pg_advisory_xact_lock(hashtextextended('relation ' || new.type, 0));
    if exists (
        with recursive reached (id) as (
            select new.to_claim_id
            union
            select r.to_claim_id
            from relation r join reached on r.from_claim_id = reached.id
            where r.type = new.type and r.deleted_at is null
        )
        select from reached where id = new.from_claim_id
    ) then
        raise exception 'the claim would bear on itself'
            using errcode = 'check_violation', constraint = 'relation_acyclic', table = 'relation';
    end if;
    return new;
end
$$;
comment on function refuse_relation_cycle() is 'Keeps relations of a type free of cycles: constraint relation_acyclic.';
create trigger relation_acyclic
    after insert or update of from_claim_id, to_claim_id, type, deleted_at on relation
    for each row when (new.deleted_at is null
        and new.type in ('REPEATS', 'UPDATES', 'CORRECTS', 'RETRACTS', 'RESPONDS_TO', 'DERIVED_FROM'))
    execute function refuse_relation_cycle();

create function excerpt_stands(excerpt text, body text) returns boolean
    language sql immutable parallel safe
    return strpos(
        regexp_replace(body, '\s+', ' ', 'g'),
        btrim(regexp_replace(excerpt, '\s+', ' ', 'g'))) > 0;
comment on function excerpt_stands(text, text) is
    'Whether an excerpt is found in a body, however white space is laid out. Null where either is unknown.';

create function note_excerpt_of_appearance() returns trigger
    language plpgsql as
$$
begin
    new.excerpt_gone := coalesce((
        select a.current_version > new.article_version and not excerpt_stands(new.exact, v.body)
        from article a
        join article_version v on v.article_id = a.id and v.version = a.current_version
        where a.id = new.article_id), false);
    return new;
end
$$;
comment on function note_excerpt_of_appearance() is 'Sets appearance.excerpt_gone when an appearance is recorded.';
create trigger appearance_excerpt before insert or update of article_id, article_version, exact on appearance
    for each row execute function note_excerpt_of_appearance();

create function note_excerpts_of_article() returns trigger
    language plpgsql as
$$
begin
    update appearance p
    set excerpt_gone = gone.now
    from (
        select q.id, coalesce(new.version > q.article_version and not excerpt_stands(q.exact, new.body), false) as now
        from appearance q
        where q.article_id = new.article_id
    ) gone
    where p.id = gone.id and p.excerpt_gone <> gone.now
      and new.version = (select max(v.version) from article_version v where v.article_id = new.article_id);
    return null;
end
$$;
comment on function note_excerpts_of_article() is 'Sets appearance.excerpt_gone when an article changes.';
create trigger article_version_excerpts after insert or update of body on article_version
    for each row execute function note_excerpts_of_article();

create function appearance_known_from(appearance uuid, article uuid) returns date
    language plpgsql stable as
$$
begin
    return coalesce(
        (select a.published_on_latest from article a where a.id = article),
        (select max(l.said_on_latest) from attribution l where l.appearance_id = appearance));
end
$$;
comment on function appearance_known_from(uuid, uuid) is 'The latest day on which an appearance in an article can have become public.';

create function note_known_from() returns trigger
    language plpgsql as
$$
begin
    -- Waits for whoever is changing the article, who would not see this appearance yet.
    perform 1 from article where id = new.article_id for share;
    new.known_from := appearance_known_from(new.id, new.article_id);
    return new;
end
$$;
comment on function note_known_from() is 'Keeps since when an appearance is known, when it gets its article.';
create trigger appearance_known_from before insert or update of article_id, deleted_at on appearance
    for each row execute function note_known_from();

create function note_known_from_of_article() returns trigger
    language plpgsql as
$$
begin
    -- What is deleted is left alone, as nothing changes about it: it gets its day when it comes back.
    update appearance p set known_from = appearance_known_from(p.id, p.article_id)
    from claim c
    where p.article_id = new.id and p.deleted_at is null and c.id = p.claim_id and c.deleted_at is null
      and p.known_from is distinct from appearance_known_from(p.id, p.article_id);
    return null;
end
$$;
comment on function note_known_from_of_article() is 'Keeps since when the appearances in an article are known, when its day changes.';
create trigger article_known_from after update of published_on_latest on article
    for each row when (old.published_on_latest is distinct from new.published_on_latest)
    execute function note_known_from_of_article();

create function note_known_from_of_claim() returns trigger
    language plpgsql as
$$
begin
    perform 1 from article a
    where a.id in (select p.article_id from appearance p where p.claim_id = new.id) order by a.id for share;
    update appearance p set known_from = appearance_known_from(p.id, p.article_id)
    where p.claim_id = new.id and p.deleted_at is null
      and p.known_from is distinct from appearance_known_from(p.id, p.article_id);
    return null;
end
$$;
comment on function note_known_from_of_claim() is 'Keeps since when the appearances of a claim are known, when it comes back.';
create trigger claim_known_from after update of deleted_at on claim
    for each row when (old.deleted_at is not null and new.deleted_at is null)
    execute function note_known_from_of_claim();

create function note_known_from_of_links() returns trigger
    language plpgsql as
$$
begin
    -- Asked first, as an update sets off what follows an update, even one that finds nothing to change.
    if exists (
        select from appearance p
        where p.id in (select r.appearance_id from changed_rows r)
          and p.known_from is distinct from appearance_known_from(p.id, p.article_id)) then
        update appearance p set known_from = appearance_known_from(p.id, p.article_id)
        where p.id in (select r.appearance_id from changed_rows r)
          and p.known_from is distinct from appearance_known_from(p.id, p.article_id);
    end if;
    return null;
end
$$;
comment on function note_known_from_of_links() is 'Keeps since when appearances are known, when their chains change.';
create trigger attribution_known_from_on_insert after insert on attribution
    referencing new table as changed_rows for each statement execute function note_known_from_of_links();
create trigger attribution_known_from_on_update after update on attribution
    referencing new table as changed_rows for each statement execute function note_known_from_of_links();
create trigger attribution_known_from_on_delete after delete on attribution
    referencing old table as changed_rows for each statement execute function note_known_from_of_links();
