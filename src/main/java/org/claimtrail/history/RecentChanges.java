package org.claimtrail.history;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.claimtrail.database.Selection;
import org.claimtrail.database.Sql;
import org.claimtrail.database.StoredJson;
import org.claimtrail.note.Noted;
import org.claimtrail.past.Horizon;
import org.claimtrail.platform.Json;
import org.claimtrail.platform.Page;
import org.claimtrail.platform.Query;
import org.claimtrail.thing.Resource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.node.ObjectNode;

/** What was changed of all things, for people: what came after something, or the newest first. */
@Service
public class RecentChanges {

    private static final int MOST = 100;

    /** What tells people which thing it is. */
    private static final List<String> TELLING = List.of(
            "number",
            "text",
            "name",
            "title",
            "url",
            "citation",
            "from",
            "to",
            "type",
            "scope",
            "note",
            "stance",
            "rating",
            "summary",
            "rate",
            "on");

    private static final String NO_CURSOR = "must be the \"next\" of a page of this very list.";

    private final EventQueries queries;
    private final States states;
    private final Horizon horizon;
    private final JdbcClient db;

    RecentChanges(EventQueries queries, States states, Horizon horizon, JdbcClient db) {
        this.queries = queries;
        this.states = states;
        this.horizon = horizon;
        this.db = db;
    }

    /**
     * A page of changes: by day, kind of thing, and who made them. Of the one who looks, only where {@code own} or {@code by}
     * asks for them.
     *
     * @param looking who looks
     * @param seen what came after it, in the order in which it took effect; absent for the newest first
     */
    @Transactional(readOnly = true)
    public Page list(Query query, String looking, @Nullable Place seen) {
        List<String> by = query.texts("by");
        boolean withOwn = query.flag("own") || !by.isEmpty();
        Selection wanted = new Selection()
                .where("s.at >= :since", "since", query.from("since"))
                .where("s.at < :until", "until", query.until("until"))
                .whereOneOf("h.resource", "resource", query.values("resource", Resource::parse))
                .whereOneOf("s.by", "by", by)
                .where("s.by <> :own", "own", withOwn ? Optional.empty() : Optional.of(looking));
        // Says no more than that nothing else is asked for.
        query.flag("all");
        int limit = query.number("limit", 1, MOST, Page.DEFAULT_LIMIT);
        Place cursor = query.value(
                        "cursor",
                        text -> queries.place(text)
                                .filter(place -> !place.equals(Place.START))
                                .orElseThrow(() -> new IllegalArgumentException(NO_CURSOR)))
                .orElse(null);
        query.done();
        Instant now = horizon.now();
        List<Event> found = queries.some(wanted, cursor != null ? cursor : seen, seen != null, now, limit);
        boolean more = found.size() > limit;
        List<Event> page = more ? found.subList(0, limit) : found;
        Map<UUID, ObjectNode> claims = claims(page);
        Map<UUID, ObjectNode> on = notedThings(page);
        return new Page(
                states.changes(page).stream()
                        .filter(change -> !change.isPurged())
                        .map(change -> told(change, claims, on))
                        .toList(),
                more ? page.get(limit - 1).place().cursor() : null,
                null);
    }

    /** A thing as a change set changed it. */
    public record Of(String changeSet, Resource resource, UUID id) {}

    /** What change sets changed of things, told as in the list, by the change sets; the first {@value #MOST} of all of it. */
    @Transactional(readOnly = true)
    public Map<String, List<String>> of(List<Of> wanted) {
        if (wanted.isEmpty()) {
            return Map.of();
        }
        List<Event> events = queries.of(wanted, MOST);
        Map<UUID, ObjectNode> claims = claims(events);
        Map<UUID, ObjectNode> on = notedThings(events);
        return states.changes(events).stream()
                .filter(change -> !change.isPurged())
                .collect(Collectors.groupingBy(
                        change -> change.event().place().changeSet(),
                        Collectors.mapping(change -> told(change, claims, on), Collectors.toList())));
    }

    private static String told(Change change, Map<UUID, ObjectNode> claims, Map<UUID, ObjectNode> notedThings) {
        Event event = change.event();
        ObjectNode told = change.item();
        told.put("cursor", event.place().cursor());
        ObjectNode state = change.after() != null ? change.after() : change.before();
        if (state != null) {
            told.set("thing", state.deepCopy().retain(TELLING));
        }
        // As it is now: what is purged is in none of the answers, and is not told here.
        told.remove("claim");
        ObjectNode claim = claims.get(event.id());
        if (claim != null) {
            told.set("claim", claim);
        }
        ObjectNode on = notedThings.get(event.id());
        if (on != null) {
            told.set("on", on);
        } else {
            told.remove("on");
        }
        return new String(Json.write(told), StandardCharsets.UTF_8);
    }

    /** What notes are on, as it is called now. */
    private Map<UUID, ObjectNode> notedThings(List<Event> events) {
        List<UUID> notes = events.stream()
                .filter(event -> event.resource() == Resource.NOTE)
                .map(Event::id)
                .distinct()
                .toList();
        return notes.isEmpty()
                ? Map.of()
                : StoredJson.many(
                        db,
                        Sql.of(
                                "select n.id, {on} as json from note n where n.id = any(cast(:ids as uuid[]))",
                                Map.of("on", Noted.namedJson("n"))),
                        notes);
    }

    /** The claims that things are, or belong to: of a relation, that from which it goes out. */
    private Map<UUID, ObjectNode> claims(List<Event> events) {
        Map<UUID, ObjectNode> claims = new HashMap<>();
        db.sql("""
                        select t.id, json_build_object('id', c.id, 'number', c.number, 'text', c.text)::text as json
                        from (
                            select * from unnest(cast(:things as uuid[]), cast(:claims as uuid[])) one (id, claim_id)
                            union all
                            select r.id, r.from_claim_id from relation r where r.id = any(cast(:things as uuid[]))
                        ) t join claim c on c.id = t.claim_id""")
                .param(
                        "things",
                        events.stream().map(event -> event.id().toString()).toArray(String[]::new))
                .param(
                        "claims",
                        events.stream()
                                .map(event -> event.resource() == Resource.CLAIM ? event.id() : event.claim())
                                .map(claim -> claim == null ? null : claim.toString())
                                .toArray(String[]::new))
                .query(row -> {
                    claims.put(
                            Objects.requireNonNull(row.getObject("id", UUID.class)),
                            Json.parseObject(row.getString("json").getBytes(StandardCharsets.UTF_8)));
                });
        return claims;
    }
}
