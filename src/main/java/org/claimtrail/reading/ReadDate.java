package org.claimtrail.reading;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A date that a text states.
 *
 * @param start where it begins in the text, in UTF-16 code units
 * @param end the place behind it
 * @param edtf what it means (Extended Date/Time Format); null where it can mean several, or nobody knows when it was written
 * @param readings what it can mean, the likelier first
 * @param relative whether it counts from the day of publication
 * @param confidence from 0 to 1
 */
public record ReadDate(
        int start,
        int end,
        String asStated,
        @Nullable String edtf,
        @Nullable LocalDate earliest,
        @Nullable LocalDate latest,
        List<String> readings,
        boolean relative,
        double confidence) {}
