package org.claimtrail.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Currency;
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
        "4, per cent, %, 4"
    })
    void unitsConvertToTheDigit(BigDecimal number, String from, String to, BigDecimal expected) {
        assertThat(convert(number.toString(), from, to)).isEqualByComparingTo(expected);
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
        "°C, K",
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
        "dollars, dollars",
        "$, $",
        "euros per tonne, euros per tonne",
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
