package org.claimtrail.origin;

import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.claimtrail.date.Edtf;
import org.claimtrail.origin.ClaimGroup.Membership;
import org.jspecify.annotations.Nullable;

/** What is part of what, and when. */
public final class Memberships {

    /** The days that a date can mean. What is not known is open. */
    private record Days(LocalDate first, LocalDate last) {

        static Days of(@Nullable Edtf date) {
            return between(date, date);
        }

        static Days between(@Nullable Edtf from, @Nullable Edtf until) {
            return new Days(
                    from == null || from.earliest() == null ? LocalDate.MIN : from.earliest(),
                    until == null || until.latest() == null ? LocalDate.MAX : until.latest());
        }

        boolean mayMeet(Days other) {
            return !first.isAfter(other.last) && !other.first.isAfter(last);
        }
    }

    private record Part(UUID of, Days days) {}

    private final Map<UUID, Set<Part>> parts = new HashMap<>();

    public Memberships(List<Membership> memberships) {
        for (Membership membership : memberships) {
            parts.computeIfAbsent(membership.source(), key -> new LinkedHashSet<>())
                    .add(new Part(membership.partOf(), Days.between(membership.from(), membership.until())));
        }
    }

    /**
     * A source and everything that it is part of, directly or through others, each with what it is part of itself. A
     * membership counts if it may have held on one of the days given; each is looked at by itself. It takes time in
     * proportion to the number of different days times the number of memberships above the source.
     *
     * @param dates when the source spoke; null where nobody knows, and then every membership counts
     */
    public Map<UUID, Set<UUID>> wholesOf(UUID source, Collection<@Nullable Edtf> dates) {
        Set<Days> spoke = new HashSet<>();
        for (Edtf date : dates) {
            spoke.add(Days.of(date));
        }
        Map<UUID, Set<UUID>> wholes = new HashMap<>();
        for (Days days : spoke) {
            climb(source, days, wholes);
        }
        return wholes;
    }

    private void climb(UUID source, Days days, Map<UUID, Set<UUID>> wholes) {
        Set<UUID> seen = new HashSet<>(Set.of(source));
        Deque<UUID> next = new ArrayDeque<>(seen);
        while (!next.isEmpty()) {
            UUID part = next.remove();
            Set<UUID> counted = wholes.computeIfAbsent(part, key -> new HashSet<>());
            for (Part membership : parts.getOrDefault(part, Set.of())) {
                if (membership.days().mayMeet(days)) {
                    counted.add(membership.of());
                    if (seen.add(membership.of())) {
                        next.add(membership.of());
                    }
                }
            }
        }
    }
}
