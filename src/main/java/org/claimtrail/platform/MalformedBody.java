package org.claimtrail.platform;

/** A body that is not JSON, or not the JSON object that was expected. */
public class MalformedBody extends Refusal {

    public MalformedBody(String message) {
        super(message);
    }
}
