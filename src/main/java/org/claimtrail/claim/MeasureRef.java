package org.claimtrail.claim;

import java.util.List;
import java.util.UUID;
import org.claimtrail.platform.Fields;
import org.claimtrail.thing.ExternalIds;
import org.jspecify.annotations.Nullable;

/** How a body names a measure: by id, or by what it is called elsewhere, or by name and unit, which find it or create it. */
record MeasureRef(
        String pointer,
        @Nullable UUID id,
        @Nullable String name,
        @Nullable String unit,
        @Nullable Nature nature,
        @Nullable String description,
        List<String> externalIds) {

    static MeasureRef read(Fields body) {
        MeasureRef ref = new MeasureRef(
                body.pointer(),
                body.id("id"),
                body.name("name"),
                body.unit("unit"),
                body.choice("nature", Nature.class),
                body.text("description"),
                ExternalIds.read(body));
        if (!body.has("id") && !body.has("name") && ref.externalIds.isEmpty()) {
            body.fault("name", "is required, or the id of one that is recorded.");
        }
        body.done();
        return ref;
    }
}
