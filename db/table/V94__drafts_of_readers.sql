-- What somebody is writing in the reading room of an article, before it is a claim.

create table reading_draft (
    account_id uuid        not null,
    article_id uuid        not null,
    fields     jsonb       not null,
    kept_at    timestamptz not null,
    constraint reading_draft_pk primary key (account_id, article_id),
    constraint reading_draft_of_account foreign key (account_id) references account (id) on delete cascade,
    constraint reading_draft_of_article foreign key (article_id) references article (id) on delete cascade
);
create index reading_draft_by_article on reading_draft (article_id, kept_at);
create index reading_draft_by_kept on reading_draft (kept_at);

comment on table reading_draft is
    'What somebody types about an article and has not recorded yet: one for each person and article, kept for thirty days.';
comment on column reading_draft.account_id is 'Who writes.';
comment on column reading_draft.article_id is 'About which article.';
comment on column reading_draft.fields is 'The fields of the form by their names, as typed; those that fill in what the article says as they were proposed.';
comment on column reading_draft.kept_at is 'When it was kept last.';
