package org.claimtrail.platform;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Whether others are told anything, by webhooks or by mail. A copy of a record tells nobody what the record itself tells:
 * where one is noticed (db/logic/R__20_history.sql), all is held back until an administrator says that it is to be sent.
 */
@Service
public class Outgoing {

    private final JdbcClient db;

    Outgoing(JdbcClient db) {
        this.db = db;
    }

    /** Since when nothing is sent. */
    @Transactional(readOnly = true)
    public Optional<Instant> heldSince() {
        return db.sql("select since from outgoing_hold")
                .query(OffsetDateTime.class)
                .optional()
                .map(OffsetDateTime::toInstant);
    }

    /** {@code {"held": …, "heldSince": …}}. */
    @Transactional(readOnly = true)
    public Representation read() {
        return Representation.of(db.sql("""
                        select json_build_object('held', count(*) > 0, 'heldSince', rfc3339(min(since)))
                        from outgoing_hold""").query(String.class).single());
    }

    /** Holds everything back from now on, or sends what waits and what is to come. */
    @Transactional
    public Representation hold(boolean held) {
        db.sql(held ? "insert into outgoing_hold default values on conflict do nothing" : "delete from outgoing_hold")
                .update();
        // Whoever sends looks anew, in each instance.
        db.sql("select pg_notify('claimtrail_changes', '')").query().singleRow();
        return read();
    }
}
