package org.claimtrail.standing;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.claimtrail.claim.Status;
import org.claimtrail.comparison.NumberedClaim;
import org.claimtrail.origin.ClaimGroup;
import org.claimtrail.origin.Order;
import org.jspecify.annotations.Nullable;

/**
 * What the record holds on how a claim stands.
 *
 * @param group the appearances of the claim and of those that repeat it
 * @param relations of other claims that act on the claim or on those that repeat it
 * @param retractions of these other claims: the ids of those that were retracted whole, with the retracting claims
 * @param claims the chains of the other claims and of those that retract them
 */
record Material(
        Facts facts,
        ClaimGroup group,
        List<Relation> relations,
        Map<UUID, List<NumberedClaim>> retractions,
        Map<UUID, ClaimGroup> claims) {

    Material {
        relations = List.copyOf(relations);
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
            UUID on) {

        /** By what the other claims say, so that it does not matter which was recorded first. */
        static final Comparator<Relation> IN_ORDER = Comparator.comparing(
                        (Relation relation) -> relation.claim().text())
                .thenComparing(relation -> relation.claim().number())
                .thenComparing(Relation::id, Order.BY_ID);

        boolean isWhole() {
            return scope.equals("FULL") && figure == null;
        }
    }
}
