package org.claimtrail.date;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

/** Days and instants as RFC 3339 writes them: more than that, Java would read years that no answer can hold. */
public final class Instants {

    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");
    private static final Pattern INSTANT =
            Pattern.compile(DAY + "[Tt]\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?([Zz]|[+-]\\d\\d:\\d\\d)");
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private Instants() {}

    /** To the microsecond. */
    public static Instant parse(String text) {
        if (!INSTANT.matcher(text).matches()) {
            throw new DateTimeException("not RFC 3339");
        }
        Instant instant = OffsetDateTime.parse(text).toInstant();
        if (instant.isBefore(EARLIEST) || instant.isAfter(END)) {
            throw new DateTimeException("not in the years 1 to 9999 in UTC");
        }
        return instant.truncatedTo(ChronoUnit.MICROS);
    }

    public static LocalDate parseDay(String text) {
        if (!DAY.matcher(text).matches()) {
            throw new DateTimeException("not RFC 3339");
        }
        LocalDate day = LocalDate.parse(text);
        if (day.getYear() < 1) {
            throw new DateTimeException("not in the years 1 to 9999");
        }
        return day;
    }
}
