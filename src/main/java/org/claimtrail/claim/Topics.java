package org.claimtrail.claim;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import org.claimtrail.platform.Ids;
import org.claimtrail.platform.Listing;
import org.claimtrail.platform.Page;
import org.claimtrail.platform.Query;
import org.claimtrail.platform.Selection;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** What claims are filed under. A topic is as first written, and matched without case. */
@Service
public class Topics {

    // All that are filed, by index, without those few that are deleted.
    private static final String CLAIMS = """
            ((select count(*) from claim_topic ct where ct.topic_id = t.id)
             - (select count(*) from claim c join claim_topic ct on ct.claim_id = c.id
                where ct.topic_id = t.id and c.deleted_at is not null))""";

    // By name, a page counts the claims of its own topics only; by claims, those of every topic have to be counted.
    private static final Listing LISTING = new Listing(
                    "topic t", "t", "json_build_object('name', t.name, 'claims', " + CLAIMS + ")", "name")
            .sortedBy("name", "t.name_key", "text")
            .sortedBy("claims", CLAIMS, "bigint");

    private final JdbcClient db;
    private final Clock clock;

    Topics(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    public Page list(Query query) {
        Selection selection = new Selection()
                .where("""
                        exists (
                            select from claim_topic ct join claim c on c.id = ct.claim_id
                            where ct.topic_id = t.id and c.deleted_at is null)""")
                .where("t.name_key like :q", "q", query.text("q").map(Selection::contained));
        return LISTING.page(db, query, selection);
    }

    /** The ids of topics, those that are new created, in one order so that two requests cannot wait for each other. */
    Map<String, UUID> resolve(Collection<String> names) {
        Map<String, UUID> ids = new HashMap<>();
        for (String name : new TreeSet<>(names)) {
            UUID id = find(name);
            if (id == null) {
                db.sql("""
                                insert into topic (id, name, created_at) values (:id, :name, :now)
                                on conflict do nothing""")
                        .param("id", Ids.next())
                        .param("name", name)
                        .param("now", Timestamp.from(clock.instant()))
                        .update();
                id = find(name);
            }
            ids.put(name, id);
        }
        return ids;
    }

    private @Nullable UUID find(String name) {
        return db.sql("select id from topic where name_key = name_key(:name)")
                .param("name", name)
                .query(UUID.class)
                .optional()
                .orElse(null);
    }
}
