package org.claimtrail.platform;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Placeholder until the parser lands. */
@jakarta.persistence.Embeddable
public record Edtf(
        String text, @Nullable LocalDate earliest, @Nullable LocalDate latest) {

    public static Edtf parse(String text) {
        return new Edtf(text, null, null);
    }
}
