package org.claimtrail.exchange;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A table: the rows of each thing. */
final class TablePages implements PageWriter {

    private final Table table;
    private final RowWriter rows;
    private final Lines lines;

    TablePages(Table table, RowWriter rows, Lines lines) {
        this.table = table;
        this.rows = rows;
        this.lines = lines;
    }

    @Override
    public void begin(boolean resumed) throws IOException {
        if (!resumed && rows instanceof DelimitedRows delimited) {
            delimited.writeHeader();
        }
    }

    @Override
    public void write(Section section, State state, List<Place> page) throws IOException {
        for (ObjectNode answer : state.read(() -> lines.answersWithClaims(section.kind(), page))) {
            for (List<@Nullable Object> row : table.rows(answer).toList()) {
                rows.write(row);
            }
        }
    }

    @Override
    public void end() throws IOException {
        rows.close();
    }
}
