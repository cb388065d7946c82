package org.claimtrail.exchange;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.claimtrail.platform.Json;
import tools.jackson.databind.node.ObjectNode;

/** NDJSON: an object a line. */
final class LinePages implements PageWriter {

    private final Lines lines;
    private final String schemeOfNumbers;
    private final OutputStream out;

    LinePages(Lines lines, String schemeOfNumbers, OutputStream out) {
        this.lines = lines;
        this.schemeOfNumbers = schemeOfNumbers;
        this.out = out;
    }

    @Override
    public void write(Section section, State state, List<Place> page) throws IOException {
        for (ObjectNode line : state.read(() -> lines.of(section.kind(), page, schemeOfNumbers))) {
            out.write(Json.write(line));
            out.write('\n');
        }
    }
}
