package org.claimtrail.reading;

import java.time.LocalDate;
import java.util.List;
import org.claimtrail.reading.attribution.Attribution;
import org.claimtrail.reading.attribution.Sentence;
import org.jspecify.annotations.Nullable;

/**
 * What a text says, as spans of it with what they mean.
 *
 * @param text that was read
 * @param language as which it was read
 * @param publishedOn the day that what is relative counts from; null where nobody knows
 */
public record Reading(
        String text,
        String language,
        @Nullable LocalDate publishedOn,
        List<Sentence> sentences,
        List<ReadFigure> figures,
        List<ReadDate> dates,
        List<Attribution> attributions) {}
