package org.claimtrail.pages.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import org.claimtrail.translation.Spoken;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TypedNumberTest {

    @AfterEach
    void speakEnglish() {
        Spoken.speak(Locale.ENGLISH);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            en | 6,700        | 6700
            en | 1.500        | 1.500
            en | 1 234 567.25 | 1234567.25
            en | -12          | -12
            en | 5,7          |
            en | 1,50,000     |
            en | 5.7 million  |
            de | 6.700        | 6700
            de | 1,500        | 1.500
            de | 1.234.567,25 | 1234567.25
            de | 1 234 567,25 | 1234567.25
            de | -12          | -12
            de | 5,7          | 5.7
            de | 5.7          | 5.7
            de | 1.5,7        |
            de | 12,          |
            """)
    void aNumberIsReadAsTheLanguageWritesIt(String language, String typed, BigDecimal number) {
        Spoken.speak(Locale.forLanguageTag(language));
        assertThat(TypedNumber.read(typed)).isEqualTo(Optional.ofNullable(number));
    }

    /** Who changes something else saves what was there. */
    @ParameterizedTest
    @ValueSource(strings = {"0", "6700", "1.234", "-0.5", "123456789012345678901234567890.25"})
    void whatAFieldHasIsReadAsItWas(BigDecimal number) {
        for (Locale language : new Locale[] {Locale.ENGLISH, Locale.GERMAN}) {
            Spoken.speak(language);
            assertThat(TypedNumber.read(TypedNumber.written(number)))
                    .as(language.toString())
                    .contains(number);
        }
    }
}
