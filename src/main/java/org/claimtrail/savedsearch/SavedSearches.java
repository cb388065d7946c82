package org.claimtrail.savedsearch;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.claimtrail.claim.Claims;
import org.claimtrail.database.Sql;
import org.claimtrail.platform.Fault;
import org.claimtrail.platform.Ids;
import org.claimtrail.platform.InvalidInput;
import org.claimtrail.platform.InvalidQuery;
import org.claimtrail.platform.Json;
import org.claimtrail.platform.NotRecorded;
import org.claimtrail.platform.Query;
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

    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_FILTERS = 10_000;

    private static final String SEARCHES = """
            select s.id, s.name, a.name as owner, s.account_id = :account as own, s.shared, s.filters::text as filters,
                coalesce(l.looked_at, s.saved_at) as looked_at
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

    /**
     * Keeps a search; one of the same name that its owner has becomes this one.
     *
     * @throws InvalidInput if its name or its filters are at fault, or there are too many
     */
    @Transactional
    public UUID save(UUID account, String name, Map<String, List<String>> filters, boolean shared) {
        check(name, filters);
        // One after the other, so that they are counted right.
        db.sql("select from account where id = :account for no key update")
                .param("account", account)
                .query()
                .listOfRows();
        long others = db.sql("select count(*) from saved_search where account_id = :account and name <> :name")
                .param("account", account)
                .param("name", name)
                .query(Long.class)
                .single();
        if (others >= MOST) {
            throw new InvalidInput(
                    List.of(new Fault("/name", "is one too many: " + MOST + " searches can be kept; delete another.")));
        }
        return db.sql("""
                        insert into saved_search (id, account_id, name, filters, shared, saved_at)
                        values (:id, :account, :name, cast(:filters as jsonb), :shared, :now)
                        on conflict (account_id, name) do update
                        set filters = excluded.filters, shared = excluded.shared, saved_at = excluded.saved_at
                        returning id""")
                .param("id", Ids.next())
                .param("account", account)
                .param("name", name)
                .param("filters", json(filters).toString())
                .param("shared", shared)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query(UUID.class)
                .single();
    }

    private void check(String name, Map<String, List<String>> filters) {
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
        if (!faults.isEmpty()) {
            throw new InvalidInput(faults);
        }
    }

    /**
     * How many claims filters find, counted up to {@value #MOST_COUNTED} and one more.
     *
     * @throws InvalidQuery if they no longer say anything
     */
    public long count(Map<String, List<String>> filters) {
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

    /** @throws NotRecorded if it is not the account's own */
    public void delete(UUID account, UUID id) {
        int deleted = db.sql("delete from saved_search where id = :id and account_id = :account")
                .param("id", id)
                .param("account", account)
                .update();
        if (deleted == 0) {
            throw new NotRecorded("saved search of yours", id);
        }
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
                row.getObject("looked_at", OffsetDateTime.class).toInstant());
    }
}
