-- What sources did to claims, as it is now, and which of it is to be counted anew: ${logic}

create or replace view source_act_present as
select c.id as claim_id, a.source_id, c.status, bool_or(a.made) as made, bool_or(a.relayed) as relayed, bool_or(a.denied) as denied
from (
    select v.claim_id, v.source_id, v.is_origin as made, not v.is_origin as relayed, false as denied
    from chain_voice v
    union all
    select v.claim_id, v.source_id, v.is_origin, not v.is_origin, false
    from publisher_voice v
    union all
    select r.to_claim_id, v.source_id, false, false, true
    from relation r
    join claim o on o.id = r.from_claim_id and o.deleted_at is null
    join chain_voice v on v.claim_id = o.id and v.is_origin
    where r.type = 'DENIES' and r.deleted_at is null
    union all
    select r.to_claim_id, v.source_id, false, false, true
    from relation r
    join claim o on o.id = r.from_claim_id and o.deleted_at is null
    join publisher_voice v on v.claim_id = o.id and v.is_origin
    where r.type = 'DENIES' and r.deleted_at is null
) a
join claim c on c.id = a.claim_id and c.deleted_at is null
group by c.id, a.source_id, c.status;
comment on view source_act_present is
    'What sources did to claims that are not deleted: what source_act holds, from the chains themselves. Asked for certain claims, it answers by index.';
comment on column source_act_present.claim_id is 'The claim.';
comment on column source_act_present.source_id is 'The source.';
comment on column source_act_present.status is 'The status of the claim.';
comment on column source_act_present.made is 'Whether the source made it: in the first link of a chain, or as the publisher of an article that speaks for itself.';
comment on column source_act_present.relayed is 'Whether it relayed it: in a later link, or as the publisher of an article that has it from somebody.';
comment on column source_act_present.denied is 'Whether a claim that it made denies it.';

create or replace view source_act_pending as
with changed as (
    select m.about_id as id from standing_mark m where m.kind = 'CLAIM'
    union
    select p.claim_id
    from standing_mark m join appearance p on p.article_id = m.about_id
    where m.kind = 'ARTICLE'
)
select id as claim_id from changed
union
-- What is denied by somebody else than before.
select r.to_claim_id from changed d join relation r on r.from_claim_id = d.id and r.type = 'DENIES'
union
select s.claim_id from source_act_mark s where s.claim_id is not null;
comment on view source_act_pending is
    'Claims of which source_act may not say what is so now. Where source_act_mark has a row without a claim, it is all of them.';
comment on column source_act_pending.claim_id is 'The claim.';
