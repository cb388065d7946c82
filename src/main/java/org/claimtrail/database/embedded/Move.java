package org.claimtrail.database.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.springframework.util.FileSystemUtils;

/**
 * The directories of data that move to another release of PostgreSQL. Wherever it is cut short, either the data of before are
 * in their place, and it begins anew, or those of after are whole.
 */
final class Move {

    private Move() {}

    /** Where the data of after grow. */
    static Path filling(Path data) {
        return data.resolveSibling(data.getFileName() + ".moving");
    }

    /** Whole, and not in their place yet. */
    private static Path moved(Path data) {
        return data.resolveSibling(data.getFileName() + ".moved");
    }

    /**
     * Puts the data of after into the place of those of before. Neither has a server.
     *
     * @param major the release of those of before
     * @return where those are kept
     */
    static Path end(Path data, int major) throws IOException {
        DurableMove.move(filling(data), moved(data));
        Path kept = data.resolveSibling(data.getFileName() + ".of-" + major);
        for (int nth = 2; Files.exists(kept); nth++) {
            kept = data.resolveSibling(data.getFileName() + ".of-" + major + "." + nth);
        }
        Files.move(data, kept, StandardCopyOption.ATOMIC_MOVE);
        finish(data);
        return kept;
    }

    /** Ends what was cut short between two renames. Where the data of before are in their place, they may have changed since. */
    static void finish(Path data) throws IOException {
        Path moved = moved(data);
        if (Files.exists(data)) {
            FileSystemUtils.deleteRecursively(moved);
        } else if (Files.exists(moved)) {
            DurableMove.move(moved, data);
        }
    }
}
