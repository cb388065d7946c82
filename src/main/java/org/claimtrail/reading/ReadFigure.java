package org.claimtrail.reading;

import java.math.BigDecimal;
import org.claimtrail.claim.Qualifier;
import org.jspecify.annotations.Nullable;

/**
 * A figure that a text states.
 *
 * @param start where it begins in the text, in UTF-16 code units
 * @param end the place behind it
 * @param asStated the text between them, what qualifies the number included
 * @param number the part of it that is the number, without what qualifies it and without its unit
 * @param amount of EXACT and ABOUT
 * @param lowerBound of AT_LEAST, MORE_THAN and BETWEEN
 * @param upperBound of AT_MOST, LESS_THAN, NEARLY and BETWEEN
 * @param unit what is counted or measured, as the unit room reads it; the code for money whose currency is known
 * @param dimension what a unit of measurement measures
 * @param currency the code of ISO 4217
 * @param confidence from 0 to 1
 */
public record ReadFigure(
        int start,
        int end,
        String asStated,
        String number,
        FigureKind kind,
        Qualifier qualifier,
        @Nullable BigDecimal amount,
        @Nullable BigDecimal lowerBound,
        @Nullable BigDecimal upperBound,
        @Nullable String unit,
        @Nullable String dimension,
        @Nullable String currency,
        double confidence) {}
