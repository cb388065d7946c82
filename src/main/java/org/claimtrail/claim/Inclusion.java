package org.claimtrail.claim;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Something that is known about claims besides what they are, and that an answer includes where it is asked to. */
public interface Inclusion {

    /** What it is asked for by, and is called in the answer. */
    String name();

    /** Whether strangers may read it, where they may read at all. */
    boolean isPublic();

    /**
     * What is known about live claims, for all of them at once.
     *
     * @return the JSON for each of them
     */
    Map<UUID, String> of(List<UUID> claims);
}
