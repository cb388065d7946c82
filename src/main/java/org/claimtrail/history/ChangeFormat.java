package org.claimtrail.history;

/** The form in which a change is told. */
public enum ChangeFormat {
    /** By itself. */
    CLAIMTRAIL("application/json", "application/json"),
    /** In the envelope of a CloudEvent, as JSON. */
    CLOUDEVENTS("application/cloudevents+json", CloudEvents.BATCH_MEDIA_TYPE);

    private final String mediaType;
    private final String mediaTypeOfSeveral;

    ChangeFormat(String mediaType, String mediaTypeOfSeveral) {
        this.mediaType = mediaType;
        this.mediaTypeOfSeveral = mediaTypeOfSeveral;
    }

    /** Of one change. */
    public String mediaType() {
        return mediaType;
    }

    /** Of an array of changes. */
    public String mediaTypeOfSeveral() {
        return mediaTypeOfSeveral;
    }
}
