package org.claimtrail.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TypedValuesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            en | 5.7 million   | 5700000
            en | drei Millionen |
            en | 3 tanks       |
            en | about 3       |
            de | 5,7 Millionen | 5700000
            de | drei Millionen | 3000000
            de | 5.7 million   | 5700000
            de | 3 Panzer      |
            """)
    void aNumberIsReadInEnglishAndInTheLanguage(String language, String typed, BigDecimal number) {
        assertThat(TypedValues.number(typed, Locale.forLanguageTag(language)).map(BigDecimal::stripTrailingZeros))
                .isEqualTo(Optional.ofNullable(number).map(BigDecimal::stripTrailingZeros));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            en | 14 September 2019  | 2019-09-14
            en | 14. Oktober 2019   |
            en | 2019-09            |
            de | 14. Oktober 2019   | 2019-10-14
            de | 14 September 2019  | 2019-09-14
            de | gestern            |
            """)
    void aDateIsReadInEnglishAndInTheLanguage(String language, String typed, String edtf) {
        assertThat(TypedValues.date(typed, Locale.forLanguageTag(language))).isEqualTo(Optional.ofNullable(edtf));
    }
}
