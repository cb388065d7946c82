package org.claimtrail.claim;

import java.util.UUID;
import org.claimtrail.platform.Fields;
import org.jspecify.annotations.Nullable;

/** How a figure names another one: by id, or by the key that the same body gives it. */
record FigureRef(
        String pointer, @Nullable UUID id, @Nullable String key) {

    static FigureRef read(Fields body) {
        FigureRef ref = new FigureRef(body.pointer(), body.id("id"), body.name("key"));
        if (body.has("id") == body.has("key")) {
            body.fault("id", "is required, or the key of a figure in this body, and not both.");
        }
        body.readOnly("claim");
        body.done();
        return ref;
    }
}
