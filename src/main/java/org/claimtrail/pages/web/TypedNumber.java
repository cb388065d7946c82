package org.claimtrail.pages.web;

import java.math.BigDecimal;
import java.text.DecimalFormatSymbols;
import java.util.Optional;
import java.util.regex.Pattern;
import org.claimtrail.translation.Spoken;

/** Numbers in the fields of forms, as the language of the page writes them: 1,500.5 in English is 1.500,5 in German. */
final class TypedNumber {

    private static final String SPACES = " \u00a0\u202f";

    private static final Pattern PLAIN = Pattern.compile("-?[0-9]{1,200}(\\.[0-9]{1,200})?");

    private TypedNumber() {}

    /** As a field has it, where somebody goes on typing: without groups. */
    static String written(BigDecimal number) {
        return number.toPlainString().replace('.', decimal());
    }

    /** What is in digits, in groups of three or not; nothing else is. */
    static Optional<BigDecimal> read(String typed) {
        char decimal = decimal();
        String groups = (decimal == ',' ? "." : ",") + SPACES;
        boolean isGrouped = typed.matches("-?[0-9]{1,3}([" + groups + "][0-9]{3})+([" + decimal + "][0-9]+)?");
        String digits = isGrouped ? typed.replaceAll("[" + groups + "]", "") : typed;
        return Optional.of(digits.replace(decimal, '.'))
                .filter(PLAIN.asMatchPredicate())
                .map(BigDecimal::new);
    }

    private static char decimal() {
        return DecimalFormatSymbols.getInstance(Spoken.language()).getDecimalSeparator();
    }
}
