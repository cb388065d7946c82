-- Who makes a claim, and who relays it: the one place that says who is the origin of an appearance. ${logic}
--
-- The first link of a chain is its origin, each next one relays the one before, and the publisher of the article is the
-- last one of all; where there is no chain, the article speaks for itself, and its publisher is the origin. Those whom
-- nobody named are found by Java alone (Provenance), with what the origins of several appearances have to do with each
-- other.
call catalogue.in_each_schema($views$
    create or replace view chain_voice as
    select p.claim_id, p.id as appearance_id, x.source_id, l.position = 0 as is_origin, x.position,
        l.said_on_earliest, l.said_on_latest
    from attribution_source x
    join attribution l on l.id = x.attribution_id
    join appearance p on p.id = l.appearance_id
    where p.deleted_at is null;
    comment on view chain_voice is 'Who speaks in the chains of appearances that are not deleted: one row a source and link.';
    comment on column chain_voice.claim_id is 'The claim that it makes or relays.';
    comment on column chain_voice.appearance_id is 'The appearance.';
    comment on column chain_voice.source_id is 'Who speaks.';
    comment on column chain_voice.is_origin is 'Whether it has it from nobody.';
    comment on column chain_voice.position is 'Its place among those who speak together.';
    comment on column chain_voice.said_on_earliest is 'The first day on which it can have said so.';
    comment on column chain_voice.said_on_latest is 'The last one.';

    create or replace view publisher_voice as
    select p.claim_id, p.id as appearance_id, a.publisher_id as source_id,
        l.appearance_id is null as is_origin, 0 as position,
        a.published_on_earliest as said_on_earliest, a.published_on_latest as said_on_latest
    from article a
    join appearance p on p.article_id = a.id
    -- Whoever asks for origins gets an anti join of this, of which the planner knows better how much is left than of a
    -- subquery of each row.
    left join attribution l on l.appearance_id = p.id and l.position = 0
    where p.deleted_at is null and a.publisher_id is not null;
    comment on view publisher_voice is 'Who publishes the articles of appearances that are not deleted: one row an appearance.';
    comment on column publisher_voice.claim_id is 'The claim that it makes or relays.';
    comment on column publisher_voice.appearance_id is 'The appearance.';
    comment on column publisher_voice.source_id is 'Who publishes the article.';
    comment on column publisher_voice.is_origin is 'Whether the article speaks for itself.';
    comment on column publisher_voice.position is '0: it publishes alone.';
    comment on column publisher_voice.said_on_earliest is 'The first day on which it can have published it.';
    comment on column publisher_voice.said_on_latest is 'The last one.';

    -- Asked for one claim, one appearance or some sources, each half answers by index. What joins it to rows that it
    -- does not know before asks in a subquery of each row, or each half for itself.
    create or replace view voice as
    select * from chain_voice union all select * from publisher_voice;
    comment on view voice is
        'Who makes a claim or relays it, in appearances that are not deleted: those who speak in the chain, and who publishes.';
    comment on column voice.claim_id is 'The claim that it makes or relays.';
    comment on column voice.appearance_id is 'The appearance.';
    comment on column voice.source_id is 'Who makes or relays it.';
    comment on column voice.is_origin is 'Whether it makes it: speaks in the first link, or published what has no chain.';
    comment on column voice.position is 'Its place among those who speak together.';
    comment on column voice.said_on_earliest is 'The first day on which it can have said or published so.';
    comment on column voice.said_on_latest is 'The last one.';
$views$);
