package org.claimtrail.database;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.claimtrail.platform.Ids;
import org.claimtrail.platform.InvalidQuery;
import org.claimtrail.platform.Json;
import org.claimtrail.platform.Page;
import org.claimtrail.platform.Query;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.JacksonException;

/**
 * A list that is read page by page. Cursors hold the sort value and the id of the last row of a page (keyset paging), so
 * that a page neither repeats nor skips rows while others are added, and a late page costs what the first one costs.
 */
public final class Listing {

    private static final String NOT_A_CURSOR =
            "must be the \"next\" of a page of this very list: same filters, same sort.";

    /**
     * A way to sort. Neither expression must be null for any row; the type is what a cursor's value is cast to.
     *
     * @param ascending what to sort by
     * @param descending the same for descending order, in which something else stands for what is absent
     * @param tables what the rows come from
     * @param id the row's, in the table that the expressions are of
     */
    private record Sort(String ascending, String descending, String type, String tables, String id) {}

    /**
     * How well rows match, which has to be computed for a page: of all that match where these are few, else of some. Both
     * select {@code id} and {@code rank} of rows that match, and {@code complete}, the same in each row: whether these are all
     * that match; false where surely more than {@code most} match, null where nobody knows.
     *
     * @param all SQL that selects all rows, up to one more than {@code most}
     * @param some SQL that selects some of them, none only where none match
     */
    public record Relevance(String all, String some, int most) {}

    private static final String RELEVANCE = "relevance";

    /** Which change sets a statement sees. */
    private static final String STATE = "(select cast(history.seen() as text))";

    /** Where so many rows are expected, the first of all are looked at. */
    private static final int MANY = 10_000;

    private static final int FIRST = 2_000;

    private static final String SORTED = """
            select {alias}.id, {sort} as sort_value
            from {tables}
            where {conditions}{after}
            order by {sort} {direction}, {id} {direction}
            limit :pageLimit""";

    private static final String AMONG_THE_FIRST = """
            near as materialized (
                select {alias}.id, {alias}.sort_value
                from (
                    select {alias}.id, {sort} as sort_value
                    from {tables}
                    where {conditions}{after}
                    order by {sort} {direction}, {id} {direction}
                    limit {first}) {alias}
                where {ofEach}
                order by {alias}.sort_value {direction}, {alias}.id {direction}
                limit :pageLimit
            ), page as (
                select near.id, near.sort_value from near where (select count(*) from near) = :pageLimit
                union all
                ({all})
            )""";

    private static final String UNTOLD = "cast(null as text)";

    private enum Count {
        NONE,
        EXACT,
        ESTIMATE
    }

    private record Cursor(String selection, String value, UUID id) {}

    private final String table;
    private final String alias;
    private final String json;
    private final Map<String, Sort> sorts = new LinkedHashMap<>();
    private final String defaultSort;
    private boolean estimating;
    private boolean itemsApart;

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
        return sortedBy(name, expression, expression, type);
    }

    public Listing sortedBy(String name, String ascending, String descending, String type) {
        sorts.put(name, new Sort(ascending, descending, type, table, alias + ".id"));
        return this;
    }

    /**
     * Sorts by a column of another table, which has one row for each row of the list.
     *
     * @param join of that table
     * @param id its column that holds the row's id, so that an index of both columns serves the order
     */
    public Listing sortedBy(String name, String ascending, String descending, String type, String join, String id) {
        sorts.put(name, new Sort(ascending, descending, type, table + " " + join, id));
        return this;
    }

    /** Answers {@code count=estimate}, too. */
    public Listing estimating() {
        estimating = true;
        return this;
    }

    /**
     * Reads the items of a page by a statement of their own, which the server plans once and not for each list: for items of
     * so many parts that planning them takes as long as reading them. Whoever reads a page has both statements in one snapshot.
     */
    public Listing itemsApart() {
        itemsApart = true;
        return this;
    }

    /**
     * Reads the page that the query's {@code limit}, {@code cursor}, {@code sort} and {@code count} ask for, in one
     * statement, one more for items apart, and one more with {@code count=true}.
     *
     * @throws InvalidQuery with every fault of the query, the filters' included
     */
    public Page page(JdbcClient db, Query query, Selection selection) {
        return page(db, query, selection, null);
    }

    /**
     * Reads a page that may be in the order of relevance, and is where no other is asked for.
     *
     * @param relevance null where there is nothing to be relevant to
     */
    public Page page(JdbcClient db, Query query, Selection selection, @Nullable Relevance relevance) {
        Asked asked = ask(query, relevance);
        Page page = relevance != null && asked.sort().equals(RELEVANCE)
                ? ranked(db, query, selection, relevance, asked)
                : read(db, query, sorted(db, selection, asked, UNTOLD), selection, asked)
                        .page();
        return switch (asked.count()) {
            case NONE -> page;
            case EXACT -> page.withTotal(total(db, selection));
            case ESTIMATE -> page.withEstimate(estimate(db, selection));
        };
    }

    /** Where items apart may come from, too. */
    public interface KeptItems {

        /**
         * @param state of the record, by the change sets that it sees
         * @return the items in this state, in their order; empty if that is not known
         */
        Optional<List<String>> of(List<UUID> ids, String state);
    }

    /**
     * Reads a page without a transaction.
     *
     * @param kept where its items come from
     * @return empty where this page wants one
     * @throws InvalidQuery with every fault of the query, the filters' included
     */
    public Optional<Page> pageOfKept(JdbcClient db, Query query, Selection selection, KeptItems kept) {
        Asked asked = ask(query, null);
        if (asked.count() != Count.NONE) {
            return Optional.empty();
        }
        Places places = places(db, query, sorted(db, selection, asked, STATE), selection, asked);
        return (places.state() == null ? Optional.of(List.<String>of()) : kept.of(places.shown(), places.state()))
                .map(items -> new Page(items, places.next(), null));
    }

    private record Asked(
            int limit, String sort, Count count, @Nullable Cursor cursor) {}

    private Asked ask(Query query, @Nullable Relevance relevance) {
        int limit = query.number("limit", 1, Page.MOST, Page.DEFAULT_LIMIT);
        String sort = query.value("sort", text -> knownSort(text, relevance))
                .orElse(relevance == null ? defaultSort : RELEVANCE);
        Count count = query.value("count", this::knownCount).orElse(Count.NONE);
        Cursor cursor = query.value("cursor", text -> decode(text, query)).orElse(null);
        query.done();
        return new Asked(limit, sort, count, cursor);
    }

    /**
     * Where very many rows are expected, such as of who is in the news most, a page is mostly among the first of all rows: these
     * are looked at before all that meet the conditions are found.
     */
    private String sorted(JdbcClient db, Selection selection, Asked asked, String state) {
        String sort = asked.sort();
        boolean descending = sort.startsWith("-");
        Sort by = requireNonNull(sorts.get(descending ? sort.substring(1) : sort));
        String expression = descending ? by.descending() : by.ascending();
        String after = after(asked.cursor(), expression, by.id(), descending, by.type());
        Map<String, String> parts = Map.of(
                "alias",
                alias,
                "sort",
                expression,
                "tables",
                by.tables(),
                "after",
                after,
                "direction",
                descending ? "desc" : "asc",
                "id",
                by.id());
        Map<String, String> more = new HashMap<>(parts);
        if (selection.hasOfEach() && estimate(db, selection) > MANY) {
            more.put("conditions", selection.withoutOfEach().sql());
            more.put("ofEach", selection.ofEach());
            more.put("first", String.valueOf(FIRST));
            more.put(
                    "all",
                    Sql.of(
                            SORTED,
                            with(
                                    parts,
                                    "conditions",
                                    selection.sql() + "\n  and (select count(*) from near) < :pageLimit")));
            more.put("page", Sql.of(AMONG_THE_FIRST, more));
        } else {
            more.put(
                    "page",
                    Sql.of(
                            "page as ({all})",
                            Map.of("all", Sql.of(SORTED, with(parts, "conditions", selection.sql())))));
        }
        more.put("joined", joined("join"));
        more.put("item", item());
        more.put("state", state);
        return Sql.of("""
                with {page}
                select page.id as row_id, cast(page.sort_value as text) as sort_value, cast(null as bigint) as ranked,
                    cast(null as boolean) as complete, {item} as json, {state} as state
                from page{joined}
                order by page.sort_value {direction}, page.id {direction}
                """, more);
    }

    private static Map<String, String> with(Map<String, String> parts, String name, String part) {
        Map<String, String> more = new HashMap<>(parts);
        more.put(name, part);
        return more;
    }

    /** The best matches first. All are ranked where these are few; the planner's guess only decides what is tried first. */
    private Page ranked(JdbcClient db, Query query, Selection selection, Relevance relevance, Asked asked) {
        long most = relevance.most();
        Rows some = null;
        if (estimate(db, selection) > 2 * most) {
            some = read(db, query, ranked(relevance.some(), asked.cursor()), selection, asked);
            if (some.complete() != null) {
                return some.toPage(some.complete());
            }
        }
        Rows all = read(db, query, ranked(relevance.all(), asked.cursor()), selection, asked);
        if (all.ranked() <= most) {
            return all.toPage(true);
        }
        if (some == null) {
            some = read(db, query, ranked(relevance.some(), asked.cursor()), selection, asked);
        }
        return some.toPage(Boolean.TRUE.equals(some.complete()));
    }

    private String ranked(String candidates, @Nullable Cursor cursor) {
        return Sql.of(
                """
                with candidate as materialized ({candidates}),
                page as (
                    select r.id, r.rank as sort_value
                    from candidate r
                    where true{after}
                    order by r.rank desc, r.id desc
                    limit :pageLimit
                )
                select page.id as row_id, cast(page.sort_value as text) as sort_value, n.ranked, n.complete, {item} as json,
                    {state} as state
                from (select count(*) as ranked, bool_and(complete) or count(*) = 0 as complete from candidate) n
                left join page on true{joined}
                order by page.sort_value desc, page.id desc
                """,
                Map.of(
                        "candidates",
                        candidates,
                        "after",
                        after(cursor, "r.rank", "r.id", true, "real"),
                        "item",
                        item(),
                        "state",
                        UNTOLD,
                        "joined",
                        joined("left join")));
    }

    /** The item of a row of {@code page}, where it is not read apart. */
    private String item() {
        return itemsApart ? UNTOLD : json;
    }

    /** What it is read from. */
    private String joined(String join) {
        return itemsApart
                ? ""
                : Sql.of(
                        "\n{join} {table} on {alias}.id = page.id",
                        Map.of("join", join, "table", table, "alias", alias));
    }

    private List<String> items(JdbcClient db, Selection selection, List<UUID> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        Map<UUID, String> found = new HashMap<>();
        db.sql(Sql.of(
                        "select {alias}.id as row_id, {json} as json from {table} where {alias}.id = any(cast(:pageIds as uuid[]))",
                        Map.of("alias", alias, "json", json, "table", table)))
                .params(selection.values())
                .param("pageIds", Selection.texts(ids))
                .query(row -> {
                    found.put(row.getObject("row_id", UUID.class), row.getString("json"));
                });
        return ids.stream().map(found::get).toList();
    }

    private static String after(
            @Nullable Cursor cursor, String expression, String id, boolean descending, String type) {
        return cursor == null
                ? ""
                : Sql.of(
                        " and ({sort}, {id}) {beyond} (cast(:cursorValue as {type}), :cursorId)",
                        Map.of("sort", expression, "id", id, "beyond", descending ? "<" : ">", "type", type));
    }

    /**
     * @param ranked how many rows the page is the best of
     * @param complete whether these are all that match; null where nobody knows
     */
    private record Rows(Page page, long ranked, @Nullable Boolean complete) {

        Page toPage(boolean exact) {
            return page.withRanked(new Page.Ranking(exact, ranked));
        }
    }

    private Rows read(JdbcClient db, Query query, String sql, Selection selection, Asked asked) {
        Places places = places(db, query, sql, selection, asked);
        List<UUID> shown = places.shown();
        return new Rows(
                new Page(
                        itemsApart
                                ? items(db, selection, shown)
                                : places.items().subList(0, shown.size()),
                        places.next(),
                        null),
                places.ranked(),
                places.complete());
    }

    /**
     * The rows of a page.
     *
     * @param items what they have, where that is not read apart; one more than are shown where there is a next page
     * @param shown the ids of those that are shown
     * @param state in which they were read
     */
    private record Places(
            List<String> items,
            List<UUID> shown,
            @Nullable String next,
            long ranked,
            @Nullable Boolean complete,
            @Nullable String state) {}

    private Places places(JdbcClient db, Query query, String sql, Selection selection, Asked asked) {
        int limit = asked.limit();
        Map<String, Object> values = new HashMap<>(selection.values());
        values.put("pageLimit", limit + 1);
        Cursor cursor = asked.cursor();
        if (cursor != null) {
            values.put("cursorValue", cursor.value());
            values.put("cursorId", cursor.id());
        }
        List<String> items = new ArrayList<>();
        List<Cursor> places = new ArrayList<>();
        AtomicLong ranked = new AtomicLong();
        AtomicReference<@Nullable Boolean> complete = new AtomicReference<>();
        AtomicReference<@Nullable String> state = new AtomicReference<>();
        try {
            db.sql(sql).params(values).query(row -> {
                ranked.set(row.getLong("ranked"));
                complete.set(row.getObject("complete", Boolean.class));
                state.set(row.getString("state"));
                UUID id = row.getObject("row_id", UUID.class);
                if (id != null) {
                    items.add(row.getString("json"));
                    places.add(new Cursor(query.selection(), row.getString("sort_value"), id));
                }
            });
        } catch (DataIntegrityViolationException e) {
            // A forged cursor holds a value that is none of the sort's type; there is no other cause in a read.
            query.fault("cursor", NOT_A_CURSOR);
            query.done();
            throw e;
        }
        boolean more = places.size() > limit;
        return new Places(
                items,
                places.stream().limit(limit).map(Cursor::id).toList(),
                more ? encode(places.get(limit - 1)) : null,
                ranked.get(),
                complete.get(),
                state.get());
    }

    private long total(JdbcClient db, Selection selection) {
        return db.sql(Sql.of(
                        "select count(*) from {tables} where {conditions}",
                        Map.of("tables", table, "conditions", selection.sql())))
                .params(selection.values())
                .query(Long.class)
                .single();
    }

    private long estimate(JdbcClient db, Selection selection) {
        return expected(
                db,
                Sql.of(
                        "select from {tables} where {conditions}",
                        Map.of("tables", table, "conditions", selection.sql())),
                selection.values());
    }

    /** How many rows the planner expects of a statement. */
    public static long expected(JdbcClient db, String sql, Map<String, ?> values) {
        String plan = db.sql("explain (format json) " + sql)
                .params(values)
                .query(String.class)
                .single();
        return Json.mapper().readTree(plan).at("/0/Plan/Plan Rows").longValue();
    }

    private Count knownCount(String text) {
        return switch (text) {
            case "true" -> Count.EXACT;
            case "false" -> Count.NONE;
            case "estimate" -> {
                if (estimating) {
                    yield Count.ESTIMATE;
                }
                throw new IllegalArgumentException("must be true or false.");
            }
            default ->
                throw new IllegalArgumentException(
                        estimating ? "must be true, false or estimate." : "must be true or false.");
        };
    }

    private String knownSort(String text, @Nullable Relevance relevance) {
        if (relevance != null && text.equals(RELEVANCE)) {
            return text;
        }
        if (!sorts.containsKey(text.startsWith("-") ? text.substring(1) : text)) {
            throw new IllegalArgumentException("must be one of " + String.join(", ", sorts.keySet())
                    + ", with a leading minus for descending order"
                    + (relevance == null ? "." : "; or relevance."));
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
