package org.claimtrail.platform;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The thing was deleted, or merged into another one. It can be restored. */
public class Deleted extends Refusal {

    /** What stands in its place. */
    public record Survivor(UUID id, String name) {}

    private final String thing;
    private final String key;
    private final @Nullable Survivor mergedInto;

    public Deleted(String thing, Object id, Instant at) {
        super("The " + thing + " " + id + " was deleted at " + at + ". It can be restored.");
        this.thing = thing;
        this.key = id.toString();
        this.mergedInto = null;
    }

    public Deleted(String thing, Object id, Survivor mergedInto) {
        super("The " + thing + " " + id + " was merged into " + mergedInto.name() + ", which is " + mergedInto.id()
                + ". An administrator can restore it.");
        this.thing = thing;
        this.key = id.toString();
        this.mergedInto = mergedInto;
    }

    String thing() {
        return thing;
    }

    /** Whether it is one of those that are called so. */
    public boolean isA(String kind) {
        return thing.equals(kind);
    }

    String key() {
        return key;
    }

    public Optional<Survivor> mergedInto() {
        return Optional.ofNullable(mergedInto);
    }
}
