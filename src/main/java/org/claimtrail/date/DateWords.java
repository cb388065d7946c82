package org.claimtrail.date;

import java.math.BigInteger;
import java.time.LocalDate;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.claimtrail.translation.Spoken;
import org.jspecify.annotations.Nullable;

/**
 * Inexact dates as a person would say them: {@code 2024-06-10/2024-06-16} as "10 to 16 June 2024", {@code 2024-06~} as "about
 * June 2024". What is written in a way that nobody would say is told by the first and the last day that it can mean.
 */
public final class DateWords {

    /** Of the whole date or of a part of it: that is said of the whole. */
    private static final Pattern QUALIFIER = Pattern.compile("[?~%]");

    private static final Pattern YEAR = Pattern.compile("(-?)([0-9]{4})");
    private static final Pattern MONTH = Pattern.compile("(-?[0-9]{4})-(0[1-9]|1[0-2])");
    private static final Pattern DAY = Pattern.compile("(-?[0-9]{4})-([0-9]{2})-([0-9]{2})");
    private static final Pattern PART = Pattern.compile("(-?[0-9]{4})-(2[1-9]|3[0-9]|4[01])");
    private static final Pattern SOME_OF_YEAR = Pattern.compile("(-?[0-9]{4})-XX(-XX)?");
    private static final Pattern SOME_OF_MONTH = Pattern.compile("(-?[0-9]{4}-(?:0[1-9]|1[0-2]))-XX");
    private static final Pattern SOME_YEAR = Pattern.compile("(-?)([0-9]{0,3})(X{1,4})");
    private static final Pattern DECADE = Pattern.compile("[0-9]{3}");
    private static final Pattern CENTURY = Pattern.compile("[0-9]{2}");
    private static final Pattern LONG_YEAR = Pattern.compile("Y(-?)([0-9]+)(?:E([0-9]+))?");
    private static final Pattern ESTIMATED = Pattern.compile("(Y?-?[0-9]+(?:E[0-9]+)?)S[0-9]+");
    private static final Pattern TIME = Pattern.compile(
            "(.+)T([0-9]{2}):?([0-9]{2})(?::?[0-9]{2}(?:[.,][0-9]+)?)?(Z|[+-][0-9]{2}(?::?[0-9]{2})?)?");

    private static final List<String> SEASONS = List.of("spring {0}", "summer {0}", "autumn {0}", "winter {0}");

    /** As ISO 8601-2 counts them, from 33 on. */
    private static final List<String> PARTS = List.of(
            "the first quarter of {0}",
            "the second quarter of {0}",
            "the third quarter of {0}",
            "the fourth quarter of {0}",
            "the first four months of {0}",
            "the second four months of {0}",
            "the third four months of {0}",
            "the first half of {0}",
            "the second half of {0}");

    private DateWords() {}

    /** Nothing for nothing. */
    public static String of(@Nullable String edtf) {
        return edtf == null ? "" : of(Edtf.parse(edtf));
    }

    public static String of(Edtf date) {
        String text = date.text();
        String said;
        if (text.startsWith("[") || text.startsWith("{")) {
            said = set(text);
        } else if (text.contains("/")) {
            said = interval(text);
        } else {
            said = range(text);
        }
        return said != null ? said : span(date);
    }

    public static String of(LocalDate day) {
        return dayOfMonth(day.getDayOfMonth(), day.getMonth()) + " " + year(day.getYear());
    }

    private static @Nullable String set(String text) {
        List<String> members = new ArrayList<>();
        for (String member : text.substring(1, text.length() - 1).split(",")) {
            String said = range(member.strip());
            if (said == null) {
                return null;
            }
            members.add(said);
        }
        return listed(members, text.startsWith("[") ? "{0} or {1}" : "{0} and {1}");
    }

    private static String listed(List<String> members, String last) {
        int size = members.size();
        return size == 1
                ? members.get(0)
                : Spoken.of(last, String.join(", ", members.subList(0, size - 1)), members.get(size - 1));
    }

    /** Of a set, or a set of one: two dates with dots between them, or one. */
    private static @Nullable String range(String text) {
        int dots = text.indexOf("..");
        if (dots < 0) {
            return single(text);
        }
        return between(text.substring(0, dots).strip(), text.substring(dots + 2).strip(), true, true);
    }

    private static @Nullable String interval(String text) {
        int slash = text.indexOf('/');
        String from = text.substring(0, slash);
        String to = text.substring(slash + 1);
        return between(from.equals("..") ? "" : from, to.equals("..") ? "" : to, from.equals(".."), to.equals(".."));
    }

    /** @param opened whether it began at any time before, and not at one that is not known; ended likewise */
    private static @Nullable String between(String from, String to, boolean opened, boolean ended) {
        String start = from.isEmpty() ? "" : single(from);
        String end = to.isEmpty() ? "" : single(to);
        if (start == null || end == null) {
            return null;
        }
        if (from.isEmpty()) {
            return to.isEmpty()
                    ? Spoken.of("at any time")
                    : Spoken.of(opened ? "up to {0}" : "until {0}, since when is not known", end);
        }
        if (to.isEmpty()) {
            return Spoken.of(ended ? "from {0} on" : "from {0}, until when is not known", start);
        }
        if (from.equals(to)) {
            return start;
        }
        return Spoken.of("{0} to {1}", shortened(from, to, start), end);
    }

    /** The start of an interval, without what its end says as well. */
    private static String shortened(String from, String to, String start) {
        Matcher first = DAY.matcher(from);
        Matcher last = DAY.matcher(to);
        if (first.matches() && last.matches() && first.group(1).equals(last.group(1))) {
            int day = Integer.parseInt(first.group(3));
            return first.group(2).equals(last.group(2)) ? dayOfMonth(day) : dayOfMonth(day, month(first.group(2)));
        }
        first = MONTH.matcher(from);
        last = MONTH.matcher(to);
        return first.matches() && last.matches() && first.group(1).equals(last.group(1))
                ? name(month(first.group(2)))
                : start;
    }

    /** A date that is neither a set nor an interval; null where nobody would say it. */
    private static @Nullable String single(String text) {
        boolean about = text.indexOf('~') >= 0
                || text.indexOf('%') >= 0
                || ESTIMATED.matcher(text).matches();
        boolean perhaps = text.indexOf('?') >= 0 || text.indexOf('%') >= 0;
        String plain = QUALIFIER.matcher(text).replaceAll("");
        String said = unqualified(plain);
        if (said == null) {
            return null;
        }
        String qualified = about ? Spoken.of("about {0}", said) : said;
        return perhaps ? Spoken.of("possibly {0}", qualified) : qualified;
    }

    private static @Nullable String unqualified(String text) {
        Matcher time = TIME.matcher(text);
        if (time.matches()) {
            String day = unqualified(time.group(1));
            return day == null ? null : day + ", " + time.group(2) + ":" + time.group(3) + zone(time.group(4));
        }
        Matcher day = DAY.matcher(text);
        if (day.matches()) {
            return dayOfMonth(Integer.parseInt(day.group(3)), month(day.group(2))) + " " + year(day.group(1));
        }
        Matcher month = MONTH.matcher(text);
        if (month.matches()) {
            return name(month(month.group(2))) + " " + year(month.group(1));
        }
        if (YEAR.matcher(text).matches()) {
            return year(text);
        }
        Matcher part = PART.matcher(text);
        if (part.matches()) {
            return part(part.group(1), Integer.parseInt(part.group(2)));
        }
        Matcher some = SOME_OF_YEAR.matcher(text);
        if (some.matches()) {
            return Spoken.of(some.group(2) == null ? "some month of {0}" : "some day of {0}", year(some.group(1)));
        }
        some = SOME_OF_MONTH.matcher(text);
        if (some.matches()) {
            return Spoken.of("some day of {0}", unqualified(some.group(1)));
        }
        return years(text);
    }

    private static @Nullable String years(String text) {
        Matcher some = SOME_YEAR.matcher(text);
        if (some.matches() && some.group(2).length() + some.group(3).length() == 4) {
            if (some.group(2).isEmpty()) {
                return Spoken.of("some year");
            }
            String first = year(
                    some.group(1) + some.group(2) + "0".repeat(some.group(3).length()));
            String last = year(
                    some.group(1) + some.group(2) + "9".repeat(some.group(3).length()));
            boolean isForward = some.group(1).isEmpty();
            return Spoken.of("some year from {0} to {1}", isForward ? first : last, isForward ? last : first);
        }
        if (DECADE.matcher(text).matches()) {
            return Spoken.of("the {0}s", Integer.parseInt(text) + "0");
        }
        if (CENTURY.matcher(text).matches()) {
            return Spoken.of("{0} to {1}", year(text + "00"), year(text + "99"));
        }
        Matcher estimated = ESTIMATED.matcher(text);
        if (estimated.matches()) {
            String year = years(estimated.group(1));
            return year != null ? year : YEAR.matcher(estimated.group(1)).matches() ? year(estimated.group(1)) : null;
        }
        Matcher far = LONG_YEAR.matcher(text);
        if (far.matches()) {
            int zeros = far.group(3) == null ? 0 : far.group(3).length() > 2 ? 99 : Integer.parseInt(far.group(3));
            if (far.group(2).length() + zeros > 15) {
                return Spoken.of("a year beyond all calendars");
            }
            BigInteger year = new BigInteger(far.group(2)).multiply(BigInteger.TEN.pow(zeros));
            return far.group(1).isEmpty()
                    ? Spoken.of("the year {0}", grouped(year))
                    : Spoken.of("{0} BC", grouped(year.add(BigInteger.ONE)));
        }
        return null;
    }

    /** Seasons, quarters, thirds and halves, as ISO 8601-2 counts them. */
    private static String part(String year, int code) {
        if (code >= 33) {
            return Spoken.of(PARTS.get(code - 33), year(year));
        }
        int season = (code - 21) % 4;
        // Which one begins in December and ends in the next year.
        boolean turns = code <= 28 ? season == 3 : season == 1;
        String when = year(year);
        String told = turns ? Spoken.of("{0} to {1}", when, year(String.valueOf(Integer.parseInt(year) + 1))) : when;
        String said = Spoken.of(SEASONS.get(season), told);
        return code <= 24 ? said : Spoken.of(code <= 28 ? "{0} in the north" : "{0} in the south", said);
    }

    /** What only its days tell. */
    private static String span(Edtf date) {
        LocalDate first = date.earliest() == null || date.earliest().equals(LocalDate.MIN) ? null : date.earliest();
        LocalDate last = date.latest() == null || date.latest().equals(LocalDate.MAX) ? null : date.latest();
        if (first == null) {
            return last == null ? Spoken.of("at some time") : Spoken.of("up to {0}", of(last));
        }
        if (last == null) {
            return Spoken.of("from {0} on", of(first));
        }
        return first.equals(last) ? of(first) : Spoken.of("some time from {0} to {1}", of(first), of(last));
    }

    private static String zone(@Nullable String zone) {
        return zone == null
                ? ""
                : zone.equals("Z") ? " UTC" : " UTC" + zone.replaceFirst("^([+-][0-9]{2})([0-9]{2})$", "$1:$2");
    }

    private static Month month(String number) {
        return Month.of(Integer.parseInt(number));
    }

    private static String name(Month month) {
        return month.getDisplayName(TextStyle.FULL_STANDALONE, Spoken.language());
    }

    /** A day that its month and year go with. */
    private static String dayOfMonth(int day) {
        return written("d", day, Month.JANUARY);
    }

    private static String dayOfMonth(int day, Month month) {
        return written("d MMMM", day, month);
    }

    /** @param pattern as {@code DateTimeFormatter} takes it; of what is in no calendar, such as 31 June, nothing is looked up */
    private static String written(String pattern, int day, Month month) {
        return Spoken.of(pattern)
                .replaceFirst("\\bd\\b", String.valueOf(day))
                .replace("MMMM", month.getDisplayName(TextStyle.FULL, Spoken.language()));
    }

    private static String year(String astronomical) {
        return year(Integer.parseInt(astronomical));
    }

    /** Before the year 1000, a number alone could be anything; the year 0 is 1 BC. */
    private static String year(int astronomical) {
        return astronomical <= 0
                ? Spoken.of("{0} BC", grouped(BigInteger.valueOf(1L - astronomical)))
                : astronomical < 1000
                        ? Spoken.of("AD {0}", astronomical)
                        : astronomical > 9999
                                ? grouped(BigInteger.valueOf(astronomical))
                                : String.valueOf(astronomical);
    }

    private static String grouped(BigInteger number) {
        return number.bitLength() < 14 && number.intValue() <= 9999
                ? number.toString()
                : String.format(Spoken.language(), "%,d", number);
    }
}
