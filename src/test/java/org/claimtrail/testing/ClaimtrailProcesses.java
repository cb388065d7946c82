package org.claimtrail.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The applications that a test started. Kept in a field that is {@code @AutoClose}, they end with the test, also where it
 * fails.
 */
public final class ClaimtrailProcesses implements AutoCloseable {

    /** The last first: it may use the database of an earlier one. */
    private final Deque<ClaimtrailProcess> started = new ArrayDeque<>();

    /** Starts the application with an embedded database in this directory, on free ports unless told otherwise. */
    public ClaimtrailProcess start(Path dataDir, String... arguments) throws IOException {
        ClaimtrailProcess process = ClaimtrailProcess.start(dataDir, arguments);
        started.push(process);
        return process;
    }

    @Override
    public void close() {
        started.forEach(ClaimtrailProcess::end);
    }
}
