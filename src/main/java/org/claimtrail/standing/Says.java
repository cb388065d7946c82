package org.claimtrail.standing;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.claimtrail.date.Edtf;
import org.claimtrail.origin.ClaimGroup;
import org.claimtrail.origin.Memberships;
import org.claimtrail.origin.Origin;
import org.claimtrail.origin.Origins;
import org.claimtrail.origin.Provenance;
import org.claimtrail.origin.Speaker;
import org.jspecify.annotations.Nullable;

/** Who says each of the claims that bear on each other, and when: by the appearances of all that REPEATS joins to it. */
final class Says {

    private final Map<UUID, ClaimGroup> groups;
    private final Map<UUID, List<Origin>> origins = new HashMap<>();
    private final Map<UUID, Memberships> memberships = new HashMap<>();

    /**
     * @param groups of every claim that is asked for
     * @param claim one whose origins are known already
     */
    Says(Map<UUID, ClaimGroup> groups, UUID claim, Origins origins) {
        this.groups = groups;
        this.origins.put(claim, origins.origins());
    }

    List<Origin> origins(UUID claim) {
        return origins.computeIfAbsent(
                claim, id -> Provenance.origins(group(id)).origins());
    }

    /** When it was first said, as written; null where no date is known. */
    @Nullable
    Edtf firstSaidOn(UUID claim) {
        Edtf first = null;
        for (Origin origin : origins(claim)) {
            Edtf date = origin.firstSaidOn();
            if (date != null
                    && date.earliest() != null
                    && (first == null || date.earliest().isBefore(first.earliest()))) {
                first = date;
            }
        }
        return first;
    }

    @Nullable
    Timing timing(UUID claim, UUID other) {
        return Timing.of(firstSaidOn(claim), firstSaidOn(other));
    }

    /** A source of an origin, and all that it was part of when it spoke. */
    Set<UUID> wholes(UUID claim, Origin origin, Speaker speaker) {
        return speaker.id() == null
                ? Set.of()
                : memberships
                        .computeIfAbsent(claim, id -> new Memberships(group(id).memberships()))
                        .wholesOf(speaker.id(), requireNonNull(origin.spokeOn().get(speaker.id())))
                        .keySet();
    }

    /** The sources of an origin, and all that they were part of when they spoke. */
    Set<UUID> wholes(UUID claim, Origin origin) {
        Set<UUID> wholes = new HashSet<>();
        origin.sources().forEach(speaker -> wholes.addAll(wholes(claim, origin, speaker)));
        return wholes;
    }

    private ClaimGroup group(UUID claim) {
        return requireNonNull(groups.get(claim));
    }
}
