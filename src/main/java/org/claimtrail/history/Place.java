package org.claimtrail.history;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A place among all changes, in the order in which they took effect: just behind one of them, or before the first.
 *
 * @param changeSet the number of the transaction that made the change
 */
public record Place(Instant at, String changeSet, String resource, UUID id) implements Comparable<Place> {

    /** As the database sorts them: UUIDs by their bytes, which Java's own order does not. */
    private static final Comparator<Place> ORDER = Comparator.comparing(Place::at)
            .thenComparing(place -> Long.parseUnsignedLong(place.changeSet()), Long::compareUnsigned)
            .thenComparing(Place::resource)
            .thenComparing(place -> place.id().toString());

    public static final Place START = new Place(Instant.EPOCH, "0", "", new UUID(0, 0));

    /**
     * To be had back from {@link ChangeFeed#place}. With the time, in microseconds, since a server on which a copy lives, or a
     * standby that took over, may give the number of a change set that is lost to another one.
     */
    public String cursor() {
        return equals(START)
                ? changeSet
                : changeSet + "." + resource + "." + id + "." + ChronoUnit.MICROS.between(Instant.EPOCH, at);
    }

    @Override
    public int compareTo(Place other) {
        return ORDER.compare(this, other);
    }

    /** The values of {@code (:at, :set, :placeResource, :placeId)}. */
    static Map<String, @Nullable Object> values(Place place) {
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("at", Timestamp.from(place.at()));
        values.put("set", place.changeSet());
        values.put("placeResource", place.resource());
        values.put("placeId", place.id());
        return values;
    }
}
