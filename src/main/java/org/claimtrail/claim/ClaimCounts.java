package org.claimtrail.claim;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.claimtrail.platform.Json;
import org.claimtrail.platform.Query;
import org.claimtrail.platform.Representation;
import org.claimtrail.platform.Selection;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Counts claims by one of their properties, under the filters of the list. A claim with two topics counts for both. */
@Service
public class ClaimCounts {

    private static final int MOST_GROUPS = 200;

    /** @param join what the key is taken from, besides the claim {@code c}; rows are distinct by claim and key */
    private record Key(String expression, @Nullable String name, String join) {}

    private record Group(String key, @Nullable String name, long count, long groups) {}

    private static final String SOURCE_NAME = "(select s.name from source s where s.id = g.key)";

    private static final Map<String, Key> KEYS = new LinkedHashMap<>();

    static {
        KEYS.put("status", new Key("c.status", null, ""));
        KEYS.put("stage", new Key("c.stage", null, ""));
        KEYS.put("kind", new Key("c.kind", null, ""));
        KEYS.put("language", new Key("c.language", null, ""));
        KEYS.put("assignee", new Key("c.assignee", null, ""));
        KEYS.put("month", new Key("to_char(c.created_at at time zone 'UTC', 'YYYY-MM')", null, ""));
        KEYS.put(
                "topic",
                new Key(
                        "t.name",
                        null,
                        "join claim_topic ct on ct.claim_id = c.id join topic t on t.id = ct.topic_id"));
        KEYS.put("about", new Key("ca.source_id", SOURCE_NAME, "join claim_about ca on ca.claim_id = c.id"));
        KEYS.put("publisher", new Key("a.publisher_id", SOURCE_NAME, """
                        join appearance p on p.claim_id = c.id and p.deleted_at is null
                        join article a on a.id = p.article_id"""));
        KEYS.put("origin", new Key("o.source_id", SOURCE_NAME, """
                        join appearance p on p.claim_id = c.id and p.deleted_at is null
                        join lateral (
                            select x.source_id
                            from attribution l join attribution_source x on x.attribution_id = l.id
                            where l.appearance_id = p.id and l.position = 0
                            union all
                            select a.publisher_id from article a
                            where a.id = p.article_id
                              and not exists (select from attribution l where l.appearance_id = p.id)
                        ) o on true"""));
        KEYS.put(
                "measure",
                new Key(
                        "f.measure_id",
                        "(select m.name from measure m where m.id = g.key)",
                        "join figure f on f.claim_id = c.id and f.deleted_at is null"));
    }

    private final ClaimFilters filters;
    private final JdbcClient db;

    ClaimCounts(ClaimFilters filters, JdbcClient db) {
        this.filters = filters;
        this.db = db;
    }

    public Representation count(Query query) {
        String by = query.value(
                        "by",
                        text -> Stream.of(text)
                                .filter(KEYS::containsKey)
                                .findFirst()
                                .orElseThrow(() -> new IllegalArgumentException(
                                        "must be one of " + String.join(", ", KEYS.keySet()) + ".")))
                .orElse(null);
        if (by == null && query.text("by").isEmpty()) {
            query.fault("by", "is required: one of " + String.join(", ", KEYS.keySet()) + ".");
        }
        int limit = query.number("limit", 1, MOST_GROUPS, MOST_GROUPS);
        return filters.select(query, selected -> {
            query.done();
            return new Representation(Json.write(answer(by, groups(KEYS.get(by), by, limit, selected.selection()))));
        });
    }

    private List<Group> groups(Key key, String by, int limit, Selection selection) {
        Map<String, Object> values = new HashMap<>(selection.values());
        values.put("groupLimit", limit);
        return db.sql("""
                        with g as (
                            select %1$s as key, count(distinct c.id) as claims
                            from claim c %2$s
                            where %3$s and %1$s is not null
                            group by %1$s
                        )
                        select cast(g.key as text) as key, %4$s as name, g.claims, count(*) over () as groups
                        from g
                        order by %5$s
                        limit :groupLimit""".formatted(
                                key.expression(),
                                key.join(),
                                selection.sql(),
                                key.name() == null ? "cast(null as text)" : key.name(),
                                by.equals("month") ? "g.key desc" : "g.claims desc, g.key"))
                .params(values)
                .query((row, n) -> new Group(
                        row.getString("key"), row.getString("name"), row.getLong("claims"), row.getLong("groups")))
                .list();
    }

    private static Map<String, @Nullable Object> answer(String by, List<Group> groups) {
        List<Map<String, Object>> items = new ArrayList<>();
        for (Group group : groups) {
            Map<String, Object> item = new LinkedHashMap<>();
            item.put("key", group.key());
            if (group.name() != null) {
                item.put("name", group.name());
            }
            item.put("count", group.count());
            items.add(item);
        }
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("by", by);
        answer.put("items", items);
        answer.put("next", null);
        if (!groups.isEmpty() && groups.get(0).groups() > groups.size()) {
            answer.put("more", groups.get(0).groups() - groups.size());
        }
        return answer;
    }
}
