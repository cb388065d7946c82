package org.claimtrail.standing;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.claimtrail.database.Selection;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * How claims of a list stand, in a word or two: what was computed last, which a change of the last moments may have
 * overtaken. Whoever decides something reads {@link Standings}.
 */
@Service
public class Glances {

    /** @param origins how many independent ones there are */
    public record Glance(int origins, boolean denied, boolean contradicted) {}

    private final JdbcClient db;

    Glances(JdbcClient db) {
        this.db = db;
    }

    /** Of those of which it was computed yet. */
    public Map<UUID, Glance> of(Collection<UUID> claims) {
        Map<UUID, Glance> glances = new HashMap<>();
        db.sql("""
                        select st.claim_id, st.origins, st.denied, st.contradicted from claim_standing st
                        where st.claim_id = any(cast(:claims as uuid[]))""").param("claims", Selection.texts(claims)).query(row -> {
            glances.put(
                    row.getObject("claim_id", UUID.class),
                    new Glance(row.getInt("origins"), row.getBoolean("denied"), row.getBoolean("contradicted")));
        });
        return glances;
    }
}
