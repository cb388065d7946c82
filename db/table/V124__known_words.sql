-- Whoever mistypes a word finds nothing: words that claims have, to tell which one was meant.
create table search.known_word (
    word     text collate "C" primary key,
    trigrams text[] not null generated always as (search.trigrams(word)) stored
);
create index known_word_by_trigrams on search.known_word using gin (trigrams);
comment on table search.known_word is
    'Words of claims, now or earlier: what somebody may have meant who mistyped one. Filled in the background by search.learn(), and emptied by each purge.';
comment on column search.known_word.word is 'Four letters and more, as configuration search.simple has them.';
comment on column search.known_word.trigrams is 'What words that are mistyped share with it.';

create table search.learned (
    updated_at timestamptz not null,
    claim_id   uuid not null
);
comment on table search.learned is 'Up to which claim words are known, in the order in which claims were last changed: one row.';
comment on column search.learned.updated_at is 'When that claim was changed.';
comment on column search.learned.claim_id is 'The claim.';
insert into search.learned values ('-infinity', '00000000-0000-0000-0000-000000000000');
