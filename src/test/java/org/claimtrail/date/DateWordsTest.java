package org.claimtrail.date;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Dates as a person would say them. */
class DateWordsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2024 | 2024",
                "2024-06 | June 2024",
                "2024-06-18 | 18 June 2024",
                "2024-06-01 | 1 June 2024",
                // Uncertain, approximate, both; the whole or a part of it.
                "2024-06~ | about June 2024",
                "2024-06-18? | possibly 18 June 2024",
                "2024% | possibly about 2024",
                "2004-06~-11 | about 11 June 2004",
                "2004-?06-11 | possibly 11 June 2004",
                "?2004-06-~11 | possibly about 11 June 2004",
                // Intervals: without what the end says as well.
                "2024-06-10/2024-06-16 | 10 to 16 June 2024",
                "2024-05-30/2024-06-02 | 30 May to 2 June 2024",
                "2023-12-30/2024-01-02 | 30 December 2023 to 2 January 2024",
                "2023-08/2024-02 | August 2023 to February 2024",
                "2024-02/2024-05 | February to May 2024",
                "2019/2021 | 2019 to 2021",
                "2024-06-18/2024-06-18 | 18 June 2024",
                "2004-06~/2004-08 | about June 2004 to August 2004",
                "2024-06/2025 | June 2024 to 2025",
                // Open, and unknown.
                "../2024-06-18 | up to 18 June 2024",
                "..2024-06-18 | up to 18 June 2024",
                "2024-06-18/.. | from 18 June 2024 on",
                "/2024-06-18 | until 18 June 2024, since when is not known",
                "2024-06-18/ | from 18 June 2024, until when is not known",
                // Digits that nobody stated.
                "201X | some year from 2010 to 2019",
                "19XX | some year from 1900 to 1999",
                "XXXX | some year",
                "2024-XX | some month of 2024",
                "2024-XX-XX | some day of 2024",
                "2024-06-XX | some day of June 2024",
                "156X-12-25 | some time from 25 December 1560 to 25 December 1569",
                "2024-XX-18 | some time from 18 January 2024 to 18 December 2024",
                "-004X | some year from 50 BC to 41 BC",
                "196 | the 1960s",
                "19 | 1900 to 1999",
                // Seasons and parts of years.
                "2024-21 | spring 2024",
                "2024-24 | winter 2024 to 2025",
                "2024-25 | spring 2024 in the north",
                "2024-30 | summer 2024 to 2025 in the south",
                "2024-32 | winter 2024 in the south",
                "2024-33 | the first quarter of 2024",
                "2024-39 | the third four months of 2024",
                "2024-41 | the second half of 2024",
                "2024-21~ | about spring 2024",
                // Sets.
                "[2024-06-18,2024-06-19] | 18 June 2024 or 19 June 2024",
                "{2022,2023,2024} | 2022, 2023 and 2024",
                "[2021..2024] | 2021 to 2024",
                "[..2024-06] | up to June 2024",
                "{2024-06..} | from June 2024 on",
                "[1667,1668,1670..1672] | 1667, 1668 or 1670 to 1672",
                // Years that calendars have no four digits for.
                "-0044-03-15 | 15 March 45 BC",
                "0000 | 1 BC",
                "0800-12-25 | 25 December AD 800",
                "Y17000 | the year 17,000",
                "Y-17000 | 17,001 BC",
                "Y17E7 | the year 170,000,000",
                "Y1E20 | a year beyond all calendars",
                "1950S2 | about 1950",
                "Y171010000S3 | about the year 171,010,000",
                // With a time.
                "2024-06-18T00:30:00+09:00 | 18 June 2024, 00:30 UTC+09:00",
                "2024-06-18T10:20:30Z | 18 June 2024, 10:20 UTC",
                "2024-06-18T10:20:30 | 18 June 2024, 10:20",
                "2024-06-18T10:20:30+0430 | 18 June 2024, 10:20 UTC+04:30",
            })
    void aDateIsSaid(String edtf, String words) {
        assertThat(DateWords.of(edtf)).isEqualTo(words);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2024-06-XX/2024-07-03",
                "1XXX-XX",
                "15XX-12-25",
                "2024-1X",
                "2024-06-1X",
                "{1960,1961-12}",
                "{196X}",
                "2004-06-XX~/2004-07-03?",
                "-2024-06",
                "XXXX-12-XX",
                "1XXX",
                "-0000",
                "[1667-12,1760]",
                "2024-06/..",
                "-17XX",
                "Y-17E7S3",
                "2001-34~",
                "[..]"
            })
    void whateverIsWrittenNoSignOfItIsLeft(String edtf) {
        String words;
        try {
            Edtf.parse(edtf);
        } catch (IllegalArgumentException none) {
            return;
        }
        words = DateWords.of(edtf);
        assertThat(words).isNotBlank().doesNotContain("/", "..", "~", "?", "%", "X", "[", "{", "T00", "Y1");
        assertThat(words).doesNotMatch(".*[0-9]-[0-9].*");
    }

    @ParameterizedTest
    @ValueSource(strings = {""})
    void nothingIsSaidOfNothing(String words) {
        assertThat(DateWords.of((String) null)).isEqualTo(words);
    }
}
