-- A document has one address, by which it is recorded, and any number of others by which it is found. Two articles, or two
-- measures, that turn out to be one are merged as sources are: what referred to the duplicate refers to the survivor then,
-- and what moved is kept, so that a merge that was a mistake can be undone.

create table article_address (
    article_id    uuid not null,
    position      int  not null,
    url           text not null,
    canonical_url text not null,
    constraint article_address_pk primary key (article_id, position),
    constraint article_address_of_article foreign key (article_id) references article (id)
);
-- By hash, as an address may be longer than what a B-tree holds.
create index article_address_by_canonical on article_address using hash (canonical_url);

comment on table article_address is
    'Further addresses of an article, by which it is found too: a copy in an archive, a printing view, an agency''s page.';
comment on column article_address.article_id is 'The article.';
comment on column article_address.position is 'Order, from 0.';
comment on column article_address.url is 'Web address as it was given.';
comment on column article_address.canonical_url is 'The address in the form by which one article is told from another.';

alter table article
    add column merged_into_id uuid,
    add column duplicate_url text,
    add constraint article_merged_into foreign key (merged_into_id) references article (id),
    add constraint article_not_merged_into_itself check (merged_into_id <> id),
    add constraint article_merged_is_deleted check (merged_into_id is null or deleted_at is not null);
create index article_by_merged_into on article (merged_into_id) where merged_into_id is not null;
create index article_with_duplicate on article (created_at, id) where duplicate_url is not null and deleted_at is null;
create index article_by_duplicate_url on article using hash (duplicate_url) where deleted_at is null;
create index article_sharing_citation on article (citation_key) where shares_name and deleted_at is null;
comment on column article.merged_into_id is 'The article that it was merged into, as a duplicate; absent where it was not.';
comment on column article.duplicate_url is
    'The document that its address stands for by the rules of addresses as they are now, where another article was recorded at that: a probable duplicate.';

alter table measure
    add column merged_into_id uuid,
    add constraint measure_merged_into foreign key (merged_into_id) references measure (id),
    add constraint measure_not_merged_into_itself check (merged_into_id <> id),
    add constraint measure_merged_is_deleted check (merged_into_id is null or deleted_at is not null);
create index measure_by_merged_into on measure (merged_into_id) where merged_into_id is not null;
-- What was merged is found by its name.
create index measure_merged_by_name on measure (name_key, unit_key) where merged_into_id is not null;
comment on column measure.merged_into_id is 'The measure that it was merged into, as a duplicate; absent where it was not.';

do $$
declare
    kind record;
begin
    for kind in
        select * from (values
            ('article', '{APPEARANCE, WITHIN, SPEAKER, ADDRESS}'::text[],
                'APPEARANCE (of a claim in it), WITHIN (a source that it does not name), SPEAKER (such a source that was merged with it), or ADDRESS.',
                'The appearance or the source; of an ADDRESS, the article that got it.',
                'What else was changed about it, as it was: article_version of an APPEARANCE, url and canonical_url of an ADDRESS.'),
            ('measure', '{FIGURE}', 'FIGURE.', 'The figure.', 'What else was changed about it, as it was: unit.')
        ) k (name, references_known, references_meaning, holder_meaning, before_meaning)
    loop
        execute format($sql$
            create table %1$s_merge (
                id      uuid primary key,
                %1$s_id uuid        not null,
                into_id uuid        not null,
                reason  text        not null,
                by      text        not null,
                through text,
                at      timestamptz not null,
                constraint %1$s_merge_of_%1$s foreign key (%1$s_id) references %1$s (id),
                constraint %1$s_merge_into_%1$s foreign key (into_id) references %1$s (id),
                constraint %1$s_merge_of_two check (%1$s_id <> into_id),
                constraint %1$s_merge_has_reason check (reason ~ '\S')
            );
            create index %1$s_merge_by_%1$s on %1$s_merge (%1$s_id, at, id);
            create index %1$s_merge_by_into on %1$s_merge (into_id, at, id);
            comment on table %1$s_merge is 'Every merging of one %1$s into another, with its reason. Rows are only added.';
            comment on column %1$s_merge.id is 'UUIDv7.';
            comment on column %1$s_merge.%1$s_id is 'The duplicate.';
            comment on column %1$s_merge.into_id is 'The survivor.';
            comment on column %1$s_merge.reason is 'Why they are one.';
            comment on column %1$s_merge.by is 'Who merged them.';
            comment on column %1$s_merge.through is 'The name of the API token that was used; absent for pages.';
            comment on column %1$s_merge.at is 'When.';

            create table %1$s_merge_reference (
                id        bigint generated always as identity primary key,
                merge_id  uuid not null,
                kind      text not null,
                holder_id uuid not null,
                before    jsonb,
                constraint %1$s_merge_reference_of_merge foreign key (merge_id) references %1$s_merge (id),
                constraint %1$s_merge_reference_kind_known check (kind = any (%2$L))
            );
            create index %1$s_merge_reference_by_merge on %1$s_merge_reference (merge_id, kind, holder_id);
            comment on table %1$s_merge_reference is 'What referred to a duplicate when it was merged. Rows are only added.';
            comment on column %1$s_merge_reference.id is 'Counts the rows.';
            comment on column %1$s_merge_reference.merge_id is 'The merge.';
            comment on column %1$s_merge_reference.kind is %3$L;
            comment on column %1$s_merge_reference.holder_id is %4$L;
            comment on column %1$s_merge_reference.before is %5$L;

            create table %1$s_merge_undo (
                merge_id uuid primary key,
                by       text        not null,
                through  text,
                at       timestamptz not null,
                constraint %1$s_merge_undo_of_merge foreign key (merge_id) references %1$s_merge (id)
            );
            comment on table %1$s_merge_undo is 'Every undoing of a merge. Rows are only added.';
            comment on column %1$s_merge_undo.merge_id is 'The merge.';
            comment on column %1$s_merge_undo.by is 'Who undid it.';
            comment on column %1$s_merge_undo.through is 'The name of the API token that was used; absent for pages.';
            comment on column %1$s_merge_undo.at is 'When.'$sql$,
            kind.name, kind.references_known, kind.references_meaning, kind.holder_meaning, kind.before_meaning);
    end loop;
end
$$;
