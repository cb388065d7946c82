-- An assessment may say a number on a scale and nothing else. The constraints of now and of V50, which hold for all rows
-- there are, are looked through without keeping anybody from writing.

alter table assessment
    drop constraint assessment_says_something,
    add constraint assessment_says_something
        check (rating is not null or rating_value is not null or summary is not null or url is not null) not valid;
alter table assessment validate constraint assessment_says_something;

do $$
declare
    kind text;
begin
    foreach kind in array '{source, article, measure, topic, claim, relation, evidence, assessment, note, exchange_rate}'::text[] loop
        execute format('alter table %I validate constraint %I', kind, kind || '_external_ids_said');
    end loop;
end
$$;
