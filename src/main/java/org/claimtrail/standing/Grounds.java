package org.claimtrail.standing;

/**
 * What the status of a claim can rest on.
 *
 * @param independentOrigins how many there are
 * @param objected whether a claim that denies or contradicts it stands
 * @param supports how much evidence speaks for it
 * @param refutes how much speaks against it
 * @param assessments how many verdicts were published
 * @param retracted whether another claim retracts it
 * @param superseded whether another claim updates or corrects it
 */
public record Grounds(
        int independentOrigins,
        boolean objected,
        int supports,
        int refutes,
        int assessments,
        boolean retracted,
        boolean superseded) {}
