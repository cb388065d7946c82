create table source (
    id                uuid primary key,
    revision          bigint      not null,
    name              text        not null,
    name_key          text        not null generated always as (name_key(name)) stored,
    kind              text        not null,
    description       text,
    homepage          text,
    country           text,
    wikidata_id       text,
    reliability       text,
    within_article_id uuid,
    created_at        timestamptz not null,
    updated_at        timestamptz not null,
    deleted_at        timestamptz,
    merged_into_id    uuid,
    constraint source_merged_into foreign key (merged_into_id) references source (id),
    constraint source_not_merged_into_itself check (merged_into_id <> id),
    constraint source_merged_is_deleted check (merged_into_id is null or deleted_at is not null),
    constraint source_name_not_blank check (name ~ '\S'),
    constraint source_kind_known check (kind in
        ('PERSON', 'ORGANIZATION', 'GOVERNMENT', 'PUBLICATION', 'ACCOUNT', 'DATASET', 'UNNAMED')),
    constraint source_country_iso3166 check (country ~ '^[A-Z]{2}$'),
    constraint source_wikidata_item check (wikidata_id ~ '^Q[1-9][0-9]*$'),
    constraint source_reliability_admiralty check (reliability in ('A', 'B', 'C', 'D', 'E', 'F')),
    constraint source_within_article_unnamed check (within_article_id is null or kind = 'UNNAMED')
);
-- A name stands for one source. Namesakes are told apart in the name, "Lee Young (diplomat)", and share an alias.
create unique index source_name_unique on source (name_key)
    where kind <> 'UNNAMED' and deleted_at is null;
create unique index source_unnamed_unique_within_article on source (within_article_id, name_key)
    where kind = 'UNNAMED' and deleted_at is null;
create index source_by_name on source (name_key text_pattern_ops, id) where deleted_at is null;
create index source_by_created on source (created_at, id) where deleted_at is null;
create index source_by_kind on source (kind, created_at, id) where deleted_at is null;
-- The list of sources is in this order, which source_by_name, made to match names, does not give.
create index source_in_order on source (name_key, id) where deleted_at is null;
create index source_by_merged_into on source (merged_into_id) where merged_into_id is not null;
-- An article that is recorded again speaks of somebody who was merged meanwhile.
create index source_merged_within_article on source (within_article_id, name_key) where merged_into_id is not null;

comment on table source is
    'Whoever can make a claim, relay it, or be what it is about.';
comment on column source.id is 'UUIDv7.';
comment on column source.revision is 'Grows with every change.';
comment on column source.name is 'The name it is known by.';
comment on column source.name_key is 'The name as it is matched: see name_key().';
comment on column source.kind is
    'PERSON, ORGANIZATION, GOVERNMENT, PUBLICATION, ACCOUNT, DATASET, or UNNAMED ("a senior official").';
comment on column source.description is 'Who this is, in the desk''s words.';
comment on column source.homepage is 'Web address of its own.';
comment on column source.country is 'ISO 3166-1 alpha-2 code.';
comment on column source.wikidata_id is 'Wikidata item, such as Q884.';
comment on column source.reliability is
    'Admiralty (NATO) reliability, A (completely reliable) to F (cannot be judged); absent when not rated.';
comment on column source.within_article_id is
    'UNNAMED sources only: the article that speaks of it. The same words in another article are another source.';
comment on column source.created_at is 'When it was recorded here.';
comment on column source.updated_at is 'When it last changed.';
comment on column source.deleted_at is 'When it was deleted; absent while it stands.';
comment on column source.merged_into_id is 'The source that it was merged into, as a duplicate; absent where it was not.';

create table source_alias (
    source_id uuid not null,
    position  int  not null,
    alias     text not null,
    alias_key text not null generated always as (name_key(alias)) stored,
    constraint source_alias_pk primary key (source_id, position),
    constraint source_alias_of_source foreign key (source_id) references source (id),
    constraint source_alias_once unique (source_id, alias_key) deferrable initially deferred,
    constraint source_alias_not_blank check (alias ~ '\S')
);
create index source_alias_by_key on source_alias (alias_key text_pattern_ops, source_id);

comment on table source_alias is 'Other names of a source. Two sources may share one; it then names neither.';
comment on column source_alias.source_id is 'The source.';
comment on column source_alias.position is 'Order, from 0.';
comment on column source_alias.alias is 'The other name.';
comment on column source_alias.alias_key is 'The alias as it is matched: see name_key().';

create table membership (
    id             uuid primary key,
    source_id      uuid not null,
    position       int  not null,
    part_of_id     uuid not null,
    since          text,
    since_earliest date,
    since_latest   date,
    until          text,
    until_earliest date,
    until_latest   date,
    constraint membership_of_source foreign key (source_id) references source (id),
    constraint membership_part_of_source foreign key (part_of_id) references source (id),
    constraint membership_not_itself check (source_id <> part_of_id),
    constraint membership_position_once unique (source_id, position) deferrable initially deferred
);
create index membership_by_part_of on membership (part_of_id, source_id);

comment on table membership is 'That a source is, or was, part of another: a ministry of its government. Free of cycles.';
comment on column membership.id is 'UUIDv7.';
comment on column membership.source_id is 'The part.';
comment on column membership.position is 'Order among the memberships of the part, from 0.';
comment on column membership.part_of_id is 'The whole.';
comment on column membership.since is 'From when, as written (EDTF).';
comment on column membership.since_earliest is 'Earliest day that "since" can mean.';
comment on column membership.since_latest is 'Latest day that "since" can mean.';
comment on column membership.until is 'Until when, as written (EDTF); absent while it lasts or is not known.';
comment on column membership.until_earliest is 'Earliest day that "until" can mean.';
comment on column membership.until_latest is 'Latest day that "until" can mean.';

-- Sources that turn out to be one are merged: all that referred to the duplicate refers to the survivor then, and what
-- moved is kept, so that a merge that was a mistake can be undone.
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
