-- What was changed that standings rest on: ${logic}

-- Each function serves tables that share a column. The rows are called after_rows and before_rows, of which an insert has
-- only the first and a delete only the second.

create procedure catalogue.mark(name name, kind text, ids text, meaning text)
    language plpgsql as
$$
begin
    execute format(
        $f$
        create function %1$I() returns trigger
            language plpgsql as
        $b$
        begin
            if tg_op <> 'DELETE' then
                insert into standing_mark (kind, about_id)
                select distinct %2$L, m.id from (%3$s) m (id)
                on conflict do nothing;
            end if;
            if tg_op <> 'INSERT' then
                insert into standing_mark (kind, about_id)
                select distinct %2$L, m.id from (%4$s) m (id)
                on conflict do nothing;
            end if;
            return null;
        end
        $b$;
        comment on function %1$I() is %5$L;
        $f$, mark.name, mark.kind, format(ids, 'after_rows'), format(ids, 'before_rows'), meaning);
end
$$;
comment on procedure catalogue.mark(name, text, text, text) is
    'Makes a function that marks things of a kind when rows come, go or change; the SQL selects their ids from such rows, for which it has a place (%1$s).';

create function mark_claims() returns trigger
    language plpgsql as
$$
begin
    if tg_op = 'INSERT' then
        insert into standing_mark (kind, about_id)
        select distinct 'CLAIM', id from after_rows
        on conflict do nothing;
    elsif tg_op = 'DELETE' then
        insert into standing_mark (kind, about_id)
        select distinct 'CLAIM', id from before_rows
        on conflict do nothing;
    else
        insert into standing_mark (kind, about_id)
        select distinct 'CLAIM', a.id
        from after_rows a join before_rows b on b.id = a.id
        where a.deleted_at is distinct from b.deleted_at or (a.status = 'RETRACTED') <> (b.status = 'RETRACTED')
        on conflict do nothing;
        insert into source_act_mark (claim_id)
        select a.id from after_rows a join before_rows b on b.id = a.id where a.status <> b.status
        on conflict do nothing;
    end if;
    return null;
end
$$;
comment on function mark_claims() is
    'Marks claims that come, go or are retracted, whose figures no longer count; and for what counts them by it, those that get another status.';
call catalogue.watch('claim', 'marked', 'mark_claims()');

call catalogue.mark('mark_claims_of_parts', 'CLAIM',
    'select r.claim_id from %1$s r',
    'Marks the claims of appearances, of evidence and of figures.');
call catalogue.watch('appearance', 'marked', 'mark_claims_of_parts()');
call catalogue.watch('evidence', 'marked', 'mark_claims_of_parts()');
call catalogue.watch('figure', 'marked', 'mark_claims_of_parts()');

call catalogue.mark('mark_claims_of_links', 'CLAIM',
    'select p.claim_id from %1$s r join appearance p on p.id = r.appearance_id',
    'Marks the claims in whose chains links come, go or change.');
call catalogue.watch('attribution', 'marked', 'mark_claims_of_links()');

call catalogue.mark('mark_claims_of_speakers', 'CLAIM',
    $$select p.claim_id
      from %1$s r join attribution l on l.id = r.attribution_id join appearance p on p.id = l.appearance_id$$,
    'Marks the claims in whose chains speakers come, go or change.');
call catalogue.watch('attribution_source', 'marked', 'mark_claims_of_speakers()');

call catalogue.mark('mark_claims_of_relations', 'CLAIM',
    'select r.from_claim_id from %1$s r union select r.to_claim_id from %1$s r',
    'Marks the claims at both ends of relations.');
call catalogue.watch('relation', 'marked', 'mark_claims_of_relations()');

create function mark_articles() returns trigger
    language plpgsql as
$$
begin
    insert into standing_mark (kind, about_id)
    select distinct 'ARTICLE', a.id
    from after_rows a join before_rows b on b.id = a.id
    where a.publisher_id is distinct from b.publisher_id or a.published_on is distinct from b.published_on or a.site is distinct from b.site
    on conflict do nothing;
    return null;
end
$$;
comment on function mark_articles() is 'Marks articles that get another publisher, day or site.';
call catalogue.watch('article', 'marked', 'mark_articles()', '{update}');

-- The publisher of a site is that of its first article that has one.
call catalogue.mark('mark_sites', 'SITE',
    $$select md5(r.site)::uuid
      from %1$s r
      where r.site is not null and r.publisher_id is not null and r.deleted_at is null
        and not exists (
            select from article o
            where o.site = r.site and o.publisher_id is not null and o.deleted_at is null
              and (o.created_at, o.id) < (r.created_at, r.id))$$,
    'Marks sites whose publisher is inferred from another article than before, or from one that changes.');
call catalogue.watch('article', 'sites_marked', 'mark_sites()');

create function mark_sources() returns trigger
    language plpgsql as
$$
begin
    insert into standing_mark (kind, about_id)
    select distinct 'SOURCE', a.id from after_rows a join before_rows b on b.id = a.id where a.kind <> b.kind
    on conflict do nothing;
    return null;
end
$$;
comment on function mark_sources() is 'Marks sources that get or lose a name.';
call catalogue.watch('source', 'marked', 'mark_sources()', '{update}');

call catalogue.mark('mark_members', 'SOURCE',
    'select r.source_id from %1$s r',
    'Marks sources that become part of something, or cease to be.');
call catalogue.watch('membership', 'marked', 'mark_members()');

create function mark_measures() returns trigger
    language plpgsql as
$$
begin
    insert into standing_mark (kind, about_id)
    select distinct 'MEASURE', a.id from after_rows a join before_rows b on b.id = a.id where a.unit is distinct from b.unit or a.nature is distinct from b.nature
    on conflict do nothing;
    return null;
end
$$;
comment on function mark_measures() is 'Marks measures that get another unit or nature.';
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
