package org.claimtrail.standing;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.claimtrail.claim.Status;
import org.claimtrail.origin.Origins;
import org.claimtrail.standing.Material.Facts;
import org.claimtrail.standing.Material.Relation;

/**
 * What the record itself shows about a claim. The same record, settings and day give the same standing.
 *
 * @param retracting what takes it back: all who made it retract it whole
 * @param partlyRetracting what takes it back for some of those who made it, while others stand by it
 * @param superseding claims that update or correct it
 * @param overdue whether the day by which it could be checked has passed without an outcome
 * @param grounds what a status can rest on by all that
 */
record Standing(
        Facts facts,
        Origins origins,
        Objections objections,
        List<Relation> retracting,
        List<Relation> partlyRetracting,
        List<Relation> superseding,
        boolean overdue,
        Grounds grounds) {

    Status suggested() {
        return grounds.suggested();
    }

    /**
     * @param origins of the group
     * @param originsForCorroborated how many independent origins corroborate a claim
     * @param today in UTC
     */
    static Standing of(Material material, Origins origins, int originsForCorroborated, LocalDate today) {
        Facts facts = material.facts();
        Says says = new Says(material.groups(), facts.claim(), origins);
        Retractions retractions = new Retractions(material, says);
        Objections objections = Objections.of(material, says, retractions);
        List<Relation> takingBack = new ArrayList<>();
        List<Relation> superseding = new ArrayList<>();
        for (Relation relation : retractions.counting(facts.claim())) {
            if (relation.takesBack()) {
                takingBack.add(relation);
            } else if (relation.isWhole() && !relation.isDenialOfOthers()) {
                superseding.add(relation);
            }
        }
        for (Relation relation : material.relations()) {
            if (relation.on().equals(facts.claim())
                    && relation.isWhole()
                    && (relation.type().equals("UPDATES") || relation.type().equals("CORRECTS"))
                    && retractions.of(relation.claim().id()).isEmpty()) {
                superseding.add(relation);
            }
        }
        superseding.sort(Relation.IN_ORDER);
        boolean retracted = retractions.of(facts.claim()).isPresent();
        boolean overdue = facts.unresolvedBy() != null && facts.unresolvedBy().isBefore(today);
        Grounds grounds = new Grounds(
                origins.known(),
                originsForCorroborated,
                objections.any(),
                facts.supports(),
                facts.refutes(),
                facts.assessments(),
                retracted,
                !superseding.isEmpty());
        return new Standing(
                facts,
                origins,
                objections,
                retracted ? takingBack : List.of(),
                retracted ? List.of() : takingBack,
                superseding,
                overdue,
                grounds);
    }
}
