package org.claimtrail.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.claimtrail.claim.Qualifier;
import org.claimtrail.unit.UnitReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FigureReaderTest {

    private static final FigureReader READER = new FigureReader();

    /** qualifier, numbers, unit or kind, as far as it has them */
    private static String told(ReadFigure figure) {
        String numbers = Stream.of(figure.amount(), figure.lowerBound(), figure.upperBound())
                .map(number -> number == null ? "" : number.toPlainString())
                .filter(number -> !number.isEmpty())
                .collect(Collectors.joining(".."));
        String unit = figure.unit() == null ? "" : " " + figure.unit();
        return (figure.qualifier() + " " + numbers + unit).replace("  ", " ").strip();
    }

    private static String told(String text, String language) {
        return READER.read(text, language).stream()
                .filter(figure -> figure.kind() != FigureKind.ORDINAL)
                .map(FigureReaderTest::told)
                .collect(Collectors.joining("; "));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Officials put it at 5.7 million people.          | EXACT 5700000 people
            about 6,700 containers went east                 | ABOUT 6700 containers
            It earned $22.5 million.                         | EXACT 22500000 dollar
            worth US$ 5bn at least                           | AT_LEAST 5000000000 USD
            a loss of €3m                                    | EXACT 3000000 EUR
            They paid 75 USD million.                        | EXACT 75000000 USD
            £1.2bn was lost                                  | EXACT 1200000000 GBP
            The bill came to 3 dollars 50 cents.             | EXACT 3.5 dollar
            half a million doses                             | EXACT 500000 doses
            two and a half million refugees                  | EXACT 2500000 refugees
            twenty three ships                               | EXACT 23 ships
            a dozen officers                                 | EXACT 12 officers
            one hundred and twenty-one thousand votes        | EXACT 121000 votes
            one third of voters stayed home                  | EXACT 0.333333333333333
            more than 70 prisoners                           | MORE_THAN 70 prisoners
            at least 500 workers                             | AT_LEAST 500 workers
            no fewer than forty schools                      | AT_LEAST 40 schools
            up to 300 soldiers                               | AT_MOST 300 soldiers
            fewer than a thousand pandas                     | LESS_THAN 1000 pandas
            nearly 2,000 homes                               | NEARLY 2000 homes
            some 300 families                                | ABOUT 300 families
            1,000 or more drones                             | AT_LEAST 1000 drones
            200+ companies                                   | AT_LEAST 200 companies
            between 5 and 10 million people                  | BETWEEN 5000000..10000000 people
            between two hundred and three hundred tanks      | BETWEEN 200..300 tanks
            It takes 2-3 years.                              | BETWEEN 2..3 year
            from 10 to 20 percent                            | BETWEEN 10..20 %
            a share of 50 to 80%                             | BETWEEN 50..80 %
            more than twenty and less than thirty cases      | BETWEEN 20..30 cases
            Exports rose from 10 to 20 tonnes.               | EXACT 10; EXACT 20 tonne
            The range is 1000-5000.                          | BETWEEN 1000..5000
            dozens of civilians                              | DOZENS civilians
            several hundred houses                           | HUNDREDS houses
            tens of thousands of protesters                  | THOUSANDS protesters
            hundreds of millions of dollars                  | MILLIONS dollar
            3.5 percentage points                            | EXACT 3.5 percentage points
            It fell 25 basis points.                         | EXACT 25 basis points
            12 per cent of them                              | EXACT 12 %
            The rate was -0.5%.                              | EXACT -0.5 %
            at 200 kilometres per hour                       | EXACT 200 kilometre per hour
            It uses 10 l/km.                                 | EXACT 10 litre per kilometre
            He is 5 feet 3 inches tall.                      | EXACT 63 inch
            500,000 barrels a day                            | EXACT 500000 barrel per day
            1.3x10^6 cells                                   | EXACT 1300000 cells
            a 3-year-old boy                                 | EXACT 3 year
            a man aged 45                                    | EXACT 45 year
            a gap of 2 1/4 miles                             | EXACT 2.25 mile
            one in five women                                | EXACT 0.2 women
            equal to or less than 30                         | AT_MOST 30
            """)
    void whatIsStatedIsRead(String text, String told) {
        assertThat(told(text, "en")).isEqualTo(told);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "In 2019 it was said that the war had begun in 1914.",
                "Call +1-222-2222-2222 or (555) 123-4567.",
                "Version 1.2.3 is out, and v2.0 is not.",
                "On 14 September 2019, at 10:30 am or 6pm",
                "The one you mentioned is the one.",
                "under Article 5, in room 12, on flight 370",
                "COVID-19 and F-16 and 5G and B2B",
                "See https://news.example/2024/06/19 and a@b3.example.",
                "in 2013-14 and since the 1990s",
                "It is open 24/7, since 9/11."
            })
    void whatIsNoFigureIsNone(String text) {
        assertThat(told(text, "en")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            de | Rund 1.234,5 Tonnen gingen nach Osten.      | ABOUT 1234.5 tonne
            de | zweiundzwanzig Soldaten                     | EXACT 22 Soldaten
            de | dreihundertfünfzigtausend Menschen          | EXACT 350000 Menschen
            de | mehr als 3 Mio. Euro                        | MORE_THAN 3000000 EUR
            fr | quatre-vingt-dix-sept blessés               | EXACT 97 blessés
            fr | environ deux millions d'euros               | ABOUT 2000000 EUR
            es | más de dos mil millones de euros            | MORE_THAN 2000000000 EUR
            es | treinta y dos soldados                      | EXACT 32 soldados
            pt | cerca de 1.234.567 pessoas                  | ABOUT 1234567 pessoas
            pt | trinta e um por cento                       | EXACT 31 %
            """)
    void otherLanguagesWriteOtherwise(String language, String text, String told) {
        assertThat(told(text, language)).isEqualTo(told);
    }

    @Test
    void aNumberWrittenOutIsReadAsItself() {
        Random random = new Random(17);
        for (int round = 0; round < 2000; round++) {
            long number = (long) Math.pow(10, random.nextDouble() * 12);
            String words = inWords(number);
            List<ReadFigure> figures = READER.read("It counted " + words + ".", "en");
            assertThat(figures).as(words).hasSize(1);
            assertThat(figures.get(0).amount()).as(words).isEqualByComparingTo(BigDecimal.valueOf(number));
            assertThat(figures.get(0).asStated()).isEqualTo(words);
        }
    }

    @Test
    void aNumberInDigitsIsReadAsItself() {
        Random random = new Random(18);
        for (int round = 0; round < 2000; round++) {
            long number = 3000 + (long) Math.pow(10, random.nextDouble() * 14);
            String english = "%,d".formatted(number);
            assertThat(READER.read("exactly " + english, "en").get(0).amount())
                    .isEqualByComparingTo(BigDecimal.valueOf(number));
            assertThat(READER.read("genau " + english.replace(',', '.'), "de")
                            .get(0)
                            .amount())
                    .isEqualByComparingTo(BigDecimal.valueOf(number));
        }
    }

    @Test
    void spansLieInTheTextAndDoNotOverlap() {
        List<String> pieces = List.of(
                "5",
                "million",
                "and",
                "a",
                "half",
                "$",
                "€",
                "%",
                "-",
                "–",
                "to",
                "between",
                "more than",
                "2024",
                "June",
                "3rd",
                "one",
                "hundred",
                "thousand",
                "km",
                "/",
                "h",
                ".",
                ",",
                "people",
                "\"",
                "'",
                "yesterday",
                "½",
                "10:30",
                "x",
                "^",
                "𝟙",
                "́",
                "\n",
                " ",
                "(",
                ")",
                "[",
                "]",
                "or",
                "less than",
                "equal to",
                "tens of");
        Random random = new Random(19);
        for (int round = 0; round < 3000; round++) {
            String text = random.ints(1 + random.nextInt(25), 0, pieces.size())
                    .mapToObj(at -> pieces.get(at) + (random.nextInt(4) == 0 ? "" : " "))
                    .collect(Collectors.joining());
            String language = Lexicon.LANGUAGES.get(round % Lexicon.LANGUAGES.size());
            assertThatCode(() -> check(text, language)).as(text).doesNotThrowAnyException();
        }
    }

    private static void check(String text, String language) {
        int floor = 0;
        for (ReadFigure figure : READER.read(text, language)) {
            assertThat(figure.start()).isGreaterThanOrEqualTo(floor);
            assertThat(figure.end()).isGreaterThan(figure.start()).isLessThanOrEqualTo(text.length());
            assertThat(figure.asStated()).isEqualTo(text.substring(figure.start(), figure.end()));
            assertThat(figure.asStated()).contains(figure.number());
            boolean between = figure.qualifier() == Qualifier.BETWEEN;
            assertThat(between).isEqualTo(figure.lowerBound() != null && figure.upperBound() != null);
            if (between) {
                assertThat(figure.lowerBound()).isLessThan(figure.upperBound());
            }
            floor = figure.end();
        }
    }

    /** What has units of measurement is read by the unit room as what measures the same, or as a share, or not at all. */
    @Test
    void theUnitRoomKnowsTheNamesOfWhatItConverts() {
        UnitReader units = new UnitReader();
        List<String> strange = new ArrayList<>();
        for (String name : List.of(
                "metre",
                "kilometre",
                "mile",
                "foot",
                "inch",
                "square metre",
                "square kilometre",
                "acre",
                "hectare",
                "litre",
                "cubic metre",
                "barrel",
                "gram",
                "kilogram",
                "tonne",
                "hour",
                "day",
                "kilowatt",
                "megawatt",
                "kilometre per hour",
                "barrel per day",
                "degree Celsius",
                "byte",
                "gigabyte")) {
            if (!units.read(name).kind().startsWith("physical")
                    && !units.read(name).kind().equals("bit")) {
                strange.add(name + " " + units.read(name).kind());
            }
        }
        assertThat(strange).isEmpty();
    }

    @Test
    void aLongTextIsReadInTime() {
        for (String piece : List.of(
                "million ",
                "one thousand, ",
                "1 ",
                "1-",
                "between 1 and ",
                "5 May ",
                "(",
                "\"1",
                "hundreds of ",
                "$ ",
                "1,",
                "1/",
                "a half and ")) {
            String text = piece.repeat(6_000 / piece.length());
            assertTimeoutPreemptively(Duration.ofSeconds(30), () -> READER.read(text, "en"), piece);
        }
    }

    private static final String[] SMALL =
            ("zero one two three four five six seven eight nine ten eleven twelve thirteen "
                            + "fourteen fifteen sixteen seventeen eighteen nineteen")
                    .split(" ");
    private static final String[] TENS = ("- - twenty thirty forty fifty sixty seventy eighty ninety").split(" ");

    private static String inWords(long number) {
        if (number < 20) {
            return SMALL[(int) number];
        }
        if (number < 100) {
            return TENS[(int) number / 10] + (number % 10 == 0 ? "" : "-" + SMALL[(int) number % 10]);
        }
        if (number < 1000) {
            return SMALL[(int) number / 100] + " hundred" + (number % 100 == 0 ? "" : " and " + inWords(number % 100));
        }
        long scale = number < 1_000_000 ? 1000 : number < 1_000_000_000 ? 1_000_000 : 1_000_000_000;
        String word = scale == 1000 ? "thousand" : scale == 1_000_000 ? "million" : "billion";
        long rest = number % scale;
        return inWords(number / scale) + " " + word
                + (rest == 0 ? "" : rest < 100 ? " and " + inWords(rest) : " " + inWords(rest));
    }
}
