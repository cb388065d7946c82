package org.claimtrail.reading;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads numbers, in words, in digits, and in both, from the tokens of a text. */
final class Numerals {

    /**
     * A number.
     *
     * @param from its first token
     * @param to the token behind it
     * @param scale what the last word of it multiplies by ("2 to 3 million"); null where it has none
     * @param loose whether it is one only by what stands beside it: "a" hundred is a number, "one" may be a pronoun
     */
    record Numeral(
            int from,
            int to,
            BigDecimal value,
            Kind kind,
            @Nullable BigDecimal scale,
            boolean loose) {

        enum Kind {
            CARDINAL,
            FRACTION,
            ORDINAL
        }

        boolean isOrdinal() {
            return kind == Kind.ORDINAL;
        }
    }

    private static final MathContext PRECISION = new MathContext(15, RoundingMode.HALF_UP);
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);
    private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);

    /** What is longer is no number of a text; powers of it would take long. */
    private static final int MOST_DIGITS = 40;

    private static final int MOST_POWER = 30;

    /** Of how many words and signs a number is at most: a text of nothing but millions is none. */
    private static final int LONGEST_ROW = 40;

    private static final Pattern WHOLE = Pattern.compile("\\d+");
    private static final Map<String, BigDecimal> VULGAR = Map.ofEntries(
            Map.entry("½", new BigDecimal("0.5")),
            Map.entry("⅓", part(1, 3)),
            Map.entry("⅔", part(2, 3)),
            Map.entry("¼", new BigDecimal("0.25")),
            Map.entry("¾", new BigDecimal("0.75")),
            Map.entry("⅕", new BigDecimal("0.2")),
            Map.entry("⅖", new BigDecimal("0.4")),
            Map.entry("⅗", new BigDecimal("0.6")),
            Map.entry("⅘", new BigDecimal("0.8")),
            Map.entry("⅙", part(1, 6)),
            Map.entry("⅚", part(5, 6)),
            Map.entry("⅐", part(1, 7)),
            Map.entry("⅛", new BigDecimal("0.125")),
            Map.entry("⅜", new BigDecimal("0.375")),
            Map.entry("⅝", new BigDecimal("0.625")),
            Map.entry("⅞", new BigDecimal("0.875")),
            Map.entry("⅑", part(1, 9)),
            Map.entry("⅒", new BigDecimal("0.1")));

    private static final Pattern POWER = Pattern.compile(
            "(?:\\s*[x×*·⋅]\\s*(10|2)\\s*\\^?\\s*([-−–]?\\d{1,2}|[⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)|[eE]([+-]?\\d{1,2})|\\^([-−+]?\\d{1,2}))(?![\\d.,]*\\d)");

    private final Tokens tokens;
    private final Lexicon words;
    private final Compounds compounds;

    Numerals(Tokens tokens, Lexicon words) {
        this.tokens = tokens;
        this.words = words;
        this.compounds = new Compounds(words);
    }

    private static BigDecimal part(long dividend, long divisor) {
        return BigDecimal.valueOf(dividend).divide(BigDecimal.valueOf(divisor), PRECISION);
    }

    /** The number that begins with a token. */
    @Nullable
    Numeral at(int index) {
        int first = signed(index);
        if (first >= 0) {
            Numeral number = unsigned(first);
            return number == null || number.isOrdinal()
                    ? null
                    : new Numeral(index, number.to(), number.value().negate(), number.kind(), number.scale(), false);
        }
        return unsigned(index);
    }

    /** The token behind a sign; negative where there is none. */
    private int signed(int index) {
        if (index + 1 >= tokens.size()) {
            return -1;
        }
        if (words.has("minus", tokens.at(index).lower())) {
            return endsQualifier(index) ? -1 : index + 1;
        }
        boolean minus = tokens.isHyphen(index) || tokens.is(index, "−");
        if (!minus || !tokens.isNumber(index + 1) && !tokens.isSign(index + 1)) {
            return -1;
        }
        boolean beginsWord = index == 0 || !tokens.close(index - 1) || tokens.isSign(index - 1);
        boolean beginsText = index == 0
                || tokens.isSign(index - 1)
                        && !tokens.is(index - 1, ")")
                        && !tokens.is(index - 1, ".")
                        && !tokens.is(index - 1, ",")
                        && !tokens.is(index - 1, "%");
        return beginsWord && tokens.close(index) || beginsText ? index + 1 : -1;
    }

    /** Al menos 20 are not minus 20. */
    private boolean endsQualifier(int index) {
        for (int from = Math.max(0, index - 4); from <= index; from++) {
            if (words.before.containsKey(tokens.lower(from, index + 1))) {
                return true;
            }
        }
        return false;
    }

    private @Nullable Numeral unsigned(int index) {
        if (index >= tokens.size()) {
            return null;
        }
        Numeral ordinal = ordinal(index);
        Numeral number = digitsOrWords(index);
        if (ordinal != null && (number == null || number.to() < ordinal.to())) {
            return ordinal;
        }
        return number;
    }

    private @Nullable Numeral digitsOrWords(int index) {
        Numeral whole =
                tokens.isNumber(index) || VULGAR.containsKey(tokens.at(index).text()) ? digits(index) : half(index);
        boolean digits = whole != null && tokens.isNumber(index);
        if (whole == null) {
            whole = whole(index);
        }
        if (whole == null) {
            return null;
        }
        if (digits) {
            whole = longer(whole);
        }
        Numeral decimal = point(whole);
        Numeral part = part(decimal);
        return added(scaled(part));
    }

    /** Digits, with what is written close to them: 1½, 2 1/4, 1.3x10^6. */
    private @Nullable Numeral digits(int index) {
        String written = tokens.at(index).text();
        BigDecimal vulgar = VULGAR.get(written);
        if (vulgar != null) {
            return new Numeral(index, index + 1, vulgar, Numeral.Kind.FRACTION, null, false);
        }
        if (written.length() > MOST_DIGITS) {
            return null;
        }
        BigDecimal value = words.value(written);
        int to = index + 1;
        Matcher power = POWER.matcher(tokens.text).region(tokens.at(index).end(), tokens.text.length());
        if (power.lookingAt()) {
            BigDecimal raised = raised(value, power);
            int end = power.end();
            int behind = to;
            while (behind < tokens.size() && tokens.at(behind).end() <= end) {
                behind++;
            }
            if (raised != null && behind > to && tokens.at(behind - 1).end() == end) {
                return new Numeral(index, behind, raised, Numeral.Kind.CARDINAL, null, false);
            }
        }
        Numeral fraction = slash(index, value);
        if (fraction != null) {
            return fraction;
        }
        if (WHOLE.matcher(written).matches() && to < tokens.size()) {
            BigDecimal beside = VULGAR.get(tokens.at(to).text());
            if (beside != null) {
                return new Numeral(index, to + 1, value.add(beside), Numeral.Kind.FRACTION, null, false);
            }
            if (tokens.isNumber(to) && WHOLE.matcher(tokens.at(to).text()).matches()) {
                Numeral mixed = slash(to, words.value(tokens.at(to).text()));
                if (mixed != null && mixed.value().compareTo(BigDecimal.ONE) < 0) {
                    return new Numeral(index, mixed.to(), value.add(mixed.value()), Numeral.Kind.FRACTION, null, false);
                }
            }
        }
        return new Numeral(index, to, value, Numeral.Kind.CARDINAL, null, false);
    }

    private @Nullable Numeral slash(int index, BigDecimal above) {
        boolean slash = tokens.is(index + 1, "/") || tokens.is(index + 1, "⁄");
        if (!slash
                || !tokens.isNumber(index + 2)
                || tokens.close(index) != tokens.close(index + 1)
                || !WHOLE.matcher(tokens.at(index).text()).matches()
                || !WHOLE.matcher(tokens.at(index + 2).text()).matches()
                || tokens.at(index + 2).text().length() > 4) {
            return null;
        }
        BigDecimal below = words.value(tokens.at(index + 2).text());
        return below.signum() == 0
                ? null
                : new Numeral(index, index + 3, above.divide(below, PRECISION), Numeral.Kind.FRACTION, null, false);
    }

    private static @Nullable BigDecimal raised(BigDecimal value, Matcher power) {
        String written =
                power.group(2) != null ? power.group(2) : power.group(3) != null ? power.group(3) : power.group(4);
        StringBuilder plain = new StringBuilder();
        for (char c : written.toCharArray()) {
            int small = "⁰¹²³⁴⁵⁶⁷⁸⁹".indexOf(c);
            plain.append(small >= 0 ? (char) ('0' + small) : "⁻−–".indexOf(c) >= 0 ? '-' : c);
        }
        int exponent = Integer.parseInt(plain.toString());
        if (Math.abs(exponent) > MOST_POWER) {
            return null;
        }
        BigDecimal base = power.group(4) != null
                ? value
                : power.group(1) == null ? BigDecimal.TEN : new BigDecimal(power.group(1));
        if (base.signum() == 0 && exponent < 0) {
            return null;
        }
        BigDecimal raised = exponent < 0
                ? BigDecimal.ONE.divide(base.pow(-exponent), PRECISION)
                : base.pow(exponent, new MathContext(MOST_DIGITS));
        return power.group(4) != null ? raised : value.multiply(raised);
    }

    /** Half a million, a half, half of it. */
    private @Nullable Numeral half(int index) {
        boolean article = words.has("article", tokens.at(index).lower());
        int at = article ? index + 1 : index;
        if (at >= tokens.size()) {
            return null;
        }
        BigDecimal below = words.denominators.get(tokens.at(at).lower());
        boolean half = below != null && below.intValue() == 2;
        if (below == null || !half && !article) {
            return null;
        }
        if (!half && words.ordinals.containsKey(tokens.at(at).lower()) && bearsNoun(at + 1)) {
            return null;
        }
        if (half && index > 0 && words.ordinals.containsKey(tokens.at(index - 1).lower())) {
            return null;
        }
        return new Numeral(index, at + 1, BigDecimal.ONE.divide(below, PRECISION), Numeral.Kind.FRACTION, null, false);
    }

    /** Whether a word follows of which an ordinal would tell: a third man, but a third of men. */
    private boolean bearsNoun(int index) {
        if (!tokens.isWord(index)) {
            return tokens.isHyphen(index);
        }
        String next = tokens.at(index).lower();
        return !words.words("no thing", "word").contains(next) && !words.multipliers.containsKey(next);
    }

    /** The whole number of a row of words, and of digits with words that multiply them. */
    private @Nullable Numeral whole(int index) {
        return row(index, null);
    }

    /** Digits with what multiplies them, and what is added to it: 3 hundred and 21. */
    private Numeral longer(Numeral digits) {
        if (digits.kind() == Numeral.Kind.CARDINAL
                && multiplier(digits.to()) != null
                && !words.has("only behind words", tokens.at(digits.to()).lower())) {
            Numeral row = row(digits.from(), digits);
            return row == null ? digits : row;
        }
        return digits;
    }

    private @Nullable BigDecimal multiplier(int index) {
        return index < tokens.size() ? words.multipliers.get(tokens.at(index).lower()) : null;
    }

    /** The token behind a word that multiplies, and behind the dot of one that is short: Mio. */
    private int behind(int multiplier) {
        boolean dot = tokens.is(multiplier + 1, ".")
                && tokens.close(multiplier)
                && multiplier + 2 < tokens.size()
                && words.multipliers.containsKey(tokens.at(multiplier).lower() + ".");
        return dot ? multiplier + 2 : multiplier + 1;
    }

    private record State(List<BigDecimal> sums, BigDecimal room, int to) {}

    private @Nullable Numeral row(int index, @Nullable Numeral digits) {
        return row(index, digits, true);
    }

    /** @param commas whether commas may stand in it */
    private @Nullable Numeral row(int index, @Nullable Numeral digits, boolean commas) {
        List<BigDecimal> sums = new ArrayList<>();
        BigDecimal room = BigDecimal.ZERO;
        int at = index;
        BigDecimal scale = null;
        State safe = null;
        boolean loose = false;
        if (digits != null) {
            sums.add(digits.value());
            room = BigDecimal.ONE;
            at = digits.to();
        } else if (words.has("article", tokens.at(at).lower())) {
            if (multiplier(at + 1) == null) {
                return null;
            }
            sums.add(BigDecimal.ONE);
            room = BigDecimal.ONE;
            at++;
        }
        while (at < tokens.size() && at - index < LONGEST_ROW) {
            int next = sums.isEmpty() ? at : connected(at, room, commas);
            if (next >= tokens.size()) {
                break;
            }
            String word = tokens.at(next).lower();
            BigDecimal times = words.multipliers.get(word);
            if (times != null && (!sums.isEmpty() || words.has("alone", word))) {
                boolean joined = next > at && !tokens.isHyphen(at);
                if (sums.isEmpty()) {
                    sums.add(times);
                } else if (joined) {
                    if (!words.has("alone", word) || times.compareTo(room) >= 0) {
                        break;
                    }
                    sums.add(times);
                } else if (words.has("alone", word) && room.compareTo(times) > 0) {
                    sums.add(times);
                } else {
                    BigDecimal sum = BigDecimal.ZERO;
                    while (!sums.isEmpty() && last(sums).compareTo(times) < 0) {
                        sum = sum.add(sums.remove(sums.size() - 1));
                    }
                    if (sum.signum() == 0 && !sums.isEmpty()) {
                        if (sums.size() > 1) {
                            break;
                        }
                        sum = sums.remove(0);
                    }
                    BigDecimal product = sum.multiply(times);
                    if (!sums.isEmpty() && product.compareTo(last(sums)) >= 0) {
                        return finish(index, safe, scale, loose);
                    }
                    sums.add(product);
                }
                BigDecimal named = words.rooms.get(word);
                boolean big = times.compareTo(THOUSAND) >= 0 || times.compareTo(HUNDRED) == 0;
                room = named != null ? named : big ? times : BigDecimal.ONE;
                scale = times;
                at = behind(next);
                safe = new State(List.copyOf(sums), room, at);
                continue;
            }
            Compounds.Read read = value(next);
            if (read == null) {
                break;
            }
            boolean and = next > at && !tokens.isHyphen(at);
            if (!sums.isEmpty() && (read.value().compareTo(room) >= 0 || room.signum() == 0)) {
                break;
            }
            if (!sums.isEmpty() && tokens.isNumber(next) && (!and || room.compareTo(HUNDRED) != 0)) {
                break;
            }
            if (and && isPart(next, read.value())) {
                break;
            }
            if (sums.isEmpty()) {
                loose = words.has("loose", word);
            } else {
                loose = false;
                // What is added may turn out to be the beginning of another number: "between two hundred and three
                // hundred".
                safe = new State(List.copyOf(sums), room, at);
            }
            sums.add(read.value());
            room = read.room();
            scale = read.room().compareTo(THOUSAND) >= 0 ? read.room() : null;
            at = next + 1;
            if (safe == null) {
                safe = new State(List.copyOf(sums), room, at);
            }
        }
        if (sums.isEmpty()) {
            return null;
        }
        return finish(index, new State(List.copyOf(sums), room, at), scale, loose);
    }

    /** Whether a number is the upper one of a part: nine million and five ninths. */
    private boolean isPart(int index, BigDecimal value) {
        int behind = tokens.isHyphen(index + 1) ? index + 2 : index + 1;
        if (behind >= tokens.size()) {
            return false;
        }
        String word = tokens.at(behind).lower();
        BigDecimal below = words.denominators.get(word);
        return below != null && value.compareTo(below) < 0 && (word.endsWith("s") || !words.ordinals.containsKey(word));
    }

    private Compounds.@Nullable Read value(int index) {
        if (tokens.isNumber(index)) {
            String written = tokens.at(index).text();
            return WHOLE.matcher(written).matches() && written.length() < 4
                    ? new Compounds.Read(new BigDecimal(written), BigDecimal.ONE)
                    : null;
        }
        return compounds.read(tokens.at(index).lower());
    }

    private static @Nullable Numeral finish(
            int index, @Nullable State state, @Nullable BigDecimal scale, boolean loose) {
        if (state == null) {
            return null;
        }
        BigDecimal sum = state.sums().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        return new Numeral(
                index, state.to(), sum, Numeral.Kind.CARDINAL, state.sums().size() == 1 ? scale : null, loose);
    }

    private static BigDecimal last(List<BigDecimal> sums) {
        return sums.get(sums.size() - 1);
    }

    /** The token behind what joins two words of a number: a hyphen, "and", a comma behind thousands. */
    private int connected(int at, BigDecimal room, boolean commas) {
        String word = tokens.at(at).lower();
        boolean big = room.compareTo(HUNDRED) >= 0;
        if (tokens.isHyphen(at) && room.compareTo(BigDecimal.ONE) > 0) {
            return at + 1;
        }
        if (tokens.isHyphen(at) && tokens.close(at - 1) && tokens.close(at) && multiplier(at + 1) != null) {
            return at + 1;
        }
        if (words.has("and", word) && (big || words.has("tens and", word) && room.signum() > 0)) {
            return at + 1;
        }
        if (commas
                && word.equals(",")
                && room.compareTo(THOUSAND) >= 0
                && at + 1 < tokens.size()
                && !tokens.isNumber(at + 1)
                && isHundreds(row(at + 1, null, false))) {
            return at + 1;
        }
        return at;
    }

    private static boolean isHundreds(@Nullable Numeral number) {
        return number != null && number.value().compareTo(HUNDRED) >= 0;
    }

    /** Nine point nought four. */
    private Numeral point(Numeral number) {
        int at = number.to();
        if (number.kind() != Numeral.Kind.CARDINAL
                || at + 1 >= tokens.size()
                || !words.has("point", tokens.at(at).lower())
                || number.scale() != null && number.scale().compareTo(HUNDRED) > 0) {
            return number;
        }
        StringBuilder digits = new StringBuilder();
        int next = at + 1;
        while (next < tokens.size()) {
            BigDecimal digit = words.cardinals.get(tokens.at(next).lower());
            if (tokens.isNumber(next) && WHOLE.matcher(tokens.at(next).text()).matches() && digits.isEmpty()) {
                digits.append(tokens.at(next).text());
                next++;
                break;
            }
            if (digit == null || digit.compareTo(BigDecimal.TEN) >= 0 || digits.length() > MOST_DIGITS) {
                break;
            }
            digits.append(digit.toPlainString());
            next++;
        }
        if (digits.isEmpty()) {
            Numeral rest = row(next, null);
            if (rest == null || rest.scale() != null) {
                return number;
            }
            digits.append(rest.value().toPlainString());
            next = rest.to();
        }
        return new Numeral(
                number.from(),
                next,
                number.value().add(new BigDecimal("0." + digits)),
                Numeral.Kind.CARDINAL,
                null,
                false);
    }

    /** Two thirds, three and a fifth, one over three, two out of five. */
    private Numeral part(Numeral number) {
        int at = number.to();
        if (at >= tokens.size() || number.kind() != Numeral.Kind.CARDINAL) {
            return number;
        }
        Numeral behind = below(number, tokens.isHyphen(at) ? at + 1 : at);
        if (behind != null) {
            return behind;
        }
        if (words.has("and", tokens.at(at).lower()) && at + 1 < tokens.size()) {
            Numeral part = half(at + 1);
            if (part == null
                    || part.to() < at + 3
                            && !words.denominators.containsKey(tokens.at(at + 1).lower())) {
                Numeral above = row(at + 1, null);
                part = above == null ? null : below(above, tokens.isHyphen(above.to()) ? above.to() + 1 : above.to());
            }
            if (part != null && part.value().compareTo(BigDecimal.ONE) < 0) {
                boolean bigger = multiplier(part.to()) != null && number.scale() != null;
                return bigger
                        ? number
                        : new Numeral(
                                number.from(),
                                part.to(),
                                number.value().add(part.value()),
                                Numeral.Kind.FRACTION,
                                null,
                                false);
            }
        }
        Numeral over = over(number);
        return over == null ? number : over;
    }

    private @Nullable Numeral below(Numeral above, int index) {
        if (index >= tokens.size() || above.value().scale() > 0) {
            return null;
        }
        Numeral below = ordinal(index);
        int to = below == null ? index + 1 : below.to();
        String last = tokens.at(to - 1).lower();
        BigDecimal divisor = below == null ? words.denominators.get(last) : below.value();
        if (divisor == null) {
            return null;
        }
        if (divisor.compareTo(BigDecimal.ONE) <= 0
                || words.ordinals.containsKey(last)
                        && !words.denominators.containsKey(last)
                        && to == index + 1
                        && !last.endsWith("s")
                || last.startsWith("second")) {
            return null;
        }
        boolean one = above.value().compareTo(BigDecimal.ONE) == 0;
        boolean plural = last.endsWith("s") || !words.ordinals.containsKey(last);
        boolean joins = above.value().remainder(BigDecimal.TEN).signum() == 0
                && above.value().signum() > 0
                && divisor.compareTo(BigDecimal.TEN) < 0;
        if (!plural && (!one && joins || !one && words.language.equals("en"))) {
            return null;
        }
        return new Numeral(
                above.from(), to, above.value().divide(divisor, PRECISION), Numeral.Kind.FRACTION, null, false);
    }

    private @Nullable Numeral over(Numeral above) {
        int at = above.to();
        for (int length = 2; length >= 1; length--) {
            if (at + length >= tokens.size()) {
                continue;
            }
            String link = tokens.lower(at, at + length);
            boolean over = words.has("over", link);
            if (!over && !words.has("in", link)) {
                continue;
            }
            Numeral below = tokens.isNumber(at + length) ? digits(at + length) : row(at + length, null);
            if (below == null
                    || below.value().signum() <= 0
                    || above.value().compareTo(below.value()) >= 0
                    || below.value().compareTo(MILLION) > 0
                    || above.value().scale() > 0
                    || below.value().scale() > 0
                    || !over && length == 1 && below.value().compareTo(THOUSAND) > 0
                    || over && tokens.isWord(below.to())
                    || above.from() > 0 && tokens.is(above.from() - 1, "$")) {
                continue;
            }
            return new Numeral(
                    above.from(),
                    below.to(),
                    above.value().divide(below.value(), PRECISION),
                    Numeral.Kind.FRACTION,
                    null,
                    false);
        }
        return null;
    }

    /** A quarter million, two and a half million, 3.5 million, half a dozen, a quarter of a million. */
    private Numeral scaled(Numeral number) {
        Numeral scaled = number;
        int at = scaled.to();
        if (number.kind() == Numeral.Kind.FRACTION && at + 1 < tokens.size()) {
            if (words.has("of", tokens.at(at).lower())
                    && words.has("article", tokens.at(at + 1).lower())
                    && multiplier(at + 2) != null) {
                at += 2;
            } else if (words.has("article", tokens.at(at).lower()) && multiplier(at + 1) != null) {
                at++;
            }
        }
        BigDecimal times;
        while ((times = multiplier(at)) != null
                && !(tokens.isNumber(at - 1)
                        && words.has("only behind words", tokens.at(at).lower()))
                && (number.kind() == Numeral.Kind.FRACTION || scaled.scale() == null)) {
            scaled = new Numeral(
                    scaled.from(), behind(at), scaled.value().multiply(times), Numeral.Kind.CARDINAL, times, false);
            at = behind(at);
            if (number.kind() != Numeral.Kind.FRACTION) {
                break;
            }
        }
        return scaled;
    }

    /** One billion and three quarters million. */
    private Numeral added(Numeral number) {
        int at = number.to();
        if (number.scale() == null
                || number.scale().compareTo(MILLION) < 0
                || at + 1 >= tokens.size()
                || !words.has("and", tokens.at(at).lower())) {
            return number;
        }
        Numeral rest = half(at + 1);
        if (rest == null) {
            Numeral above = row(at + 1, null);
            rest = above == null ? null : below(above, above.to());
        }
        if (rest == null) {
            return number;
        }
        Numeral scaled = scaled(rest);
        return scaled.scale() == null || scaled.value().compareTo(number.scale()) >= 0
                ? number
                : new Numeral(
                        number.from(),
                        scaled.to(),
                        number.value().add(scaled.value()),
                        Numeral.Kind.CARDINAL,
                        null,
                        false);
    }

    /** First, 21st, twenty-first, a hundred trillionth. */
    private @Nullable Numeral ordinal(int index) {
        if (tokens.isNumber(index)) {
            boolean ending = tokens.close(index)
                    && tokens.isWord(index + 1)
                    && words.has("ordinal endings", tokens.at(index + 1).lower());
            boolean sign = tokens.close(index) && (tokens.is(index + 1, "º") || tokens.is(index + 1, "ª"));
            return (ending || sign) && WHOLE.matcher(tokens.at(index).text()).matches()
                    ? new Numeral(
                            index, index + 2, words.value(tokens.at(index).text()), Numeral.Kind.ORDINAL, null, false)
                    : null;
        }
        BigDecimal single = words.ordinals.get(tokens.at(index).lower());
        if (single != null) {
            return new Numeral(index, index + 1, single, Numeral.Kind.ORDINAL, null, false);
        }
        if (words.has("article", tokens.at(index).lower())
                && index + 1 < tokens.size()
                && multiplier(index + 1) == null) {
            return null;
        }
        Numeral before = row(index, null);
        if (before == null) {
            return null;
        }
        int at = before.to();
        if (at < tokens.size()
                && (tokens.isHyphen(at) || words.has("and", tokens.at(at).lower()))) {
            at++;
        }
        if (at >= tokens.size()) {
            return null;
        }
        BigDecimal last = words.ordinals.get(tokens.at(at).lower());
        if (last == null) {
            return null;
        }
        BigDecimal unit = before.value().remainder(HUNDRED);
        boolean times = last.compareTo(HUNDRED) >= 0 && at == before.to();
        boolean joins = last.compareTo(BigDecimal.TEN) < 0
                        && before.value().remainder(BigDecimal.TEN).signum() == 0
                        && unit.compareTo(BigDecimal.TEN) != 0
                || last.compareTo(HUNDRED) < 0 && unit.signum() == 0;
        if (times) {
            return new Numeral(index, at + 1, before.value().multiply(last), Numeral.Kind.ORDINAL, null, false);
        }
        boolean and = at > before.to() && !tokens.isHyphen(before.to());
        if (!joins || before.value().signum() == 0 || and && unit.signum() != 0) {
            return null;
        }
        // Plural and behind a whole number, it is what this is divided by: one hundred and thirty fifths.
        boolean hyphen = tokens.isHyphen(before.to());
        if (!hyphen
                && !and
                && tokens.at(at).lower().endsWith("s")
                && before.value().compareTo(HUNDRED) > 0) {
            return null;
        }
        return new Numeral(index, at + 1, before.value().add(last), Numeral.Kind.ORDINAL, null, false);
    }
}
