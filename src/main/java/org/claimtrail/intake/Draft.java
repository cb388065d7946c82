package org.claimtrail.intake;

import java.util.Map;
import org.claimtrail.thing.Resource;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A body of the API, as a row of a file says it.
 *
 * @param owner what it belongs to, where it belongs to something; absent for what its row records
 * @param ownerKind what that is
 * @param columns where what it says stood in the row, by JSON Pointer; nothing where the row is the body
 */
record Draft(
        Resource resource,
        ObjectNode body,
        @Nullable ObjectNode owner,
        Resource ownerKind,
        Map<String, String> columns) {

    static Draft of(Resource resource, ObjectNode body) {
        return new Draft(resource, body, null, Resource.CLAIM, Map.of());
    }

    /** @param claim which one it belongs to */
    static Draft ofClaim(Resource resource, ObjectNode body, @Nullable ObjectNode claim) {
        return new Draft(resource, body, claim, Resource.CLAIM, Map.of());
    }

    /** The column that a place of the body comes from, or what it is part of. */
    @Nullable
    String column(String pointer) {
        for (String at = pointer; !at.isEmpty(); at = at.substring(0, at.lastIndexOf('/'))) {
            String column = columns.get(at);
            if (column != null) {
                return column;
            }
        }
        return columns.get("");
    }
}
