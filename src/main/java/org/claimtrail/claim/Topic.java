package org.claimtrail.claim;

import static org.claimtrail.platform.Fields.given;

import jakarta.persistence.Entity;
import java.time.Instant;
import org.claimtrail.platform.Fields;
import org.claimtrail.thing.Thing;
import org.jspecify.annotations.Nullable;

/** What claims are filed under. */
@Entity
class Topic extends Thing {

    /** A topic as a body gives it. */
    record Input(@Nullable String name, @Nullable String description) {

        static Input read(Fields body) {
            Input input = new Input(body.requiredName("name"), body.text("description"));
            body.readOnly("id", "createdAt", "updatedAt");
            body.done();
            return input;
        }
    }

    private String name;
    private @Nullable String description;

    protected Topic() {}

    void revise(Input input, Instant now) {
        name = given(input.name());
        description = input.description();
        touch(now);
    }

    String name() {
        return name;
    }
}
