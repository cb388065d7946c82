package org.claimtrail.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import org.claimtrail.date.Edtf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DateReaderTest {

    private static final DateReader READER = new DateReader();

    /** A Thursday. */
    private static final LocalDate PUBLISHED = LocalDate.parse("2024-06-20");

    private static String told(String text, String language) {
        return READER.read(text, language, PUBLISHED).stream()
                .map(ReadDate::edtf)
                .collect(Collectors.joining("; "));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            on 14 September 2019                             | 2019-09-14
            Sept. 14, 2019                                   | 2019-09-14
            Saturday, September 14th, 2019                   | 2019-09-14
            the 14th of September 2019                       | 2019-09-14
            It began in June 2024.                           | 2024-06
            in 2014                                          | 2014
            about 2014 it ended                              | 2014~
            a 17th century painting                          | 16XX
            in the 1990s                                     | 199X
            in the early 1990s                               | 1990/1993
            early 2020                                       | 2020-37
            in late June 2023                                | 2023-06-21/2023-06-30
            summer 2021                                      | 2021-22
            the second quarter of 2023                       | 2023-34
            Q3 2023                                          | 2023-35
            the first half of 2023                           | 2023-40
            from 10 to 16 June 2024                          | 2024-06-10/2024-06-16
            June 10-16, 2024                                 | 2024-06-10/2024-06-16
            between May 3 and June 2, 2023                   | 2023-05-03/2023-06-02
            from March to May 2022                           | 2022-03/2022-05
            between 2014 and 2019                            | 2014/2019
            in 2013-14                                       | 2013/2014
            2024-06-19                                       | 2024-06-19
            31/12/2023                                       | 2023-12-31
            On Tuesday he said so.                           | 2024-06-18
            They will meet on Tuesday.                       | 2024-06-25
            last week                                        | 2024-06-10/2024-06-16
            yesterday                                        | 2024-06-19
            two days ago                                     | 2024-06-18
            three years ago                                  | 2021
            last month                                       | 2024-05
            this year                                        | 2024
            the past three years                             | 2021-06-20/2024-06-20
            on March 13                                      | 2024-03-13
            on December 24                                   | 2023-12-24
            They will vote on December 24.                   | 2024-12-24
            last summer                                      | 2023-22
            in December                                      | 2023-12
            last Friday                                      | 2024-06-14
            """)
    void whatIsStatedIsRead(String text, String edtf) {
        assertThat(told(text, "en")).isEqualTo(edtf);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            de | am 14. September 2019                       | 2019-09-14
            de | vor zwei Tagen                              | 2024-06-18
            de | in den 1990er Jahren                        | 199X
            de | 03.04.2024                                  | 2024-04-03
            fr | le 14 juillet 2019                          | 2019-07-14
            fr | la semaine dernière                         | 2024-06-10/2024-06-16
            fr | il y a deux ans                             | 2022
            es | el 14 de septiembre de 2019                 | 2019-09-14
            es | ayer                                        | 2024-06-19
            pt | 14 de setembro de 2019                      | 2019-09-14
            pt | na terça-feira                              | 2024-06-18
            en-GB | 03/04/2024                               | 2024-04-03
            en-US | 03/04/2024                               | 2024-03-04
            """)
    void otherLanguagesWriteOtherwise(String language, String text, String edtf) {
        assertThat(told(text, language)).isEqualTo(edtf);
    }

    @Test
    void whatCanBeTwoDaysIsToldAsBothAndTakenForNeither() {
        List<ReadDate> dates = READER.read("It was signed on 03/04/2024.", "en", PUBLISHED);
        assertThat(dates).hasSize(1);
        assertThat(dates.get(0).readings()).containsExactlyInAnyOrder("2024-03-04", "2024-04-03");
        assertThat(dates.get(0).edtf()).isNull();
        assertThat(dates.get(0).earliest()).isNull();
        assertThat(dates.get(0).confidence()).isLessThan(0.5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "It may be that he will march.",
                "She sat in the sun.",
                "2000 people and 1,999 dogs",
                "It cost $1990.",
                "more than 1500 containers",
                "31 June 2024 is none",
                "version 2.10.11"
            })
    void whatIsNoDateIsNone(String text) {
        assertThat(READER.read(text, "en", PUBLISHED).stream()
                        .filter(date -> date.edtf() != null
                                && date.earliest() != null
                                && date.asStated().length() > 9))
                .isEmpty();
        assertThat(told(text, "en").replace("2024-06", "")).isEmpty();
    }

    @Test
    void withoutADayOfPublicationNothingIsCountedFromIt() {
        assertThat(READER.read("yesterday, last week, on Tuesday, two years ago", "en", null))
                .isEmpty();
        assertThat(READER.read("on 14 September 2019", "en", null)).hasSize(1);
    }

    @Test
    void everyDayOfAYearIsReadInEveryLanguage() {
        List<String> patterns = List.of(
                "en d MMMM yyyy",
                "en MMMM d, yyyy",
                "de d. MMMM yyyy",
                "fr d MMMM yyyy",
                "es d 'de' MMMM 'de' yyyy",
                "pt d 'de' MMMM 'de' yyyy");
        for (String pattern : patterns) {
            String language = pattern.substring(0, 2);
            java.time.format.DateTimeFormatter format = java.time.format.DateTimeFormatter.ofPattern(
                    pattern.substring(3), java.util.Locale.forLanguageTag(language));
            for (LocalDate day = LocalDate.parse("2024-01-01"); day.getYear() == 2024; day = day.plusDays(1)) {
                String text = "x " + day.format(format) + " x";
                List<ReadDate> dates = READER.read(text, language, null);
                assertThat(dates).as(text).hasSize(1);
                assertThat(dates.get(0).edtf()).as(text).isEqualTo(day.toString());
                assertThat(Edtf.parse(day.toString()).earliest())
                        .isEqualTo(dates.get(0).earliest());
            }
        }
    }
}
