package org.claimtrail.intake;

import java.util.HexFormat;
import org.claimtrail.platform.Json;
import org.claimtrail.platform.Sha256;
import org.claimtrail.thing.Resource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * By what a row is known again when it comes another time.
 *
 * @param called its first external id; where it has none, what it says, so that it is another when it says something else
 * @param digest of all that it says
 */
record Key(Resource resource, String called, byte[] digest) {

    /** No scheme of an external id begins so. */
    private static final String BY_CONTENT = "=";

    /** Its name for a map: the kind, and what it is called. */
    record Name(Resource resource, String called) {}

    static Key of(Entry entry) {
        ArrayNode said = Json.mapper().createArrayNode();
        for (Draft draft : entry.drafts()) {
            said.add(draft.resource().toString());
            said.add(draft.body());
            if (draft.claim() != null) {
                said.add(draft.claim());
            }
        }
        byte[] digest = Sha256.of(Json.write(said));
        JsonNode first = entry.main().body().at("/externalIds/0");
        String called = first.path("scheme").isString() && first.path("id").isString()
                ? first.path("scheme").stringValue() + ":"
                        + first.path("id").stringValue().strip()
                : BY_CONTENT + HexFormat.of().formatHex(digest, 0, 16);
        return new Key(entry.main().resource(), called, digest);
    }

    boolean isByContent() {
        return called.startsWith(BY_CONTENT);
    }

    Name name() {
        return new Name(resource, called);
    }
}
