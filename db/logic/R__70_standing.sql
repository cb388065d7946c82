-- What was changed that standings rest on: ${logic}

create function mark_standing(changed text, ids uuid[]) returns void
    language plpgsql as
$$
begin
    insert into standing_mark (kind, about_id)
    select changed, i.id from unnest(ids) i (id) where i.id is not null
    on conflict do nothing;
end
$$;
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
call catalogue.watch('claim', 'marked', 'mark_claims()');

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
comment on function mark_claims_of_parts() is 'Marks the claims of appearances, of evidence and of figures.';
call catalogue.watch('appearance', 'marked', 'mark_claims_of_parts()');
call catalogue.watch('evidence', 'marked', 'mark_claims_of_parts()');
call catalogue.watch('figure', 'marked', 'mark_claims_of_parts()');

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
call catalogue.watch('attribution', 'marked', 'mark_claims_of_links()');

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
call catalogue.watch('attribution_source', 'marked', 'mark_claims_of_speakers()');

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
call catalogue.watch('relation', 'marked', 'mark_claims_of_relations()');

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
call catalogue.watch('article', 'marked', 'mark_articles()', '{update}');

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
call catalogue.watch('source', 'marked', 'mark_sources()', '{update}');

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
call catalogue.watch('membership', 'marked', 'mark_members()');

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
call catalogue.watch('measure', 'marked', 'mark_measures()', '{update}');

-- What lists know of figures that conflict may rest on a rate.
create function mark_rates() returns trigger
    language plpgsql as
$$
begin
    insert into standing_mark (kind) values ('RATES');
    return null;
end
$$;
comment on function mark_rates() is 'Marks that exchange rates come, go or change.';
create trigger exchange_rate_marked after insert or update or delete on exchange_rate
    for each statement execute function mark_rates();
