package org.claimtrail.database;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.claimtrail.platform.Conflict;
import org.claimtrail.platform.Deleted;
import org.claimtrail.platform.NotRecorded;
import org.claimtrail.platform.Representation;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.node.ObjectNode;

/** Reads answers that PostgreSQL wrote as JSON. */
public final class StoredJson {

    private record Row(@Nullable Instant deletedAt, String json) {}

    private static final ThreadLocal<Boolean> PAST = new ThreadLocal<>();

    private StoredJson() {}

    /**
     * Lets statements of {@link #each} be other ones to the driver and the server than those of the present: so each keeps its
     * plan, which goes with the schema that it reads.
     */
    public static void ofThePast(Runnable reading) {
        PAST.set(true);
        try {
            reading.run();
        } finally {
            PAST.remove();
        }
    }

    /**
     * The one thing that a statement finds.
     *
     * @param sql selects {@code deleted_at} and {@code json}, by {@code :id}
     * @throws NotRecorded if there is none
     * @throws Deleted if it is deleted
     */
    public static Representation one(JdbcClient db, String thing, String sql, Object id) {
        return one(db, thing, sql, Map.of("id", id), id);
    }

    /** Like the other, with values of the caller's choice. */
    public static Representation one(JdbcClient db, String thing, String sql, Map<String, ?> values, Object id) {
        Row row = db.sql(sql)
                .params(values)
                .query((result, n) -> new Row(
                        Optional.ofNullable(result.getObject("deleted_at", OffsetDateTime.class))
                                .map(OffsetDateTime::toInstant)
                                .orElse(null),
                        result.getString("json")))
                .optional()
                .orElseThrow(() -> new NotRecorded(thing, id));
        if (row.deletedAt() != null) {
            throw new Deleted(thing, id, row.deletedAt());
        }
        return Representation.of(row.json());
    }

    /** Like {@link #each}, to be looked into. */
    public static Map<UUID, ObjectNode> many(JdbcClient db, String sql, Collection<UUID> ids) {
        Map<UUID, ObjectNode> found = new HashMap<>();
        each(db, sql, ids).forEach((id, answer) -> found.put(id, answer.tree()));
        return found;
    }

    /**
     * Those of many things that are not deleted.
     *
     * @param sql selects {@code id} and {@code json}, by {@code :ids}, an array of texts
     */
    public static Map<UUID, Representation> each(JdbcClient db, String sql, Collection<UUID> ids) {
        Map<UUID, Representation> found = new HashMap<>();
        db.sql(PAST.get() == null ? sql : sql + "\n/* then */")
                .param("ids", Selection.texts(ids))
                .query(row -> {
                    found.put(row.getObject("id", UUID.class), Representation.of(row.getString("json")));
                });
        return found;
    }

    /** @param sql selects {@code type}, {@code id} and {@code name} */
    public static List<Conflict.Other> others(JdbcClient db, String sql, Map<String, ?> values) {
        return db.sql(sql)
                .params(values)
                .query((row, n) -> new Conflict.Other(
                        row.getString("type"), row.getObject("id", UUID.class), row.getString("name")))
                .list();
    }
}
