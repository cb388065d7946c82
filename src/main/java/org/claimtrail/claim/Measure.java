package org.claimtrail.claim;

import static org.claimtrail.platform.Fields.given;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.time.Instant;
import org.claimtrail.platform.Fields;
import org.claimtrail.thing.Thing;
import org.jspecify.annotations.Nullable;

/** What figures of several claims count in common. */
@Entity
class Measure extends Thing {

    /** A measure as a body gives it. */
    record Input(
            @Nullable String name,
            @Nullable String unit,
            @Nullable Nature nature,
            @Nullable String description) {

        static Input read(Fields body) {
            Input input = new Input(
                    body.requiredName("name"),
                    body.unit("unit"),
                    body.choice("nature", Nature.class),
                    body.text("description"));
            body.readOnly("id", "createdAt", "updatedAt");
            body.done();
            return input;
        }
    }

    private String name;
    private @Nullable String unit;

    @Enumerated(EnumType.STRING)
    private @Nullable Nature nature;

    private @Nullable String description;

    protected Measure() {}

    void revise(Input input, Instant now) {
        name = given(input.name());
        unit = input.unit();
        nature = input.nature();
        description = input.description();
        touch(now);
    }

    String name() {
        return name;
    }
}
