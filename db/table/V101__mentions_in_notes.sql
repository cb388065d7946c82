-- Whom notes mention, so that they find what others want of them.

create function mentioned(text text) returns text[]
    language sql immutable strict parallel safe
    return (
        select coalesce(array_agg(distinct public.account_key(name)), '{}')
        from regexp_matches(text, '(?<![[:alnum:]._+-])@([[:alnum:]._@+-]{1,100})', 'g') found,
            lateral unnest(array[found[1], rtrim(found[1], '._@+-')]) name
        where name <> '');
comment on function mentioned(text) is
    'Whom a note names as @NAME, by what accounts are matched by; a sign at the end of a sentence may belong to the name or not.';

create index note_by_mentioned on note using gin (mentioned(text)) where deleted_at is null and resolved_at is null;
