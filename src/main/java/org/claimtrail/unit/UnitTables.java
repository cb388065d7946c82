package org.claimtrail.unit;

import static java.util.Objects.requireNonNull;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.measure.Unit;
import org.claimtrail.platform.Currencies;
import org.jspecify.annotations.Nullable;
import tech.units.indriya.unit.Units;

/** What people call units, multiples and currencies: the tables of {@code units/}, which name their sources. */
final class UnitTables {

    /**
     * A unit with a size.
     *
     * @param si what it is measured in; null where that is no physical unit, such as the bit
     * @param onlyPer whether it is one only where something is counted by it: a year has not always as many days
     */
    record Size(ReadUnit read, @Nullable Unit<?> si, boolean onlyPer) {}

    /**
     * A word that multiplies.
     *
     * @param isShort whether alone, or beside just anything, it is something else
     */
    record Multiple(String name, BigInteger factor, boolean isShort) {}

    static final Map<String, Size> EXACT = new HashMap<>();
    static final Map<String, Size> UNITS = new HashMap<>();

    /** The longest first. */
    static final List<Multiple> MULTIPLES;

    static final Map<String, String> CURRENCIES = new HashMap<>();
    static final Map<String, String> AMBIGUOUS = new HashMap<>();
    static final Map<String, String> SAME = new HashMap<>();
    static final Map<String, String> SHORT = new HashMap<>();
    static final Map<String, String> ADVERBS = new LinkedHashMap<>();
    static final List<String> PER;
    static final List<String> PER_TIME;
    static final List<String> OF;

    private static final List<Locale> LANGUAGES = List.of(
            Locale.ENGLISH, Locale.GERMAN, Locale.FRENCH, Locale.forLanguageTag("es"), Locale.forLanguageTag("pt"));

    private static final Map<String, Unit<?>> BASES = Map.of(
            "kg", Units.KILOGRAM,
            "m", Units.METRE,
            "m2", Units.SQUARE_METRE,
            "m3", Units.CUBIC_METRE,
            "s", Units.SECOND,
            "m/s", Units.METRE_PER_SECOND,
            "W", Units.WATT,
            "J", Units.JOULE,
            "K", Units.KELVIN);

    private static final Pattern SIZE = Pattern.compile("(per )?(\\d+)(?:/(\\d+))? (\\S+)(?: \\+ (\\d+)/(\\d+))?");

    static {
        Lines.of("units.txt").forEach(UnitTables::unit);
        MULTIPLES = Lines.of("multiples.txt").stream()
                .flatMap(line -> Lines.names(Lines.parts(line)[1]).map(name -> multiple(Lines.parts(line)[0], name)))
                .sorted(Comparator.comparing(
                                (Multiple multiple) -> -multiple.name().length())
                        .thenComparing(Multiple::name))
                .toList();
        Map<String, Map<String, String>> tables =
                Map.of("[ambiguous]", AMBIGUOUS, "[same]", SAME, "[short]", SHORT, "[adverbs]", ADVERBS);
        Map<String, List<String>> words = new HashMap<>();
        String heading = "";
        for (String line : Lines.of("words.txt")) {
            Map<String, String> table = tables.get(heading);
            if (line.startsWith("[")) {
                heading = line;
            } else if (table != null) {
                Lines.names(Lines.parts(line)[1]).forEach(name -> table.put(UnitText.fold(name), Lines.parts(line)[0]));
            } else {
                words.put(heading, Lines.names(line).toList());
            }
        }
        PER = requireNonNull(words.get("[per]"));
        PER_TIME = requireNonNull(words.get("[a]"));
        OF = requireNonNull(words.get("[of]"));
        List.copyOf(SAME.values()).forEach(thing -> SAME.put(thing, thing));
        currencies();
    }

    private UnitTables() {}

    /** What a name has in a table, as it is or as a plural. */
    static <V> @Nullable V find(Map<String, V> table, String name) {
        V found = table.get(name);
        return found != null ? found : table.get(singular(name));
    }

    static ReadUnit sized(Unit<?> si, BigInteger dividend, BigInteger divisor) {
        return ReadUnit.of("physical " + si.getDimension(), dividend, divisor);
    }

    /** Word by word, and only by a last s: names of units have no other regular plurals. */
    private static String singular(String name) {
        return Arrays.stream(name.split(" "))
                .map(word -> word.length() > 3 && word.endsWith("s") && !word.endsWith("ss")
                        ? word.substring(0, word.length() - 1)
                        : word)
                .collect(Collectors.joining(" "));
    }

    private static void unit(String line) {
        Matcher size = SIZE.matcher(Lines.parts(line)[0]);
        if (!size.matches()) {
            throw new IllegalStateException("This is no line of units/units.txt: " + line);
        }
        Unit<?> si = BASES.get(size.group(4));
        BigInteger dividend = new BigInteger(size.group(2));
        BigInteger divisor = number(size.group(3));
        ReadUnit read = si == null ? ReadUnit.of(size.group(4), dividend, divisor) : sized(si, dividend, divisor);
        if (size.group(5) != null) {
            BigInteger part = number(size.group(6));
            read = new ReadUnit(
                    read.kind(),
                    dividend.multiply(part),
                    new BigInteger(size.group(5)).multiply(divisor),
                    divisor.multiply(part),
                    null);
        }
        Size named = new Size(read, si, size.group(1) != null);
        Lines.names(Lines.parts(line)[1]).forEach(name -> {
            if (name.startsWith("`")) {
                EXACT.put(name.substring(1, name.length() - 1), named);
            } else if (named.onlyPer()) {
                UNITS.putIfAbsent(UnitText.fold(name), named);
            } else {
                UNITS.put(UnitText.fold(name), named);
            }
        });
    }

    private static BigInteger number(@Nullable String digits) {
        return digits == null ? BigInteger.ONE : new BigInteger(digits);
    }

    private static Multiple multiple(String factor, String name) {
        boolean isShort = name.startsWith("(");
        return new Multiple(
                UnitText.fold(isShort ? name.substring(1, name.length() - 1) : name), new BigInteger(factor), isShort);
    }

    /** By the names of the JDK, those left out that are the names of several, then by the table. */
    private static void currencies() {
        Set<String> several = new HashSet<>();
        for (Currency currency : Currency.getAvailableCurrencies()) {
            for (Locale language : LANGUAGES) {
                String name = singular(UnitText.fold(currency.getDisplayName(language)));
                String other = CURRENCIES.put(name, currency.getCurrencyCode());
                if (other != null && !other.equals(currency.getCurrencyCode())) {
                    several.add(name);
                }
            }
        }
        several.forEach(CURRENCIES::remove);
        // A name that is a code, where the JDK has no other, is read as a code.
        CURRENCIES.keySet().removeIf(name -> name.length() <= 3 || AMBIGUOUS.containsKey(name));
        for (String line : Lines.of("currencies.txt")) {
            String code = Lines.parts(line)[0];
            if (!Currencies.isCode(code)) {
                throw new IllegalStateException("This is no line of units/currencies.txt: " + line);
            }
            Lines.names(Lines.parts(line)[1]).forEach(name -> {
                CURRENCIES.put(UnitText.fold(name), code);
                CURRENCIES.put(singular(UnitText.fold(name)), code);
            });
        }
    }
}
