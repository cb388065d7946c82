package org.claimtrail.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Texts in cells. A spreadsheet takes a text for a formula that begins with one of a few characters, and runs it: such a text
 * gets an apostrophe before it, and so does one that has apostrophes before such a character, so that what is read back is what
 * was there. Several values of one cell have semicolons between them.
 */
public final class Cells {

    /** What spreadsheets begin a formula with, the wide forms of East Asia and what some take away before it included. */
    private static final Pattern FORMULA = Pattern.compile("'*[=+\\-@\\t\\r\\n\uFF1D\uFF0B\uFF0D\uFF20]");

    private static final String BETWEEN = "; ";

    private Cells() {}

    public static String safe(String text) {
        return FORMULA.matcher(text).lookingAt() ? "'" + text : text;
    }

    /** What {@link #safe} was given. */
    static String read(String cell) {
        return cell.startsWith("'") && FORMULA.matcher(cell).lookingAt() ? cell.substring(1) : cell;
    }

    /** Several values, of which semicolons and backslashes have a backslash before them. */
    static String join(List<String> values) {
        return values.stream()
                .map(value -> value.replace("\\", "\\\\").replace(";", "\\;"))
                .collect(Collectors.joining(BETWEEN));
    }

    /** What {@link #join} was given, but for blanks at the ends of values. */
    static List<String> split(String joined) {
        List<String> values = new ArrayList<>();
        if (joined.isEmpty()) {
            return values;
        }
        StringBuilder value = new StringBuilder();
        for (int i = 0; i < joined.length(); i++) {
            char c = joined.charAt(i);
            if (c == '\\' && i + 1 < joined.length()) {
                value.append(joined.charAt(++i));
            } else if (c == ';') {
                values.add(value.toString().strip());
                value.setLength(0);
            } else {
                value.append(c);
            }
        }
        values.add(value.toString().strip());
        return values;
    }
}
