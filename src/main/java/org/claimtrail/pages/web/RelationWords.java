package org.claimtrail.pages.web;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import org.claimtrail.claim.RelationType;
import org.claimtrail.translation.Spoken;
import org.springframework.stereotype.Component;

/** How a relation reads from the side of the claim that is acted on; from the other, it reads as its type does. */
@Component("relationWords")
class RelationWords {

    private static final Map<RelationType, String> PASSIVE = Map.ofEntries(
            Map.entry(RelationType.DENIES, "denied by"),
            Map.entry(RelationType.CONTRADICTS, "contradicted by"),
            Map.entry(RelationType.CORROBORATES, "corroborated by"),
            Map.entry(RelationType.REPEATS, "repeated by"),
            Map.entry(RelationType.QUALIFIES, "qualified by"),
            Map.entry(RelationType.UPDATES, "updated by"),
            Map.entry(RelationType.CORRECTS, "corrected by"),
            Map.entry(RelationType.RETRACTS, "retracted by"),
            Map.entry(RelationType.RESPONDS_TO, "answered by"),
            Map.entry(RelationType.DERIVED_FROM, "source of"),
            Map.entry(RelationType.ALTERNATIVE_TO, "alternative to"));

    /** Of the claim that is acted on: "denied by". */
    public String passive(Object type) {
        return Spoken.of(requireNonNull(PASSIVE.get(RelationType.valueOf(type.toString()))));
    }
}
