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
 * @param place the cursor behind which it goes on
 * @param isServed whether it is neither paused nor parked
 */
record Subscription(
        UUID id,
        String url,
        List<String> types,
        List<String> resources,
        ChangeFormat format,
        int batch,
        String place,
        boolean isServed,
        int failures,
        byte[] secret,
        byte @Nullable [] formerSecret,
        @Nullable Instant formerSecretUntil) {

    static final String COLUMNS =
            "id, url, types, resources, format, batch, place, active and parked_at is null as served, failures, secret, former_secret, former_secret_until";

    static Subscription of(ResultSet row, int n) throws SQLException {
        OffsetDateTime until = row.getObject("former_secret_until", OffsetDateTime.class);
        return new Subscription(
                row.getObject("id", UUID.class),
                row.getString("url"),
                texts(row.getArray("types")),
                texts(row.getArray("resources")),
                ChangeFormat.valueOf(row.getString("format")),
                row.getInt("batch"),
                row.getString("place"),
                row.getBoolean("served"),
                row.getInt("failures"),
                row.getBytes("secret"),
                row.getBytes("former_secret"),
                until == null ? null : until.toInstant());
    }

    private static List<String> texts(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }

    ChangeFilter wanted() {
        return ChangeFilter.of(types, resources);
    }

    boolean wantsTheSameAs(Subscription other) {
        return types.equals(other.types) && resources.equals(other.resources);
    }

    List<byte[]> secrets(Instant now) {
        return formerSecret != null && formerSecretUntil != null && formerSecretUntil.isAfter(now)
                ? List.of(secret, formerSecret)
                : List.of(secret);
    }
}
