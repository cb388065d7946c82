package org.claimtrail.standing;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps what sources did to claims, by which the record of all of them is counted: see {@code source_act}. */
@Component
class SourceActs {

    private final JdbcClient db;

    SourceActs(JdbcClient db) {
        this.db = db;
    }

    boolean anyMarked() {
        return db.sql("select exists (select from source_act_mark)")
                .query(Boolean.class)
                .single();
    }

    /** Works off marks of claims that changed in nothing but their status, so many at most. */
    void refresh(int most) {
        boolean all =
                db.sql("delete from source_act_mark where claim_id is null").update() > 0;
        if (all) {
            db.sql("insert into source_act_mark (claim_id) select id from claim on conflict do nothing")
                    .update();
        }
        List<UUID> marked = db.sql("select distinct claim_id from source_act_mark order by claim_id limit :most")
                .param("most", most)
                .query(UUID.class)
                .list();
        if (!marked.isEmpty()) {
            store(marked);
            db.sql("delete from source_act_mark where claim_id = any(:claims)")
                    .param("claims", marked.toArray(UUID[]::new))
                    .update();
        }
    }

    /** @param claims those that are gone by now have no acts */
    void store(Collection<UUID> claims) {
        db.sql("""
                        with present as materialized (
                            select p.*
                            from unnest(cast(:claims as uuid[])) c (id)
                            cross join lateral (select * from source_act_present a where a.claim_id = c.id offset 0) p
                        ), gone as (
                            delete from source_act s
                            where s.claim_id = any(:claims)
                              and not exists (
                                select from present p where p.claim_id = s.claim_id and p.source_id = s.source_id)
                        )
                        insert into source_act as s (claim_id, source_id, status, made, relayed, denied)
                        select claim_id, source_id, status, made, relayed, denied from present
                        on conflict (claim_id, source_id) do update
                        set status = excluded.status, made = excluded.made, relayed = excluded.relayed, denied = excluded.denied
                        where s is distinct from excluded""").param("claims", claims.toArray(UUID[]::new)).update();
    }
}
