-- What claims are found by, and how what is looked for becomes queries: ${logic}

create or replace function search.config(language text) returns text
    language plpgsql stable parallel safe as
$$
begin
    return coalesce(
        (select l.config from search.language l where l.tag = lower(split_part(language, '-', 1))), 'simple');
end
$$;
comment on function search.config(text) is 'The configuration that stems a language.';

create or replace aggregate search.concat (tsvector) (sfunc = tsvector_concat, stype = tsvector, parallel = safe);
comment on aggregate search.concat(tsvector) is 'One after the other.';

-- In PL/pgSQL, as that keeps its plans. Names of tables are looked for where the caller looks, so that what was known on a day is computed by the same.
create or replace function search.of_claims(ids uuid[]) returns setof claim_search
    language plpgsql stable parallel safe
    set jit = off
as $$
begin
    return query
    with asked as (
        select c.id, (c.number / 65536)::int as bucket, search.config(c.language) as config, c.text
        from unnest(ids) i (id) join claim c on c.id = i.id
        where c.deleted_at is null
    ), place as (
        select p.claim_id, p.id, p.position, p.exact, a.id as article_id, a.publisher_id, a.current_version, a.published_on,
            a.published_on_earliest, a.published_on_latest
        from asked c
        join appearance p on p.claim_id = c.id
        join article a on a.id = p.article_id
        where p.deleted_at is null
    ), link as (
        select p.claim_id, p.position as place, l.*
        from place p join attribution l on l.appearance_id = p.id
    ), named as (
        select c.id as claim_id, ca.source_id from asked c join claim_about ca on ca.claim_id = c.id
        union
        select l.claim_id, x.source_id from link l join attribution_source x on x.attribution_id = l.id
        union
        select p.claim_id, p.publisher_id from place p where p.publisher_id is not null
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
        join article_version v on v.article_id = p.article_id and v.version = p.current_version
        where v.title is not null
        union all
        select n.claim_id, 'D', 0, 0, s.name from named n join source s on s.id = n.source_id
        union all
        select n.claim_id, 'D', 0, 1, a.alias from named n join source_alias a on a.source_id = n.source_id
        union all
        select c.id, 'D', 1, 0, t.name
        from asked c join claim_topic ct on ct.claim_id = c.id join topic t on t.id = ct.topic_id
    ), bounded as (
        select w.claim_id, w.weight, row_number() over kept as nth,
            name_key(left(w.text, greatest(0, 50000 - (sum(length(w.text)) over kept)::int + length(w.text)))) as text,
            -- There are places for 16,383 words, of two characters at least, and gaps.
            sum(length(w.text) + 16) over kept > 32000 as truncated
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
            || array_to_tsvector(array[upper(s.config)])
            || array_to_tsvector(case when s.truncated then '{TRUNCATED}' else '{}' end::text[])
            || case when s.config = 'simple' then '' else array_to_tsvector(array(
                select '=' || w
                from unnest(tsvector_to_array(ts_delete(
                    to_tsvector('search.simple', s.text), tsvector_to_array(s.words)))) w)) end,
        said.days, said.earliest, published.days, published.earliest
    from stemmed s
    left join (
        select l.claim_id, min(l.said_on_earliest) as earliest,
            range_agg(daterange(
                nullif(l.said_on_earliest, '-infinity'), nullif(l.said_on_latest, 'infinity'), '[]')) as days
        from link l where l.said_on is not null group by l.claim_id) said on said.claim_id = s.id
    left join (
        select p.claim_id, min(p.published_on_earliest) as earliest,
            range_agg(daterange(
                nullif(p.published_on_earliest, '-infinity'), nullif(p.published_on_latest, 'infinity'), '[]')) as days
        from place p where p.published_on is not null group by p.claim_id) published on published.claim_id = s.id;
end
$$;
comment on function search.of_claims(uuid[]) is 'What those of the claims that are not deleted are found by.';

create or replace function search.slots(claims uuid[], renamed uuid[]) returns table (slot int, for_itself boolean)
    language plpgsql stable
    set search_path = public, pg_temp
    set jit = off
as $$
begin
    return query
    -- 256 of them, as very many sources may be named in one transaction, and there is room for so many locks only.
    select uuid_hash(n.id) & 255, bool_or(n.is_renamed)
    from (
        select unnest(renamed), true
        union
        select ca.source_id, false from unnest(claims) c (id) join claim_about ca on ca.claim_id = c.id
        union
        select x.source_id, false
        from unnest(claims) c (id)
        join appearance p on p.claim_id = c.id
        join attribution l on l.appearance_id = p.id
        join attribution_source x on x.attribution_id = l.id
        union
        select x.id, false
        from unnest(claims) c (id)
        join appearance p on p.claim_id = c.id
        join article a on a.id = p.article_id
        cross join lateral (values (a.id), (a.publisher_id)) x (id)
        where x.id is not null
    ) n (id, is_renamed)
    group by 1
    order by 1;
end
$$;
comment on function search.slots(uuid[], uuid[]) is
    'Of the sources and articles that claims name, and those that are renamed, what stands for each where locks are taken, in their order.';

create or replace function search.naming(renamed uuid[]) returns setof uuid
    language plpgsql stable
    set search_path = public, pg_temp
    set jit = off
as $$
begin
    return query
    select ca.claim_id from unnest(renamed) r (id) join claim_about ca on ca.source_id = r.id
    union
    select p.claim_id
    from unnest(renamed) r (id)
    join attribution_source x on x.source_id = r.id
    join attribution l on l.id = x.attribution_id
    join appearance p on p.id = l.appearance_id
    where p.deleted_at is null
    union
    select p.claim_id
    from unnest(renamed) r (id)
    join article a on a.publisher_id = r.id
    join appearance p on p.article_id = a.id
    where p.deleted_at is null
    union
    select p.claim_id from unnest(renamed) r (id) join appearance p on p.article_id = r.id where p.deleted_at is null;
end
$$;
comment on function search.naming(uuid[]) is 'The claims that name sources or articles.';

create or replace function search.note_changed() returns trigger
    language plpgsql security definer
    set search_path = public, pg_temp
as $$
declare
    changed uuid[] := array(
        select h.resource_id from history.change h where h.change_set_id = new.id and h.resource = 'claim');
    -- Sources that were there before and are called otherwise now, and articles that were there before.
    renamed uuid[] := array(
        select h.resource_id
        from history.change h
        where h.change_set_id = new.id and h.resource = 'source'
          and exists (select from history.source s where s.id = h.resource_id and s.began <> new.id)
          and (exists (
                select from history.source_alias a where a.source_id = h.resource_id and new.id in (a.began, a.ended))
            or exists (
                select from history.source o join history.source n on n.id = o.id
                where o.id = h.resource_id and o.ended = new.id and n.began = new.id and o.name <> n.name))
        union all
        select h.resource_id
        from history.change h
        where h.change_set_id = new.id and h.resource = 'article'
          and exists (select from history.article a where a.id = h.resource_id and a.began <> new.id));
    held record;
begin
    if changed = '{}' and renamed = '{}' then
        return null;
    end if;
    -- Whoever names a thing and whoever renames it wait for each other, so that the second one sees what the first did.
    -- All take these locks at their end and in one order, before the rows: so nobody waits in a ring.
    for held in select s.slot, s.for_itself from search.slots(changed, renamed) s loop
        if held.for_itself then
            perform pg_advisory_xact_lock(hashtext('claimtrail search'), held.slot);
        else
            perform pg_advisory_xact_lock_shared(hashtext('claimtrail search'), held.slot);
        end if;
    end loop;
    changed := array(select unnest(changed) union select search.naming(renamed));
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
    return null;
end
$$;
comment on function search.note_changed() is
    'Keeps what claims are found by, when a transaction that changed them, or the names of what they name, is about to commit.';
-- Before change_set_stamped, which comes last, by its name.
create constraint trigger change_set_searched after insert on history.change_set
    deferrable initially deferred for each row execute function search.note_changed();


create or replace function search.quoted(lexeme text) returns text
    language sql immutable strict parallel safe
    return '''' || replace(replace(lexeme, '\', '\\'), '''', '''''') || '''';
comment on function search.quoted(text) is 'A lexeme as it stands in the text of a query.';

create or replace function search.queries(q text, beginnings text[]) returns table (config text, query tsquery)
    language sql stable parallel safe
as $$
    with stemmed as (
        select l.config, websearch_to_tsquery(('search.' || l.config)::regconfig, name_key(q)) as query
        from (select 'simple' as config union select l.config from search.language l) l
    ), begun as (
        select string_agg(format('(%s:* | %s:*)', search.quoted(w), search.quoted('=' || w)), ' & ')::tsquery as query
        from unnest(beginnings) b, unnest(tsvector_to_array(to_tsvector('search.simple', name_key(b)))) w
    ), as_written as (
        -- Words that a language does not count, such as "WHO", count where there are no others.
        select string_agg(format('(%s | %s)', search.quoted(w), search.quoted('=' || w)), ' & ')::tsquery as query
        from stemmed s, unnest(tsvector_to_array(to_tsvector('search.simple', name_key(q)))) w
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

create or replace function search.distinct_queries(q text, beginnings text[])
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
        select array_agg(config order by config) as configs, query
        from search.queries(q, beginnings)
        where numnode(query) > 0
        group by query
    ) s
    order by s.query
$$;
comment on function search.distinct_queries(text, text[]) is
    'What is looked for, each query once: the configurations in whose claims, what an index of claims of all configurations is asked, and the same in the text of a claim alone. Empty where nothing of it counts.';

create or replace function search.rank(words tsvector, query tsquery, of_text tsquery) returns real
    language sql immutable parallel safe
    return ts_rank('{0.02, 0.1, 0.2, 1}', words, query) + case when words @@ of_text then 1 else 0 end;
comment on function search.rank(tsvector, tsquery, tsquery) is
    'How well a claim matches: above 1 where its own text does.';

create or replace function search.highlighted(config text, text text, q text, beginnings text[]) returns text
    language sql stable parallel safe
as $$
    with looked as (
        select s.query from search.queries(q, beginnings) s where s.config = highlighted.config
    ), begun as (
        select string_agg(search.quoted(w) || ':*', ' | ')::tsquery as query
        from unnest(beginnings) x, unnest(tsvector_to_array(to_tsvector('search.simple', name_key(x)))) w
    ), option as (
        -- Characters that texts have no use for, until all is marked: what begins so is another word than its stem.
        select chr(57344) as on, chr(57345) as off,
            format('HighlightAll=true, StartSel="%s", StopSel="%s"', chr(57344), chr(57345)) as marks
    ), escaped as (
        select replace(replace(replace(translate(text, o.on || o.off, ''), '&', '&amp;'), '<', '&lt;'), '>', '&gt;') as html
        from option o
    ), stems as (
        select ts_headline(('search.' || config)::regconfig, e.html, l.query, o.marks) as html
        from escaped e, looked l, option o
    ), words as (
        select coalesce(ts_headline('search.simple', s.html, b.query, o.marks), s.html) as html
        from stems s, begun b, option o
    )
    select replace(replace(replace(replace(w.html,
        o.on || o.on, o.on), o.off || o.off, o.off), o.on, '<mark>'), o.off, '</mark>')
    from words w, option o
$$;
comment on function search.highlighted(text, text, text, text[]) is
    'A text as HTML, with marks around what was looked for in it.';

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
