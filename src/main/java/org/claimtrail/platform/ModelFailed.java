package org.claimtrail.platform;

/** A language model elsewhere gave no answer of use, and will not by being asked again. */
public final class ModelFailed extends Refusal {

    public ModelFailed(String detail) {
        super(detail);
    }
}
