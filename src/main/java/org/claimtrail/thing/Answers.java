package org.claimtrail.thing;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/** The answers of all things of a kind, for histories and the feed. */
public interface Answers {

    Resource resource();

    /** Of what other things they show something that can change there. */
    Set<Resource> shown();

    /** Those of these things that are live, not deleted, as they are answered; of the past, as they were. */
    Map<UUID, ObjectNode> live(Collection<UUID> ids);
}
