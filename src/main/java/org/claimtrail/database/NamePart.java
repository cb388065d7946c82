package org.claimtrail.database;

import java.util.regex.Pattern;

/**
 * A part of a name, as {@code q} gives it for lists of what has names. Where it has a number, that is a number of the name or
 * the beginning of one, however either groups its digits: {@code 6700} is a part of "6,700 shells", {@code 700} is none.
 */
public record NamePart(String text) {

    private static final Pattern DIGIT = Pattern.compile("\\p{N}");

    /** That a name has it, in SQL that binds {@link #value()} as {@code q}. */
    public String isIn(String name, String key) {
        return hasNumber() ? "search.numbered(" + name + ") like '%' || search.numbered(:q) || '%'" : key + " like :q";
    }

    public String value() {
        return hasNumber() ? text : Selection.contained(text);
    }

    private boolean hasNumber() {
        return DIGIT.matcher(text).find();
    }
}
