package org.claimtrail.intake;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.claimtrail.date.Edtf;
import org.jspecify.annotations.Nullable;

/**
 * Reads numbers and dates as people type them into cells. What can be read in two ways is never guessed: it is a fault, until
 * it is said how it is meant.
 *
 * @param dates in which order days, months and years stand; absent where that is not said
 * @param decimalComma whether a comma begins the decimals, and a point parts thousands, not the other way round
 */
record Cells(@Nullable Order dates, boolean decimalComma) {

    /** In which order a date of numbers is written. */
    enum Order {
        DMY,
        MDY,
        YMD
    }

    private static final Pattern DATE = Pattern.compile("([0-9]{1,4})[./\\- ]([0-9]{1,2})[./\\- ]([0-9]{1,4})");
    private static final Pattern ISO = Pattern.compile("([0-9]{4}-[0-9]{2}-[0-9]{2})[T ][0-9:.,+Z-]+");
    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9][0-9.,' \u00a0\u202f]*");

    private static final List<DateTimeFormatter> IN_WORDS = inEnglish(
            "MMMM d, uuuu", "MMM d, uuuu", "d MMMM uuuu", "d MMM uuuu", "d. MMMM uuuu", "MMMM uuuu", "MMM uuuu");

    /** Forms of dates with the names of months. */
    static List<DateTimeFormatter> inEnglish(String... forms) {
        return Arrays.stream(forms)
                .map(form -> new DateTimeFormatterBuilder()
                        .parseCaseInsensitive()
                        .appendPattern(form)
                        .toFormatter(Locale.ENGLISH))
                .toList();
    }

    /**
     * As EDTF.
     *
     * @throws IllegalArgumentException in a sentence, if it is none or can be two
     */
    String date(String text) {
        Matcher instant = ISO.matcher(text);
        if (instant.matches()) {
            return instant.group(1);
        }
        Matcher numbers = DATE.matcher(text);
        if (numbers.matches()) {
            return ofNumbers(text, numbers.group(1), numbers.group(2), numbers.group(3));
        }
        for (DateTimeFormatter form : IN_WORDS) {
            try {
                var parsed = form.parseBest(text, LocalDate::from, YearMonth::from);
                return parsed.toString();
            } catch (DateTimeException e) {
                // The next form, perhaps.
            }
        }
        // As the API wants it, whose words tell what is wrong.
        Edtf.parse(text);
        return text;
    }

    private String ofNumbers(String text, String first, String second, String third) {
        if (first.length() == 4) {
            return day(text, first, second, third).orElseThrow(() -> noDay(text));
        }
        if (third.length() != 4) {
            throw new IllegalArgumentException("says the year in %d digits: write all four.".formatted(third.length()));
        }
        Optional<String> dayFirst = day(text, third, second, first);
        Optional<String> monthFirst = day(text, third, first, second);
        if (dates == Order.DMY) {
            return dayFirst.orElseThrow(() -> noDay(text));
        }
        if (dates == Order.MDY) {
            return monthFirst.orElseThrow(() -> noDay(text));
        }
        if (dayFirst.isPresent() && monthFirst.isPresent() && !dayFirst.equals(monthFirst)) {
            throw new IllegalArgumentException("%s can be %s or %s: say in which order the dates stand."
                    .formatted(text, dayFirst.get(), monthFirst.get()));
        }
        return dayFirst.or(() -> monthFirst).orElseThrow(() -> noDay(text));
    }

    private static Optional<String> day(String text, String year, String month, String day) {
        try {
            return Optional.of(LocalDate.of(Integer.parseInt(year), Integer.parseInt(month), Integer.parseInt(day))
                    .toString());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static IllegalArgumentException noDay(String text) {
        return new IllegalArgumentException(text + " is no day that there was.");
    }

    /** @throws IllegalArgumentException in a sentence, if it is none */
    BigDecimal number(String text) {
        if (!NUMBER.matcher(text).matches()) {
            throw new IllegalArgumentException("must be a number, in digits.");
        }
        String digits = text.replaceAll("[' \u00a0\u202f]", "");
        String plain = decimalComma ? digits.replace(".", "").replace(',', '.') : digits.replace(",", "");
        String grouped = decimalComma
                ? "[+-]?([0-9]{1,3}(\\.[0-9]{3})+|[0-9]+)(,[0-9]+)?"
                : "[+-]?([0-9]{1,3}(,[0-9]{3})+|[0-9]+)(\\.[0-9]+)?";
        if (!digits.matches(grouped)) {
            throw new IllegalArgumentException("%s is no number with a decimal %s: say which one the numbers have."
                    .formatted(text, decimalComma ? "comma" : "point"));
        }
        return new BigDecimal(plain);
    }
}
