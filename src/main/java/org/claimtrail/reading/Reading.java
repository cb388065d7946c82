package org.claimtrail.reading;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a text says, as spans of it with what they mean.
 *
 * @param language as which it was read
 * @param publishedOn the day that what is relative counts from; null where nobody knows
 */
public record Reading(
        String language, @Nullable LocalDate publishedOn, List<ReadFigure> figures, List<ReadDate> dates) {}
