package org.claimtrail.platform.web;

import org.claimtrail.platform.Refusal;

/** A request that HTTP itself, rather than the record, finds wrong. */
public class BadRequest extends Refusal {

    private final ProblemType type;

    public BadRequest(ProblemType type, String detail) {
        super(detail);
        this.type = type;
    }

    ProblemType type() {
        return type;
    }
}
