package org.claimtrail.date;

import java.time.LocalDate;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** The days that a piece of an EDTF date can mean; a bound that is unknown is null. */
record EdtfSpan(@Nullable Day first, @Nullable Day last) {

    /** A day of the proleptic Gregorian calendar in any year: long years leave what {@link LocalDate} can count. */
    record Day(long year, int month, int day) implements Comparable<Day> {

        /** Before and after every day: the bounds of what is open. */
        static final Day OPEN_START = new Day(Long.MIN_VALUE, 1, 1);

        static final Day OPEN_END = new Day(Long.MAX_VALUE, 12, 31);

        private static final int FIRST_YEAR = -4712; // 4713 BC
        private static final int LAST_YEAR = 5_874_897;

        static Day of(LocalDate date) {
            return new Day(date.getYear(), date.getMonthValue(), date.getDayOfMonth());
        }

        LocalDate toLocalDate() {
            if (year < FIRST_YEAR) {
                return LocalDate.MIN;
            }
            return year > LAST_YEAR ? LocalDate.MAX : LocalDate.of((int) year, month, day);
        }

        @Override
        public int compareTo(Day other) {
            return Comparator.comparingLong(Day::year)
                    .thenComparingInt(Day::month)
                    .thenComparingInt(Day::day)
                    .compare(this, other);
        }
    }

    static EdtfSpan ofYears(long first, long last) {
        return new EdtfSpan(new Day(first, 1, 1), new Day(last, 12, 31));
    }

    static EdtfSpan ofDay(LocalDate date) {
        return new EdtfSpan(Day.of(date), Day.of(date));
    }
}
