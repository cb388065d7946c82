package org.claimtrail.comparison;

import static tech.units.indriya.unit.Units.CUBIC_METRE;
import static tech.units.indriya.unit.Units.DAY;
import static tech.units.indriya.unit.Units.GRAM;
import static tech.units.indriya.unit.Units.HOUR;
import static tech.units.indriya.unit.Units.JOULE;
import static tech.units.indriya.unit.Units.KILOGRAM;
import static tech.units.indriya.unit.Units.LITRE;
import static tech.units.indriya.unit.Units.METRE;
import static tech.units.indriya.unit.Units.MINUTE;
import static tech.units.indriya.unit.Units.SECOND;
import static tech.units.indriya.unit.Units.SQUARE_METRE;
import static tech.units.indriya.unit.Units.WATT;
import static tech.units.indriya.unit.Units.WEEK;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import javax.measure.MetricPrefix;
import javax.measure.Unit;
import org.jspecify.annotations.Nullable;
import tech.units.indriya.function.RationalNumber;

/**
 * The names that people write of units, beside the symbols that the library reads itself. Factors are those by which the
 * units are defined: the yard and pound agreement of 1959 for the imperial ones, 42 US gallons of 231 cubic inches for a
 * barrel, which is one of oil.
 */
final class UnitNames {

    /**
     * What the library reads, or would find here, and people mean otherwise: MT and kt (metric tons, megatonnes,
     * kilotons of TNT, knots), zl (złoty), mil (million). Tons (metric, short and long), pounds (and money), ounces,
     * gallons, years and kgs (and the currency KGS) are in no table, for the same reason.
     */
    private static final Set<String> AMBIGUOUS = Set.of("mt", "kt", "zl", "mil");

    /** Codes of currencies that mean something else in small letters: pens, cups, kilograms, seconds. */
    private static final Set<String> WORDS = Set.of(
            "all", "bam", "bob", "cad", "cop", "cup", "gel", "kgs", "mad", "mop", "pen", "sek", "sit", "sos", "top",
            "try");

    /** The same thing in other words: currencies by their codes. */
    private static final Map<String, String> SPELLINGS = Map.of(
            "percent", "%",
            "per cent", "%",
            "us dollars", "USD",
            "us dollar", "USD",
            "us$", "USD",
            "euros", "EUR",
            "euro", "EUR",
            "€", "EUR");

    private static final Map<String, Unit<?>> UNITS = new HashMap<>();

    static {
        Unit<?> kilometre = METRE.prefix(MetricPrefix.KILO);
        Unit<?> foot = METRE.multiply(factor(3048, 10_000));
        Unit<?> mile = METRE.multiply(factor(1_609_344, 1000));
        Unit<?> wattHour = WATT.multiply(HOUR);
        name(KILOGRAM, "kg", "kilo", "kilos", "kilogram", "kilograms", "kilogramme", "kilogrammes");
        name(GRAM, "g", "gram", "grams", "gramme", "grammes");
        name(KILOGRAM.multiply(1000), "t", "tonne", "tonnes", "metric ton", "metric tons", "metric tonnes");
        name(KILOGRAM.multiply(factor(90_718_474, 100_000)), "short ton", "short tons");
        name(KILOGRAM.multiply(factor(10_160_469_088L, 10_000_000)), "long ton", "long tons");
        name(KILOGRAM.multiply(factor(45_359_237, 100_000_000)), "lb", "lbs");
        name(METRE, "m", "metre", "metres", "meter", "meters");
        name(kilometre, "km", "kms", "kilometre", "kilometres", "kilometer", "kilometers");
        name(METRE.prefix(MetricPrefix.CENTI), "cm", "centimetre", "centimetres", "centimeter", "centimeters");
        name(METRE.prefix(MetricPrefix.MILLI), "mm", "millimetre", "millimetres", "millimeter", "millimeters");
        name(mile, "mi", "mile", "miles");
        name(METRE.multiply(1852), "nmi", "nautical mile", "nautical miles");
        name(foot, "ft", "foot", "feet");
        name(METRE.multiply(factor(9144, 10_000)), "yd", "yard", "yards");
        name(METRE.multiply(factor(254, 10_000)), "inch", "inches");
        name(SQUARE_METRE, "m2", "m²", "sq m", "square metre", "square metres", "square meter", "square meters");
        name(
                SQUARE_METRE.multiply(1_000_000),
                "km2",
                "km²",
                "sq km",
                "square kilometre",
                "square kilometres",
                "square kilometer",
                "square kilometers");
        name(SQUARE_METRE.multiply(10_000), "ha", "hectare", "hectares");
        name(SQUARE_METRE.multiply(factor(40_468_564_224L, 10_000_000)), "acre", "acres");
        name(mile.multiply(mile), "sq mi", "square mile", "square miles");
        name(CUBIC_METRE, "m3", "m³", "cu m", "cubic metre", "cubic metres", "cubic meter", "cubic meters");
        name(CUBIC_METRE.multiply(1_000_000_000), "bcm");
        name(LITRE, "l", "litre", "litres", "liter", "liters");
        name(
                CUBIC_METRE.multiply(factor(158_987_294_928L, 1_000_000_000_000L)),
                "bbl",
                "bbls",
                "barrel",
                "barrels",
                "barrels of oil");
        name(SECOND, "s", "sec", "second", "seconds");
        name(MINUTE, "min", "mins", "minute", "minutes");
        name(HOUR, "h", "hr", "hrs", "hour", "hours");
        name(DAY, "d", "day", "days");
        name(WEEK, "week", "weeks");
        name(kilometre.divide(HOUR), "kph", "kmh");
        name(mile.divide(HOUR), "mph");
        name(METRE.multiply(1852).divide(HOUR), "knot", "knots");
        name(WATT.multiply(1000), "kw", "kilowatt", "kilowatts");
        name(WATT.multiply(1_000_000), "mw", "megawatt", "megawatts");
        name(WATT.multiply(1_000_000_000), "gw", "gigawatt", "gigawatts");
        name(wattHour.multiply(1000), "kwh", "kilowatt-hours", "kilowatt hours");
        name(wattHour.multiply(1_000_000), "mwh", "megawatt-hours", "megawatt hours");
        name(wattHour.multiply(1_000_000_000), "gwh", "gigawatt-hours", "gigawatt hours");
        name(wattHour.multiply(1_000_000_000_000L), "twh", "terawatt-hours", "terawatt hours");
        name(JOULE, "j", "joule", "joules");
    }

    private UnitNames() {}

    /** @param name folded as names are: see {@link UnitReader} */
    static boolean isAmbiguous(String name) {
        return AMBIGUOUS.contains(name);
    }

    /** Whether a name that is also the code of a currency means it only where it is written in capitals. */
    static boolean isWord(String name) {
        return WORDS.contains(name);
    }

    static String spelling(String name) {
        return SPELLINGS.getOrDefault(name, name);
    }

    static @Nullable Unit<?> unit(String name) {
        return UNITS.get(name);
    }

    private static RationalNumber factor(long dividend, long divisor) {
        return RationalNumber.of(dividend, divisor);
    }

    private static void name(Unit<?> unit, String... names) {
        for (String name : names) {
            UNITS.put(name, unit);
        }
    }
}
