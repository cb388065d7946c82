package org.claimtrail.exchange;

import java.util.ArrayList;
import java.util.List;

/** Reads delimited text as RFC 4180 says, and takes away what keeps cells from being formulas. */
final class Delimited {

    private Delimited() {}

    static List<List<String>> read(String text, char between) {
        List<List<String>> rows = new ArrayList<>();
        List<String> row = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted) {
                if (c != '"') {
                    cell.append(c);
                } else if (i + 1 < text.length() && text.charAt(i + 1) == '"') {
                    cell.append('"');
                    i++;
                } else {
                    quoted = false;
                }
            } else if (c == '"') {
                quoted = true;
            } else if (c == between) {
                row.add(end(cell));
            } else if (c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n') {
                row.add(end(cell));
                rows.add(row);
                row = new ArrayList<>();
                i++;
            } else {
                cell.append(c);
            }
        }
        return rows;
    }

    private static String end(StringBuilder cell) {
        String text = cell.toString();
        cell.setLength(0);
        // As the documentation says it.
        return text.matches("(?s)'+[=+\\-@\\t\\r\\n＝＋－＠].*") ? text.substring(1) : text;
    }
}
