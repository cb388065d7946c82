-- Reports tell where claims come from, which the service computes: whether reporting is circular, how often a confirmation is
-- none, and each independent origin. Claims that REPEATS joins share their origins, which are kept once for all of them. What
-- is called how is left to the record, so that nothing here is to be made anew when something gets another name, and nothing
-- of what is purged stays. The service fills all of it as soon as it starts, since the rules of standing are others.
alter table claim_standing
    add column group_id uuid,
    add column circular boolean,
    add column false_confirmations int;
-- A new database gets its history later.
do $$
begin
    if to_regclass('history.claim_standing') is not null then
        alter table history.claim_standing
            add column group_id uuid,
            add column circular boolean,
            add column false_confirmations int;
    end if;
end
$$;
comment on column claim_standing.group_id is
    'The claim with the lowest id of those that REPEATS joins to it in full; absent where there are no others.';
comment on column claim_standing.circular is
    'Whether some who relay it have it from each other, directly or through others; absent until it was computed.';
comment on column claim_standing.false_confirmations is
    'How often an article names a source for it that another article shows to have it from somebody else; absent until it was computed.';

create table claim_origin (
    group_id                uuid    not null,
    origin_id               uuid    not null,
    sources                 uuid[]  not null,
    named_after_id          uuid,
    article_id              uuid,
    named                   boolean not null,
    known                   boolean not null,
    inferred                boolean not null,
    appearances             int     not null,
    first_said_on           text,
    first_said_on_earliest  date,
    first_said_on_latest    date,
    latest_said_on          text,
    latest_said_on_earliest date,
    latest_said_on_latest   date,
    constraint claim_origin_pk primary key (group_id, origin_id),
    constraint claim_origin_of_somebody check ((article_id is null) = (named_after_id is not null and cardinality(sources) > 0))
);
comment on table claim_origin is
    'The independent origins of claims, as GET /claims/{id}/standing tells them; right unless standing_mark leads to a claim of the group. No foreign keys: locking is for those who change the record.';
comment on column claim_origin.group_id is 'The claim with the lowest id of those that share the origin.';
comment on column claim_origin.origin_id is 'The source with the lowest id of those that are the origin, or the article whose publisher nobody recorded.';
comment on column claim_origin.sources is 'The sources that have it from nobody else and belong together, by id; none where nobody recorded who published the article.';
comment on column claim_origin.named_after_id is 'The source whose name the origin has: what they are all part of, or the one source that it is.';
comment on column claim_origin.article_id is 'Where nobody recorded who published it: the first article that speaks for itself, after whose site the origin is called.';
comment on column claim_origin.named is 'Whether anybody of it, or above, has a name.';
comment on column claim_origin.known is 'Whether it is named, and more than the inferred publisher of articles: two of these corroborate.';
comment on column claim_origin.inferred is 'Whether nobody recorded that any of its sources says so.';
comment on column claim_origin.appearances is 'How many appearances, of all claims of the group, lead back to it.';
comment on column claim_origin.first_said_on is 'The date, as written, with the earliest first day; absent where none is stated.';
comment on column claim_origin.first_said_on_earliest is 'Earliest day that first_said_on can mean.';
comment on column claim_origin.first_said_on_latest is 'Latest day that first_said_on can mean.';
comment on column claim_origin.latest_said_on is 'The date, as written, with the latest last day; absent where none is stated.';
comment on column claim_origin.latest_said_on_earliest is 'Earliest day that latest_said_on can mean.';
comment on column claim_origin.latest_said_on_latest is 'Latest day that latest_said_on can mean.';
