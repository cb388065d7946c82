-- Notes on sources, on articles and on assessments, besides those on claims.

alter table assessment add constraint assessment_once_of_claim unique (claim_id, id);

alter table note
    alter claim_id drop not null,
    add source_id     uuid,
    add article_id    uuid,
    add assessment_id uuid,
    add on_id         uuid not null generated always as (coalesce(assessment_id, claim_id, source_id, article_id)) stored,
    add constraint note_of_source foreign key (source_id) references source (id),
    add constraint note_of_article foreign key (article_id) references article (id),
    add constraint note_of_assessment foreign key (claim_id, assessment_id) references assessment (claim_id, id),
    add constraint note_on_one_thing check (num_nonnulls(claim_id, source_id, article_id) = 1),
    add constraint note_on_assessment_of_claim check (assessment_id is null or claim_id is not null),
    drop constraint note_in_reply_to,
    drop constraint note_once_on_claim,
    add constraint note_once_on_thing unique (on_id, id),
    add constraint note_in_reply_to foreign key (on_id, in_reply_to_id) references note (on_id, id);

drop index note_by_answered;
create index note_by_thing on note (on_id, created_at, id);
create index note_by_reply on note (on_id, in_reply_to_id) where in_reply_to_id is not null;
create index note_by_source on note (source_id) where source_id is not null;
create index note_by_article on note (article_id) where article_id is not null;
create index note_by_assessment on note (claim_id, assessment_id) where assessment_id is not null;

comment on table note is
    'What people at the desk say to each other about a claim, an assessment of one, a source or an article. It is not public.';
comment on column note.claim_id is 'The claim that it is on, or whose assessment it is on.';
comment on column note.source_id is 'The source that it is on.';
comment on column note.article_id is 'The article that it is on.';
comment on column note.assessment_id is 'The assessment that it is on.';
comment on column note.on_id is 'The thing that it is on, of whichever kind.';
comment on column note.in_reply_to_id is 'The note on the same thing that it answers; absent where it begins a thread.';

-- What they were on before there were others.
do $$
begin
    if to_regclass('history.note') is not null then
        drop index if exists history.note_by_answered, history.note_once_on_claim;
        alter table history.note add on_id uuid;
        update history.note set on_id = claim_id;
    end if;
end
$$;

-- Notes go with the thing that they are on when it is merged.
alter table source_merge_reference
    alter gone set default false,
    drop constraint source_merge_reference_kind_known,
    add constraint source_merge_reference_kind_known check (kind in
        ('ABOUT', 'SPEAKER', 'PUBLISHER', 'PROVIDER', 'REVIEWER', 'RATE', 'PART', 'WHOLE', 'NOTE'));
comment on column source_merge_reference.kind is
    'ABOUT, of a claim; SPEAKER, of a link; PUBLISHER, of an article; PROVIDER, of evidence; REVIEWER, of an assessment; RATE, of an exchange rate; PART, where the duplicate was part of another source, and WHOLE, where another was part of it; NOTE, on the duplicate.';
comment on column source_merge_reference.holder_id is
    'What referred to it: a claim, an attribution, an article, evidence, an assessment, an exchange rate or a note. Of a membership, the other source.';
alter table article_merge_reference
    drop constraint article_merge_reference_kind_known,
    add constraint article_merge_reference_kind_known
        check (kind in ('APPEARANCE', 'WITHIN', 'SPEAKER', 'ADDRESS', 'FILE', 'NOTE'));
comment on column article_merge_reference.kind is
    'APPEARANCE (of a claim in it), WITHIN (a source that it does not name), SPEAKER (such a source that was merged with it), ADDRESS, FILE, or NOTE.';
comment on column article_merge_reference.holder_id is
    'The appearance, the source, the file or the note; of an ADDRESS, the article that got it.';

comment on column notice_reason.resource is
    'What changed, or is newly found: claim, source, article, measure or topic, each with what belongs to it.';
comment on column notice_reason.kind is 'The kind of what is watched, as in watch; else that of what changed.';
comment on column notice_reason.watched_id is 'What is watched, such as a topic of the claim; else what changed.';
