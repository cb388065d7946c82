-- What a thing is called elsewhere: in the spreadsheet, the system or the collection that it came from. By that it is found
-- when it comes again, so that it is changed and not recorded twice.

create table external_id (
    kind     text not null,
    called   text not null,
    thing_id uuid not null,
    constraint external_id_unique primary key (kind, called)
);
comment on table external_id is
    'What things are called elsewhere, each only once for a kind. The database keeps it from the columns external_ids; things that are deleted keep theirs.';
comment on column external_id.kind is 'The kind of thing, as in history.change.resource.';
comment on column external_id.called is 'The scheme, a colon, and the id.';
comment on column external_id.thing_id is 'The thing.';

do $$
declare
    kind text;
begin
    foreach kind in array '{source, article, measure, topic, claim, relation, evidence, assessment, note, exchange_rate}'::text[] loop
        -- The constraint holds for all rows that there are, as they have none.
        execute format($sql$
            alter table %1$I
                add column external_ids text[],
                add constraint %2$I check (
                    external_ids is null
                    or cardinality(external_ids) > 0 and array_position(external_ids, null) is null
                       and array_to_string(external_ids, '') <> '') not valid;
            comment on column %1$I.external_ids is
                'What it is called elsewhere, in order: the scheme, a colon, and the id, which is only once for a kind. Absent where nothing is known.';
            create index %3$I on %1$I using gin (external_ids) where external_ids is not null$sql$,
            kind, kind || '_external_ids_said', kind || '_by_external_id');
    end loop;
end
$$;
