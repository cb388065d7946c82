package org.claimtrail.reading;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.claimtrail.claim.Qualifier;
import org.jspecify.annotations.Nullable;

/** How one language writes figures: its file {@code figures-….txt}. */
final class Lexicon {

    /** Those that have files; others are read as English. */
    static final List<String> LANGUAGES = List.of("en", "de", "fr", "es", "pt");

    private static final Map<String, Lexicon> KNOWN = new ConcurrentHashMap<>();

    final String language;
    final Pattern number;
    final char decimal;
    final char group;
    final Map<String, BigDecimal> cardinals;
    final Map<String, BigDecimal> multipliers;
    final Map<String, BigDecimal> shorts;
    final Map<String, BigDecimal> denominators;
    final Map<String, BigDecimal> ordinals;
    final Map<String, BigDecimal> rooms;
    final Map<String, Qualifier> vague;
    final Map<String, Qualifier> before;
    final Map<String, Qualifier> behind;
    private final WordTable table;
    private final Map<String, Set<String>> words = new ConcurrentHashMap<>();

    private Lexicon(String language) {
        this.language = language;
        this.table = WordTable.of("figures-" + language + ".txt");
        this.decimal = one("separators", "decimal");
        this.group = one("separators", "group");
        this.cardinals = table.meanings("cardinals", BigDecimal::new);
        this.multipliers = table.meanings("multipliers", BigDecimal::new);
        this.shorts = table.meanings("short", BigDecimal::new);
        this.denominators = table.meanings("denominators", BigDecimal::new);
        this.ordinals = table.meanings("ordinals", BigDecimal::new);
        this.rooms = table.meanings("rooms", BigDecimal::new);
        this.vague = table.meanings("vague", Qualifier::valueOf);
        this.before = table.meanings("before", Qualifier::valueOf);
        this.behind = table.meanings("behind", Qualifier::valueOf);
        String group = Pattern.quote(String.valueOf(this.group));
        this.number = Pattern.compile("\\d{1,3}(?:" + group + "\\d{2,3}){0,12}" + group + "\\d{3}(?!\\d)(?:"
                + Pattern.quote(String.valueOf(decimal)) + "\\d+)?"
                + "|\\d{1,3}(?:[ \u00a0\u202f\u2009'’]\\d{3})+(?![\\d])(?:[.,]\\d+)?"
                + "|\\d{1,3}(?:\\.\\d{3}){2,}(?!\\d)(?:,\\d+)?"
                + "|\\d{1,3}(?:,\\d{3}){2,}(?!\\d)(?:\\.\\d+)?"
                + "|\\d+[.,]\\d+|\\.\\d+|\\d+");
    }

    /** @param language a language tag; null where it is not known */
    static Lexicon of(@Nullable String language) {
        String primary =
                language == null ? "en" : Locale.forLanguageTag(language).getLanguage();
        return KNOWN.computeIfAbsent(LANGUAGES.contains(primary) ? primary : "en", Lexicon::new);
    }

    private char one(String heading, String meaning) {
        return table.words(heading, meaning).contains(".") ? '.' : ',';
    }

    /** The words of a line under the heading [words]. */
    Set<String> words(String meaning) {
        return words("words", meaning);
    }

    Set<String> words(String heading, String meaning) {
        return words.computeIfAbsent(heading + "\n" + meaning, any -> table.words(heading, meaning));
    }

    boolean has(String meaning, String word) {
        return words(meaning).contains(word);
    }

    /** What digits are worth, by the separators of the language where these can be told apart. */
    BigDecimal value(String digits) {
        String plain = digits.replaceAll("[ \u00a0\u202f\u2009'’]", "");
        int dots = count(plain, '.');
        int commas = count(plain, ',');
        if (dots > 0 && commas > 0) {
            char last = plain.lastIndexOf('.') > plain.lastIndexOf(',') ? '.' : ',';
            return new BigDecimal(plain.replace(last == '.' ? "," : ".", "").replace(last, '.'));
        }
        if (dots > 1 || commas > 1) {
            return new BigDecimal(plain.replace(".", "").replace(",", ""));
        }
        int at = plain.indexOf(group);
        if (at >= 0 && plain.length() - at == 4 && at >= 1 && at <= 3 && !plain.startsWith("0")) {
            return new BigDecimal(plain.replace(String.valueOf(group), ""));
        }
        return new BigDecimal(plain.replace(',', '.'));
    }

    private static int count(String text, char c) {
        return (int) text.chars().filter(other -> other == c).count();
    }
}
