-- On which days a date can be that leaves some out between its first and its last (EDTF: 1985-XX-30, [2024-06-01,2024-06-30],
-- 156X-12-25), as org.claimtrail.date reads it; nearly all dates leave none out: ${logic}

create function search.days_of_member(written text, first_year int, last_year int) returns datemultirange
    language plpgsql immutable parallel safe as
$$
declare
    most constant int := 1500;
    plain constant text := translate(btrim(written), '?~%', '');
    parts text[];
    year_is text;
    month_is text;
    day_is text;
    code int;
    starts int;
    months int;
    year int;
    of_calendar int;
    first_day date;
    found daterange[] := '{}';
begin
    if plain ~ '\.\.' then
        return datemultirange(daterange(
            lower(search.days_of_member(nullif(split_part(plain, '..', 1), ''), null, null)),
            upper(search.days_of_member(nullif(split_part(plain, '..', 2), ''), null, null))));
    end if;
    parts := regexp_match(plain, '^(-?)([0-9X]{4})(?:-([0-9X]{2}))?(?:-([0-9X]{2}))?$');
    if parts is null then
        return null;
    end if;
    year_is := replace(parts[2], 'X', '_');
    month_is := replace(coalesce(parts[3], 'XX'), 'X', '_');
    day_is := replace(coalesce(parts[4], 'XX'), 'X', '_');
    if parts[4] is null and parts[3] ~ '^[234][0-9]$' then
        code := parts[3]::int;
        starts := case when code <= 28 then (code - 21) % 4 * 3 + 3 when code <= 32 then (array[9, 12, 3, 6])[code - 28]
            when code <= 36 then (code - 33) * 3 + 1 when code <= 39 then (code - 37) * 4 + 1 else (code - 40) * 6 + 1 end;
        months := case when code <= 36 then 3 when code <= 39 then 4 else 6 end;
    end if;
    for y in greatest(replace(parts[2], 'X', '0')::int, case when parts[1] = '' then first_year else -last_year end)
        .. least(replace(parts[2], 'X', '9')::int, case when parts[1] = '' then last_year else -first_year end)
    loop
        continue when lpad(y::text, 4, '0') not like year_is;
        year := case when parts[1] = '' then y else -y end;
        -- Before the first year comes one that calendars with a nought call it, and PostgreSQL calls -1.
        of_calendar := case when year > 0 then year else year - 1 end;
        continue when of_calendar < -4712;
        if starts is not null then
            first_day := make_date(of_calendar, starts, 1);
            found := found || daterange(first_day, (first_day + make_interval(months => months))::date);
        elsif month_is = '__' and day_is = '__' then
            first_day := make_date(of_calendar, 1, 1);
            found := found || daterange(first_day, (first_day + interval '1 year')::date);
        else
            for m in 1 .. 12 loop
                continue when lpad(m::text, 2, '0') not like month_is;
                first_day := make_date(of_calendar, m, 1);
                if day_is = '__' then
                    found := found || daterange(first_day, (first_day + interval '1 month')::date);
                    continue;
                end if;
                for d in 1 .. extract(day from first_day + interval '1 month' - interval '1 day')::int loop
                    if lpad(d::text, 2, '0') like day_is then
                        found := found || daterange(first_day + d - 1, first_day + d);
                    end if;
                end loop;
            end loop;
        end if;
        if cardinality(found) > most then
            return null;
        end if;
    end loop;
    return datemultirange(variadic found);
end
$$;
comment on function search.days_of_member(text, int, int) is
    'The days that one date, or one range of them, in a set can mean, of certain years; null where it cannot be told, or are very many.';

create function search.days(written text, earliest date, latest date, first_year int default null, last_year int default null)
    returns datemultirange
    language plpgsql immutable parallel safe as
$$
declare
    from_first_to_last constant datemultirange :=
        datemultirange(daterange(nullif(earliest, '-infinity'), nullif(latest, 'infinity'), '[]'));
    found datemultirange := '{}';
    member text;
begin
    if written is null then
        return null;
    end if;
    if written !~ ',|X[X?~%-]*[0-9]' or written ~ '/' then
        return from_first_to_last;
    end if;
    foreach member in array string_to_array(translate(written, '[]{}', ''), ',') loop
        found := found + search.days_of_member(member, first_year, last_year);
    end loop;
    return coalesce(found, from_first_to_last);
end
$$;
comment on function search.days(text, date, date, int, int) is
    'The days that a date can mean, of certain years at least where these are given; null where there is no date. It is known from when to when it can mean any.';

create function search.can_mean(written text, earliest date, latest date, first_day date, last_day date) returns boolean
    language sql immutable parallel safe
    return search.days(
        written, earliest, latest,
        extract(year from case when isfinite(first_day) and first_day > '0001-01-01' then first_day end)::int,
        extract(year from case when isfinite(last_day) and last_day > '0001-01-01' then last_day end)::int)
        && datemultirange(daterange(nullif(first_day, '-infinity'), nullif(last_day, 'infinity'), '[]'));
comment on function search.can_mean(text, date, date, date, date) is
    'Whether a date can mean a day from one to another; without one, from or to any.';
