-- What claims are found by, and how what is looked for becomes queries: ${logic}

create function search.config(language text) returns text
    language plpgsql stable parallel safe as
$$
begin
    return coalesce(
        (select l.config from search.language l where l.tag = lower(split_part(language, '-', 1))), 'simple');
end
$$;
comment on function search.config(text) is 'The configuration that stems a language.';

-- Which claims are looked at where very many are found. These are inlined, so that the indexes are used.
create function search.bucket_of(number bigint) returns int
    language sql immutable strict parallel safe
    return (number / 65536)::int;
comment on function search.bucket_of(bigint) is 'The bucket of a claim, by its number: those of one bucket are looked at together.';

create function search.first_of(bucket int) returns bigint
    language sql immutable strict parallel safe
    return bucket * 65536::bigint;
comment on function search.first_of(int) is 'The first number of a bucket.';

create function search.is_sampled(claim uuid) returns boolean
    language sql immutable strict parallel safe
    return md5(claim::text) like '00%';
comment on function search.is_sampled(uuid) is
    'Whether a claim is in the sample that index claim_search_sample holds, which says the same: one of search.sampled_of().';

create function search.sampled_of() returns int
    language sql immutable parallel safe
    return 256;
comment on function search.sampled_of() is 'Of so many claims, one is in the sample.';

create aggregate search.concat (tsvector) (sfunc = tsvector_concat, stype = tsvector, parallel = safe);
comment on aggregate search.concat(tsvector) is 'One after the other.';

-- Names of tables are looked for where the caller looks, so that what was known on a day is computed by the same. Planned once
-- in a session, and such that tables may have any size: each is read by index, for each row that wants some of it.
create function search.of_claims(ids uuid[]) returns setof claim_search
    language plpgsql stable parallel safe
    set jit = off
    set plan_cache_mode = force_generic_plan
    set enable_seqscan = off
as $$
begin
    return query
    with asked as (
        select c.id, search.bucket_of(c.number) as bucket, search.config(c.language) as config, c.text
        from unnest(ids) i (id)
        cross join lateral (select * from claim o where o.id = i.id and o.deleted_at is null offset 0) c
    ), place as (
        select p.claim_id, p.id, p.position, p.exact, a.id as article_id, a.publisher_id, a.current_version, a.published_on,
            a.published_on_earliest, a.published_on_latest
        from asked c
        cross join lateral (select * from appearance o where o.claim_id = c.id and o.deleted_at is null offset 0) p
        cross join lateral (select * from article o where o.id = p.article_id offset 0) a
    ), link as (
        select p.claim_id, p.position as place, l.*
        from place p cross join lateral (select * from attribution o where o.appearance_id = p.id offset 0) l
    ), named (claim_id, id, weight) as (
        select c.id, o.source_id, 'D'::"char"
        from asked c
        cross join lateral (select ca.source_id from claim_about ca where ca.claim_id = c.id offset 0) o
        union
        select l.claim_id, o.source_id, 'D'
        from link l
        cross join lateral (select x.source_id from attribution_source x where x.attribution_id = l.id offset 0) o
        union
        select p.claim_id, p.publisher_id, 'D' from place p where p.publisher_id is not null
        union
        select c.id, o.topic_id, 'D'
        from asked c
        cross join lateral (select ct.topic_id from claim_topic ct where ct.claim_id = c.id offset 0) o
        union
        select p.claim_id, p.article_id, 'C' from place p
    ), counted as (
        select n.claim_id, n.id, n.weight, o.id is not null as is_common
        from named n left join lateral (select m.id from common_name m where m.id = n.id offset 0) o on true
    ), rare as (
        select n.claim_id, n.id from counted n where not n.is_common
    ), written (claim_id, weight, place, part, text) as (
        select c.id, 'A'::"char", 0, 0, c.text from asked c
        union all
        select l.claim_id, 'B', l.place, l.position, q.text
        from link l cross join lateral (values (l.quote), (l.original)) q (text)
        where q.text is not null
        union all
        select p.claim_id, 'C', p.position, 0, p.exact from place p where p.exact is not null
        union all
        select p.claim_id, 'C', p.first, 1, v.title
        from (
            select p.claim_id, p.article_id, p.current_version, min(p.position) as first
            from place p group by p.claim_id, p.article_id, p.current_version
        ) p
        join rare n on n.claim_id = p.claim_id and n.id = p.article_id
        cross join lateral (
            select o.title from article_version o
            where o.article_id = p.article_id and o.version = p.current_version and o.title is not null offset 0) v
        union all
        select n.claim_id, 'D', 0, 0, s.name
        from rare n cross join lateral (select o.name from source o where o.id = n.id offset 0) s
        union all
        select n.claim_id, 'D', 0, 1, a.alias
        from rare n cross join lateral (select o.alias from source_alias o where o.source_id = n.id offset 0) a
        union all
        select n.claim_id, 'D', 1, 0, t.name
        from rare n cross join lateral (select o.name from topic o where o.id = n.id offset 0) t
    ), bounded as (
        select w.claim_id, w.weight, row_number() over kept as nth,
            search.spaced(left(w.text, greatest(0, 50000 - (sum(length(w.text)) over kept)::int + length(w.text)))) as text,
            -- There are places for 16,383 words, of two bytes at least with the space, and gaps.
            sum(octet_length(w.text) + 16) over kept > 32000 as truncated
        from written w
        window kept as (partition by w.claim_id order by w.weight, w.place, w.part, w.text rows unbounded preceding)
    ), stemmed as (
        select c.id, c.bucket, c.config,
            -- A phrase does not begin in one text and end in the next.
            ts_delete(
                search.concat(
                    setweight('-:8'::tsvector || to_tsvector(('search.' || c.config)::regconfig, b.text), b.weight)
                    order by b.nth),
                '-') as words,
            string_agg(b.text, ' ') as text,
            bool_or(b.truncated) as truncated
        from asked c join bounded b on b.claim_id = c.id
        group by c.id, c.bucket, c.config
    )
    select s.id, s.bucket, s.config,
        s.words
            || coalesce(common.words, '')
            || array_to_tsvector(array[upper(s.config)])
            || array_to_tsvector(case when s.truncated then '{TRUNCATED}' else '{}' end::text[])
            || case when s.config = 'simple' then '' else array_to_tsvector(array(
                select '=' || w
                from unnest(tsvector_to_array(ts_delete(
                    to_tsvector('search.simple', s.text), tsvector_to_array(s.words)))) w)) end,
        said.days, said.earliest, published.days, published.earliest
    from stemmed s
    left join (
        select m.claim_id, string_agg(search.quoted(search.stand_in(m.id)) || ':1' || m.weight::text, ' ')::tsvector as words
        from counted m where m.is_common group by m.claim_id) common on common.claim_id = s.id
    left join (
        select l.claim_id, min(l.said_on_earliest) as earliest,
            range_agg(search.days(l.said_on, l.said_on_earliest, l.said_on_latest)) as days
        from link l where l.said_on is not null group by l.claim_id) said on said.claim_id = s.id
    left join (
        select p.claim_id, min(p.published_on_earliest) as earliest,
            range_agg(search.days(p.published_on, p.published_on_earliest, p.published_on_latest)) as days
        from place p where p.published_on is not null group by p.claim_id) published on published.claim_id = s.id;
end
$$;
comment on function search.of_claims(uuid[]) is 'What those of the claims that are not deleted are found by.';

create function search.stand_in(id uuid) returns text
    language sql immutable strict parallel safe
    return '@' || replace(id::text, '-', '');
comment on function search.stand_in(uuid) is 'The lexeme that stands in claims for a thing that very many of them name: see common_name.';

create function search.named(claims uuid[]) returns table (id uuid, kind text)
    language plpgsql stable
    set search_path = public, pg_temp
    set plan_cache_mode = force_generic_plan
    set enable_seqscan = off
as $$
begin
    return query
    with place as (
        select p.id, a.id as article_id, a.publisher_id
        from unnest(claims) c (id)
        cross join lateral (select * from appearance o where o.claim_id = c.id offset 0) p
        cross join lateral (select * from article o where o.id = p.article_id offset 0) a
    )
    select o.source_id, 'source'
    from unnest(claims) c (id)
    cross join lateral (select ca.source_id from claim_about ca where ca.claim_id = c.id offset 0) o
    union
    select o.source_id, 'source'
    from place p
    cross join lateral (
        select x.source_id
        from attribution l join attribution_source x on x.attribution_id = l.id
        where l.appearance_id = p.id offset 0) o
    union
    select p.article_id, 'article' from place p
    union
    select p.publisher_id, 'source' from place p where p.publisher_id is not null
    union
    select o.topic_id, 'topic'
    from unnest(claims) c (id)
    cross join lateral (select ct.topic_id from claim_topic ct where ct.claim_id = c.id offset 0) o;
end
$$;
comment on function search.named(uuid[]) is 'The sources, articles and topics that claims name.';

create function search.naming(ids uuid[]) returns setof uuid
    language plpgsql stable
    set search_path = public, pg_temp
    set plan_cache_mode = force_generic_plan
as $$
begin
    return query
    select ca.claim_id from unnest(ids) r (id) join claim_about ca on ca.source_id = r.id
    union
    select p.claim_id
    from unnest(ids) r (id)
    join attribution_source x on x.source_id = r.id
    join attribution l on l.id = x.attribution_id
    join appearance p on p.id = l.appearance_id
    where p.deleted_at is null
    union
    select p.claim_id
    from unnest(ids) r (id)
    join article a on a.publisher_id = r.id
    join appearance p on p.article_id = a.id
    where p.deleted_at is null
    union
    select p.claim_id from unnest(ids) r (id) join appearance p on p.article_id = r.id where p.deleted_at is null
    union
    select ct.claim_id from unnest(ids) r (id) join claim_topic ct on ct.topic_id = r.id;
end
$$;
comment on function search.naming(uuid[]) is 'The claims that name sources, articles or topics.';

create function search.refresh(changed uuid[]) returns void
    language plpgsql
    set search_path = public, pg_temp
    set plan_cache_mode = force_generic_plan
    set enable_seqscan = off
as $$
begin
    perform from claim_search s where s.claim_id = any (changed) order by s.claim_id for update;
    delete from claim_search s
    where s.claim_id = any (changed)
      and not exists (select from claim c where c.id = s.claim_id and c.deleted_at is null);
    insert into claim_search as s select * from search.of_claims(changed)
    on conflict (claim_id) do update
    set bucket = excluded.bucket, config = excluded.config, words = excluded.words, said_on = excluded.said_on,
        said_on_earliest = excluded.said_on_earliest, published_on = excluded.published_on,
        published_on_earliest = excluded.published_on_earliest
    where s.* is distinct from excluded.*;
end
$$;
comment on function search.refresh(uuid[]) is 'Keeps what claims are found by, as they are now.';

create function search.note_changed() returns trigger
    language plpgsql security definer
    set search_path = public, pg_temp
    set plan_cache_mode = force_generic_plan
    set enable_seqscan = off
as $$
declare
    -- Not those of which only status, stage or other things were changed that nobody finds them by.
    changed uuid[] := array(
        select h.resource_id
        from history.change h
        where h.change_set_id = new.id and h.resource = 'claim' and not exists (
            select
            from history.claim o join history.claim n on n.id = o.id and n.began = new.id
            where o.id = h.resource_id and o.ended = new.id
              and (o.text, o.language, o.deleted_at) is not distinct from (n.text, n.language, n.deleted_at)
              and not exists (select from history.claim_about x where x.claim_id = o.id and new.id in (x.began, x.ended))
              and not exists (select from history.claim_topic x where x.claim_id = o.id and new.id in (x.began, x.ended))
              and not exists (select from history.appearance p where p.claim_id = o.id and new.id in (p.began, p.ended))
              and not exists (
                select from history.appearance p join history.attribution l on l.appearance_id = p.id
                where p.claim_id = o.id and new.id in (l.began, l.ended))
              and not exists (
                select
                from history.appearance p
                join history.attribution l on l.appearance_id = p.id
                join history.attribution_source x on x.attribution_id = l.id
                where p.claim_id = o.id and new.id in (x.began, x.ended))
            -- Asked of each by itself: as a join, all versions of all claims would be read.
            offset 0));
    -- What was there before and is called otherwise now.
    renamed uuid[] := array(
        select h.resource_id
        from history.change h
        where h.change_set_id = new.id and h.resource = 'source'
          and exists (select from history.source s where s.id = h.resource_id and s.began <> new.id offset 0)
          and (exists (
                select from history.source_alias a
                where a.source_id = h.resource_id and new.id in (a.began, a.ended) offset 0)
            or exists (
                select from history.source o join history.source n on n.id = o.id
                where o.id = h.resource_id and o.ended = new.id and n.began = new.id and o.name <> n.name offset 0))
        union all
        select h.resource_id
        from history.change h
        where h.change_set_id = new.id and h.resource = 'article'
          and exists (select from history.article a where a.id = h.resource_id and a.began <> new.id offset 0)
        union all
        select h.resource_id
        from history.change h
        where h.change_set_id = new.id and h.resource = 'topic' and exists (
            select from history.topic o join history.topic n on n.id = o.id
            where o.id = h.resource_id and o.ended = new.id and n.began = new.id and o.name <> n.name offset 0));
    slot record;
begin
    if changed = '{}' and renamed = '{}' then
        return null;
    end if;
    if renamed <> '{}' then
        with called as materialized (
            select c.id, search.of_names(c.id, c.kind) as words from common_name c where c.id = any (renamed)
        )
        update common_name m set words = c.words from called c where m.id = c.id and m.words <> c.words;
    end if;
    -- Whoever names a thing and whoever renames it wait for each other, so that the second one sees what the first did.
    -- All take these locks at their end and in one order, before the rows: so nobody waits in a ring. There are 256 of
    -- them, as very many things may be named in one transaction, and there is room for so many locks only.
    for slot in
        select uuid_hash(n.id) & 255 as number, bool_or(n.is_renamed) as for_itself
        from (
            select r.id, true as is_renamed from unnest(renamed) r (id)
            union all
            select n.id, false from search.named(changed) n where not exists (select from common_name m where m.id = n.id)
        ) n
        group by 1
        order by 1
    loop
        if slot.for_itself then
            perform pg_advisory_xact_lock(hashtext('claimtrail search'), slot.number);
        else
            perform pg_advisory_xact_lock_shared(hashtext('claimtrail search'), slot.number);
        end if;
    end loop;
    if renamed <> '{}' then
        -- Those that have the name itself among their words.
        changed := array(
            select unnest(changed)
            union
            select search.naming(array(
                select r from unnest(renamed) r where not exists (select from common_name m where m.id = r)))
            union
            select n.claim_id
            from search.gathering g
            cross join lateral search.naming(array[g.id]) n (claim_id)
            join claim_search s on s.claim_id = n.claim_id
            where g.id = any (renamed) and g.swept_to is not null
              and not s.words @@ search.quoted(search.stand_in(g.id))::tsquery);
    end if;
    perform search.refresh(changed);
    -- Every 64th claim, more or less, has it looked whether what it names is named by very many.
    if exists (select from claim c where c.id = any (changed) and uuid_hash(c.id) & 63 = 0) then
        insert into search.gathering (id, kind)
        select n.id, n.kind
        from search.named(array(
            select c.id from claim c where c.id = any (changed) and uuid_hash(c.id) & 63 = 0)) n
        where not exists (select from common_name m where m.id = n.id)
        on conflict (id) do nothing;
    end if;
    return null;
end
$$;
comment on function search.note_changed() is
    'Keeps what claims are found by, when a transaction that changed them, or the names of what they name, is about to commit.';
-- Before change_set_stamped, which comes last, by its name.
create constraint trigger change_set_searched after insert on history.change_set
    deferrable initially deferred for each row execute function search.note_changed();

-- Names that very many claims share.
--
-- A claim has the names of what it names among its words. What search.enough() claims name has its names in common_name
-- instead, and the claims have a lexeme there that stands for the thing: so it can be renamed without rewriting them. Who
-- looks for words looks for the things that are called so, too.

create function search.enough() returns int
    language sql immutable parallel safe
    return 500;
comment on function search.enough() is 'How many claims have to name a thing, so that its names are in common_name.';

create function search.of_names(id uuid, kind text) returns tsvector
    language plpgsql stable
    set search_path = public, pg_temp
as $$
begin
    return (
        with name as (
            select n.name, row_number() over () * 200 as place
            from (
                select s.name from source s where of_names.kind = 'source' and s.id = of_names.id
                union all
                (select a.alias from source_alias a
                 where of_names.kind = 'source' and a.source_id = of_names.id order by a.position)
                union all
                select t.name from topic t where of_names.kind = 'topic' and t.id = of_names.id
                union all
                select v.title
                from article a join article_version v on v.article_id = a.id and v.version = a.current_version
                where of_names.kind = 'article' and a.id = of_names.id and v.title is not null
            ) n
        ), word as (
            -- The stems of all languages, at the places of the words.
            select distinct l.lexeme, least(n.place + p.position, 16383) as position
            from name n
            cross join (select 'simple' as config union select l.config from search.language l) c
            cross join unnest(to_tsvector(('search.' || c.config)::regconfig, search.spaced(left(n.name, 2000)))) l
            cross join unnest(l.positions) p (position)
        ), place as (
            select w.lexeme, string_agg(w.position::text, ',' order by w.position) as positions from word w group by w.lexeme
        )
        select coalesce(string_agg(search.quoted(p.lexeme) || ':' || p.positions, ' '), '')::tsvector from place p);
end
$$;
comment on function search.of_names(uuid, text) is 'The words of what a source, article or topic is called, in the stems of all languages.';

create function search.gather() returns boolean
    language plpgsql security definer
    set search_path = public, pg_temp
as $$
declare
    looked search.gathering;
    enough constant int := search.enough();
    batch uuid[];
begin
    select * into looked from search.gathering g order by g.swept_to nulls first, g.id for update skip locked limit 1;
    if looked.id is null then
        return false;
    end if;
    if looked.swept_to is null then
        if (
            select count(*) from (
                (select from claim_about ca where ca.source_id = looked.id limit enough)
                union all
                (select from attribution_source x where x.source_id = looked.id limit enough)
                union all
                (select from article a join appearance p on p.article_id = a.id where a.publisher_id = looked.id limit enough)
                union all
                (select from appearance p where p.article_id = looked.id limit enough)
                union all
                (select from claim_topic ct where ct.topic_id = looked.id limit enough)) n) < enough then
            delete from search.gathering g where g.id = looked.id;
        else
            -- Who named it without knowing that it is common has ended by then, and its claims will be swept.
            perform pg_advisory_xact_lock(hashtext('claimtrail search'), uuid_hash(looked.id) & 255);
            insert into common_name (id, kind, words)
            values (looked.id, looked.kind, search.of_names(looked.id, looked.kind))
            on conflict do nothing;
            update search.gathering g set swept_to = '00000000-0000-0000-0000-000000000000' where g.id = looked.id;
        end if;
        return true;
    end if;
    batch := array(
        select n from search.naming(array[looked.id]) n where n > looked.swept_to order by n limit 1000);
    if batch = '{}' then
        delete from search.gathering g where g.id = looked.id;
    else
        perform search.refresh(batch);
        update search.gathering g set swept_to = batch[cardinality(batch)] where g.id = looked.id;
    end if;
    return true;
end
$$;
comment on function search.gather() is
    'Looks whether one thing that claims name is named by very many, or goes on to put what stands for it in the place of its names, in a thousand claims; tells whether to call again.';

create function search.learn() returns boolean
    language plpgsql security definer
    set search_path = public, pg_temp
as $$
declare
    learned search.learned;
begin
    select * into learned from search.learned l for update skip locked;
    if not found then
        return false;
    end if;
    with batch as materialized (
        select c.updated_at, c.id, c.text
        from claim c
        where c.deleted_at is null and (c.updated_at, c.id) > (learned.updated_at, learned.claim_id)
        order by c.updated_at, c.id
        limit 1000
    ), said as (
        insert into search.known_word (word)
        select distinct w.lexeme collate "C"
        from batch b
        cross join unnest(tsvector_to_array(to_tsvector('search.simple', search.spaced(left(b.text, 10000))))) w (lexeme)
        where w.lexeme ~ '^[[:alpha:]]{4,40}$'
        order by 1
        on conflict do nothing
    )
    update search.learned l
    set updated_at = b.updated_at, claim_id = b.id
    from (select * from batch order by updated_at desc, id desc limit 1) b;
    return found;
end
$$;
comment on function search.learn() is 'Learns the words of a thousand claims that were recorded or changed since; tells whether to call again.';

create function search.near(words text[]) returns table (place int, word text, near text)
    language plpgsql stable security definer
    set search_path = public, pg_temp
as $$
begin
    return query
    with asked as materialized (
        select w.place::int, m.word, search.trigrams(m.word) as trigrams
        from unnest(words) with ordinality w (word, place)
        cross join lateral (select coalesce(
            (select l.lexeme from unnest(to_tsvector('search.simple', search.spaced(w.word))) l limit 1), w.word)) m (word)
    )
    select a.place, a.word, n.word
    from asked a
    cross join lateral (
        select k.word
        from search.known_word k
        where k.trigrams && a.trigrams and length(k.word) between length(a.word) - 2 and length(a.word) + 2
        order by (select count(*) from unnest(k.trigrams) t where t = any (a.trigrams)) desc, k.word
        limit 50) n
    where not exists (
        select from search.known_word k where k.word >= a.word collate "C" and k.word < (a.word || U&'\+10FFFF') collate "C");
end
$$;
comment on function search.near(text[]) is
    'Of words that are none that claims have, nor the beginning of one, by their place from 1: as they are looked for, and words that share most with each.';

create function search.with_names(query tsquery) returns tsquery
    language plpgsql stable parallel safe
    set plan_cache_mode = force_generic_plan
as $$
declare
    -- A word, the beginning of one, or a phrase.
    unit constant text := $r$('(?:[^']|'')*'(?::\*)?(?:\s*<(?:-|\d+)>\s*'(?:[^']|'')*'(?::\*)?)*)$r$;
    units constant text[] := array(select m.groups[1] from regexp_matches(query::text, unit, 'g') m (groups));
    between_units constant text[] := regexp_split_to_array(query::text, unit);
    called text;
    expanded text := between_units[1];
begin
    if not exists (select from common_name) then
        return with_names.query;
    end if;
    for i in 1 .. cardinality(units) loop
        called := (
            select string_agg(search.quoted(search.stand_in(m.id)), ' | ' order by m.id)
            from common_name m where m.words @@ units[i]::tsquery);
        expanded := expanded || coalesce('(' || units[i] || ' | ' || called || ')', units[i]) || between_units[i + 1];
    end loop;
    return expanded::tsquery;
end
$$;
comment on function search.with_names(tsquery) is
    'A query that finds also what names a thing whose names the words are in, where these are in common_name.';

create function search.quoted(lexeme text) returns text
    language sql immutable strict parallel safe
    return '''' || replace(replace(lexeme, '\', '\\'), '''', '''''') || '''';
comment on function search.quoted(text) is 'A lexeme as it stands in the text of a query.';

create function search.queries(q text, beginnings text[]) returns table (config text, query tsquery)
    language sql stable parallel safe
as $$
    with stemmed as (
        select l.config, websearch_to_tsquery(('search.' || l.config)::regconfig, search.asked(q)) as query
        from (select 'simple' as config union select l.config from search.language l) l
    ), begun as (
        select string_agg(p.query, ' & ')::tsquery as query
        from unnest(beginnings) b
        cross join lateral (
            select case
                when count(*) = 1 then format('(%s:* | %s:*)', search.quoted(min(l.lexeme)), search.quoted('=' || min(l.lexeme)))
                -- What is written without spaces is a phrase of its letters.
                else string_agg(search.quoted(l.lexeme), ' <-> ' order by place) || ':*' end
            from unnest(to_tsvector('search.simple', search.spaced(b))) l, unnest(l.positions) place
            having count(*) > 0
        ) p (query)
    ), as_written as (
        -- Words that a language does not count, such as "WHO", count where there are no others.
        select string_agg(format('(%s | %s)', search.quoted(w), search.quoted('=' || w)), ' & ')::tsquery as query
        from stemmed s, unnest(tsvector_to_array(to_tsvector('search.simple', search.spaced(q)))) w
        where s.config = 'simple' and querytree(s.query) = s.query::text
    )
    select x.config,
        case when b.query is null then x.query when numnode(x.query) = 0 then b.query else x.query && b.query end
    from (
        select s.config, case when numnode(s.query) > 0 then s.query else coalesce(w.query, s.query) end as query
        from stemmed s, as_written w
    ) x, begun b
$$;
comment on function search.queries(text, text[]) is
    'What is looked for in the claims of each configuration: the syntax of websearch_to_tsquery, and beginnings of words.';

-- One query a language asks an index much less than one of all languages at once: at ten million claims, of two words
-- that hardly any has, 2 ms for 34 ms.

create function search.distinct_queries(q text, beginnings text[])
    returns table (configs text[], query tsquery, of_index tsquery, of_text tsquery)
    language sql stable parallel safe
as $$
    select s.configs, s.query,
        -- A query that only excludes has nowhere to begin in an index, but in the claims of its configurations.
        case when querytree(s.query) = 'T'
            then s.query && (select string_agg(search.quoted(upper(c)), ' | ')::tsquery from unnest(s.configs) c)
            else s.query end,
        -- Words that are not counted have no weight, so the claim's text cannot be known to have them: no word is "=".
        regexp_replace(
            regexp_replace(s.query::text, $r$'=([^']|'')*'(:\*)?$r$, $r$'='$r$, 'g'),
            $r$('([^']|'')*'):?(\*?)$r$, '\1:A\3', 'g')::tsquery
    from (
        select array_agg(config order by config) as configs, search.with_names(query) as query
        from search.queries(q, beginnings)
        where numnode(query) > 0
        group by query
    ) s
    order by s.query
$$;
comment on function search.distinct_queries(text, text[]) is
    'What is looked for, each query once: the configurations in whose claims, what an index of claims of all configurations is asked, and the same in the text of a claim alone. Empty where nothing of it counts.';

create function search.rank(words tsvector, query tsquery, of_text tsquery) returns real
    language sql immutable parallel safe
    return ts_rank('{0.02, 0.1, 0.2, 1}', words, query) + case when words @@ of_text then 1 else 0 end;
comment on function search.rank(tsvector, tsquery, tsquery) is
    'How well a claim matches: above 1 where its own text does.';

create function search.tokens(text text) returns table (word text, first int, last int)
    language plpgsql immutable parallel safe
as $$
declare
    -- The text with each character folded by itself, and which one each of what this makes comes from.
    spread text;
    origins int[];
begin
    if octet_length(text) = length(text) then
        spread := translate(lower(text), U&'\0009\000A\000B\000C\000D', '     ');
    else
        select string_agg(f.spread, '' order by c.nth),
            (select array_agg(o.nth order by o.nth)
             from (
                 select n.nth from regexp_split_to_table(tokens.text, '') with ordinality n (written, nth)
                 cross join lateral generate_series(3, length(search.legible('1' || n.written || '1')))
             ) o)
        into spread, origins
        from regexp_split_to_table(tokens.text, '') with ordinality c (written, nth)
        -- Between digits nothing is trimmed, and no accent joins what stands before it.
        cross join lateral (select substr(w, 2, length(w) - 2) from search.legible('1' || c.written || '1') w) f (spread);
    end if;
    return query
    select normalize(translate(m.word, U&'\0001\0005', '.'), nfkc),
        coalesce(origins[m.until - length(m.word) + 1], m.until - length(m.word) + 1), coalesce(origins[m.until], m.until)
    from (
        select x.found[2] as word,
            (sum(length(replace(x.found[1], U&'\0006', '')) + length(x.found[2]))
                over (order by x.nth rows unbounded preceding))::int as until
        from regexp_matches(
            search.parted(search.marked(spread), true),
            U&'([ \0002\0006]*)([^ \0002\0006]+)', 'g') with ordinality x (found, nth)
    ) m
    order by m.until;
end
$$;
comment on function search.tokens(text) is
    'The words and numbers of a text as it is found by them, each with its first and last character.';

create function search.highlighted(config text, text text, q text, beginnings text[]) returns text
    language plpgsql stable parallel safe
    set plan_cache_mode = force_generic_plan
as $$
declare
    stems constant regconfig := ('search.' || config)::regconfig;
    -- A word, the beginning of one, or a phrase: see search.with_names().
    unit constant text := $r$('(?:[^']|'')*'(?::\*)?(?:\s*<(?:-|\d+)>\s*'(?:[^']|'')*'(?::\*)?)*)$r$;
    looked constant text := (select s.query::text from search.queries(q, beginnings) s where s.config = highlighted.config);
    spaced constant text := search.spaced(text);
    has constant tsvector := to_tsvector(stems, spaced);
    has_written constant tsvector := to_tsvector('search.simple', spaced);
    units text[];
    html text;
begin
    -- Most texts of a claim have none of it, and are not looked at word by word.
    units := array(
        select m.groups[1] from regexp_matches(looked, unit, 'g') m (groups)
        where case when m.groups[1] like '''=%' then has_written @@ overlay(m.groups[1] placing '' from 2 for 1)::tsquery
            else has @@ m.groups[1]::tsquery end);
    if units = '{}' then
        return search.escaped(text);
    end if;
    with recursive token as (
        select t.first, t.last, row_number() over (order by t.first, t.last) as place,
            tsvector_to_array(to_tsvector(stems, t.word))
                || array(select '=' || w from unnest(tsvector_to_array(to_tsvector('search.simple', t.word))) w) as lexemes
        from search.tokens(text) t
    ), element as (
        select u.nth as unit, e.nth, coalesce(nullif(e.groups[1], '-'), '1')::int as distance,
            replace(replace(e.groups[2], '''''', ''''), '\\', '\') as lexeme, e.groups[3] is not null as is_beginning
        from unnest(units) with ordinality u (unit, nth)
        cross join lateral regexp_matches(u.unit, $r$(?:<(-|\d+)>\s*)?'((?:[^']|'')*)'(:\*)?$r$, 'g') with ordinality e (groups, nth)
    ), held as (
        select t.place, e.unit, e.nth, e.distance
        from token t join element e on exists (
            select from unnest(t.lexemes) l
            where case when e.is_beginning then starts_with(l, e.lexeme) else l = e.lexeme end)
    ), run as (
        select h.unit, h.nth, h.place, array[h.place] as places from held h where h.nth = 1
        union all
        select h.unit, h.nth, h.place, r.places || h.place
        from run r join held h on h.unit = r.unit and h.nth = r.nth + 1 and h.place = r.place + h.distance
    ), found as (
        select distinct p.place
        from run r cross join lateral unnest(r.places) p (place)
        where r.nth = (select max(e.nth) from element e where e.unit = r.unit)
    ), marked as (
        -- What only one sign, or nothing, stands between is marked as one: O'Brien, 大学.
        select t.first, t.last,
            coalesce(substr(text, lag(t.last) over w + 1, greatest(0, t.first - lag(t.last) over w - 1)) ~ '^\S?$', false) as goes_on
        from token t where t.place in (select f.place from found f)
        window w as (order by t.first, t.last)
    ), stretch as (
        select min(m.first) as first, max(m.last) as last
        from (select m.*, count(*) filter (where not m.goes_on) over (order by m.first, m.last) as nth from marked m) m
        group by m.nth
    ), part as (
        select s.first, s.last, coalesce(lag(s.last) over (order by s.first), 0) as before from stretch s
    )
    select string_agg(
            search.escaped(substr(text, p.before + 1, p.first - p.before - 1))
                || '<mark>' || search.escaped(substr(text, p.first, p.last - p.first + 1)) || '</mark>',
            '' order by p.first)
        || search.escaped(substr(text, max(p.last) + 1))
    into html
    from part p;
    return coalesce(html, search.escaped(text));
end
$$;
comment on function search.highlighted(text, text, text, text[]) is
    'A text as HTML, with marks around what was looked for in it.';

create function search.numbered(name text) returns text
    language sql immutable strict parallel safe
    return btrim(regexp_replace(regexp_replace(search.spaced(name), '(^|[^0-9.])(?=[0-9])', '\1#', 'g'), ' +', ' ', 'g'));
comment on function search.numbered(text) is
    'A name as its words and numbers, with a sign before each number, so that no part of one is looked for as a whole.';

create function search.escaped(text text) returns text
    language sql immutable parallel safe
    return replace(replace(replace(text, '&', '&amp;'), '<', '&lt;'), '>', '&gt;');
comment on function search.escaped(text) is 'A text as HTML.';

-- What claims are found by, by a rule of before.

create function search.rewrite() returns boolean
    language plpgsql security definer
    set search_path = public, pg_temp
as $$
declare
    looked search.rewriting;
    batch bigint[];
    claims uuid[];
    past record;
begin
    select * into looked from search.rewriting r order by r.claims_to limit 1 for update skip locked;
    if looked.claims_to is null then
        return false;
    end if;
    if not looked.names then
        update common_name m set words = search.of_names(m.id, m.kind);
        update search.rewriting r set names = true where r.claims_to = looked.claims_to;
        return true;
    end if;
    batch := array(
        select c.number from claim c where c.number > looked.swept_to and c.number <= looked.claims_to order by c.number limit 200);
    if batch = '{}' then
        delete from search.rewriting r where r.claims_to = looked.claims_to;
        return true;
    end if;
    claims := array(select c.id from claim c where c.number = any (batch));
    perform search.refresh(claims);
    perform keep_stems(claims);
    for past in
        select h.began, array_agg(h.claim_id) as claims
        from history.claim_search h where h.claim_id = any (claims) and h.ended is not null
        group by h.began order by h.began
    loop
        perform search.rewrite_past(past.claims, past.began);
    end loop;
    update search.rewriting r set swept_to = batch[cardinality(batch)] where r.claims_to = looked.claims_to;
    return true;
end
$$;
comment on function search.rewrite() is
    'Makes anew what two hundred claims are found by, now and in the past, where it was made by a rule of before; tells whether to call again.';

create function search.rewrite_past(claims uuid[], change_set xid8) returns void
    language plpgsql
    set search_path = as_of, pg_temp
as $$
begin
    -- What is older than all that is remembered has held since the beginning.
    perform set_config('claimtrail.as_of', as_of.change_set(moment.at, moment.id), true)
    from (
        select c.at, c.id from history.change_set c where c.id = change_set
        union all
        select b.at, b.change_set_id from history.beginning b
        order by 1 desc, 2 desc limit 1
    ) moment;
    update history.claim_search h
    set config = w.config, words = w.words
    from search.of_claims(claims) w
    where h.claim_id = w.claim_id and h.began = change_set and (h.config, h.words) is distinct from (w.config, w.words);
end
$$;
comment on function search.rewrite_past(uuid[], xid8) is 'Makes anew what claims were found by from a change set on. For search.rewrite() alone.';

-- Computed of each claim that is asked for; who looks for words asks first whether the claim ever had them.
create view known_on.claim_search as
select s.claim_id, s.bucket, s.config,
    (select w.words from search.of_claims(array[s.claim_id]) w) as words,
    (select w.said_on from search.of_claims(array[s.claim_id]) w) as said_on,
    (select w.said_on_earliest from search.of_claims(array[s.claim_id]) w) as said_on_earliest,
    (select w.published_on from search.of_claims(array[s.claim_id]) w) as published_on,
    (select w.published_on_earliest from search.of_claims(array[s.claim_id]) w) as published_on_earliest
from as_of.claim_search s;
comment on view known_on.claim_search is 'What claims are found by, of what had been published.';

call catalogue.explain('known_on.claim_search', 'What claims are found by, of what had been published.', 'public.claim_search');

-- So that the planner knows a rare word from a common one, in the past, too.
alter table history.claim_search alter words set statistics 1000;
-- The index of the past may take in words later, many at once, which costs a half: whoever asks for the past reads up to 1 MB
-- more.
alter index history.claim_search_by_words set (fastupdate = on, gin_pending_list_limit = 1024);
