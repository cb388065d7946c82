package org.claimtrail.comparison;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A figure in words, as sentences name it: as it was stated, else by its qualifier, its numbers and its unit. */
final class FigureWords {

    private FigureWords() {}

    static String of(StatedFigure figure) {
        if (figure.asStated() != null) {
            return "\"" + figure.asStated() + "\"";
        }
        StatedNumber number = figure.number();
        String unit = figure.unit();
        return switch (number.qualifier()) {
            case EXACT -> counted(number.amount(), unit);
            case ABOUT -> "about " + counted(number.amount(), unit);
            case AT_LEAST -> "at least " + counted(number.lowerBound(), unit);
            case MORE_THAN -> "more than " + counted(number.lowerBound(), unit);
            case AT_MOST -> "at most " + counted(number.upperBound(), unit);
            case LESS_THAN -> "less than " + counted(number.upperBound(), unit);
            case NEARLY -> "nearly " + counted(number.upperBound(), unit);
            case BETWEEN ->
                "between %s and %s".formatted(digits(number.lowerBound()), counted(number.upperBound(), unit));
            case DOZENS, HUNDREDS, THOUSANDS, MILLIONS ->
                number.qualifier().name().toLowerCase(Locale.ROOT) + (unit == null ? "" : " of " + unit);
            case UNSTATED -> unit == null ? "an unstated number" : "an unstated number of " + unit;
        };
    }

    private static String counted(@Nullable BigDecimal number, @Nullable String unit) {
        return digits(number) + (unit == null ? "" : unit.equals("%") ? "%" : " " + unit);
    }

    /** As people write them: 6,700. Every digit that was stated. */
    private static String digits(@Nullable BigDecimal number) {
        if (number == null) {
            return "";
        }
        DecimalFormat format = new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(Locale.ROOT));
        format.setMinimumFractionDigits(Math.max(number.scale(), 0));
        return format.format(number);
    }
}
