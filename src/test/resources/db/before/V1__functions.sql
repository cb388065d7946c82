-- Functions that columns, constraints and answers share.

create function name_key(name text) returns text
    language sql immutable strict parallel safe
    return lower(normalize(name, nfc) collate "und-x-icu");
comment on function name_key(text) is
    'What names are matched by: NFC, without case, in any script.';

create function rfc3339(at timestamptz) returns text
    language sql stable strict parallel safe
    return to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"');
comment on function rfc3339(timestamptz) is 'An instant as the API writes it: RFC 3339, UTC, microseconds.';

create function excerpt_stands(excerpt text, body text) returns boolean
    language sql immutable parallel safe
    return strpos(
        regexp_replace(body, '\s+', ' ', 'g'),
        btrim(regexp_replace(excerpt, '\s+', ' ', 'g'))) > 0;
comment on function excerpt_stands(text, text) is
    'Whether an excerpt is found in a body, however white space is laid out. Null where either is unknown.';

create function words(text text) returns tsvector
    language sql immutable parallel safe
    return to_tsvector('simple', left(text, 100000));
comment on function words(text) is
    'The words that a text is found by, in any language; of a very long text the first 100,000 characters, as PostgreSQL bounds a tsvector.';
