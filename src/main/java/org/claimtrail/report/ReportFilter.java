package org.claimtrail.report;

import java.sql.Types;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.claimtrail.platform.Query;
import org.claimtrail.translation.Spoken;
import org.jspecify.annotations.Nullable;

/**
 * What a report can be narrowed by: a parameter of its statement.
 *
 * @param days how many days from today it is where none is given; null where it is none then
 * @param choices what it can be; empty where that is anything
 */
public record ReportFilter(String name, Kind kind, @Nullable Integer days, List<String> choices, String label) {

    /** How its value is written in SQL. */
    public enum Kind {
        DAY(Types.DATE, "date"),
        TEXT(Types.VARCHAR, "text"),
        CHOICE(Types.VARCHAR, "text");

        final int type;
        final String sqlName;

        Kind(int type, String sqlName) {
            this.type = type;
            this.sqlName = sqlName;
        }
    }

    private static final Pattern DECLARED = Pattern.compile(
            "(?<name>[a-z]+): (?:day ?(?<days>-?\\d+)?|(?<text>text)|one of (?<choices>[A-Z_ ]+)), (?<label>.+)");

    @Override
    public String label() {
        return Spoken.of(label);
    }

    static ReportFilter declared(String line) {
        Matcher declared = DECLARED.matcher(line);
        if (!declared.matches()) {
            throw new IllegalStateException("This is no filter: " + line);
        }
        String days = declared.group("days");
        String choices = declared.group("choices");
        return new ReportFilter(
                declared.group("name"),
                choices != null ? Kind.CHOICE : declared.group("text") != null ? Kind.TEXT : Kind.DAY,
                days == null ? null : Integer.valueOf(days),
                choices == null ? List.of() : List.of(choices.split(" ")),
                declared.group("label"));
    }

    /** What a query asks for, else what is shown to who asks for nothing. */
    Optional<?> asked(Query query, LocalDate today) {
        return switch (kind) {
            case DAY -> query.day(name).or(() -> Optional.ofNullable(days).map(today::plusDays));
            case TEXT -> query.text(name);
            case CHOICE ->
                query.value(name, text -> {
                    if (!choices.contains(text)) {
                        throw new IllegalArgumentException("must be one of " + String.join(", ", choices) + ".");
                    }
                    return text;
                });
        };
    }

    /** The value as SQL has it. */
    String literal(@Nullable Object value) {
        return value == null ? "null::" + kind.sqlName : (kind == Kind.DAY ? "date " : "") + quoted(value);
    }

    static String quoted(Object value) {
        return "'" + value.toString().replace("'", "''") + "'";
    }
}
