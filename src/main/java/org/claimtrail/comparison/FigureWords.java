package org.claimtrail.comparison;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import org.claimtrail.translation.Spoken;
import org.jspecify.annotations.Nullable;

/** A figure in words, as sentences name it: as it was stated, else by its qualifier, its numbers and its unit. */
final class FigureWords {

    private FigureWords() {}

    static String of(StatedFigure figure) {
        if (figure.asStated() != null) {
            return Spoken.of("\"{0}\"", figure.asStated());
        }
        StatedNumber number = figure.number();
        String unit = figure.unit();
        return switch (number.qualifier()) {
            case EXACT -> counted(number.amount(), unit);
            case ABOUT -> Spoken.of("about {0}", counted(number.amount(), unit));
            case AT_LEAST -> Spoken.of("at least {0}", counted(number.lowerBound(), unit));
            case MORE_THAN -> Spoken.of("more than {0}", counted(number.lowerBound(), unit));
            case AT_MOST -> Spoken.of("at most {0}", counted(number.upperBound(), unit));
            case LESS_THAN -> Spoken.of("less than {0}", counted(number.upperBound(), unit));
            case NEARLY -> Spoken.of("nearly {0}", counted(number.upperBound(), unit));
            case BETWEEN ->
                Spoken.of("between {0} and {1}", digits(number.lowerBound()), counted(number.upperBound(), unit));
            case DOZENS, HUNDREDS, THOUSANDS, MILLIONS -> {
                String said = Spoken.of(number.qualifier().name().toLowerCase(Locale.ROOT));
                yield unit == null ? said : Spoken.of("{0} of {1}", said, unit);
            }
            case UNSTATED ->
                unit == null ? Spoken.of("an unstated number") : Spoken.of("an unstated number of {0}", unit);
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
        DecimalFormat format = new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(Spoken.language()));
        format.setMinimumFractionDigits(Math.max(number.scale(), 0));
        return format.format(number);
    }
}
