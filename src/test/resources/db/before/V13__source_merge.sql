-- Sources that turn out to be one are merged: all that referred to the duplicate refers to the survivor then, and what
-- moved is kept, so that a merge that was a mistake can be undone.

alter table source add column merged_into_id uuid;
alter table source
    add constraint source_merged_into foreign key (merged_into_id) references source (id),
    add constraint source_not_merged_into_itself check (merged_into_id <> id),
    add constraint source_merged_is_deleted check (merged_into_id is null or deleted_at is not null);
create index source_by_merged_into on source (merged_into_id) where merged_into_id is not null;
-- An article that is recorded again speaks of somebody who was merged meanwhile.
create index source_merged_within_article on source (within_article_id, name_key) where merged_into_id is not null;
comment on column source.merged_into_id is 'The source that it was merged into, as a duplicate; absent where it was not.';

create table source_merge (
    id        uuid primary key,
    source_id uuid        not null,
    into_id   uuid        not null,
    aliases   text[]      not null,
    reason    text        not null,
    by        text        not null,
    through   text,
    at        timestamptz not null,
    constraint source_merge_of_source foreign key (source_id) references source (id),
    constraint source_merge_into_source foreign key (into_id) references source (id),
    constraint source_merge_of_two check (source_id <> into_id),
    constraint source_merge_has_reason check (reason ~ '\S')
);
create index source_merge_by_source on source_merge (source_id, at, id);
create index source_merge_by_into on source_merge (into_id, at, id);
comment on table source_merge is 'Every merging of a source into another, with its reason. Rows are only added.';
comment on column source_merge.id is 'UUIDv7.';
comment on column source_merge.source_id is 'The duplicate.';
comment on column source_merge.into_id is 'The survivor.';
comment on column source_merge.aliases is 'The aliases that the survivor got by it.';
comment on column source_merge.reason is 'Why they are one.';
comment on column source_merge.by is 'Who merged them.';
comment on column source_merge.through is 'The name of the API token that was used; absent for pages.';
comment on column source_merge.at is 'When.';

create table source_merge_reference (
    id         bigint generated always as identity primary key,
    merge_id   uuid    not null,
    kind       text    not null,
    holder_id  uuid    not null,
    position   int,
    gone       boolean not null,
    membership jsonb,
    constraint source_merge_reference_of_merge foreign key (merge_id) references source_merge (id),
    constraint source_merge_reference_kind_known check (kind in
        ('ABOUT', 'SPEAKER', 'PUBLISHER', 'PROVIDER', 'REVIEWER', 'RATE', 'PART', 'WHOLE')),
    constraint source_merge_reference_membership check ((membership is not null) = (kind in ('PART', 'WHOLE')))
);
create index source_merge_reference_by_merge on source_merge_reference (merge_id, kind, holder_id);
comment on table source_merge_reference is
    'What referred to a duplicate when it was merged. Rows are only added. Two rows with the same kind, holder and dates of membership are about one place.';
comment on column source_merge_reference.id is 'Counts the rows.';
comment on column source_merge_reference.merge_id is 'The merge.';
comment on column source_merge_reference.kind is
    'ABOUT, of a claim; SPEAKER, of a link; PUBLISHER, of an article; PROVIDER, of evidence; REVIEWER, of an assessment; RATE, of an exchange rate; PART, where the duplicate was part of another source, and WHOLE, where another was part of it.';
comment on column source_merge_reference.holder_id is
    'What referred to it: a claim, an attribution, an article, evidence, an assessment or an exchange rate. Of a membership, the other source.';
comment on column source_merge_reference.position is 'Where it stood, in a list.';
comment on column source_merge_reference.gone is
    'Whether the row went instead of moving, as the survivor stood there already or would have been part of itself.';
comment on column source_merge_reference.membership is 'The row of a membership as it was.';

create table source_merge_undo (
    merge_id uuid primary key,
    by       text        not null,
    through  text,
    at       timestamptz not null,
    constraint source_merge_undo_of_merge foreign key (merge_id) references source_merge (id)
);
comment on table source_merge_undo is 'Every undoing of a merge. Rows are only added.';
comment on column source_merge_undo.merge_id is 'The merge.';
comment on column source_merge_undo.by is 'Who undid it.';
comment on column source_merge_undo.through is 'The name of the API token that was used; absent for pages.';
comment on column source_merge_undo.at is 'When.';

create or replace view public_record.source as
select id, revision, name, name_key, kind, description, homepage, country, wikidata_id, reliability,
    (select a.id from public_record.article a where a.id = s.within_article_id) as within_article_id,
    created_at, updated_at, deleted_at, null::uuid as merged_into_id
from public.source s
where deleted_at is null and (
    with recursive part (id) as (
        select s.id
        union
        select m.source_id from public.membership m join part on m.part_of_id = part.id
    )
    select true
    from part
    where case
        when (select count(*) <= 1000 from (select from public_record.claim limit 1001) few)
        then part.id in (select n.source_id from public_record.named_source n where n.source_id is not null)
        else (select true from public_record.named_source n where n.source_id = part.id limit 1)
        end
    limit 1);
comment on column public_record.source.merged_into_id is 'Nothing: what is shown is not merged into anything.';
