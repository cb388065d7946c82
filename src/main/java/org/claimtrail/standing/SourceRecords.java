package org.claimtrail.standing;

import java.sql.Array;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.claimtrail.database.Sql;
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
    private static final String BY_CHAINS = """
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
            )
            select c.status, count(*) filter (where a.act = 'made') as made, count(*) filter (where a.act = 'relayed') as relayed,
                count(*) filter (where a.act = 'denied') as denied
            from acts a join claim c on c.id = a.claim_id and c.deleted_at is null
            group by c.status""";

    /** The same by what is kept of it, but for claims of which that may be overtaken. */
    private static final String KEPT = """
            select k.status, count(*) filter (where k.made) as made, count(*) filter (where k.relayed) as relayed,
                count(*) filter (where k.denied) as denied
            from source_act k
            where k.source_id = :source{others}
            group by k.status""";

    /** Of the claims that it may be overtaken of. */
    private static final String PRESENT = """
            union all
            select a.status, count(*) filter (where a.made), count(*) filter (where a.relayed), count(*) filter (where a.denied)
            from unnest(cast(:pending as uuid[])) p (id)
            cross join lateral (select * from source_act_present k where k.claim_id = p.id offset 0) a
            where a.source_id = :source
            group by a.status""";

    private static final String RECORD = """
            with counted as ({counted}), told as (
                select act.place, act.name, n.status, cast(sum(act.claims) as bigint) as claims
                from counted n
                cross join lateral (values (1, 'made', n.made), (2, 'relayed', n.relayed), (3, 'denied', n.denied))
                    as act (place, name, claims)
                where act.claims > 0
                group by act.place, act.name, n.status
            )
            select json_object_agg(act.name, (
                select json_build_object(
                    'claims', coalesce(sum(n.claims), 0),
                    'byStatus', coalesce(json_object_agg(n.status, n.claims order by n.status), '{}'::json))
                from told n where n.name = act.name) order by act.place)
            from (values (1, 'made'), (2, 'relayed'), (3, 'denied')) as act(place, name)""";

    /**
     * Claims of which what is kept may be overtaken, one more than are read anew at most; null where nothing is kept of the
     * record that is read, or all of it is to be made anew.
     */
    private static final String PENDING = """
            select case when current_schema() = 'public' and not exists (
                select from public.source_act_mark m where m.claim_id is null)
            then array(select p.claim_id from public.source_act_pending p limit :most) end""";

    private static final int MOST_PENDING = 1000;

    private final Sources sources;
    private final JdbcClient db;

    SourceRecords(Sources sources, JdbcClient db) {
        this.sources = sources;
        this.db = db;
    }

    public Representation read(UUID source) {
        sources.read(source);
        UUID[] pending = db.sql(PENDING)
                .param("most", MOST_PENDING + 1)
                .query((row, n) -> Optional.ofNullable(row.getArray(1)))
                .single()
                .map(SourceRecords::ids)
                .orElse(null);
        if (pending == null || pending.length > MOST_PENDING) {
            return counted(BY_CHAINS, Map.of("source", source));
        }
        return pending.length == 0
                ? counted(Sql.of(KEPT, Map.of("others", "")), Map.of("source", source))
                : counted(
                        Sql.of(
                                        KEPT,
                                        Map.of(
                                                "others",
                                                " and k.claim_id not in (select unnest(cast(:pending as uuid[])))"))
                                + "\n" + PRESENT,
                        Map.of("source", source, "pending", pending));
    }

    private Representation counted(String counted, Map<String, Object> values) {
        return Representation.of(db.sql(Sql.of(RECORD, Map.of("counted", counted)))
                .params(values)
                .query(String.class)
                .single());
    }

    private static UUID[] ids(Array array) {
        try {
            return (UUID[]) array.getArray();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
