package org.claimtrail.platform;

/** A body that is not JSON, or not the JSON object that was expected. */
public class MalformedBody extends Refusal {

    private final boolean isJson;

    public MalformedBody(String message) {
        this(message, false);
    }

    private MalformedBody(String message, boolean isJson) {
        super(message);
        this.isJson = isJson;
    }

    /** @param isJson whether it is some other value, rather than nothing at all */
    static MalformedBody ofNoObject(boolean isJson) {
        return new MalformedBody("The body has to be a JSON object.", isJson);
    }

    /** Whether it is JSON, and something else than an object. */
    public boolean isJson() {
        return isJson;
    }
}
