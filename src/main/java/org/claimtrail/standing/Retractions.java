package org.claimtrail.standing;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.claimtrail.standing.Material.Relation;
import org.claimtrail.standing.Material.Retraction;

/**
 * Which claims were taken back: retracted whole by all those who made them. A retraction that was itself taken back counts
 * for nothing, nor does one that is known to be older than what it retracts.
 */
final class Retractions {

    private final Material material;
    private final Says says;
    private final Map<UUID, Optional<Relation>> known = new HashMap<>();

    Retractions(Material material, Says says) {
        this.material = material;
        this.says = says;
    }

    /** The first retraction that takes a claim back; empty while somebody stands by it. */
    Optional<Relation> of(UUID claim) {
        Optional<Relation> found = known.get(claim);
        if (found == null) {
            // Retractions never lead back to the claim: see the constraint relation_acyclic.
            found = find(claim);
            known.put(claim, found);
        }
        return found;
    }

    private Optional<Relation> find(UUID claim) {
        List<Relation> retractions =
                counting(claim).stream().filter(Relation::takesBack).toList();
        Set<UUID> makers = new HashSet<>();
        Set<UUID> taking = new HashSet<>();
        for (Relation relation : retractions) {
            Retraction retraction = requireNonNull(relation.retraction());
            if (retraction.byAll()) {
                return Optional.of(relation);
            }
            makers.addAll(retraction.makers());
            taking.addAll(retraction.taking());
        }
        return taking.containsAll(makers) ? retractions.stream().findFirst() : Optional.empty();
    }

    /** The retractions of a claim that were not taken back themselves, by whomever. */
    List<Relation> counting(UUID claim) {
        List<Relation> counting = new ArrayList<>();
        for (Relation retraction : material.retractions().getOrDefault(claim, List.of())) {
            UUID by = retraction.claim().id();
            if (of(by).isEmpty() && says.timing(by, claim) != Timing.BEFORE) {
                counting.add(retraction);
            }
        }
        return counting;
    }
}
