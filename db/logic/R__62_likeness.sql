-- What likeness is found by: ${logic}. The stems of each claim's text are kept in the transaction that changes it, and of its
-- vector, which the service computes, that it is due.

-- What likeness is found by: the stems of each claim's text, and a vector of what it means. Triggers on claim keep both in
-- the transaction that changes the text: the stems themselves, and of the vector, which the service computes, that it is
-- due. By the claims' numbers, which are dense, so that services can lay out copies by them.
create function stem_config(language text) returns regconfig
    language plpgsql stable parallel safe as
$$
begin
    return ('search.' || search.config(coalesce(language, 'en')))::regconfig;
end
$$;
comment on function stem_config(text) is
    'How texts of a language are stemmed for likeness: as for search, but English where nobody said which language it is.';

create function keep_stems(changed uuid[]) returns void
    language plpgsql as
$$
begin
    insert into claim_stems as s (claim_number, stems, length)
    select c.number, t.stems, (select coalesce(sum(cardinality(l.positions)), 0) from unnest(t.stems) l)
    from claim c
    cross join lateral to_tsvector(stem_config(c.language), search.separated(left(c.text, 100000))) t (stems)
    where c.id = any (changed) and c.deleted_at is null
    on conflict (claim_number) do update set stems = excluded.stems, length = excluded.length
    where (s.stems, s.length) is distinct from (excluded.stems, excluded.length);
end
$$;
comment on function keep_stems(uuid[]) is 'Keeps claim_stems, of those of the claims that are not deleted.';

create function keep_likeness() returns trigger
    language plpgsql as
$$
declare
    gone bigint[];
    changed uuid[];
    -- Those of which only the language changed, which tells whether the model was made for it.
    other_language bigint[];
begin
    if tg_op = 'INSERT' then
        changed := array(select a.id from after_rows a where a.deleted_at is null);
    elsif tg_op = 'UPDATE' then
        changed := array(
            select a.id
            from after_rows a
            join before_rows b on b.id = a.id
            where a.deleted_at is null
              and (a.text <> b.text or a.language is distinct from b.language or b.deleted_at is not null));
        other_language := array(
            select a.number
            from after_rows a
            join before_rows b on b.id = a.id
            where a.language is distinct from b.language);
        gone := array(
            select a.number
            from after_rows a
            join before_rows b on b.id = a.id
            where a.deleted_at is not null and b.deleted_at is null);
    else
        gone := array(select b.number from before_rows b);
    end if;

    if gone <> '{}' then
        delete from claim_stems s where s.claim_number = any (gone);
        update claim_vector v
        set text_hash = null, model = null, vector = null, known = null, limits = null, tx = pg_current_xact_id()
        where v.claim_number = any (gone);
    end if;
    if changed <> '{}' then
        perform keep_stems(changed);

        insert into claim_vector as v (claim_number, text_hash)
        select c.number, sha256(convert_to(c.text, 'UTF8'))
        from claim c
        where c.id = any (changed)
        on conflict (claim_number) do update
        set text_hash = excluded.text_hash, model = null, vector = null, known = null, limits = null, tx = pg_current_xact_id()
        where v.text_hash is distinct from excluded.text_hash or v.claim_number = any (other_language);
    end if;
    return null;
end
$$;
comment on function keep_likeness() is 'Keeps claim_stems and claim_vector.';
call catalogue.watch('claim', 'likeness', 'keep_likeness()');
