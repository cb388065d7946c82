-- Whose the address of an article is, so that its publisher can be inferred from other articles of the same site. The
-- service computes it of new addresses; those recorded before get the host here, and the rest, such as accounts on
-- platforms, when the service starts and finds that the rules of addresses are others. What it was is no change of the
-- record, so that the triggers, which would tell of one, are off.
alter table article add column site text;
comment on column article.site is
    'Whose the address is: a host, without what only tells devices apart, or an account on a platform, as far as the address tells.';

alter table article disable trigger user;
update article
set site = regexp_replace(substring(canonical_url from '^[a-z]+://([^/:?#]+)'), '^(www|m|mobile|amp)\.(?=[^.]+\.[^.]+)', '')
where canonical_url is not null;
alter table article enable trigger user;
-- A new database gets its history later.
do $$
begin
    if to_regclass('history.article') is not null then
        alter table history.article add column site text;
        update history.article
        set site = regexp_replace(substring(canonical_url from '^[a-z]+://([^/:?#]+)'), '^(www|m|mobile|amp)\.(?=[^.]+\.[^.]+)', '')
        where canonical_url is not null;
    end if;
end
$$;

create index article_by_site on article (site, created_at, id) where publisher_id is not null and deleted_at is null;
create index article_without_publisher on article ((md5(site)::uuid)) where publisher_id is null;

alter table standing_mark
    drop constraint standing_mark_kind_known,
    add constraint standing_mark_kind_known
        check (kind in ('CLAIM', 'ARTICLE', 'SITE', 'SOURCE', 'MEASURE', 'RATES', 'EVERYTHING'));
comment on column standing_mark.kind is
    'What was changed: CLAIM (the claim, its appearances, figures, evidence or relations), ARTICLE, SITE (from which article of it publishers are inferred), SOURCE, MEASURE (its unit), RATES (of exchange), or EVERYTHING when the rules are others.';
comment on column standing_mark.about_id is 'Which one; of a site, the MD5 of its name.';

create table address_basis (
    only_row boolean primary key default true,
    rules    text not null,
    constraint address_basis_one_row check (only_row)
);
comment on table address_basis is 'The rules that the addresses of articles were folded by.';
comment on column address_basis.only_row is 'There is one row.';
comment on column address_basis.rules is 'The hash of the rules.';
