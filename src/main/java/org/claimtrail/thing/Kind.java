package org.claimtrail.thing;

import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.claimtrail.database.Listing;
import org.claimtrail.database.Sql;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What a kind of things says of itself.
 *
 * @param from its table, or tables joined, with their aliases
 * @param alias of its table
 * @param json the SQL expression of an answer, which may use the aliases
 * @param shown of what other things an answer shows something that can change there
 */
public record Kind<T extends Thing>(
        Resource resource, Class<T> entity, String from, String alias, String json, Set<Resource> shown) {

    public Kind(Resource resource, Class<T> entity, String alias, String json, Resource... shown) {
        this(resource, entity, resource.table() + " " + alias, alias, json, Set.of(shown));
    }

    /** Lists of what is answered one by one, too. */
    public Listing listing(String defaultSort) {
        return new Listing(from, alias, json, defaultSort);
    }

    /**
     * Locks the claims that a change of these things takes to a review again. Claims are locked before what they name: so it is
     * called before anything else is locked.
     */
    void holdReviewed(JdbcClient db, UUID... ids) {
        db.sql("select hold_reviewed(:kind, cast(:ids as uuid[]))")
                .param("kind", resource.toString())
                .param("ids", ids)
                .query(row -> {});
    }

    /** Selects one, by {@code :id} and, of what belongs to another, by {@code :owner}. */
    String one() {
        String ofOwner = resource.owners().stream()
                .map(column -> alias + "." + column + " = :owner")
                .collect(Collectors.joining(" or ", " and (", ")"));
        return Sql.of(
                "select {alias}.deleted_at, {json} as json from {from} where {alias}.id = :id{ofOwner}",
                Map.of("alias", alias, "json", json, "from", from, "ofOwner", resource.isPart() ? ofOwner : ""));
    }

    /** Selects those that are not deleted, by {@code :ids}. */
    String many() {
        return Sql.of(
                "select {alias}.id, {json} as json from {from} where {alias}.id = any(cast(:ids as uuid[])) and {alias}.deleted_at is null",
                Map.of("alias", alias, "json", json, "from", from));
    }
}
