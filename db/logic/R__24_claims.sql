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

-- Letters and digits of scripts that write spaces between words: where one meets another, a word goes on.
create function goes_on(before text, after text) returns boolean
    language sql immutable parallel safe
    return right(before, 1) ~ '[0-9A-Za-z\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u0DFF\u10A0-\u10FF\u1E00-\u1FFF]'
            and left(after, 1) ~ '[0-9A-Za-z\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u0DFF\u10A0-\u10FF\u1E00-\u1FFF]'
        or right(before, 2) ~ '[0-9][.,'']' and left(after, 1) ~ '[0-9]'
        or right(before, 1) ~ '[0-9]' and left(after, 2) ~ '[.,''][0-9]';
comment on function goes_on(text, text) is 'Whether a word or a number goes on from the end of one text to the beginning of the other.';

-- As clients of W3C Web Annotation anchor a TextQuoteSelector.
create function excerpt_in(excerpt text, prefix text, suffix text, body text) returns text
    language plpgsql immutable parallel safe as
$$
declare
    most constant int := 1000;
    before constant text := btrim(coalesce(prefix, ''));
    after constant text := btrim(coalesce(suffix, ''));
    head constant text := left(excerpt, 2);
    tail constant text := right(excerpt, 2);
    at int := 0;
    next int;
    found text;
begin
    for nth in 1 .. most loop
        next := strpos(substr(body, at + 1), excerpt);
        exit when next = 0;
        at := at + next;
        if not goes_on(substr(body, greatest(1, at - 2), least(2, at - 1)), head)
            and not goes_on(tail, substr(body, at + length(excerpt), 2)) then
            if right(rtrim(substr(body, greatest(1, at - length(before) - 2), at - greatest(1, at - length(before) - 2))), length(before)) = before
                and left(ltrim(substr(body, at + length(excerpt), length(after) + 2)), length(after)) = after then
                return 'STANDS';
            end if;
            found := 'MOVED';
        end if;
    end loop;
    return found;
end
$$;
comment on function excerpt_in(text, text, text, text) is
    'STANDS where an excerpt is in a body, as whole words, between its prefix and its suffix; MOVED where it is elsewhere in it; else null.';

create function excerpt_found(excerpt text, prefix text, suffix text, body text) returns text
    language plpgsql immutable parallel safe as
$$
declare
    found text;
begin
    if excerpt is null or body is null then
        return null;
    end if;
    found := excerpt_in(excerpt, prefix, suffix, body);
    -- Most stand as they were copied. The others are looked for as they are read: typography, spaces and case are no change.
    return case when found = 'STANDS' or folded(excerpt) = '' then found
        else coalesce(excerpt_in(folded(excerpt), folded(prefix), folded(suffix), folded(body)), found) end;
end
$$;
comment on function excerpt_found(text, text, text, text) is
    'What excerpt_in() tells, and null where either is absent, however both are typed: quotation marks, dashes, ligatures, white space, what is not to be seen, and case.';

create function note_excerpt(seen appearance) returns appearance
    language plpgsql stable as
$$
declare
    newest record;
    first_seen text;
    found text;
    last_with int;
    one record;
begin
    seen.excerpt_state := null;
    seen.excerpt_gone_since := null;
    seen.position_differs := false;
    seen.excerpt_gone := false;
    if seen.exact is null and seen.start_offset is null then
        return seen;
    end if;
    first_seen := (
        select v.body from article_version v where v.article_id = seen.article_id and v.version = seen.article_version);
    if first_seen is not null and seen.start_offset is not null then
        seen.position_differs := case
            when seen.exact is null then seen.end_offset > length(first_seen)
            else folded(substr(first_seen, least(seen.start_offset, 2000000000)::int + 1,
                least(seen.end_offset - seen.start_offset, 2000000000)::int)) <> folded(seen.exact) end;
    end if;
    if seen.exact is null then
        return seen;
    end if;
    select v.version, v.body into newest
    from article a join article_version v on v.article_id = a.id and v.version = a.current_version
    where a.id = seen.article_id;
    -- An article and its first version come in one transaction, in which it has no newest one yet.
    found := excerpt_found(seen.exact, seen.prefix, seen.suffix, newest.body);
    if first_seen is not null
        and excerpt_found(seen.exact, seen.prefix, seen.suffix, first_seen) is null then
        seen.excerpt_state := 'NEVER';
    elsif newest.body is null then
        -- Nobody can say that it is there, or that it is not.
        seen.excerpt_state := null;
    elsif found is not null then
        seen.excerpt_state := found;
    elsif newest.version > seen.article_version then
        last_with := seen.article_version;
        for one in
            select v.version, v.body from article_version v
            where v.article_id = seen.article_id and v.version > seen.article_version and v.body is not null
            order by v.version desc
        loop
            if excerpt_found(seen.exact, seen.prefix, seen.suffix, one.body) is not null then
                last_with := one.version;
                exit;
            end if;
        end loop;
        seen.excerpt_state := 'GONE';
        seen.excerpt_gone := true;
        seen.excerpt_gone_since := (
            select min(v.version) from article_version v
            where v.article_id = seen.article_id and v.version > last_with and v.body is not null);
    end if;
    return seen;
end
$$;
comment on function note_excerpt(appearance) is 'An appearance with what the versions of its article tell of its excerpt.';

create function note_excerpt_of_appearance() returns trigger
    language plpgsql as
$$
begin
    return note_excerpt(new);
end
$$;
comment on function note_excerpt_of_appearance() is 'Keeps where an excerpt stands when an appearance is recorded or changed.';
create trigger appearance_excerpt before insert or update of article_id, article_version, exact, prefix, suffix, start_offset, end_offset on appearance
    for each row execute function note_excerpt_of_appearance();

create function note_excerpts() returns trigger
    language plpgsql as
$$
declare
    article uuid;
begin
    if tg_table_name = 'article' then
        article := new.id;
    else
        article := new.article_id;
    end if;
    update appearance p
    set excerpt_state = n.excerpt_state, excerpt_gone_since = n.excerpt_gone_since, excerpt_gone = n.excerpt_gone,
        position_differs = n.position_differs
    from appearance q cross join lateral note_excerpt(q) n
    where q.article_id = article and p.id = q.id
      and (p.excerpt_state, p.excerpt_gone_since, p.excerpt_gone, p.position_differs)
        is distinct from (n.excerpt_state, n.excerpt_gone_since, n.excerpt_gone, n.position_differs);
    return null;
end
$$;
comment on function note_excerpts() is
    'Keeps where excerpts stand when their article gets another version, or the text of one is recorded later, or purged.';
create trigger article_excerpts after update of current_version on article
    for each row when (old.current_version is distinct from new.current_version)
    execute function note_excerpts();
create trigger article_version_excerpts after update of body on article_version
    for each row when (old.body is distinct from new.body)
    execute function note_excerpts();

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
