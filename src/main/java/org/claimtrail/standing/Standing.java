package org.claimtrail.standing;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.claimtrail.claim.Status;
import org.claimtrail.standing.Material.Facts;
import org.claimtrail.standing.Material.Relation;

/**
 * What the record itself shows about a claim. The same record, settings and day give the same standing.
 *
 * @param retracting claims that retract this one whole
 * @param superseding claims that update or correct it
 * @param overdue whether the day by which it could be checked has passed without an outcome
 */
record Standing(
        Facts facts,
        Origins origins,
        Objections objections,
        List<Relation> retracting,
        List<Relation> superseding,
        boolean overdue,
        Status suggested) {

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
        Status suggested = suggested(
                facts,
                objections,
                !retracting.isEmpty(),
                !superseding.isEmpty(),
                origins.independent() >= originsForCorroborated);
        return new Standing(facts, origins, objections, retracting, superseding, overdue, suggested);
    }

    /** A retraction that only corrects or clarifies puts something in the place of what it takes back. */
    private static boolean isCorrection(Relation relation) {
        return "CORRECTION".equals(relation.act()) || "CLARIFICATION".equals(relation.act());
    }

    /**
     * The decision table: the first line that fits.
     *
     * <ol>
     *   <li>retracted whole by another claim: RETRACTED
     *   <li>updated or corrected by another claim: SUPERSEDED
     *   <li>evidence for and against it: CONTESTED
     *   <li>evidence against it: REFUTED
     *   <li>a denial or a contradiction that stands: CONTESTED
     *   <li>evidence for it: CONFIRMED
     *   <li>enough independent origins: CORROBORATED
     *   <li>else: UNVERIFIED
     * </ol>
     *
     * What somebody shows counts for more than what somebody says; what a reviewer concluded is an opinion on both and
     * is left to people.
     */
    private static Status suggested(
            Facts facts, Objections objections, boolean retracted, boolean superseded, boolean corroborated) {
        if (retracted) {
            return Status.RETRACTED;
        }
        if (superseded) {
            return Status.SUPERSEDED;
        }
        if (facts.refutes() > 0) {
            return facts.supports() > 0 ? Status.CONTESTED : Status.REFUTED;
        }
        if (objections.any()) {
            return Status.CONTESTED;
        }
        if (facts.supports() > 0) {
            return Status.CONFIRMED;
        }
        return corroborated ? Status.CORROBORATED : Status.UNVERIFIED;
    }
}
