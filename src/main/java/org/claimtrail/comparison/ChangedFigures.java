package org.claimtrail.comparison;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which figures may compare otherwise than it is stored, by what is marked as changed. */
@Component
public class ChangedFigures {

    /** How many claims that were changed are read for one claim's standing. */
    private static final int MOST_CHANGED = 1000;

    private final JdbcClient db;

    ChangedFigures(JdbcClient db) {
        this.db = db;
    }

    /** The claims of which figures of these measures may be otherwise than stored; empty where these are many. */
    Optional<Set<UUID>> of(Set<UUID> measures) {
        if (!exists("kind in ('CLAIM', 'ARTICLE', 'MEASURE', 'EVERYTHING')", measures)) {
            return Optional.of(Set.of());
        }
        if (exists("kind = 'EVERYTHING' or kind = 'MEASURE' and about_id = any(:measures)", measures)) {
            return Optional.empty();
        }
        List<UUID> claims = withFiguresOf(measures, MOST_CHANGED + 1);
        return claims.size() > MOST_CHANGED ? Optional.empty() : Optional.of(new HashSet<>(claims));
    }

    /** Whether rates of exchange changed since amounts were stored as exchanged. */
    boolean ofRates() {
        return exists("kind = 'RATES'", Set.of());
    }

    private boolean exists(String condition, Set<UUID> measures) {
        return db.sql("select exists (select from standing_mark where " + condition + ")")
                .param("measures", ids(measures))
                .query(Boolean.class)
                .single();
    }

    /**
     * Claims that are marked, or may be retracted by one that is, and have or had figures of these measures. What sources
     * are does not bear on figures.
     */
    private List<UUID> withFiguresOf(Collection<UUID> measures, int most) {
        return db.sql("""
                        with recursive marked as (
                            select about_id as id from standing_mark where kind = 'CLAIM'
                            union
                            select p.claim_id
                            from standing_mark m join appearance p on p.article_id = m.about_id
                            where m.kind = 'ARTICLE'
                        ), touched as (
                            select id from marked
                            union
                            select r.to_claim_id from touched t join relation r on r.from_claim_id = t.id
                            where r.type = 'RETRACTS'
                        )
                        select t.id from touched t
                        where exists (select from figure f where f.claim_id = t.id and f.measure_id = any(:measures))
                           or exists (select from compared_figure f where f.claim_id = t.id and f.measure_id = any(:measures))
                        limit :most""")
                .param("measures", ids(measures))
                .param("most", most)
                .query(UUID.class)
                .list();
    }

    /** The measures that claims, deleted ones too, have or had figures of. */
    public List<UUID> measuresOf(Collection<UUID> claims) {
        return db.sql("""
                        select distinct f.measure_id from figure f
                        where f.claim_id = any(:claims) and f.measure_id is not null""").param("claims", ids(claims)).query(UUID.class).list();
    }

    private static UUID[] ids(Collection<UUID> ids) {
        return ids.toArray(UUID[]::new);
    }
}
