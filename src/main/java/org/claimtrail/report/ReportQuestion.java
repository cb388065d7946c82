package org.claimtrail.report;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.claimtrail.database.Sql;
import org.claimtrail.platform.Query;
import org.jspecify.annotations.Nullable;

/**
 * A report with what it is narrowed by.
 *
 * @param values of all its filters
 * @param asOf the instant as of which it is asked; null for now
 */
public record ReportQuestion(
        Report report,
        Map<String, @Nullable Object> values,
        @Nullable Instant asOf) {

    /** The day at whose end the record is read. */
    public static final String ON = "on";

    private static final Pattern PARAMETER = Pattern.compile("(?<![:\\w]):([a-zA-Z]+)");

    static ReportQuestion of(Report report, Query query, LocalDate today) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (ReportFilter filter : report.filters()) {
            values.put(filter.name(), filter.asked(query, today).orElse(null));
        }
        if (values.get("from") instanceof LocalDate from
                && values.get("to") instanceof LocalDate to
                && to.isBefore(from)) {
            query.fault("to", "must not be before " + from + ".");
        }
        Instant asOf = null;
        LocalDate on = report.isOfThePast() ? query.day(ON).orElse(null) : null;
        if (on != null) {
            values.put(ON, on);
            if (on.isAfter(today)) {
                query.fault(ON, "must not be in the future.");
            }
            asOf = on.isBefore(today)
                    ? on.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : null;
        }
        query.done();
        return new ReportQuestion(report, values, asOf);
    }

    /** What is run: its parameters are bound. */
    String statement() {
        return Sql.of(
                report.statement(), Map.of("claim", asOf == null ? Report.PRESENT : "report.claims_as_of(:asOf)"));
    }

    /** The same to be run elsewhere, with the values of its parameters. */
    public String told() {
        Map<String, String> literals = new LinkedHashMap<>();
        report.filters().forEach(filter -> literals.put(filter.name(), filter.literal(values.get(filter.name()))));
        if (asOf != null) {
            literals.put("asOf", "timestamptz " + ReportFilter.quoted(asOf));
        }
        return PARAMETER
                .matcher(statement())
                .replaceAll(found -> Matcher.quoteReplacement(String.valueOf(literals.get(found.group(1)))));
    }
}
