package org.claimtrail.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.claimtrail.translation.Spoken;
import org.jspecify.annotations.Nullable;

/**
 * A question that the record is asked, as its file has it: what it is, in comments, and the statement. The first column of an
 * answer names a row; columns whose names end in {@code _id} are for links.
 *
 * @param cost what of the record it reads
 * @param picture how its answer is drawn
 * @param values the columns that are drawn
 * @param constants the columns whose values are constants of the API
 * @param links columns that lead somewhere, each with the address
 * @param statement with parameters for its filters, and {@code {claim}} where it can be asked of the past
 */
public record Report(
        String name,
        String title,
        String about,
        String cost,
        String picture,
        List<String> values,
        List<String> constants,
        Map<String, String> links,
        List<ReportFilter> filters,
        String statement) {

    static final String PRESENT = "report.claim";

    @Override
    public String title() {
        return Spoken.of(title);
    }

    @Override
    public String about() {
        return Spoken.of(about);
    }

    @Override
    public String cost() {
        return Spoken.of(cost);
    }

    static Report read(String name, String file) {
        Map<String, String> told = new HashMap<>();
        Map<String, String> links = new LinkedHashMap<>();
        List<ReportFilter> filters = new ArrayList<>();
        List<String> lines = file.lines().toList();
        int at = 0;
        for (; lines.get(at).startsWith("-- "); at++) {
            String line = lines.get(at).substring(3);
            String[] parts = line.split(": ", 2);
            if (line.startsWith("filter ")) {
                filters.add(ReportFilter.declared(line.substring("filter ".length())));
            } else if (line.startsWith("link ")) {
                links.put(parts[0].substring("link ".length()), parts[1]);
            } else {
                told.put(parts[0], parts[1]);
            }
        }
        return new Report(
                name,
                told(told, "title", name),
                told(told, "about", name),
                told(told, "cost", name),
                told(told, "picture", name),
                List.of(told(told, "values", name).split(", ")),
                told.containsKey("constants")
                        ? List.of(told(told, "constants", name).split(", "))
                        : List.of(),
                links,
                filters,
                lines.stream().skip(at).collect(Collectors.joining("\n")));
    }

    private static String told(Map<String, String> told, String what, String report) {
        String value = told.get(what);
        if (value == null) {
            throw new IllegalStateException("The report " + report + " does not tell its " + what + ".");
        }
        return value;
    }

    /** Whether it can be asked how the record stood. */
    public boolean isOfThePast() {
        return statement.contains("{claim}");
    }

    /** Where a cell leads, if anywhere, by what its row has. */
    public @Nullable String address(String column, Map<String, @Nullable Object> row) {
        String address = links.get(column);
        for (Map.Entry<String, @Nullable Object> cell : row.entrySet()) {
            address = address == null
                    ? null
                    : address.replace("{" + cell.getKey() + "}", String.valueOf(cell.getValue()));
        }
        return address;
    }
}
