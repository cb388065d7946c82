-- What is looked for, as text search queries: see V19 for the words that claims have.

create function search.quoted(lexeme text) returns text
    language sql immutable strict parallel safe
    return '''' || replace(replace(lexeme, '\', '\\'), '''', '''''') || '''';
comment on function search.quoted(text) is 'A lexeme as it stands in the text of a query.';

create function search.queries(q text, beginnings text[]) returns table (config text, query tsquery)
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

create function search.query(q text, beginnings text[]) returns tsquery
    language sql stable parallel safe
as $$
    select string_agg(format('(%s) & (%s)', query, configs), ' | ')::tsquery
    from (
        select query, string_agg(search.quoted(upper(config)), ' | ' order by config) as configs
        from search.queries(q, beginnings)
        where numnode(query) > 0
        group by query
        order by query
    ) distinct_queries
$$;
comment on function search.query(text, text[]) is
    'What is looked for, in claims of all configurations at once. Absent where nothing of it counts.';

create function search.rank(words tsvector, query tsquery) returns real
    language sql immutable parallel safe
    return ts_rank('{0.02, 0.1, 0.2, 1}', words, query) + case when ts_filter(words, '{a}') @@ query then 1 else 0 end;
comment on function search.rank(tsvector, tsquery) is 'How well a claim matches: above 1 where its own text does.';

create function search.highlighted(config text, text text, q text, beginnings text[]) returns text
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

-- Few: so that topics can count all claims by index, and take these away.
create index claim_deleted on claim (id) where deleted_at is not null;
call history.keep('claim', 'claim', 'r.id');

-- So that the planner knows a rare word from a common one.
alter table claim_search alter words set statistics 1000;
alter table history.claim_search alter words set statistics 1000;
