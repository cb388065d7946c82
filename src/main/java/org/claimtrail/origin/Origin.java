package org.claimtrail.origin;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.claimtrail.date.Edtf;
import org.jspecify.annotations.Nullable;

/**
 * One independent origin: sources that have the claim from nobody else and belong together.
 *
 * @param name of what they are all part of, or of the one source that it is
 * @param namedAfter the source that has this name; null where nobody recorded who published, and no source stands for it
 * @param named whether anybody here, or above, has a name
 * @param known whether it is named, and more than the inferred publisher of articles
 * @param sources who said it, by name
 * @param appearances those that lead back to it, in the order of their publication
 * @param spokeOn of each of the sources that is recorded: when it spoke, as memberships count; null among the dates where
 *     that is not known
 * @param firstSaidOn the date, as written, with the earliest first day; null where none is stated
 * @param latestSaidOn the date, as written, with the latest last day; null where none is stated
 */
public record Origin(
        String name,
        @Nullable UUID namedAfter,
        boolean named,
        boolean known,
        List<Speaker> sources,
        List<UUID> appearances,
        Map<UUID, List<@Nullable Edtf>> spokeOn,
        @Nullable Edtf firstSaidOn,
        @Nullable Edtf latestSaidOn) {

    /** Whether nobody recorded that any of its sources says so: all are inferred as publishers of articles. */
    public boolean inferred() {
        return sources.stream().allMatch(Speaker::inferred);
    }

    public Origin {
        sources = List.copyOf(sources);
        appearances = List.copyOf(appearances);
        spokeOn = Map.copyOf(spokeOn);
    }
}
