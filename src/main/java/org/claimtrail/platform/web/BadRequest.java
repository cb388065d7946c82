package org.claimtrail.platform.web;

/** A request that HTTP itself, rather than the record, finds wrong. */
public class BadRequest extends RuntimeException {

    private final ProblemType type;

    public BadRequest(ProblemType type, String detail) {
        super(detail);
        this.type = type;
    }

    ProblemType type() {
        return type;
    }
}
