package org.claimtrail.date;

import jakarta.persistence.Embeddable;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A date as exact as it was stated, in the Extended Date/Time Format (ISO 8601-2:2019, profile of the Library of
 * Congress, levels 0, 1 and 2), with the earliest and the latest day that it can mean.
 *
 * <ul>
 *   <li>An open bound ({@code ../2024}, {@code [2024..]}) is {@link LocalDate#MIN} or {@link LocalDate#MAX}; an unknown
 *       one ({@code /2024}, {@code 2024/}) is null.
 *   <li>Days outside the years 4713 BC to 5874897 AD, which PostgreSQL cannot keep, become {@link LocalDate#MIN} or
 *       {@link LocalDate#MAX} too.
 *   <li>Uncertain ({@code ?}), approximate ({@code ~}) and both ({@code %}) do not widen the days: nobody stated by how
 *       much they would.
 *   <li>Unspecified digits stand for every digit that leaves a day of the calendar: {@code 15XX-02-29} begins in 1504.
 *   <li>Sets run from their first to their last day, whether one ({@code [..]}) or all ({@code {..}}) is meant.
 *   <li>Seasons are the three meteorological months: spring (21, and 25 in the north) March to May, summer (22, 26)
 *       June to August, autumn (23, 27) September to November, winter (24, 28) December to February of the next year.
 *       In the south spring (29) is September to November, summer (30) December to February of the next year, autumn
 *       (31) March to May, winter (32) June to August. 33 to 36 are quarters, 37 to 39 four months each, 40 and 41 half
 *       years.
 *   <li>A date-time is the day that it states, wherever that is: {@code 2024-06-18T00:30:00+09:00} is the 18th.
 *       {@code T24:00:00} still belongs to the day that it ends (ISO 8601-1:2019/Amd 1).
 * </ul>
 *
 * Beyond the profile, three things are read because they are written: decades and centuries ({@code 196}, {@code 19};
 * ISO 8601-1:2019, 5.2.2.2) where they stand alone, a set of one range without its brackets ({@code ..2024-06-18}), and
 * offsets without a colon ({@code +0430}).
 *
 * @param text as written, kept verbatim
 * @param earliest the first day that it can mean; null where the start is unknown
 * @param latest the last day that it can mean; null where the end is unknown
 */
@Embeddable
public record Edtf(
        String text, @Nullable LocalDate earliest, @Nullable LocalDate latest) {

    private static final int MAX_LENGTH = 200;

    /** @throws IllegalArgumentException if the days are in the wrong order */
    public Edtf {
        if (earliest != null && latest != null && earliest.isAfter(latest)) {
            throw new IllegalArgumentException(
                    "The earliest day %s is after the latest day %s.".formatted(earliest, latest));
        }
    }

    /**
     * Reads a date.
     *
     * @throws IllegalArgumentException if the text is no EDTF date; the message is one sentence for people
     */
    public static Edtf parse(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "An EDTF date has at most %d characters, this one has %d.".formatted(MAX_LENGTH, text.length()));
        }
        EdtfSpan span = new EdtfParser(text).parse();
        return new Edtf(
                text,
                span.first() == null ? null : span.first().toLocalDate(),
                span.last() == null ? null : span.last().toLocalDate());
    }

    /** Reads what is stored, which may be nothing. */
    public static @Nullable Edtf parseStored(@Nullable String text) {
        return text == null ? null : parse(text);
    }

    @Override
    public String toString() {
        return text;
    }
}
