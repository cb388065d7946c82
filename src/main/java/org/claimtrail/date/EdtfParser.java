package org.claimtrail.date;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import org.claimtrail.date.EdtfSpan.Day;
import org.jspecify.annotations.Nullable;

/** Reads one EDTF date, by hand from left to right: every fault can then be named in a sentence. */
final class EdtfParser {

    private static final String QUALIFIERS = "?~%";

    /** So many digits leave every calendar; longer years all count as this far away, so that no number overflows. */
    private static final int MAX_YEAR_DIGITS = 15;

    private static final long FARTHEST_YEAR = 1_000_000_000_000_000L;

    private final String text;

    EdtfParser(String text) {
        this.text = text;
    }

    EdtfSpan parse() {
        if (text.isBlank()) {
            throw fault("it is empty");
        }
        if (!text.equals(text.strip())) {
            throw fault("it begins or ends with a space");
        }
        if (text.startsWith("[") || text.startsWith("{")) {
            String end = text.startsWith("[") ? "]" : "}";
            if (!text.endsWith(end)) {
                throw fault("the set is not closed by \"" + end + "\"");
            }
            return set(text.substring(1, text.length() - 1));
        }
        if (text.indexOf('/') >= 0) {
            return interval();
        }
        if (text.indexOf('T') >= 0 && isDigit(text.charAt(text.startsWith("-") ? 1 : 0))) {
            return dateTime();
        }
        if (text.startsWith("..") || text.endsWith("..")) {
            return range(text, true, true);
        }
        return new DateParser(text, true).parse();
    }

    private EdtfSpan interval() {
        int slash = text.indexOf('/');
        if (text.indexOf('/', slash + 1) >= 0) {
            throw fault("it has more than one \"/\"");
        }
        String from = text.substring(0, slash);
        String to = text.substring(slash + 1);
        if (from.isEmpty() && to.isEmpty()) {
            throw fault("neither the start nor the end of the interval is stated");
        }
        if (from.contains("T") || to.contains("T")) {
            throw fault("an interval goes from day to day, without times");
        }
        EdtfSpan start = from.isEmpty() || from.equals("..") ? null : date(from);
        EdtfSpan end = to.isEmpty() || to.equals("..") ? null : date(to);
        if (start != null && end != null) {
            refuseReversed(start, end, from, to);
        }
        return new EdtfSpan(
                start != null ? start.first() : from.isEmpty() ? null : Day.OPEN_START,
                end != null ? end.last() : to.isEmpty() ? null : Day.OPEN_END);
    }

    private EdtfSpan set(String list) {
        List<EdtfSpan> members = new ArrayList<>();
        String[] parts = list.split(",", -1);
        for (int i = 0; i < parts.length; i++) {
            // The specification writes no space after a comma, people do.
            members.add(range(parts[i].strip(), i == 0, i == parts.length - 1));
        }
        return new EdtfSpan(
                members.stream()
                        .map(member -> requireNonNull(member.first()))
                        .min(Day::compareTo)
                        .orElseThrow(),
                members.stream()
                        .map(member -> requireNonNull(member.last()))
                        .max(Day::compareTo)
                        .orElseThrow());
    }

    /** A member of a set: a date, or a range of dates, which only at the ends of the set may be open. */
    private EdtfSpan range(String member, boolean mayOpenStart, boolean mayOpenEnd) {
        int dots = member.indexOf("..");
        if (dots < 0) {
            if (member.isEmpty()) {
                throw fault("the set has an empty member");
            }
            return date(member);
        }
        String from = member.substring(0, dots);
        String to = member.substring(dots + 2);
        if (from.isEmpty() && to.isEmpty()) {
            throw fault("\"..\" needs a date on at least one side");
        }
        if (from.isEmpty() && !mayOpenStart || to.isEmpty() && !mayOpenEnd) {
            throw fault("only the first member of a set may start, and only the last may end, with \"..\"");
        }
        EdtfSpan start = from.isEmpty() ? null : date(from);
        EdtfSpan end = to.isEmpty() ? null : date(to);
        if (start != null && end != null) {
            refuseReversed(start, end, from, to);
        }
        return new EdtfSpan(start == null ? Day.OPEN_START : start.first(), end == null ? Day.OPEN_END : end.last());
    }

    /** Only what cannot be in order is reversed: June 11 to June may be, as June has later days. */
    private void refuseReversed(EdtfSpan start, EdtfSpan end, String from, String to) {
        if (requireNonNull(start.first()).compareTo(requireNonNull(end.last())) > 0) {
            throw fault("its start " + quoted(from) + " is after its end " + quoted(to));
        }
    }

    private EdtfSpan date(String part) {
        return new DateParser(part, part.equals(text)).parse();
    }

    /** ISO 8601-1: a complete day, a time to the second or finer, and {@code Z}, an offset or nothing. */
    private EdtfSpan dateTime() {
        int t = text.indexOf('T');
        String day = text.substring(0, t);
        if (!matches("0000-00-00", day.startsWith("-") ? day.substring(1) : day)) {
            throw fault("a time follows only a whole day, such as 2024-06-18");
        }
        Day date = requireNonNull(new DateParser(day, false).parse().first());
        String time = text.substring(t + 1);
        if (!matches("00:00:00", time.substring(0, Math.min(8, time.length())))) {
            throw fault("a time has hours, minutes and seconds, such as T10:00:00Z");
        }
        int hour = number(time, 0);
        int minute = number(time, 3);
        int second = number(time, 6);
        int at = 8;
        boolean fractionIsZero = true;
        if (at < time.length() && (time.charAt(at) == '.' || time.charAt(at) == ',')) {
            int start = ++at;
            while (at < time.length() && isDigit(time.charAt(at))) {
                fractionIsZero &= time.charAt(at++) == '0';
            }
            if (at == start) {
                throw fault("the fraction of the second has no digits");
            }
        }
        int offset = offsetMinutes(time.substring(at));
        boolean endOfDay = hour == 24 && minute == 0 && second == 0 && fractionIsZero;
        if (hour > 23 && !endOfDay || minute > 59 || second > 60) {
            throw fault("there is no time " + time.substring(0, 8));
        }
        LocalDateTime utc = LocalDate.of((int) date.year(), date.month(), date.day())
                .atTime(endOfDay ? 23 : hour, endOfDay ? 59 : minute)
                .minusMinutes(offset);
        if (second == 60 && (utc.getHour() != 23 || utc.getMinute() != 59)) {
            throw fault("a second 60 exists only at the end of a day in UTC");
        }
        return new EdtfSpan(date, date);
    }

    private int offsetMinutes(String offset) {
        if (offset.isEmpty() || offset.equals("Z")) {
            return 0;
        }
        boolean read = matches("+00", offset) || matches("+00:00", offset) || matches("+0000", offset);
        if (!read) {
            throw fault("after the time comes nothing, Z or an offset such as +09:00");
        }
        int hours = number(offset, 1);
        int minutes = offset.length() > 3 ? number(offset, offset.length() - 2) : 0;
        int total = (hours * 60 + minutes) * (offset.startsWith("-") ? -1 : 1);
        if (minutes > 59 || total < -12 * 60 || total > 14 * 60) {
            throw fault("there is no offset " + offset);
        }
        if (total == 0 && offset.startsWith("-")) {
            throw fault("the offset of UTC is +00:00 or Z, not " + offset);
        }
        return total;
    }

    /** Whether the part has this shape: 0 stands for a digit, + for a sign, anything else for itself. */
    private static boolean matches(String shape, String part) {
        if (shape.length() != part.length()) {
            return false;
        }
        for (int i = 0; i < shape.length(); i++) {
            char c = part.charAt(i);
            boolean fits = switch (shape.charAt(i)) {
                case '0' -> isDigit(c);
                case '+' -> c == '+' || c == '-';
                default -> c == shape.charAt(i);
            };
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    private static int number(String part, int at) {
        return Integer.parseInt(part.substring(at, at + 2));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static String quoted(String part) {
        StringBuilder shown = new StringBuilder("\"");
        part.codePoints().forEach(c -> shown.appendCodePoint(Character.isISOControl(c) ? '\uFFFD' : c));
        return shown.append('"').toString();
    }

    private IllegalArgumentException fault(String reason) {
        return new IllegalArgumentException(quoted(text) + " is not an EDTF date: " + reason + ".");
    }

    /** Reads a year, a month, a season or a day with its qualifiers: whatever an interval or a set is made of. */
    private final class DateParser {

        private final String part;
        private final boolean alone;
        private int at;

        DateParser(String part, boolean alone) {
            this.part = part;
            this.alone = alone;
        }

        EdtfSpan parse() {
            qualifier();
            if (accept('Y')) {
                return longYear();
            }
            boolean negative = accept('-');
            String year = digits();
            if (year.isEmpty()) {
                throw fault("a date starts with a year, such as 2024, 2024-06 or 2024-06-18");
            }
            if (year.length() > 4) {
                throw fault("a year of more than four digits starts with Y");
            }
            if (negative && year.equals("0000".substring(0, year.length()))) {
                throw fault("there is no year -" + year + ", the year before 1 is 0000");
            }
            if (year.length() == 4 && at < part.length() && part.charAt(at) == 'S') {
                if (year.contains("X")) {
                    throw fault("a year has either unspecified or significant digits");
                }
                return significant(negative, year, 0);
            }
            qualifier();
            if (year.length() < 4) {
                return decadeOrCentury(negative, year);
            }
            if (atEnd()) {
                return daysOf(negative, year, "XX", "XX");
            }
            hyphen();
            qualifier();
            String month = twoDigits("month");
            qualifier();
            if (atEnd()) {
                return month.charAt(0) >= '2' && month.charAt(0) <= '4' && !month.contains("X")
                        ? season(negative, year, Integer.parseInt(month))
                        : daysOf(negative, year, month, "XX");
            }
            hyphen();
            qualifier();
            String day = twoDigits("day");
            qualifier();
            if (!atEnd()) {
                throw unexpected();
            }
            return daysOf(negative, year, month, day);
        }

        /** Y: years of more than four digits, level 1, and of level 2 exponents and significant digits. */
        private EdtfSpan longYear() {
            boolean negative = accept('-');
            String digits = digits();
            if (digits.isEmpty() || digits.contains("X")) {
                throw fault("after Y comes a year in digits, such as Y170000");
            }
            int exponent = 0;
            if (accept('E')) {
                String power = digits();
                if (power.isEmpty() || power.contains("X")) {
                    throw fault("after E comes a number of zeros, such as Y17E7");
                }
                exponent = bounded(power);
            }
            if (digits.startsWith("0") || digits.length() + exponent < 5) {
                throw fault("Y starts a year of more than four digits, without zeros before it");
            }
            return significant(negative, digits, exponent);
        }

        /** The number, or 999 where it is larger: so many digits no year has. */
        private int bounded(String digits) {
            String number = digits.replaceFirst("^0+(?=.)", "");
            return number.length() > 3 ? 999 : Integer.parseInt(number);
        }

        /** The rest of a year in digits: {@code S3} says that only its first three are known. */
        private EdtfSpan significant(boolean negative, String digits, int exponent) {
            int known = MAX_YEAR_DIGITS;
            if (accept('S')) {
                String number = digits();
                if (number.isEmpty() || number.contains("X") || bounded(number) == 0) {
                    throw fault("after S comes the number of significant digits, such as 1950S2");
                }
                known = bounded(number);
            }
            qualifier();
            if (!atEnd()) {
                throw part.charAt(at) == '-' ? fault("such a year has no month and no day") : unexpected();
            }
            if (digits.length() + exponent > MAX_YEAR_DIGITS) {
                long year = negative ? -FARTHEST_YEAR : FARTHEST_YEAR;
                return EdtfSpan.ofYears(year, year);
            }
            long low = Long.parseLong(digits + "0".repeat(exponent));
            // Zeros before the number are not significant: 0987S2 is 0980 to 0989.
            int unknown = Math.max(0, Long.toString(low).length() - known);
            long step = Long.parseLong("1" + "0".repeat(unknown));
            low -= low % step;
            long high = low + step - 1;
            return negative ? EdtfSpan.ofYears(-high, -low) : EdtfSpan.ofYears(low, high);
        }

        /** ISO 8601-1, not in the profile: 196 is the sixties, 19 the years 1900 to 1999. */
        private EdtfSpan decadeOrCentury(boolean negative, String year) {
            // Within an interval they would turn 2024/25, meant as two years, into six hundred.
            if (!alone || year.length() < 2 || year.contains("X") || !atEnd()) {
                throw fault("the year " + quoted(year) + " does not have four digits");
            }
            return daysOf(negative, year + "XX".substring(year.length() - 2), "XX", "XX");
        }

        private EdtfSpan season(boolean negative, String year, int code) {
            int firstMonth;
            int months;
            if (code >= 21 && code <= 28) {
                firstMonth = (code - 21) % 4 * 3 + 3;
                months = 3;
            } else if (code >= 29 && code <= 32) {
                firstMonth = new int[] {9, 12, 3, 6}[code - 29];
                months = 3;
            } else if (code >= 33 && code <= 36) {
                firstMonth = (code - 33) * 3 + 1;
                months = 3;
            } else if (code >= 37 && code <= 39) {
                firstMonth = (code - 37) * 4 + 1;
                months = 4;
            } else if (code == 40 || code == 41) {
                firstMonth = (code - 40) * 6 + 1;
                months = 6;
            } else {
                throw fault("there is no month or season " + code);
            }
            EdtfSpan years = daysOf(negative, year, "XX", "XX");
            Day first = new Day(requireNonNull(years.first()).year(), firstMonth, 1);
            YearMonth last = YearMonth.of((int) requireNonNull(years.last()).year(), firstMonth)
                    .plusMonths(months - 1L);
            return new EdtfSpan(first, Day.of(last.atEndOfMonth()));
        }

        private EdtfSpan daysOf(boolean negative, String year, String month, String day) {
            Day first = outermost(negative, year, month, day, 1);
            if (first == null) {
                boolean noMonth = outermost(negative, year, month, "XX", 1) == null;
                throw fault(
                        noMonth
                                ? "there is no month " + month
                                : "there is no day %s in %s%s-%s".formatted(day, negative ? "-" : "", year, month));
            }
            return new EdtfSpan(first, outermost(negative, year, month, day, -1));
        }

        /**
         * The first (step 1) or the last (step -1) day whose digits fit. Trying the days one by one is quick, since
         * almost every year between the least and the most that its digits allow has one, and leaves leap years and short
         * months to the calendar.
         */
        private @Nullable Day outermost(boolean negative, String year, String month, String day, int step) {
            int least = Integer.parseInt(year.replace('X', '0'));
            int most = Integer.parseInt(year.replace('X', '9'));
            int low = negative ? -most : least;
            int high = negative ? -Math.max(least, 1) : most;
            for (int y = step > 0 ? low : high; y >= low && y <= high; y += step) {
                if (!fits(year, Math.abs(y))) {
                    continue;
                }
                for (int m = step > 0 ? 1 : 12; m >= 1 && m <= 12; m += step) {
                    if (!fits(month, m)) {
                        continue;
                    }
                    int length = YearMonth.of(y, m).lengthOfMonth();
                    for (int d = step > 0 ? 1 : length; d >= 1 && d <= length; d += step) {
                        if (fits(day, d)) {
                            return new Day(y, m, d);
                        }
                    }
                }
            }
            return null;
        }

        private boolean fits(String digits, int number) {
            for (int i = digits.length() - 1; i >= 0; i--, number /= 10) {
                if (digits.charAt(i) != 'X' && digits.charAt(i) - '0' != number % 10) {
                    return false;
                }
            }
            return true;
        }

        private String digits() {
            int start = at;
            while (at < part.length() && (isDigit(part.charAt(at)) || part.charAt(at) == 'X')) {
                at++;
            }
            return part.substring(start, at);
        }

        private String twoDigits(String component) {
            String digits = digits();
            if (digits.length() != 2) {
                throw fault("a " + component + " has two digits");
            }
            return digits;
        }

        private void hyphen() {
            if (!accept('-')) {
                throw unexpected();
            }
        }

        private void qualifier() {
            if (at < part.length() && QUALIFIERS.indexOf(part.charAt(at)) >= 0) {
                at++;
            }
        }

        private boolean accept(char c) {
            boolean there = at < part.length() && part.charAt(at) == c;
            at += there ? 1 : 0;
            return there;
        }

        private boolean atEnd() {
            return at == part.length();
        }

        private IllegalArgumentException unexpected() {
            return fault(
                    "%s is not expected after %s".formatted(quoted(part.substring(at)), quoted(part.substring(0, at))));
        }
    }
}
