package org.claimtrail.claim;

import static java.util.Objects.requireNonNull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.claimtrail.claim.ClaimFilters.ClaimSelection;
import org.claimtrail.database.Selection;
import org.claimtrail.database.Sql;
import org.claimtrail.past.AsOf;
import org.claimtrail.platform.Actor;
import org.claimtrail.platform.Json;
import org.claimtrail.platform.Query;
import org.claimtrail.platform.Representation;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Counts claims by one of their properties, or by two at once, under the filters of the list. A claim with two topics
 * counts for both.
 */
@Service
public class ClaimCounts {

    private static final int MOST_GROUPS = 200;
    private static final int MOST_KEYS = 2;
    private static final String MONTH = "month";

    static final String BY = "by";

    /**
     * What groups share. In the SQL, {@code {at}} stands for the place of the key, so that two do not meet.
     *
     * @param name of what the key {@code {key}} identifies; null where it speaks for itself
     * @param join what the key is taken from, besides the claim {@code c}
     * @param several whether a claim can have more than one
     */
    private record Key(String expression, @Nullable String name, String join, boolean several) {

        static Key of(String expression) {
            return new Key(expression, null, "", false);
        }

        /** Of how claims stand. */
        static Key standing(String expression) {
            return new Key(expression, null, "join {standings} st{at} on st{at}.claim_id = c.id", false);
        }

        static Key several(String expression, @Nullable String name, String join) {
            return new Key(expression, name, join, true);
        }

        String nameOf(String key) {
            return name == null ? "cast(null as text)" : Sql.of(name, Map.of("key", key));
        }
    }

    private record Group(List<Map<String, String>> keys, long count, long groups) {}

    private static final String SOURCE_NAME = "(select s.name from source s where s.id = {key})";

    private static final Map<String, Key> KEYS = new LinkedHashMap<>();

    static {
        KEYS.put("status", Key.of("c.status"));
        KEYS.put("stage", Key.of("c.stage"));
        KEYS.put("kind", Key.of("c.kind"));
        KEYS.put("language", Key.of("c.language"));
        KEYS.put("assignee", Key.of("c.assignee"));
        KEYS.put(MONTH, Key.of("cast(date_trunc('month', c.created_at at time zone 'UTC') as date)"));
        KEYS.put("suggestedStatus", Key.standing("st{at}.suggested_status"));
        KEYS.put("singleSource", Key.standing("(st{at}.origins <= 1)"));
        KEYS.put("denied", Key.standing("st{at}.denied"));
        KEYS.put("contradicted", Key.standing("st{at}.contradicted"));
        KEYS.put(
                "figureConflict",
                new Key(
                        "(fc{at}.claim_id is not null)",
                        null,
                        "left join (select distinct fc.claim_id from {conflicts} fc) fc{at} on fc{at}.claim_id = c.id",
                        false));
        KEYS.put("overdue", new Key("(u{at}.id is not null)", null, """
                        left join (
                            select u.claim_id as id from unresolved_claim u where u.resolves_by_latest < date '{today}'
                        ) u{at} on u{at}.id = c.id""", false));
        KEYS.put(
                "topic",
                Key.several(
                        "t{at}.name",
                        null,
                        "join claim_topic ct{at} on ct{at}.claim_id = c.id join topic t{at} on t{at}.id = ct{at}.topic_id"));
        KEYS.put(
                "about",
                Key.several("ca{at}.source_id", SOURCE_NAME, "join claim_about ca{at} on ca{at}.claim_id = c.id"));
        KEYS.put("publisher", Key.several("a{at}.publisher_id", SOURCE_NAME, """
                        join appearance p{at} on p{at}.claim_id = c.id and p{at}.deleted_at is null
                        join article a{at} on a{at}.id = p{at}.article_id"""));
        KEYS.put("origin", Key.several("o{at}.source_id", SOURCE_NAME, """
                        join lateral (
                            select v.source_id from chain_voice v where v.claim_id = c.id and v.is_origin
                            union all
                            select v.source_id from publisher_voice v where v.claim_id = c.id and v.is_origin) o{at} on true"""));
        KEYS.put(
                "measure",
                Key.several(
                        "f{at}.measure_id",
                        "(select m.name from measure m where m.id = {key})",
                        "join figure f{at} on f{at}.claim_id = c.id and f{at}.deleted_at is null"));
    }

    private static final Map<String, String> TALLIED =
            Map.of(MONTH, "c.month", "status", "c.status", "stage", "c.stage", "kind", "c.kind");

    private static final String KNOWN =
            "one of " + String.join(", ", KEYS.keySet()) + ", or two of them, as in month,status";

    private final ClaimFilters filters;
    private final Actor actor;
    private final JdbcClient db;

    ClaimCounts(ClaimFilters filters, Actor actor, JdbcClient db) {
        this.filters = filters;
        this.actor = actor;
        this.db = db;
    }

    public Representation count(Query query) {
        List<String> by = query.value(BY, ClaimCounts::keys).orElse(List.of());
        if (by.isEmpty() && query.text(BY).isEmpty()) {
            query.fault(BY, "is required: " + KNOWN + ".");
        }
        int limit = query.number("limit", 1, MOST_GROUPS, MOST_GROUPS);
        return filters.select(query, by, selected -> {
            query.done();
            return new Representation(Json.write(answer(by, groups(by, limit, selected, isTallied(by, query)))));
        });
    }

    private static List<String> keys(String text) {
        List<String> keys = List.of(text.split(",", -1));
        if (keys.size() > MOST_KEYS
                || !KEYS.keySet().containsAll(keys)
                || Set.copyOf(keys).size() < keys.size()) {
            throw new IllegalArgumentException("must be " + KNOWN + ".");
        }
        return keys;
    }

    /** Whether it is what is kept in {@code claim_tally}: of all claims, as they are, by what is counted there. */
    private boolean isTallied(List<String> by, Query query) {
        return TALLIED.keySet().containsAll(by)
                && Set.of(BY, "limit").containsAll(query.given().keySet())
                && AsOf.instant().isEmpty()
                && actor.caller().isPresent();
    }

    private List<Group> groups(List<String> by, int limit, ClaimSelection selected, boolean tallied) {
        Selection selection = selected.selection();
        Map<String, Object> values = new HashMap<>(tallied ? Map.of() : selection.values());
        values.put("groupLimit", limit);
        List<String> expressions = new ArrayList<>();
        List<String> columns = new ArrayList<>();
        List<String> names = new ArrayList<>();
        StringBuilder joins = new StringBuilder();
        boolean several = false;
        for (int i = 0; i < by.size(); i++) {
            Key key = requireNonNull(KEYS.get(by.get(i)));
            several |= key.several();
            Map<String, Object> places = Map.of(
                    "at",
                    i,
                    "standings",
                    selected.known().standingTable(),
                    "conflicts",
                    selected.known().conflictTable(),
                    "today",
                    filters.today());
            expressions.add(tallied ? TALLIED.get(by.get(i)) : Sql.of(key.expression(), places));
            columns.add("key" + i);
            names.add(Sql.of(
                    by.get(i).equals(MONTH)
                            ? "to_char(g.key{at}, 'YYYY-MM') as text{at}, {name} as name{at}"
                            : "cast(g.key{at} as text) as text{at}, {name} as name{at}",
                    Map.of("at", i, "name", key.nameOf("g.key" + i))));
            joins.append(Sql.of(key.join(), places)).append('\n');
        }
        int month = by.indexOf(MONTH);
        String sql = Sql.of(
                """
                with counted ({columns}, claims) as (
                    select {expressions}, {count}
                    from {tables}
                    where {conditions} and ({expressions}) is not null
                    group by {expressions}
                    having {count} > 0
                ), g as ({groups})
                select {names}, g.claims, count(*) over () as groups
                from g
                order by {order}
                limit :groupLimit""",
                Map.of(
                        "columns",
                        String.join(", ", columns),
                        "expressions",
                        String.join(", ", expressions),
                        "count",
                        tallied ? "cast(sum(c.claims) as bigint)" : several ? "count(distinct c.id)" : "count(*)",
                        "tables",
                        tallied ? "claim_tally c" : "claim c " + joins,
                        "conditions",
                        tallied ? "true" : selection.sql(),
                        "groups",
                        month < 0 ? "select * from counted" : withEveryMonth(columns, month),
                        "names",
                        String.join(", ", names),
                        "order",
                        (month < 0 ? "" : "g.key" + month + " desc, ") + "g.claims desc, "
                                + columns.stream().map("g."::concat).collect(Collectors.joining(", "))));
        return db.sql(sql)
                .params(values)
                .query((row, n) -> new Group(keys(row, by.size()), row.getLong("claims"), row.getLong("groups")))
                .list();
    }

    /** Months without claims between the first and the last one are counted, too: of each value of the other key. */
    private static String withEveryMonth(List<String> columns, int month) {
        String months = Sql.of("""
                (select cast(generate_series(min(m.key{at}), max(m.key{at}), interval '1 month') as date) as key{at}
                 from counted m) m""", Map.of("at", month));
        String all = columns.size() == 1
                ? months
                : months
                        + Sql.of(" cross join (select distinct key{other} from counted) x", Map.of("other", 1 - month));
        return Sql.of(
                "select {columns}, coalesce(k.claims, 0) as claims from {months} left join counted k using ({columns})",
                Map.of("columns", String.join(", ", columns), "months", all));
    }

    private static List<Map<String, String>> keys(ResultSet row, int count) throws SQLException {
        List<Map<String, String>> keys = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Map<String, String> key = new LinkedHashMap<>();
            key.put("key", row.getString("text" + i));
            if (row.getString("name" + i) != null) {
                key.put("name", row.getString("name" + i));
            }
            keys.add(key);
        }
        return keys;
    }

    private static Map<String, @Nullable Object> answer(List<String> by, List<Group> groups) {
        List<Map<String, Object>> items = new ArrayList<>();
        for (Group group : groups) {
            Map<String, Object> item = new LinkedHashMap<>();
            if (by.size() == 1) {
                item.putAll(group.keys().get(0));
            } else {
                item.put("keys", group.keys());
            }
            item.put("count", group.count());
            items.add(item);
        }
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("by", String.join(",", by));
        answer.put("items", items);
        answer.put("next", null);
        if (!groups.isEmpty() && groups.get(0).groups() > groups.size()) {
            answer.put("more", groups.get(0).groups() - groups.size());
        }
        return answer;
    }
}
