package org.claimtrail.intake;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is to be said of a row: what is wrong with it, or what was not taken from it.
 *
 * @param pointer a JSON Pointer into the object; absent where a column tells the place, or all of it is meant
 */
record Remark(@Nullable String pointer, @Nullable String column, String detail) {

    static Remark of(String detail) {
        return new Remark(null, null, detail);
    }

    /** As it is told and kept. */
    Map<String, String> members() {
        Map<String, String> members = new LinkedHashMap<>();
        if (pointer != null) {
            members.put("pointer", pointer);
        }
        if (column != null) {
            members.put("column", column);
        }
        members.put("detail", detail);
        return members;
    }
}
