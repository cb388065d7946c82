package org.claimtrail.reading;

import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.claimtrail.platform.Currencies;
import org.jspecify.annotations.Nullable;

/** Units and money by the names and signs that people write: {@code units.txt}, {@code prefixes.txt}, {@code currencies.txt}. */
final class UnitNames {

    /**
     * @param name as it is answered
     * @param dimension what it measures; null for money
     * @param currency the code of ISO 4217; null for what is no money, or that of several currencies
     */
    record Named(
            String name,
            @Nullable String dimension,
            @Nullable String currency) {

        boolean isMoney() {
            return dimension == null;
        }

        boolean isTime() {
            return "time".equals(dimension);
        }
    }

    private static final Map<String, Named> EXACT = new HashMap<>();
    private static final Map<String, Named> UNITS = new HashMap<>();
    private static final Map<String, Named> MONEY = new HashMap<>();
    private static final Map<String, Set<String>> HUNDREDTHS = new HashMap<>();

    /** Codes that are words in small letters: pens, cups, tries. */
    private static final Set<String> WORDS = Set.of(
            "all", "bam", "bob", "cad", "cop", "cup", "gel", "kgs", "mad", "mop", "pen", "sek", "sit", "sos", "top",
            "try", "ang", "bif", "lak", "lek", "mur", "tmt", "kes", "mro", "uss", "usn");

    static {
        Map<String, String> prefixes = WordTable.lines("prefixes.txt").stream()
                .map(line -> line.split(": "))
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
        for (String line : WordTable.lines("units.txt")) {
            String[] parts = line.split("\\|", -1);
            String name = parts[0].strip();
            String dimension = parts[1].strip();
            List<String> names = WordTable.words(parts[2]);
            unit(new Named(name, dimension, null), name, names, "", "");
            if (parts.length > 3) {
                for (String prefix : parts[3].strip().split(" ")) {
                    String full = prefixes.getOrDefault(prefix, "");
                    unit(new Named(full + name, dimension, null), full + name, names, prefix, full);
                }
            }
        }
        for (Currency currency : Currency.getAvailableCurrencies()) {
            String name = currency.getDisplayName(Locale.ENGLISH).toLowerCase(Locale.ROOT);
            if (name.length() > 3 && name.contains(" ") && !name.contains("(")) {
                Named named = new Named(currency.getCurrencyCode(), null, currency.getCurrencyCode());
                MONEY.putIfAbsent(name, named);
                MONEY.putIfAbsent(name + "s", named);
            }
        }
        boolean hundredths = false;
        for (String line : WordTable.lines("currencies.txt")) {
            if (line.startsWith("[")) {
                hundredths = true;
            } else if (hundredths) {
                String[] parts = line.split(": ");
                HUNDREDTHS.put(parts[0], Set.copyOf(WordTable.words(parts[1])));
            } else {
                String[] parts = line.split("\\|");
                String code = parts[0].strip();
                Named named = code.equals("-") ? new Named(parts[1].strip(), null, null) : new Named(code, null, code);
                WordTable.words(parts[2]).forEach(name -> MONEY.put(name, named));
            }
        }
    }

    private UnitNames() {}

    private static void unit(Named unit, String name, List<String> names, String symbol, String word) {
        put(name, unit);
        put(name + "s", unit);
        for (String other : names) {
            boolean exact = other.startsWith("`");
            String plain = exact ? other.substring(1, other.length() - 1) : other;
            if (!exact && plain.length() > 3 && !word.isEmpty()) {
                put(word + plain, unit);
                put(word + plain + "s", unit);
            } else if (!word.isEmpty()) {
                // Mega and milli differ by nothing but the capital.
                EXACT.put(symbol + plain, unit);
                if (symbol.equals("µ")) {
                    EXACT.put("mc" + plain, unit);
                    EXACT.put("μ" + plain, unit);
                }
                if (!symbol.equals("m") && !symbol.equals("p")) {
                    UNITS.putIfAbsent((symbol + plain).toLowerCase(Locale.ROOT), unit);
                }
            } else if (exact) {
                EXACT.put(plain, unit);
            } else {
                put(plain, unit);
                if (plain.length() > 3) {
                    put(plain + "s", unit);
                }
            }
        }
    }

    private static void put(String name, Named unit) {
        UNITS.putIfAbsent(name.toLowerCase(Locale.ROOT), unit);
    }

    /** @param written as it stands in the text, with single spaces */
    static @Nullable Named unit(String written) {
        String plain = plain(written);
        Named exact = EXACT.get(plain);
        return exact != null ? exact : UNITS.get(plain.toLowerCase(Locale.ROOT));
    }

    /** Whether a name is one only as it is written: W, but not G for grams. */
    static boolean isExact(String written) {
        return EXACT.containsKey(written);
    }

    static @Nullable Named money(String written) {
        String lower = written.toLowerCase(Locale.ROOT);
        Named named = MONEY.get(lower);
        if (named != null) {
            return named;
        }
        if (written.length() == 3) {
            String code = written.toUpperCase(Locale.ROOT);
            boolean capitals = written.equals(code);
            if (Currencies.isCode(code) && (capitals || written.equals(lower) && !WORDS.contains(lower))) {
                return new Named(code, null, code);
            }
        }
        return null;
    }

    /** Whether one is a hundredth of the other. */
    static boolean isHundredth(String part, Named whole) {
        return HUNDREDTHS.getOrDefault(part, Set.of()).contains(whole.name());
    }

    private static String plain(String written) {
        return written.replace("²", "2")
                .replace("³", "3")
                .replace("^", "")
                .replace(" /", "/")
                .replace("/ ", "/");
    }
}
