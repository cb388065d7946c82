package org.claimtrail.thing;

import java.util.Set;
import java.util.stream.Collectors;
import org.claimtrail.database.Listing;

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

    /** Selects one, by {@code :id} and, of what belongs to a claim, by {@code :claim}. */
    String one() {
        return "select %s.deleted_at, %s as json from %s where %s.id = :id".formatted(alias, json, from, alias)
                + (resource.isPart()
                        ? resource.claims().stream()
                                .map(column -> alias + "." + column + " = :claim")
                                .collect(Collectors.joining(" or ", " and (", ")"))
                        : "");
    }

    /** Selects those that are not deleted, by {@code :ids}. */
    String many() {
        return "select %s.id, %s as json from %s where %s.id = any(cast(:ids as uuid[])) and %s.deleted_at is null"
                .formatted(alias, json, from, alias, alias);
    }
}
