package org.claimtrail.standing;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.claimtrail.origin.Origin;
import org.claimtrail.origin.Speaker;
import org.claimtrail.standing.Material.Relation;

/**
 * Who denies and who contradicts a claim. Whoever retracts a claim that others made denies it.
 *
 * @param denials those that stand, in the order of their claims' numbers
 * @param contradictions those that stand, in the same order
 * @param withdrawn denials and contradictions that were taken back later, each with what did it
 */
record Objections(List<Objection> denials, List<Objection> contradictions, List<Withdrawn> withdrawn) {

    record Withdrawn(Relation relation, Relation retraction) {}

    Objections {
        denials = List.copyOf(denials);
        contradictions = List.copyOf(contradictions);
        withdrawn = List.copyOf(withdrawn);
    }

    static Objections of(Material material, Says says, Retractions retractions) {
        UUID claim = material.facts().claim();
        Set<UUID> about = Set.copyOf(material.facts().about());
        Set<UUID> makers = new HashSet<>();
        if (!material.relations().isEmpty()) {
            says.origins(claim).forEach(origin -> makers.addAll(says.wholes(claim, origin)));
        }
        List<Objection> denials = new ArrayList<>();
        List<Objection> contradictions = new ArrayList<>();
        List<Withdrawn> withdrawn = new ArrayList<>();
        for (Relation relation : material.relations()) {
            boolean denies = relation.type().equals("DENIES") || relation.isDenialOfOthers();
            if (!denies && !relation.type().equals("CONTRADICTS")) {
                continue;
            }
            UUID other = relation.claim().id();
            Optional<Relation> retraction = retractions.of(other);
            if (retraction.isPresent()) {
                withdrawn.add(new Withdrawn(relation, retraction.get()));
                continue;
            }
            (denies ? denials : contradictions)
                    .add(new Objection(
                            relation,
                            says.origins(other),
                            sources(says, other, wholes -> !Collections.disjoint(wholes, about)),
                            sources(says, other, wholes -> !Collections.disjoint(wholes, makers)),
                            says.firstSaidOn(other),
                            says.timing(other, claim)));
        }
        return new Objections(denials, contradictions, withdrawn);
    }

    boolean any() {
        return !denials.isEmpty() || !contradictions.isEmpty();
    }

    /** Those who say a claim of whom it holds, told from them and what they were part of when they said so. */
    private static Set<UUID> sources(Says says, UUID claim, Predicate<Set<UUID>> holds) {
        Set<UUID> sources = new HashSet<>();
        for (Origin origin : says.origins(claim)) {
            for (Speaker speaker : origin.sources()) {
                if (holds.test(says.wholes(claim, origin, speaker))) {
                    sources.add(requireNonNull(speaker.id()));
                }
            }
        }
        return sources;
    }
}
