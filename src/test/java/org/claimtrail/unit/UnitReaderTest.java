package org.claimtrail.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnitReaderTest {

    private final UnitReader units = new UnitReader();

    @Test
    void aTonneIsAThousandKilograms() {
        assertThat(convert("1", "t", "kg")).isEqualByComparingTo("1000");
        assertThat(convert("1", "metric tons", "Tonnes")).isEqualByComparingTo("1");
    }

    @ParameterizedTest
    @CsvSource({
        "1, mile, km, 1.609344",
        "3, MILES, metres, 4828.032",
        "1, lb, g, 453.59237",
        "1, long tons, kg, 1016.0469088",
        "1, short tons, kg, 907.18474",
        "1, barrel, litres, 158.987294928",
        "1, acre, m², 4046.8564224",
        "1, square mile, sq. km, 2.589988110336",
        "1, ha, m2, 10000",
        "1, nautical miles, km, 1.852",
        "2, million barrels per day, bbl/day, 2000000",
        "1.5, thousand tonnes, t, 1500",
        "18, km/h, m/s, 5",
        "18, kilometres per hour, m/s, 5",
        "1, t/ha, kg/m², 0.1",
        "2, GWh, MWh, 2000",
        "1, kWh, J, 3600000",
        "1, kW·h, kWh, 1",
        "1, mW, MW, 1",
        "1, mg, µg, 1000",
        "2, hours, minutes, 120",
        "1, bcm, cubic metres, 1000000000",
        "5, containers, Containers, 5",
        "50, billion USD, US dollars, 50000000000",
        "3, million containers, containers, 3000000",
        "4, per cent, %, 4",
        // Temperatures, as a thermometer shows them, and as differences
        "20, °C, K, 293.15",
        "20, degrees Celsius, °F, 68",
        "-40, °F, °C, -40",
        "0, K, °C, -273.15",
        "68, Grad Fahrenheit, ℃, 20",
        "0.2, °C per decade, K per year, 0.02",
        "9, °F per hour, °C per hour, 5",
        // Information
        "5, GB, MB, 5000",
        "1, TB, gigabytes, 1000",
        "1, GiB, MiB, 1024",
        "8, Mbit, MB, 1",
        "8, Mb, MB, 1",
        "1, Go, mégaoctets, 1000",
        "1, GB/s, Gbps, 8",
        "1, MB, bytes, 1000000",
        // Powers
        "1, m^2, m², 1",
        "1, km^2, ha, 100",
        "1, m**3, litres, 1000",
        "5, m^3/s, m³/s, 5",
        "1, t/km^2, kg/ha, 10",
        // By time
        "1000, deaths per day, deaths per week, 7000",
        "10, people per day, persons/day, 10",
        "365.2425, t per day, t per year, 133402.08380625",
        "12, USD per year, USD per month, 1",
        "24, million USD per day, USD per hour, 1000000",
        "2, barrels a day, barrels per day, 2",
        "1, barrels of oil per day, bpd, 1",
        "7, Tote pro Woche, Tote pro Tag, 1",
        "7, muertos por semana, muertos al día, 1",
        "7, morts par semaine, dead per day, 1",
        "60, litres per minute, l/h, 3600",
        "12, euros annually, EUR per month, 1",
        "30, Fälle am Tag, cases daily, 30",
        // By what is counted
        "5, cases per 100\u00a0000 inhabitants, cases per million inhabitants, 50",
        "5, Fälle je 100.000 Einwohner, cases per 100.000 inhabitants, 5",
        "3, USD per barrel, US dollars/bbl, 3",
        "1, euros per tonne, EUR per kg, 0.001",
        "2, USD per capita, dollars américains par personne, 2",
        "5, people per km², Personen pro Quadratkilometer, 5",
        "100, tonnes of grain, kg of grain, 100000",
        "3, percent of GDP, % of GDP, 3",
        "1, Mt/yr, million tonnes per year, 1",
        "2, €/MWh, EUR per MWh, 2",
        "1, TWh/a, GWh per year, 1000",
        "1, euros par an, EUR annually, 1"
    })
    void unitsConvertToTheDigit(BigDecimal number, String from, String to, BigDecimal expected) {
        assertThat(convert(number.toString(), from, to)).isEqualByComparingTo(expected);
    }

    /** As newsrooms write them in five languages: a multiple, and what is so many. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "bn USD | 1000000000 | USD",
                "USD bn | 1000000000 | USD",
                "billion USD | 1000000000 | USD",
                "billions of US dollars | 1000000000 | USD",
                "USDbn | 1000000000 | USD",
                "US$bn | 1000000000 | USD",
                "US$ bn | 1000000000 | USD",
                "US$ billion | 1000000000 | USD",
                "bln USD | 1000000000 | USD",
                "USD m | 1000000 | USD",
                "USDm | 1000000 | USD",
                "m USD | 1000000 | USD",
                "mn USD | 1000000 | USD",
                "mln euros | 1000000 | EUR",
                "€m | 1000000 | EUR",
                "€ million | 1000000 | EUR",
                "€bn | 1000000000 | EUR",
                "£m | 1000000 | GBP",
                "£bn | 1000000000 | pounds sterling",
                "k€ | 1000 | EUR",
                "M€ | 1000000 | EUR",
                "Md€ | 1000000000 | EUR",
                "k USD | 1000 | USD",
                "kUSD | 1000 | USD",
                "tn USD | 1000000000000 | USD",
                "trn yen | 1000000000000 | JPY",
                "trillion yuan | 1000000000000 | CNY",
                "lakh rupees | 100000 | rupees",
                "lakh INR | 100000 | INR",
                "crore INR | 10000000 | INR",
                "₹ crore | 10000000 | INR",
                "lakh crore INR | 1000000000000 | INR",
                "crores of rupees | 10000000 | rupees",
                "Mio. Euro | 1000000 | EUR",
                "Mio. € | 1000000 | EUR",
                "Mrd. Euro | 1000000000 | EUR",
                "Mrd. US-Dollar | 1000000000 | USD",
                "Milliarden Euro | 1000000000 | EUR",
                "Billionen Euro | 1000000000000 | EUR",
                "Bio. Euro | 1000000000000 | EUR",
                "Tsd. Tonnen | 1000 | t",
                "tausend Tonnen | 1000 | t",
                "Millionen Barrel pro Tag | 1000000 | bpd",
                "Dutzend Soldaten | 12 | soldiers",
                "milliards d'euros | 1000000000 | EUR",
                "milliards d’euros | 1000000000 | EUR",
                "milliards de dollars américains | 1000000000 | USD",
                "Mds € | 1000000000 | EUR",
                "Md EUR | 1000000000 | EUR",
                "millions de tonnes | 1000000 | t",
                "milliers de soldats | 1000 | soldiers",
                "mille milliards d'euros | 1000000000000 | EUR",
                "mil millones de euros | 1000000000 | EUR",
                "miles de millones de dólares estadounidenses | 1000000000 | USD",
                "millones de barriles | 1000000 | barrels",
                "miles de personas | 1000 | people",
                "mil toneladas | 1000 | t",
                "billones de euros | 1000000000000 | EUR",
                "mil milhões de euros | 1000000000 | EUR",
                "bilhões de reais | 1000000000 | BRL",
                "R$ bi | 1000000000 | BRL",
                "R$ mi | 1000000 | BRL",
                "milhões de pessoas | 1000000 | people",
                "trilhões de reais | 1000000000000 | BRL",
                "mbpd | 1000000 | bpd",
                "mb/d | 1000000 | barrels per day",
                "million bpd | 1000000 | b/d",
                "m bpd | 1000000 | bpd",
                "kb/d | 1000 | bpd",
                "m barrels | 1000000 | barrels",
                "m people | 1000000 | people",
                "k people | 1000 | people",
                "thousands of people | 1000 | persons",
                "hundred thousand people | 100000 | people",
                "hundreds of millions of people | 100000000 | people",
                "dozens of ships | 12 | ship",
                "1,000 tonnes | 1000 | t",
                "1.000 Tonnen | 1000 | t",
                "1 000 tonnes | 1000 | t",
                "1000 t | 1000 | tonne",
                "'000 tonnes | 1000 | t",
                "10^6 barrels | 1000000 | barrel",
                "10⁹ m³ | 1 | bcm",
                "mtpa | 1000000 | tonnes per year",
                "bcm per year | 1 | bcma",
                "bn barrels | 1000000000 | barrel",
                "MILLION EUR | 1000000 | eur",
                "barrels (millions) | 1000000 | barrels",
                "$bn | 1000000000 | $",
                "bn $ | 1000000000 | $"
            })
    void multiplesAreReadAsNewsroomsWriteThem(String text, BigDecimal expected, String unit) {
        assertThat(convert("1", text, unit)).isEqualByComparingTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"million", "thousand", "bn", "k", "Mrd.", "milliards", "mil millones", "lakh", "crore", "tn", "dozen"})
    void aMultipleAloneCountsWhatHasNoUnit(String text) {
        assertThat(units.read(text).kind()).isEqualTo(units.read(null).kind());
        assertThat(units.read(text).unread()).isNull();
    }

    /** Stored comparisons know units by their kind and size alone. */
    @Test
    void whyAUnitWasNotReadDoesNotMakeItAnother() {
        assertThat(units.read("quarters").unread()).isNotNull();
        assertThat(units.read("quarter").unread()).isNull();
        assertThat(units.read("quarters")).isEqualTo(units.read("quarter"));
    }

    /** One and many of it, in one language or in several. */
    @ParameterizedTest
    @CsvSource({
        "container, containers, Container, conteneurs, contenedores, contêineres",
        "person, people, Personen, personnes, personas, pessoas",
        "soldier, soldiers, Soldaten, soldats, soldados, Soldat",
        "man, men, Männer, hommes, hombres, homens",
        "woman, women, Frauen, femmes, mujeres, mulheres",
        "child, children, Kinder, enfants, niños, crianças",
        "casualty, casualties, CASUALTY, casualties, casualty, casualties",
        "vehicle, vehicles, Fahrzeuge, véhicules, vehículos, veículos",
        "missile, missiles, missile, missiles, misiles, mísseis",
        "country, countries, Länder, pays, países, países",
        "box, boxes, box, boxes, box, boxes",
        "bus, buses, bus, buses, bus, buses",
        "artillery shell, artillery shells, Artillery Shells, artillery shell, artillery shells, artillery shell",
        "arms cache, arms caches, arms caches, arms cache, arms cache, arms caches",
        "aid worker, aid workers, aid workers, aid worker, aid worker, aid workers",
        "TEU, TEUs, teu, teus, TEU, TEU",
        "MP, MPs, MP, MPs, MP, MP",
        "glass, glasses, glass, glasses, glass, glass",
        "hero, heroes, hero, heroes, hero, heroes",
        "wolf, wolves, wolf, wolves, wolf, wolf",
        "Anmeldung, Anmeldungen, Anmeldung, Anmeldungen, Anmeldung, Anmeldung",
        "camión, camión, camión, camión, camión, camión",
        "satellite, satellites, satellite, satellites, satellite, satellites",
        "movie, movies, movie, movies, movie, movies",
        "shoe, shoes, shoe, shoes, shoe, shoe",
        "prize, prizes, prize, prizes, prize, prize",
        "reunión, reunión, reunión, reunión, reunión, reunión"
    })
    void oneAndManyOfAThingAreOneThing(String one, String two, String three, String four, String five, String six) {
        assertThat(List.of(two, three, four, five, six))
                .extracting(text -> units.read(text))
                .containsOnly(units.read(one));
        assertThat(units.read(one).unread()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "shells, rockets",
        "soldiers, officers",
        "plans, planes",
        "dead, wounded",
        "killed, wounded",
        "people, households",
        "cars, cares",
        "arms, armies",
        "tonnes of grain, tonnes of steel",
        "tonnes of grain, t",
        "percent, percentage points",
        "deaths per day, deaths",
        "USD per day, EUR per day",
        "°C, °C per year",
        "Mb, ft",
        "m people, m",
        "dollars, USD",
        "billion tons, billion tonnes"
    })
    void twoThingsStayTwo(String one, String other) {
        assertThat(units.read(one).kind()).isNotEqualTo(units.read(other).kind());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tons",
                "million tons",
                "pounds",
                "gallons per day",
                "ounces",
                "dollars",
                "$",
                "$bn",
                "francs",
                "Pesos",
                "rupees",
                "kr",
                "MT",
                "years",
                "kt",
                "zillion USD",
                "USD (2015)",
                "constant 2015 USD",
                "USD?",
                "((((",
                "tonnes or so",
                "m^999999999",
                "5 % more",
                "1.5 million",
                "1.5 bn USD"
            })
    void whatIsNotReadSaysSo(String text) {
        assertThat(units.read(text).unread()).isNotNull();
        assertThat(units.read(text)).isEqualTo(units.read(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "containers",
                "t",
                "USD",
                "foot soldiers",
                "second homes",
                "day labourers",
                "people",
                "%",
                "percentage points",
                "152-mm shells",
                "seats in parliament",
                "members of parliament",
                "F-16s",
                "Ph.D. students",
                "x"
            })
    void whatIsCountedIsRead(String text) {
        assertThat(units.read(text).unread()).isNull();
    }

    @Test
    void whatHasNoEndIsRoundedTo34Digits() {
        assertThat(convert("1", "km/h", "m/s")).isEqualTo(new BigDecimal("0.2777777777777777777777777777777778"));
    }

    @ParameterizedTest
    @CsvSource({
        "kg, km",
        "USD, EUR",
        "USD, t",
        "containers, TEU",
        "shells, rockets",
        "tons, t",
        "pounds, lb",
        "gallons, litres",
        "MT, t",
        "Gy, Sv",
        "Bq, Hz",
        "years, days",
        "people per day, people",
        "kWh, kW"
    })
    void whatNobodyCanConvertStaysApart(String one, String other) {
        assertThat(units.read(one).kind()).isNotEqualTo(units.read(other).kind());
        assertThatThrownBy(() -> convert("1", one, other)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void numbersWithoutAUnitGoWithEachOtherOnly() {
        assertThat(units.read(null)).isEqualTo(new UnitReader().read(null));
        assertThat(units.read(null).kind())
                .isNotEqualTo(units.read("containers").kind());
    }

    @Test
    void currenciesDoNotConvertWithoutARate() {
        assertThat(Currency.getAvailableCurrencies())
                .extracting(currency -> units.read(currency.getCurrencyCode()).kind())
                .noneMatch(kind -> kind.startsWith("physical"))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({
        "USD, USD",
        "usd, USD",
        "U.S.D., USD",
        "million US dollars, USD",
        "US$, USD",
        "€, EUR",
        "billion euro, EUR",
        "KGS, KGS",
        "kgs, kgs",
        "CUP, CUP",
        "cup, cup",
        "dollars, dollar",
        "$, $",
        "uß, uß"
    })
    void anAmountIsOfTheCurrencyThatItsUnitNamesWithoutDoubt(String text, String kind) {
        assertThat(units.read(text).kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "containers",
                "Rs",
                "zl",
                "mil",
                "y",
                "mon",
                "PS",
                "soldiers",
                "men",
                "dead",
                "cars",
                "MPs",
                "seats",
                "cd",
                "PT",
                "A",
                "((((",
                "m^999999999",
                "m//s",
                "/",
                " per ",
                "million",
                "a/b/c/d",
                "m²³",
                "\uD83D\uDE80"
            })
    void whatIsCountedIsNoPhysicalUnit(String text) {
        assertThat(units.read(text).kind()).doesNotStartWith("physical");
    }

    private BigDecimal convert(String number, String from, String to) {
        return units.read(from).convert(new BigDecimal(number), units.read(to));
    }
}
