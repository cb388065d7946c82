package org.claimtrail.claim;

/** What the desk holds of a claim. */
public enum Status {
    UNVERIFIED("Recorded, and not judged yet."),
    CORROBORATED("Independent origins say the same."),
    CONTESTED("Somebody denies or contradicts it."),
    CONFIRMED("Evidence or a published assessment bears it out."),
    REFUTED("Evidence or a published assessment speaks against it."),
    UNVERIFIABLE("It was looked into, and cannot be settled with what can be known."),
    RETRACTED("Those who made it took it back."),
    SUPERSEDED("A later claim updates or corrects it.");

    private final String meaning;

    Status(String meaning) {
        this.meaning = meaning;
    }

    public String meaning() {
        return meaning;
    }
}
