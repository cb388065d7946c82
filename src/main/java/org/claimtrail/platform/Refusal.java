package org.claimtrail.platform;

/** Why a request is not answered as it asks; the message tells it in a sentence. */
public abstract class Refusal extends RuntimeException {

    private final String detail;

    protected Refusal(String detail) {
        super(detail);
        this.detail = detail;
    }

    @Override
    public String getMessage() {
        return detail;
    }
}
