package org.claimtrail.history;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.claimtrail.past.Horizon;
import org.claimtrail.platform.Json;
import org.claimtrail.platform.Query;
import org.claimtrail.platform.Unfollowable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Reads all changes in the order in which they took effect. Nothing is ever put in before what was read: a page ends where
 * the history is settled.
 */
@Service
public class ChangeFeed {

    /** What is wrong with a cursor that is none. */
    public static final String NO_PLACE = "must be \"now\", the \"next\" of a page or the \"cursor\" of a change.";

    private static final String NOW = "now";
    private static final int DEFAULT_LIMIT = 100;
    private static final int MOST = 500;
    private static final int MOST_AT_ONCE = 200;
    /** Bytes of the texts of articles, which a change of one may hold twice. Of a longer one, a change comes by itself. */
    private static final long MOST_TEXT_AT_ONCE = 2_000_000;

    /**
     * A change as the feed tells it.
     *
     * @param subject the address of what was changed, below that of the API
     * @param at when, as it is told
     */
    public record Entry(Place place, String type, String subject, String at, byte[] json) {}

    /**
     * Some of all changes.
     *
     * @param end up to where they were looked through
     * @param more whether something may follow by now
     */
    public record Part(List<Entry> changes, Place end, boolean more) {}

    private final EventQueries queries;
    private final States states;
    private final Horizon horizon;

    ChangeFeed(EventQueries queries, States states, Horizon horizon) {
        this.queries = queries;
        this.states = states;
        this.horizon = horizon;
    }

    /** What a page holds; it ends where to go on, now or when there is more. */
    @Transactional(readOnly = true)
    public Part read(Query query) {
        Instant settled = horizon.now();
        Place after = query.value("after", text -> place(text, settled)).orElse(null);
        int limit = query.number("limit", 1, MOST, DEFAULT_LIMIT);
        ChangeFilter wanted = ChangeFilter.of(query);
        query.done();
        Place from = after != null ? after : queries.place(Place.START.cursor()).orElseThrow();
        return after(from, wanted, settled, limit);
    }

    /** What followed a place, as much as can be held for one who is slow. */
    @Transactional(readOnly = true)
    public Part after(Place place, ChangeFilter wanted) {
        EventQueries.Scan scan = queries.after(place, horizon.now(), wanted.resources(), MOST_AT_ONCE);
        Map<UUID, Long> texts = queries.texts(scan.events());
        long text = 0;
        for (int i = 0; i < scan.events().size(); i++) {
            text += texts.getOrDefault(scan.events().get(i).id(), 0L);
            if (text > MOST_TEXT_AT_ONCE && i > 0) {
                List<Event> first = scan.events().subList(0, i);
                return part(first, first.get(i - 1).place(), true, wanted);
            }
        }
        return part(scan.events(), scan.end(), scan.more(), wanted);
    }

    private Part after(Place place, ChangeFilter wanted, Instant settled, int limit) {
        EventQueries.Scan scan = queries.after(place, settled, wanted.resources(), limit);
        return part(scan.events(), scan.end(), scan.more(), wanted);
    }

    private Part part(List<Event> events, Place end, boolean more, ChangeFilter wanted) {
        List<Entry> told = states.consecutive(events).stream()
                .filter(change -> !change.isPurged() && wanted.includes(change.type()))
                .map(change -> new Entry(
                        change.event().place(),
                        change.type().toString(),
                        change.subject(),
                        change.event().at(),
                        Json.write(change.told())))
                .toList();
        return new Part(told, end, more);
    }

    /** Where a cursor is; {@code now} is behind all changes that there are. */
    @Transactional(readOnly = true)
    public Optional<Place> place(String cursor) {
        return cursor.equals(NOW) ? Optional.of(queries.end(horizon.now())) : queries.place(cursor);
    }

    /** The cursor before the first change that is kept. */
    @Transactional(readOnly = true)
    public String start() {
        return kept(Place.START);
    }

    /** The cursor behind which the changes come that took effect at an instant or later, as far as they are kept. */
    @Transactional(readOnly = true)
    public String before(Instant instant) {
        return kept(queries.end(instant.minus(1, ChronoUnit.MICROS)));
    }

    private String kept(Place place) {
        try {
            return queries.place(place.cursor()).orElse(place).cursor();
        } catch (Unfollowable e) {
            return e.after();
        }
    }

    /** How many changes have followed a cursor by now, of which at most so many are counted. */
    @Transactional(readOnly = true)
    public int following(String cursor, int most) {
        Place place;
        try {
            place = queries.place(cursor).orElse(Place.START);
        } catch (Unfollowable e) {
            place = queries.place(e.after()).orElse(Place.START);
        }
        return queries.following(place, horizon.now(), most);
    }

    private Place place(String text, Instant horizon) {
        return text.equals(NOW)
                ? queries.end(horizon)
                : queries.place(text).orElseThrow(() -> new IllegalArgumentException(NO_PLACE));
    }
}
