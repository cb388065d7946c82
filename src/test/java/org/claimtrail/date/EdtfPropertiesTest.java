package org.claimtrail.date;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

class EdtfPropertiesTest {

    @Property
    void aParsedDateKeepsItsTextAndItsDaysAreInOrder(@ForAll("dates") String date) {
        Edtf read = Edtf.parse(date);

        assertThat(read.text()).isEqualTo(date);
        assertThat(read.earliest()).isNotNull().isBeforeOrEqualTo(read.latest());
    }

    @Property
    void theBoundsOfAnIntervalComeFromItsEnds(@ForAll("dates") String from, @ForAll("dates") String to) {
        Edtf start = Edtf.parse(from);
        Edtf end = Edtf.parse(to);
        Edtf interval = parsedOrNull(from + "/" + to);

        if (interval == null) {
            assertThat(start.earliest()).isAfterOrEqualTo(end.latest());
        } else {
            assertThat(interval.earliest()).isEqualTo(start.earliest());
            assertThat(interval.latest()).isEqualTo(end.latest());
        }
    }

    @Property
    void aSetHoldsItsMembers(@ForAll("dates") String one, @ForAll("dates") String other) {
        Edtf set = Edtf.parse("[" + one + "," + other + "]");

        for (String member : new String[] {one, other}) {
            assertThat(set.earliest()).isBeforeOrEqualTo(Edtf.parse(member).earliest());
            assertThat(set.latest()).isAfterOrEqualTo(Edtf.parse(member).latest());
        }
    }

    @Property
    void everyIsoDateIsItself(@ForAll @IntRange(min = -1_721_059, max = 2_932_896) int epochDay) {
        // -4712-01-01 .. 9999-12-31 are the days that both ISO 8601 writes with four digits and PostgreSQL keeps.
        LocalDate day = LocalDate.ofEpochDay(epochDay);

        assertThat(Edtf.parse(day.toString())).isEqualTo(new Edtf(day.toString(), day, day));
    }

    @Property
    void everyIsoDateTimeIsTheDayThatItStates(
            @ForAll @IntRange(min = 0) int epochSecond, @ForAll @IntRange(min = -720, max = 840) int offsetMinutes) {
        OffsetDateTime time = OffsetDateTime.ofInstant(
                Instant.ofEpochSecond(epochSecond), ZoneOffset.ofTotalSeconds(offsetMinutes * 60));
        String text = time.format(DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssXXX"));

        assertThat(Edtf.parse(text).earliest()).isEqualTo(time.toLocalDate());
        assertThat(Edtf.parse(text).latest()).isEqualTo(time.toLocalDate());
    }

    @Property
    void anUnspecifiedDigitHoldsEveryDateThatItMayStandFor(
            @ForAll @IntRange(min = -719_528, max = 2_932_896) int epochDay, @ForAll("masks") String mask) {
        String day = LocalDate.ofEpochDay(epochDay).toString();
        StringBuilder pattern = new StringBuilder(day);
        for (int i = 0; i < mask.length(); i++) {
            if (mask.charAt(i) == 'X') {
                pattern.setCharAt(i, 'X');
            }
        }
        Edtf read = Edtf.parse(pattern.toString());

        assertThat(read.earliest()).isBeforeOrEqualTo(LocalDate.parse(day));
        assertThat(read.latest()).isAfterOrEqualTo(LocalDate.parse(day));
    }

    @Property
    void garbageIsRefusedAsAnIllegalArgumentAndNothingElse(@ForAll String garbage) {
        parsedOrNull(garbage);
    }

    @Property(tries = 20_000)
    void garbageOfTheRightLettersIsRefusedAsAnIllegalArgumentAndNothingElse(@ForAll("almostDates") String garbage) {
        Edtf read = parsedOrNull(garbage);
        if (read != null && read.earliest() != null && read.latest() != null) {
            assertThat(read.earliest()).isBeforeOrEqualTo(read.latest());
        }
    }

    @Provide
    Arbitrary<String> masks() {
        return Combinators.combine(mask(4), mask(2), mask(2)).as((y, m, d) -> y + "-" + m + "-" + d);
    }

    private static Arbitrary<String> mask(int length) {
        return Arbitraries.strings().withChars('X', ' ').ofLength(length);
    }

    @Provide
    Arbitrary<String> dates() {
        Arbitrary<String> qualifier = Arbitraries.of("", "", "", "?", "~", "%");
        Arbitrary<String> year = Arbitraries.oneOf(
                Arbitraries.integers().between(0, 9999).map("%04d"::formatted),
                Arbitraries.integers().between(1, 9999).map("-%04d"::formatted),
                Arbitraries.of("201X", "19XX", "1XX3", "XXXX", "-15XX"));
        Arbitrary<String> month = Arbitraries.oneOf(
                Arbitraries.integers().between(1, 12).map("%02d"::formatted), Arbitraries.of("XX", "0X", "1X", "X2"));
        Arbitrary<String> day = Arbitraries.oneOf(
                Arbitraries.integers().between(1, 28).map("%02d"::formatted), Arbitraries.of("XX", "0X", "1X", "X8"));
        Arbitrary<String> season = Arbitraries.integers().between(21, 41).map(Object::toString);
        Arbitrary<String> longYear = Combinators.combine(
                        Arbitraries.of("", "-"),
                        Arbitraries.integers().between(10_000, Integer.MAX_VALUE),
                        Arbitraries.of("", "E3", "E99", "S2", "E2S3"))
                .as((sign, number, rest) -> "Y" + sign + number + rest);
        return Arbitraries.oneOf(
                Combinators.combine(year, qualifier).as(String::concat),
                Combinators.combine(year, qualifier, month, qualifier).as((y, q, m, r) -> y + q + "-" + m + r),
                Combinators.combine(year, season, qualifier).as((y, s, q) -> y + "-" + s + q),
                Combinators.combine(year, month, qualifier, day, qualifier)
                        .as((y, m, q, d, r) -> y + "-" + m + "-" + q + d + r),
                longYear);
    }

    @Provide
    Arbitrary<String> almostDates() {
        return Arbitraries.oneOf(
                Arbitraries.strings()
                        .withChars("0123456789-XYESTZ?~%/.,[]{}:+ ".toCharArray())
                        .ofMaxLength(30),
                Arbitraries.of(
                                "2024",
                                "-",
                                "06",
                                "18",
                                "XX",
                                "Y",
                                "E",
                                "S",
                                "T",
                                "10:00:00",
                                "Z",
                                "+09:00",
                                "/",
                                "..",
                                "[",
                                "]",
                                ",",
                                "~",
                                "12345",
                                "21",
                                "29",
                                "")
                        .list()
                        .ofMaxSize(12)
                        .map(parts -> String.join("", parts)));
    }

    private static @Nullable Edtf parsedOrNull(String text) {
        try {
            return Edtf.parse(text);
        } catch (IllegalArgumentException refused) {
            assertThat(refused).isExactlyInstanceOf(IllegalArgumentException.class);
            return null;
        }
    }
}
