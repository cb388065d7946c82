package org.claimtrail.reading;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.claimtrail.claim.Qualifier;
import org.claimtrail.date.Edtf;

/** What people type into a field: read where all of it is one value, and where it can be no other, in English or in another language. */
public final class TypedValues {

    private static final int LONGEST = 100;
    private static final FigureReader FIGURES = new FigureReader();
    private static final DateReader DATES = new DateReader();

    private TypedValues() {}

    /** A bare number, in digits or in words: 5.7 million. What has a unit or a qualifier is more than a number. */
    public static Optional<BigDecimal> number(String typed, Locale language) {
        return number(typed, "en").or(() -> number(typed, language.getLanguage()));
    }

    private static Optional<BigDecimal> number(String typed, String language) {
        if (typed.length() > LONGEST) {
            return Optional.empty();
        }
        List<ReadFigure> read = FIGURES.read(typed, language, List.of());
        return read.size() == 1
                        && read.get(0).asStated().equals(typed)
                        && read.get(0).kind() == FigureKind.NUMBER
                        && read.get(0).qualifier() == Qualifier.EXACT
                ? Optional.ofNullable(read.get(0).amount())
                : Optional.empty();
    }

    /** A date that does not count from another day, as EDTF: 14 September 2019. None of what is EDTF already. */
    public static Optional<String> date(String typed, Locale language) {
        return date(typed, "en").or(() -> date(typed, language.getLanguage()));
    }

    private static Optional<String> date(String typed, String language) {
        if (typed.length() > LONGEST || isEdtf(typed)) {
            return Optional.empty();
        }
        List<ReadDate> read = DATES.read(typed, language, null);
        return read.size() == 1
                        && read.get(0).asStated().equals(typed)
                        && read.get(0).earliest() != null
                ? Optional.ofNullable(read.get(0).edtf())
                : Optional.empty();
    }

    private static boolean isEdtf(String typed) {
        try {
            Edtf.parse(typed);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
