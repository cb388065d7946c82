package org.claimtrail.unit;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** A unit's text without what typography adds: its spaces, marks, superscripts and dots. */
final class UnitText {

    private static final Pattern POWER_OF_TEN = Pattern.compile("10([⁰¹²³⁴⁵⁶⁷⁸⁹]+)");
    private static final Pattern POWER = Pattern.compile("(\\p{L})(?:\\^|\\*\\*)([23])");
    private static final Pattern INVISIBLE = Pattern.compile("\\p{Cf}");
    private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}]+");
    private static final Pattern ABBREVIATING_DOT = Pattern.compile("(?<!\\d)\\.|\\.(?!\\d)");

    private UnitText() {}

    /** As it is written in capitals and small letters. */
    static String clean(String text) {
        String powers = POWER_OF_TEN.matcher(text).replaceAll(found -> "10^" + found.group(1));
        String plain = Normalizer.normalize(powers, Normalizer.Form.NFKC)
                .replace('\u2019', '\'')
                .replace('\u2018', '\'')
                .replace('\u2212', '-')
                .replace('\u2010', '-')
                .replace('\u2011', '-')
                .replace('\u2044', '/')
                .replace('\u03bc', 'µ');
        plain = INVISIBLE.matcher(plain).replaceAll("");
        plain = POWER.matcher(plain).replaceAll("$1$2");
        return SPACES.matcher(plain).replaceAll(" ").strip();
    }

    /** The same without capitals and the dots of abbreviations: what names are found by. */
    static String fold(String text) {
        return ABBREVIATING_DOT
                .matcher(clean(text).toLowerCase(Locale.ROOT))
                .replaceAll("")
                .strip();
    }
}
