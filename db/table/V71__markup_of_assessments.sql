-- What came with an assessment as markup and has no field of its own.

alter table assessment
    add column markup text,
    add constraint assessment_markup_object check (markup is null or markup like '{%') not valid;
alter table assessment validate constraint assessment_markup_object;

comment on column assessment.markup is
    'What the markup said that it came in by and that has no column: a JSON object, in schema.org''s words. Absent where nothing is left.';
