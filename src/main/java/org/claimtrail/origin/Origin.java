package org.claimtrail.origin;

import java.util.List;
import java.util.UUID;
import org.claimtrail.date.Edtf;
import org.jspecify.annotations.Nullable;

/**
 * One independent origin: sources that have the claim from nobody else and belong together.
 *
 * @param name of what they are all part of, or of the one source that it is
 * @param named whether anybody here, or above, has a name
 * @param sources who said it, by name
 * @param appearances those that lead back to it, in the order of their publication
 * @param firstSaidOn the date, as written, with the earliest first day; null where none is stated
 * @param latestSaidOn the date, as written, with the latest last day; null where none is stated
 */
public record Origin(
        String name,
        boolean named,
        List<Speaker> sources,
        List<UUID> appearances,
        @Nullable Edtf firstSaidOn,
        @Nullable Edtf latestSaidOn) {

    public Origin {
        sources = List.copyOf(sources);
        appearances = List.copyOf(appearances);
    }
}
