package org.claimtrail.standing;

import java.util.UUID;
import org.claimtrail.platform.Representation;
import org.claimtrail.source.Sources;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Tells what became of the claims that a source made, relayed and denied, by the status that they have now. */
@Service
public class SourceRecords {

    /**
     * Made: in the first link of a chain, or as the publisher of an article that speaks for itself. Relayed: in a later
     * link, or as the publisher of an article that has it from somebody. Denied: what a claim it made denies.
     */
    private static final String RECORD = """
            with spoken as (
                select distinct v.claim_id, v.is_origin from voice v where v.source_id = :source
            ), acts as (
                select 'made' as act, claim_id from spoken where is_origin
                union
                select 'relayed', claim_id from spoken where not is_origin
                union
                select 'denied', r.to_claim_id
                from spoken m
                join claim o on o.id = m.claim_id and o.deleted_at is null
                join relation r on r.from_claim_id = m.claim_id and r.type = 'DENIES' and r.deleted_at is null
                where m.is_origin
            ), counted as (
                select a.act, c.status, count(*) as claims
                from acts a join claim c on c.id = a.claim_id and c.deleted_at is null
                group by a.act, c.status
            )
            select json_object_agg(act.name, (
                select json_build_object(
                    'claims', coalesce(sum(n.claims), 0),
                    'byStatus', coalesce(json_object_agg(n.status, n.claims order by n.status), '{}'::json))
                from counted n where n.act = act.name) order by act.place)
            from (values (1, 'made'), (2, 'relayed'), (3, 'denied')) as act(place, name)""";

    private final Sources sources;
    private final JdbcClient db;

    SourceRecords(Sources sources, JdbcClient db) {
        this.sources = sources;
        this.db = db;
    }

    public Representation read(UUID source) {
        sources.read(source);
        return Representation.of(
                db.sql(RECORD).param("source", source).query(String.class).single());
    }
}
