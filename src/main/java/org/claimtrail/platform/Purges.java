package org.claimtrail.platform;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Knows what was purged, so that it is told apart from what never was, and from what can be restored. */
@Component
public class Purges {

    private static final Pattern NUMBER = Pattern.compile("C-([1-9][0-9]{0,17})");

    private static final String FIND = """
            select resource_id, at, keeps_present from history.purge
            where resource = :thing and (resource_id = cast(:id as uuid) or number = cast(:number as bigint))
            order by keeps_present, at desc limit 1""";

    /**
     * That a thing was purged.
     *
     * @param id the thing's
     * @param keepsPresent whether only what was before
     */
    public record Tombstone(UUID id, Instant at, boolean keepsPresent) {}

    /** Told to whoever keeps something of it besides the database, when it is committed. */
    public record Done(UUID id) {}

    private final JdbcClient db;
    private final Clock clock;

    Purges(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /** The number of a claim that is called by it. */
    static Optional<Long> numbered(String key) {
        Matcher matcher = NUMBER.matcher(key);
        return matcher.matches() ? Optional.of(Long.valueOf(matcher.group(1))) : Optional.empty();
    }

    /**
     * @param thing such as {@code claim}
     * @param key its id, or the number of a claim
     */
    public Optional<Tombstone> of(String thing, Object key) {
        Long number = numbered(key.toString()).orElse(null);
        UUID id = Ids.parse(key.toString()).orElse(null);
        if (number == null && id == null) {
            return Optional.empty();
        }
        return db.sql(FIND)
                .param("thing", thing)
                .param("id", id)
                .param("number", number)
                .query(Purges::tombstone)
                .optional();
    }

    /** Why a thing cannot be found, or not as of then, where the clock stands while the past is read. */
    Optional<Purged> reason(String thing, Object key) {
        return of(thing, key)
                .filter(tombstone -> !tombstone.keepsPresent() || tombstone.at().isAfter(clock.instant()))
                .map(tombstone -> new Purged(
                        tombstone.keepsPresent()
                                ? "What the " + thing + " " + key + " was before " + tombstone.at()
                                        + " was purged. What it has been since is kept."
                                : "The " + thing + " " + key + " was purged at " + tombstone.at()
                                        + ". Nothing of it is kept."));
    }

    /** Why what is missing is missing, if it is for that. */
    public Optional<Purged> reason(NotRecorded missing) {
        return reason(missing.thing(), missing.key());
    }

    /** Why what is deleted cannot be restored, if it is for that. */
    public Optional<Purged> reason(Deleted deleted) {
        return reason(deleted.thing(), deleted.key());
    }

    private static Tombstone tombstone(ResultSet row, int n) throws SQLException {
        return new Tombstone(
                row.getObject("resource_id", UUID.class),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getBoolean("keeps_present"));
    }
}
