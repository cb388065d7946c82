package org.claimtrail.intake;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rows of cells, read one by one; those without anything in them are left out. */
interface Table extends Closeable {

    /**
     * @param line in which it begins, or which row of a sheet it is, from 1
     * @param exact which cells hold a number or a date and no text, as ISO 8601 and with a point
     */
    record Row(long line, List<String> cells, Set<Integer> exact) {

        /** A cell without white space around it; nothing where it is empty or the row is too short for it. */
        @Nullable
        String cell(int index) {
            String text = index < cells.size() ? cells.get(index).strip() : "";
            return text.isEmpty() ? null : text;
        }

        boolean isEmpty() {
            return cells.stream().allMatch(String::isBlank);
        }
    }

    /** @throws Unreadable where it cannot be read on from here */
    @Nullable
    Row next() throws IOException;
}
