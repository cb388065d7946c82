package org.claimtrail.database;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** SQL that is put together of parts. What a request says is never one of them: that is bound, as a parameter. */
public final class Sql {

    private static final Pattern NAME = Pattern.compile("\\{([a-z][A-Za-z]*)}");

    private Sql() {}

    /**
     * The template with its parts: {@code {name}} stands for the part of that name.
     *
     * @throws IllegalArgumentException if the template names a part that is not given
     */
    public static String of(String template, Map<String, ?> parts) {
        StringBuilder sql = new StringBuilder();
        Matcher names = NAME.matcher(template);
        while (names.find()) {
            Object part = parts.get(names.group(1));
            if (part == null) {
                throw new IllegalArgumentException("There is no part " + names.group() + " for: " + template);
            }
            names.appendReplacement(sql, Matcher.quoteReplacement(part.toString()));
        }
        return names.appendTail(sql).toString();
    }
}
