-- Names of spreadsheets are reconciled with sources that are called nearly so. They share trigrams, of which the rarest are looked
-- for: those of "Ministry of Health of" would find all ministries. What is a letter is not asked, so that every server and every
-- script is treated alike; the service takes names apart in the same way (Trigrams).
create function search.trigrams(key text) returns text[]
    language plpgsql immutable strict parallel safe
as $$
declare
    word text;
    padded text;
    found text[] := '{}';
begin
    foreach word in array string_to_array(translate(left(key, 200), '().,;:"''-/&', '           '), ' ') loop
        if word <> '' then
            padded := '  ' || word || ' ';
            for i in 1 .. length(padded) - 2 loop
                found := found || substr(padded, i, 3);
            end loop;
        end if;
    end loop;
    return found;
end
$$;
comment on function search.trigrams(text) is 'Three characters each, of every word of a name as it is matched, with two spaces before it and one behind.';

create index source_by_trigrams on source using gin (search.trigrams(name_key)) where deleted_at is null and kind <> 'UNNAMED';
create index source_alias_by_trigrams on source_alias using gin (search.trigrams(alias_key));
create index source_by_wikidata on source (wikidata_id) where wikidata_id is not null and deleted_at is null;
