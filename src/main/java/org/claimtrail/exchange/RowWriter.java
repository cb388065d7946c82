package org.claimtrail.exchange;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes a table row by row. */
interface RowWriter extends Closeable {

    /** @param values a text, a number, a truth or null for each column */
    void write(List<@Nullable Object> values) throws IOException;

    /** Writes what comes behind the last row; what it is written to stays open. */
    @Override
    void close() throws IOException;
}
