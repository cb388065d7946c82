package org.claimtrail.reading;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.claimtrail.claim.Qualifier;
import org.claimtrail.platform.TableFile;
import org.claimtrail.reading.Numerals.Numeral;
import org.claimtrail.reading.UnitNames.Named;
import org.jspecify.annotations.Nullable;

/**
 * Finds the figures of a text, and what they mean: by the tables {@code figures-….txt}, {@code units.txt} and
 * {@code currencies.txt} beside this class. First every number with its unit, from left to right; then ranges, and what qualifies
 * them. Dates, times, versions, telephone numbers and names with numbers are none.
 */
public final class FigureReader {

    /** What holds digits and is no figure: addresses, times, versions, telephone numbers, scores. */
    private static final Pattern NO_FIGURE = Pattern.compile(
            "https?://\\S+|www\\.\\S+|\\b[\\w.+-]{1,64}@[\\w-]{1,64}(?:\\.[\\w-]{1,64}){1,5}"
                    + "|\\b\\d{1,2}:\\d{2}(?::\\d{2})?(?:\\s?[ap]\\.?m\\b\\.?)?"
                    + "|\\b\\d{1,2}(?:[.:]\\d{2})?\\s?[ap]\\.m\\.|\\b(?<![.,])\\d{1,2}(?:[.:]\\d{2})?\\s?[ap]m\\b"
                    + "|\\b\\d+\\s?o['’]clock\\b|\\b\\d{1,2} Uhr\\b"
                    + "|\\b(?!\\d{1,3}(?:\\.\\d{3})+(?![.\\d]))\\d{1,3}(?:\\.\\d{1,3}){3}\\b|\\bv\\d+(?:\\.\\d+){1,9}|\\b\\d+(?:\\.\\d{1,2}){2,9}\\b"
                    + "|\\+\\d[\\d\\s()./-]{6,20}\\d|\\(\\d{3}\\)\\s?\\d{3}-\\d{4}|\\b\\d{3}-\\d{3}-\\d{4}\\b|\\b\\d{3}-\\d{4}\\b"
                    + "|\\b24/7\\b|\\b9/11\\b|\\b7/7\\b|(?<=\\w)-\\d+\\w*|#\\d+|\\b\\d+-\\d+-\\d+(?:-\\d+){0,9}\\b",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern NUMBER_BEFORE_HYPHEN =
            Pattern.compile("\\d|.*(?:ty|teen|one|two|three|four|five|six|seven|eight|nine|ten)$");
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final BigDecimal BILLION = BigDecimal.valueOf(1_000_000_000);

    /** What is counted, by all its forms: the table of the unit room. */
    private static final Set<String> THINGS = things();

    public List<ReadFigure> read(String text, @Nullable String language) {
        return read(text, language, new DateReader().read(text, language, null));
    }

    /** @param dates those of the text, which are no figures */
    List<ReadFigure> read(String text, @Nullable String language, List<ReadDate> dates) {
        return new Pass(text, Lexicon.of(language), dates).figures();
    }

    private static Set<String> things() {
        return TableFile.rows(FigureReader.class, "/units/things.txt").stream()
                .flatMap(row -> Arrays.stream(row.split(",")))
                .map(String::strip)
                .filter(thing -> !thing.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** A number with its unit. */
    private static final class Quantity {
        final int from;
        final int to;
        final Numeral numeral;
        BigDecimal value;
        FigureKind kind = FigureKind.NUMBER;

        @Nullable
        String unit;

        @Nullable
        String dimension;

        @Nullable
        String currency;

        @Nullable
        Qualifier vague;

        double confidence = 0.9;

        Quantity(int from, int to, Numeral numeral, BigDecimal value) {
            this.from = from;
            this.to = to;
            this.numeral = numeral;
            this.value = value;
        }
    }

    /** One text being read. */
    private static final class Pass {

        private final String text;
        private final Lexicon words;
        private final Tokens tokens;
        private final Numerals numerals;
        private final boolean[] blocked;
        private final boolean[] dated;
        private final boolean oddQuotes;

        Pass(String text, Lexicon words, List<ReadDate> dates) {
            this.text = text;
            this.words = words;
            this.tokens = new Tokens(text, words.number);
            this.numerals = new Numerals(tokens, words);
            this.blocked = new boolean[text.length() + 1];
            this.dated = new boolean[text.length() + 1];
            this.oddQuotes = text.chars().filter(c -> c == '"').count() % 2 == 1;
            Matcher no = NO_FIGURE.matcher(text);
            while (no.find()) {
                boolean part = text.charAt(no.start()) == '-'
                        && NUMBER_BEFORE_HYPHEN.matcher(wordBefore(no.start())).matches();
                if (!part) {
                    Arrays.fill(blocked, no.start(), no.end(), true);
                }
            }
            for (ReadDate date : dates) {
                Arrays.fill(blocked, date.start(), date.end(), true);
                Arrays.fill(dated, date.start(), date.end(), true);
            }
        }

        private String wordBefore(int at) {
            int from = at;
            while (from > 0 && Character.isLetterOrDigit(text.charAt(from - 1))) {
                from--;
            }
            String word = text.substring(from, at);
            return !word.isEmpty() && Character.isDigit(word.charAt(0)) ? "1" : word.toLowerCase(Locale.ROOT);
        }

        List<ReadFigure> figures() {
            List<Quantity> all = quantities();
            List<ReadFigure> figures = new ArrayList<>();
            int at = 0;
            int floor = 0;
            while (at < all.size()) {
                Quantity one = all.get(at);
                Quantity next = at + 1 < all.size() ? all.get(at + 1) : null;
                ReadFigure figure = next == null ? null : range(one, next, floor);
                if (figure == null && next != null) {
                    figure = bounds(one, next, floor);
                }
                if (figure != null) {
                    at += 2;
                } else {
                    figure = single(one, floor, next == null ? tokens.size() : next.from);
                    at++;
                }
                figures.add(figure);
                int end = figure.end();
                while (floor < tokens.size() && tokens.at(floor).start() < end) {
                    floor++;
                }
            }
            return figures;
        }

        // ---- numbers with their units

        private List<Quantity> quantities() {
            List<Quantity> found = new ArrayList<>();
            int at = 0;
            while (at < tokens.size()) {
                Quantity quantity = quantity(at, found.isEmpty() ? 0 : found.get(found.size() - 1).to);
                if (quantity == null) {
                    at++;
                } else {
                    found.add(quantity);
                    at = Math.max(quantity.to, at + 1);
                }
            }
            return found;
        }

        private @Nullable Quantity quantity(int at, int floor) {
            if (blocked[tokens.at(at).start()]) {
                return null;
            }
            Quantity vague = vague(at);
            if (vague != null) {
                return vague;
            }
            Numeral numeral = numerals.at(at);
            if (numeral == null || isBlocked(numeral)) {
                return null;
            }
            int signFrom = prefixed(at, floor);
            Named prefix = signFrom < 0 ? null : UnitNames.money(tokens.joined(signFrom, at));
            if (prefix == null && at > 0 && glued(at)) {
                return null;
            }
            if (prefix == null && at > 0 && labelled(at)) {
                return null;
            }
            Quantity quantity = withUnit(numeral, prefix, signFrom);
            return quantity == null || quantity.kind == FigureKind.NUMBER && !isFigure(numeral) ? null : quantity;
        }

        private boolean isBlocked(Numeral numeral) {
            for (int token = numeral.from(); token < numeral.to(); token++) {
                if (blocked[tokens.at(token).start()]) {
                    return true;
                }
            }
            return false;
        }

        /** Whether letters or digits stand close before it, as in L2 or COVID-19. */
        private boolean glued(int at) {
            if (!tokens.close(at - 1)) {
                return false;
            }
            if (tokens.isWord(at - 1) || tokens.isNumber(at - 1)) {
                return true;
            }
            String sign = tokens.at(at - 1).text();
            boolean links = sign.equals("_") || sign.equals("#") || sign.equals("/") && tokens.isWord(at - 2);
            return links && at > 1 && tokens.close(at - 2);
        }

        private boolean labelled(int at) {
            int before = at - 1;
            if (tokens.is(before, ".")
                    && tokens.isWord(before - 1)
                    && tokens.at(before - 1).lower().length() <= 4) {
                before--;
            }
            return tokens.isWord(before)
                    && words.words("labels", "label").contains(tokens.at(before).lower())
                    && (tokens.isNumber(at)
                            || Character.isUpperCase(tokens.at(before).text().charAt(0)))
                    && !(tokens.at(before).is("no") && before == at - 1);
        }

        /** Whether a bare number is one: "one" may be a pronoun. */
        private boolean isFigure(Numeral numeral) {
            if (!numeral.loose() || numeral.isOrdinal()) {
                return true;
            }
            int from = numeral.from();
            if (from > 0
                    && words.words("no number", "before")
                            .contains(tokens.at(from - 1).lower())) {
                return false;
            }
            return numeral.to() >= tokens.size()
                    || !words.words("no number", "behind")
                            .contains(tokens.at(numeral.to()).lower());
        }

        /** Where money begins that stands before a number; negative where none does. */
        private int prefixed(int at, int floor) {
            for (int length = Math.min(4, at - floor); length >= 1; length--) {
                int from = at - length;
                if (blocked[tokens.at(from).start()]) {
                    continue;
                }
                Named money = UnitNames.money(tokens.joined(from, at));
                if (money == null) {
                    continue;
                }
                // A name behind a number is that number's: "10 dollar 30 dollar"; and won is a verb, too.
                boolean sign = length > 1
                        || tokens.isSign(from)
                        || tokens.at(from).lower().toUpperCase(Locale.ROOT).equals(money.currency())
                        || words.has("before money", tokens.at(from).lower());
                if (sign
                        && (from == 0
                                || !tokens.close(from - 1)
                                || !tokens.isWord(from - 1) && !tokens.isNumber(from - 1))) {
                    return from;
                }
            }
            return -1;
        }

        private @Nullable Quantity withUnit(Numeral numeral, @Nullable Named prefix, int prefixFrom) {
            BigDecimal value = numeral.value();
            int to = numeral.to();
            boolean digits = tokens.isNumber(numeral.from()) || tokens.isNumber(numeral.to() - 1);
            // Multiples behind digits, close or not: 2.33 k, $5m, 1.2b.
            if (digits && to < tokens.size() && numeral.scale() == null && !numeral.isOrdinal()) {
                BigDecimal times = words.shorts.get(tokens.at(to).lower());
                if (times != null && multiplies(to, prefix)) {
                    value = value.multiply(times);
                    to++;
                } else if (tokens.isWord(to)) {
                    Quantity code = multipliedCode(numeral, to);
                    if (code != null) {
                        return code;
                    }
                }
            }
            if (prefix != null) {
                return money(numeral, prefixFrom, to, prefix, value);
            }
            if (numeral.isOrdinal()) {
                Quantity ordinal = new Quantity(numeral.from(), to, numeral, value);
                ordinal.kind = FigureKind.ORDINAL;
                return ordinal;
            }
            Quantity percent = percent(numeral, to, value);
            if (percent != null) {
                return percent;
            }
            Quantity measured = measured(numeral, to, value);
            if (measured != null) {
                return measured;
            }
            Quantity plain = new Quantity(numeral.from(), to, numeral, value);
            if (to < tokens.size() && tokens.close(to - 1) && tokens.isWord(to) && tokens.isNumber(to - 1)) {
                // 5G, 3D: what stands close to digits and is no unit makes a name of them.
                return null;
            }
            return counted(plain);
        }

        private boolean multiplies(int at, @Nullable Named prefix) {
            String word = tokens.at(at).text();
            boolean lastWord = at + 1 >= tokens.size() || !tokens.isWord(at + 1);
            boolean bigUnit = prefix != null || at + 1 < tokens.size() && money(at + 1) != null;
            if (bigUnit) {
                return true;
            }
            String lower = tokens.at(at).lower();
            if (lower.equals("k") || lower.equals("cr") || lower.equals("kr")) {
                return !word.equals("K") || tokens.close(at - 1);
            }
            if (lower.equals("m") || lower.equals("mm") || lower.equals("t")) {
                return (word.equals("M") || word.equals("T")) && tokens.close(at - 1) && lastWord
                        || lower.equals("m") && at + 1 < tokens.size() && tokens.isWord(at + 1) && isThing(at + 1);
            }
            return lower.equals("b")
                            && tokens.close(at - 1)
                            && (tokens.at(at - 1).text().contains(".") || word.equals("B") && lastWord)
                    || at + 1 < tokens.size() && isThing(at + 1);
        }

        /** 30 MUSD. */
        private @Nullable Quantity multipliedCode(Numeral numeral, int at) {
            String written = tokens.at(at).text();
            if (written.length() < 4 || written.length() > 6) {
                return null;
            }
            String code = written.substring(written.length() - 3);
            BigDecimal times =
                    words.shorts.get(written.substring(0, written.length() - 3).toLowerCase(Locale.ROOT));
            if (times == null) {
                times = words.multipliers.get(
                        written.substring(0, written.length() - 3).toLowerCase(Locale.ROOT));
            }
            Named money = code.equals(code.toUpperCase(Locale.ROOT)) ? UnitNames.money(code) : null;
            return times == null || money == null || money.currency() == null
                    ? null
                    : money(
                            numeral,
                            numeral.from(),
                            at + 1,
                            money,
                            numeral.value().multiply(times));
        }

        private Quantity money(Numeral numeral, int from, int to, Named named, BigDecimal value) {
            BigDecimal total = value;
            Named money = named;
            int end = to;
            // $22.5 million behind a sign is read by the number; "75 USD million" has the multiple behind the code.
            if (end < tokens.size()) {
                BigDecimal times = words.multipliers.get(tokens.at(end).lower());
                if (times != null && numeral.scale() == null && from == numeral.from()) {
                    total = total.multiply(times);
                    end++;
                }
            }
            // US$ 5bn (USD), $5 US
            if (money.currency() == null && from < numeral.from()) {
                Named behind = money(end);
                if (behind != null
                        && behind.currency() != null
                        && tokens.at(end).text().length() == 3) {
                    money = behind;
                    end++;
                }
            }
            int cents = hundredths(end, money, from < numeral.from());
            if (cents > end
                    && numeral.scale() == null
                    && value.stripTrailingZeros().scale() <= 0) {
                total = total.add(hundredthsValue(end));
                end = cents;
            }
            int start = from;
            if (start > 0
                    && start < numeral.from()
                    && (tokens.isHyphen(start - 1) || tokens.is(start - 1, "−"))
                    && tokens.close(start - 1)
                    && (start == 1 || !tokens.close(start - 2))) {
                total = total.negate();
                start--;
            }
            Quantity quantity = new Quantity(start, end, numeral, total);
            quantity.kind = FigureKind.MONEY;
            quantity.unit = money.name();
            quantity.currency = money.currency();
            Named per = per(end);
            if (per != null) {
                quantity.unit = money.name() + " per " + per.name();
                Quantity rate = new Quantity(start, perEnd(end), numeral, total);
                rate.kind = FigureKind.MONEY;
                rate.unit = quantity.unit;
                rate.currency = money.currency();
                return rate;
            }
            return quantity;
        }

        private BigDecimal hundredthsValue(int at) {
            int first = words.has("and", tokens.at(at).lower()) ? at + 1 : at;
            Numeral part = numerals.at(first);
            return part == null ? BigDecimal.ZERO : part.value().divide(HUNDRED);
        }

        /** The token behind 50 cents, or behind what can only be cents: 15 dollars and 50. */
        private int hundredths(int at, Named money, boolean prefixed) {
            if (at + 1 > tokens.size() || at >= tokens.size()) {
                return at;
            }
            boolean and = words.has("and", tokens.at(at).lower());
            int first = and ? at + 1 : at;
            if (first >= tokens.size()) {
                return at;
            }
            Numeral part = numerals.at(first);
            if (part == null
                    || part.kind() != Numeral.Kind.CARDINAL
                    || part.value().scale() > 0
                    || part.value().signum() < 0
                    || part.value().compareTo(HUNDRED) >= 0
                    || !and && prefixed && !tokens.isNumber(first)) {
                return at;
            }
            int to = part.to();
            if (to < tokens.size()
                    && UnitNames.isHundredth(singular(tokens.at(to).lower()), money)) {
                return to + 1;
            }
            if (to < tokens.size()
                            && tokens.isWord(to)
                            && !(and && words.has("and", tokens.at(to).lower()))
                    || tokens.is(to, "%")
                    || tokens.is(to, "$")
                    || tokens.is(to, "€")
                    || tokens.is(to, "£")) {
                return at;
            }
            boolean twoDigits =
                    tokens.isNumber(first) && tokens.at(first).text().length() == 2;
            return twoDigits && !tokens.isNumber(to) || and && tokens.isWord(first) ? to : at;
        }

        private static String singular(String word) {
            return word.length() > 1 && word.endsWith("s") && !word.equals("kopeks") && !word.equals("kopiykas")
                    ? word.substring(0, word.length() - 1)
                    : word;
        }

        private @Nullable Named money(int at) {
            for (int length = Math.min(5, tokens.size() - at); length >= 1; length--) {
                if (!blocked[tokens.at(at).start()]) {
                    Named money = UnitNames.money(tokens.joined(at, at + length));
                    if (money != null && boundary(at + length)) {
                        return money;
                    }
                }
            }
            return null;
        }

        private int moneyEnd(int at) {
            for (int length = Math.min(5, tokens.size() - at); length >= 1; length--) {
                if (UnitNames.money(tokens.joined(at, at + length)) != null && boundary(at + length)) {
                    return at + length;
                }
            }
            return at;
        }

        /** Whether a name may end before a token: not in the middle of km2. */
        private boolean boundary(int at) {
            return at >= tokens.size()
                    || !tokens.close(at - 1)
                    || tokens.isSign(at)
                    || tokens.isSign(at - 1) && !tokens.isWord(at);
        }

        private @Nullable Quantity percent(Numeral numeral, int at, BigDecimal value) {
            int first = tokens.isHyphen(at) && tokens.close(at) ? at + 1 : at;
            if (first >= tokens.size()) {
                return null;
            }
            for (int length = Math.min(4, tokens.size() - first); length >= 1; length--) {
                String name = tokens.lower(first, first + length);
                String unit = words.has("percentage points", name)
                        ? "percentage points"
                        : words.has("basis points", name)
                                ? "basis points"
                                : words.has("percent", name) || name.equals("%") || name.equals("％") ? "%" : null;
                if (unit != null && boundary(first + length)) {
                    int to = first + length;
                    if (unit.equals("%") && (tokens.is(to, "points") || tokens.is(to, "point"))) {
                        unit = "percentage points";
                        to++;
                    }
                    Quantity percent = new Quantity(numeral.from(), to, numeral, value);
                    percent.kind = FigureKind.PERCENT;
                    percent.unit = unit;
                    return percent;
                }
            }
            return null;
        }

        private record UnitAt(Named unit, int to) {}

        private @Nullable UnitAt unit(int at) {
            for (int length = Math.min(5, tokens.size() - at); length >= 1; length--) {
                if (blocked[tokens.at(at + length - 1).start()]) {
                    continue;
                }
                String name = tokens.joined(at, at + length);
                Named unit = UnitNames.unit(name);
                if (unit != null && boundary(at + length)) {
                    return new UnitAt(unit, at + length);
                }
            }
            return null;
        }

        private @Nullable Quantity measured(Numeral numeral, int at, BigDecimal value) {
            if (at >= tokens.size()) {
                return null;
            }
            int first = at;
            boolean bracket = false;
            if (tokens.isHyphen(at) && at + 1 < tokens.size()) {
                first = at + 1;
            } else if (tokens.is(at, "[") && tokens.is(at + 2, "]")) {
                first = at + 1;
                bracket = true;
            } else if (tokens.is(at, "more")
                    || tokens.is(at, "additional")
                    || tokens.is(at, "extra")
                    || tokens.is(at, "full")
                    || tokens.is(at, "whole")
                    || tokens.is(at, "consecutive")
                    || tokens.is(at, "straight")) {
                first = at + 1;
            } else if (numeral.kind() == Numeral.Kind.FRACTION
                    && (words.has("article", tokens.at(at).lower())
                            || words.has("of", tokens.at(at).lower())
                                    && at + 1 < tokens.size()
                                    && words.has("article", tokens.at(at + 1).lower()))) {
                first = words.has("of", tokens.at(at).lower()) ? at + 2 : at + 1;
            }
            if (first == at
                    && numeral.scale() != null
                    && words.has("of", tokens.at(at).lower())
                    && at + 1 < tokens.size()
                    && (money(at + 1) != null || unit(at + 1) != null)) {
                first = at + 1;
            }
            if (first >= tokens.size()) {
                return null;
            }
            if (tokens.is(first, "\"") || tokens.is(first, "''") || tokens.is(first, "”") || tokens.is(first, "″")) {
                boolean odd = oddQuotes || tokens.is(first, "″");
                if (odd && first == at) {
                    return measure(numeral, first + 1, value, new Named("inch", "length", null));
                }
                return null;
            }
            if (tokens.is(first, "'") && tokens.is(first + 1, "'") && tokens.close(first)) {
                return measure(numeral, first + 2, value, new Named("inch", "length", null));
            }
            Named money = money(first);
            UnitAt unit = unit(first);
            if (money != null
                    && (unit == null || moneyEnd(first) >= unit.to())
                    && !poundOfWeight(first, moneyEnd(first), numeral)) {
                if (tokens.close(at - 1)
                        || tokens.isWord(first)
                        || !tokens.isNumber(moneyEnd(first))
                        || moneyEnd(first) == tokens.size()
                        || !tokens.close(moneyEnd(first) - 1)) {
                    return money(numeral, numeral.from(), moneyEnd(first), money, value);
                }
            }
            if (unit == null
                    || first != at
                            && !bracket
                            && tokens.isHyphen(at)
                            && !tokens.close(at)
                            && tokens.at(first).text().length() < 3) {
                return inch(numeral, at, value);
            }
            if (!plausible(numeral, at, first, unit)) {
                return null;
            }
            return measure(numeral, bracket ? unit.to() + 1 : unit.to(), value, unit.unit());
        }

        /** Pounds are money, unless something is weighed or measured. */
        private boolean poundOfWeight(int at, int to, Numeral numeral) {
            if (!tokens.lower(at, to).matches("pounds?")) {
                return false;
            }
            String before = text.substring(
                            Math.max(0, tokens.at(numeral.from()).start() - 60),
                            tokens.at(numeral.from()).start())
                    .toLowerCase(Locale.ROOT);
            String behind = text.substring(
                            tokens.at(to - 1).end(),
                            Math.min(text.length(), tokens.at(to - 1).end() + 30))
                    .toLowerCase(Locale.ROOT);
            boolean spent = before.matches(
                            "(?s).*\\b(?:cost|costs|pay|paid|pays|price|priced|worth|spent|spend|earn|earned|fined|sold|bought|raised|donated|charge|charged|owe|owed)\\b.*")
                    || behind.matches("(?s)\\s+(?:sterling|a week|a month|a year|per hour|in cash|in debt)\\b.*");
            return !spent;
        }

        /** In is a unit only where nothing follows that it could lead to. */
        private @Nullable Quantity inch(Numeral numeral, int at, BigDecimal value) {
            if (!tokens.is(at, "in") || numeral.isOrdinal() || !tokens.isNumber(numeral.to() - 1)) {
                return null;
            }
            boolean ends = at + 1 >= tokens.size()
                    || tokens.isSign(at + 1)
                    || tokens.at(at + 1).lower().matches("thick|wide|long|deep|tall|high|diameter");
            return ends || tokens.close(at - 1)
                    ? measure(numeral, at + 1, value, new Named("inch", "length", null))
                    : null;
        }

        /** Single letters and words that are also others are units only where they look like it. */
        private boolean plausible(Numeral numeral, int at, int first, UnitAt unit) {
            String written = tokens.joined(first, unit.to());
            boolean digits = tokens.isNumber(numeral.to() - 1);
            boolean close = tokens.close(at - 1) && first == at;
            if (written.length() == 1 && Character.isLetter(written.charAt(0))) {
                if (unit.to() < tokens.size() && tokens.isHyphen(unit.to()) && tokens.close(unit.to() - 1)) {
                    return false;
                }
                boolean capital = Character.isUpperCase(written.charAt(0));
                if (capital && !written.equals("L") && !UnitNames.isExact(written)) {
                    return false;
                }
                return digits
                        && !(written.equals("s") && close && numeral.value().compareTo(BigDecimal.TEN) >= 0)
                        && (close || first == at)
                        && !(written.equals("L") && !close)
                        && !written.equals("a")
                        && !tokens.is(unit.to(), "'");
            }
            if (first > at && tokens.isHyphen(at) && written.length() < 3 && !digits) {
                return false;
            }
            if (written.equalsIgnoreCase("st") || written.equalsIgnoreCase("kn")) {
                return digits;
            }
            if (unit.unit().name().equals("degree") && words.language.equals("en")) {
                return !around(at).contains("temperature");
            }
            if (written.equalsIgnoreCase("bar")
                    || written.equalsIgnoreCase("turn")
                    || written.equalsIgnoreCase("mal")
                    || written.equalsIgnoreCase("an")
                    || written.equalsIgnoreCase("ch")) {
                return digits || words.language.equals("de") || words.language.equals("fr");
            }
            return true;
        }

        private String around(int at) {
            int start = tokens.at(at).start();
            return text.substring(Math.max(0, start - 100), Math.min(text.length(), start + 100))
                    .toLowerCase(Locale.ROOT);
        }

        private Quantity measure(Numeral numeral, int to, BigDecimal value, Named unit) {
            String name = unit.name();
            String dimension = unit.dimension();
            int end = to;
            if (end < tokens.size() && "length".equals(dimension)) {
                if (words.has("squared", tokens.at(end).lower())) {
                    name = "square " + name;
                    dimension = "area";
                    end++;
                } else if (words.has("cubed", tokens.at(end).lower())) {
                    name = "cubic " + name;
                    dimension = "volume";
                    end++;
                }
            }
            Quantity age = age(numeral, end, value, unit);
            if (age != null) {
                return age;
            }
            Named per = per(end);
            if (per != null) {
                boolean speed = "length".equals(dimension) && per.isTime();
                name = name + " per " + per.name();
                dimension = speed ? "speed" : "rate";
                end = perEnd(end);
            }
            BigDecimal total = value;
            if (per == null && ("length".equals(dimension) && name.equals("foot"))) {
                // 5 feet 3 inches
                Numeral more = end < tokens.size() ? numerals.at(end) : null;
                if (more != null && more.kind() == Numeral.Kind.CARDINAL && more.to() < tokens.size()) {
                    UnitAt inches = tokens.is(more.to(), "in")
                            ? new UnitAt(new Named("inch", "length", null), more.to() + 1)
                            : unit(more.to());
                    if (inches != null && inches.unit().name().equals("inch")) {
                        total = total.multiply(BigDecimal.valueOf(12)).add(more.value());
                        name = "inch";
                        end = inches.to();
                    }
                }
            }
            Quantity measure = new Quantity(numeral.from(), end, numeral, total);
            measure.kind = FigureKind.MEASURE;
            measure.unit = name;
            measure.dimension = dimension;
            return measure;
        }

        private @Nullable Quantity age(Numeral numeral, int to, BigDecimal value, Named unit) {
            if (!unit.isTime()) {
                return null;
            }
            int end = -1;
            for (int length = Math.min(3, tokens.size() - to); length >= 1 && end < 0; length--) {
                if (words.has("old", tokens.lower(to, to + length))) {
                    end = to + length;
                }
            }
            if (end < 0
                    && tokens.isHyphen(to)
                    && to + 1 < tokens.size()
                    && words.has("old", tokens.at(to + 1).lower())) {
                end = to + 2;
            }
            if (end < 0) {
                return null;
            }
            Quantity age = new Quantity(numeral.from(), end, numeral, value);
            age.kind = FigureKind.AGE;
            age.unit = unit.name();
            age.dimension = "time";
            return age;
        }

        /** What a unit is divided by: per hour, a day, /km. */
        private @Nullable Named per(int at) {
            UnitAt unit = perUnit(at);
            return unit == null ? null : unit.unit();
        }

        private int perEnd(int at) {
            UnitAt unit = perUnit(at);
            return unit == null ? at : unit.to();
        }

        private @Nullable UnitAt perUnit(int at) {
            if (at + 1 >= tokens.size() || blocked[tokens.at(at).start()]) {
                return null;
            }
            String link = tokens.at(at).lower();
            boolean per = words.has("per", link) || link.equals("/");
            if (!per && !words.has("per time", link)) {
                return null;
            }
            UnitAt unit = unit(at + 1);
            if (unit != null && (per || unit.unit().isTime())) {
                boolean ends = unit.to() >= tokens.size() || !tokens.is(unit.to(), "ago");
                return ends ? unit : null;
            }
            return null;
        }

        /** A bare number with the things that it counts, where these follow. */
        private Quantity counted(Quantity plain) {
            int at = plain.to;
            if (aged(plain)) {
                Quantity age = new Quantity(plain.from, plain.to, plain.numeral, plain.value);
                age.kind = FigureKind.AGE;
                age.unit = "year";
                age.dimension = "time";
                return age;
            }
            for (int length = Math.min(3, tokens.size() - at); length >= 1; length--) {
                if (words.has("years old", tokens.lower(at, at + length))) {
                    Quantity age = new Quantity(plain.from, at + length, plain.numeral, plain.value);
                    age.kind = FigureKind.AGE;
                    age.unit = "year";
                    age.dimension = "time";
                    return age;
                }
            }
            int first = at;
            if (first < tokens.size()
                    && (plain.vague != null || plain.numeral.scale() != null)
                    && words.has("of", tokens.at(first).lower())) {
                first++;
                if (first < tokens.size()
                        && tokens.at(first).lower().matches("the|its|their|his|her|our|these|those")) {
                    first++;
                }
            }
            for (int next = first; next < Math.min(first + 3, tokens.size()); next++) {
                if (!tokens.isWord(next)
                        || dated[tokens.at(next).start()]
                        || words.words("no thing", "word")
                                .contains(tokens.at(next).lower())
                        || next > first && tokens.close(next - 1)) {
                    break;
                }
                if (isThing(next)) {
                    Quantity count = new Quantity(plain.from, next + 1, plain.numeral, plain.value);
                    count.kind = FigureKind.COUNT;
                    count.unit = tokens.at(next).text();
                    count.vague = plain.vague;
                    count.confidence = next == first ? 0.9 : 0.8;
                    return count;
                }
            }
            return plain;
        }

        private boolean aged(Quantity plain) {
            return plain.from > 0
                    && words.has("aged", tokens.at(plain.from - 1).lower())
                    && plain.value.compareTo(BigDecimal.valueOf(130)) < 0;
        }

        private boolean isThing(int at) {
            String word = tokens.at(at).lower();
            if (THINGS.contains(word)) {
                return true;
            }
            if (words.words("no thing", "word").contains(word) || word.length() < 4) {
                return false;
            }
            if (words.language.equals("de")) {
                return Character.isUpperCase(tokens.at(at).text().charAt(0)) && word.length() > 3;
            }
            return word.endsWith("s")
                    && !word.endsWith("ss")
                    && !word.endsWith("us")
                    && !word.endsWith("is")
                    && !word.contains("'");
        }

        /** Dozens of people, several hundred, tens of thousands. */
        private @Nullable Quantity vague(int at) {
            int first = at;
            BigDecimal times = null;
            Qualifier qualifier = null;
            int to = at;
            for (int length = 3; length >= 1 && qualifier == null; length--) {
                if (at + length < tokens.size() && words.has("some", tokens.lower(at, at + length))) {
                    times = words.multipliers.get(tokens.at(at + length).lower());
                    if (times != null && times.compareTo(BigDecimal.TEN) > 0) {
                        qualifier = ofMagnitude(times);
                        to = at + length + 1;
                    }
                }
            }
            if (qualifier == null) {
                boolean multiplied = at > 0
                        && (tokens.isNumber(at - 1)
                                || words.cardinals.containsKey(tokens.at(at - 1).lower())
                                || words.multipliers.containsKey(
                                        tokens.at(at - 1).lower())
                                || words.denominators.containsKey(
                                        tokens.at(at - 1).lower()));
                int last = at;
                while (last + 2 < tokens.size()
                        && words.has("tens", tokens.lower(last, last + 2))
                        && (words.vague.containsKey(tokens.at(last + 2).lower())
                                || words.multipliers.containsKey(
                                        tokens.at(last + 2).lower()))) {
                    last += 2;
                }
                if (last >= tokens.size()) {
                    return null;
                }
                qualifier = words.vague.get(tokens.at(last).lower());
                times = words.multipliers.get(tokens.at(last).lower());
                if (qualifier == null && last > at && times != null) {
                    qualifier = ofMagnitude(times);
                }
                if (qualifier == null || multiplied) {
                    return null;
                }
                to = last + 1;
            }
            BigDecimal magnitude = times == null ? BigDecimal.TEN : times;
            Numeral numeral = new Numeral(first, to, magnitude, Numeral.Kind.CARDINAL, magnitude, false);
            Quantity plain = new Quantity(first, to, numeral, magnitude);
            plain.vague = qualifier;
            int behind = to < tokens.size() && words.has("of", tokens.at(to).lower()) ? to + 1 : to;
            Named money = behind < tokens.size() ? money(behind) : null;
            UnitAt unit = behind < tokens.size() ? unit(behind) : null;
            if (money != null) {
                Quantity sum = new Quantity(first, moneyEnd(behind), numeral, magnitude);
                sum.kind = FigureKind.MONEY;
                sum.unit = money.name();
                sum.currency = money.currency();
                sum.vague = qualifier;
                return sum;
            }
            if (unit != null) {
                Quantity measure = new Quantity(first, unit.to(), numeral, magnitude);
                measure.kind = FigureKind.MEASURE;
                measure.unit = unit.unit().name();
                measure.dimension = unit.unit().dimension();
                measure.vague = qualifier;
                return measure;
            }
            return counted(plain);
        }

        private static Qualifier ofMagnitude(BigDecimal times) {
            if (times.compareTo(BILLION) >= 0) {
                return Qualifier.UNSTATED;
            }
            return times.compareTo(BigDecimal.valueOf(1_000_000)) >= 0
                    ? Qualifier.MILLIONS
                    : times.compareTo(BigDecimal.valueOf(1000)) >= 0
                            ? Qualifier.THOUSANDS
                            : times.compareTo(HUNDRED) >= 0 ? Qualifier.HUNDREDS : Qualifier.DOZENS;
        }

        // ---- ranges

        /** From 10 to 20, between the tenth and the fifteenth, 2-3 million. */
        private @Nullable ReadFigure range(Quantity one, Quantity next, int floor) {
            if (one.vague != null || next.vague != null || one.to > next.from) {
                return null;
            }
            int secondFrom = next.from;
            // "between 0.002 kg and about 0.007 kg", "the tenth and the fifteenth"
            String between = secondFrom > one.to ? tokens.lower(one.to, secondFrom) : "";
            int firstFrom = one.from;
            if (firstFrom > floor && tokens.at(firstFrom - 1).is("the")) {
                firstFrom--;
            }
            between = between.replaceFirst(" the$", "").replaceFirst(" (?:about|around)$", "");
            int betweenFrom = phrase(firstFrom, floor, words.words("range", "between"));
            int fromFrom = betweenFrom >= 0 ? -1 : phrase(firstFrom, floor, words.words("range", "from"));
            int from;
            if (between.isEmpty()) {
                return null;
            } else if (betweenFrom >= 0 && words.words("range", "between and").contains(between)) {
                from = betweenFrom;
            } else if (fromFrom >= 0 && words.words("range", "from to").contains(between)) {
                if (changes(fromFrom)) {
                    return null;
                }
                from = fromFrom;
            } else if (betweenFrom < 0 && words.words("range", "to").contains(between)) {
                boolean dash = !between.matches("\\p{L}+");
                boolean spaced = dash && (!tokens.close(one.to - 1) || !tokens.close(next.from - 1));
                boolean bothBare = one.unit == null && next.unit == null;
                if (between.equals("or") && next.unit == null || dash && spaced && bothBare && one.kind != next.kind) {
                    return null;
                }
                if (between.equals("or")
                        && (one.value.compareTo(BigDecimal.valueOf(20)) > 0
                                || next.value.subtract(one.value).compareTo(BigDecimal.valueOf(3)) > 0)) {
                    return null;
                }
                if (!dash && bothBare && fromFrom < 0 && next.value.compareTo(one.value) <= 0) {
                    return null;
                }
                from = one.from;
            } else {
                return null;
            }
            boolean sameKind = one.kind == next.kind
                    || one.unit == null && one.kind == FigureKind.NUMBER
                    || one.kind == FigureKind.MONEY && next.unit == null;
            if (!sameKind || one.unit != null && next.unit != null && !one.unit.equals(next.unit)) {
                return null;
            }
            BigDecimal low = one.value;
            BigDecimal scale = next.numeral.scale();
            if (scale != null
                    && one.numeral.scale() == null
                    && scale.compareTo(HUNDRED) > 0
                    && low.multiply(scale).compareTo(next.value) < 0
                    && low.compareTo(BigDecimal.valueOf(1000)) < 0) {
                low = low.multiply(scale);
            } else if (next.numeral.scale() == null
                    && one.numeral.scale() == null
                    && next.value.compareTo(next.numeral.value()) > 0
                    && one.value.compareTo(one.numeral.value()) == 0
                    && one.numeral.value().compareTo(next.numeral.value()) < 0) {
                low = low.multiply(next.value.divide(next.numeral.value(), MathContext.DECIMAL64));
            }
            if (low.compareTo(next.value) >= 0) {
                return null;
            }
            Quantity shared = next.unit == null ? one : next;
            int qualified = qualifierFrom(from, floor);
            return figure(
                    qualified >= 0 ? qualified : from,
                    next.to,
                    one.from,
                    next.to,
                    shared,
                    Qualifier.BETWEEN,
                    null,
                    low,
                    next.value);
        }

        private boolean changes(int from) {
            Set<String> changes = words.words("range", "change");
            for (int back = 1; back <= 3 && from - back >= 0; back++) {
                if (changes.contains(tokens.at(from - back).lower())) {
                    return true;
                }
            }
            return false;
        }

        /** More than twenty and less than thirty. */
        private @Nullable ReadFigure bounds(Quantity one, Quantity next, int floor) {
            if (one.vague != null || next.vague != null || one.unit != null && !one.unit.equals(next.unit)) {
                return null;
            }
            int firstFrom = qualifierFrom(one.from, floor);
            int secondFrom = qualifierFrom(next.from, one.to);
            if (firstFrom < 0 || secondFrom < 0) {
                return null;
            }
            String joint = secondFrom > one.to ? tokens.lower(one.to, secondFrom) : "";
            if (!words.words("range", "joins").contains(joint)) {
                return null;
            }
            Qualifier first = words.before.get(tokens.lower(firstFrom, one.from));
            Qualifier second = words.before.get(tokens.lower(secondFrom, next.from));
            boolean up = isLower(first) && isUpper(second) && one.value.compareTo(next.value) < 0;
            boolean down = isUpper(first) && isLower(second) && next.value.compareTo(one.value) < 0;
            if (!up && !down) {
                return null;
            }
            return figure(
                    firstFrom,
                    next.to,
                    one.from,
                    next.to,
                    one.unit == null ? next : one,
                    Qualifier.BETWEEN,
                    null,
                    up ? one.value : next.value,
                    up ? next.value : one.value);
        }

        private static boolean isLower(@Nullable Qualifier qualifier) {
            return qualifier == Qualifier.AT_LEAST || qualifier == Qualifier.MORE_THAN;
        }

        private static boolean isUpper(@Nullable Qualifier qualifier) {
            return qualifier == Qualifier.AT_MOST || qualifier == Qualifier.LESS_THAN || qualifier == Qualifier.NEARLY;
        }

        // ---- what qualifies

        private ReadFigure single(Quantity one, int floor, int ceiling) {
            int from = qualifierFrom(one.from, floor);
            int qualified =
                    from >= 0 && !words.before.containsKey(tokens.lower(from, one.from)) ? one.from - 1 : one.from;
            Qualifier qualifier = from < 0 ? null : words.before.get(tokens.lower(from, qualified));
            int start = from < 0 ? one.from : from;
            int to = one.to;
            if (one.vague != null) {
                return figure(one.from, to, one.numeral.from(), one.numeral.to(), one, one.vague, null, null, null);
            }
            for (int length = Math.min(Tokens.LONGEST, Math.min(ceiling, tokens.size()) - to); length >= 1; length--) {
                String phrase = tokens.lower(to, to + length);
                Qualifier behind = words.behind.get(phrase);
                if (behind == null
                        || phrase.equals("+") && !tokens.close(to - 1)
                        || to + length < tokens.size()
                                && words.has("than", tokens.at(to + length).lower())) {
                    continue;
                }
                if (qualifier == null
                        || qualifier == Qualifier.EXACT
                        || qualifier == Qualifier.ABOUT
                        || phrase.endsWith("equal to")) {
                    qualifier = phrase.endsWith("equal to")
                            ? (isUpper(qualifier) ? Qualifier.AT_MOST : Qualifier.AT_LEAST)
                            : behind;
                    to += length;
                    break;
                }
            }
            if (one.kind == FigureKind.ORDINAL && qualifier != null && start == one.from) {
                qualifier = null;
            }
            Qualifier meant = qualifier == null ? Qualifier.EXACT : qualifier;
            if (to > one.to && one.kind == FigureKind.NUMBER && to < ceiling && tokens.isWord(to) && isThing(to)) {
                one.kind = FigureKind.COUNT;
                one.unit = tokens.at(to).text();
                to++;
            }
            BigDecimal lower = isLower(meant) ? one.value : null;
            BigDecimal upper = isUpper(meant) ? one.value : null;
            return figure(
                    start,
                    to,
                    one.numeral.from(),
                    one.numeral.to(),
                    one,
                    meant,
                    lower == null && upper == null ? one.value : null,
                    lower,
                    upper);
        }

        /** The first token of the longest phrase that qualifies what begins with a token; negative where there is none. */
        private int qualifierFrom(int at, int floor) {
            int from = phrase(at, floor, words.before.keySet());
            // More than the half of it.
            boolean half = from < 0
                    && at - 1 > floor
                    && words.has("the", tokens.at(at - 1).lower())
                    && words.denominators.containsKey(tokens.at(at).lower());
            return half ? phrase(at - 1, floor, words.before.keySet()) : from;
        }

        private int phrase(int at, int floor, Set<String> phrases) {
            for (int length = Math.min(Tokens.LONGEST, at - floor); length >= 1; length--) {
                int from = at - length;
                if (phrases.contains(tokens.lower(from, at))) {
                    return from;
                }
            }
            return -1;
        }

        private ReadFigure figure(
                int from,
                int to,
                int numberFrom,
                int numberTo,
                Quantity quantity,
                Qualifier qualifier,
                @Nullable BigDecimal amount,
                @Nullable BigDecimal lower,
                @Nullable BigDecimal upper) {
            int start = tokens.at(from).start();
            int end = tokens.at(to - 1).end();
            return new ReadFigure(
                    start,
                    end,
                    text.substring(start, end),
                    text.substring(
                            tokens.at(numberFrom).start(),
                            tokens.at(numberTo - 1).end()),
                    quantity.kind,
                    qualifier,
                    plain(amount),
                    plain(lower),
                    plain(upper),
                    quantity.unit,
                    quantity.dimension,
                    quantity.currency,
                    quantity.confidence);
        }

        private static @Nullable BigDecimal plain(@Nullable BigDecimal number) {
            if (number == null) {
                return null;
            }
            BigDecimal stripped = number.stripTrailingZeros();
            return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
        }
    }
}
