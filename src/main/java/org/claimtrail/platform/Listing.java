package org.claimtrail.platform;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.JacksonException;

/**
 * A list that is read page by page. Cursors hold the sort value and the id of the last row of a page (keyset paging), so
 * that a page neither repeats nor skips rows while others are added, and a late page costs what the first one costs.
 */
public final class Listing {

    public static final int DEFAULT_LIMIT = 20;
    public static final int MOST = 200;

    private static final String NOT_A_CURSOR =
            "must be the \"next\" of a page of this very list: same filters, same sort.";

    /**
     * A way to sort. The expression must not be null for any row; the type is what a cursor's value is cast to.
     *
     * @param tables what the rows come from
     * @param id the row's, in the table that the expression is of
     */
    private record Sort(String expression, String type, String tables, String id) {}

    private record Cursor(String selection, String value, UUID id) {}

    private final String table;
    private final String alias;
    private final String json;
    private final Map<String, Sort> sorts = new LinkedHashMap<>();
    private final String defaultSort;

    /**
     * @param table a table, or tables joined, with the alias in it
     * @param alias of the table whose {@code id} identifies a row
     * @param json the SQL expression of an item, which may use the alias
     * @param defaultSort with a leading minus for descending
     */
    public Listing(String table, String alias, String json, String defaultSort) {
        this.table = table;
        this.alias = alias;
        this.json = json;
        this.defaultSort = defaultSort;
    }

    public Listing sortedBy(String name, String expression, String type) {
        sorts.put(name, new Sort(expression, type, table, alias + ".id"));
        return this;
    }

    /**
     * Sorts by a column of another table, which has one row for each row of the list.
     *
     * @param join of that table
     * @param id its column that holds the row's id, so that an index of both columns serves the order
     */
    public Listing sortedBy(String name, String expression, String type, String join, String id) {
        sorts.put(name, new Sort(expression, type, table + " " + join, id));
        return this;
    }

    /**
     * Reads the page that the query's {@code limit}, {@code cursor}, {@code sort} and {@code count} ask for, in one
     * statement, and one more with {@code count=true}.
     *
     * @throws InvalidQuery with every fault of the query, the filters' included
     */
    public Page page(JdbcClient db, Query query, Selection selection) {
        int limit = query.number("limit", 1, MOST, DEFAULT_LIMIT);
        String sort = query.value("sort", this::knownSort).orElse(defaultSort);
        boolean count = query.flag("count");
        Cursor cursor = query.value("cursor", text -> decode(text, query)).orElse(null);
        query.done();

        boolean descending = sort.startsWith("-");
        Sort by = sorts.get(descending ? sort.substring(1) : sort);
        String direction = descending ? "desc" : "asc";
        Map<String, Object> values = new HashMap<>(selection.values());
        values.put("pageLimit", limit + 1);
        String after = "";
        if (cursor != null) {
            after = " and (%s, %s) %s (cast(:cursorValue as %s), :cursorId)"
                    .formatted(by.expression(), by.id(), descending ? "<" : ">", by.type());
            values.put("cursorValue", cursor.value());
            values.put("cursorId", cursor.id());
        }
        String sql = """
                with page as (
                    select %1$s.id, %2$s as sort_value
                    from %8$s
                    where %4$s%5$s
                    order by %2$s %6$s, %9$s %6$s
                    limit :pageLimit
                )
                select page.id as row_id, cast(page.sort_value as text) as sort_value, %7$s as json
                from page join %3$s on %1$s.id = page.id
                order by page.sort_value %6$s, page.id %6$s
                """.formatted(
                        alias, by.expression(), table, selection.sql(), after, direction, json, by.tables(), by.id());
        List<String> items = new ArrayList<>();
        List<Cursor> places = new ArrayList<>();
        try {
            db.sql(sql).params(values).query(row -> {
                items.add(row.getString("json"));
                places.add(new Cursor(
                        query.selection(), row.getString("sort_value"), row.getObject("row_id", UUID.class)));
            });
        } catch (DataIntegrityViolationException e) {
            // A forged cursor holds a value that is none of the sort's type; there is no other cause in a read.
            query.fault("cursor", NOT_A_CURSOR);
            query.done();
            throw e;
        }
        boolean more = items.size() > limit;
        return new Page(
                more ? items.subList(0, limit) : items,
                more ? encode(places.get(limit - 1)) : null,
                count ? total(db, selection) : null);
    }

    private long total(JdbcClient db, Selection selection) {
        return db.sql("select count(*) from " + table + " where " + selection.sql())
                .params(selection.values())
                .query(Long.class)
                .single();
    }

    private String knownSort(String text) {
        if (!sorts.containsKey(text.startsWith("-") ? text.substring(1) : text)) {
            throw new IllegalArgumentException("must be one of " + String.join(", ", sorts.keySet())
                    + ", with a leading minus for descending order.");
        }
        return text;
    }

    private String encode(Cursor cursor) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Json.write(List.of(
                        check(cursor.selection()), cursor.value(), cursor.id().toString())));
    }

    private @Nullable Cursor decode(String text, Query query) {
        try {
            var parts = Json.mapper().readTree(Base64.getUrlDecoder().decode(text));
            if (parts.size() == 3
                    && parts.get(0).asString("").equals(check(query.selection()))
                    && parts.get(1).isString()) {
                return Ids.parse(parts.get(2).asString(""))
                        .map(id -> new Cursor(query.selection(), parts.get(1).stringValue(), id))
                        .orElseThrow(IllegalArgumentException::new);
            }
        } catch (IllegalArgumentException | JacksonException e) {
            // told below
        }
        throw new IllegalArgumentException(
                "must be the \"next\" of a page of this very list: same filters, same sort.");
    }

    /** Ties a cursor to the list it came from; not a secret. */
    private String check(String selection) {
        return Integer.toHexString((table + selection).hashCode());
    }
}
