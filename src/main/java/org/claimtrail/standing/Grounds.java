package org.claimtrail.standing;

import org.claimtrail.claim.Status;

/**
 * What the status of a claim can rest on: the one place that says what each wants.
 *
 * @param knownOrigins how many independent origins are known: neither unnamed nor only inferred
 * @param originsWanted how many of them corroborate a claim
 * @param objected whether a claim that denies or contradicts it stands
 * @param supports how much evidence speaks for it
 * @param refutes how much speaks against it
 * @param assessments how many verdicts were published
 * @param retracted whether another claim retracts it
 * @param superseded whether another claim updates or corrects it
 */
public record Grounds(
        int knownOrigins,
        int originsWanted,
        boolean objected,
        int supports,
        int refutes,
        int assessments,
        boolean retracted,
        boolean superseded) {

    /** Whether they are enough for a status. */
    public boolean suffice(Status status) {
        return switch (status) {
            case CORROBORATED -> knownOrigins >= originsWanted;
            case CONTESTED -> objected || supports > 0 && refutes > 0;
            case CONFIRMED -> supports > 0 || assessments > 0;
            case REFUTED -> refutes > 0 || assessments > 0;
            case RETRACTED -> retracted;
            case SUPERSEDED -> superseded;
            case UNVERIFIED, UNVERIFIABLE -> true;
        };
    }

    /**
     * What they suggest: the first line that fits.
     *
     * <ol>
     *   <li>retracted whole by another claim: RETRACTED
     *   <li>updated or corrected by another claim: SUPERSEDED
     *   <li>evidence for and against it: CONTESTED
     *   <li>evidence against it: REFUTED
     *   <li>a denial or a contradiction that stands: CONTESTED
     *   <li>evidence for it: CONFIRMED
     *   <li>enough independent known origins: CORROBORATED
     *   <li>else: UNVERIFIED
     * </ol>
     *
     * What somebody shows counts for more than what somebody says; what a reviewer concluded is an opinion on both and
     * is left to people.
     */
    public Status suggested() {
        if (suffice(Status.RETRACTED)) {
            return Status.RETRACTED;
        }
        if (suffice(Status.SUPERSEDED)) {
            return Status.SUPERSEDED;
        }
        if (refutes > 0) {
            return supports > 0 ? Status.CONTESTED : Status.REFUTED;
        }
        if (suffice(Status.CONTESTED)) {
            return Status.CONTESTED;
        }
        if (supports > 0) {
            return Status.CONFIRMED;
        }
        return suffice(Status.CORROBORATED) ? Status.CORROBORATED : Status.UNVERIFIED;
    }
}
