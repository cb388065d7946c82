package org.claimtrail.thing;

import java.util.Map;
import org.claimtrail.database.Listing;
import org.claimtrail.database.Selection;
import org.claimtrail.database.Sql;
import org.claimtrail.platform.Page;
import org.claimtrail.platform.Query;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Things of a kind whose names are one by the key that names are matched by, and were two by that of an earlier release:
 * probable duplicates, for a person to merge or rename. No others can come about.
 */
public final class SharedNames {

    private final Listing listing;
    private final String others;

    /**
     * @param table of the kind, with columns {@code name}, {@code name_key} and {@code shares_name}
     * @param more members of JSON that tell things of the table's row {@code t} apart
     * @param same what two rows {@code t} and {@code o} have in common, besides the name, that are one
     */
    public SharedNames(String table, String more, String same) {
        others = Sql.of("""
                from {table} o
                where o.name_key = t.name_key and o.deleted_at is null and o.id <> t.id and {same}""", Map.of("table", table, "same", same));
        listing = new Listing(
                        table + " t",
                        "t",
                        Sql.of("""
                        json_strip_nulls(json_build_object(
                            'id', t.id, 'name', t.name, {more} 'createdAt', rfc3339(t.created_at),
                            'duplicates', (
                                select json_agg(json_build_object(
                                    'id', o.id, 'name', o.name, {moreOfOther} 'createdAt', rfc3339(o.created_at))
                                    order by o.created_at, o.id)
                                {others})))""", Map.of("more", more, "moreOfOther", more.replace("t.", "o."), "others", others)),
                        "name")
                .sortedBy("name", "t.name_key", "text")
                .sortedBy("createdAt", "t.created_at", "timestamptz");
    }

    public Page list(JdbcClient db, Query query) {
        return listing.page(
                db,
                query,
                new Selection()
                        .where("t.shares_name and t.deleted_at is null")
                        .where(Sql.of("exists (select {others})", Map.of("others", others))));
    }
}
