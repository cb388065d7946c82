-- Who takes a claim back, of those who made it: ${logic}
--
-- Those who made a claim are those from whom its own appearances have it, and all that these were part of on the day on
-- which they said so, else on which it was published. Whoever shares somebody with them when he retracts the claim takes
-- it back; everybody else denies it.
call catalogue.in_each_schema($views$
    create or replace view retraction as
    select r.id as relation_id, r.to_claim_id as claim_id, r.from_claim_id as by_claim_id,
        coalesce(r.act, 'RETRACTION') as act, r.figure_id, r.scope = 'FULL' and r.figure_id is null as whole,
        x.makers, x.taking,
        -- Where nobody knows who made it, or who retracts it, nobody can say that these are others.
        cardinality(x.makers) = 0 or not x.retracted_by_somebody or cardinality(x.taking) > 0 as theirs,
        cardinality(x.makers) = 0 or not x.retracted_by_somebody or cardinality(x.taking) = cardinality(x.makers) as by_all
    from relation r
    join claim o on o.id = r.from_claim_id and o.deleted_at is null
    cross join lateral (
        with recursive above (claim_id, maker, id, first, last) as (
            select v.claim_id, v.source_id, v.source_id, coalesce(v.said_on_earliest, a.published_on_earliest),
                coalesce(v.said_on_latest, a.published_on_latest)
            from voice v
            join appearance p on p.id = v.appearance_id
            join article a on a.id = p.article_id
            where v.claim_id in (r.from_claim_id, r.to_claim_id) and v.is_origin
            union
            select x.claim_id, x.maker, m.part_of_id, x.first, x.last
            from above x
            join membership m on m.source_id = x.id
                and coalesce(m.since_earliest, '-infinity') <= coalesce(x.last, 'infinity')
                and coalesce(m.until_latest, 'infinity') >= coalesce(x.first, '-infinity')
        )
        select array(select distinct m.maker from above m where m.claim_id = r.to_claim_id order by m.maker) as makers,
            array(
                select distinct m.maker
                from above m join above t on t.id = m.id and t.claim_id = r.from_claim_id
                where m.claim_id = r.to_claim_id
                order by m.maker) as taking,
            exists (select from above t where t.claim_id = r.from_claim_id) as retracted_by_somebody
        ) x
    where r.type = 'RETRACTS' and r.deleted_at is null;
    comment on view retraction is
        'Who retracts a claim, and whether these are those who made it: whoever else retracts it denies it. What a claim says that was itself taken back counts for nothing, which is left to whoever asks.';
    comment on column retraction.relation_id is 'The relation.';
    comment on column retraction.claim_id is 'The claim that is retracted.';
    comment on column retraction.by_claim_id is 'The claim that retracts it.';
    comment on column retraction.act is 'RETRACTION, unless CORRECTION or CLARIFICATION was stated.';
    comment on column retraction.figure_id is 'The figure of the claim that it retracts; absent where it aims at none.';
    comment on column retraction.whole is 'Whether it retracts all of the claim.';
    comment on column retraction.makers is 'The sources that made the claim, in the first links of its chains or as publishers.';
    comment on column retraction.taking is 'Those of them that take it back, themselves or by somebody of theirs.';
    comment on column retraction.theirs is 'Whether some of those who made it retract it; true where either is not known.';
    comment on column retraction.by_all is 'Whether all of them do; true where either is not known.';
$views$);
