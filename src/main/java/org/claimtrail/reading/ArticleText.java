package org.claimtrail.reading;

import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a version of a recorded article says.
 *
 * @param text null where it is not recorded
 * @param publishedOn null where it is not one day
 */
public record ArticleText(
        UUID article,
        int version,
        @Nullable String text,
        @Nullable String language,
        @Nullable LocalDate publishedOn) {

    public boolean isThere() {
        return text != null && !text.isBlank();
    }
}
