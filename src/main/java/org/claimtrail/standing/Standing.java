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
 * @param retracting claims that retract this one whole
 * @param superseding claims that update or correct it
 * @param overdue whether the day by which it could be checked has passed without an outcome
 * @param grounds what a status can rest on by all that
 */
record Standing(
        Facts facts,
        Origins origins,
        Objections objections,
        List<Relation> retracting,
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
        Objections objections = Objections.of(material, Objections.firstSaidOn(origins.origins()));
        List<Relation> retracting = new ArrayList<>();
        List<Relation> superseding = new ArrayList<>();
        for (Relation relation : material.relations()) {
            if (relation.on().equals(facts.claim()) && relation.isWhole()) {
                switch (relation.type()) {
                    case "RETRACTS" -> (isCorrection(relation) ? superseding : retracting).add(relation);
                    case "UPDATES", "CORRECTS" -> superseding.add(relation);
                    default -> {}
                }
            }
        }
        boolean overdue = facts.unresolvedBy() != null && facts.unresolvedBy().isBefore(today);
        Grounds grounds = new Grounds(
                origins.independent(),
                originsForCorroborated,
                objections.any(),
                facts.supports(),
                facts.refutes(),
                facts.assessments(),
                !retracting.isEmpty(),
                !superseding.isEmpty());
        return new Standing(facts, origins, objections, retracting, superseding, overdue, grounds);
    }

    /** A retraction that only corrects or clarifies puts something in the place of what it takes back. */
    private static boolean isCorrection(Relation relation) {
        return "CORRECTION".equals(relation.act()) || "CLARIFICATION".equals(relation.act());
    }
}
