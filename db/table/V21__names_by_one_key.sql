-- Names are matched by what folded() makes of them. What was written stays as it was written.

-- Accounts are not: who signs in types his name, and nobody else is to be let in with one that looks like it.
create function account_key(name text) returns text
    language sql immutable strict parallel safe
    return lower(normalize(name, nfc) collate "und-x-icu");
comment on function account_key(text) is 'What names of accounts are matched by: NFC, without case, in any script.';
alter table account drop column name_key;
alter table account add column name_key text not null generated always as (account_key(name)) stored;
alter table account add constraint account_name_unique unique (name_key);
comment on column account.name_key is 'The name in NFC without case: no two accounts share it.';

create or replace function name_key(name text) returns text
    language sql immutable strict parallel safe
    return folded(name);
comment on function name_key(text) is 'What names are matched by: see folded().';

-- A source may have had two aliases that are one now. Both stay; the service adds no others.
alter table source_alias
    drop constraint source_alias_once,
    add constraint source_alias_once unique (source_id, alias_key, alias) deferrable initially deferred;
drop index if exists history.source_alias_once;

-- Two that stood beside each other may have one key now. They are not one before a person says so: the later ones are marked,
-- and left out of what makes names unique, until they are renamed or merged. History says of what was what it says of what is.
do $$
declare
    named record;
begin
    for named in
        select *
        from (values
            ('source', '{name}'::name[], '{source_name_unique, source_unnamed_unique_within_article}'::name[],
                'deleted_at is null', 'case when kind = ''UNNAMED'' then coalesce(within_article_id, id) end, name_key'),
            ('source_alias', '{alias}', '{}', null, null),
            ('article', '{citation}', '{article_citation_unique}', 'url is null and citation is not null and deleted_at is null',
                'citation_key'),
            ('topic', '{name}', '{topic_name_unique}', 'deleted_at is null', 'name_key'),
            ('measure', '{name,unit}', '{measure_name_and_unit_unique}', 'deleted_at is null', 'name_key, unit_key'),
            ('rating_scale', '{name}', '{}', 'true', 'name_key')) t (kept, columns, uniques, live, key)
    loop
        execute format('alter table %I disable trigger user', named.kept);
        for i in 1 .. cardinality(named.uniques) loop
            execute format('drop index %I', named.uniques[i]);
            execute format('drop index if exists history.%I', named.uniques[i]);
        end loop;
        if named.kept = 'rating_scale' then
            alter table rating_scale drop constraint rating_scale_name_unique;
            drop index if exists history.rating_scale_name_unique;
        end if;
        for i in 1 .. cardinality(named.columns) loop
            execute format('update %1$I set %2$I = %2$I where %3$I is distinct from name_key(%2$I)',
                named.kept, named.columns[i], named.columns[i] || '_key');
            if to_regclass('history.' || named.kept) is not null then
                execute format('update history.%1$I set %3$I = name_key(%2$I) where %3$I is distinct from name_key(%2$I)',
                    named.kept, named.columns[i], named.columns[i] || '_key');
            end if;
        end loop;
        -- What is checked at the end of the transaction is checked now: a table cannot change before.
        set constraints all immediate;
        if named.live is not null then
            execute format('alter table %I add column shares_name boolean not null default false', named.kept);
            if to_regclass('history.' || named.kept) is not null then
                execute format('alter table history.%I add column shares_name boolean default false', named.kept);
                execute format('alter table history.%I alter column shares_name drop default', named.kept);
            end if;
            execute format('comment on column %I.shares_name is %L', named.kept,
                'Whether another one that was recorded before has the same key, by which names are matched since both were there: a probable duplicate.');
            execute format($sql$
                update %1$I t set shares_name = true
                from (select id, row_number() over (partition by %2$s order by created_at, id) as nth from %1$I where %3$s) d
                where d.id = t.id and d.nth > 1$sql$, named.kept, named.key, named.live);
            if to_regclass('history.' || named.kept) is not null then
                execute format('update history.%1$I h set shares_name = true from %1$I t where t.shares_name and t.id = h.id and h.ended is null', named.kept);
            end if;
        end if;
        set constraints all immediate;
        execute format('alter table %I enable trigger user', named.kept);
    end loop;
end
$$;

create unique index source_name_unique on source (name_key)
    where kind <> 'UNNAMED' and deleted_at is null and not shares_name;
create unique index source_unnamed_unique_within_article on source (within_article_id, name_key)
    where kind = 'UNNAMED' and deleted_at is null and not shares_name;
create unique index article_citation_unique on article (citation_key)
    where url is null and deleted_at is null and not shares_name;
create unique index topic_name_unique on topic (name_key) where deleted_at is null and not shares_name;
create unique index measure_name_and_unit_unique on measure (name_key, unit_key) nulls not distinct
    where deleted_at is null and not shares_name;
create unique index rating_scale_name_unique on rating_scale (name_key) where not shares_name;

create index source_sharing_name on source (name_key) where shares_name and deleted_at is null;
create index topic_sharing_name on topic (name_key) where shares_name and deleted_at is null;
create index measure_sharing_name on measure (name_key) where shares_name and deleted_at is null;
