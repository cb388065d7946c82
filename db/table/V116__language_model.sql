-- A language model may read articles where the operator names one: what it cost, what it answered, and what was left of that.

create table model_spending (
    day        date    primary key,
    calls      integer not null,
    tokens_in  bigint  not null,
    tokens_out bigint  not null,
    constraint model_spending_counted check (calls > 0 and tokens_in >= 0 and tokens_out >= 0)
);

comment on table model_spending is 'What all instances spent on the language model in a day.';
comment on column model_spending.day is 'The day, in UTC.';
comment on column model_spending.calls is 'How many answers were asked for.';
comment on column model_spending.tokens_in is 'How many tokens were sent; of answers that are waited for, and those of which nobody knows, how many there can be at most.';
comment on column model_spending.tokens_out is 'How many tokens were answered, likewise.';

create table model_answer (
    article_id  uuid        not null,
    question    bytea       not null,
    answer      json        not null,
    answered_at timestamptz not null,
    constraint model_answer_pkey primary key (article_id, question),
    constraint model_answer_of_article foreign key (article_id) references article (id)
);

comment on table model_answer is 'What the language model answered of a text: asked the same again, it would be paid for again.';
comment on column model_answer.article_id is 'The article of which the text is a part.';
comment on column model_answer.question is 'SHA-256 of the model, the prompt with its version, and the text.';
comment on column model_answer.answer is 'What it answered, as it came: nothing of it was looked at but its form.';
comment on column model_answer.answered_at is 'When.';

create table model_reading (
    id                   uuid        primary key,
    article_id           uuid        not null,
    article_version      integer     not null,
    proposer             text        not null,
    proposer_version     text        not null,
    told                 integer     not null,
    not_in_text          integer     not null,
    speaker_not_in_text  integer     not null,
    number_not_in_text   integer     not null,
    not_of_schema        integer     not null,
    kept                 integer     not null,
    read_by              text        not null,
    read_at              timestamptz not null,
    constraint model_reading_of_article foreign key (article_id) references article (id),
    constraint model_reading_counted check (
        least(not_in_text, speaker_not_in_text, number_not_in_text, not_of_schema, kept) >= 0
        and not_in_text + speaker_not_in_text + number_not_in_text + not_of_schema + kept <= told)
);
create index model_reading_by_article on model_reading (article_id, read_at);

comment on table model_reading is 'Each time that the language model read an article: how much of what it told was dropped, and why.';
comment on column model_reading.id is 'UUIDv7.';
comment on column model_reading.article_id is 'The article.';
comment on column model_reading.article_version is 'The version of it.';
comment on column model_reading.proposer is 'The model: as in proposal.';
comment on column model_reading.proposer_version is 'The version of the prompt.';
comment on column model_reading.told is 'How many claims it told.';
comment on column model_reading.not_in_text is 'How many were dropped since the words that they rest on are not in the text.';
comment on column model_reading.speaker_not_in_text is 'How many since who is said to say so is not.';
comment on column model_reading.number_not_in_text is 'How many since a number in them is not in those words.';
comment on column model_reading.not_of_schema is 'How many since they had another form.';
comment on column model_reading.kept is 'How many were proposed, and had not been before.';
comment on column model_reading.read_by is 'The account that had the article read.';
comment on column model_reading.read_at is 'When.';

comment on column proposal.proposer is 'What read it: rules, or "model" and the name of a language model.';
comment on column proposal.proposer_version is 'Which of its versions; of a model, the version of the prompt.';
