package org.claimtrail.standing;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.claimtrail.claim.Status;
import org.claimtrail.comparison.NumberedClaim;
import org.claimtrail.origin.ClaimGroup;
import org.claimtrail.origin.Order;
import org.jspecify.annotations.Nullable;

/**
 * What the record holds on how a claim stands.
 *
 * @param relations of other claims that act on the claim or on those that repeat it, retractions included
 * @param retractions of the claim, of the other claims, and of claims that retract any of these, by the claim retracted
 * @param groups of the claim, of the other claims and of those that retract them: the appearances of each and of those
 *     that repeat it
 */
record Material(
        Facts facts, List<Relation> relations, Map<UUID, List<Relation>> retractions, Map<UUID, ClaimGroup> groups) {

    Material {
        relations = List.copyOf(relations);
    }

    ClaimGroup group() {
        return requireNonNull(groups.get(facts.claim()));
    }

    /**
     * What is known of the claim by itself.
     *
     * @param about the sources that it is about
     * @param unresolvedBy the last day on which it can be checked; absent where none is known, or an outcome is
     * @param supports how much evidence speaks for it
     * @param refutes how much speaks against it
     * @param context how much does neither
     * @param assessments how many verdicts were published
     */
    record Facts(
            UUID claim,
            Status status,
            List<UUID> about,
            @Nullable LocalDate unresolvedBy,
            int supports,
            int refutes,
            int context,
            int assessments) {}

    /**
     * That another claim acts on this one, or on one that repeats it.
     *
     * @param figure the figure that it aims at; absent where it aims at the whole claim
     * @param figureIsTheOthers whether that is a figure of the other claim: a contradiction holds both ways, and names a figure
     *     of the claim that it was recorded against
     * @param claim the other claim
     * @param on the claim that it acts on
     * @param retraction of RETRACTS: who does it; absent else
     */
    record Relation(
            UUID id,
            String type,
            String scope,
            @Nullable String act,
            @Nullable String nature,
            @Nullable UUID figure,
            @Nullable String figureAsStated,
            boolean figureIsTheOthers,
            NumberedClaim claim,
            UUID on,
            @Nullable Retraction retraction) {

        /** By what the other claims say, so that it does not matter which was recorded first. */
        static final Comparator<Relation> IN_ORDER = Comparator.comparing(
                        (Relation relation) -> relation.claim().text())
                .thenComparing(relation -> relation.claim().number())
                .thenComparing(Relation::id, Order.BY_ID);

        boolean isWhole() {
            return scope.equals("FULL") && figure == null;
        }

        /** Whether some of those who made the claim take back all of it, and put nothing in its place. */
        boolean takesBack() {
            return retraction != null && retraction.theirs() && isWhole() && !corrects();
        }

        /** Whether it retracts what others made. */
        boolean isDenialOfOthers() {
            return retraction != null && !retraction.theirs();
        }

        /** A retraction that only corrects or clarifies puts something in the place of what it takes back. */
        boolean corrects() {
            return "CORRECTION".equals(act) || "CLARIFICATION".equals(act);
        }
    }

    /**
     * Who retracts a claim, of those who made it: the view {@code retraction} says who these are.
     *
     * @param theirs whether some of them do
     * @param byAll whether all of them do
     */
    record Retraction(Set<UUID> makers, Set<UUID> taking, boolean theirs, boolean byAll) {}
}
