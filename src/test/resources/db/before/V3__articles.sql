create table article (
    id                    uuid primary key,
    revision              bigint      not null,
    url                   text,
    canonical_url         text,
    citation              text,
    citation_key          text generated always as (name_key(citation)) stored,
    medium                text        not null,
    publisher_id          uuid,
    published_on          text,
    published_on_earliest date,
    published_on_latest   date,
    retrieved_at          timestamptz,
    language              text,
    archive_url           text,
    current_version       int         not null,
    created_at            timestamptz not null,
    updated_at            timestamptz not null,
    deleted_at            timestamptz,
    constraint article_published_by foreign key (publisher_id) references source (id),
    constraint article_medium_known check (medium in
        ('WEB', 'PRINT', 'BROADCAST', 'SOCIAL', 'DOCUMENT', 'AUDIO', 'VIDEO', 'OTHER')),
    constraint article_can_be_found check (url is not null or citation is not null),
    constraint article_citation_not_blank check (citation ~ '\S'),
    constraint article_url_canonical check ((url is null) = (canonical_url is null)),
    constraint article_version_from_one check (current_version >= 1)
);
-- By hash, as an address may be longer than what a B-tree holds.
alter table article
    add constraint article_url_unique exclude using hash (canonical_url with =) where (deleted_at is null);
create unique index article_citation_unique on article (citation_key) where url is null and deleted_at is null;
create index article_by_publisher on article (publisher_id, created_at, id);
create index article_by_created on article (created_at, id) where deleted_at is null;
create index article_by_published on article (coalesce(published_on_earliest, '-infinity'::date), id) where deleted_at is null;

comment on table article is 'A published document in which claims appear. Title and body are in article_version.';
comment on column article.id is 'UUIDv7.';
comment on column article.revision is 'Grows with every change.';
comment on column article.url is 'Web address as it was given; absent for a broadcast or a print.';
comment on column article.canonical_url is 'The address in the form by which one article is told from another.';
comment on column article.citation is 'How to find it where there is no address: "The Example Times, 19 June 2024, p. 3".';
comment on column article.citation_key is 'The citation as it is matched: see name_key().';
comment on column article.medium is 'WEB, PRINT, BROADCAST, SOCIAL, DOCUMENT, AUDIO, VIDEO or OTHER.';
comment on column article.publisher_id is 'The source that published it: the implied last link of every chain.';
comment on column article.published_on is 'When it was published, as written (EDTF).';
comment on column article.published_on_earliest is 'Earliest day that published_on can mean.';
comment on column article.published_on_latest is 'Latest day that published_on can mean.';
comment on column article.retrieved_at is 'When the desk fetched it.';
comment on column article.language is 'BCP 47 tag.';
comment on column article.archive_url is 'Address of an archived copy.';
comment on column article.current_version is 'The newest version.';
comment on column article.created_at is 'When it was recorded here.';
comment on column article.updated_at is 'When it last changed.';
comment on column article.deleted_at is 'When it was deleted; absent while it stands.';

alter table source
    add constraint source_within_article foreign key (within_article_id) references article (id);

create table article_author (
    article_id uuid not null,
    position   int  not null,
    name       text not null,
    constraint article_author_pk primary key (article_id, position),
    constraint article_author_of_article foreign key (article_id) references article (id),
    constraint article_author_not_blank check (name ~ '\S')
);
comment on table article_author is 'Who signed an article, as printed.';
comment on column article_author.article_id is 'The article.';
comment on column article_author.position is 'Order in the byline, from 0.';
comment on column article_author.name is 'The name as printed.';

create table article_version (
    article_id  uuid        not null,
    version     int         not null,
    title       text,
    body        text,
    sha256      text,
    note        text,
    recorded_at timestamptz not null,
    constraint article_version_pk primary key (article_id, version),
    constraint article_version_of_article foreign key (article_id) references article (id),
    constraint article_version_counts check (version >= 1),
    constraint article_version_note_known check (note in ('SILENT', 'CORRECTED', 'WITHDRAWN')),
    constraint article_version_hash_of_body check ((body is null) = (sha256 is null)),
    constraint article_version_sha256 check (sha256 ~ '^[0-9a-f]{64}$')
);
create index article_version_words on article_version using gin (words(title));

comment on table article_version is 'What an article said at a time: articles get edited, often silently.';
comment on column article_version.article_id is 'The article.';
comment on column article_version.version is 'Counts from 1.';
comment on column article_version.title is 'Headline.';
comment on column article_version.body is 'Text, any length; absent where the desk keeps none.';
comment on column article_version.sha256 is 'SHA-256 of the body in UTF-8, hexadecimal.';
comment on column article_version.note is
    'How the publisher treated the change: SILENT, CORRECTED (said so) or WITHDRAWN. Absent for the first version.';
comment on column article_version.recorded_at is 'When this version was recorded here.';

alter table article
    add constraint article_current_version foreign key (id, current_version)
        references article_version (article_id, version) deferrable initially deferred;
