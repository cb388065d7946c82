package org.claimtrail.exchange;

import java.io.IOException;
import java.util.List;

/** Writes an export page by page. */
interface PageWriter {

    /** @param resumed whether what is written goes on behind something that was written before */
    default void begin(boolean resumed) throws IOException {}

    void write(Section section, State state, List<Place> page) throws IOException;

    default void end() throws IOException {}
}
