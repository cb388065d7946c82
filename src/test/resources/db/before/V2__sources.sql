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

-- Whatever the dates: that a ministry is part of its government and the government once part of its ministry is an
-- error of entry. The lock makes two entries that would close a ring together wait for each other.
create function refuse_membership_cycle() returns trigger
    language plpgsql as
$$
begin
    perform pg_advisory_xact_lock(hashtextextended('membership', 0));
    if exists (
        with recursive wholes (id) as (
            select new.part_of_id
            union
            select m.part_of_id from membership m join wholes w on m.source_id = w.id
        )
        select from wholes where id = new.source_id
    ) then
        raise exception 'the source would be part of itself'
            using errcode = 'check_violation', constraint = 'membership_acyclic', table = 'membership';
    end if;
    return new;
end
$$;
comment on function refuse_membership_cycle() is 'Keeps memberships free of cycles: constraint membership_acyclic.';
create trigger membership_acyclic after insert or update of source_id, part_of_id on membership
    for each row execute function refuse_membership_cycle();
