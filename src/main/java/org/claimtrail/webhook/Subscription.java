package org.claimtrail.webhook;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.claimtrail.history.ChangeFilter;
import org.claimtrail.history.ChangeFormat;
import org.jspecify.annotations.Nullable;

/**
 * A webhook as it is served.
 *
 * @param batch how many changes one request may hold
 * @param parallel how many requests there may be at the same time
 * @param place the cursor behind which it goes on
 * @param isServed whether it is neither paused nor parked, and nothing is held back
 * @param updatedAt when somebody last changed it
 */
record Subscription(
        UUID id,
        String url,
        List<String> types,
        List<String> resources,
        ChangeFormat format,
        int batch,
        int parallel,
        String place,
        boolean isServed,
        int failures,
        byte[] secret,
        byte @Nullable [] formerSecret,
        @Nullable Instant formerSecretUntil,
        Instant updatedAt) {

    static final String COLUMNS = """
            id, url, types, resources, format, batch, parallel, place,
            active and parked_at is null and not exists (select from outgoing_hold) as served, failures,
            secret, former_secret, former_secret_until, updated_at""";

    static Subscription of(ResultSet row, int n) throws SQLException {
        OffsetDateTime until = row.getObject("former_secret_until", OffsetDateTime.class);
        return new Subscription(
                row.getObject("id", UUID.class),
                row.getString("url"),
                texts(row.getArray("types")),
                texts(row.getArray("resources")),
                ChangeFormat.valueOf(row.getString("format")),
                row.getInt("batch"),
                row.getInt("parallel"),
                row.getString("place"),
                row.getBoolean("served"),
                row.getInt("failures"),
                row.getBytes("secret"),
                row.getBytes("former_secret"),
                until == null ? null : until.toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant());
    }

    private static List<String> texts(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }

    ChangeFilter wanted() {
        return ChangeFilter.of(types, resources);
    }

    List<byte[]> secrets(Instant now) {
        return formerSecret != null && formerSecretUntil != null && formerSecretUntil.isAfter(now)
                ? List.of(secret, formerSecret)
                : List.of(secret);
    }
}
