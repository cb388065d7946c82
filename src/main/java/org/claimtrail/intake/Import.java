package org.claimtrail.intake;

import java.util.UUID;
import org.claimtrail.platform.Role;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * An import that is worked on.
 *
 * @param reading how the file is read
 * @param account who started it
 * @param role as what its rows are recorded: what that account may now, and might when it was started
 * @param position how many rows are done
 * @param bytes how long the file is
 */
record Import(
        UUID id,
        long number,
        String name,
        Format format,
        State state,
        boolean dryRun,
        ObjectNode reading,
        @Nullable UUID account,
        String by,
        Role role,
        boolean disabled,
        long position,
        long bytes) {

    /** How the history tells what it recorded. */
    String channel() {
        return "import " + number;
    }
}
