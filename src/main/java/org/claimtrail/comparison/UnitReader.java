package org.claimtrail.comparison;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.measure.Dimension;
import javax.measure.Unit;
import org.claimtrail.platform.Currencies;
import org.jspecify.annotations.Nullable;
import tech.units.indriya.AbstractUnit;
import tech.units.indriya.format.SimpleUnitFormat;
import tech.units.indriya.function.RationalNumber;
import tech.units.indriya.unit.Units;

/**
 * Reads the units that people write. Physical ones convert; whatever else is counted (containers, shells) only goes with
 * what bears the same name, without case, as the names of the record do. So does money, whose kind is the code of its
 * currency: another currency takes {@link Rates}.
 *
 * <ul>
 *   <li>The names of {@link UnitNames} come first, then the symbols of SI units, as the library reads them.
 *   <li>"thousand", "million", "billion" (a thousand million) and "trillion" before a unit multiply it.
 *   <li>"per" or a slash divides a physical unit by another: barrels per day, t/ha.
 *   <li>Currencies are read by their codes (ISO 4217) and a few names that mean one of them: US dollars, euros. What means
 *       several, such as dollars, $, francs or pounds, is no currency but a name.
 *   <li>Only length, area, volume, mass, time, speed, force, pressure, power, energy, and mass and volume by time or by
 *       space convert. Temperatures do not, since a warming by 3 °C and a day of 3 °C are written alike; doses and
 *       frequencies do not, since gray and sievert, hertz and becquerel differ by more than their dimension tells.
 * </ul>
 *
 * Remembers what it read, and is for one comparison.
 */
final class UnitReader {

    private static final ReadUnit NONE = new ReadUnit("", BigInteger.ONE, BigInteger.ONE);

    private static final Set<Dimension> CONVERTED = Stream.<Unit<?>>of(
                    Units.METRE,
                    Units.SQUARE_METRE,
                    Units.CUBIC_METRE,
                    Units.KILOGRAM,
                    Units.SECOND,
                    Units.METRE_PER_SECOND,
                    Units.NEWTON,
                    Units.PASCAL,
                    Units.WATT,
                    Units.JOULE,
                    Units.CUBIC_METRE.divide(Units.SECOND),
                    Units.KILOGRAM.divide(Units.SECOND),
                    Units.KILOGRAM.divide(Units.SQUARE_METRE),
                    Units.KILOGRAM.divide(Units.CUBIC_METRE))
            .map(Unit::getDimension)
            .collect(Collectors.toUnmodifiableSet());

    private static final Map<String, BigInteger> MULTIPLES = Map.of(
            "thousand", BigInteger.TEN.pow(3),
            "million", BigInteger.TEN.pow(6),
            "billion", BigInteger.TEN.pow(9),
            "trillion", BigInteger.TEN.pow(12));

    /** Symbols, powers and products: nothing that could keep the library busy. */
    private static final Pattern SYMBOLS =
            Pattern.compile("[\\p{L}Ωµ°]{1,4}[23²³]?([·*/][\\p{L}Ωµ°]{1,4}[23²³]?){0,3}");

    private static final Pattern DIVISION = Pattern.compile("\\s*/\\s*|\\s+per\\s+");

    private static final Pattern CODE = Pattern.compile("[a-z]{3}");

    private final Map<String, ReadUnit> known = new HashMap<>();

    /** @param text null where no unit is stated: such numbers go with each other */
    ReadUnit read(@Nullable String text) {
        return text == null ? NONE : known.computeIfAbsent(text, UnitReader::readText);
    }

    private static ReadUnit readText(String text) {
        String name = fold(text);
        String[] words = name.split(" ", 2);
        if (words.length == 2 && MULTIPLES.containsKey(words[0])) {
            return readText(text.strip().split("\\s+", 2)[1]).times(MULTIPLES.get(words[0]));
        }
        return physical(text.strip(), name)
                .flatMap(UnitReader::convertible)
                .orElseGet(() -> new ReadUnit(counted(text.strip(), name), BigInteger.ONE, BigInteger.ONE));
    }

    private static String counted(String text, String name) {
        if (!CODE.matcher(name).matches()) {
            return UnitNames.spelling(name);
        }
        String code = name.toUpperCase(Locale.ROOT);
        return Currencies.isCode(code) && (text.equals(code) || !UnitNames.isWord(name)) ? code : name;
    }

    /** As names are matched in the record, and without the dots of abbreviations. */
    private static String fold(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC)
                .toLowerCase(Locale.ROOT)
                .replace(".", "")
                .strip()
                .replaceAll("\\s+", " ");
    }

    private static Optional<Unit<?>> physical(String text, String name) {
        Unit<?> named = UnitNames.unit(name);
        if (named != null) {
            return Optional.of(named);
        }
        if (UnitNames.isAmbiguous(name)) {
            return Optional.empty();
        }
        String[] parts = DIVISION.split(text, 3);
        if (parts.length == 2) {
            return physical(parts[0], fold(parts[0]))
                    .flatMap(above -> physical(parts[1], fold(parts[1])).map(above::divide));
        }
        return symbol(text);
    }

    private static Optional<Unit<?>> symbol(String text) {
        if (!SYMBOLS.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            Unit<?> unit = SimpleUnitFormat.getInstance().parse(text);
            // Rs and as are not times, months and years not constant: what is meant for times has a name.
            return unit.isCompatible(Units.SECOND) ? Optional.empty() : Optional.of(unit);
        } catch (RuntimeException e) {
            // Not a unit. The library says so in many ways.
            return Optional.empty();
        }
    }

    private static Optional<ReadUnit> convertible(Unit<?> unit) {
        if (!CONVERTED.contains(unit.getDimension())) {
            return Optional.empty();
        }
        Number factor = ((AbstractUnit<?>) unit).getSystemConverter().convert(BigInteger.ONE);
        String kind = "physical " + unit.getDimension();
        if (factor instanceof RationalNumber fraction) {
            return Optional.of(new ReadUnit(kind, fraction.getDividend(), fraction.getDivisor()));
        }
        if (factor instanceof BigDecimal decimal) {
            RationalNumber fraction = RationalNumber.of(decimal);
            return Optional.of(new ReadUnit(kind, fraction.getDividend(), fraction.getDivisor()));
        }
        return factor instanceof Double || factor instanceof Float
                ? Optional.empty()
                : Optional.of(new ReadUnit(kind, new BigInteger(factor.toString()), BigInteger.ONE));
    }
}
