package org.claimtrail.date;

import java.math.BigInteger;
import java.time.LocalDate;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

    private static final List<String> SEASONS = List.of("spring", "summer", "autumn", "winter");
    private static final List<String> ORDINALS = List.of("first", "second", "third", "fourth");

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
        return day.getDayOfMonth() + " " + monthOf(day) + " " + year(day.getYear());
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
        return listed(members, text.startsWith("[") ? "or" : "and");
    }

    private static String listed(List<String> members, String last) {
        int size = members.size();
        return size == 1
                ? members.get(0)
                : String.join(", ", members.subList(0, size - 1)) + " " + last + " " + members.get(size - 1);
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
                    ? "at any time"
                    : opened ? "up to " + end : "until " + end + ", since when is not known";
        }
        if (to.isEmpty()) {
            return ended ? "from " + start + " on" : "from " + start + ", until when is not known";
        }
        if (from.equals(to)) {
            return start;
        }
        return shortened(from, to, start) + " to " + end;
    }

    /** The start of an interval, without what its end says as well. */
    private static String shortened(String from, String to, String start) {
        Matcher first = DAY.matcher(from);
        Matcher last = DAY.matcher(to);
        if (first.matches() && last.matches() && first.group(1).equals(last.group(1))) {
            String day = String.valueOf(Integer.parseInt(first.group(3)));
            return first.group(2).equals(last.group(2)) ? day : day + " " + month(first.group(2));
        }
        first = MONTH.matcher(from);
        last = MONTH.matcher(to);
        return first.matches() && last.matches() && first.group(1).equals(last.group(1))
                ? month(first.group(2))
                : start;
    }

    /** A date that is neither a set nor an interval; null where nobody would say it. */
    private static @Nullable String single(String text) {
        boolean about = text.indexOf('~') >= 0 || text.indexOf('%') >= 0;
        boolean perhaps = text.indexOf('?') >= 0 || text.indexOf('%') >= 0;
        String plain = QUALIFIER.matcher(text).replaceAll("");
        String said = unqualified(plain);
        if (said == null) {
            return null;
        }
        return (perhaps ? "possibly " : "") + (about && !said.startsWith("about ") ? "about " : "") + said;
    }

    private static @Nullable String unqualified(String text) {
        Matcher time = TIME.matcher(text);
        if (time.matches()) {
            String day = unqualified(time.group(1));
            return day == null ? null : day + ", " + time.group(2) + ":" + time.group(3) + zone(time.group(4));
        }
        Matcher day = DAY.matcher(text);
        if (day.matches()) {
            return Integer.parseInt(day.group(3)) + " " + month(day.group(2)) + " " + year(day.group(1));
        }
        Matcher month = MONTH.matcher(text);
        if (month.matches()) {
            return month(month.group(2)) + " " + year(month.group(1));
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
            return (some.group(2) == null ? "some month of " : "some day of ") + year(some.group(1));
        }
        some = SOME_OF_MONTH.matcher(text);
        if (some.matches()) {
            return "some day of " + Objects.requireNonNull(unqualified(some.group(1)));
        }
        return years(text);
    }

    private static @Nullable String years(String text) {
        Matcher some = SOME_YEAR.matcher(text);
        if (some.matches() && some.group(2).length() + some.group(3).length() == 4) {
            if (some.group(2).isEmpty()) {
                return "some year";
            }
            String first = year(
                    some.group(1) + some.group(2) + "0".repeat(some.group(3).length()));
            String last = year(
                    some.group(1) + some.group(2) + "9".repeat(some.group(3).length()));
            return "some year from " + (some.group(1).isEmpty() ? first + " to " + last : last + " to " + first);
        }
        if (DECADE.matcher(text).matches()) {
            return "the " + Integer.parseInt(text) + "0s";
        }
        if (CENTURY.matcher(text).matches()) {
            return year(text + "00") + " to " + year(text + "99");
        }
        Matcher estimated = ESTIMATED.matcher(text);
        if (estimated.matches()) {
            String year = years(estimated.group(1));
            String told =
                    year != null ? year : YEAR.matcher(estimated.group(1)).matches() ? year(estimated.group(1)) : null;
            return told == null ? null : "about " + told;
        }
        Matcher far = LONG_YEAR.matcher(text);
        if (far.matches()) {
            int zeros = far.group(3) == null ? 0 : far.group(3).length() > 2 ? 99 : Integer.parseInt(far.group(3));
            if (far.group(2).length() + zeros > 15) {
                return "a year beyond all calendars";
            }
            BigInteger year = new BigInteger(far.group(2)).multiply(BigInteger.TEN.pow(zeros));
            return far.group(1).isEmpty() ? "the year " + grouped(year) : grouped(year.add(BigInteger.ONE)) + " BC";
        }
        return null;
    }

    /** Seasons, quarters, thirds and halves, as ISO 8601-2 counts them. */
    private static String part(String year, int code) {
        if (code >= 33) {
            String which = code <= 36
                    ? ORDINALS.get(code - 33) + " quarter"
                    : code <= 39 ? ORDINALS.get(code - 37) + " four months" : ORDINALS.get(code - 40) + " half";
            return "the " + which + " of " + year(year);
        }
        int season = (code - 21) % 4;
        String where = code <= 24 ? "" : code <= 28 ? " in the north" : " in the south";
        // Which one begins in December and ends in the next year.
        boolean turns = code <= 28 ? season == 3 : season == 1;
        String when = year(year);
        return SEASONS.get(season) + " "
                + (turns ? when + " to " + year(String.valueOf(Integer.parseInt(year) + 1)) : when) + where;
    }

    /** What only its days tell. */
    private static String span(Edtf date) {
        LocalDate first = date.earliest() == null || date.earliest().equals(LocalDate.MIN) ? null : date.earliest();
        LocalDate last = date.latest() == null || date.latest().equals(LocalDate.MAX) ? null : date.latest();
        if (first == null) {
            return last == null ? "at some time" : "up to " + of(last);
        }
        if (last == null) {
            return "from " + of(first) + " on";
        }
        return first.equals(last) ? of(first) : "some time from " + of(first) + " to " + of(last);
    }

    private static String zone(@Nullable String zone) {
        return zone == null
                ? ""
                : zone.equals("Z") ? " UTC" : " UTC" + zone.replaceFirst("^([+-][0-9]{2})([0-9]{2})$", "$1:$2");
    }

    private static String month(String number) {
        return Month.of(Integer.parseInt(number)).getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    }

    private static String monthOf(LocalDate day) {
        return day.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    }

    private static String year(String astronomical) {
        return year(Integer.parseInt(astronomical));
    }

    /** Before the year 1000, a number alone could be anything; the year 0 is 1 BC. */
    private static String year(int astronomical) {
        return astronomical <= 0
                ? grouped(BigInteger.valueOf(1L - astronomical)) + " BC"
                : astronomical < 1000
                        ? "AD " + astronomical
                        : astronomical > 9999
                                ? grouped(BigInteger.valueOf(astronomical))
                                : String.valueOf(astronomical);
    }

    private static String grouped(BigInteger number) {
        return number.bitLength() < 14 && number.intValue() <= 9999
                ? number.toString()
                : String.format(Locale.ENGLISH, "%,d", number);
    }
}
