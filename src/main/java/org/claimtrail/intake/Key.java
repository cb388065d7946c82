package org.claimtrail.intake;

import java.util.HexFormat;
import java.util.List;
import org.claimtrail.platform.Json;
import org.claimtrail.platform.Sha256;
import org.claimtrail.thing.Resource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * By what a row is known again when it comes another time.
 *
 * @param called its first external id; where it has none, what it says, so that it is another when it says something else
 * @param names all of its external ids
 * @param digest of all that it says
 */
record Key(Resource resource, String called, List<String> names, byte[] digest) {

    /** No scheme of an external id begins so. */
    private static final String BY_CONTENT = "=";

    /** Its name for a map: the kind, and what it is called. */
    record Name(Resource resource, String called) {}

    static Key of(Entry entry) {
        ArrayNode said = Json.mapper().createArrayNode();
        for (Draft draft : entry.drafts()) {
            said.add(draft.resource().toString());
            said.add(draft.body());
            if (draft.owner() != null) {
                said.add(draft.owner());
            }
        }
        byte[] digest = Sha256.of(Json.write(said));
        List<String> names = names(entry.main().body().path("externalIds"));
        String called = names.isEmpty() ? BY_CONTENT + HexFormat.of().formatHex(digest, 0, 16) : names.get(0);
        return new Key(entry.main().resource(), called, names, digest);
    }

    /** External ids as they are kept: the scheme, a colon, and the id. */
    static List<String> names(JsonNode externalIds) {
        return externalIds
                .valueStream()
                .filter(id -> id.path("scheme").isString() && id.path("id").isString())
                .map(id -> id.get("scheme").stringValue() + ":"
                        + id.get("id").stringValue().strip())
                .toList();
    }

    boolean isByContent() {
        return called.startsWith(BY_CONTENT);
    }

    Name name() {
        return new Name(resource, called);
    }
}
