package org.claimtrail.bulk;

import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.claimtrail.database.Selection;
import org.claimtrail.platform.Actor;
import org.claimtrail.platform.Ids;
import org.claimtrail.platform.Json;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** Keeps what was done to many claims at once: each result is written with the change that it tells of. */
@Component
class BulkLog {

    private static final Duration KEPT = Duration.ofDays(30);

    /**
     * @param undoes the one that it takes back
     * @param undoneBy the last one that took it back
     */
    record Entry(
            UUID id,
            String by,
            @Nullable String through,
            Instant at,
            @Nullable UUID undoes,
            @Nullable UUID undoneBy) {}

    private final JdbcClient db;
    private final Actor actor;
    private final Clock clock;

    BulkLog(JdbcClient db, Actor actor, Clock clock) {
        this.db = db;
        this.actor = actor;
        this.clock = clock;
    }

    Entry begin(@Nullable UUID undoes) {
        Entry entry = new Entry(Ids.next(), actor.name(), actor.through(), clock.instant(), undoes, null);
        db.sql("""
                        insert into bulk_change (id, by, through, at, undoes)
                        values (:id, :by, :through, :at, :undoes)""")
                .param("id", entry.id())
                .param("by", entry.by())
                .param("through", entry.through())
                .param("at", entry.at().atOffset(ZoneOffset.UTC))
                .param("undoes", undoes)
                .update();
        return entry;
    }

    void add(Entry entry, int place, Result result) {
        db.sql("""
                        insert into bulk_change_item (bulk_change_id, place, claim_id, outcome, detail, missing, was, now)
                        values (:change, :place, :claim, :outcome, :detail, :missing, cast(:was as jsonb), cast(:now as jsonb))""")
                .param("change", entry.id())
                .param("place", place)
                .param("claim", result.claim())
                .param("outcome", result.outcome().name())
                .param("detail", result.detail())
                .param("missing", Selection.texts(result.missing()))
                .param("was", result.was().json().toString())
                .param("now", result.now().json().toString())
                .update();
    }

    Optional<Entry> find(UUID id) {
        return db.sql("""
                        select b.id, b.by, b.through, b.at, b.undoes, (
                            select u.id from bulk_change u where u.undoes = b.id order by u.at desc limit 1) as undone_by
                        from bulk_change b where b.id = :id""")
                .param("id", id)
                .query((row, number) -> new Entry(
                        row.getObject("id", UUID.class),
                        row.getString("by"),
                        row.getString("through"),
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        row.getObject("undoes", UUID.class),
                        row.getObject("undone_by", UUID.class)))
                .optional();
    }

    /** In the order in which they were made. */
    List<Result> results(UUID id) {
        return db.sql("""
                        select i.claim_id, i.outcome, i.detail, i.missing, i.was::text as was, i.now::text as now
                        from bulk_change_item i where i.bulk_change_id = :id order by i.place""")
                .param("id", id)
                .query((row, number) -> new Result(
                        row.getObject("claim_id", UUID.class),
                        Result.Outcome.valueOf(row.getString("outcome")),
                        row.getString("detail"),
                        texts(row, "missing"),
                        state(row, "was"),
                        state(row, "now")))
                .list();
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        Array array = row.getArray(column);
        return Arrays.asList((String[]) array.getArray());
    }

    private static State state(ResultSet row, String column) throws SQLException {
        ObjectNode json = Json.parseObject(row.getString(column).getBytes(StandardCharsets.UTF_8));
        return State.read(json);
    }

    @Scheduled(initialDelayString = "PT1H", fixedDelayString = "PT1H")
    void forget() {
        db.sql("delete from bulk_change where at < :before")
                .param("before", clock.instant().minus(KEPT).atOffset(ZoneOffset.UTC))
                .update();
    }
}
