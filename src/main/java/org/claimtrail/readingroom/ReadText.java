package org.claimtrail.readingroom;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a version of an article says. */
public record ReadText(
        UUID article,
        int version,
        @Nullable String text,
        @Nullable String language) {

    public boolean isThere() {
        return text != null && !text.isBlank();
    }
}
