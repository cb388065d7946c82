package org.claimtrail.platform;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** How a request makes the wanted document from the present one. */
@FunctionalInterface
public interface Edit {

    /** May alter and return what it is given. */
    ObjectNode wanted(ObjectNode present);

    /** The wanted document, to be read with the present one beside it; empty where it is what is there already. */
    default Optional<Fields> fields(Representation present) {
        ObjectNode before = present.tree();
        ObjectNode wanted = wanted(before.deepCopy());
        return wanted.equals(before) ? Optional.empty() : Optional.of(Fields.of(wanted, before));
    }

    /** PUT: the body is what is wanted. */
    static Edit replacement(ObjectNode body) {
        return present -> body;
    }

    /**
     * PATCH: JSON Merge Patch (RFC 7396).
     *
     * @param references members that are replaced whole: a patched {@code {"name": …}} must not keep the old id
     */
    static Edit mergePatch(ObjectNode patch, Set<String> references) {
        return present -> merge(present, patch, references);
    }

    // A null stays in the document, where it reads as absent, so that a null for an unknown member is still seen.
    private static ObjectNode merge(ObjectNode target, ObjectNode patch, Set<String> references) {
        for (Map.Entry<String, JsonNode> member : patch.properties()) {
            String name = member.getKey();
            if (member.getValue() instanceof ObjectNode inner && !references.contains(name)) {
                ObjectNode old = target.get(name) instanceof ObjectNode object ? object : Json.object();
                target.set(name, merge(old, inner, Set.of()));
            } else {
                target.set(name, member.getValue());
            }
        }
        return target;
    }
}
