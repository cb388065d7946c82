package org.claimtrail.history;

/** The form in which a change is told. */
public enum ChangeFormat {
    /** By itself. */
    CLAIMTRAIL("application/json"),
    /** In the envelope of a CloudEvent, as JSON. */
    CLOUDEVENTS("application/cloudevents+json");

    private final String mediaType;

    ChangeFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    /** Of one change. */
    public String mediaType() {
        return mediaType;
    }
}
