package org.claimtrail.date;

import static java.time.LocalDate.MAX;
import static java.time.LocalDate.MIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EdtfTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
            2024-06-18,            2024-06-18,  2024-06-18
            2024-06,               2024-06-01,  2024-06-30
            2024,                  2024-01-01,  2024-12-31
            2024-02,               2024-02-01,  2024-02-29
            1900-02,               1900-02-01,  1900-02-28
            0000,                  0000-01-01,  0000-12-31
            -0002,                 -0002-01-01, -0002-12-31
            -1985-04-12,           -1985-04-12, -1985-04-12
            """)
    void aDateIsTheDaysThatItSpans(String text, LocalDate earliest, LocalDate latest) {
        assertDays(text, earliest, latest);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            2024-06-18T10:00:00,            2024-06-18
            2024-06-18T23:59:59,            2024-06-18
            2024-06-18T10:00:00Z,           2024-06-18
            2024-06-18T00:30:00+09:00,      2024-06-18
            2024-06-18T23:00:00-04,         2024-06-18
            2024-06-18T23:00:00-0400,       2024-06-18
            2024-12-31T23:30:00-00:30,      2024-12-31
            2024-06-18T10:00:00.123+00:00,  2024-06-18
            2024-06-18T24:00:00,            2024-06-18
            2024-06-18T24:00:00Z,           2024-06-18
            2024-06-18T24:00:00-04:00,      2024-06-18
            2016-12-31T23:59:60Z,           2016-12-31
            2017-01-01T08:59:60+09:00,      2017-01-01
            -1985-04-12T23:20:30-04,        -1985-04-12
            """)
    void aDateTimeIsItsDayInUtc(String text, LocalDate day) {
        assertDays(text, day, day);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2024-06%s", "%s2024-06", "2024%s-06", "2024-%s06", "%s2024-%s06"})
    void aQualifierAnywhereDoesNotWidenTheDays(String pattern) {
        for (String qualifier : new String[] {"?", "~", "%"}) {
            assertDays(pattern.replace("%s", qualifier), day("2024-06-01"), day("2024-06-30"));
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            201X,        2010-01-01,  2019-12-31
            20XX,        2000-01-01,  2099-12-31
            XXXX,        0000-01-01,  9999-12-31
            -1XXX,       -1999-01-01, -1000-12-31
            -000X,       -0009-01-01, -0001-12-31
            1XX3,        1003-01-01,  1993-12-31
            2024-XX,     2024-01-01,  2024-12-31
            1984-1X,     1984-10-01,  1984-12-31
            15XX-X2,     1500-02-01,  1599-12-31
            2024-02-XX,  2024-02-01,  2024-02-29
            2024-02-X9,  2024-02-09,  2024-02-29
            2023-02-X9,  2023-02-09,  2023-02-19
            2024-XX-XX,  2024-01-01,  2024-12-31
            2024-XX-31,  2024-01-31,  2024-12-31
            15XX-02-29,  1504-02-29,  1596-02-29
            15XX-01-3X,  1500-01-30,  1599-01-31
            -15XX-12-25, -1599-12-25, -1500-12-25
            XXXX-12-XX,  0000-12-01,  9999-12-31
            201X-24,     2010-12-01,  2020-02-29
            """)
    void unspecifiedDigitsStandForEveryDigitThatLeavesADay(String text, LocalDate earliest, LocalDate latest) {
        assertDays(text, earliest, latest);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            21, 2023-03-01, 2023-05-31
            22, 2023-06-01, 2023-08-31
            23, 2023-09-01, 2023-11-30
            24, 2023-12-01, 2024-02-29
            25, 2023-03-01, 2023-05-31
            26, 2023-06-01, 2023-08-31
            27, 2023-09-01, 2023-11-30
            28, 2023-12-01, 2024-02-29
            29, 2023-09-01, 2023-11-30
            30, 2023-12-01, 2024-02-29
            31, 2023-03-01, 2023-05-31
            32, 2023-06-01, 2023-08-31
            33, 2023-01-01, 2023-03-31
            34, 2023-04-01, 2023-06-30
            35, 2023-07-01, 2023-09-30
            36, 2023-10-01, 2023-12-31
            37, 2023-01-01, 2023-04-30
            38, 2023-05-01, 2023-08-31
            39, 2023-09-01, 2023-12-31
            40, 2023-01-01, 2023-06-30
            41, 2023-07-01, 2023-12-31
            """)
    void aSeasonIsItsMonths(String code, LocalDate earliest, LocalDate latest) {
        assertDays("2023-" + code, earliest, latest);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            2023-08/2024-02,        2023-08-01, 2024-02-29
            2024-06-04/2024-06-18,  2024-06-04, 2024-06-18
            2004-02-01/2005,        2004-02-01, 2005-12-31
            1984~/2004-06?,         1984-01-01, 2004-06-30
            2004-06-~01/2004-06-2X, 2004-06-01, 2004-06-29
            2023-24/2024-21,        2023-12-01, 2024-05-31
            1919-XX-02/1919-XX-01,  1919-01-02, 1919-12-01
            2004-06-11/2004-06,     2004-06-11, 2004-06-30
            1984/1950S2,            1984-01-01, 1999-12-31
            """)
    void anIntervalRunsFromTheFirstDayOfItsStartToTheLastOfItsEnd(String text, LocalDate earliest, LocalDate latest) {
        assertDays(text, earliest, latest);
    }

    @Test
    void anOpenBoundIsBeyondEveryDay() {
        assertDays("2024-06/..", day("2024-06-01"), MAX);
        assertDays("../2024-06", MIN, day("2024-06-30"));
        assertDays("../..", MIN, MAX);
        assertDays("[..1760-12-03]", MIN, day("1760-12-03"));
        assertDays("{1760..}", day("1760-01-01"), MAX);
    }

    @Test
    void anUnknownBoundIsNull() {
        assertDays("2024/", day("2024-01-01"), null);
        assertDays("/2024", null, day("2024-12-31"));
        assertDays("../", MIN, null);
        assertDays("/..", null, MAX);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            [1667,1668,1670..1672];      1667-01-01;  1672-12-31
            {1960,1961-12};              1960-01-01;  1961-12-31
            {1960 ,  1961-12};           1960-01-01;  1961-12-31
            [1984];                      1984-01-01;  1984-12-31
            [1672,1667];                 1667-01-01;  1672-12-31
            [-1667,1760-12];             -1667-01-01; 1760-12-31
            [1760-01,1760-02~,176X];     1760-01-01;  1769-12-31
            """)
    void aSetRunsFromItsFirstToItsLastDay(String text, LocalDate earliest, LocalDate latest) {
        assertDays(text, earliest, latest);
    }

    @Test
    void aSetOfOneOpenRangeMayLeaveItsBracketsOut() {
        assertDays("..2024-06-18", MIN, day("2024-06-18"));
        assertDays("2024-06..", day("2024-06-01"), MAX);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            Y12024,          +12024-01-01,  +12024-12-31
            Y-4712,          ,
            Y17E3,           +17000-01-01,  +17000-12-31
            Y3388E2S3,       +338000-01-01, +338999-12-31
            1950S2,          1900-01-01,    1999-12-31
            1950S4,          1950-01-01,    1950-12-31
            1950S9,          1950-01-01,    1950-12-31
            -1859S2,         -1899-01-01,   -1800-12-31
            0987S2,          0980-01-01,    0989-12-31
            1950S2~,         1900-01-01,    1999-12-31
            """)
    void aLongOrRoundedYearIsTheYearsThatItsDigitsLeave(
            String text, @Nullable LocalDate earliest, @Nullable LocalDate latest) {
        if (earliest == null || latest == null) {
            assertFault(text, "Y starts a year of more than four digits, without zeros before it");
        } else {
            assertDays(text, earliest, latest);
        }
    }

    @Test
    void daysThatPostgresqlCannotKeepAreBeyondEveryDay() {
        assertDays("-4712", day("-4712-01-01"), day("-4712-12-31"));
        assertDays("-4713", MIN, MIN);
        assertDays("-XXXX", MIN, day("-0001-12-31"));
        assertDays("-4713/2024", MIN, day("2024-12-31"));
        assertDays("Y5874897", day("+5874897-01-01"), day("+5874897-12-31"));
        assertDays("Y5874898", MAX, MAX);
        assertDays("Y-17E7", MIN, MIN);
        assertDays("Y17E8", MAX, MAX);
        assertDays("Y1E999999999999", MAX, MAX);
        assertDays("Y-" + "9".repeat(150), MIN, MIN);
        assertDays("Y-61000/-2000", MIN, day("-2000-12-31"));
    }

    @Test
    void aDecadeOrACenturyStandsAlone() {
        assertDays("196", day("1960-01-01"), day("1969-12-31"));
        assertDays("19", day("1900-01-01"), day("1999-12-31"));
        assertDays("19~", day("1900-01-01"), day("1999-12-31"));
        assertDays("-019", day("-0199-01-01"), day("-0190-12-31"));
        assertFault("2024/25", "the year \"25\" does not have four digits");
        assertFault("[19,20]", "the year \"19\" does not have four digits");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            2024-13;                     there is no month 13
            2024-00;                     there is no month 00
            2024-42;                     there is no month or season 42
            2023-02-29;                  there is no day 29 in 2023-02
            2024-06-00;                  there is no day 00 in 2024-06
            156X-11-31;                  there is no day 31 in 156X-11
            15XX-2X-25;                  there is no month 2X
            2024-21-05;                  there is no month 21
            2024-6;                      a month has two digits
            2024-06-1;                   a day has two digits
            20240618;                    a year of more than four digits starts with Y
            June 2024;                   a date starts with a year, such as 2024, 2024-06 or 2024-06-18
            18 June 2024;                the year "18" does not have four digits
            2024/06/18;                  it has more than one "/"
            /;                           neither the start nor the end of the interval is stated
            2024/2023;                   its start "2024" is after its end "2023"
            2012-24/2012-21;             its start "2012-24" is after its end "2012-21"
            [1672..1667];                its start "1672" is after its end "1667"
            Y17E8/Y17E7;                 its start "Y17E8" is after its end "Y17E7"
            2024-06-18/2024-06-18T10:00:00Z; an interval goes from day to day, without times
            {1999;                       the set is not closed by "}"
            [];                          the set has an empty member
            [1999,];                     the set has an empty member
            [..];                        ".." needs a date on at least one side
            [1999,..2001];               only the first member of a set may start, and only the last may end, with ".."
            -0000;                       there is no year -0000, the year before 1 is 0000
            Y2024;                       Y starts a year of more than four digits, without zeros before it
            Y20240-06;                   such a year has no month and no day
            1950S0;                      after S comes the number of significant digits, such as 1950S2
            195XS2;                      a year has either unspecified or significant digits
            2024-06T10:00:00;            a time follows only a whole day, such as 2024-06-18
            -2024-06T10:00:00;           a time follows only a whole day, such as 2024-06-18
            2024-06-18T10:00Z;           a time has hours, minutes and seconds, such as T10:00:00Z
            2024-06-18T25:00:00;         there is no time 25:00:00
            2024-06-18T24:00:01;         there is no time 24:00:01
            2024-06-18T10:00:60Z;        a second 60 exists only at the end of a day in UTC
            2024-06-18T10:00:00+15:00;   there is no offset +15:00
            2024-06-18T10:00:00-00:00;   the offset of UTC is +00:00 or Z, not -00:00
            2024-06-18T10:00:00 CET;     after the time comes nothing, Z or an offset such as +09:00
            """)
    void aFaultIsNamedInOneSentence(String text, String reason) {
        assertFault(text, reason);
    }

    @Test
    void spacesAreNotTrimmedAway() {
        assertFault(" 2024", "it begins or ends with a space");
        assertFault("  ", "it is empty");
        assertFault("", "it is empty");
    }

    @Test
    void aFaultDoesNotRepeatControlCharacters() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Edtf.parse("2024\n06"))
                .withMessageStartingWith("\"2024\uFFFD06\" is not an EDTF date: ");
    }

    @Test
    void anEndlessTextIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Edtf.parse("2024".repeat(1_000_000)))
                .withMessage("An EDTF date has at most 200 characters, this one has 4000000.");
    }

    @Test
    void daysInTheWrongOrderAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Edtf("2024", day("2024-12-31"), day("2024-01-01")));
    }

    private static void assertDays(String text, @Nullable LocalDate earliest, @Nullable LocalDate latest) {
        assertThat(Edtf.parse(text)).isEqualTo(new Edtf(text, earliest, latest));
    }

    private static void assertFault(String text, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Edtf.parse(text))
                .withMessage("\"%s\" is not an EDTF date: %s.", text, reason);
    }

    private static LocalDate day(String iso) {
        return LocalDate.parse(iso);
    }
}
