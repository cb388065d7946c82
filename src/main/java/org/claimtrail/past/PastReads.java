package org.claimtrail.past;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.claimtrail.platform.InvalidQuery;
import org.claimtrail.platform.Query;
import org.claimtrail.platform.SchemaTransaction;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Lets a transaction read the record as it was: the names of tables stand there for the views of other schemas. */
@Component
public class PastReads {

    public static final String AS_OF = "asOf";
    public static final String KNOWN_ON = "knownOn";

    private static final String ENTER = """
            select set_config('claimtrail.as_of', as_of.instant(:instant), true),
                set_config('claimtrail.known_on', :day, true),
                set_config('search_path', :path, true)""";

    private final JdbcClient db;
    private final Horizon horizon;

    PastReads(JdbcClient db, Horizon horizon) {
        this.db = db;
        this.horizon = horizon;
    }

    /**
     * Of which instant the record is read, which is settled.
     *
     * @param knownOn the day by which it had been published; null where that does not matter
     */
    public record Moment(Instant instant, @Nullable LocalDate knownOn) {}

    /**
     * The moment that a query asks for, which is now where it does not say.
     *
     * @param published whether it may ask for what had been published by a day
     * @throws InvalidQuery with every fault that it has, if it asks for one that there is not
     */
    public Moment asked(Query query, boolean published) {
        Instant now = horizon.now();
        Instant instant = query.instant(AS_OF).orElse(now);
        LocalDate day = published ? query.day(KNOWN_ON).orElse(null) : null;
        if (instant.isAfter(now)) {
            query.fault(AS_OF, "must not be in the future.");
        }
        beginning()
                .filter(instant::isBefore)
                .ifPresent(first ->
                        query.fault(AS_OF, "must not be before " + first + ": what was earlier is no longer kept."));
        return new Moment(instant, day);
    }

    /** @param published whether a day is asked for by which it had been published */
    public static String searchPath(boolean published) {
        return published ? SchemaTransaction.KNOWN_ON : SchemaTransaction.AS_OF;
    }

    /** Reads in the transaction that there is, which sees the record of that moment to its end. */
    public void during(Moment moment, Runnable reading) {
        LocalDate day = moment.knownOn();
        db.sql(ENTER)
                .param("instant", Timestamp.from(moment.instant()))
                .param("day", day == null ? "" : day.toString())
                .param("path", searchPath(day != null))
                .query()
                .singleRow();
        AsOf.during(moment.instant(), day == null ? reading : () -> KnownOn.during(day, reading));
    }

    /** The first instant that can be asked for; empty where the history is whole. */
    private Optional<Instant> beginning() {
        return db.sql("select at from history.beginning")
                .query(OffsetDateTime.class)
                .optional()
                .map(OffsetDateTime::toInstant);
    }
}
