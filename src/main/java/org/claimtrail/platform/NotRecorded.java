package org.claimtrail.platform;

/** There is no such thing, and never was. */
public class NotRecorded extends Refusal {

    private final String thing;
    private final String key;

    public NotRecorded(String thing, Object key) {
        super("There is no " + thing + " " + key + ".");
        this.thing = thing;
        this.key = key.toString();
    }

    String thing() {
        return thing;
    }

    String key() {
        return key;
    }
}
