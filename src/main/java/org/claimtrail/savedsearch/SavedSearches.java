package org.claimtrail.savedsearch;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.claimtrail.claim.Claims;
import org.claimtrail.database.Sql;
import org.claimtrail.platform.Conflict;
import org.claimtrail.platform.Edit;
import org.claimtrail.platform.Fault;
import org.claimtrail.platform.Faults;
import org.claimtrail.platform.Fields;
import org.claimtrail.platform.Ids;
import org.claimtrail.platform.IfMatch;
import org.claimtrail.platform.InvalidInput;
import org.claimtrail.platform.InvalidQuery;
import org.claimtrail.platform.Json;
import org.claimtrail.platform.NotRecorded;
import org.claimtrail.platform.Page;
import org.claimtrail.platform.Query;
import org.claimtrail.platform.Representation;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Keeps searches: each is its owner's, who may share it with everybody. */
@Service
public class SavedSearches {

    /** So many may one person keep. */
    public static final int MOST = 50;

    /** Nobody looks at more, and to count a million takes its time. */
    public static final int MOST_COUNTED = 10_000;

    private static final DateTimeFormatter INSTANT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_FILTERS = 10_000;

    private static final String SEARCHES = """
            select s.id, s.name, a.name as owner, s.account_id = :account as own, s.shared, s.filters::text as filters,
                s.saved_at, coalesce(l.looked_at, s.saved_at) as looked_at
            from saved_search s
            join account a on a.id = s.account_id
            left join saved_search_look l on l.saved_search_id = s.id and l.account_id = :account
            where (s.account_id = :account or s.shared)""";

    private final Claims claims;
    private final JdbcClient db;
    private final Clock clock;

    SavedSearches(Claims claims, JdbcClient db, Clock clock) {
        this.claims = claims;
        this.db = db;
        this.clock = clock;
    }

    /** Somebody's own, and those that others share, by their names; two hundred at most. */
    public List<SavedSearch> of(UUID account) {
        return db.sql(SEARCHES + " order by s.name, s.id limit 200")
                .param("account", account)
                .query(SavedSearches::search)
                .list();
    }

    /** @throws NotRecorded if there is none, or it is another's who does not share it */
    public SavedSearch read(UUID account, UUID id) {
        return db.sql(SEARCHES + " and s.id = :id")
                .param("account", account)
                .param("id", id)
                .query(SavedSearches::search)
                .optional()
                .orElseThrow(() -> new NotRecorded("saved search", id));
    }

    /** Likewise, as the API has them, with how many claims each of a page finds. */
    public Page list(UUID account, Query query) {
        Map<String, SavedSearch> found = new LinkedHashMap<>();
        ArrayNode all = Json.mapper().createArrayNode();
        for (SavedSearch search : of(account)) {
            found.put(search.id().toString(), search);
            all.add(told(search));
        }
        Page page = Page.of(all, "id", "name", "name", query);
        return page.withItems(page.items().stream()
                .map(item -> Json.parseObject(item.getBytes(StandardCharsets.UTF_8)))
                .map(item -> new String(
                        Json.write(withCounts(
                                item, requireNonNull(found.get(item.get("id").stringValue())))),
                        StandardCharsets.UTF_8))
                .toList());
    }

    /** Likewise, one; what it finds and who looked when is nothing that its tag guards. */
    public Representation represent(UUID account, UUID id) {
        SavedSearch search = read(account, id);
        Representation alone = represented(search);
        return alone.withMore(Json.write(withCounts(alone.tree(), search)));
    }

    /**
     * Keeps a search; one of the same name that its owner has becomes this one.
     *
     * @throws InvalidInput if its name or its filters are at fault, or there are too many
     */
    @Transactional
    public UUID save(UUID account, String name, Map<String, List<String>> filters, boolean shared) {
        List<Fault> faults = check(name, filters);
        if (!faults.isEmpty()) {
            throw new InvalidInput(faults);
        }
        hold(account);
        Input input = new Input(name, filters, shared);
        Optional<UUID> present = named(account, name);
        if (present.isPresent()) {
            update(present.get(), input);
            return present.get();
        }
        return insert(account, input);
    }

    /**
     * Keeps a new search.
     *
     * @throws InvalidInput if its name or its filters are at fault, or there are too many
     * @throws Conflict if its owner has another of this name
     */
    @Transactional
    public Representation record(UUID account, ObjectNode body) {
        Input input = read(Fields.of(body));
        hold(account);
        refuseSameName(account, input.name(), null);
        return represent(account, insert(account, input));
    }

    /**
     * Changes one of one's own.
     *
     * @throws NotRecorded if it is not the account's own
     * @throws Conflict if its owner has another of this name
     */
    @Transactional
    public Representation change(UUID account, UUID id, IfMatch ifMatch, Edit edit) {
        hold(account);
        Representation present = represented(own(account, id));
        ifMatch.check(present);
        Fields fields = edit.fields(present).orElse(null);
        if (fields != null) {
            Input input = read(fields);
            refuseSameName(account, input.name(), id);
            update(id, input);
        }
        return represent(account, id);
    }

    /** @throws NotRecorded if it is not the account's own */
    @Transactional
    public void delete(UUID account, UUID id, IfMatch ifMatch) {
        hold(account);
        ifMatch.check(represented(own(account, id)));
        db.sql("delete from saved_search where id = :id").param("id", id).update();
    }

    /** What a body says. */
    private record Input(String name, Map<String, List<String>> filters, boolean shared) {}

    private Input read(Fields body) {
        String name = body.text("name");
        Map<String, List<String>> filters = body.filters("filters", LONGEST_FILTERS);
        boolean shared = body.flag("shared");
        body.readOnly("id", "owner", "own", "savedAt", "lookedAt", "found");
        body.done();
        Input input = new Input(name == null ? "" : name, filters == null ? Map.of() : filters, shared);
        Faults faults = body.faults();
        check(input.name(), input.filters()).stream()
                .filter(fault -> !faults.anyAt(fault.pointer()))
                .forEach(fault -> faults.add(fault.pointer(), fault.detail()));
        faults.throwIfAny();
        return input;
    }

    /** One after the other, so that they are counted right. */
    private void hold(UUID account) {
        db.sql("select from account where id = :account for no key update")
                .param("account", account)
                .query()
                .listOfRows();
    }

    private SavedSearch own(UUID account, UUID id) {
        SavedSearch search = read(account, id);
        if (!search.isOwn()) {
            throw new NotRecorded("saved search of yours", id);
        }
        return search;
    }

    private Optional<UUID> named(UUID account, String name) {
        return db.sql("select id from saved_search where account_id = :account and name = :name")
                .param("account", account)
                .param("name", name)
                .query(UUID.class)
                .optional();
    }

    private void refuseSameName(UUID account, String name, @Nullable UUID besides) {
        named(account, name).filter(other -> !other.equals(besides)).ifPresent(other -> {
            throw new Conflict(
                    Conflict.Reason.DUPLICATE,
                    "You keep another search under this name.",
                    "/name",
                    List.of(new Conflict.Other("saved-search", other, name)));
        });
    }

    private UUID insert(UUID account, Input input) {
        long present = db.sql("select count(*) from saved_search where account_id = :account")
                .param("account", account)
                .query(Long.class)
                .single();
        if (present >= MOST) {
            throw new InvalidInput(
                    List.of(new Fault("/name", "is one too many: " + MOST + " searches can be kept; delete another.")));
        }
        UUID id = Ids.next();
        db.sql("""
                        insert into saved_search (id, account_id, name, filters, shared, saved_at)
                        values (:id, :account, :name, cast(:filters as jsonb), :shared, :now)""").params(values(id, input)).param("account", account).update();
        return id;
    }

    /** What is new in it is counted anew where it has other filters. */
    private void update(UUID id, Input input) {
        db.sql("""
                        update saved_search
                        set name = :name, filters = cast(:filters as jsonb), shared = :shared,
                            saved_at = case when filters = cast(:filters as jsonb) then saved_at else :now end
                        where id = :id""").params(values(id, input)).update();
    }

    private Map<String, Object> values(UUID id, Input input) {
        return Map.of(
                "id",
                id,
                "name",
                input.name(),
                "filters",
                json(input.filters()).toString(),
                "shared",
                input.shared(),
                "now",
                clock.instant().atOffset(ZoneOffset.UTC));
    }

    private static ObjectNode told(SavedSearch search) {
        ObjectNode told = Json.object()
                .put("id", search.id().toString())
                .put("name", search.name())
                .put("owner", search.owner())
                .put("own", search.isOwn())
                .put("shared", search.shared());
        told.set("filters", json(search.filters()));
        return told.put("savedAt", INSTANT.format(search.savedAt()));
    }

    private static Representation represented(SavedSearch search) {
        return new Representation(Json.write(told(search)));
    }

    private ObjectNode withCounts(ObjectNode told, SavedSearch search) {
        told.put("lookedAt", INSTANT.format(search.lookedAt()));
        counts(search)
                .ifPresent(counts ->
                        told.putObject("found").put("claims", counts.all()).put("new", counts.fresh()));
        return told;
    }

    private List<Fault> check(String name, Map<String, List<String>> filters) {
        List<Fault> faults = new ArrayList<>();
        if (name.isBlank()) {
            faults.add(new Fault("/name", "is required."));
        }
        if (name.length() > LONGEST_NAME || name.indexOf('\0') >= 0) {
            faults.add(new Fault("/name", "must have at most " + LONGEST_NAME + " characters, none of them NUL."));
        }
        if (filters.isEmpty()) {
            faults.add(new Fault("/filters", "must have a filter: the list of all claims is at hand anyway."));
        } else if (json(filters).toString().length() > LONGEST_FILTERS) {
            faults.add(new Fault("/filters", "must have at most " + LONGEST_FILTERS + " characters."));
        } else {
            try {
                claims.selecting(new Query(filters), selection -> selection);
            } catch (InvalidQuery e) {
                e.faults().forEach(fault -> faults.add(new Fault("/filters/" + fault.pointer(), fault.detail())));
            }
        }
        return faults;
    }

    /**
     * How many claims a search finds, each up to {@value #MOST_COUNTED} and one more.
     *
     * @param fresh how many of them were recorded since one looked
     */
    public record Counts(long all, long fresh) {}

    /** Empty where what it names is no longer recorded, or a filter is no more. */
    public Optional<Counts> counts(SavedSearch search) {
        try {
            return Optional.of(new Counts(count(search.filters()), count(search.filtersOfNew())));
        } catch (InvalidQuery e) {
            return Optional.empty();
        }
    }

    /**
     * How many claims filters find, counted up to {@value #MOST_COUNTED} and one more.
     *
     * @throws InvalidQuery if they no longer say anything
     */
    private long count(Map<String, List<String>> filters) {
        return claims.selecting(
                new Query(filters),
                selection -> db.sql(Sql.of(
                                "select count(*) from (select from claim c where {conditions} limit :mostCounted) counted",
                                Map.of("conditions", selection.sql())))
                        .params(selection.values())
                        .param("mostCounted", MOST_COUNTED + 1)
                        .query(Long.class)
                        .single());
    }

    /**
     * The claims that filters find, up to {@value #MOST_COUNTED} and one more.
     *
     * @throws InvalidQuery if they no longer say anything
     */
    public List<UUID> found(Map<String, List<String>> filters) {
        return claims.selecting(
                new Query(filters),
                selection -> db.sql(Sql.of(
                                "select c.id from claim c where {conditions} limit :mostCounted",
                                Map.of("conditions", selection.sql())))
                        .params(selection.values())
                        .param("mostCounted", MOST_COUNTED + 1)
                        .query(UUID.class)
                        .list());
    }

    /** Notes that somebody looks at it now: what is new is counted from here. */
    @Transactional
    public SavedSearch look(UUID account, UUID id) {
        SavedSearch search = read(account, id);
        db.sql("""
                        insert into saved_search_look as l (saved_search_id, account_id, looked_at)
                        values (:id, :account, :now)
                        on conflict (saved_search_id, account_id) do update
                        set looked_at = greatest(l.looked_at, excluded.looked_at)""")
                .param("id", id)
                .param("account", account)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        return search;
    }

    private static ObjectNode json(Map<String, List<String>> filters) {
        ObjectNode json = Json.object();
        filters.forEach((name, values) -> {
            ArrayNode given = json.putArray(name);
            values.forEach(given::add);
        });
        return json;
    }

    private static SavedSearch search(ResultSet row, int number) throws SQLException {
        Map<String, List<String>> filters = new LinkedHashMap<>();
        Json.parseObject(row.getString("filters").getBytes(StandardCharsets.UTF_8))
                .properties()
                .forEach(filter -> {
                    List<String> values = new ArrayList<>();
                    filter.getValue().forEach(value -> values.add(value.stringValue()));
                    filters.put(filter.getKey(), values);
                });
        return new SavedSearch(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getString("owner"),
                row.getBoolean("own"),
                row.getBoolean("shared"),
                filters,
                row.getObject("saved_at", OffsetDateTime.class).toInstant(),
                row.getObject("looked_at", OffsetDateTime.class).toInstant());
    }
}
