package org.claimtrail.standing;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.claimtrail.comparison.NumberedClaim;
import org.claimtrail.date.Edtf;
import org.claimtrail.origin.Memberships;
import org.claimtrail.origin.Origin;
import org.claimtrail.origin.Provenance;
import org.claimtrail.origin.Speaker;
import org.claimtrail.standing.Material.Relation;
import org.claimtrail.standing.Objection.Timing;
import org.jspecify.annotations.Nullable;

/**
 * Who denies and who contradicts a claim.
 *
 * @param denials those that stand, in the order of their claims' numbers
 * @param contradictions those that stand, in the same order
 * @param withdrawn denials and contradictions that were retracted later, each with the claim that did it
 */
record Objections(List<Objection> denials, List<Objection> contradictions, List<Withdrawn> withdrawn) {

    record Withdrawn(Relation relation, NumberedClaim by) {}

    Objections {
        denials = List.copyOf(denials);
        contradictions = List.copyOf(contradictions);
        withdrawn = List.copyOf(withdrawn);
    }

    /** @param firstSaidOn when the claim itself was first said */
    static Objections of(Material material, @Nullable Edtf firstSaidOn) {
        Set<UUID> about = Set.copyOf(material.facts().about());
        List<Objection> denials = new ArrayList<>();
        List<Objection> contradictions = new ArrayList<>();
        List<Withdrawn> withdrawn = new ArrayList<>();
        for (Relation relation : material.relations()) {
            if (!relation.type().equals("DENIES") && !relation.type().equals("CONTRADICTS")) {
                continue;
            }
            List<Origin> by = origins(material, relation.claim());
            Edtf saidOn = firstSaidOn(by);
            NumberedClaim retraction = retraction(material, relation.claim(), saidOn);
            if (retraction != null) {
                withdrawn.add(new Withdrawn(relation, retraction));
                continue;
            }
            Memberships memberships = new Memberships(
                    requireNonNull(material.claims().get(relation.claim().id())).memberships());
            int concerned = (int) by.stream()
                    .filter(origin -> isConcerned(origin, about, memberships))
                    .count();
            (relation.type().equals("DENIES") ? denials : contradictions)
                    .add(new Objection(relation, by, concerned, saidOn, timing(saidOn, firstSaidOn)));
        }
        return new Objections(denials, contradictions, withdrawn);
    }

    /** The earliest of the origins' dates, as written. */
    static @Nullable Edtf firstSaidOn(List<Origin> origins) {
        Edtf first = null;
        for (Origin origin : origins) {
            Edtf date = origin.firstSaidOn();
            if (date != null
                    && date.earliest() != null
                    && (first == null || date.earliest().isBefore(first.earliest()))) {
                first = date;
            }
        }
        return first;
    }

    boolean any() {
        return !denials.isEmpty() || !contradictions.isEmpty();
    }

    private static List<Origin> origins(Material material, NumberedClaim claim) {
        return Provenance.origins(requireNonNull(material.claims().get(claim.id())))
                .origins();
    }

    /** The first claim that takes it back; one that is known to be older does not. */
    private static @Nullable NumberedClaim retraction(Material material, NumberedClaim claim, @Nullable Edtf saidOn) {
        for (NumberedClaim retraction : material.retractions().getOrDefault(claim.id(), List.of())) {
            if (timing(firstSaidOn(origins(material, retraction)), saidOn) != Timing.BEFORE) {
                return retraction;
            }
        }
        return null;
    }

    private static boolean isConcerned(Origin origin, Set<UUID> about, Memberships memberships) {
        Set<UUID> speaking = new HashSet<>();
        origin.sources().stream()
                .map(Speaker::id)
                .filter(Objects::nonNull)
                .forEach(source -> speaking.addAll(memberships
                        .wholesOf(source, Collections.singleton(origin.firstSaidOn()))
                        .keySet()));
        return !Collections.disjoint(speaking, about);
    }

    /** Before or after, where no day that the one date can mean is a day that the other can mean, or beyond. */
    private static @Nullable Timing timing(@Nullable Edtf date, @Nullable Edtf other) {
        if (date == null || other == null) {
            return null;
        }
        if (date.earliest() != null && other.latest() != null && date.earliest().isAfter(other.latest())) {
            return Timing.AFTER;
        }
        return date.latest() != null
                        && other.earliest() != null
                        && date.latest().isBefore(other.earliest())
                ? Timing.BEFORE
                : null;
    }
}
