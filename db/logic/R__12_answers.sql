-- Functions that answers call: ${logic}. The SQL of the service runs in whichever of the schemas public, as_of, known_on
-- and public_record is asked, so it finds them in each.

create function rfc3339(at timestamptz) returns text
    language sql stable strict parallel safe
    return to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"');
comment on function rfc3339(timestamptz) is 'An instant as the API writes it: RFC 3339, UTC, microseconds.';

do $$
declare
    schema text;
    twin record;
begin
    -- These are inlined, so that the indexes are used as before.
    foreach schema in array '{as_of, public_record}'::text[] loop
        for twin in
            select * from (values
                ('name_key', 'name text', 'name', 'text', 'immutable strict'),
                ('rfc3339', 'at timestamptz', 'at', 'text', 'stable strict'),
                ('words', 'text text', 'text', 'tsvector', 'immutable')) t (name, argument, passed, result, volatility)
        loop
            execute format(
                'create function %1$I.%2$I(%3$s) returns %5$s language sql %6$s parallel safe return public.%2$I(%4$s)',
                schema, twin.name, twin.argument, twin.passed, twin.result, twin.volatility);
            execute format('comment on function %I.%I(%s) is %L',
                schema, twin.name, split_part(twin.argument, ' ', 2), format('public.%s().', twin.name));
        end loop;
    end loop;
    -- Everything is shown, whenever it was published. Schema known_on has other ones.
    foreach schema in array '{public, as_of, public_record}'::text[] loop
        for twin in select * from (values ('claim_as_known', 'claim'), ('measure_as_known', 'measure')) t (name, argument) loop
            execute format(
                'create function %I.%I(%I uuid) returns json language sql immutable parallel safe return null::json',
                schema, twin.name, twin.argument);
            execute format('comment on function %I.%I(uuid) is %L', schema, twin.name,
                'Nothing: everything is shown, whenever it was published. Schema known_on has another one.');
        end loop;
    end loop;
end
$$;
