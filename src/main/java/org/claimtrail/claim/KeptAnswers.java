package org.claimtrail.claim;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.claimtrail.platform.Representation;
import org.claimtrail.thing.Resource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Answers of live claims as they are at present, kept in memory. To ask the history whether anything of a claim, or of what
 * it shows, was changed since is a tenth of the work that its answer is. So an answer is given only after that was asked:
 * whoever reads sees what was committed before, by whichever instance.
 *
 * <p>A state of the record is told by the change sets that it sees ({@code history.seen()}).
 */
@Component
class KeptAnswers {

    /** Some 30,000 claims; in bytes. */
    private static final long MOST = 48L << 20;

    private static final int MOST_NUMBERS = 50_000;

    /** Besides its bytes, an answer takes about so many. */
    private static final int OVERHEAD = 700;

    /** Much sooner than any history is let go by which it would be told that an answer is out of date. */
    private static final Duration LONGEST = Duration.ofHours(1);

    /** The columns that {@link #keep} wants, of a claim {@code c}. */
    static final String COLUMNS = """
            c.id, c.number, array(select ct.topic_id from claim_topic ct where ct.claim_id = c.id) as topics,
            cast(history.seen() as text) as state""";

    private static final String CHANGED = """
            select cast(history.seen() as text) as now,
                history.changed(:places, :resources, :ids, cast(:states as pg_snapshot[]), cast(:state as pg_snapshot)) as changed""";

    private record Shown(Resource resource, UUID id) {}

    /** An answer, and a state in which it was as it is. */
    private static final class Kept {

        private final Representation answer;
        private final List<Shown> shown;
        private volatile String state;

        Kept(Representation answer, Collection<Shown> shown, String state) {
            this.answer = answer;
            this.shown = List.copyOf(shown);
            this.state = state;
        }

        UUID claim() {
            return shown.get(0).id();
        }

        int bytes() {
            return OVERHEAD + answer.json().length + 40 * shown.size();
        }
    }

    private final JdbcClient db;
    private final Cache<UUID, Kept> byId = Caffeine.newBuilder()
            .maximumWeight(MOST)
            .weigher((UUID id, Kept kept) -> kept.bytes())
            .expireAfterAccess(LONGEST)
            .build();
    /** By their numbers, which never change. */
    private final Cache<Long, UUID> ids =
            Caffeine.newBuilder().maximumSize(MOST_NUMBERS).build();

    KeptAnswers(JdbcClient db) {
        this.db = db;
    }

    /** The present answer of a claim, if it is kept. */
    Optional<Representation> find(ClaimKey key) {
        UUID id = key.value() instanceof UUID known ? known : ids.getIfPresent((Long) key.value());
        Kept kept = id == null ? null : byId.getIfPresent(id);
        return kept != null && areUnchanged(List.of(kept), kept.state) ? Optional.of(kept.answer) : Optional.empty();
    }

    /**
     * The answers of claims in a state that was just read.
     *
     * @param load keeps the answers of those claims that are not kept, as they are now
     * @return in their order; empty where one of them is not as it was in that state
     */
    Optional<List<Representation>> find(List<UUID> claims, String state, Consumer<List<UUID>> load) {
        List<UUID> missing = claims.stream()
                .filter(claim -> byId.getIfPresent(claim) == null)
                .toList();
        if (!missing.isEmpty()) {
            load.accept(missing);
        }
        List<Kept> all = new ArrayList<>();
        for (UUID claim : claims) {
            Kept kept = byId.getIfPresent(claim);
            if (kept == null) {
                return Optional.empty();
            }
            all.add(kept);
        }
        List<Kept> older =
                all.stream().filter(kept -> !kept.state.equals(state)).toList();
        return older.isEmpty() || areUnchanged(older, state)
                ? Optional.of(all.stream().map(kept -> kept.answer).toList())
                : Optional.empty();
    }

    /**
     * Keeps the answer that a row has, with the {@link #COLUMNS}; only where what is read is the present, and was committed.
     */
    Representation keep(ResultSet row) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        Representation answer = Representation.of(row.getString("json"));
        Set<Shown> shown = new LinkedHashSet<>();
        shown.add(new Shown(Resource.CLAIM, id));
        for (UUID topic : (UUID[]) row.getArray("topics").getArray()) {
            shown.add(new Shown(Resource.TOPIC, topic));
        }
        addShown(answer.tree(), shown);
        byId.put(id, new Kept(answer, shown, row.getString("state")));
        ids.put(row.getLong("number"), id);
        return answer;
    }

    private static void addShown(JsonNode claim, Set<Shown> shown) {
        claim.path("about").forEach(source -> add(Resource.SOURCE, source, shown));
        claim.path("figures").forEach(figure -> add(Resource.MEASURE, figure.path("measure"), shown));
        claim.path("appearances").forEach(appearance -> {
            add(Resource.ARTICLE, appearance.path("article"), shown);
            add(Resource.SOURCE, appearance.path("article").path("publisher"), shown);
            appearance
                    .path("attribution")
                    .forEach(link -> link.path("sources").forEach(source -> add(Resource.SOURCE, source, shown)));
        });
    }

    private static void add(Resource resource, JsonNode thing, Set<Shown> shown) {
        if (thing.has("id")) {
            shown.add(new Shown(resource, UUID.fromString(thing.get("id").stringValue())));
        }
    }

    /** Whether each was the same in its state, in this one, and is now. Those that are not are forgotten. */
    private boolean areUnchanged(List<Kept> kept, String state) {
        List<Integer> places = new ArrayList<>();
        List<Shown> shown = new ArrayList<>();
        List<String> states = new ArrayList<>();
        for (int place = 0; place < kept.size(); place++) {
            Kept one = kept.get(place);
            String its = one.state;
            for (Shown thing : one.shown) {
                places.add(place);
                shown.add(thing);
                states.add(its);
            }
        }
        return db.sql(CHANGED)
                .param("places", places.toArray(Integer[]::new))
                .param(
                        "resources",
                        shown.stream().map(thing -> thing.resource().toString()).toArray(String[]::new))
                .param("ids", shown.stream().map(Shown::id).toArray(UUID[]::new))
                .param("states", states.toArray(String[]::new))
                .param("state", state)
                .query((row, n) -> {
                    String now = row.getString("now");
                    List<Integer> changed =
                            List.of((Integer[]) row.getArray("changed").getArray());
                    for (int place = 0; place < kept.size(); place++) {
                        if (changed.contains(place)) {
                            byId.invalidate(kept.get(place).claim());
                        } else {
                            kept.get(place).state = now;
                        }
                    }
                    return changed.isEmpty();
                })
                .single();
    }
}
