package org.claimtrail.intake;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads a file row by row, or object by object, with no more of it in memory than one of these. */
interface EntryReader extends Closeable {

    /**
     * The next one; nothing at the end.
     *
     * @throws Unreadable where it cannot be read on from here
     */
    @Nullable
    Entry next() throws IOException;
}
