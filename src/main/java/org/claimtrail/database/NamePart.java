package org.claimtrail.database;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * A part of a name, as {@code q} gives it for lists of what has names. Where it has a number, that is a number of the name or
 * the beginning of one, however either groups its digits: {@code 6700} is a part of "6,700 shells", {@code 700} is none.
 */
public record NamePart(String text) {

    private static final Pattern DIGIT = Pattern.compile("\\p{N}");
    private static final Pattern OTHER_DIGIT = Pattern.compile("[\\p{N}&&[^0-9]]");

    private static final String NUMBERED = "search.numbered({name}) like (select '%' || search.numbered(:q) || '%')";

    /** What only few names have, and costs little to tell: the same digits in their order, or letters that may be digits. */
    private static final String HAS_DIGITS = """
            ({key} like (select regexp_replace(:q, '[^0-9]*([0-9])[^0-9]*', '%\\1', 'g') || '%')
                or octet_length({key}) > length({key}))""";

    /** That a name has it, in SQL that binds {@link #value()} as {@code q}. */
    public String isIn(String name, String key) {
        Map<String, String> parts = Map.of("name", name, "key", key);
        if (!hasNumber()) {
            return Sql.of("{key} like :q", parts);
        }
        return Sql.of(OTHER_DIGIT.matcher(text).find() ? NUMBERED : "(" + HAS_DIGITS + " and " + NUMBERED + ")", parts);
    }

    public String value() {
        return hasNumber() ? text : Selection.contained(text);
    }

    private boolean hasNumber() {
        return DIGIT.matcher(text).find();
    }
}
