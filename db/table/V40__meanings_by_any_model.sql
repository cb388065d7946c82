-- What a text means may be computed by any model, and is not where the model knows too little of it. So a row is due as long
-- as no model was there, whether that left a vector or not.
alter table claim_vector
    add column known smallint,
    add column limits text[],
    drop constraint claim_vector_of_model,
    add constraint claim_vector_of_model
        check (model is not null or vector is null and known is null and limits is null),
    add constraint claim_vector_known check (known between 0 and 100),
    add constraint claim_vector_limits_known check (limits <@ '{NO_WORDS,UNKNOWN_WORDS,LANGUAGE,CUT,REFUSED}');
drop index claim_vector_due;
create index claim_vector_due on claim_vector (tx, claim_number) where model is null and text_hash is not null;

comment on column claim_vector.model is 'Which model looked at the text last; absent where one is still to.';
comment on column claim_vector.vector is
    'The direction of the meaning: each byte a signed coordinate. Absent where it is still to be computed, where the model makes none of the text, or the claim is deleted.';
comment on column claim_vector.known is
    'How many hundredths of the letters the model knows the words of: 0 where that is less than half. Absent where it is still to be computed.';
comment on column claim_vector.limits is
    'What the vector does not tell, or why there is none: NO_WORDS, the text has none; UNKNOWN_WORDS, some are not known to the model; LANGUAGE, it was not made for the language; CUT, the text is longer than it reads; REFUSED, it does not want it. Absent where it tells all.';

create table vector_basis (
    only_row boolean primary key default true,
    model    text    not null,
    stale_to bigint  not null,
    constraint vector_basis_one_row check (only_row)
);
comment on table vector_basis is
    'Which model computes what claims mean. Written by the service that started last; those that have another one leave what is kept alone.';
comment on column vector_basis.only_row is 'There is one row.';
comment on column vector_basis.model is 'The model.';
comment on column vector_basis.stale_to is
    'The last claim that another model may have looked at last, to be looked at anew in the background; 0 where there is none.';
