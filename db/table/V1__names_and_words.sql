-- Functions that columns and indexes are made with. Another body means to make these anew: by a migration, never in place.

create function name_key(name text) returns text
    language sql immutable strict parallel safe
    return lower(normalize(name, nfc) collate "und-x-icu");
comment on function name_key(text) is
    'What names are matched by: NFC, without case, in any script.';

create function words(text text) returns tsvector
    language sql immutable parallel safe
    return to_tsvector('simple', left(text, 100000));
comment on function words(text) is
    'The words that a text is found by, in any language; of a very long text the first 100,000 characters, as PostgreSQL bounds a tsvector.';
