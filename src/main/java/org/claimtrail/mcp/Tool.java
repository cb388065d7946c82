package org.claimtrail.mcp;

import java.util.Optional;
import java.util.function.Function;
import org.claimtrail.platform.Caller;
import org.claimtrail.platform.Role;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Something that a program may ask for.
 *
 * @param description as the protocol tells it: its name, what it does, and what it is called with
 * @param least what the caller has to be at least; null where strangers may, if they may read at all
 * @param call answers what it is called with
 */
public record Tool(ObjectNode description, @Nullable Role least, Function<ObjectNode, ObjectNode> call) {

    public String name() {
        return description.path("name").stringValue();
    }

    boolean isFor(Optional<Caller> caller) {
        return least == null
                || caller.filter(known -> known.role().includes(least)).isPresent();
    }
}
