package org.claimtrail.history;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.claimtrail.database.Selection;
import org.claimtrail.database.Sql;
import org.claimtrail.note.Noted;
import org.claimtrail.platform.Forgotten;
import org.claimtrail.platform.Ids;
import org.claimtrail.platform.Lost;
import org.claimtrail.thing.Resource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads which change sets changed what; the things themselves are read by {@link States}. */
@Component
class EventQueries {

    private static final Pattern CURSOR = Pattern.compile("([0-9]{1,18})\\.([a-z-]+)\\.([^.]+)(?:\\.([0-9]{1,18}))?");

    /** How many changes a request looks through for those that it asks for. */
    private static final int SCANNED = 10_000;

    /** Of the changes in {@code page}: how many there were of each thing before, and what else there is to tell. */
    private static final String TOLD = Sql.of(
            """
            , revision as (
                select h.change_set_id, h.resource, h.resource_id,
                    coalesce(f.changes, 0)
                        + row_number() over (partition by h.resource, h.resource_id order by s.at, s.id) as revision
                from (select distinct resource, resource_id from page) p
                join history.change h using (resource, resource_id)
                join history.change_set s on s.id = h.change_set_id
                left join history.forgotten f using (resource, resource_id)
            )
            select p.at, rfc3339(p.at) as told_at, p.id::text as set, s.by, s.through, s.request, p.resource, p.resource_id, v.revision,
                case p.resource
                    {claims}
                end as claim_id,
                case p.resource when 'note' then (
                    select {on} from history.note r
                    where r.id = p.resource_id
                    order by r.began = p.id desc, r.ended is not distinct from p.id desc limit 1)::text
                end as on_thing,
                case p.resource when 'claim' then coalesce(
                    s.reason,
                    (select c.reason from history.status_change c
                     where c.claim_id = p.resource_id and c.began = p.id order by c.at desc limit 1),
                    (select c.reason from history.stage_change c
                     where c.claim_id = p.resource_id and c.began = p.id order by c.at desc limit 1))
                end as reason,
                case
                    when exists (
                        select from history.purged g join history.purge u on u.id = g.purge_id
                        where g.resource = p.resource and g.resource_id = p.resource_id and u.change_set_id = p.id)
                        then 'THIS'
                    when exists (
                        select from history.purged g where g.resource = p.resource and g.resource_id = p.resource_id)
                        then 'LATER'
                    else 'NONE'
                end as purge
            from page p
            join history.change_set s on s.id = p.id
            join revision v on v.change_set_id = p.id and v.resource = p.resource and v.resource_id = p.resource_id
            """,
            Map.of(
                    "on",
                    Noted.json("r"),
                    "claims",
                    parts(
                            part -> part.claims().size() == 1,
                            "when '{resource}' then (select r.{claim} from history.{table} r where r.id = p.resource_id limit 1)",
                            "\n")));

    private static final String AFTER = """
            with scanned as materialized (
                select s.at, s.id, h.resource, h.resource_id
                from history.change_set s join history.change h on h.change_set_id = s.id
                where s.at >= :at and s.at <= :horizon
                  and (s.at, s.id, h.resource, h.resource_id) > (:at, cast(:set as xid8), :placeResource, :placeId)
                order by s.at, s.id, h.resource, h.resource_id
                limit :scanned
            )""";

    private static final String OF_THINGS = """
            with thing (resource, resource_id) as (
                select :resource, cast(:id as uuid)
                union
                {parts}
            ), page as (
                select s.at, s.id, resource, resource_id
                from thing
                join history.change h using (resource, resource_id)
                join history.change_set s on s.id = h.change_set_id
                where s.at <= :horizon {before}
                  and not exists (select from history.beginning b where (s.at, s.id) <= (b.at, b.change_set_id))
                order by s.at desc, s.id desc, resource desc, resource_id desc
                limit :limit
            )""";

    private static final String OF_SETS = Sql.of(
            """
            with wanted as (
                select cast(w.set as xid8) as set, w.resource, w.id
                from unnest(cast(:sets as text[]), cast(:resources as text[]), cast(:ids as uuid[])) w (set, resource, id)
            ), thing (set, resource, id) as (
                select * from wanted
                union
                {parts}
            ), page as (
                select s.at, s.id, h.resource, h.resource_id
                from thing t
                join history.change h on h.change_set_id = t.set and h.resource = t.resource and h.resource_id = t.id
                join history.change_set s on s.id = h.change_set_id
                where not exists (select from history.beginning b where (s.at, s.id) <= (b.at, b.change_set_id))
                order by s.at desc, s.id desc, h.resource, h.resource_id
                limit :limit
            )""",
            Map.of(
                    "parts",
                    parts(
                            part -> true,
                            "select w.set, '{resource}', r.id from wanted w join history.{table} r on w.id in ({tellers}) where w.resource in ({wholes})",
                            " union ")));

    private static final String OF_ALL = """
            with page as (
                select s.at, s.id, h.resource, h.resource_id
                from history.change_set s join history.change h on h.change_set_id = s.id
                where s.at <= :horizon and {wanted} {beyond}
                  and not exists (select from history.beginning b where (s.at, s.id) <= (b.at, b.change_set_id))
                order by s.at {direction}, s.id {direction}, h.resource {direction}, h.resource_id {direction}
                limit :limit
            )""";

    private static final String BEYOND =
            "and s.at {than}= :at and (s.at, s.id, h.resource, h.resource_id) {than} (:at, cast(:set as xid8), :placeResource, :placeId)";

    private static final String PARTS = parts(
            part -> true,
            "select '{resource}', r.id from history.{table} r where :resource in ({wholes}) and :id in ({tellers})",
            " union ");

    private static final String BEFORE =
            "and (s.at, s.id, resource, resource_id) < (:at, cast(:set as xid8), :placeResource, :placeId)";

    /**
     * A part of all changes.
     *
     * @param end up to where they were looked through
     * @param more whether something may follow by now
     */
    record Scan(List<Event> events, Place end, boolean more) {}

    private record End(Place place, boolean more) {}

    private final JdbcClient db;

    EventQueries(JdbcClient db) {
        this.db = db;
    }

    /** The next changes of such things, in the order in which they took effect. */
    Scan after(Place place, Instant horizon, Collection<Resource> resources, int limit) {
        planForThisPlace();
        int most = resources.containsAll(EnumSet.allOf(Resource.class)) ? limit : SCANNED;
        String page = AFTER + """
                , page as (
                    select * from scanned where resource = any(:resources)
                    order by at, id, resource, resource_id
                    limit :limit
                )""";
        List<Event> events = db.sql(page + TOLD + "order by p.at, p.id, p.resource, p.resource_id")
                .params(Place.values(place))
                .param("horizon", Timestamp.from(horizon))
                .param("scanned", most)
                .param("resources", Selection.texts(resources))
                .param("limit", limit)
                .query(EventQueries::event)
                .list();
        if (events.size() == limit) {
            return new Scan(events, events.get(limit - 1).place(), true);
        }
        End end = db.sql(AFTER + """
                        select at, id::text as set, resource, resource_id, count(*) over () as scanned from scanned
                        order by at desc, id desc, resource desc, resource_id desc limit 1""")
                .params(Place.values(place))
                .param("horizon", Timestamp.from(horizon))
                .param("scanned", most)
                .query((row, n) -> new End(place(row), row.getInt("scanned") == most))
                .optional()
                .orElse(new End(place, false));
        return new Scan(events, end.place(), end.more());
    }

    /** A plan for any place would read all changes that follow it. */
    private void planForThisPlace() {
        db.sql("select set_config('plan_cache_mode', 'force_custom_plan', true)")
                .query()
                .singleRow();
    }

    /** How many changes follow a place, of which at most so many are counted. */
    int following(Place place, Instant horizon, int most) {
        planForThisPlace();
        return db.sql(AFTER + "select count(*) from scanned")
                .params(Place.values(place))
                .param("horizon", Timestamp.from(horizon))
                .param("scanned", most)
                .query(Integer.class)
                .single();
    }

    /** Of the articles among the things that changed, how many bytes the longest text has that each ever had. */
    Map<UUID, Long> texts(List<Event> events) {
        Set<UUID> articles = events.stream()
                .filter(event -> event.resource() == Resource.ARTICLE)
                .map(Event::id)
                .collect(Collectors.toSet());
        Map<UUID, Long> texts = new HashMap<>();
        if (!articles.isEmpty()) {
            db.sql("""
                            select article_id, max(octet_length(body)) as bytes from history.article_version
                            where article_id = any(:articles) and body is not null
                            group by article_id""").param("articles", articles.toArray(UUID[]::new)).query(row -> {
                texts.put(row.getObject("article_id", UUID.class), row.getLong("bytes"));
            });
        }
        return texts;
    }

    /**
     * Where something changed that things show, for each of their kinds: the change sets from the first of the events to the
     * last. What is recorded for the first time was shown nowhere.
     *
     * @param shown of which kinds they show something
     */
    Map<Resource, Set<ChangeSet>> changed(Map<Resource, Set<Resource>> shown, List<Event> events) {
        Set<Resource> kinds = new HashSet<>();
        events.forEach(event -> kinds.addAll(shown.getOrDefault(event.resource(), Set.of())));
        Map<Resource, Set<ChangeSet>> changed = new EnumMap<>(Resource.class);
        if (kinds.isEmpty()) {
            return changed;
        }
        Place first = events.get(0).place();
        Place last = events.get(events.size() - 1).place();
        db.sql("""
                        select distinct s.at, s.id::text as set, h.resource
                        from history.change_set s join history.change h on h.change_set_id = s.id
                        where s.at between :first and :last
                          and (s.at, s.id) >= (:first, cast(:firstSet as xid8))
                          and (s.at, s.id) <= (:last, cast(:lastSet as xid8))
                          and h.resource = any(:kinds)
                          and (exists (
                                select from history.change e join history.change_set b on b.id = e.change_set_id
                                where e.resource = h.resource and e.resource_id = h.resource_id
                                  and (b.at, b.id) < (s.at, s.id))
                            or exists (
                                select from history.forgotten f
                                where f.resource = h.resource and f.resource_id = h.resource_id))""")
                .param("first", Timestamp.from(first.at()))
                .param("firstSet", first.changeSet())
                .param("last", Timestamp.from(last.at()))
                .param("lastSet", last.changeSet())
                .param("kinds", Selection.texts(kinds))
                .query(row -> {
                    ChangeSet set = new ChangeSet(
                            row.getObject("at", OffsetDateTime.class).toInstant(), row.getString("set"));
                    Resource kind = Resource.parse(row.getString("resource"));
                    shown.forEach((shows, what) -> {
                        if (what.contains(kind)) {
                            changed.computeIfAbsent(shows, one -> new HashSet<>())
                                    .add(set);
                        }
                    });
                });
        return changed;
    }

    /** The changes of a thing and of what belongs to it, the newest first; one more than the limit tells that there are more. */
    List<Event> of(Resource resource, UUID id, @Nullable Place before, Instant horizon, int limit) {
        return db.sql(Sql.of(OF_THINGS, Map.of("parts", PARTS, "before", before == null ? "" : BEFORE)) + TOLD
                        + "order by p.at desc, p.id desc, p.resource desc, p.resource_id desc")
                .params(before == null ? Map.of() : Place.values(before))
                .param("resource", resource.toString())
                .param("id", id)
                .param("horizon", Timestamp.from(horizon))
                .param("limit", limit + 1)
                .query(EventQueries::event)
                .list();
    }

    /**
     * Changes of all things, in the order in which they took effect or the newest first; one more than the limit tells that
     * there are more.
     *
     * @param wanted conditions on a change {@code h} and its change set {@code s}
     * @param beyond behind which change, in the order that is asked for
     */
    List<Event> some(Selection wanted, @Nullable Place beyond, boolean forward, Instant horizon, int limit) {
        planForThisPlace();
        String direction = forward ? "asc" : "desc";
        return db.sql(Sql.of(
                                OF_ALL,
                                Map.of(
                                        "wanted",
                                        wanted.sql(),
                                        "beyond",
                                        beyond == null ? "" : Sql.of(BEYOND, Map.of("than", forward ? ">" : "<")),
                                        "direction",
                                        direction))
                        + TOLD
                        + Sql.of(
                                "order by p.at {direction}, p.id {direction}, p.resource {direction}, p.resource_id {direction}",
                                Map.of("direction", direction)))
                .params(beyond == null ? Map.of() : Place.values(beyond))
                .params(wanted.values())
                .param("horizon", Timestamp.from(horizon))
                .param("limit", limit + 1)
                .query(EventQueries::event)
                .list();
    }

    /** What change sets changed of things, and of what belongs to these, as far as it is kept; so many at most. */
    List<Event> of(List<RecentChanges.Of> wanted, int limit) {
        return db.sql(OF_SETS + TOLD + "order by p.at desc, p.id desc, p.resource, p.resource_id")
                .param("sets", wanted.stream().map(RecentChanges.Of::changeSet).toArray(String[]::new))
                .param(
                        "resources",
                        Selection.texts(
                                wanted.stream().map(RecentChanges.Of::resource).toList()))
                .param(
                        "ids",
                        Selection.texts(
                                wanted.stream().map(RecentChanges.Of::id).toList()))
                .param("limit", limit)
                .query(EventQueries::event)
                .list();
    }

    /** The change that made a revision of a thing. */
    Optional<Event> revision(Resource resource, UUID id, long revision, Instant horizon) {
        return db.sql("""
                        with page as (
                            select s.at, s.id, h.resource, h.resource_id
                            from history.change h join history.change_set s on s.id = h.change_set_id
                            where h.resource = :resource and h.resource_id = :id and s.at <= :horizon
                            order by s.at, s.id
                            offset greatest(0, :before - (
                                select coalesce(max(f.changes), 0) from history.forgotten f
                                where f.resource = :resource and f.resource_id = :id))
                            limit 1
                        )""" + TOLD + """
                        where v.revision = :before + 1
                          and not exists (
                            select from history.beginning b where (p.at, p.id) <= (b.at, b.change_set_id))""")
                .param("resource", resource.toString())
                .param("id", id)
                .param("horizon", Timestamp.from(horizon))
                .param("before", revision - 1)
                .query(EventQueries::event)
                .optional();
    }

    boolean isRecorded(Resource resource, UUID id, Instant horizon) {
        return db.sql("""
                        select exists (
                            select from history.change h join history.change_set s on s.id = h.change_set_id
                            where h.resource = :resource and h.resource_id = :id and s.at <= :horizon)
                            or exists (
                                select from history.forgotten f where f.resource = :resource and f.resource_id = :id)""")
                .param("resource", resource.toString())
                .param("id", id)
                .param("horizon", Timestamp.from(horizon))
                .query(Boolean.class)
                .single();
    }

    /** Whether something is, or was, one of this claim's. */
    boolean isOf(UUID claim, Resource resource, UUID id) {
        return db.sql(Sql.of(
                        "select exists (select from history.{table} r where r.id = :id and r.claim_id = :claim)",
                        Map.of("table", resource.table())))
                .param("id", id)
                .param("claim", claim)
                .query(Boolean.class)
                .single();
    }

    /** Behind the last change that took effect by then. */
    Place end(Instant horizon) {
        return db.sql("""
                        select s.at, s.id::text as set, h.resource, h.resource_id
                        from history.change_set s join history.change h on h.change_set_id = s.id
                        where s.at <= :horizon
                        order by s.at desc, s.id desc, h.resource desc, h.resource_id desc
                        limit 1""")
                .param("horizon", Timestamp.from(horizon))
                .query((row, n) -> place(row))
                .optional()
                .orElse(Place.START);
    }

    /**
     * Where a cursor is; empty if it is none.
     *
     * @throws Forgotten if changes after it are no longer kept
     * @throws Lost if the record went on elsewhere, without the change
     */
    Optional<Place> place(String cursor) {
        Matcher parts = CURSOR.matcher(cursor);
        boolean start = cursor.equals(Place.START.cursor());
        if (!start && !parts.matches()) {
            return Optional.empty();
        }
        Optional<Place> place = start ? Optional.of(Place.START) : find(parts);
        refuseForgotten(place, start ? cursor : parts.group(1));
        if (place.isEmpty()) {
            at(parts).ifPresent(this::refuseLost);
        }
        return place;
    }

    private void refuseLost(Instant at) {
        db.sql("select p.at from history.parted(:at) p")
                .param("at", Timestamp.from(at))
                .query(OffsetDateTime.class)
                .optional()
                .map(parted -> end(parted.toInstant()))
                .ifPresent(last -> {
                    throw new Lost(last.at(), last.cursor());
                });
    }

    /** @param changeSet of the cursor, which may be gone itself */
    private void refuseForgotten(Optional<Place> place, String changeSet) {
        String is = place.isPresent()
                ? "(cast(:at as timestamptz), cast(:set as xid8)) < (b.at, b.change_set_id)"
                : "cast(:set as xid8) <= b.forgotten_to";
        db.sql(Sql.of("""
                        select b.at, h.change_set_id::text as set, h.resource, h.resource_id
                        from history.beginning b join history.change h on h.change_set_id = b.change_set_id
                        where {is}
                        order by h.resource desc, h.resource_id desc limit 1""", Map.of("is", is)))
                .param("at", Timestamp.from(place.orElse(Place.START).at()))
                .param("set", changeSet)
                .query((row, n) -> place(row))
                .optional()
                .ifPresent(first -> {
                    throw new Forgotten(first.at(), first.cursor());
                });
    }

    /** Cursors that were given out before had none. */
    private static Optional<Instant> at(Matcher parts) {
        return Optional.ofNullable(parts.group(4))
                .map(micros -> Instant.EPOCH.plus(Long.parseLong(micros), ChronoUnit.MICROS));
    }

    private Optional<Place> find(Matcher parts) {
        return Ids.parse(parts.group(3))
                .flatMap(id -> db.sql("""
                        select s.at, s.id::text as set, h.resource, h.resource_id
                        from history.change_set s join history.change h on h.change_set_id = s.id
                        where s.id = cast(:set as xid8) and s.at = coalesce(cast(:at as timestamptz), s.at)
                          and h.resource = :resource and h.resource_id = :id""")
                        .param("at", at(parts).map(Timestamp::from).orElse(null))
                        .param("set", parts.group(1))
                        .param("resource", parts.group(2))
                        .param("id", id)
                        .query((row, n) -> place(row))
                        .optional());
    }

    /**
     * SQL for each kind of what belongs to others: its name, its table, the column that names the claim, those that name what
     * tells of it, and the kinds of that.
     */
    private static String parts(Predicate<Resource> wanted, String sql, String between) {
        return Resource.those(resource -> resource.isPart() && wanted.test(resource))
                .map(part -> Sql.of(
                        sql,
                        Map.of(
                                "resource",
                                part,
                                "table",
                                part.table(),
                                "claim",
                                part.claims().get(0),
                                "tellers",
                                "r." + String.join(", r.", part.tellers()),
                                "wholes",
                                wholes(part))))
                .collect(Collectors.joining(between));
    }

    private static String wholes(Resource part) {
        return Resource.those(whole -> whole == Resource.CLAIM || part == Resource.NOTE && whole.isNoted())
                .map(whole -> "'" + whole + "'")
                .collect(Collectors.joining(", "));
    }

    static Place place(ResultSet row) throws SQLException {
        return new Place(
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("set"),
                row.getString("resource"),
                row.getObject("resource_id", UUID.class));
    }

    private static Event event(ResultSet row, int n) throws SQLException {
        return new Event(
                place(row),
                row.getString("told_at"),
                row.getString("by"),
                row.getString("through"),
                row.getString("request"),
                Resource.parse(row.getString("resource")),
                row.getObject("resource_id", UUID.class),
                row.getObject("claim_id", UUID.class),
                Noted.Thing.of(row.getString("on_thing")),
                row.getLong("revision"),
                row.getString("reason"),
                Event.Purge.valueOf(row.getString("purge")));
    }
}
