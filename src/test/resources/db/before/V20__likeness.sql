-- What likeness is found by: the stems of each claim's text, and a vector of what it means. Triggers on claim keep both in
-- the transaction that changes the text: the stems themselves, and of the vector, which the service computes, that it is
-- due. By the claims' numbers, which are dense, so that services can lay out copies by them.
create function stem_config(language text) returns regconfig
    language sql stable parallel safe
begin atomic
    select ('search.' || search.config(coalesce(language, 'en')))::regconfig;
end;
comment on function stem_config(text) is
    'How texts of a language are stemmed for likeness: as for search, but English where nobody said which language it is.';

create table claim_stems (
    claim_number bigint   primary key,
    stems        tsvector not null,
    length       int      not null
);
-- Without a list of what is still to be put in, which every reader would have to go through.
create index claim_stems_by_stem on claim_stems using gin (stems) with (fastupdate = off);
-- How many claims have a common stem is known by the statistics: of more stems than usually.
alter table claim_stems alter column stems set statistics 500;
comment on table claim_stems is
    'The stems of the text of each claim that is not deleted. Kept by triggers on claim, also where a claim is purged. No foreign key: locking claims is for those who change them.';
comment on column claim_stems.claim_number is 'The number of the claim.';
comment on column claim_stems.stems is
    'The stems, with their places, by the claim''s language; of a very long text those of the first 100,000 characters.';
comment on column claim_stems.length is 'How many places the stems have.';

create table claim_vector (
    claim_number bigint primary key,
    text_hash    bytea,
    model        text,
    vector       bytea,
    tx           xid8   not null default pg_current_xact_id(),
    constraint claim_vector_of_text check (text_hash is not null or vector is null),
    constraint claim_vector_of_model check ((model is null) = (vector is null))
);
create index claim_vector_by_change on claim_vector (tx);
create index claim_vector_due on claim_vector (tx, claim_number) where vector is null and text_hash is not null;
comment on table claim_vector is
    'What the text of each claim means. Rows are kept by triggers on claim, vectors computed by the service. What is left of a deleted or purged claim is a row that says nothing of it, so that services learn to forget it.';
comment on column claim_vector.claim_number is 'The number of the claim.';
comment on column claim_vector.text_hash is
    'SHA-256 of the text that the vector is, or is to be, made of; absent where the claim is deleted or purged.';
comment on column claim_vector.model is 'Which model made the vector.';
comment on column claim_vector.vector is
    'The direction of the meaning: each byte a signed coordinate. Absent where it is still to be computed, or the claim is deleted.';
comment on column claim_vector.tx is
    'The transaction that changed the row last, by which services find what changed since they looked.';

create function keep_likeness() returns trigger
    language plpgsql as
$$
declare
    gone bigint[];
    changed uuid[];
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
        set text_hash = null, model = null, vector = null, tx = pg_current_xact_id()
        where v.claim_number = any (gone);
    end if;
    if changed <> '{}' then
        insert into claim_stems as s (claim_number, stems, length)
        select c.number, t.stems, (select coalesce(sum(cardinality(l.positions)), 0) from unnest(t.stems) l)
        from claim c cross join lateral to_tsvector(stem_config(c.language), left(c.text, 100000)) t (stems)
        where c.id = any (changed)
        on conflict (claim_number) do update set stems = excluded.stems, length = excluded.length;

        insert into claim_vector as v (claim_number, text_hash)
        select c.number, sha256(convert_to(c.text, 'UTF8'))
        from claim c
        where c.id = any (changed)
        on conflict (claim_number) do update
        set text_hash = excluded.text_hash, model = null, vector = null, tx = pg_current_xact_id()
        where v.text_hash is distinct from excluded.text_hash;
    end if;
    return null;
end
$$;
comment on function keep_likeness() is 'Keeps claim_stems and claim_vector.';

create trigger claim_likeness_on_insert after insert on claim
    referencing new table as after_rows for each statement execute function keep_likeness();
create trigger claim_likeness_on_update after update on claim
    referencing old table as before_rows new table as after_rows for each statement execute function keep_likeness();
create trigger claim_likeness_on_delete after delete on claim
    referencing old table as before_rows for each statement execute function keep_likeness();

insert into claim_stems (claim_number, stems, length)
select c.number, t.stems, (select coalesce(sum(cardinality(l.positions)), 0) from unnest(t.stems) l)
from claim c cross join lateral to_tsvector(stem_config(c.language), left(c.text, 100000)) t (stems)
where c.deleted_at is null;
insert into claim_vector (claim_number, text_hash)
select c.number, sha256(convert_to(c.text, 'UTF8'))
from claim c
where c.deleted_at is null;
