package org.claimtrail.unit;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.measure.Dimension;
import javax.measure.Unit;
import org.claimtrail.platform.Currencies;
import org.claimtrail.unit.UnitTables.Multiple;
import org.claimtrail.unit.UnitTables.Size;
import org.jspecify.annotations.Nullable;
import tech.units.indriya.AbstractUnit;
import tech.units.indriya.format.SimpleUnitFormat;
import tech.units.indriya.function.RationalNumber;
import tech.units.indriya.unit.Units;

/**
 * Reads the units that people write, in English, German, French, Spanish and Portuguese. Physical ones convert; whatever else
 * is counted (containers, shells) goes with what bears the same name, for one and for many of it: see {@link ThingNames}. So
 * does money, whose kind is the code of its currency: another currency takes exchange rates.
 *
 * <ul>
 *   <li>The names of {@code units/units.txt} come first, then the symbols of SI units, as the library reads them.
 *   <li>Multiples ({@code units/multiples.txt}), or a number, before or behind a unit multiply it: bn USD, Mrd. Euro, €m, 1000 t.
 *       Alone they count what has no unit.
 *   <li>"per", "a" before a time, or a slash divides a unit by another: barrels per day, t/ha, deaths a year, cases per 100,000
 *       people. A year is 365.2425 days there, and a month a twelfth of it; by themselves years and months do not convert.
 *   <li>Currencies are read by their codes (ISO 4217), and by the names and signs that mean one of them. What means
 *       several, such as dollars, $, francs or tons, is a name of its own ({@code units/words.txt}).
 *   <li>Only length, area, volume, mass, time, speed, force, pressure, power, energy, temperature, information, and mass and
 *       volume by time or by space convert. Temperatures convert as those that a thermometer shows, and by time as
 *       differences. Doses and frequencies do not, since gray and sievert, hertz and becquerel differ by more than their
 *       dimension tells.
 *   <li>What has words in it that are units, multiples or money, and is not read as a whole, goes only with what is written in
 *       the same words, and says so: {@link ReadUnit#unread}.
 * </ul>
 *
 * Remembers what it read, and is for one comparison.
 */
public final class UnitReader {

    private static final ReadUnit NONE = ReadUnit.of("");

    /** To be raised when this class reads otherwise by the same tables. */
    private static final int VERSION = 1;

    private static final String TABLES = VERSION + " " + Lines.hash();

    private static final int DEEPEST = 8;
    private static final int LONGEST = 200;

    private static final Set<Dimension> CONVERTED = Stream.<Unit<?>>of(
                    Units.METRE,
                    Units.SQUARE_METRE,
                    Units.CUBIC_METRE,
                    Units.KILOGRAM,
                    Units.SECOND,
                    Units.KELVIN,
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

    /** Codes of currencies that mean something else in small letters: pens, cups, kilograms, seconds. */
    private static final Set<String> WORDS = Set.of(
            "all", "bam", "bob", "cad", "cop", "cup", "gel", "kgs", "mad", "mop", "pen", "sek", "sit", "sos", "top",
            "try");

    /** Words that begin names of things, too: foot soldiers, day labourers, second homes. */
    private static final Set<String> ALSO_NO_UNITS =
            Set.of("foot", "fuß", "pied", "second", "minute", "hour", "day", "week", "quarter", "meter", "meters");

    /** Symbols, powers and products: nothing that could keep the library busy. */
    private static final Pattern SYMBOLS = Pattern.compile("[\\p{L}Ωµ°]{1,4}[23]?([·*/][\\p{L}Ωµ°]{1,4}[23]?){0,3}");

    private static final Pattern SLASH = Pattern.compile(" ?/ ?");
    private static final Pattern NUMBER =
            Pattern.compile("(10\\^\\d{1,2}|\\d{1,3}(?:[,.' ]\\d{3})+|\\d{1,15})(?![.,]?\\d) ?(.*)");
    private static final Pattern CODE = Pattern.compile("[a-z]{3}");
    private static final Pattern SIGN_FIRST = Pattern.compile("(\\p{L}{0,3}\\p{Sc}) ?(\\p{L}.*)");
    private static final Pattern SIGN_LAST = Pattern.compile("(\\p{L}{1,4}\\.?)(\\p{Sc})");
    private static final Pattern CODE_FIRST = Pattern.compile("([A-Z]{3})(m|mn|mln|bn|tn|trn|k)");
    private static final Pattern CODE_LAST = Pattern.compile("(k|m|M|mn|bn)([A-Z]{3})");
    private static final Pattern BRACKETED = Pattern.compile("(.+) \\((\\p{L}+)\\)");
    private static final Pattern ODD = Pattern.compile("[\\p{S}%*^?!=<>\\[\\]{}_#@:;\"]|(^|[ (])\\d[\\d.,]*([ )]|$)");

    private final Map<String, ReadUnit> known = new HashMap<>();

    /** @param text null where no unit is stated: such numbers go with each other */
    public ReadUnit read(@Nullable String text) {
        return text == null ? NONE : known.computeIfAbsent(text, UnitReader::readText);
    }

    /** What units are read by: another text when these are read otherwise. */
    public static String tables() {
        return TABLES;
    }

    private static ReadUnit readText(String text) {
        String clean = UnitText.clean(text);
        Reading read = new Reading(clean.length() > LONGEST ? clean.substring(0, LONGEST) : clean);
        return clean.length() > LONGEST
                ? ReadUnit.of(UnitText.fold(text)).unread("is too long to be read")
                : read.all(read.text, false, 0).read();
    }

    /** One text being read. */
    private static final class Reading {

        private final String text;

        Reading(String text) {
            this.text = text;
        }

        /** @param per whether something is counted by it */
        Size all(String part, boolean per, int depth) {
            String name = UnitText.fold(part);
            if (name.isEmpty()) {
                return plain(NONE);
            }
            if (depth > DEEPEST) {
                return counted(part, name);
            }
            return whole(part, name, per, depth)
                    .or(() -> split(part).map(apart -> all(apart, per, depth + 1)))
                    .or(() -> multiplied(part, per, depth))
                    .or(() -> divided(part, depth))
                    .or(() -> symbol(part))
                    .or(() -> ofSomething(part, depth))
                    .orElseGet(() -> counted(part, name));
        }

        /** What has a name of its own. */
        private Optional<Size> whole(String part, String name, boolean per, int depth) {
            Size exact = UnitTables.EXACT.get(part);
            if (exact != null) {
                return Optional.of(exact);
            }
            String longer = UnitTables.SHORT.get(name);
            if (longer != null) {
                return Optional.of(all(longer, per, depth + 1));
            }
            String same = UnitTables.SAME.get(name);
            if (same != null) {
                return Optional.of(plain(ReadUnit.of(same)));
            }
            Size unit = UnitTables.find(UnitTables.UNITS, name);
            if (unit != null && (per || !unit.onlyPer())) {
                return Optional.of(unit);
            }
            String currency = currency(part, name);
            if (currency != null) {
                return Optional.of(plain(ReadUnit.of(currency)));
            }
            String meant = UnitTables.find(UnitTables.AMBIGUOUS, name);
            return meant == null
                    ? Optional.empty()
                    : Optional.of(plain(ReadUnit.of(ThingNames.of(name)).unread("can be " + meant)));
        }

        private static @Nullable String currency(String part, String name) {
            if (CODE.matcher(name).matches()) {
                String code = name.toUpperCase(Locale.ROOT);
                if (Currencies.isCode(code) && (part.equals(code) || !WORDS.contains(name))) {
                    return code;
                }
            }
            return UnitTables.find(UnitTables.CURRENCIES, name);
        }

        /** A sign or a code of money, and what is written close to it: €bn, k€, USDm. */
        private static Optional<String> split(String part) {
            for (Pattern pattern : List.of(SIGN_FIRST, CODE_FIRST, SIGN_LAST, CODE_LAST)) {
                Matcher close = pattern.matcher(part);
                if (close.matches() && !part.equals(close.group(1) + " " + close.group(2))) {
                    boolean code = pattern == CODE_FIRST && !Currencies.isCode(close.group(1))
                            || pattern == CODE_LAST && !Currencies.isCode(close.group(2));
                    if (!code) {
                        return Optional.of(close.group(1) + " " + close.group(2));
                    }
                }
            }
            Matcher bracketed = BRACKETED.matcher(part);
            return bracketed.matches() && isMultiple(UnitText.fold(bracketed.group(2)))
                    ? Optional.of(bracketed.group(1) + " " + bracketed.group(2))
                    : Optional.empty();
        }

        private static boolean isMultiple(String word) {
            return UnitTables.MULTIPLES.stream()
                    .anyMatch(multiple -> !multiple.isShort() && multiple.name().equals(word));
        }

        private Optional<Size> multiplied(String part, boolean per, int depth) {
            Matcher number = NUMBER.matcher(part);
            if (number.matches()) {
                return Optional.of(times(all(number.group(2), per, depth + 1), factor(number.group(1))));
            }
            String name = UnitText.fold(part);
            for (Multiple multiple : UnitTables.MULTIPLES) {
                String word = multiple.name();
                if (name.equals(word)) {
                    return multiple.isShort() && !word.equals("k")
                            ? Optional.empty()
                            : Optional.of(plain(NONE.times(multiple.factor())));
                }
                if (name.startsWith(word + " ")) {
                    String rest = behind(part, word);
                    if (!multiple.isShort() || isMultiplied(rest, word)) {
                        return Optional.of(times(all(withoutOf(rest), per, depth + 1), multiple.factor()));
                    }
                }
                if (name.endsWith(" " + word) && (!multiple.isShort() || isMoney(before(part, word)))) {
                    return Optional.of(times(all(before(part, word), per, depth + 1), multiple.factor()));
                }
            }
            return Optional.empty();
        }

        private static BigInteger factor(String number) {
            return number.startsWith("10^")
                    ? BigInteger.TEN.pow(Integer.parseInt(number.substring(3)))
                    : new BigInteger(number.replaceAll("[,.' ]", ""));
        }

        /** A metre of water and a mile of road are no multiples; m people and mi reais are. */
        private boolean isMultiplied(String rest, String word) {
            boolean linked = !rest.equals(withoutOf(rest))
                    || rest.startsWith("/")
                    || UnitTables.PER.stream().anyMatch(per -> rest.startsWith(per + " "));
            return linked
                    ? false
                    : word.equals("m") || word.equals("k") || word.equals("mn") || isMoney(rest) || isOil(rest);
        }

        private static boolean isOil(String rest) {
            return UnitText.fold(rest).matches("(barrel|barrels|bbl|bbls|bpd|b/d)\\b.*");
        }

        private boolean isMoney(String part) {
            String name = UnitText.fold(part);
            return currency(part, name) != null
                    || name.matches(".*\\p{Sc}")
                    || UnitTables.find(UnitTables.AMBIGUOUS, name) != null;
        }

        /** Word by word, since a folded name has no dots. */
        private static String behind(String part, String word) {
            String[] words = part.split(" ");
            int skipped = word.split(" ").length;
            return Arrays.stream(words).skip(skipped).collect(Collectors.joining(" "));
        }

        private static String before(String part, String word) {
            String[] words = part.split(" ");
            int kept = words.length - word.split(" ").length;
            return Arrays.stream(words)
                    .limit(kept)
                    .collect(Collectors.joining(" "))
                    .replaceAll("[,(]+$", "");
        }

        private static String withoutOf(String rest) {
            String lower = rest.toLowerCase(Locale.ROOT);
            for (String of : UnitTables.OF) {
                String link = of.endsWith("'") ? of : of + " ";
                if (lower.startsWith(link)) {
                    return rest.substring(link.length()).strip();
                }
            }
            return rest;
        }

        private Optional<Size> divided(String part, int depth) {
            String lower = part.toLowerCase(Locale.ROOT);
            for (Map.Entry<String, String> adverb : UnitTables.ADVERBS.entrySet()) {
                if (lower.endsWith(" " + adverb.getKey())) {
                    String above =
                            part.substring(0, part.length() - adverb.getKey().length() - 1);
                    return Optional.of(quotient(all(above, false, depth + 1), all(adverb.getValue(), true, depth + 1)));
                }
            }
            int first = part.length();
            int end = -1;
            Matcher slash = SLASH.matcher(part);
            if (slash.find()) {
                first = slash.start();
                end = slash.end();
            }
            for (String per : UnitTables.PER) {
                int at = lower.startsWith(per + " ") ? 0 : lower.indexOf(" " + per + " ");
                if (at >= 0 && at < first) {
                    first = at;
                    end = at + per.length() + (at == 0 && lower.startsWith(per + " ") ? 1 : 2);
                }
            }
            if (end < 0) {
                for (String per : UnitTables.PER_TIME) {
                    String link = " " + per + (per.endsWith("'") ? "" : " ");
                    int at = lower.indexOf(link);
                    if (at > 0 && isTime(part.substring(at + link.length()))) {
                        first = at;
                        end = at + link.length();
                    }
                }
            }
            if (end < 0 || end >= part.length() || part.charAt(end) == '/') {
                return Optional.empty();
            }
            return Optional.of(quotient(
                    all(part.substring(0, first).strip(), false, depth + 1),
                    all(part.substring(end).strip(), true, depth + 1)));
        }

        private static boolean isTime(String part) {
            Size unit = UnitTables.find(UnitTables.UNITS, UnitText.fold(part));
            return unit != null && Units.SECOND.equals(unit.si());
        }

        private static Size quotient(Size above, Size below) {
            ReadUnit one = above.read();
            ReadUnit by = below.read();
            String unread = one.unread() != null ? one.unread() : by.unread();
            BigInteger dividend = one.dividend().multiply(by.divisor());
            BigInteger divisor = one.divisor().multiply(by.dividend());
            Unit<?> si =
                    above.si() == null || below.si() == null ? null : above.si().divide(below.si());
            String kind = si != null && CONVERTED.contains(si.getDimension())
                    ? UnitTables.sized(si, BigInteger.ONE, BigInteger.ONE).kind()
                    : one.kind() + " per " + by.kind();
            ReadUnit read = new ReadUnit(kind, dividend, BigInteger.ZERO, divisor, unread);
            return new Size(
                    read,
                    kind.startsWith("physical") && si != null && CONVERTED.contains(si.getDimension()) ? si : null,
                    false);
        }

        private static Optional<Size> symbol(String part) {
            if (!SYMBOLS.matcher(part).matches() || UnitTables.AMBIGUOUS.containsKey(UnitText.fold(part))) {
                return Optional.empty();
            }
            try {
                Unit<?> unit = SimpleUnitFormat.getInstance().parse(part);
                // Rs and as are not times, months and years not constant: what is meant for times has a name.
                return unit.isCompatible(Units.SECOND) ? Optional.empty() : convertible(unit);
            } catch (RuntimeException e) {
                // Not a unit. The library says so in many ways.
                return Optional.empty();
            }
        }

        private static Optional<Size> convertible(Unit<?> unit) {
            if (!CONVERTED.contains(unit.getDimension())) {
                return Optional.empty();
            }
            Number factor = ((AbstractUnit<?>) unit).getSystemConverter().convert(BigInteger.ONE);
            Unit<?> si = unit.getSystemUnit();
            if (factor instanceof RationalNumber fraction) {
                return Optional.of(sized(si, fraction));
            }
            if (factor instanceof BigDecimal decimal) {
                return Optional.of(sized(si, RationalNumber.of(decimal)));
            }
            return factor instanceof Double || factor instanceof Float
                    ? Optional.empty()
                    : Optional.of(new Size(
                            UnitTables.sized(si, new BigInteger(factor.toString()), BigInteger.ONE), si, false));
        }

        private static Size sized(Unit<?> si, RationalNumber factor) {
            return new Size(UnitTables.sized(si, factor.getDividend(), factor.getDivisor()), si, false);
        }

        /** Tonnes of grain and kilograms of grain convert, and are not tonnes of steel. */
        private Optional<Size> ofSomething(String part, int depth) {
            String[] words = part.split(" ");
            for (int i = words.length - 1; i > 0; i--) {
                String head = String.join(" ", Arrays.copyOf(words, i));
                String rest = String.join(" ", Arrays.copyOfRange(words, i, words.length));
                String thing = withoutOf(rest);
                if (!thing.equals(rest)) {
                    ReadUnit unit = all(head, false, depth + 1).read();
                    boolean sized = unit.kind().startsWith("physical")
                            || Currencies.isCode(unit.kind())
                            || UnitTables.SAME.containsValue(unit.kind());
                    if (sized || unit.unread() != null) {
                        return Optional.of(plain(unit.as(unit.kind() + " of " + ThingNames.of(UnitText.fold(thing)))));
                    }
                }
            }
            return Optional.empty();
        }

        private static Size counted(String part, String name) {
            ReadUnit read = ReadUnit.of(WORDS.contains(name) ? name : ThingNames.of(name));
            return plain(isHalfRead(part, name) ? read.unread("has words in it that are not read together") : read);
        }

        /** Whether words of it mean money, multiples or units: who wrote it means more than a name. */
        private static boolean isHalfRead(String part, String name) {
            if (ODD.matcher(part).find() || part.codePoints().noneMatch(Character::isLetter)) {
                return true;
            }
            String[] words = name.split(" ");
            if (words.length == 1) {
                return false;
            }
            Size first = UnitTables.find(UnitTables.UNITS, words[0]);
            return first != null && words[0].length() > 2 && !ALSO_NO_UNITS.contains(words[0]) && !first.onlyPer()
                    || Arrays.stream(words).anyMatch(Reading::isMultipleOrMoney)
                    || Arrays.stream(part.split(" ")).anyMatch(Currencies::isCode);
        }

        private static boolean isMultipleOrMoney(String word) {
            return word.length() > 3
                    && (UnitTables.find(UnitTables.CURRENCIES, word) != null
                            || UnitTables.find(UnitTables.AMBIGUOUS, word) != null
                                    && UnitTables.find(UnitTables.UNITS, word) == null
                            || isMultiple(word));
        }

        private static Size plain(ReadUnit read) {
            return new Size(read, null, false);
        }

        private static Size times(Size unit, BigInteger factor) {
            return new Size(unit.read().times(factor), unit.si(), unit.onlyPer());
        }
    }
}
